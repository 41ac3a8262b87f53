"""Queries over nudges."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis.db import Tx
from notify.domain import Kind, State
from notify.models import Message, Nudge, Practice
from notify.store import clocks

TAKEN_AT_ONCE = 200
# Who bounced or complained is not mailed again by itself.
ARRIVES = {State.SENT, State.DELIVERED}


def plan_nudge(tx: Tx, link_id: UUID, due_time: datetime, expire_time: datetime) -> None:
    """Put it where the worker finds it."""
    row = {"practice_id": tx.practice_id, "link_id": link_id, "due_time": due_time, "expire_time": expire_time}
    tx.db.execute(insert(Nudge).values(row).on_conflict_do_nothing())


def end_nudge(tx: Tx, link_id: UUID) -> datetime | None:
    """It is done with. Returns when its link expires; None where it was done with before, or never planned."""
    mine = sa.update(Nudge).where(Nudge.practice_id == tx.practice_id, Nudge.link_id == link_id, Nudge.done_time.is_(None))
    done = mine.values(done_time=tx.now).returning(Nudge.expire_time)
    return tx.db.scalar(done, execution_options={"synchronize_session": False})


def nudges_wanted(tx: Tx) -> bool:
    """Whether the practice sends any."""
    return bool(tx.db.scalar(sa.select(Practice.nudge_before_expiry).where(Practice.practice_id == tx.practice_id)))


def invitation_that_left(tx: Tx, link_id: UUID) -> Message | None:
    """The mail that took the link to its reader."""
    mine = (Message.practice_id == tx.practice_id, Message.link_id == link_id)
    return tx.db.scalar(sa.select(Message).where(*mine, Message.kind == Kind.INVITATION, Message.state.in_(ARRIVES)))


def due_nudges(db: Session) -> Sequence[tuple[str, UUID]]:
    """(practice, link) of nudges that are due by each practice's clock. Works across practices, for the worker."""
    found = clocks.due(sa.select(Nudge.practice_id, Nudge.link_id), Nudge).order_by(Nudge.due_time).limit(TAKEN_AT_ONCE)
    return [(row.practice_id, row.link_id) for row in db.execute(found)]
