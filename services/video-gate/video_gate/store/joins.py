"""The hot path: all facts of a knock in one statement, and its record in another."""

import json
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

import sqlalchemy as sa

from admission import AccountState, ConsentState, Person, Window
from chassis.db import Statements, Tx
from chassis.errors import LoginSessionEnded
from chassis.outbox import Envelope
from video_gate.domain import CANCELLED, EARLY_JOIN_MINUTES, FRESH, Decision, Facts, KnownPerson, Standing

# Both are functions of the database (migrations/0005): a knock is two statements, each a transaction of its own.
FACTS = "SELECT * FROM knock_facts_standing(%s, %s, %s, %s, %s, %s)"
RECORD = "SELECT record_knock_standing(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s, %s, %s, %s, %s)"

# The lock of a practice's knocks, by the number that migrations/0005 knows it by.
KNOCKS = 7266005


class Row(NamedTuple):
    """What knock_facts_standing returns: one row for each participant, or one without a contact."""

    instant: datetime
    revoked: bool
    client_id: UUID
    start_time: datetime
    end_time: datetime
    state: str
    clinician_id: UUID
    session_url: str
    early_join_minutes: int | None
    practice_url: str | None
    account_state: str | None
    role: str | None
    staff_name: str | None
    client_active: bool | None
    identity_fresh: bool
    clinic_fresh: bool
    contact_id: UUID | None
    bound: bool | None
    online_access: bool | None
    consent: str | None
    in_force: bool | None
    consent_session_id: UUID | None
    given_name: str | None
    family_name: str | None
    version: int
    standing: int | None


def facts(
    tx: Statements, session_id: UUID, account_id: UUID, bound: set[UUID] | None = None, *, everybody: bool = False
) -> Facts | None:
    """What a knock of this account at this video session is decided by; None where there is no such session.

    bound: the contacts identity has just said the account answers for, in place of the copy's. everybody: all of the session's
    people, where the account is a guest, who answers for none of them.
    Raises LoginSessionEnded where the actor's was revoked.
    """
    rows = [Row._make(row) for row in tx.run(FACTS, (*tx.wall, session_id, account_id, FRESH))]
    if not rows:
        return None
    if rows[0].revoked:
        raise LoginSessionEnded
    if everybody:
        bound = {row.contact_id for row in rows if row.contact_id}
    people = [row for row in rows if (row.bound if bound is None else row.contact_id in bound)]
    return _facts(rows, session_id, account_id, people)


def _facts(rows: list[Row], session_id: UUID, account_id: UUID, people: list[Row]) -> Facts:
    first = rows[0]
    early = EARLY_JOIN_MINUTES if first.early_join_minutes is None else first.early_join_minutes
    return Facts(
        now=first.instant, session_id=session_id, client_id=first.client_id, account_id=account_id,
        window=Window(first.start_time, first.end_time, early, first.state == CANCELLED, session_id),
        url=first.session_url or first.practice_url or "", contact_ids=tuple(row.contact_id for row in rows if row.contact_id),
        people=tuple(_person(row) for row in people),
        account_state=AccountState(first.account_state) if first.account_state else None,
        is_clinician=first.clinician_id == account_id and first.role is not None, staff_name=first.staff_name or "",
        client_known=first.client_active is not None, practice_known=first.early_join_minutes is not None,
        identity_fresh=first.identity_fresh, clinic_fresh=first.clinic_fresh, standing=_standing(rows),
    )


def _standing(rows: list[Row]) -> Standing:
    """A clinician's is the same in every row; any other account's is all that it could be let in by."""
    first = rows[0]
    return Standing(first.version, (first.standing if first.role else sum(row.standing or 0 for row in rows)) or 0)


def _person(row: Row) -> KnownPerson:
    known = None
    if row.online_access is not None and row.consent is not None:
        known = Person(row.online_access, ConsentState(row.consent), bool(row.in_force), bool(row.client_active), row.consent_session_id)
    return KnownPerson(cast(UUID, row.contact_id), f"{row.given_name or ''} {row.family_name or ''}".strip(), known)


def record(tx: Statements, decision: Decision, standing: Standing, event: Envelope) -> bool:
    """Write the decision into the audit trail, its event into the outbox and, where granted, the seat: all or nothing.

    Nothing, and False, where it is granted by facts that changed since they were read.
    """
    who = tx.actor
    detail = json.dumps({
        "session_id": str(decision.session_id), "contact_ids": [str(contact_id) for contact_id in decision.contact_ids],
        "reasons": list(decision.reasons),
    })
    [(recorded,)] = tx.run(RECORD, (
        tx.practice_id, decision.decision_id, decision.decide_time, decision.session_id, decision.account_id, decision.sits_as,
        decision.login_session_id, who.account_id, who.role, who.origin, who.address, detail,
        event.event_id, event.subject, event.type, event.payload, event.traceparent,
        standing.session_version, standing.of_copies,
    ))
    return bool(recorded)


def hold_knocks(tx: Tx) -> None:
    """Whoever is just being seated is waited for, and nobody is before the transaction ends.

    Changes do it by themselves (migrations/0005); whoever locks rows first that others change has to ask before.
    """
    tx.db.execute(sa.select(sa.func.pg_advisory_xact_lock(KNOCKS, sa.func.hashtext(tx.practice_id))))


def hold_facts(tx: Tx) -> None:
    """What a knock is decided by stays as it is read from now on until the transaction ends; other knocks go on."""
    tx.db.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(KNOCKS, sa.func.hashtext(tx.practice_id))))
