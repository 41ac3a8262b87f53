"""What staff do with an import: send its file, match its columns, mend a row, start it, pause it, discard it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis import audit
from chassis.db import Tx
from chassis.errors import Invalid
from clinic import planning
from clinic.domain import refusals
from clinic.domain.imports import columns, files
from clinic.models import Import
from clinic.store import imports, jobs, practices

KEPT_FOR = timedelta(days=30)
MOST_OPEN = 10
MATCHABLE = ("MATCHING", "TRYING", "TRIED")


def begin_import(tx: Tx, file_name: str, size_bytes: int) -> Import:
    """A file is about to come. Raises FileTooLarge, TooManyImports."""
    if size_bytes > files.MOST_BYTES:
        raise refusals.FileTooLarge(most_bytes=files.MOST_BYTES)
    if imports.holding_files(tx) >= MOST_OPEN:
        raise refusals.TooManyImports
    job = Import(
        practice_id=tx.practice_id, import_id=uuid4(), state="UPLOADING", file_name=file_name, size_bytes=size_bytes, encoding="",
        delimiter="", header=[], header_record=0, targets=[], remembered=False, rows_read=0, at_row=0, problem="", problem_row=0,
        created_by=tx.actor.account_id, created_time=tx.now, change_time=tx.now, turn_row_count=0, counts={},
        forget_time=tx.now + KEPT_FOR, forgotten=False,
    )
    tx.db.add(job)
    audit.record(tx, "import.begun", "import", job.import_id, size_bytes=size_bytes)
    return job


def keep_piece(tx: Tx, import_id: UUID, position: int, body: bytes) -> Import:
    """A piece of the file; sent again it replaces what came. Raises ImportUnknown, ImportNotAtThat, PieceTooLarge, FileTooLarge."""
    if len(body) > files.PIECE_BYTES:
        raise refusals.PieceTooLarge(most_bytes=files.PIECE_BYTES)
    if position > files.MOST_BYTES // files.PIECE_BYTES:
        raise refusals.FileTooLarge(most_bytes=files.MOST_BYTES)
    job = _at(tx, import_id, "UPLOADING")
    imports.keep_piece(tx, import_id, position, body)
    return job


def read_file(tx: Tx, import_id: UUID) -> Import:
    """The file is there; the worker reads it. Said again it is the same. Raises ImportUnknown, ImportNotAtThat, PiecesMissing."""
    job = jobs.locked(tx, Import, import_id)
    if job.state == "READING":
        return job
    _demand(job, "UPLOADING")
    if (has := imports.bytes_kept(tx, import_id)) != job.size_bytes:
        raise refusals.PiecesMissing(has_bytes=has, size_bytes=job.size_bytes)
    return _move(tx, job, "READING")


def match_columns(tx: Tx, import_id: UUID, targets: Sequence[str]) -> Import:
    """Match each column to something, or leave it out; what is matched enough is tried at once.

    Raises ImportUnknown, ImportNotAtThat, and Invalid for what nothing can be matched to or is matched twice.
    """
    job = _at(tx, import_id, *MATCHABLE)
    if wrong := _wrong(job, targets):
        raise Invalid(errors=wrong)
    job.targets, job.remembered, job.at_row = list(targets), False, 0
    imports.forget_people(tx, import_id)
    return _move(tx, job, "MATCHING" if columns.missing(targets) else "TRYING")


def _wrong(job: Import, targets: Sequence[str]) -> list[dict[str, str]]:
    if len(targets) != len(job.header):
        return [{"field": "targets", "reason": "ONE_A_COLUMN", "detail": f"Name one target for each of the {len(job.header)} columns."}]
    if any(target not in columns.TARGETS for target in targets):
        return [{"field": "targets", "reason": "TARGET_UNKNOWN", "detail": "Take each from targets_offered."}]
    detail = "Another column is matched to it already. Leave one of them out."
    return [{"field": f"targets.{target}", "reason": "TARGET_TAKEN", "detail": detail} for target in columns.repeated(targets)]


def change_row(tx: Tx, import_id: UUID, number: int, changes: dict[str, Any]) -> Import:
    """Mend a row's cells, or leave it out by hand, and try it again. Raises ImportUnknown, ImportNotAtThat, Invalid."""
    job = _at(tx, import_id, "TRIED")
    row = imports.row(tx, import_id, number)
    cells = changes.get("cells", row.cells)
    if len(cells) != len(job.header):
        raise Invalid(errors=[{"field": "cells", "reason": "ONE_A_COLUMN", "detail": "Send a cell for each column."}])
    row.cells, row.by_hand, row.extra = list(cells), changes.get("left_out", row.by_hand), row.extra and "cells" not in changes
    imports.forget_people(tx, import_id, number)
    tx.db.flush()  # what is tried is what was just changed
    planning.try_rows(tx, job, [row])
    tx.db.refresh(row)
    return job


