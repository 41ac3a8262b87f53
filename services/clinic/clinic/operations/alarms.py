"""What time alone changes: rights end, links lapse, temporary passwords run out."""

import logging
from collections.abc import Collection
from itertools import groupby
from uuid import UUID

from chassis.db import Actor, Database, Tx
from clinic import charts
from clinic.store import alarms, clients, ledger, practices, relationships

TIMER = Actor("timer")
log = logging.getLogger(__name__)


def look_again(tx: Tx, pairs: Collection[tuple[UUID, UUID]]) -> None:
    """End the rights whose day has come, announce it, and derive the portal states anew."""
    practice = practices.get(tx)
    clients.lock(tx, {client_id for _, client_id in pairs})
    known = clients.among(tx, {client_id for _, client_id in pairs})
    alarms.stop(tx, pairs)
    for relationship in relationships.among(tx, pairs):  # what was merged away a moment ago is not among them
        charts.settle(tx, [relationship], known[relationship.client_id], practice)
    ledger.refresh(tx, pairs)


def ring(database: Database) -> int:
    """The worker's timer: every alarm that is due, a transaction a practice. Returns how many rang.

    What fails in one practice is logged and tried again later; the others' alarms ring.
    """
    rang = 0
    with database.across() as db:
        due = sorted(alarms.due(db))
    for practice_id, group in groupby(due, key=lambda alarm: alarm[0]):
        pairs = [(contact_id, client_id) for _, contact_id, client_id in group]
        try:
            database.transact(practice_id, TIMER, look_again, pairs)
            rang += len(pairs)
        except Exception:
            log.exception("alarms did not ring in a practice")
    return rang
