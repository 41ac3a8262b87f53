"""Linked entries, the newest first, and the note that somebody looked at them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from chassis import audit
from chassis.db import Actor, Database, Tx
from chassis.tables import audit_entries as entries

SHEET_PAGE = 1000
MOST_COUNTED = 100


class Place(NamedTuple):
    """Where a page begins: before this entry."""

    record_time: datetime
    audit_id: UUID


@dataclass(frozen=True)
class Wanted:
    """Which entries: those that are everything that is said here. Of several subjects or actions, any."""

    actor_account_id: UUID | None = None
    subject_ids: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    start_time: datetime | None = None
    end_time: datetime | None = None

    def said(self) -> dict[str, Any]:
        """As an audit entry's detail: what is empty is left out."""
        return {name: _plain(value) for name, value in vars(self).items() if value}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, datetime) else str(value)


def page(tx: Tx, wanted: Wanted, before: Place | None, most: int) -> Sequence[sa.Row[Any]]:
    """At most so many, linked ones only: what is shown here is what can be proven."""
    chosen = _chosen(tx, wanted)
    if before:
        chosen.append(sa.tuple_(entries.c.record_time, entries.c.audit_id) < sa.tuple_(*map(sa.literal, before)))
    newest = (entries.c.record_time.desc(), entries.c.audit_id.desc())
    return tx.db.execute(sa.select(entries).where(*chosen).order_by(*newest).limit(most)).all()


def newer(tx: Tx, wanted: Wanted, position: int) -> int:
    """How many were linked after that position, counted no further than MOST_COUNTED.

    By position: an entry that was written earlier and linked later is news too. Looks at the trail are not, or every look would
    announce itself.
    """
    chosen = [*_chosen(tx, wanted), entries.c.position > position, entries.c.subject_type != "audit"]
    some = sa.select(entries.c.position).where(*chosen).limit(MOST_COUNTED).subquery()
    return tx.db.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def _chosen(tx: Tx, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    chosen = [entries.c.practice_id == tx.practice_id, entries.c.position.is_not(None)]
    if wanted.actor_account_id:
        chosen.append(entries.c.actor_account_id == wanted.actor_account_id)
    if wanted.subject_ids:
        chosen.append(entries.c.subject_id.in_(wanted.subject_ids))
    if wanted.actions:
        chosen.append(entries.c.action.in_(wanted.actions))
    if wanted.start_time:
        chosen.append(entries.c.record_time >= wanted.start_time)
    if wanted.end_time:
        chosen.append(entries.c.record_time < wanted.end_time)
    return chosen


def begin(tx: Tx, action: str, service: str, wanted: Wanted, most: int) -> Sequence[sa.Row[Any]]:
    """The first page, and an entry that somebody asked for it: action audit.read or audit.exported."""
    audit.record(tx, action, "audit", service, **wanted.said())
    return page(tx, wanted, None, most)


def every(database: Database, practice_id: str, actor: Actor, wanted: Wanted, first: Sequence[sa.Row[Any]]) -> Iterator[sa.Row[Any]]:
    """All of them after the first page has been read, a short transaction for each further one."""
    rows = first
    while rows:
        yield from rows
        last = Place(rows[-1].record_time, rows[-1].audit_id)
        rows = database.transact(practice_id, actor, page, wanted, last, SHEET_PAGE) if len(rows) == SHEET_PAGE else []
