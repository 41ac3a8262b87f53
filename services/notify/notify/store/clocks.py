"""What is due by each practice's own clock, which only tests ever shift."""

from typing import TypeVar

import sqlalchemy as sa

from chassis import tables
from notify.models import Nudge, Reminder

Found = TypeVar("Found", bound=sa.Select)


def due(found: Found, of: type[Reminder] | type[Nudge]) -> Found:
    """Only rows across practices whose time has come and that nobody has done."""
    clocks = tables.clock_offsets
    shifted = sa.func.now() + sa.func.make_interval(0, 0, 0, 0, 0, 0, sa.func.coalesce(clocks.c.seconds, 0))
    clocked = found.outerjoin(clocks, clocks.c.practice_id == of.practice_id)
    return clocked.where(of.done_time.is_(None), of.due_time <= shifted)
