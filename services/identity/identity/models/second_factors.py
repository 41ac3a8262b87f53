"""Second factors, recovery codes, and what a login session was asked and has yet to answer."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from identity.models.base import Base, key, of_account

APP_IS, PASSKEY_IS = "sealed IS NOT NULL AND key_id IS NOT NULL", "credential_id IS NOT NULL AND public_key IS NOT NULL"
WHOLE = f"(kind = 'APP' AND {APP_IS}) OR (kind = 'PASSKEY' AND {PASSKEY_IS})"


class SecondFactor(Base):
    """An app: its secret, sealed, and the last step whose code was used. A passkey: its public key and how often it has signed."""

    __tablename__ = "second_factors"
    __table_args__ = (
        of_account(),
        sa.UniqueConstraint("practice_id", "credential_id"),
        sa.CheckConstraint(WHOLE, "second_factors_whole"),
        sa.Index("second_factors_account", "practice_id", "account_id"),
    )
    practice_id: Mapped[str] = key()
    factor_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID]
    kind: Mapped[str]
    name: Mapped[str]
    add_time: Mapped[datetime]
    last_used_time: Mapped[datetime | None]
    sealed: Mapped[bytes | None]
    key_id: Mapped[str | None]
    last_step: Mapped[int | None] = mapped_column(sa.BigInteger)
    credential_id: Mapped[bytes | None]
    public_key: Mapped[bytes | None]
    sign_count: Mapped[int] = mapped_column(sa.BigInteger, default=0)


class RecoveryCode(Base):
    """One of ten, as a keyed hash. It serves once."""

    __tablename__ = "recovery_codes"
    __table_args__ = (of_account(),)
    practice_id: Mapped[str] = key()
    account_id: Mapped[UUID] = key()
    code_hash: Mapped[bytes] = key()
    use_time: Mapped[datetime | None]


class AskedFactor(Base):
    """The secret of an app being set up, or the challenge a passkey is to sign: sealed, one of each kind, answered once."""

    __tablename__ = "asked_factors"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["practice_id", "login_session_id"], ["login_sessions.practice_id", "login_sessions.login_session_id"]
        ),
    )  # fmt: skip
    practice_id: Mapped[str] = key()
    login_session_id: Mapped[UUID] = key()
    asked: Mapped[str] = key()
    sealed: Mapped[bytes]
    key_id: Mapped[str]
    expire_time: Mapped[datetime]


class SpentChallenge(Base):
    """A challenge that somebody signed in with, until it would have run out anyway."""

    __tablename__ = "spent_challenges"
    practice_id: Mapped[str] = key()
    challenge: Mapped[bytes] = key()
    expire_time: Mapped[datetime]
