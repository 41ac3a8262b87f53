"""Calls for help: somebody can't get in and says so."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from clinic.models.base import Base, in_practice, key


class Call(Base):
    """An "I can't get in", said by an account for one relationship. One is open for a relationship at a time.

    state: OPEN, ANSWERED, or CLOSED (put aside without an answer). session_id: the video session at whose door it was said.
    help_id: identity's, where it was said on the page of a link.
    """

    __tablename__ = "calls"
    practice_id: Mapped[str] = key()
    call_id: Mapped[UUID] = key()
    contact_id: Mapped[UUID]
    client_id: Mapped[UUID]
    account_id: Mapped[UUID]
    session_id: Mapped[UUID | None]
    help_id: Mapped[UUID | None]
    said: Mapped[str]
    state: Mapped[str]
    raise_time: Mapped[datetime]
    answer: Mapped[str]
    end_time: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    __table_args__ = (
        in_practice("contact_id", "client_id", to="relationships"),
        sa.CheckConstraint("state IN ('OPEN', 'ANSWERED', 'CLOSED')", name="calls_state"),
        sa.Index("calls_open", "practice_id", "contact_id", "client_id", unique=True, postgresql_where=sa.text("state = 'OPEN'")),
        sa.Index("calls_of_account", "practice_id", "account_id", "raise_time"),
        sa.Index("calls_listed", "practice_id", "raise_time"),
    )
