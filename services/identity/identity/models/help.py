"""Help asked for from a link's page."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from identity.domain.help import HelpState
from identity.models.base import Base, key, of_account


class HelpRequest(Base):
    """An "I can't get in" from one link's page, and what the front desk answered.

    said: of somebody invited to the team, whom clinic keeps no call of. An answer of theirs is a newer link, without words.
    """

    __tablename__ = "help_requests"
    __table_args__ = (
        of_account(),
        # Of two at once one stands.
        sa.Index("help_open", "practice_id", "account_id", unique=True, postgresql_where=sa.text("state = 'OPEN'")),
        sa.Index("help_of_account", "practice_id", "account_id", "ask_time"),
        sa.CheckConstraint("state IN ('OPEN', 'ANSWERED', 'CLOSED')", "help_state"),
    )
    practice_id: Mapped[str] = key()
    help_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID]
    link_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(default=HelpState.OPEN)
    ask_time: Mapped[datetime]
    said: Mapped[str] = mapped_column(default="", server_default="")
    answer: Mapped[str] = mapped_column(default="")
    end_time: Mapped[datetime | None]
