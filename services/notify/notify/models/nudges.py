"""When an invitation that nobody followed is mailed once more."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from notify.models.base import Base


class Nudge(Base):
    """One for each invitation's link. done_time: it was queued, or was not wanted any more."""

    __tablename__ = "nudges"
    __table_args__ = (sa.Index("nudges_due", "due_time", postgresql_where=sa.text("done_time IS NULL")),)

    practice_id: Mapped[str] = mapped_column(primary_key=True)
    link_id: Mapped[UUID] = mapped_column(primary_key=True)
    due_time: Mapped[datetime]
    expire_time: Mapped[datetime]
    done_time: Mapped[datetime | None]
