"""Where somebody is signed in, and what is remembered of a browser."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from identity.models.base import Base, key, of_account


class LoginSession(Base):
    """Signed in on one browser. Its cookie is kept as a hash. factor_time: when its second step was passed."""

    __tablename__ = "login_sessions"
    __table_args__ = (
        of_account(),
        sa.UniqueConstraint("practice_id", "cookie_hash"),
        sa.Index("login_sessions_open", "practice_id", "account_id", postgresql_where=sa.text("end_time IS NULL")),
    )
    practice_id: Mapped[str] = key()
    login_session_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID]
    cookie_hash: Mapped[bytes]
    browser: Mapped[str]
    start_time: Mapped[datetime]
    last_seen_time: Mapped[datetime]
    expire_time: Mapped[datetime]
    end_time: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    factor_time: Mapped[datetime | None]


class KnownDevice(Base):
    """A browser that has signed in before: other people's wrong tries don't slow it."""

    __tablename__ = "known_devices"
    __table_args__ = (of_account(),)
    practice_id: Mapped[str] = key()
    account_id: Mapped[UUID] = key()
    device_hash: Mapped[bytes] = key()
    seen_time: Mapped[datetime]
