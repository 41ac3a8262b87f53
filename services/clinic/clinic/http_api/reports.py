"""The access report of one relationship."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from admission import Account, Window, decide
from chassis.db import Tx
from chassis.http import transact
from clinic.domain import outlook, report, welcome
from clinic.domain.facts import Facts
from clinic.domain.reminders import reminder
from clinic.http_api import rendering, shapes
from clinic.http_api.door import RelationshipPath, door
from clinic.models import VideoSession
from clinic.store import heard, ledger, practices, relationships, timeline, welcomes


@door.get(
    "/clients/<client_id>/contacts/<contact_id>/access-report", permission="reports:read", responses={"200": shapes.AccessReport},
    summary="Why somebody can or can't get in",
)
def get_access_report(path: RelationshipPath) -> dict[str, Any]:
    """From what is known here, asking nobody: at most a moment behind the other services. Of a chart or a person that was merged
    away it is refused with who stands for them now (CLIENT_MERGED, CONTACT_MERGED: merged_into)."""
    return transact(_report, path.client_id, path.contact_id).model_dump()


def _report(tx: Tx, client_id: UUID, contact_id: UUID) -> shapes.AccessReport:
    found = ledger.of_pairs(tx, [(contact_id, client_id)])
    if not found:
        raise relationships.absent(tx, contact_id, client_id)
    facts, practice = found[0], practices.get(tx)
    early, session = practice.early_join_minutes, heard.next_session(tx, client_id, contact_id)
    shown = rendering.next_session(session, early) if session else None
    mails = session and reminder(facts, session.start_time, practice.reminder_hours, heard.reminder(tx, session, contact_id), tx.now)
    looked = report.findings(facts, tx.now, shown.model_dump() if shown else None, mails)
    names = heard.staff_names(tx)
    return shapes.AccessReport(
        client_id=client_id, contact_id=contact_id, checked_time=tx.now, verdict=_verdict(facts, session, shown, early, tx.now),
        findings=[_finding(one, facts, names) for one in looked], welcome=_allowance(tx, contact_id), timeline=_timeline(tx, facts, names),
    )


def _allowance(tx: Tx, contact_id: UUID) -> shapes.WelcomeAllowance:
    """The cap that a resend would meet; "active" and the switches are findings of their own."""
    asked = welcomes.requests_since(tx, [contact_id], welcome.DAY)[contact_id]
    return shapes.WelcomeAllowance(asked=len(asked), most=welcome.MOST_A_DAY, allowed_time=welcome.allowed_time(asked, tx.now))


def _verdict(facts: Facts, session: VideoSession | None, shown: shapes.NextSession | None, early: int, now: datetime) -> shapes.Verdict:
    """The admission rule's own answer; where there is no session, what it would say of one that is open now."""
    window = Window(now, now + outlook.AHEAD, 0)
    if session:
        window = Window(session.start_time, session.end_time, early, session_id=session.session_id)
    outcome = decide(Account(facts.account_state()), [facts.as_person(now)], window, now)
    state = "NO_SESSION" if session is None else "ADMITTED" if outcome.admitted else "REFUSED"
    return rendering.shape(shapes.Verdict, state=state, reasons=list(outcome.reasons), session=shown)


def _finding(one: report.Finding, facts: Facts, names: Mapping[UUID, str]) -> shapes.FindingShown:
    by = {"by": rendering.name_of(one.evidence["by"], facts, names)} if "by" in one.evidence else {}
    return rendering.shape(
        shapes.FindingShown, code=one.code.value, severity=one.severity.value, evidence=one.evidence | by, evidence_time=one.time,
        fixes=[shapes.Fix(action=fix.value) for fix in one.fixes],
    )


def _timeline(tx: Tx, facts: Facts, names: Mapping[UUID, str]) -> list[shapes.Happened]:
    rows = timeline.of_relationship(tx, facts.contact_id, facts.client_id)
    return [shapes.Happened(kind=row.kind, time=row.time, detail=_named(row.detail, facts, names)) for row in rows]


def _named(detail: dict[str, Any], facts: Facts, names: Mapping[UUID, str]) -> dict[str, Any]:
    """With the name of whoever did it in place of their account's id."""
    return detail | {"by": rendering.name_of(UUID(detail["by"]), facts, names)} if detail.get("by") else detail
