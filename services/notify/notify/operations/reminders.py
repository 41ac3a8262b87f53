"""Reminders of video sessions: planned when a session or a setting is heard of, queued when they are due."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Database, Tx
from notify import domain
from notify.domain import Cause, Kind, Recipient, State
from notify.models import Practice, VideoSession
from notify.operations import ringing
from notify.operations.queueing import queue
from notify.operations.settling import Verdict, settle
from notify.operations.telling import tell_changes
from notify.store import mails, reminders


def keep_practice(tx: Tx, *, change_time: datetime, **values: Any) -> None:
    """Remember the practice; where other reminders are sent from now on, those of all coming sessions are planned anew."""
    before = reminders.reminder_hours(tx)
    if not mails.keep(tx, Practice, **values):
        return
    if added := set(values["reminder_hours"]) - set(before):
        _plan(tx, reminders.sessions_ahead(tx), added, change_time)
    reminders.forget_planned_hours(tx, values["reminder_hours"])


def keep_session(
    tx: Tx, session_id: UUID, *, start_time: datetime, end_time: datetime, state: str, traceparent: str | None = None, **values: Any
) -> None:
    """Remember a video session. Moved or cancelled, what told of it stays here, and whoever was told already hears of the change;
    its reminders are planned for the start it has now.
    """
    if not reminders.keep_session(tx, session_id, start_time=start_time, end_time=end_time, state=state, **values):
        return
    booked = state == "BOOKED"
    reminders.forget_planned(tx, session_id, but_at=start_time if booked else None)
    _cancel(tx, session_id, (start_time, end_time) if booked else None)
    if booked:
        session = reminders.sessions(tx, [session_id])[session_id]
        _plan(tx, [session], reminders.reminder_hours(tx), session.since_time)
    tell_changes(tx, session_id, traceparent)


def _cancel(tx: Tx, session_id: UUID, times: tuple[datetime, datetime] | None) -> None:
    """Cancel the mails that tell of another time; without one, all but those that say so. A guest's first mail follows its link."""
    stays = (Kind.SESSION_CANCELLED, Kind.GUEST_INVITATION)
    waiting = [one for one in mails.waiting_for_session(tx, session_id) if one.kind not in stays]
    stale = [message for message in waiting if times is None or domain.overtaken(message.told_times, *times)]
    settle(tx, [Verdict(message, State.CANCELLED, "SESSION_MOVED" if times else "SESSION_CANCELLED") for message in stale])


def _plan(tx: Tx, sessions: Iterable[VideoSession], hours: Collection[int], since_time: datetime) -> None:
    since = {session.session_id: max(session.since_time, since_time) for session in sessions}
    reminders.plan(tx, {
        session.session_id: (session.start_time, domain.planned(session.start_time, since[session.session_id], hours))
        for session in sessions
    })


def remind(tx: Tx, due: Iterable[tuple[UUID, datetime, int]]) -> None:
    """Queue reminders, (video session, start, hours): for each a mail to every login that answers for somebody invited.

    Whether a mail may leave is decided when it does: one to somebody who can't be reached is cancelled, with the reason.
    """
    for session_id, start_time, hours in due:
        _remind(tx, session_id, start_time, hours)


def _remind(tx: Tx, session_id: UUID, start_time: datetime, hours: int) -> None:
    session = reminders.sessions(tx, [session_id]).get(session_id)
    if not reminders.take(tx, session_id, start_time, hours) or session is None or session.start_time != start_time:
        return
    before = domain.leave_before(start_time, hours, reminders.reminder_hours(tx))
    told = {"start_time": start_time.isoformat(), "end_time": session.end_time.isoformat()}
    for account_id, contact_ids in reminders.logins(tx, session.contact_ids).items():
        about = tuple(Recipient(contact_id, session.client_id) for contact_id in contact_ids)
        cause_id = domain.cause_of(session_id, start_time, hours, account_id)
        queue(tx, Cause(
            cause_id, Kind.SESSION_REMINDER, account_id, before, session_id=session_id, reminder_hours=hours, recipients=about,
            told_times=told,
        ))


def ring(database: Database) -> int:
    """The worker's timer: every reminder that is due. Returns how many."""
    return ringing.ring(database, reminders.due, remind)
