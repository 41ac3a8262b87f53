"""Imports as door 1 shows them."""

from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

from chassis.db import Tx
from clinic import models
from clinic.domain.imports import columns, files, values
from clinic.domain.imports.notes import RowOutcome
from clinic.http_api import rendering
from clinic.store import imports

State = Literal["UPLOADING", "READING", "REFUSED", "MATCHING", "TRYING", "TRIED", "ADDING", "PAUSED", "DONE", "DISCARDED"]
RowState = Literal["WAITING", "ADDED", "NOT_ADDED"]
SAID = (
    "import_id", "state", "file_name", "size_bytes", "created_time", "start_time", "end_time", "forget_time", "forgotten", "problem",
    "problem_row",
)


class ImportColumn(BaseModel):
    """A column of the file: its name, some of its values, what it is matched to. order_open: dates that fit day and month first."""

    name: str
    samples: list[str]
    target: str
    order_open: bool


class ImportRowShown(BaseModel):
    """A row and what comes of it. notes: each with the values that a sentence about it needs."""

    row: int
    name: str
    outcome: RowOutcome
    state: RowState
    left_out: bool
    client_id: UUID | None
    notes: list[dict[str, Any]]
    cells: list[str]


class ImportRows(BaseModel):
    """A page of rows."""

    rows: list[ImportRowShown]
    next_page_token: str


class ImportCounts(BaseModel):
    """How many rows come to what; once it was started, how many were added and how many not."""

    new: int
    joins: int
    check: int
    left_out: int
    broken: int
    added: int
    not_added: int


class ImportShown(BaseModel):
    """An import as a list shows it. done of total rows: of the step under way; seconds_left: about, None while it can't be told."""

    import_id: UUID
    state: State
    file_name: str
    size_bytes: int
    created_time: datetime
    start_time: datetime | None
    end_time: datetime | None
    forget_time: datetime
    forgotten: bool
    total: int
    done: int
    seconds_left: int | None
    problem: str
    problem_row: int
    counts: ImportCounts


class ImportInFull(ImportShown):
    """With its columns, and what they may be matched to. missing: what no column gives yet."""

    columns: list[ImportColumn]
    targets_offered: list[str]
    remembered: bool
    missing: list[str]
    most_bytes: int
    most_rows: int


class ImportList(BaseModel):
    """The newest first, discarded ones left out."""

    imports: list[ImportShown]
    most_bytes: int
    most_rows: int


def in_full(tx: Tx, job: models.Import) -> dict[str, Any]:
    """With its columns."""
    found = imports.samples(tx, job.import_id) if job.header and not job.forgotten and job.state not in ("ADDING", "DONE") else []
    return ImportInFull(
        **shown(tx, job), columns=[_column(job, i, [row[i] for row in found if row and row[i]]) for i in range(len(job.targets))],
        targets_offered=list(columns.TARGETS), remembered=job.remembered, missing=columns.missing(job.targets) if job.targets else [],
        most_bytes=files.MOST_BYTES, most_rows=files.MOST_ROWS,
    ).model_dump()


def _column(job: models.Import, at: int, found: list[str]) -> ImportColumn:
    target = job.targets[at]
    return ImportColumn(
        name=job.header[at], samples=list(dict.fromkeys(cell[:60] for cell in found))[:3], target=target,
        order_open=target.startswith("BIRTH_DATE_") and values.order_is_open(found),
    )


def shown(tx: Tx, job: models.Import) -> dict[str, Any]:
    """The fields of ImportShown."""
    counted = imports.counted(tx, job.import_id)
    counts = _counts(counted, job)
    done = counts.added + counts.not_added if job.start_time else imports.row_count(tx, job.import_id, job.at_row) if job.at_row else 0
    return {
        **{name: getattr(job, name) for name in SAID},
        "total": job.rows_read, "done": done, "seconds_left": _seconds_left(job, done, tx.now), "counts": counts,
    }


def _counts(counted: dict[tuple[str, str], int], job: models.Import) -> ImportCounts:
    def of(outcome: str = "", state: str = "") -> int:
        return sum(count for key, count in counted.items() if outcome in ("", key[0]) and state in ("", key[1]))

    return ImportCounts(
        **{outcome.value.lower(): of(outcome=outcome.value) for outcome in RowOutcome},
        added=of(state="ADDED") or job.counts.get("ADDED", 0), not_added=of(state="NOT_ADDED") or job.counts.get("NOT_ADDED", 0),
    )


def _seconds_left(job: models.Import, done: int, now: datetime) -> int | None:
    """By the pace since it was last begun."""
    if job.state != "ADDING" or job.turn_time is None or done <= job.turn_row_count:
        return None
    each = (now - job.turn_time) / (done - job.turn_row_count)
    return int((each * (job.rows_read - done) + timedelta(seconds=0.5)).total_seconds())


def row(one: models.ImportRow) -> ImportRowShown:
    """A row as it stands."""
    return rendering.shape(
        ImportRowShown, row=one.row, name=one.name, outcome=one.outcome or "NEW", state=one.state, left_out=one.by_hand,
        client_id=one.client_id, notes=one.notes, cells=one.cells,
    )
