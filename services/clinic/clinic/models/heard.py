"""What other services own, as last heard from them."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from clinic.models.base import Base, counter, in_practice, key


class Account(Base):
    """identity's accounts as last heard, with the newest link of each. version 0: only a link or a sign-in was heard yet."""

    __tablename__ = "accounts"
    practice_id: Mapped[str] = key()
    account_id: Mapped[UUID] = key()
    version: Mapped[int] = counter()
    state: Mapped[str]
    email: Mapped[str]
    password: Mapped[str]
    change_time: Mapped[datetime | None]
    password_set_time: Mapped[datetime | None]
    temporary_expire_time: Mapped[datetime | None]
    sign_in_time: Mapped[datetime | None]
    browser: Mapped[str]
    refuse_time: Mapped[datetime | None]
    refuse_reason: Mapped[str]
    link_id: Mapped[UUID | None]
    link_version: Mapped[int] = counter()
    link_purpose: Mapped[str]
    link_state: Mapped[str]
    link_issue_time: Mapped[datetime | None]
    link_expire_time: Mapped[datetime | None]
    link_end_time: Mapped[datetime | None]


class Binding(Base):
    """Which contact an account answers for, as last heard from identity. state: OFFERED, BOUND or UNBOUND."""

    __tablename__ = "bindings"
    practice_id: Mapped[str] = key()
    account_id: Mapped[UUID] = key()
    contact_id: Mapped[UUID] = key()
    version: Mapped[int] = counter()
    state: Mapped[str]
    change_time: Mapped[datetime]
    __table_args__ = (sa.Index("bindings_of_contact", "practice_id", "contact_id"),)


class Staff(Base):
    """The names of staff, as last heard from identity. role: empty once they are no longer staff."""

    __tablename__ = "staff"
    practice_id: Mapped[str] = key()
    account_id: Mapped[UUID] = key()
    version: Mapped[int] = counter()
    display_name: Mapped[str]
    role: Mapped[str]
    state: Mapped[str]


class VideoSession(Base):
    """video-gate's sessions as last heard. state: BOOKED or CANCELLED."""

    __tablename__ = "video_sessions"
    practice_id: Mapped[str] = key()
    session_id: Mapped[UUID] = key()
    version: Mapped[int] = counter()
    client_id: Mapped[UUID]
    clinician_id: Mapped[UUID | None]
    start_time: Mapped[datetime]
    end_time: Mapped[datetime]
    state: Mapped[str]
    __table_args__ = (
        sa.Index("video_sessions_of_client", "practice_id", "client_id", "end_time"),
        sa.Index("video_sessions_upcoming", "practice_id", "end_time"),
    )


class SessionReminder(Base):
    """The newest reminder mail of a video session to a contact, as last heard from notify. start_time: the start that it tells."""

    __tablename__ = "session_reminders"
    practice_id: Mapped[str] = key()
    session_id: Mapped[UUID] = key()
    contact_id: Mapped[UUID] = key()
    mail_id: Mapped[UUID]
    mail_version: Mapped[int] = counter()
    state: Mapped[str]
    reason: Mapped[str]
    to_address: Mapped[str]
    start_time: Mapped[datetime]
    hours: Mapped[int]
    queue_time: Mapped[datetime]
    change_time: Mapped[datetime]
    __table_args__ = (
        sa.Index(
            "session_reminders_stopped", "practice_id", "session_id",
            postgresql_where=sa.text("state IN ('BOUNCED', 'CANCELLED', 'HELD', 'SUPPRESSED')"),
        ),
    )


class UpcomingSession(Base):
    """video session × contact: who is invited to which."""

    __tablename__ = "upcoming_sessions"
    practice_id: Mapped[str] = key()
    session_id: Mapped[UUID] = key()
    contact_id: Mapped[UUID] = key()
    __table_args__ = (in_practice("session_id", to="video_sessions"), sa.Index("upcoming_sessions_of_contact", "practice_id", "contact_id"))
