"""The board: the video sessions of the next two days, and what stands in the way of which."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from admission import Window
from chassis.db import Tx
from chassis.http import transact
from clinic.domain import outlook
from clinic.domain.facts import Facts
from clinic.domain.outlook import Obstacle, Outlook, Prospect
from clinic.domain.reminders import Reminder, State, Told, reminder
from clinic.http_api import shapes
from clinic.http_api.door import Page, door, page_token, place_of
from clinic.models import Practice
from clinic.store import board, practices


class ReminderShown(BaseModel):
    """How it stands with the session's reminder mails to somebody. due_time: of the next; reason: why it can't reach them."""

    state: State
    due_time: datetime | None
    reason: str | None
    told_time: datetime | None


class TodayPerson(BaseModel):
    """Somebody invited, and why a join at the start would be refused."""

    contact_id: UUID
    name: str
    relationship: shapes.Relation
    outlook: Outlook
    reasons: list[Obstacle]
    reminder: ReminderShown


class Slot(BaseModel):
    """A coming video session in few words."""

    session_id: UUID
    start_time: datetime
    end_time: datetime
    client_id: UUID
    client_name: str
    clinician_id: UUID | None


class TodaySession(Slot):
    """A coming video session that somebody should look at, with everybody invited."""

    outlook: Outlook
    people: list[TodayPerson]


class Counts(BaseModel):
    """How many of the video sessions have each outlook."""

    READY: int
    WATCH: int
    WILL_FAIL: int


class Today(BaseModel):
    """The next 48 hours as things stand at as_of.

    sessions: those that will fail, that are to be watched, or of which somebody gets no reminder; the next one first.
    """

    as_of: datetime
    counts: Counts
    sessions: list[TodaySession]


class SlotPage(Page):
    """A page of the sessions."""

    page_size: int = Field(default=500, ge=1, le=500)


class Slots(BaseModel):
    """Every video session of the next 48 hours, the next one first. What isn't among today's sessions is ready."""

    slots: list[Slot]
    next_page_token: str


@door.get("/today", permission="reports:read", responses={"200": Today}, summary="The video sessions of the next 48 hours that need a look")
def list_today() -> dict[str, Any]:
    """What each would meet at the door, as things stand now."""
    return transact(_today)


def _today(tx: Tx) -> dict[str, Any]:
    """Plain rows: checking hundreds of our own against their shapes would take longer than finding them."""
    until, practice = tx.now + outlook.AHEAD, practices.get(tx)
    unclear = board.unclear(tx, until)
    people = board.people(tx, [row.session_id for row in unclear])
    looked = [_session(row, people[row.session_id], practice, tx.now) for row in unclear]
    counts = Counter(session["outlook"] for session in looked)
    counts[Outlook.READY] += board.count(tx, until) - len(looked)
    return {
        "as_of": tx.now, "counts": {one.value: counts[one] for one in Outlook},
        "sessions": [session for session in looked if _needs_a_look(session)],
    }


@door.get("/today/slots", permission="reports:read", responses={"200": Slots}, summary="Every video session of the next 48 hours")
def list_slots(query: SlotPage) -> dict[str, Any]:
    """When, whose and with whom; nothing of how it will go."""
    return transact(_slots, query)


def _slots(tx: Tx, query: SlotPage) -> dict[str, Any]:
    place = place_of(query.page_token, datetime.fromisoformat, UUID)
    found = board.slots(tx, tx.now + outlook.AHEAD, (place[0], place[1]) if place else None, query.page_size + 1)
    page, last = found[: query.page_size], found[query.page_size - 1] if len(found) > query.page_size else None
    return {
        "slots": [_slot(row) for row in page],
        "next_page_token": page_token(last.start_time.isoformat(), last.session_id) if last else "",
    }


def _slot(row: Any) -> dict[str, Any]:
    return {
        "session_id": row.session_id, "start_time": row.start_time, "end_time": row.end_time, "client_id": row.client_id,
        "client_name": f"{row.given_name} {row.family_name}", "clinician_id": row.clinician_id,
    }


def _session(row: Any, invited: Sequence[tuple[Told | None, Facts]], practice: Practice, now: datetime) -> dict[str, Any]:
    window = Window(row.start_time, row.end_time, practice.early_join_minutes, session_id=row.session_id)
    people = [(outlook.prospect(facts, window, now), reminder(facts, row.start_time, practice.reminder_hours, told, now))
              for told, facts in invited]
    of_session = outlook.of_session([prospect for prospect, _ in people])
    return _slot(row) | {"outlook": of_session, "people": [_person(*one) for one in people]}


def _person(prospect: Prospect, mails: Reminder) -> dict[str, Any]:
    facts = prospect.facts
    return {
        "contact_id": facts.contact_id, "name": facts.name, "relationship": facts.relationship, "outlook": prospect.outlook,
        "reasons": prospect.reasons, "reminder": vars(mails),
    }


def _needs_a_look(session: dict[str, Any]) -> bool:
    return session["outlook"] is not Outlook.READY or any(one["reminder"]["state"] is State.UNREACHABLE for one in session["people"])
