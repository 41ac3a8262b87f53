"""Imports: a client list from elsewhere, from its file to its report."""

from typing import Annotated, Any, Literal
from uuid import UUID

from flask import request
from flask_openapi3 import RawModel
from pydantic import BaseModel, Field, StringConstraints

from chassis.db import Tx
from chassis.http import Body, transact
from clinic.domain.fields import Line
from clinic.domain.imports import files
from clinic.domain.imports.notes import WORTH_A_LOOK, RowOutcome
from clinic.http_api import import_shapes as shapes
from clinic.http_api.door import Page, door, given, page_token, place_of
from clinic.models import Import
from clinic.operations import imports as operations
from clinic.store import imports, jobs

Targets = Annotated[list[Annotated[str, StringConstraints(max_length=40)]], Field(min_length=1, max_length=files.MOST_COLUMNS)]
Cells = Annotated[
    list[Annotated[str, StringConstraints(max_length=files.LONGEST_CELL)]], Field(min_length=1, max_length=files.MOST_COLUMNS)
]
SHOW = {"WORTH_A_LOOK": WORTH_A_LOOK, "BROKEN": (RowOutcome.BROKEN,), "NEW": (RowOutcome.NEW,), "ALL": ()}


class ImportPath(BaseModel):
    """One import."""

    import_id: UUID


class PiecePath(ImportPath):
    """A piece of the file, counted from 0."""

    position: int = Field(ge=0, le=1000)


class RowPath(ImportPath):
    """A row, numbered as a spreadsheet does."""

    row: int = Field(ge=1, le=10_000_000)


class ImportBegin(Body):
    """The file that is about to come."""

    file_name: Line
    size_bytes: int = Field(ge=1)


class Piece(RawModel):
    """The file's bytes."""

    mimetypes = ["application/octet-stream"]


class ColumnMatch(Body):
    """One of targets_offered for each column, in the file's order."""

    targets: Targets


class RowChange(Body):
    """What is given is changed. cells: one for each column. left_out: by hand."""

    cells: Cells = []
    left_out: bool = False


class RowQuery(Page):
    """WORTH_A_LOOK: all that isn't simply new. state: once they were added or not."""

    show: Literal["WORTH_A_LOOK", "BROKEN", "NEW", "ALL"] = "WORTH_A_LOOK"
    state: shapes.RowState | None = None


@door.post("/imports", permission="imports:run", idempotent=True, responses={"201": shapes.ImportInFull}, summary="Begin an import")
def begin_import(body: ImportBegin) -> tuple[dict[str, Any], int]:
    """At most 10 MiB; send the file in pieces of at most 512 KiB, then :read. Nobody is mailed by an import."""
    return transact(lambda tx: shapes.in_full(tx, operations.begin_import(tx, body.file_name, body.size_bytes))), 201


@door.get("/imports", permission="imports:run", responses={"200": shapes.ImportList}, summary="Imports")
def list_imports() -> dict[str, Any]:
    """The newest first."""
    return transact(lambda tx: shapes.ImportList(
        imports=[shapes.ImportShown(**shapes.shown(tx, job)) for job in jobs.listed(tx, Import)], most_bytes=files.MOST_BYTES,
        most_rows=files.MOST_ROWS,
    )).model_dump()


@door.get("/imports/<import_id>", permission="imports:run", responses={"200": shapes.ImportInFull}, summary="An import")
def get_import(path: ImportPath) -> dict[str, Any]:
    """How far it has come."""
    return transact(lambda tx: shapes.in_full(tx, jobs.get(tx, Import, path.import_id)))


@door.put("/imports/<import_id>/pieces/<position>", permission="imports:run", responses={"204": None}, summary="Send a piece of the file")
def put_import_piece(path: PiecePath, raw: Piece) -> tuple[str, int]:
    """512 KiB for each but the last. Sent again it replaces what came."""
    transact(operations.keep_piece, path.import_id, path.position, request.get_data(cache=False))
    return "", 204


@door.post(
    "/imports/<import_id>:read", permission="imports:run", idempotent=True, responses={"200": shapes.ImportInFull}, summary="Read the file",
)
def read_import(path: ImportPath) -> dict[str, Any]:
    """Every piece has been sent. Its columns are matched as last time, or by guess, and its rows tried; look again for the result."""
    return transact(lambda tx: shapes.in_full(tx, operations.read_file(tx, path.import_id)))


@door.put("/imports/<import_id>/columns", permission="imports:run", responses={"200": shapes.ImportInFull}, summary="Match the columns")
def match_import_columns(path: ImportPath, body: ColumnMatch) -> dict[str, Any]:
    """The rows are tried anew; nothing is written and nobody is mailed."""
    return transact(lambda tx: shapes.in_full(tx, operations.match_columns(tx, path.import_id, body.targets)))


@door.get("/imports/<import_id>/rows", permission="imports:run", responses={"200": shapes.ImportRows}, summary="What comes of each row")
def list_import_rows(path: ImportPath, query: RowQuery) -> dict[str, Any]:
    """In the file's order."""
    return transact(_rows, path.import_id, query).model_dump()


def _rows(tx: Tx, import_id: UUID, query: RowQuery) -> shapes.ImportRows:
    jobs.get(tx, Import, import_id)
    place = place_of(query.page_token, int)
    outcomes = [outcome.value for outcome in SHOW[query.show]]
    found = imports.rows_listed(tx, import_id, outcomes, query.state, place[0] if place else 0, query.page_size + 1)
    page = found[: query.page_size]
    token = page_token(page[-1].row) if len(found) > query.page_size else ""
    return shapes.ImportRows(rows=[shapes.row(row) for row in page], next_page_token=token)


@door.patch("/imports/<import_id>/rows/<row>", permission="imports:run", responses={"200": shapes.ImportRowShown}, summary="Mend a row")
def change_import_row(path: RowPath, body: RowChange) -> dict[str, Any]:
    """Its cells as they should be, or out of the import by hand; it is tried again at once."""

    def change(tx: Tx) -> dict[str, Any]:
        operations.change_row(tx, path.import_id, path.row, given(body))
        return shapes.row(imports.row(tx, path.import_id, path.row)).model_dump()

    return transact(change)


@door.post(
    "/imports/<import_id>:start", permission="imports:run", idempotent=True, responses={"200": shapes.ImportInFull},
    summary="Add the clients",
)
def start_import(path: ImportPath) -> dict[str, Any]:
    """In chunks, each row once. Switches begin as the practice's defaults say; consent is left open; nobody is mailed."""
    return transact(lambda tx: shapes.in_full(tx, operations.start_import(tx, path.import_id)))


@door.post("/imports/<import_id>:pause", permission="imports:run", responses={"200": shapes.ImportInFull}, summary="Pause")
def pause_import(path: ImportPath) -> dict[str, Any]:
    """After the chunk in hand."""
    return transact(lambda tx: shapes.in_full(tx, operations.pause_import(tx, path.import_id)))


@door.post("/imports/<import_id>:resume", permission="imports:run", responses={"200": shapes.ImportInFull}, summary="Go on")
def resume_import(path: ImportPath) -> dict[str, Any]:
    """Where it was paused."""
    return transact(lambda tx: shapes.in_full(tx, operations.resume_import(tx, path.import_id)))


@door.post("/imports/<import_id>:discard", permission="imports:run", responses={"204": None}, summary="Forget the file")
def discard_import(path: ImportPath) -> tuple[str, int]:
    """The file and its rows are deleted at once; clients that were added stay."""
    transact(operations.discard_import, path.import_id)
    return "", 204


