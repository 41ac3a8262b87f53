"""Tries to sign in, and forgotten passwords."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Mapped, mapped_column

from identity.models.base import Base, key


class SignInAttempts(Base):
    """Tries in a row to one address, or to one account from one known device. Kept for unknown addresses too."""

    __tablename__ = "sign_in_attempts"
    practice_id: Mapped[str] = key()
    key: Mapped[bytes] = key()
    known_device: Mapped[bool]
    wrong: Mapped[int]
    last_time: Mapped[datetime]
    refused_until: Mapped[datetime | None]
    slowed: Mapped[bool]


class SignInRefusal(Base):
    """A refused sign-in that the worker has yet to announce, where there is an account, and to audit. code_id: of a one-time code."""

    __tablename__ = "sign_in_refusals"
    practice_id: Mapped[str] = key()
    refusal_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID | None]
    address_hash: Mapped[bytes]
    reason: Mapped[str]
    browser: Mapped[str]
    origin_address: Mapped[str | None]
    refuse_time: Mapped[datetime]
    code_id: Mapped[UUID | None]


class ResetRequest(Base):
    """A forgotten password that the worker has yet to look into."""

    __tablename__ = "reset_requests"
    practice_id: Mapped[str] = key()
    request_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email_key: Mapped[str]
    origin_address: Mapped[str | None]
    request_time: Mapped[datetime]
