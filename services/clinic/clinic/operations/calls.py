"""Raise a call for help, answer it, put it aside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from chassis import audit
from chassis.db import Tx
from clinic import events
from clinic.domain.facts import Facts
from clinic.domain.refusals import CallOver, ContactUnknown
from clinic.models import Call
from clinic.store import calls, clients, former, heard, ledger, timeline


def raise_call(tx: Tx, client_id: UUID | None, session_id: UUID | None, said: str) -> Call:
    """The account's call for one of its people; the one that is open already, where there is one.

    A switch that is off keeps nobody from calling: it may be why they call. Without a client it is for the session's, else for
    the first of their people. Raises ContactUnknown where the account answers for nobody on that chart.
    """
    facts, session_id = _about(tx, client_id, session_id)
    if standing := calls.open_one(tx, facts.contact_id, facts.client_id):
        return standing
    call = Call(
        practice_id=tx.practice_id, call_id=uuid4(), contact_id=facts.contact_id, client_id=facts.client_id, account_id=tx.actor.account_id,
        session_id=session_id, said=said, state="OPEN", raise_time=tx.now, answer="",
    )
    tx.db.add(call)
    tx.db.flush()  # of two that are raised at once the index lets one stand; the other runs again and finds it
    _note(tx, call, "CALL_RAISED", "call.raised")
    return call


def raise_from_link(
    tx: Tx, source: UUID, help_id: UUID, account_id: UUID, pairs: Sequence[tuple[UUID, UUID]], said: str, time: datetime
) -> None:
    """Somebody said it on the page of a link that no longer works. A call that stands takes it up: its answer goes there too.

    Told again, it is the call that it was.
    """
    if calls.raised_from(tx, uuid5(source, "call"), help_id):
        return
    facts = next(iter(ledger.of_pairs(tx, former.stand_for(tx, pairs))), None)
    if facts is None:
        return  # the relationship was removed meanwhile: there is nobody left to help
    if standing := calls.open_one(tx, facts.contact_id, facts.client_id):
        standing.help_id = help_id
        return
    pair = (facts.contact_id, facts.client_id)
    tx.db.add(Call(
        practice_id=tx.practice_id, call_id=uuid5(source, "call"), contact_id=facts.contact_id, client_id=facts.client_id,
        account_id=account_id, session_id=None, help_id=help_id, said=said, state="OPEN", raise_time=time, answer="",
    ))
    timeline.add(tx, "CALL_RAISED", [pair], time=time, source=source)
    audit.record(tx, "call.raised", "call", str(uuid5(source, "call")), relationship=f"{facts.contact_id}/{facts.client_id}")


def answer_call(tx: Tx, call_id: UUID, answer: str) -> Call:
    """What staff tell the caller. Raises CallUnknown, CallOver."""
    call = calls.locked(tx, call_id)
    if call.state != "OPEN":
        raise CallOver
    call.answer = answer
    _end(tx, call, "ANSWERED")
    _note(tx, call, "CALL_ANSWERED", "call.answered", by=str(tx.actor.account_id))
    return call


def close_call(tx: Tx, call_id: UUID) -> Call:
    """Put it aside without an answer; one that is over stays as it is. Raises CallUnknown."""
    call = calls.locked(tx, call_id)
    if call.state == "OPEN":
        _end(tx, call, "CLOSED")
        _audit(tx, call, "call.closed")
    return call


def _about(tx: Tx, client_id: UUID | None, session_id: UUID | None) -> tuple[Facts, UUID | None]:
    """For whom, and at which video session, if it is that client's."""
    mine = _held(tx, tx.actor.account_id) if tx.actor.account_id else []
    client_of, invited = heard.invited(tx, session_id) if session_id else (None, set())
    wanted = client_id or client_of
    theirs = sorted((facts for facts in mine if wanted in (None, facts.client_id)), key=lambda facts: facts.contact_id not in invited)
    if not theirs:
        raise ContactUnknown
    return theirs[0], session_id if client_of == theirs[0].client_id else None


def _held(tx: Tx, account_id: UUID) -> list[Facts]:
    """For whom an account may call; none of these is merged away before the call stands."""
    clients.lock(tx, {facts.client_id for facts in ledger.of_account(tx, account_id)})
    return ledger.of_account(tx, account_id)


def _end(tx: Tx, call: Call, state: str) -> None:
    call.state, call.end_time, call.ended_by = state, tx.now, tx.actor.account_id
    if call.help_id:
        events.call_ended(tx, call)


def _note(tx: Tx, call: Call, kind: str, action: str, **detail: Any) -> None:
    """In the timeline and the audit trail; neither keeps what was said."""
    timeline.add(tx, kind, [(call.contact_id, call.client_id)], **detail)
    _audit(tx, call, action)


def _audit(tx: Tx, call: Call, action: str) -> None:
    audit.record(tx, action, "relationship", f"{call.contact_id}/{call.client_id}", call_id=str(call.call_id))
