"""The tables. Every one begins with the practice; instants are UTC."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.db import declarative
from identity.domain.accounts import AccountState, PasswordState, password_state
from identity.domain.bindings import BindingState
from identity.domain.links import LinkState, Recipient


class Base(declarative()):  # type: ignore[misc]  # made per service, so that two never share a table name
    """All of identity's tables."""

    __abstract__ = True


LIVE_PASSWORD_LINK = "state = 'LIVE' AND purpose IN ('INVITATION', 'RESET')"


def _key() -> Mapped[Any]:
    return mapped_column(primary_key=True)


def _account(**options: Any) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["practice_id", "account_id"], ["accounts.practice_id", "accounts.account_id"], **options)


class Practice(Base):
    """Copy of clinic's practice: what links and sign-in pages show, and the terms in force."""

    __tablename__ = "practices"
    practice_id: Mapped[str] = _key()
    version: Mapped[int] = mapped_column(sa.BigInteger)
    name: Mapped[str]
    phone: Mapped[str]
    support_email: Mapped[str]
    door: Mapped[str]
    invitation_validity_hours: Mapped[int]
    terms_version: Mapped[str]
    terms_title: Mapped[str]
    terms_body: Mapped[str]


class Contact(Base):
    """Copy of clinic's contact: name and address. email_key is None where no email is known."""

    __tablename__ = "contacts"
    practice_id: Mapped[str] = _key()
    contact_id: Mapped[UUID] = _key()
    version: Mapped[int] = mapped_column(sa.BigInteger)
    given_name: Mapped[str]
    family_name: Mapped[str]
    email: Mapped[str | None]
    email_key: Mapped[str | None]

    @property
    def name(self) -> str:
        """As it is shown."""
        return f"{self.given_name} {self.family_name}".strip()


class Relationship(Base):
    """Copy of clinic's relationship. access: the switch is on and it is in force. consent_missing: never given, never withdrawn."""

    __tablename__ = "relationships"
    practice_id: Mapped[str] = _key()
    contact_id: Mapped[UUID] = _key()
    client_id: Mapped[UUID] = _key()
    version: Mapped[int] = mapped_column(sa.BigInteger)
    is_self: Mapped[bool]
    access: Mapped[bool]
    consent_missing: Mapped[bool]


class Account(Base):
    """The login: one per email and practice. version rises with every announced change."""

    __tablename__ = "accounts"
    __table_args__ = (
        sa.UniqueConstraint("practice_id", "email_key"),
        sa.CheckConstraint("state IN ('PENDING', 'ACTIVE', 'LOCKED', 'DISABLED')", "accounts_state"),
    )
    practice_id: Mapped[str] = _key()
    account_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    email: Mapped[str]
    email_key: Mapped[str]
    state: Mapped[str] = mapped_column(default=AccountState.PENDING)
    role: Mapped[str | None]
    display_name: Mapped[str | None]
    password_hash: Mapped[str | None]
    password_set_time: Mapped[datetime | None]
    temporary_password_expire_time: Mapped[datetime | None]
    last_sign_in_time: Mapped[datetime | None]
    last_browser: Mapped[str | None]
    create_time: Mapped[datetime]

    @property
    def password(self) -> PasswordState:
        """What the console says of the password."""
        return password_state(self.password_hash, self.temporary_password_expire_time)


class Binding(Base):
    """Which contact an account answers for. version rises per contact, over all accounts that ever held it."""

    __tablename__ = "bindings"
    __table_args__ = (
        _account(),
        sa.Index("bindings_holder", "practice_id", "contact_id", unique=True, postgresql_where=sa.text("state <> 'UNBOUND'")),
        sa.CheckConstraint("state IN ('OFFERED', 'BOUND', 'UNBOUND')", "bindings_state"),
    )
    practice_id: Mapped[str] = _key()
    account_id: Mapped[UUID] = _key()
    contact_id: Mapped[UUID] = _key()
    version: Mapped[int] = mapped_column(sa.BigInteger)
    state: Mapped[str] = mapped_column(default=BindingState.BOUND)
    change_time: Mapped[datetime]
    decline_time: Mapped[datetime | None]


