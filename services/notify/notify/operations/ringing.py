"""What the worker's timers share: find what is due over all practices, and do it in a transaction of each."""

import logging
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

from sqlalchemy.orm import Session

from chassis.db import Actor, Database, Tx

TIMER = Actor("timer")
# So long at most after its instant a mail is queued.
LOOK_SECONDS = 1.0

log = logging.getLogger(__name__)
Due = TypeVar("Due")


def ring(database: Database, find: Callable[[Session], Sequence[tuple[str, Due]]], act: Callable[[Tx, list[Due]], None]) -> int:
    """Do all that find names, by practice. Returns how much.

    What fails in one practice is logged and tried again; the others' goes on.
    """
    rang = 0
    with database.across() as db:
        due = sorted(find(db), key=lambda each: each[0])
    for practice_id, group in groupby(due, key=lambda each: each[0]):
        mine = [what for _, what in group]
        try:
            database.transact(practice_id, TIMER, act, mine)
            rang += len(mine)
        except Exception:
            log.exception("mails that are due could not be queued in a practice; trying again")
    return rang
