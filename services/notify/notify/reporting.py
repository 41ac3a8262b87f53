"""The way of a report to its mail: by the Message-ID to the practice, and there in one transaction."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from chassis import telemetry
from chassis.db import Actor, Database
from notify import composing
from notify.domain import Report
from notify.operations import reports as operations

counted = telemetry.meter.create_counter("anteroom_delivery_reports", description="Reports of mails that left, by source and whether known")


def take(database: Database, actor: Actor, said: Collection[tuple[str, Report]], source: str) -> int:
    """Apply reports, each with the Message-ID it speaks of. Returns how many are about a mail of ours.

    source: WEBHOOK or MAILBOX. Where it fails midway, all of it may be told again.
    """
    told: dict[str, dict[UUID, list[Report]]] = defaultdict(lambda: defaultdict(list))
    for message_id, report in said:
        if cause := composing.cause_of(message_id):
            told[cause[0]][cause[1]].append(report)
    known = sum(database.transact(practice_id, actor, operations.apply_reports, mine, source) for practice_id, mine in told.items())
    for is_known, number in ((True, known), (False, len(said) - known)):
        counted.add(number, {"source": source, "known": is_known})
    return known
