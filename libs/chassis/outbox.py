"""The outbox: a change and its announcement live or die together; the relay publishes, replay republishes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import sqlalchemy as sa
from google.protobuf.json_format import MessageToJson
from google.protobuf.message import Message
from sqlalchemy.orm import Session

from chassis import telemetry
from chassis.db import Database, Statements, Tx
from chassis.tables import outbox
from chassis.telemetry import meter

KEPT_FOR = timedelta(days=30)


class Envelope(NamedTuple):
    """An outbox row about to be written, its columns in order."""

    event_id: UUID
    practice_id: str
    subject: str
    type: str
    payload: bytes
    traceparent: str | None


def envelope(tx: Statements, thing: str, kind: type[Message], payload: bytes) -> Envelope:
    """The event's row, for a store that writes it together with its cause in one statement; everyone else calls announce.

    payload: the message in protobuf's JSON mapping.
    """
    service = kind.DESCRIPTOR.file.package.split(".")[1]
    return Envelope(
        uuid4(), tx.practice_id, f"{service}.v1.{tx.practice_id}.{thing}", kind.DESCRIPTOR.full_name, payload, telemetry.traceparent()
    )


def announce(tx: Tx, thing: str, message: Message) -> UUID:
    """Write the event in the caller's transaction. thing: "account.changed". Returns the event's id.

    The subject is <service>.v1.<practice>.<thing>, the service taken from the message's package.
    """
    return announce_all(tx, [(thing, message)])[0]


def announce_all(tx: Tx, facts: Iterable[tuple[str, Message]]) -> list[UUID]:
    """Several events, in this order, in one statement. Returns their ids."""
    rows = [envelope(tx, thing, type(message), MessageToJson(message, indent=None).encode()) for thing, message in facts]
    if rows:
        tx.db.execute(sa.insert(outbox), [row._asdict() for row in rows])
    return [row.event_id for row in rows]


def pending(database: Database, most: int) -> Sequence[sa.Row[Any]]:
    """The oldest unpublished rows, over all practices."""
    with database.across() as db:
        return db.execute(sa.select(outbox).where(outbox.c.published_time.is_(None)).order_by(outbox.c.seq).limit(most)).all()


def mark_published(database: Database, event_ids: Sequence[UUID]) -> None:
    """They stand in the stream; they are kept for replay."""
    with database.across() as db:
        db.execute(sa.update(outbox).where(outbox.c.event_id.in_(event_ids)).values(published_time=sa.func.clock_timestamp()))


def replay(db: Session, since: datetime | None) -> int:
    """Mark every kept row published after since (all of them for None) as pending again; returns how many.

    No listener acts on one twice: each applies only a newer version, and mails are unique on their event.
    """
    asked = sa.update(outbox).where(outbox.c.published_time.is_not(None)).values(published_time=None)
    count = len(db.execute((asked.where(outbox.c.created_time >= since) if since else asked).returning(outbox.c.seq)).all())
    db.execute(sa.text("SELECT pg_notify('outbox', '')"))
    return count


def prune(db: Session) -> None:
    """Drop published rows past their keeping time, inbox rows and idempotency keys past any redelivery."""
    db.execute(sa.delete(outbox).where(outbox.c.published_time < sa.func.now() - KEPT_FOR))
    db.execute(sa.text("DELETE FROM inbox WHERE received_time < now() - interval '7 days'"))
    db.execute(sa.text("DELETE FROM idempotency_keys WHERE created_time < now() - interval '24 hours'"))
    db.execute(sa.text("DELETE FROM revoked_login_sessions WHERE forget_time < now()"))


_pending = meter.create_gauge("anteroom_outbox_pending", description="Events committed and not yet in the stream")
_oldest = meter.create_gauge("anteroom_outbox_oldest_seconds", description="Age of the oldest of them")
_buried = meter.create_gauge("anteroom_dead_letters", description="Events a listener gave up on")


def measure(db: Session) -> int:
    """Set the gauges of what waits here and what was given up on; does no work, so returns 0."""
    waiting = db.execute(sa.text(
        "SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(created_time)), 0) FROM outbox WHERE published_time IS NULL"
    )).one()
    _pending.set(waiting[0])
    _oldest.set(float(waiting[1]))
    _buried.set(db.execute(sa.text("SELECT count(*) FROM dead_letters")).scalar_one())
    return 0
