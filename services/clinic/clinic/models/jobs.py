"""What a job of the worker has, whatever it is about: its state, and who answers for it."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from clinic.models.base import key


class Job:
    """Something begun at a desk that the worker does a chunk at a time. turn_time: when it was last begun or taken up again.

    AT_WORK: the states in which the worker has to do with it. UNDER_WAY: those in which a practice has one of a kind at a time.
    """

    AT_WORK: ClassVar[tuple[str, ...]]
    UNDER_WAY: ClassVar[tuple[str, ...]]

    practice_id: Mapped[str] = key()
    state: Mapped[str]
    created_by: Mapped[UUID | None]
    created_time: Mapped[datetime]
    change_time: Mapped[datetime]
    started_by: Mapped[UUID | None]
    started_role: Mapped[str | None]
    start_time: Mapped[datetime | None]
    turn_time: Mapped[datetime | None]
    end_time: Mapped[datetime | None]


def in_state(states: tuple[str, ...]) -> str:
    """As a condition in SQL."""
    return f"state IN ({', '.join(repr(state) for state in states)})"


def at_work(table: str, states: tuple[str, ...]) -> sa.Index:
    """Where the worker looks for what to do."""
    return sa.Index(f"{table}_at_work", "change_time", postgresql_where=sa.text(in_state(states)))
