"""Door 3: NATS JetStream. The relay publishes what the outbox holds; listeners apply each event once, newest state wins."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import nats
import sqlalchemy as sa
from google.protobuf.json_format import Parse
from google.protobuf.message import Message
from nats.aio.client import Client as Nats
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.errors import TimeoutError as NatsTimeout
from nats.js import JetStreamContext
from nats.js import api as js_api
from nats.js.errors import NotFoundError
from opentelemetry import trace
from opentelemetry.propagate import inject
from sqlalchemy.dialects.postgresql import insert

from chassis import outbox, telemetry
from chassis.config import Settings
from chassis.db import Actor, Database, Tx
from chassis.tables import dead_letters, inbox

log = logging.getLogger(__name__)
BATCH = 100
TRIES = 8
DECIDING_RETRY_SECONDS = 1.0
DAY = 86_400
# A worker that was killed keeps what it had fetched from the others for so many seconds; one that lives says so in time.
ACK_WAIT = 5


@dataclass(frozen=True)
class Fact:
    """The envelope of an event: its id is also the outbox id, the Nats-Msg-Id and the inbox key."""

    event_id: UUID
    subject: str
    time: datetime
    sequence: int


Consume = Callable[[Tx, Any, Fact], None]


@dataclass
class Listener:
    """One durable consumer: what this service hears of one other service.

    deciding: it keeps a copy that decides, so it never skips an event: strict order, no dead letters, it stops and turns stale.
    """

    name: str
    source: str
    deciding: bool = False
    consumers: dict[str, tuple[type[Message], Consume]] = field(default_factory=dict)
    unkept: set[str] = field(default_factory=set)

    def on(self, thing: str, message: type[Message], *, kept: bool = True) -> Callable[[Consume], Consume]:
        """Hear <source>.v1.<practice>.<thing>. kept=False: applying one twice is harmless, so no inbox row is spent on it."""

        def decorate(consume: Consume) -> Consume:
            self.consumers[thing] = (message, consume)
            if not kept:
                self.unkept.add(thing)
            return consume

        return decorate

    @property
    def durable(self) -> str:
        """The consumer's name on the source's stream."""
        return f"{self.name}-from-{self.source}"

    def config(self, replicas: int) -> js_api.ConsumerConfig:
        """As provisioning makes it."""
        return js_api.ConsumerConfig(
            durable_name=self.durable, filter_subjects=[f"{self.source}.v1.*.{thing}" for thing in self.consumers],
            ack_policy=js_api.AckPolicy.EXPLICIT, ack_wait=ACK_WAIT, max_deliver=-1,
            max_ack_pending=1 if self.deciding else BATCH, deliver_policy=js_api.DeliverPolicy.ALL, num_replicas=replicas,
        )


async def connect(settings: Settings, name: str, *, nkey: Any = None, closed: Callable[[], None] = lambda: None) -> Nats:
    """A connection that never gives up by itself; closed is called if it is ever closed for good."""

    async def on_closed() -> None:
        closed()

    async def on_error(error: Exception) -> None:
        log.warning("nats: %s", type(error).__name__)

    seed = nkey or settings.nats_nkey_file
    return await nats.connect(
        settings.nats_url, name=name, nkeys_seed=str(seed) if seed else None, max_reconnect_attempts=-1, reconnect_time_wait=0.2,
        ping_interval=10, max_outstanding_pings=2, closed_cb=on_closed, error_cb=on_error, connect_timeout=5,
        inbox_prefix=f"_INBOX.{name}".encode(),  # its own: under the common one every user could read every other's answers
    )


async def provision(settings: Settings, service: str, listeners: list[Listener]) -> None:
    """Make or update this service's stream and its consumers. Waits for the streams it listens to."""
    connection = await connect(settings, f"{service}-provision", nkey=settings.nats_provision_nkey_file)
    js = connection.jetstream()
    config = js_api.StreamConfig(
        name=service.upper(), subjects=[f"{service}.v1.>"], storage=js_api.StorageType.FILE, num_replicas=settings.nats_replicas,
        max_age=30 * DAY, duplicate_window=120, allow_msg_ttl=True,
    )
    try:
        await js.update_stream(config)
    except NotFoundError:
        await js.add_stream(config)
    for listener in listeners:
        await _provision_consumer(js, listener, settings.nats_replicas)
    await connection.close()


async def _provision_consumer(js: JetStreamContext, listener: Listener, replicas: int) -> None:
    for _ in range(150):
        try:
            await js.add_consumer(listener.source.upper(), listener.config(replicas))
            return
        except NotFoundError:
            await asyncio.sleep(0.2)
    raise SystemExit(f"stream {listener.source.upper()} does not exist: provision {listener.source} first")


