"""What the worker does by the clock."""

from chassis.db import Actor, Database
from chassis.service import Timer
from chassis.telemetry import meter
from video_gate import operations
from video_gate.store import copies, seats

TIDY_SECONDS = 15.0
MEASURE_SECONDS = 2.0

_age = meter.create_gauge("anteroom_gate_copy_age_seconds", description="Age of the gate's copy, by the service it was copied from")


def tidy(database: Database) -> int:
    """Keep the seats of every practice true."""
    with database.across() as db:
        practices = seats.practices_with_seats(db)
    for practice_id in practices:
        database.transact(practice_id, Actor("timer"), operations.tidy_seats)
    return 0


def measure(database: Database) -> int:
    """Set the gauge of how old the copy is that decides."""
    for source, seconds in database.transact("all", Actor("timer"), copies.ages).items():
        _age.set(seconds, {"source": source})
    return 0


ALL = [Timer("seats", TIDY_SECONDS, tidy), Timer("copy age", MEASURE_SECONDS, measure)]
