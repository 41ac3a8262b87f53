"""The audit trail: append-only, one hash chain per practice, linked by the worker right after the write."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.db import Tx
from chassis.tables import audit_entries as entries

GENESIS = bytes(32)


def record(tx: Tx, action: str, subject_type: str, subject_id: object, **detail: Any) -> None:
    """One entry in the caller's transaction: who (the actor), what, for whom. detail: plain values, no secret."""
    record_all(tx, subject_type, [(action, subject_id, detail)])


def record_all(tx: Tx, subject_type: str, done: Iterable[tuple[str, object, dict[str, Any]]]) -> None:
    """An entry for each (action, subject_id, detail), in one statement."""
    who = tx.actor
    tx.db.execute(sa.insert(entries), [
        {"audit_id": uuid4(), "practice_id": tx.practice_id, "actor_account_id": who.account_id, "actor_role": who.role,
         "origin": who.origin, "address": who.address, "action": action, "subject_type": subject_type, "subject_id": str(subject_id),
         "detail": detail, "record_time": tx.now}
        for action, subject_id, detail in done
    ])


def digest(previous: bytes, row: sa.Row[Any], position: int) -> bytes:
    """SHA-256 over the previous hash, the place in the chain and every column that was written, in a fixed order."""
    said = [row.practice_id, position, row.audit_id, row.actor_account_id, row.actor_role, row.origin, row.address,
            row.action, row.subject_type, row.subject_id, row.detail, row.record_time.timestamp()]
    return hashlib.sha256(previous + json.dumps(said, default=str, sort_keys=True).encode()).digest()


def link(db: Session, most: int = 500) -> int:
    """Give the oldest unlinked entries their place in their practice's chain; returns how many. One linker at a time."""
    db.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('audit_link'))"))
    waiting = db.execute(
        sa.select(entries).where(entries.c.position.is_(None)).order_by(entries.c.record_time, entries.c.audit_id).limit(most)
    ).all()
    heads = {practice_id: _head(db, practice_id) for practice_id in {row.practice_id for row in waiting}}
    placed = []
    for row in waiting:
        position, previous = heads[row.practice_id]
        heads[row.practice_id] = position + 1, digest(previous, row, position + 1)
        placed.append({"entry": row.audit_id, "place": position + 1, "sum": heads[row.practice_id][1]})
    if placed:
        at = entries.c.audit_id == sa.bindparam("entry")
        db.connection().execute(sa.update(entries).where(at).values(position=sa.bindparam("place"), hash=sa.bindparam("sum")), placed)
    return len(placed)


def _head(db: Session, practice_id: str) -> tuple[int, bytes]:
    chain = sa.select(entries.c.position, entries.c.hash).where(entries.c.practice_id == practice_id, entries.c.position.is_not(None))
    last = db.execute(chain.order_by(entries.c.position.desc()).limit(1)).one_or_none()
    return (last.position, last.hash) if last else (0, GENESIS)


def broken(db: Session) -> Iterator[str]:
    """A sentence for every changed, removed or reordered entry, and for the tail that is not linked yet."""
    for practice_id in db.scalars(sa.select(entries.c.practice_id).distinct().order_by(entries.c.practice_id)):
        previous, expected = GENESIS, 1
        rows = db.execute(sa.select(entries).where(entries.c.practice_id == practice_id).order_by(entries.c.position.nulls_last()))
        for row in rows:
            if row.position is None:
                yield f"{practice_id}: entry {row.audit_id} is not linked yet"
                continue
            if row.position != expected:
                yield f"{practice_id}: entries {expected} to {row.position - 1} are gone"
            if digest(previous, row, row.position) != row.hash:
                yield f"{practice_id}: entry {row.position} ({row.audit_id}) was changed or moved"
            previous, expected = row.hash, row.position + 1
