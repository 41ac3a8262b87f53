"""Alarms: which relationships time alone has changed."""

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis import tables
from chassis.db import Tx
from clinic.models import Alarm, Relationship

TAKEN_AT_ONCE = 200


def due(db: Session) -> Sequence[tuple[str, UUID, UUID]]:
    """(practice, contact, client) of alarms that are due by each practice's clock. Works across practices, for the worker."""
    clocks = tables.clock_offsets
    shifted = sa.func.now() + sa.func.make_interval(0, 0, 0, 0, 0, 0, sa.func.coalesce(clocks.c.seconds, 0))
    found = sa.select(Alarm.practice_id, Alarm.contact_id, Alarm.client_id).outerjoin(clocks, clocks.c.practice_id == Alarm.practice_id)
    now_due = found.where(Alarm.due_time <= shifted).order_by(Alarm.due_time).limit(TAKEN_AT_ONCE)
    return [(practice_id, contact_id, client_id) for practice_id, contact_id, client_id in db.execute(now_due)]


def stop(tx: Tx, pairs: Collection[tuple[UUID, UUID]]) -> None:
    """The alarms of these (contact, client), which have rung; whoever looks again sets the next ones."""
    mine = [Alarm.practice_id == tx.practice_id, sa.tuple_(Alarm.contact_id, Alarm.client_id).in_(pairs)]
    tx.db.execute(sa.delete(Alarm).where(*mine), execution_options={"synchronize_session": False})


def ring_all(tx: Tx) -> None:
    """Look at every relationship of the practice again: what their ends are counted by has changed."""
    now = sa.literal(tx.now)
    everybody = sa.select(Relationship.practice_id, Relationship.contact_id, Relationship.client_id, now).where(
        Relationship.practice_id == tx.practice_id, Relationship.into_client_id.is_(None)
    )
    alarms = insert(Alarm).from_select(["practice_id", "contact_id", "client_id", "due_time"], everybody)
    tx.db.execute(alarms.on_conflict_do_update(index_elements=["practice_id", "contact_id", "client_id"], set_={"due_time": now}))
