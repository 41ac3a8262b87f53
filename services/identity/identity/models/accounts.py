"""Accounts, whom they answer for, and what their holders agreed to."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from identity.domain.accounts import AccountState, PasswordState, password_state
from identity.domain.bindings import BindingState
from identity.models.base import Base, key, of_account


class Account(Base):
    """The login: one per email and practice. version rises with every announced change."""

    __tablename__ = "accounts"
    __table_args__ = (
        sa.UniqueConstraint("practice_id", "email_key"),
        sa.CheckConstraint("state IN ('PENDING', 'ACTIVE', 'LOCKED', 'DISABLED')", "accounts_state"),
    )
    practice_id: Mapped[str] = key()
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
        of_account(),
        sa.Index("bindings_holder", "practice_id", "contact_id", unique=True, postgresql_where=sa.text("state <> 'UNBOUND'")),
        sa.CheckConstraint("state IN ('OFFERED', 'BOUND', 'UNBOUND')", "bindings_state"),
    )
    practice_id: Mapped[str] = key()
    account_id: Mapped[UUID] = key()
    contact_id: Mapped[UUID] = key()
    version: Mapped[int] = mapped_column(sa.BigInteger)
    state: Mapped[str] = mapped_column(default=BindingState.BOUND)
    change_time: Mapped[datetime]
    decline_time: Mapped[datetime | None]


class TermsAcceptance(Base):
    """An adult agreed to the practice's terms."""

    __tablename__ = "terms_acceptances"
    __table_args__ = (of_account(),)
    practice_id: Mapped[str] = key()
    contact_id: Mapped[UUID] = key()
    terms_version: Mapped[str] = key()
    account_id: Mapped[UUID]
    accept_time: Mapped[datetime]
