"""What several verbs do to the rows of an import: read them, hold them against what is known. Nothing here decides or writes."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from chassis.db import Tx
from clinic.domain import age
from clinic.domain.imports import columns, drafts, plans
from clinic.domain.imports.notes import ADDED, Note, RowOutcome
from clinic.models import Import, ImportRow
from clinic.store import clients, contacts, imports, practices


def read(tx: Tx, job: Import, rows: Sequence[ImportRow]) -> list[drafts.Draft]:
    """Each row by itself, as the columns are matched."""
    practice = practices.get(tx)
    reader = drafts.Reader(columns.match(job.header, job.targets), practice.region, age.today_in(practice.zone, tx.now))
    return [drafts.read(row.cells, reader, extra=row.extra) for row in rows]


def known(tx: Tx, import_id: UUID, found: Sequence[drafts.Draft], before: int, *, adding: bool) -> plans.Known:
    """What they are held against: the practice's people and charts, and the rows above the first of them.

    adding: rows above count as far as they were added; while trying, as far as they would be.
    """
    emails = {email for draft in found for email in draft.emails()}
    people = contacts.holding(tx, emails)
    if not adding:
        for key, earlier in imports.people_before(tx, import_id, emails, before).items():
            people.setdefault(key, []).extend(earlier)
    births = {draft.birth_date for draft in found if draft.birth_date}
    charts = clients.resembling(tx, {draft.sort_name for draft in found}, births)
    keys = imports.keys_before(tx, import_id, {draft.key for draft in found}, before, "ADDED" if adding else "WAITING")
    return plans.Known(people, charts, keys)


def decided(row: ImportRow, draft: drafts.Draft, held_against: plans.Known) -> plans.Plan:
    """What comes of a row; whoever was left out by hand stays out."""
    made = plans.plan(draft, held_against)
    if not row.by_hand or made.outcome is RowOutcome.BROKEN:
        return made
    return plans.Plan(draft, RowOutcome.LEFT_OUT, (Note("BY_HAND"),), {})


def try_rows(tx: Tx, job: Import, rows: Sequence[ImportRow]) -> None:
    """Say what these rows, which follow one another, would come to. Writes nothing but that."""
    found = read(tx, job, rows)
    held_against = known(tx, job.import_id, found, rows[0].row, adding=False)
    said, new = [], []
    for row, draft in zip(rows, found, strict=True):
        made = decided(row, draft, held_against)
        said.append(told(row.row, made))
        if made.outcome in ADDED:
            new += held_against.remember(row.row, draft)
    imports.told(tx, job.import_id, said)
    imports.keep_people(tx, job.import_id, new)


def told(row: int, made: plans.Plan) -> dict[str, Any]:
    """A plan as its row keeps it."""
    draft = made.draft
    return {"row": row, "name": draft.name[:200], "client_key": draft.key, "outcome": made.outcome.value, "notes": as_json(made.notes)}


def as_json(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Notes as they are kept and shown."""
    return [note.as_json() for note in notes]
