"""Queries over video sessions and their reminders."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis.db import Tx
from notify.domain import OF_SESSION, Kind
from notify.models import Binding, Message, Practice, Reminder, VideoSession
from notify.store import clocks

TAKEN_AT_ONCE = 200


def keep_session(
    tx: Tx, session_id: UUID, *, version: int, start_time: datetime, end_time: datetime, change_time: datetime, **values: Any
) -> bool:
    """Remember a video session as it now is. Returns whether that was newer; since_time follows only a new start or end."""
    told = {"version": version, "start_time": start_time, "end_time": end_time, **values}
    told |= {"since_time": change_time, "end_since_time": change_time}
    new = insert(VideoSession).values(practice_id=tx.practice_id, session_id=session_id, **told)
    since = {
        "since_time": sa.case((VideoSession.start_time == start_time, VideoSession.since_time), else_=change_time),
        "end_since_time": sa.case((VideoSession.end_time == end_time, VideoSession.end_since_time), else_=change_time),
    }
    newer = new.on_conflict_do_update(
        index_elements=["practice_id", "session_id"], set_=told | since, where=VideoSession.version < version
    )
    return tx.db.execute(newer.returning(VideoSession.version)).first() is not None


def sessions(tx: Tx, session_ids: Collection[UUID]) -> dict[UUID, VideoSession]:
    """Video sessions by id, as last heard."""
    if not session_ids:
        return {}
    found = sa.select(VideoSession).where(VideoSession.practice_id == tx.practice_id, VideoSession.session_id.in_(session_ids))
    return {row.session_id: row for row in tx.db.scalars(found.execution_options(populate_existing=True))}


def sessions_ahead(tx: Tx) -> Sequence[VideoSession]:
    """All that are booked and have not begun."""
    mine = (VideoSession.practice_id == tx.practice_id, VideoSession.state == "BOOKED", VideoSession.start_time > tx.now)
    return tx.db.scalars(sa.select(VideoSession).where(*mine)).all()


def reminder_hours(tx: Tx) -> list[int]:
    """Which reminders the practice sends; none before clinic told of it."""
    return tx.db.scalar(sa.select(Practice.reminder_hours).where(Practice.practice_id == tx.practice_id)) or []


def plan(tx: Tx, due: Mapping[UUID, tuple[datetime, Mapping[int, datetime]]]) -> None:
    """Put reminders where the worker finds them: (start, {hours: when due}) by video session. What is planned or done stays as it is."""
    rows = [
        {"practice_id": tx.practice_id, "session_id": session_id, "start_time": start_time, "hours": hours, "due_time": instant}
        for session_id, (start_time, instants) in due.items() for hours, instant in instants.items()
    ]
    if rows:
        tx.db.execute(insert(Reminder).on_conflict_do_nothing(), rows)


def forget_planned(tx: Tx, session_id: UUID, *, but_at: datetime | None = None) -> None:
    """Take back what is planned for a video session, but for this start."""
    mine = [Reminder.practice_id == tx.practice_id, Reminder.session_id == session_id, Reminder.done_time.is_(None)]
    tx.db.execute(sa.delete(Reminder).where(*mine, *([Reminder.start_time != but_at] if but_at else [])))


def forget_planned_hours(tx: Tx, keep: Collection[int]) -> None:
    """Take back every planned reminder that the practice no longer sends."""
    mine = (Reminder.practice_id == tx.practice_id, Reminder.done_time.is_(None), Reminder.hours.not_in(keep))
    tx.db.execute(sa.delete(Reminder).where(*mine))


def take(tx: Tx, session_id: UUID, start_time: datetime, hours: int) -> bool:
    """Mark a reminder as done; False where another was quicker, or it was taken back."""
    key = {"practice_id": tx.practice_id, "session_id": session_id, "start_time": start_time, "hours": hours}
    mine = sa.update(Reminder).filter_by(**key).where(Reminder.done_time.is_(None)).values(done_time=tx.now)
    return tx.db.execute(mine.returning(Reminder.hours), execution_options={"synchronize_session": False}).first() is not None


def logins(tx: Tx, contact_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Which login answers for these contacts, and for which of them."""
    found = sa.select(Binding.account_id, Binding.contact_id).where(
        Binding.practice_id == tx.practice_id, Binding.contact_id.in_(contact_ids), Binding.state == "BOUND"
    ).order_by(Binding.account_id, Binding.contact_id)
    by_account: dict[UUID, list[UUID]] = {}
    for row in tx.db.execute(found):
        by_account.setdefault(row.account_id, []).append(row.contact_id)
    return by_account


def last_told(tx: Tx, session_id: UUID, account_id: UUID | None = None) -> Sequence[Message]:
    """To each login and guest, or to this one, the newest mail about a video session that left and that nobody says came back.

    Before it, the newest first, those that are newer and may have left.
    """
    mine = (Message.practice_id == tx.practice_id, Message.session_id == session_id, Message.kind.in_((*OF_SESSION, Kind.GUEST_INVITATION)))
    perhaps = sa.or_(Message.left_time.is_not(None), Message.doubt_time.is_not(None))
    left = sa.select(Message).where(*mine, perhaps, Message.state != "BOUNCED")
    left = left.where(Message.account_id == account_id) if account_id else left
    found = tx.db.scalars(left.order_by(Message.account_id, Message.queue_time.desc(), Message.left_time.desc().nulls_last())).all()
    return [message for _, mails in groupby(found, attrgetter("account_id")) for message in _until_sure(mails)]


def _until_sure(mails: Iterable[Message]) -> Iterator[Message]:
    for message in mails:
        yield message
        if message.left_time is not None:
            return


def due(db: Session) -> Sequence[tuple[str, tuple[UUID, datetime, int]]]:
    """(practice, (session, start, hours)) of reminders that are due by each practice's clock. Works across practices, for the worker."""
    columns = sa.select(Reminder.practice_id, Reminder.session_id, Reminder.start_time, Reminder.hours)
    found = clocks.due(columns, Reminder).order_by(Reminder.due_time).limit(TAKEN_AT_ONCE)
    return [(row.practice_id, (row.session_id, row.start_time, row.hours)) for row in db.execute(found)]
