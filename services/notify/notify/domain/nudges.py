"""When an invitation that nobody followed is mailed once more, and what makes that mail the only one."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

# A name space of our own for uuid5 (RFC 9562, section 5.5).
NUDGES = UUID("c0a4f0de-9a0c-4c5e-8a5b-2b6e1d4c7a90")
LATEST = timedelta(hours=12)


def nudge_time(issue_time: datetime, expire_time: datetime) -> datetime:
    """When a quarter of the link's life is left, but no sooner than twelve hours before it ends."""
    return expire_time.astimezone(UTC) - min((expire_time - issue_time) / 4, LATEST)


def nudge_cause(link_id: UUID) -> UUID:
    """The id of the one nudge that a link gets."""
    return uuid5(NUDGES, str(link_id))