async def relay(js: JetStreamContext, database: Database) -> int:
    """Publish the oldest pending rows; returns how many. A row is marked only once the stream has it.

    No lock is held meanwhile: where two relays publish the same row, the stream drops the second by its Nats-Msg-Id.
    """
    rows = await asyncio.to_thread(outbox.pending, database, BATCH)
    published = await asyncio.gather(*(_publish(js, row) for row in rows), return_exceptions=True)
    done = [row.event_id for row, outcome in zip(rows, published, strict=True) if not isinstance(outcome, BaseException)]
    if done:
        await asyncio.to_thread(outbox.mark_published, database, done)
    if failures := [outcome for outcome in published if isinstance(outcome, BaseException)]:
        raise failures[0]
    return len(done)


async def _publish(js: JetStreamContext, row: sa.Row[Any]) -> None:
    words = {"messaging.system": "nats", "messaging.operation.type": "send", "messaging.message.id": str(row.event_id)}
    with telemetry.span(f"publish {row.type}", trace.SpanKind.PRODUCER, words, row.traceparent):
        headers = {
            "Nats-Msg-Id": str(row.event_id), "ce-specversion": "1.0", "ce-id": str(row.event_id), "ce-type": row.type,
            "ce-source": "/" + row.subject.split(".")[0], "ce-time": row.created_time.astimezone(UTC).isoformat(),
        }
        inject(headers)
        await js.publish(row.subject, row.payload, headers=headers, timeout=5)


async def listen(js: JetStreamContext, listener: Listener, database: Database, stopping: asyncio.Event) -> None:
    """Apply the listener's events until stopping. Binds to the consumer that provisioning made."""
    subscription = await js.pull_subscribe_bind(durable=listener.durable, stream=listener.source.upper())
    while not stopping.is_set():
        try:
            messages = await subscription.fetch(1 if listener.deciding else BATCH, timeout=1)
        except (NatsTimeout, TimeoutError):
            continue
        holding = asyncio.create_task(_hold(messages))
        for message in messages:
            await _deliver(message, listener, database)
        holding.cancel()


async def _hold(messages: list[Msg]) -> None:
    while True:
        await asyncio.sleep(ACK_WAIT / 3)
        for message in messages:
            if not message.is_acked:
                with contextlib.suppress(NatsError):
                    await message.in_progress()


async def _deliver(message: Msg, listener: Listener, database: Database) -> None:
    try:
        await asyncio.to_thread(apply, message, listener, database)
        await message.ack_sync(timeout=5) if listener.deciding else await message.ack()
    except Exception as error:  # whatever went wrong, the event is kept: asked for again, or buried where an SRE sees it
        tries = message.metadata.num_delivered
        kind = message.subject.split(".", 3)[-1]
        log.exception("event not applied", extra={"consumer": listener.durable, "subject_kind": kind, "tries": tries})
        with contextlib.suppress(Exception):
            if tries >= TRIES and not listener.deciding:
                await asyncio.to_thread(_bury, message, listener, database, type(error).__name__)
                await message.term()
            else:
                await message.nak(delay=DECIDING_RETRY_SECONDS if listener.deciding else min(2.0**tries, 60))


def apply(message: Msg, listener: Listener, database: Database) -> None:
    """One event in one transaction with its inbox row; a second delivery does nothing."""
    headers = message.headers or {}
    practice_id, thing = message.subject.split(".", 3)[2:]
    kind, consume = listener.consumers[thing]
    time = datetime.fromisoformat(headers["ce-time"]) if "ce-time" in headers else datetime.now(UTC)
    fact = Fact(UUID(headers["ce-id"]), message.subject, time, message.metadata.sequence.stream)
    event = Parse(message.data, kind(), ignore_unknown_fields=True)

    def once(tx: Tx) -> None:
        first = insert(inbox).values(consumer=listener.durable, event_id=fact.event_id, practice_id=tx.practice_id)
        if thing in listener.unkept or tx.db.execute(first.on_conflict_do_nothing().returning(inbox.c.event_id)).first():
            consume(tx, event, fact)

    words = {"messaging.system": "nats", "messaging.operation.type": "process", "messaging.consumer.group.name": listener.durable}
    with telemetry.span(f"apply {kind.DESCRIPTOR.full_name}", trace.SpanKind.CONSUMER, words, headers.get("traceparent")):
        database.transact(practice_id, Actor("event"), once)


def _bury(message: Msg, listener: Listener, database: Database, error: str) -> None:
    practice_id = message.subject.split(".", 3)[2]
    row = {"consumer": listener.durable, "event_id": UUID((message.headers or {})["ce-id"]), "practice_id": practice_id,
           "subject": message.subject, "payload": message.data, "error": error}
    with database.across() as db:
        db.execute(insert(dead_letters).values(row).on_conflict_do_nothing())
