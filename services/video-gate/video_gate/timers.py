"""What the worker does by the clock."""

from chassis.db import Actor, Database
from chassis.service import Timer
from video_gate import operations
from video_gate.store import seats

TIDY_SECONDS = 15.0


def tidy(database: Database) -> int:
    """Keep the seats of every practice true."""
    with database.across() as db:
        practices = seats.practices_with_seats(db)
    for practice_id in practices:
        database.transact(practice_id, Actor("timer"), operations.tidy_seats)
    return 0


ALL = [Timer("seats", TIDY_SECONDS, tidy)]
