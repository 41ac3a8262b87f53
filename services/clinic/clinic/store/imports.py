"""Imports, their pieces, rows and matches."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis import tables
from chassis.db import Tx
from clinic.domain.imports.files import Record
from clinic.domain.imports.plans import KnownPerson
from clinic.domain.refusals import ImportUnknown
from clinic.models import Import, ImportMatch, ImportPerson, ImportPiece, ImportRow


def outlived(db: Session) -> list[Any]:
    """(practice, import) of those whose file and rows have been kept long enough. Works across practices, for the worker."""
    clocks = tables.clock_offsets
    shifted = sa.func.now() + sa.func.make_interval(0, 0, 0, 0, 0, 0, sa.func.coalesce(clocks.c.seconds, 0))
    found = sa.select(Import.practice_id, Import.import_id).outerjoin(clocks, clocks.c.practice_id == Import.practice_id)
    return list(db.execute(found.where(~Import.forgotten, Import.forget_time <= shifted).limit(20)))


def _the(tx: Tx, model: Any, import_id: UUID) -> list[sa.ColumnElement[bool]]:
    return [model.practice_id == tx.practice_id, model.import_id == import_id]


def holding_files(tx: Tx) -> int:
    """How many imports still hold a file or rows that were never added."""
    open_ones = sa.and_(Import.practice_id == tx.practice_id, ~Import.forgotten, Import.state != "DONE")
    return tx.db.scalar(sa.select(sa.func.count()).select_from(Import).where(open_ones)) or 0


# The file.


def keep_piece(tx: Tx, import_id: UUID, position: int, body: bytes) -> None:
    """A piece; sent again, the newer one stands."""
    row = insert(ImportPiece).values(practice_id=tx.practice_id, import_id=import_id, position=position, body=body)
    tx.db.execute(row.on_conflict_do_update(index_elements=["practice_id", "import_id", "position"], set_={"body": body}))


def bytes_kept(tx: Tx, import_id: UUID) -> int:
    """How much of the file has come, as far as no piece is missing in between."""
    ordered = sa.select(ImportPiece.position, sa.func.length(ImportPiece.body)).where(*_the(tx, ImportPiece, import_id))
    sizes = tx.db.execute(ordered.order_by(ImportPiece.position)).all()
    return sum(size for i, (position, size) in enumerate(sizes) if i == position)


def pieces(tx: Tx, import_id: UUID) -> Iterator[bytes]:
    """The file, one piece in memory at a time."""
    position = 0
    the_piece = sa.select(ImportPiece.body).where(*_the(tx, ImportPiece, import_id))
    while (body := tx.db.scalar(the_piece.where(ImportPiece.position == position))) is not None:
        yield body
        position += 1


def drop_pieces(tx: Tx, import_id: UUID) -> None:
    """The rows stand; the file is needed no more."""
    tx.db.execute(sa.delete(ImportPiece).where(*_the(tx, ImportPiece, import_id)))


def drop_rows(tx: Tx, import_id: UUID) -> None:
    """Everything that the file said."""
    for model in (ImportPerson, ImportRow):
        tx.db.execute(sa.delete(model).where(*_the(tx, model, import_id)), execution_options={"synchronize_session": False})


# The rows.


def add_rows(tx: Tx, import_id: UUID, found: Sequence[Record]) -> None:
    """Rows as they were read."""
    tx.db.execute(sa.insert(ImportRow), [
        {"practice_id": tx.practice_id, "import_id": import_id, "row": one.row, "cells": list(one.cells), "extra": one.extra, "name": "",
         "client_key": "", "outcome": "", "notes": [], "state": "WAITING", "by_hand": False}
        for one in found
    ])


def row(tx: Tx, import_id: UUID, number: int) -> ImportRow:
    """One row. Raises ImportUnknown."""
    found = tx.db.scalar(sa.select(ImportRow).where(*_the(tx, ImportRow, import_id), ImportRow.row == number))
    if found is None:
        raise ImportUnknown
    return found


def rows_after(tx: Tx, import_id: UUID, after: int, most: int) -> Sequence[ImportRow]:
    """The next rows in the file's order."""
    found = sa.select(ImportRow).where(*_the(tx, ImportRow, import_id), ImportRow.row > after)
    return tx.db.scalars(found.order_by(ImportRow.row).limit(most)).all()


