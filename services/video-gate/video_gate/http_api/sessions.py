"""Door 1: video sessions, joins and seats for browsers and integrators."""

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from admission import Reason, told_to_client
from chassis.errors import Invalid, NotFound
from chassis.http import Door, current, edge, transact
from video_gate import knocking, operations, provider, rendering
from video_gate.bodies import (
    PassShown,
    SeatsShown,
    SessionBook,
    SessionChange,
    SessionPath,
    SessionShown,
    SessionsQuery,
    SessionsShown,
)
from video_gate.clients import owners
from video_gate.domain import PROVIDER, JoinRefused
from video_gate.models import VideoSession
from video_gate.operations import Booking, Changes, Decided, Knock
from video_gate.store import sessions

door = Door("video-gate", __name__, url_prefix="/api/video-gate/v1")


@door.get(
    "/sessions", permission="me:sessions", responses={"200": SessionsShown},
    summary="Video sessions: staff see the practice's, clients their own",
)
def list_sessions(query: SessionsQuery) -> dict[str, Any]:
    after, own_of = _place(query.page_token) if query.page_token else None, _only_own(query.mine)
    found = transact(
        sessions.page, client_id=query.client_id, from_time=query.from_time, to_time=query.to_time, after=after, own_of=own_of,
        most=query.page_size + 1,
    )
    shown, more = found[: query.page_size], len(found) > query.page_size
    return {"sessions": _shown(shown, own_of), "next_page_token": _token(shown[-1]) if more else ""}


@door.get("/sessions/<session_id>", permission="me:sessions", responses={"200": SessionShown}, summary="One video session")
def get_session(path: SessionPath) -> dict[str, Any]:
    _demand_sight(path.session_id)
    return _shown([transact(sessions.one, path.session_id)])[0]


def _meet_for_booking(body: SessionBook) -> None:
    _meet(body.client_id, tuple(body.contact_ids), body.clinician_id)


@door.post(
    "/sessions", permission="sessions:write", idempotent=True, before=_meet_for_booking, responses={"201": SessionShown},
    summary="Book a video session",
)
def book_session(body: SessionBook) -> tuple[dict[str, Any], int]:
    booking = Booking(body.client_id, tuple(body.contact_ids), body.clinician_id, body.start_time, body.end_time, body.video_url)
    return _shown([transact(operations.book_session, booking)])[0], 201


@door.patch(
    "/sessions/<session_id>", permission="sessions:write", responses={"200": SessionShown}, summary="Move it, or change who takes part"
)
def change_session(path: SessionPath, body: SessionChange) -> dict[str, Any]:
    contacts = tuple(body.contact_ids) if body.contact_ids else None
    client_id = transact(sessions.one, path.session_id).client_id if contacts else None
    _meet(client_id, contacts or (), body.clinician_id)
    changes = Changes(body.start_time, body.end_time, body.clinician_id, contacts)
    return _shown([transact(operations.change_session, path.session_id, changes)])[0]


@door.post("/sessions/<session_id>:cancel", permission="sessions:write", responses={"200": SessionShown}, summary="Cancel a video session")
def cancel_session(path: SessionPath) -> dict[str, Any]:
    return _shown([transact(operations.cancel_session, path.session_id)])[0]


@door.post(
    "/sessions/<session_id>:join", permission="me:join", responses={"200": PassShown}, summary="Knock: let in, or refused with a reason"
)
def join_session(path: SessionPath) -> dict[str, Any]:
    who = current()
    assert who.account_id is not None
    knock = Knock(path.session_id, who.account_id, who.login_session_id)
    decided = knocking.answer(transact, transact, edge().settings, who.practice_id, knock)  # type: ignore[arg-type]
    if not decided.granted:
        raise _refusal(decided, to_staff=who.role is not None)
    handed = provider.hand_out(edge().settings, who.practice_id, decided)  # type: ignore[arg-type]
    return {
        "provider": PROVIDER, "url": handed.url, "token": handed.token, "expire_time": handed.expire_time,
        "decision_id": decided.decision_id,
    }


@door.get("/sessions/<session_id>/seats", permission="me:sessions", responses={"200": SeatsShown}, summary="Who is in")
def list_seats(path: SessionPath) -> dict[str, Any]:
    _demand_sight(path.session_id)
    return {"seats": transact(rendering.seats_shown, path.session_id)}


def _only_own(mine: bool = False) -> UUID | None:
    """None for staff, who see the practice's unless they ask for their own; else the account whose video sessions alone are shown."""
    return current().account_id if mine or current().role is None else None


def _demand_sight(session_id: UUID) -> None:
    """A client may know only of their own; anybody else's is not found."""
    own_of = _only_own()
    if own_of and not transact(sessions.is_own, session_id, own_of):
        raise NotFound


def _meet(client_id: UUID | None, contact_ids: tuple[UUID, ...], clinician_id: UUID | None) -> None:
    """Ask the owners about people the copy has not heard of yet: somebody added a moment ago can be booked at once."""
    unsure = transact(operations.meet_strangers, client_id, contact_ids, clinician_id)
    if unsure:
        said = owners(edge().settings).ask(current().practice_id, unsure)
        transact(operations.learn_answers, unsure.account_id, said)


def _refusal(decided: Decided, *, to_staff: bool) -> JoinRefused:
    """Staff hear every reason; a client, time alone."""
    reasons = decided.outcome.reasons
    opens = {"open_time": decided.outcome.open_time}
    if to_staff:
        return JoinRefused(reasons[0].value, reasons=[reason.value for reason in reasons], **opens if Reason.TOO_EARLY in reasons else {})
    told = told_to_client(reasons).value
    return JoinRefused(told, **opens if told == Reason.TOO_EARLY else {})


def _shown(found: Sequence[VideoSession], own_of: UUID | None = None) -> list[dict[str, Any]]:
    return transact(rendering.sessions_shown, found, own_of=own_of or _only_own())


def _token(last: VideoSession) -> str:
    place = json.dumps([last.start_time.isoformat(), str(last.session_id)])
    return base64.urlsafe_b64encode(place.encode()).decode()


def _place(token: str) -> tuple[datetime, UUID]:
    try:
        start_time, session_id = json.loads(base64.urlsafe_b64decode(token))
        return datetime.fromisoformat(start_time), UUID(session_id)
    except (ValueError, TypeError, AttributeError):
        wrong = {"field": "page_token", "reason": "PAGE_TOKEN", "detail": "Use the next_page_token of the page before."}
        raise Invalid(errors=[wrong]) from None
