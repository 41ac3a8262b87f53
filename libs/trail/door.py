"""The door that every service opens on its audit trail."""

import base64
import binascii
import json
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

import sqlalchemy as sa
from flask import Response
from pydantic import AfterValidator, AwareDatetime, BaseModel, Field, StringConstraints

from chassis.errors import Invalid
from chassis.http import Door, Query, actor, current, edge, transact
from trail import reading, sheet
from trail.reading import Place, Wanted

PERMISSION = "audit:read"
ACTIONS = {"read": "audit.read", "export": "audit.exported"}
Word = Annotated[str, StringConstraints(min_length=1, max_length=100)]


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("name a zone of the IANA database, as America/Toronto")
    return name


class EntryFilter(Query):
    """Which entries. subject_id and action may be given several times: any of them."""

    actor_account_id: UUID | None = None
    subject_id: list[Word] = Field(default=[], max_length=60)
    action: list[Word] = Field(default=[], max_length=60)
    start_time: AwareDatetime | None = None
    end_time: AwareDatetime | None = None

    def wanted(self) -> Wanted:
        """As the query takes it."""
        return Wanted(self.actor_account_id, tuple(self.subject_id), tuple(self.action), self.start_time, self.end_time)


class EntryQuery(EntryFilter):
    """A page of them. purpose: what the first page is audited as."""

    purpose: Literal["read", "export"] = "read"
    page_size: int = Field(default=50, ge=1, le=500)
    page_token: str = Field(default="", max_length=200)


class NewerQuery(EntryFilter):
    """Those that came after this place in the chain."""

    after_position: int = Field(ge=0, le=2**63 - 1)


class SheetQuery(EntryFilter):
    """A sheet of them, with times in this zone too."""

    zone: Annotated[str, AfterValidator(_zone)] = "UTC"


class AuditEntry(BaseModel):
    """Who did what for whom, when and from where. hash: hexadecimal, of this entry and all before it."""

    audit_id: UUID
    record_time: datetime
    actor_account_id: UUID | None
    actor_role: str | None
    origin: str
    address: str | None
    action: str
    subject_type: str
    subject_id: str
    detail: dict[str, Any]
    position: int
    hash: str


class AuditEntries(BaseModel):
    """The newest first."""

    entries: list[AuditEntry]
    next_page_token: str


class NewerEntries(BaseModel):
    """How many there are, counted no further than 100."""

    count: int


def door(service: str) -> Door:
    """GET /audit-entries and its sheet. service: as addresses name it."""
    made = Door(f"{service}-audit", __name__, url_prefix=f"/api/{service}/v1")

    @made.get("/audit-entries", permission=PERMISSION, responses={"200": AuditEntries}, summary="The audit trail")
    def list_audit_entries(query: EntryQuery) -> dict[str, Any]:
        """Linked entries, the newest first. That somebody looked is an entry of its own."""
        if before := _place(query.page_token):
            rows = transact(reading.page, query.wanted(), before, query.page_size + 1)
        else:
            rows = transact(reading.begin, ACTIONS[query.purpose], service, query.wanted(), query.page_size + 1)
        shown = rows[: query.page_size]
        token = _token(shown[-1]) if len(rows) > query.page_size else ""
        return AuditEntries(entries=[_entry(row) for row in shown], next_page_token=token).model_dump()

    @made.get("/audit-entries:countNewer", permission=PERMISSION, responses={"200": NewerEntries}, summary="How many entries are newer")
    def count_newer_audit_entries(query: NewerQuery) -> dict[str, int]:
        """For a page that stays open: whether to look again. Leaves no entry; who looked at the trail isn't counted."""
        return {"count": transact(reading.newer, query.wanted(), query.after_position)}

    sent = {"200": {"description": "The sheet", "content": {"text/csv": {}}}}

    @made.get("/audit-entries.csv", permission=PERMISSION, responses=sent, summary="The audit trail as CSV")
    def export_audit_entries(query: SheetQuery) -> Response:
        """As long as it is: sent while it is read. A cell that a spreadsheet would run begins with an apostrophe."""
        wanted, who = query.wanted(), current()
        first = transact(reading.begin, "audit.exported", service, wanted, reading.SHEET_PAGE)
        rows = reading.every(edge().database, who.practice_id, actor(), wanted, first)
        named = {"Content-Disposition": f'attachment; filename="audit-{service}-{who.practice_id}.csv"'}
        return Response(sheet.lines(rows, ZoneInfo(query.zone)), content_type="text/csv; charset=utf-8", headers=named)

    return made


def _entry(row: sa.Row[Any]) -> AuditEntry:
    return AuditEntry(**row._asdict() | {"hash": row.hash.hex()})


def _token(row: sa.Row[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps([row.record_time.isoformat(), str(row.audit_id)]).encode()).decode()


def _place(token: str) -> Place | None:
    """Where the page begins; None for the first. Raises Invalid for a token that we did not make."""
    if not token:
        return None
    try:
        at, audit_id = json.loads(base64.b64decode(token.encode(), altchars=b"-_", validate=True))
        return Place(datetime.fromisoformat(at), UUID(audit_id))
    except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError):
        told = "Use a next_page_token of this list, unchanged."
        raise Invalid(errors=[{"field": "page_token", "reason": "PAGE_TOKEN_UNKNOWN", "detail": told}]) from None