def start_import(tx: Tx, import_id: UUID) -> Import:
    """Let the worker add the rows. Said again it is the same. Raises ImportUnknown, ImportNotAtThat, ImportUnderWay, NothingToAdd."""
    practices.locked(tx)  # so that of two imports one sees the other
    job = jobs.locked(tx, Import, import_id)
    if job.state == "ADDING":
        return job
    if job.state == "MATCHING":
        raise refusals.ColumnsUnmatched(missing=columns.missing(job.targets))
    _demand(job, "TRIED")
    if jobs.under_way(tx, Import):
        raise refusals.ImportUnderWay
    if not any(outcome in ("NEW", "JOINS", "CHECK") for outcome, _ in imports.counted(tx, import_id)):
        raise refusals.NothingToAdd
    imports.remember_match(tx, columns.signature(job.header), job.targets)
    imports.forget_people(tx, import_id)
    job.start_time, job.at_row = tx.now, 0
    audit.record(tx, "import.started", "import", import_id)
    return _set_off(tx, job)


def pause_import(tx: Tx, import_id: UUID) -> Import:
    """No further row is added until it is resumed. Raises ImportUnknown, ImportNotAtThat."""
    job = jobs.locked(tx, Import, import_id)
    if job.state != "PAUSED":
        _demand(job, "ADDING")
        _move(tx, job, "PAUSED")
    return job


def resume_import(tx: Tx, import_id: UUID) -> Import:
    """Go on where it was paused. Raises ImportUnknown, ImportNotAtThat."""
    job = jobs.locked(tx, Import, import_id)
    if job.state != "ADDING":
        _demand(job, "PAUSED")
        job.problem = ""
        _set_off(tx, job)
    return job


def _set_off(tx: Tx, job: Import) -> Import:
    """Whoever says so answers for what is added from now on."""
    job.started_by, job.started_role = tx.actor.account_id, tx.actor.role
    job.turn_time, job.turn_row_count = tx.now, imports.row_count(tx, job.import_id, job.at_row)
    return _move(tx, job, "ADDING")


def discard_import(tx: Tx, import_id: UUID) -> None:
    """Forget the file and its rows at once; what was added stays. Raises ImportUnknown, ImportNotAtThat while it adds."""
    job = jobs.locked(tx, Import, import_id)
    if job.state in ("READING", "TRYING", "ADDING"):
        raise refusals.ImportNotAtThat(state=job.state)
    if not job.forgotten:
        imports.drop_pieces(tx, import_id)
        imports.drop_rows(tx, import_id)
        audit.record(tx, "import.discarded", "import", import_id)
    job.forgotten, job.state = True, "DONE" if job.state == "DONE" else "DISCARDED"
    job.change_time = tx.now


def _at(tx: Tx, import_id: UUID, *states: str) -> Import:
    job = jobs.locked(tx, Import, import_id)
    _demand(job, *states)
    return job


def _demand(job: Import, *states: str) -> None:
    if job.state not in states:
        raise refusals.ImportNotAtThat(state=job.state)


def _move(tx: Tx, job: Import, state: str) -> Import:
    job.state, job.change_time = state, tx.now
    return job