def rows_listed(tx: Tx, import_id: UUID, outcomes: Collection[str], state: str | None, after: int, most: int) -> Sequence[ImportRow]:
    """Rows that come to one of these, or all where none is named."""
    chosen = _the(tx, ImportRow, import_id) + ([ImportRow.outcome.in_(outcomes)] if outcomes else [])
    chosen += [ImportRow.state == state] if state else []
    return tx.db.scalars(sa.select(ImportRow).where(*chosen, ImportRow.row > after).order_by(ImportRow.row).limit(most)).all()


def counted(tx: Tx, import_id: UUID) -> dict[tuple[str, str], int]:
    """How many rows there are, by outcome and state."""
    found = sa.select(ImportRow.outcome, ImportRow.state, sa.func.count()).where(*_the(tx, ImportRow, import_id))
    return {(outcome, state): count for outcome, state, count in tx.db.execute(found.group_by(ImportRow.outcome, ImportRow.state))}


def row_count(tx: Tx, import_id: UUID, until: int | None = None) -> int:
    """How many rows there are; until: up to this one."""
    chosen = _the(tx, ImportRow, import_id) + ([ImportRow.row <= until] if until is not None else [])
    return tx.db.scalar(sa.select(sa.func.count()).select_from(ImportRow).where(*chosen)) or 0


def keys_before(tx: Tx, import_id: UUID, keys: Collection[str], before: int, state: str) -> dict[str, int]:
    """The first row of each of these clients above that row, among rows in this state that bring somebody."""
    brings = sa.and_(ImportRow.outcome.in_(("NEW", "JOINS", "CHECK")), ImportRow.state == state)
    mine = sa.and_(*_the(tx, ImportRow, import_id), ImportRow.client_key.in_(keys), ImportRow.row < before, brings)
    found = sa.select(ImportRow.client_key, sa.func.min(ImportRow.row)).where(mine).group_by(ImportRow.client_key)
    return {row[0]: row[1] for row in tx.db.execute(found)}


def people_before(tx: Tx, import_id: UUID, email_keys: Collection[str], before: int) -> dict[str, list[KnownPerson]]:
    """Who of the rows above that one will hold these addresses."""
    mine = sa.and_(*_the(tx, ImportPerson, import_id), ImportPerson.email_key.in_(email_keys), ImportPerson.row < before)
    people: dict[str, list[KnownPerson]] = {}
    for one in tx.db.scalars(sa.select(ImportPerson).where(mine).order_by(ImportPerson.row)):
        people.setdefault(one.email_key, []).append(KnownPerson(one.given_name, one.family_name, None, one.row))
    return people


def keep_people(tx: Tx, import_id: UUID, new: Collection[tuple[str, KnownPerson]]) -> None:
    """Whom rows will bring."""
    rows = [
        {"practice_id": tx.practice_id, "import_id": import_id, "email_key": key, "row": one.row, "given_name": one.given_name,
         "family_name": one.family_name}
        for key, one in new
    ]
    if rows:
        tx.db.execute(insert(ImportPerson).on_conflict_do_nothing(), rows)


def forget_people(tx: Tx, import_id: UUID, only: int | None = None) -> None:
    """What a try remembered, of one row or of all."""
    chosen = _the(tx, ImportPerson, import_id) + ([ImportPerson.row == only] if only is not None else [])
    tx.db.execute(sa.delete(ImportPerson).where(*chosen), execution_options={"synchronize_session": False})


def told(tx: Tx, import_id: UUID, said: Sequence[Mapping[str, Any]]) -> None:
    """What rows come to. said: row, and the columns that change."""
    if said:
        tx.db.execute(sa.update(ImportRow), [{"practice_id": tx.practice_id, "import_id": import_id, **one} for one in said])


def samples(tx: Tx, import_id: UUID, most: int = 300) -> list[list[str]]:
    """The cells of the first rows, for guesses and examples."""
    found = sa.select(ImportRow.cells).where(*_the(tx, ImportRow, import_id)).order_by(ImportRow.row).limit(most)
    return list(tx.db.scalars(found))


# How columns were matched before.


def match_of(tx: Tx, signature: str) -> list[str] | None:
    """The targets that a header of this signature was matched to last."""
    found = tx.db.get(ImportMatch, (tx.practice_id, signature))
    return list(found.targets) if found else None


def remember_match(tx: Tx, signature: str, targets: Sequence[str]) -> None:
    """For the next file of the same product."""
    row = insert(ImportMatch).values(practice_id=tx.practice_id, signature=signature, targets=list(targets), use_time=tx.now)
    kept = {"targets": list(targets), "use_time": tx.now}
    tx.db.execute(row.on_conflict_do_update(index_elements=["practice_id", "signature"], set_=kept))