class Link(Base):
    """What a mail carries. The row yields no link without the key that key_id names. new_email: of an EMAIL_CHANGE alone."""

    __tablename__ = "links"
    __table_args__ = (
        _account(),
        sa.UniqueConstraint("practice_id", "token_hash"),
        # Newest only: the database keeps a second live link that sets a password out, whoever issues it.
        sa.Index("links_live", "practice_id", "account_id", unique=True, postgresql_where=sa.text(LIVE_PASSWORD_LINK)),
        sa.Index("links_issued", "practice_id", "account_id", "issue_time"),
        sa.CheckConstraint("state IN ('LIVE', 'EXPIRED', 'SUPERSEDED', 'REVOKED', 'REDEEMED')", "links_state"),
    )
    practice_id: Mapped[str] = _key()
    link_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(sa.BigInteger, default=1)
    purpose: Mapped[str]
    state: Mapped[str] = mapped_column(default=LinkState.LIVE)
    seed: Mapped[bytes]
    key_id: Mapped[str]
    token_hash: Mapped[bytes]
    staff: Mapped[bool]
    recipients: Mapped[list[Recipient]] = mapped_column(JSONB)
    issue_time: Mapped[datetime]
    expire_time: Mapped[datetime]
    end_time: Mapped[datetime | None]
    new_email: Mapped[str | None]


class WelcomeAnswered(Base):
    """A welcome request that was turned into links, offers or refusals: a replayed one is not answered again."""

    __tablename__ = "welcomes_answered"
    practice_id: Mapped[str] = _key()
    request_id: Mapped[UUID] = _key()
    answer_time: Mapped[datetime]


class LoginSession(Base):
    """Signed in on one browser. Its cookie is kept as a hash."""

    __tablename__ = "login_sessions"
    __table_args__ = (
        _account(),
        sa.UniqueConstraint("practice_id", "cookie_hash"),
        sa.Index("login_sessions_open", "practice_id", "account_id", postgresql_where=sa.text("end_time IS NULL")),
    )
    practice_id: Mapped[str] = _key()
    login_session_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID]
    cookie_hash: Mapped[bytes]
    browser: Mapped[str]
    start_time: Mapped[datetime]
    last_seen_time: Mapped[datetime]
    expire_time: Mapped[datetime]
    end_time: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class KnownDevice(Base):
    """A browser that has signed in before: other people's wrong tries don't slow it."""

    __tablename__ = "known_devices"
    __table_args__ = (_account(),)
    practice_id: Mapped[str] = _key()
    account_id: Mapped[UUID] = _key()
    device_hash: Mapped[bytes] = _key()
    seen_time: Mapped[datetime]


class SignInAttempts(Base):
    """Tries in a row to one address, or to one account from one known device. Kept for unknown addresses too."""

    __tablename__ = "sign_in_attempts"
    practice_id: Mapped[str] = _key()
    key: Mapped[bytes] = _key()
    known_device: Mapped[bool]
    wrong: Mapped[int]
    last_time: Mapped[datetime]
    refused_until: Mapped[datetime | None]
    slowed: Mapped[bool]


class SignInRefusal(Base):
    """A refused sign-in that the worker has yet to announce, where there is an account, and to audit."""

    __tablename__ = "sign_in_refusals"
    practice_id: Mapped[str] = _key()
    refusal_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID | None]
    address_hash: Mapped[bytes]
    reason: Mapped[str]
    browser: Mapped[str]
    origin_address: Mapped[str | None]
    refuse_time: Mapped[datetime]


class ResetRequest(Base):
    """A forgotten password that the worker has yet to look into."""

    __tablename__ = "reset_requests"
    practice_id: Mapped[str] = _key()
    request_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email_key: Mapped[str]
    origin_address: Mapped[str | None]
    request_time: Mapped[datetime]


class TermsAcceptance(Base):
    """An adult agreed to the practice's terms."""

    __tablename__ = "terms_acceptances"
    __table_args__ = (_account(),)
    practice_id: Mapped[str] = _key()
    contact_id: Mapped[UUID] = _key()
    terms_version: Mapped[str] = _key()
    account_id: Mapped[UUID]
    accept_time: Mapped[datetime]
