"""The coming video sessions: their order, which of them need nobody's look, and everything about those that do."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.db import Tx
from clinic.domain.facts import Facts
from clinic.domain.reminders import STOPPED, Told
from clinic.models import Alarm, Client, LedgerEntry, SessionReminder, UpcomingSession, VideoSession
from clinic.store import ledger, rows

AT, NOW, UNTIL = rows.AT, sa.bindparam("now", type_=sa.DateTime(timezone=True)), sa.bindparam("until", type_=sa.DateTime(timezone=True))
AHEAD = sa.and_(
    VideoSession.practice_id == AT, VideoSession.state == "BOOKED", VideoSession.end_time > NOW, VideoSession.start_time < UNTIL,
)
OF_CLIENT = sa.and_(Client.practice_id == AT, Client.client_id == VideoSession.client_id)
INVITED = sa.and_(UpcomingSession.practice_id == AT, UpcomingSession.session_id == VideoSession.session_id)
# The newest reminder of the session, as it begins now, to the contact.
TOLD = sa.and_(
    SessionReminder.practice_id == AT, SessionReminder.session_id == VideoSession.session_id,
    SessionReminder.contact_id == UpcomingSession.contact_id, SessionReminder.start_time == VideoSession.start_time,
)
SESSION: list[Any] = [
    VideoSession.session_id, VideoSession.start_time, VideoSession.end_time, VideoSession.clinician_id, VideoSession.client_id,
    Client.given_name, Client.family_name,
]
IN_ORDER = (VideoSession.start_time, VideoSession.session_id)
SLOTS = sa.select(*SESSION).select_from(VideoSession).join(Client, OF_CLIENT).where(AHEAD).order_by(*IN_ORDER)


def _unclear() -> sa.Select[Any]:
    theirs = (UpcomingSession.contact_id, VideoSession.client_id)
    known = sa.and_(LedgerEntry.practice_id == AT, sa.tuple_(LedgerEntry.contact_id, LedgerEntry.client_id) == sa.tuple_(*theirs))
    # What the ledger says of somebody holds until their alarm: one that is due before the session begins may change it. UNTIL is
    # said for the index.
    rings = sa.and_(
        Alarm.practice_id == AT, sa.tuple_(Alarm.contact_id, Alarm.client_id) == sa.tuple_(*theirs), Alarm.due_time <= UNTIL,
        Alarm.due_time <= sa.func.greatest(VideoSession.start_time, NOW),
    )
    doubtful = sa.or_(LedgerEntry.clear.isnot(True), Alarm.contact_id.isnot(None), SessionReminder.contact_id.isnot(None))
    # Said as it is in the index: a parameter would hide it from the planner.
    stopped = SessionReminder.state.in_([sa.literal_column(f"'{state}'") for state in sorted(STOPPED)])
    return SLOTS.outerjoin(UpcomingSession, INVITED).outerjoin(LedgerEntry, known).outerjoin(Alarm, rings).outerjoin(
        SessionReminder, sa.and_(TOLD, stopped)
    ).where(doubtful).distinct()


def _people() -> sa.Select[Any]:
    told = [getattr(SessionReminder, name).label(f"told_{name}") for name in ("state", "reason", "to_address", "change_time")]
    these = VideoSession.session_id == sa.any_(sa.bindparam("session_ids", type_=ARRAY(sa.Uuid)))
    asked = sa.select(VideoSession.session_id, VideoSession.client_id, UpcomingSession.contact_id, *told).select_from(VideoSession)
    return asked.join(UpcomingSession, INVITED).outerjoin(SessionReminder, TOLD).where(VideoSession.practice_id == AT, these)


COUNT, UNCLEAR, PEOPLE = sa.select(sa.func.count()).select_from(VideoSession).where(AHEAD), _unclear(), _people()


def count(tx: Tx, until: datetime) -> int:
    """How many video sessions begin before then and have not ended."""
    return tx.db.scalar(COUNT, _span(tx, until)) or 0


def slots(tx: Tx, until: datetime, after: tuple[datetime, UUID] | None, most: int) -> Sequence[Any]:
    """These sessions with the client's name, the next one first. after: the start and id of the one before."""
    chosen = SLOTS.where(sa.tuple_(*IN_ORDER) > after) if after else SLOTS
    return tx.db.execute(chosen.limit(most), _span(tx, until)).all()


def unclear(tx: Tx, until: datetime) -> Sequence[Any]:
    """Those of them that may fail or of which a reminder may not arrive: all but the ones where the ledger says of everybody invited
    that nothing keeps them or their mail."""
    return tx.db.execute(UNCLEAR, _span(tx, until)).all()


def _span(tx: Tx, until: datetime) -> dict[str, Any]:
    return {"practice_id": tx.practice_id, "now": tx.now, "until": until}


def people(tx: Tx, session_ids: Collection[UUID]) -> dict[UUID, list[tuple[Told | None, Facts]]]:
    """Everybody invited to each of these sessions: what became of their newest reminder of it, and all that is known of them.

    Two queries: in one, too many tables meet for the planner to begin with the sessions.
    """
    asked = tx.db.execute(PEOPLE, {"practice_id": tx.practice_id, "session_ids": list(session_ids)}).all() if session_ids else ()
    known = {(facts.contact_id, facts.client_id): facts for facts in ledger.of_clients(tx, {row.client_id for row in asked})}
    found: dict[UUID, list[tuple[Told | None, Facts]]] = {session_id: [] for session_id in session_ids}
    for row in asked:
        told = Told(row.told_state, row.told_reason, row.told_to_address, row.told_change_time) if row.told_state else None
        if facts := known.get((row.contact_id, row.client_id)):
            found[row.session_id].append((told, facts))
    return found
