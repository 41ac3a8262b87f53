"""The audit trail: append-only, one hash chain per practice, linked by the worker right after the write, its head told to others."""

import hashlib
import json
import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis.db import Tx
from chassis.tables import audit_chains as chains
from chassis.tables import audit_entries as entries
from chassis.tables import audit_heads as heard
from chassis.tables import outbox

log = logging.getLogger(__name__)
GENESIS = bytes(32)
SELDOM = timedelta(hours=1)


def record(tx: Tx, action: str, subject_type: str, subject_id: object, **detail: Any) -> None:
    """One entry in the caller's transaction: who (the actor), what, for whom. detail: plain values, no secret."""
    record_all(tx, [(action, subject_type, subject_id, detail)])


def record_all(tx: Tx, done: Iterable[tuple[str, str, object, dict[str, Any]]]) -> None:
    """An entry for each (action, subject_type, subject_id, detail), in one statement."""
    who = tx.actor
    rows = [
        {"audit_id": uuid4(), "practice_id": tx.practice_id, "actor_account_id": who.account_id, "actor_role": who.role,
         "origin": who.origin, "address": who.address, "action": action, "subject_type": subject_type, "subject_id": str(subject_id),
         "detail": detail, "record_time": tx.now}
        for action, subject_type, subject_id, detail in done
    ]
    if rows:
        tx.db.execute(sa.insert(entries), rows)


def refused(tx: Tx, permission: str | None) -> None:
    """That somebody knocked at a door which isn't theirs: once an hour for each person and permission.

    Bounded, or whoever is refused could fill the trail by knocking on. Only linked entries are looked at, which have the index:
    knocks within the moment before the worker links may each be written.
    """
    mine = [entries.c.practice_id == tx.practice_id, entries.c.actor_account_id == tx.actor.account_id, entries.c.position.is_not(None)]
    lately = [entries.c.record_time > tx.now - SELDOM, entries.c.action == "permission.refused", entries.c.subject_id == str(permission)]
    if not tx.db.scalar(sa.select(sa.literal(1)).where(*mine, *lately).limit(1)):
        record(tx, "permission.refused", "permission", permission)


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
        grown = insert(chains).values([{"practice_id": key, "position": head[0], "hash": head[1]} for key, head in sorted(heads.items())])
        news = {"position": grown.excluded.position, "hash": grown.excluded.hash}
        db.execute(grown.on_conflict_do_update(index_elements=["practice_id"], set_=news))
    return len(placed)


def _head(db: Session, practice_id: str) -> tuple[int, bytes]:
    """Where the chain had grown to, whatever became of its rows since: whoever cuts them leaves a hole that shows."""
    known = db.execute(sa.select(chains.c.position, chains.c.hash).where(chains.c.practice_id == practice_id)).one_or_none()
    chain = sa.select(entries.c.position, entries.c.hash).where(entries.c.practice_id == practice_id, entries.c.position.is_not(None))
    last = known or db.execute(chain.order_by(entries.c.position.desc()).limit(1)).one_or_none()
    return (last.position, last.hash) if last else (0, GENESIS)


def seal(db: Session, service: str) -> int:
    """Announce the head of every chain that has grown since it was last announced; returns how many. service: as subjects name it."""
    grown = sa.update(chains).where(chains.c.sealed_position < chains.c.position).values(sealed_position=chains.c.position)
    heads = db.execute(grown.returning(chains.c.practice_id, chains.c.position, chains.c.hash)).all()
    if heads:
        now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        db.execute(sa.insert(outbox), [
            {"event_id": uuid4(), "practice_id": head.practice_id, "subject": f"{service}.v1.{head.practice_id}.audit.sealed",
             "type": f"anteroom.{service}.v1.AuditSealed", "payload": json.dumps({
                 "practiceId": head.practice_id, "position": head.position, "hash": head.hash.hex(), "sealTime": now,
             }).encode()}
            for head in heads
        ])
    return len(heads)


def hear(tx: Tx, event: Any) -> None:
    """Keep another service's head (its AuditSealed), so that its chain can be held to it. One that contradicts an earlier is an alarm."""
    service = event.DESCRIPTOR.file.package.split(".")[1]
    row = {"practice_id": tx.practice_id, "service": service, "position": event.position, "hash": bytes.fromhex(event.hash)}
    seal_time = event.seal_time.ToDatetime(UTC)
    new = insert(heard).values(**row, seal_time=seal_time).on_conflict_do_nothing().returning(heard.c.position)
    ahead = sa.and_(heard.c.position >= event.position, heard.c.seal_time < seal_time)
    earlier = sa.select(sa.literal(1)).where(heard.c.practice_id == tx.practice_id, heard.c.service == service, ahead).limit(1)
    if tx.db.execute(new).first() and tx.db.scalar(earlier):
        log.error("an audit chain is shorter than it was, or another", extra={"chain_of": service, "position": event.position})
