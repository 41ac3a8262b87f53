"""What the worker does for imports: read a file, try its rows, add them, forget what was kept long enough. A chunk at a time.

The lease is the lock on the import's own row, held for one chunk: a worker that dies lets go of it with all it had not committed,
and the next one begins where the last commit stands. So every row is done once.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from uuid import UUID

from chassis import audit
from chassis.db import AWAY, Actor, Database, Tx
from clinic import charts, planning
from clinic.domain.imports import columns, files, plans
from clinic.domain.imports.drafts import Draft, Person
from clinic.domain.imports.notes import ADDED, Note
from clinic.models import Client, Contact, Import, ImportRow, Relationship
from clinic.store import contacts, imports, jobs, ledger, practices, search

READ_AT_ONCE, TRIED_AT_ONCE, ADDED_AT_ONCE = 1_000, 250, 20
log = logging.getLogger(__name__)


def work(database: Database) -> int:
    """The worker's timer: one chunk of every import that has something to do. Returns how many have more of it at once.

    Adding isn't hurried: it leaves the others' events room between its chunks.
    """
    with database.across() as db:
        due, outlived = jobs.due(db, Import), imports.outlived(db)
    for practice_id, import_id in outlived:
        database.transact(practice_id, Actor("timer"), forget, import_id)
    return sum(_chunk(database, *job) for job in due)


def _chunk(database: Database, practice_id: str, import_id: UUID, state: str, account_id: UUID | None, role: str | None) -> bool:
    actor = Actor("timer", account_id, role)
    ways: list[Callable[[Tx, UUID], bool]] = [STEPS[state]]
    # A row that spoils its chunk is found by itself, and stays out.
    ways += [lambda tx, job: add(tx, job, 1), pass_over] if state == "ADDING" else [lambda tx, job: give_up(tx, job, state)]
    for way in ways:
        try:
            return database.transact(practice_id, actor, way, import_id)
        except AWAY:
            log.warning("an import waits for the database", extra={"state": state})
            return False
        except Exception:
            log.exception("a chunk of an import failed", extra={"state": state})
    return False


def give_up(tx: Tx, import_id: UUID, state: str) -> bool:
    """A file that can't be read or tried, and nothing in it says why."""
    if job := jobs.taken(tx, Import, import_id, state):
        _refuse(tx, job, "UNEXPECTED")
    return False


def forget(tx: Tx, import_id: UUID) -> None:
    """The file and its rows have been kept long enough; how many were added is kept."""
    job = jobs.locked(tx, Import, import_id)
    imports.drop_pieces(tx, import_id)
    imports.drop_rows(tx, import_id)
    job.forgotten, job.state = True, "DONE" if job.state == "DONE" else "DISCARDED"
    audit.record(tx, "import.forgotten", "import", import_id)


def read(tx: Tx, import_id: UUID) -> bool:
    """The next rows of the file; after the last the columns are guessed. Whether there is more to do at once."""
    job = jobs.taken(tx, Import, import_id, "READING")
    if job is None:
        return False
    try:
        if not job.header:
            _lay_out(tx, job)
        written = files.Layout(job.encoding, job.delimiter, tuple(job.header), job.header_record)
        # From the top again: a file is read in a blink, and a half-read one has no state to lose.
        rest = (one for one in files.records(lambda: imports.pieces(tx, import_id), written) if one.row > job.at_row)
        found = list(islice(rest, READ_AT_ONCE))
    except files.Unreadable as wrong:
        _refuse(tx, job, wrong.problem.value, wrong.row)
        return False
    if found:
        imports.add_rows(tx, import_id, found)
        job.at_row, job.rows_read = found[-1].row, job.rows_read + len(found)
    if len(found) < READ_AT_ONCE:
        _match(tx, job)
    return True


def _lay_out(tx: Tx, job: Import) -> None:
    written = files.layout(lambda: imports.pieces(tx, job.import_id))
    job.encoding, job.delimiter, job.header_record = written.encoding, written.delimiter, written.header_record
    job.header = list(written.header)


def _refuse(tx: Tx, job: Import, problem: str, row: int = 0) -> None:
    imports.drop_pieces(tx, job.import_id)
    imports.drop_rows(tx, job.import_id)
    job.problem, job.problem_row = problem, row
    _end_step(tx, job, "REFUSED")


def _match(tx: Tx, job: Import) -> None:
    """As the last file of the same header was matched, else by guessing."""
    if not job.rows_read:
        return _refuse(tx, job, files.FileProblem.NO_ROWS.value)
    imports.drop_pieces(tx, job.import_id)
    before = imports.match_of(tx, columns.signature(job.header))
    job.remembered = before is not None and len(before) == len(job.header)
    region, found = practices.get(tx).region, imports.samples(tx, job.import_id)
    guessed = before if before and job.remembered else columns.guess(job.header, found, region)
    job.targets, job.at_row = guessed, 0
    _end_step(tx, job, "MATCHING" if columns.missing(guessed) else "TRYING")
    return None


def try_rows(tx: Tx, import_id: UUID) -> bool:
    """What the next rows would come to. Whether there is more to do at once."""
    job = jobs.taken(tx, Import, import_id, "TRYING")
    rows = imports.rows_after(tx, import_id, job.at_row, TRIED_AT_ONCE) if job else []
    if job is None:
        return False
    if rows:
        planning.try_rows(tx, job, rows)
        job.at_row = rows[-1].row
    if len(rows) < TRIED_AT_ONCE:
        _end_step(tx, job, "TRIED")
        return False
    return True


