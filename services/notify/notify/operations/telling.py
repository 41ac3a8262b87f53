"""Who was mailed about a video session and hears that it changed: what operations do that learn of either.

Told is who was sent a mail that didn't come back; perhaps told, and so to be told of a change too, whose mail was in hand when nobody
could say any more whether it left. One mail for a change, however often this is asked.
"""

from collections.abc import Iterable
from uuid import UUID

from chassis.db import Tx
from notify import domain
from notify.domain import Cause, Kind, Recipient
from notify.models import Message, VideoSession
from notify.operations.queueing import queue
from notify.store import mails, reminders


def tell_changes(tx: Tx, session_id: UUID, traceparent: str | None) -> None:
    """Queue a mail to everyone who was last told otherwise than this session is now: another start or end, or that there is one.

    But for guests of a cancelled one: tell_guest is for those whose link was good until then.
    """
    session = reminders.sessions(tx, [session_id])[session_id]
    for last in reminders.last_told(tx, session_id):
        about = mails.recipients(tx, [last.message_id])[last.message_id]
        if session.state == "BOOKED" or not domain.is_guests(last.kind, session_id, about):
            _tell(tx, session, last, about, traceparent)


def tell_guest(tx: Tx, session_id: UUID, guest_id: UUID, traceparent: str | None) -> None:
    """Queue the mail that a session is cancelled to a guest who was told of it."""
    for last in reminders.last_told(tx, session_id, guest_id):
        if last.kind != Kind.SESSION_CANCELLED and last.to_address:
            queue(tx, _cancelled(last, [], traceparent))


def tell_of_overtaken(tx: Tx, sent: Iterable[Message]) -> None:
    """Mails were on their way out while their session changed: their readers hear of it as soon as we know that they left."""
    of_session = [message for message in sent if message.session_id]
    sessions = reminders.sessions(tx, {message.session_id for message in of_session if message.session_id})
    for message in of_session:
        session = message.session_id and sessions.get(message.session_id)
        if session and not _holds(session, message):
            for last in reminders.last_told(tx, session.session_id, message.account_id):
                _tell(tx, session, last, mails.recipients(tx, [last.message_id])[last.message_id], message.traceparent)


def _tell(tx: Tx, session: VideoSession, last: Message, about: list[Recipient], traceparent: str | None) -> None:
    if _holds(session, last):
        return
    cause = _moved(session, last, about, traceparent) if session.state == "BOOKED" else _cancelled(last, about, traceparent)
    if cause and not domain.too_late(tx.now, tx.now, cause.mail_before_time):
        queue(tx, cause)


def _holds(session: VideoSession, told: Message) -> bool:
    if session.state != "BOOKED":
        return told.kind == Kind.SESSION_CANCELLED
    times = domain.told_start(told.told_times), domain.told_end(told.told_times)
    return times == (session.start_time, session.end_time)


def _moved(session: VideoSession, last: Message, about: list[Recipient], traceparent: str | None) -> Cause | None:
    """None where nobody of the login is invited any more: the new time is not theirs to know. A guest's link says who is."""
    people = tuple(to for to in about if to.contact_id in session.contact_ids)
    if about and not people:
        return None
    instants = {"start_time": session.start_time, "end_time": session.end_time}
    told = {name: at.isoformat() for name, at in instants.items()} | {"old_start_time": last.told_times["start_time"]}
    cause_id, before = domain.move_cause(session.session_id, session.start_time, session.since_time, last.account_id), session.end_time
    if domain.told_start(last.told_times) == session.start_time:
        cause_id = domain.end_cause(session.session_id, session.end_time, session.end_since_time, last.account_id)
        before = session.start_time  # who is in by then sees when it ends
        told["old_end_time"] = last.told_times["end_time"]
    return Cause(
        cause_id, Kind.SESSION_MOVED, last.account_id, before, link_id=last.link_id, session_id=session.session_id, recipients=people,
        told_times=told, traceparent=traceparent,
    )


def _cancelled(last: Message, about: list[Recipient], traceparent: str | None) -> Cause:
    """Told by the start that its reader knows. A guest's link is gone by now: the mail goes where the one before went."""
    assert last.session_id
    told: dict[str, str] = {name: at for name, at in last.told_times.items() if name in ("start_time", "end_time")}
    return Cause(
        domain.cancel_cause(last.session_id, last.account_id), Kind.SESSION_CANCELLED, last.account_id, domain.told_end(told),
        session_id=last.session_id, to_address=None if about else last.to_address, recipients=tuple(about), told_times=told,
        traceparent=traceparent,
    )
