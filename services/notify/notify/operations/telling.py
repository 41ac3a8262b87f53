"""Who was mailed about a video session and hears that it changed: what operations do that learn of either."""

from collections.abc import Collection, Iterable
from uuid import UUID

from chassis.db import Tx
from notify import domain
from notify.domain import Cause, Kind, Recipient
from notify.models import Message, VideoSession
from notify.operations.queueing import queue
from notify.store import mails, reminders


def tell_changes(tx: Tx, session_ids: Collection[UUID], traceparent: str | None = None) -> None:
    """Queue a mail to each login that was last told otherwise than these sessions are now: another start, or that there is one.

    Told is who was sent a mail that didn't come back. One mail for a change, however often this is asked.
    """
    for session in reminders.sessions(tx, session_ids).values():
        for last in reminders.last_told(tx, session.session_id):
            if not _holds(session, last) and (cause := _change(session, last, mails.recipients(tx, [last.message_id]), traceparent)):
                queue(tx, cause)


def tell_of_overtaken(tx: Tx, sent: Iterable[Message]) -> None:
    """Mails were on their way out while their session changed: their readers hear of it as soon as we know that they left."""
    about = {message.session_id: message for message in sent if message.session_id}
    sessions = reminders.sessions(tx, about.keys())
    changed = [session_id for session_id, session in sessions.items() if not _holds(session, about[session_id])]
    tell_changes(tx, changed)


def _holds(session: VideoSession, told: Message) -> bool:
    if session.state != "BOOKED":
        return told.kind == Kind.SESSION_CANCELLED
    return domain.told_start(told.told_times) == session.start_time


def _change(session: VideoSession, last: Message, about: dict[UUID, list[Recipient]], traceparent: str | None) -> Cause | None:
    """A cancelled session is told by the start that its reader knows. None where nobody of the login is invited any more to a moved
    one: its new time is not theirs to know.
    """
    old = domain.told_start(last.told_times)
    booked = session.state == "BOOKED"
    people = [to for to in about[last.message_id] if not booked or to.contact_id in session.contact_ids]
    if old is None or not people:
        return None
    told = _new_times(session, last) if booked else {name: last.told_times[name] for name in ("start_time", "end_time")}
    before = session.end_time if booked else domain.told_end(last.told_times)
    cause_id = domain.change_cause(session.session_id, session.state, session.start_time, session.since_time, last.account_id)
    return Cause(
        cause_id, Kind.SESSION_MOVED if booked else Kind.SESSION_CANCELLED, last.account_id, before, session_id=session.session_id,
        recipients=tuple(people), told_times=told, traceparent=traceparent or last.traceparent,
    )


def _new_times(session: VideoSession, last: Message) -> dict[str, str]:
    instants = {"start_time": session.start_time, "end_time": session.end_time}
    return {name: at.isoformat() for name, at in instants.items()} | {"old_start_time": last.told_times["start_time"]}