def add(tx: Tx, import_id: UUID, most: int = ADDED_AT_ONCE) -> bool:
    """Add the next rows: held once more against what is known now, since meanwhile may be long."""
    job = jobs.taken(tx, Import, import_id, "ADDING")
    if job is None:
        return False
    rows = imports.rows_after(tx, import_id, job.at_row, most)
    if rows:
        _Chunk(tx, rows).add(job)
        job.at_row = rows[-1].row
    else:
        _finish(tx, job)
    return False


def pass_over(tx: Tx, import_id: UUID) -> bool:
    """The next row can't be added, and nothing in it says why: it stays out, and the others go on."""
    if job := jobs.taken(tx, Import, import_id, "ADDING"):
        for row in imports.rows_after(tx, import_id, job.at_row, 1):
            row.outcome, row.notes, row.state, job.at_row = "BROKEN", planning.as_json([Note("UNEXPECTED")]), "NOT_ADDED", row.row
    return False


class _Chunk:
    """Rows that are added in one transaction: what they bring is gathered first and written together."""

    def __init__(self, tx: Tx, rows: Sequence[ImportRow]) -> None:
        self.tx, self.rows, self.practice = tx, rows, practices.get(tx)
        self.clients: list[Client] = []
        self.contacts: dict[UUID, Contact] = {}
        self.relationships: list[Relationship] = []
        self.emails: set[str] = set()

    def add(self, job: Import) -> None:
        """All that can be added; the others say why not."""
        tx, drafts = self.tx, planning.read(self.tx, job, self.rows)
        known = self._known(job, drafts)
        said = [self._row(row, draft, known) for row, draft in zip(self.rows, drafts, strict=True)]
        charts.arrive(tx, self.clients, self.contacts.values(), self.relationships)
        imports.told(tx, job.import_id, said)
        search.index(tx, [client.client_id for client in self.clients])
        # Whoever shares an address with them is shown with the warning.
        pairs = {(one.contact_id, one.client_id) for one in self.relationships}
        ledger.refresh(tx, {*pairs, *contacts.pairs_of(tx, contacts.sharing(tx, self.emails))})

    def _known(self, job: Import, drafts: Sequence[Draft]) -> plans.Known:
        """What the rows are held against; whom they may join is held, and not merged into somebody else meanwhile."""
        known = planning.known(self.tx, job.import_id, drafts, self.rows[0].row, adding=True)
        holding = {one.contact_id for people in known.people.values() for one in people if one.contact_id}
        contacts.lock(self.tx, holding)
        self.known_contacts = contacts.among(self.tx, holding)
        return self._known(job, drafts) if any(one.merged_into for one in self.known_contacts.values()) else known

    def _row(self, row: ImportRow, draft: Draft, known: plans.Known) -> dict[str, object]:
        made = planning.decided(row, draft, known)
        if made.outcome not in ADDED:
            return planning.told(row.row, made) | {"state": "NOT_ADDED", "client_id": None, "cells": row.cells}
        client, theirs = self._client(made)
        known.remember(row.row, draft, theirs)
        self.emails |= draft.emails()
        # What stands in the chart now is kept there alone.
        kept = {"name": row.name, "client_key": draft.key, "outcome": row.outcome, "notes": row.notes}
        return {"row": row.row, **kept, "state": "ADDED", "client_id": client.client_id, "cells": []}

    def _client(self, made: plans.Plan) -> tuple[Client, Mapping[int, UUID]]:
        """The chart with its people, and the contact of each by the person's number."""
        draft = made.draft
        client = charts.new_client(self.tx, draft.given_name, draft.family_name, draft.birth_date, has_guardian=draft.has_guardian)
        self.clients.append(client)
        theirs: dict[int, UUID] = {}
        for person in draft.people:
            contact = self._contact(person, made.joins.get(person.number))
            if contact.contact_id in theirs.values():
                continue
            theirs[person.number] = contact.contact_id
            self.relationships.append(charts.new_relationship(
                self.tx, self.practice, client, contact, relationship=person.relationship, is_primary=person.is_primary,
                online_access=person.online_access, email_notifications=person.email_notifications,
            ))
        return client, theirs

    def _contact(self, person: Person, joins: UUID | None) -> Contact:
        """Whom they join, known before or brought by this chunk, or somebody new."""
        if joins:
            return self.contacts.get(joins) or self.known_contacts[joins]
        new = charts.new_contact(self.tx, person.given_name, person.family_name, person.email, person.phone)
        self.contacts[new.contact_id] = new
        return new


def _finish(tx: Tx, job: Import) -> None:
    job.end_time = tx.now
    counts: Counter[str] = Counter()
    for (_, state), count in imports.counted(tx, job.import_id).items():
        counts[state] += count
    job.counts = dict(counts)
    audit.record(tx, "import.finished", "import", job.import_id, **job.counts)
    _end_step(tx, job, "DONE")


def _end_step(tx: Tx, job: Import, state: str) -> None:
    job.state, job.change_time = state, tx.now


STEPS: dict[str, Callable[[Tx, UUID], bool]] = {"READING": read, "TRYING": try_rows, "ADDING": add}
