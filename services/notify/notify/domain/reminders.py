"""When a video session's reminders leave, who hears of a change, and what makes each mail the only one of its kind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

# A name space of our own for uuid5 (RFC 9562, section 5.5): the same reminder always has the same id, here and after a restore.
REMINDERS = UUID("5a1f7c1e-52d1-4a0c-9d5c-5f1c7f6f1d0b")
CHANGES = UUID("3c4b8f0a-7c0e-4c58-9a51-0f6e7d2b9e64")


@dataclass(frozen=True)
class Appointment:
    """A video session as a reminder tells of it. open_time: when its door opens. revision: grows whenever the session changes.

    told_time: since when the mail waits. old_start_time: of one that was moved, the start that its reader was told before;
    old_end_time: the end, where that alone is new.
    """

    session_id: UUID
    start_time: datetime
    end_time: datetime
    open_time: datetime
    revision: int
    told_time: datetime
    old_start_time: datetime | None = None
    old_end_time: datetime | None = None

    @classmethod
    def sample(cls, now: datetime) -> "Appointment":
        """One that opens nothing, for previews: tomorrow at this hour."""
        start = (now + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
        return cls(UUID(int=0), start, start + timedelta(minutes=50), start - timedelta(minutes=10), 1, now, start - timedelta(days=1))

    def moved_to(self, start_time: datetime | None, end_time: datetime | None) -> "Appointment":
        """The same at other instants, where there are any."""
        start, end = start_time or self.start_time, end_time or self.end_time
        return replace(self, start_time=start, end_time=end, open_time=self.open_time + (start - self.start_time))


def due_time(start_time: datetime, hours: int) -> datetime:
    """So many elapsed hours before the start, whatever the clocks on the wall do in between."""
    return start_time.astimezone(UTC) - timedelta(hours=hours)


def planned(start_time: datetime, since_time: datetime, hours: Collection[int]) -> dict[int, datetime]:
    """When each reminder is due. One whose instant had passed when the session came to begin at start_time is skipped."""
    due = {each: due_time(start_time, each) for each in hours}
    return {each: instant for each, instant in due.items() if instant > since_time}


def leave_before(start_time: datetime, hours: int, all_hours: Collection[int]) -> datetime:
    """A reminder that is late gives way to the next one, the last to the session itself."""
    return due_time(start_time, max((other for other in all_hours if other < hours), default=0))


def told_start(told_times: Mapping[str, Any]) -> datetime | None:
    """The start that a mail tells of."""
    return _told(told_times, "start_time")


def told_end(told_times: Mapping[str, Any]) -> datetime | None:
    """The end of what it tells of."""
    return _told(told_times, "end_time")


def told_old_start(told_times: Mapping[str, Any]) -> datetime | None:
    """Of a moved session, the start that its reader was told before."""
    return _told(told_times, "old_start_time")


def told_old_end(told_times: Mapping[str, Any]) -> datetime | None:
    """Of a session whose end alone is new, the one that its reader was told before."""
    return _told(told_times, "old_end_time")


def overtaken(told_times: Mapping[str, Any], start_time: datetime, end_time: datetime) -> bool:
    """Whether a mail that waits tells of another time than these. Its end is the newest when it leaves, unless that is what it is about."""
    return told_start(told_times) != start_time or (told_old_end(told_times) is not None and told_end(told_times) != end_time)


def _told(told_times: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(told_times[name]) if name in told_times else None


def cause_of(session_id: UUID, start_time: datetime, hours: int, account_id: UUID) -> UUID:
    """The id of the one mail that this reminder is to this login."""
    return uuid5(REMINDERS, f"{session_id}/{start_time.timestamp():.6f}/{hours}/{account_id}")


def move_cause(session_id: UUID, start_time: datetime, since_time: datetime, account_id: UUID) -> UUID:
    """The id of the one mail that tells this login of a move. since_time tells a move away from one back and away again."""
    return uuid5(CHANGES, f"{session_id}/MOVED/{start_time.timestamp():.6f}/{since_time.timestamp():.6f}/{account_id}")


def end_cause(session_id: UUID, end_time: datetime, since_time: datetime, account_id: UUID) -> UUID:
    """The id of the one mail that tells this login of a new end, as since that time."""
    return uuid5(CHANGES, f"{session_id}/ENDS/{end_time.timestamp():.6f}/{since_time.timestamp():.6f}/{account_id}")


def cancel_cause(session_id: UUID, account_id: UUID) -> UUID:
    """The id of the one mail that tells this login that the session is cancelled, which it is once and for good."""
    return uuid5(CHANGES, f"{session_id}/CANCELLED/{account_id}")
