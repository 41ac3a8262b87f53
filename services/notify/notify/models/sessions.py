"""Video sessions as last heard from video-gate, and when their reminders are due."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from notify.models.base import Base


class VideoSession(Base):
    """Copied from video-gate. state: BOOKED or CANCELLED. since_time, end_since_time: since when it is to begin and end when it does."""

    __tablename__ = "video_sessions"
    __table_args__ = (sa.Index("video_sessions_ahead", "practice_id", "start_time"),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger)
    state: Mapped[str]
    client_id: Mapped[UUID]
    contact_ids: Mapped[list[UUID]] = mapped_column(ARRAY(sa.Uuid))
    start_time: Mapped[datetime]
    end_time: Mapped[datetime]
    since_time: Mapped[datetime]
    end_since_time: Mapped[datetime]


class Reminder(Base):
    """One reminder of one video session at one start. done_time: its mails are queued, or nobody is left to remind.

    A done one stays, so that a session moved away and back is not told twice; the worker finds the others over all practices.
    """

    __tablename__ = "reminders"
    __table_args__ = (sa.Index("reminders_due", "due_time", postgresql_where=sa.text("done_time IS NULL")),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    start_time: Mapped[datetime] = mapped_column(primary_key=True)
    hours: Mapped[int] = mapped_column(primary_key=True)
    due_time: Mapped[datetime]
    done_time: Mapped[datetime | None]
