"""Calls for help: raised in the portal, answered at the front desk."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from admission import Window
from chassis.db import Tx
from chassis.http import Body, transact
from clinic.domain import outlook
from clinic.domain.facts import Facts
from clinic.http_api import rendering, shapes
from clinic.http_api.door import door
from clinic.models import Call
from clinic.operations import calls as operations
from clinic.store import calls, heard, ledger

Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=280)]
Told = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=280)]


class CallPath(BaseModel):
    """One call."""

    call_id: UUID


class CallRaise(Body):
    """For whom, at which session's door, and in which words; all may be left out."""

    client_id: UUID | None = None
    session_id: UUID | None = None
    said: Said = ""


class CallAnswer(Body):
    """What the caller shall read."""

    answer: Told


class MyCall(BaseModel):
    """A call as its caller sees it: what staff wrote, and nothing of why."""

    call_id: UUID
    client_id: UUID
    session_id: UUID | None
    raise_time: datetime
    state: Literal["OPEN", "ANSWERED"]
    answer: str | None
    answer_time: datetime | None


class MyCalls(BaseModel):
    """The caller's own, the newest first."""

    calls: list[MyCall]


class CallShown(BaseModel):
    """A call as the front desk sees it. origin JOIN: from a video session's door; LINK: from a link's page.

    reasons: why a join now would be refused.
    """

    call_id: UUID
    client_id: UUID
    client_name: str
    contact_id: UUID
    name: str
    phone: str | None
    relationship: shapes.Relation
    origin: Literal["JOIN", "LINK", "PORTAL"]
    session_id: UUID | None
    raise_time: datetime
    said: str
    state: Literal["OPEN", "ANSWERED", "CLOSED"]
    reasons: list[outlook.Obstacle]
    answer: str | None
    end_time: datetime | None
    ended_by: str | None


class CallList(BaseModel):
    """Open calls first."""

    as_of: datetime
    calls: list[CallShown]


@door.post("/me/calls", permission="me:call", idempotent=True, responses={"200": MyCall}, summary="Tell the practice that one can't get in")
def raise_my_call(body: CallRaise) -> dict[str, Any]:
    """Said again while it is open, it is the same call."""
    return transact(lambda tx: _my_call(operations.raise_call(tx, body.client_id, body.session_id, body.said))).model_dump()


@door.get("/me/calls", permission="me:call", responses={"200": MyCalls}, summary="The signed-in client's calls")
def list_my_calls() -> dict[str, Any]:
    """Open or answered; what was put aside is gone."""
    return transact(_mine).model_dump()


def _mine(tx: Tx) -> MyCalls:
    return MyCalls(calls=[_my_call(call) for call in calls.of_account(tx, tx.actor.account_id)] if tx.actor.account_id else [])


def _my_call(call: Call) -> MyCall:
    answered = call.state == "ANSWERED"
    return rendering.shape(
        MyCall, call_id=call.call_id, client_id=call.client_id, session_id=call.session_id, raise_time=call.raise_time, state=call.state,
        answer=call.answer if answered else None, answer_time=call.end_time if answered else None,
    )


@door.get("/calls", permission="calls:read", responses={"200": CallList}, summary="Who can't get in and said so")
def list_calls() -> dict[str, Any]:
    """Each with what stands in the way now; open ones first, the longest waiting on top."""
    return transact(_listed).model_dump()


def _listed(tx: Tx) -> CallList:
    return CallList(as_of=tx.now, calls=_shown(tx, list(calls.listed(tx))))


def _shown(tx: Tx, found: list[Call]) -> list[CallShown]:
    pairs = {(one.contact_id, one.client_id) for one in found}
    known = {(facts.contact_id, facts.client_id): facts for facts in ledger.of_pairs(tx, pairs)}
    names = heard.staff_names(tx)
    return [_one(call, known[call.contact_id, call.client_id], names, tx.now) for call in found]


def _one(call: Call, facts: Facts, names: Mapping[UUID, str], now: datetime) -> CallShown:
    # As of a session that is open now: that it is too early is no reason anybody can mend.
    window = Window(now, now + outlook.AHEAD, 0, session_id=call.session_id)
    return rendering.shape(
        CallShown, call_id=call.call_id, client_id=call.client_id, client_name=f"{facts.client_given_name} {facts.client_family_name}",
        contact_id=call.contact_id, name=facts.name, phone=facts.phone, relationship=facts.relationship,
        origin="JOIN" if call.session_id else "LINK" if call.help_id else "PORTAL",
        session_id=call.session_id, raise_time=call.raise_time, said=call.said,
        state=call.state, reasons=list(outlook.prospect(facts, window, now).reasons), answer=call.answer or None, end_time=call.end_time,
        ended_by=names.get(call.ended_by) if call.ended_by else None,
    )


@door.post("/calls/<call_id>:answer", permission="calls:answer", idempotent=True, responses={"200": CallShown}, summary="Answer a call")
def answer_call(path: CallPath, body: CallAnswer) -> dict[str, Any]:
    """The caller reads it on the page where they wait."""
    return transact(lambda tx: _shown(tx, [operations.answer_call(tx, path.call_id, body.answer)])[0]).model_dump()


@door.post("/calls/<call_id>:close", permission="calls:answer", idempotent=True, responses={"200": CallShown}, summary="Put a call aside")
def close_call(path: CallPath) -> dict[str, Any]:
    """Without an answer: it was mended, or spoken about."""
    return transact(lambda tx: _shown(tx, [operations.close_call(tx, path.call_id)])[0]).model_dump()
