"""What the worker runs: the relay, the listeners, the timers and the heartbeat, side by side until it is told to stop."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
import psycopg.sql

from chassis import audit, bus, config, health, heartbeat, outbox
from chassis.db import Database

HOUSEKEEPING_SECONDS = 300.0
MEASURE_SECONDS = 5.0
SEAL_SECONDS = 60.0
RELAY_FALLBACK_SECONDS = 1.0
# After work was found: what was about to be committed then did not all wake us (see chassis.tables).
LINGER_SECONDS = (0.03, 0.1, 0.3)


@dataclass(frozen=True)
class Timer:
    """Work of the worker: run every so many seconds and at once when its channel is notified (PostgreSQL LISTEN).

    work takes the worker's database and returns how much it did; while it did something it is run again at once.
    """

    name: str
    seconds: float
    work: Callable[[Database], int]
    wake: str | None = None


@dataclass(frozen=True)
class Duties:
    """What a service's worker does besides relaying. name: the service's stream; beats: others wait for its heartbeat."""

    name: str
    listeners: Sequence[bus.Listener]
    timers: Sequence[Timer]
    beats: bool


async def work(duties: Duties | None, settings: config.Settings, database: Database, state: health.Health) -> None:
    """Until SIGTERM; where another process is the worker it only waits for that."""
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, _stop, state, stopping)
    tasks = [asyncio.create_task(stopping.wait())]
    connection = None
    if duties:
        connection = await bus.connect(settings, duties.name, closed=state.closed.set)
        state.dependencies["nats"] = lambda: _connected(connection)
        tasks += _tasks(duties, connection.jetstream(), database, settings, stopping)
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    stopping.set()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), settings.drain_seconds)
    if connection:
        # Not drain(): it waits half a minute for a pull subscription's inbox. What isn't acknowledged is redelivered.
        with contextlib.suppress(Exception):
            await connection.flush(timeout=1)
        await connection.close()
    for task in done:
        task.result()


def _stop(state: health.Health, stopping: asyncio.Event) -> None:
    state.draining.set()
    stopping.set()


def _connected(connection: Any) -> None:
    if not connection.is_connected:
        raise ConnectionError("nats is not connected")


def _tasks(duties: Duties, js: Any, database: Database, settings: config.Settings, stopping: asyncio.Event) -> list[asyncio.Task[Any]]:
    timers = [
        *duties.timers, Timer("audit", 1.0, lambda db: _across(db, audit.link)),
        Timer("seal", SEAL_SECONDS, lambda db: _across(db, lambda across: audit.seal(across, duties.name))),
        Timer("measure", MEASURE_SECONDS, lambda db: _across(db, outbox.measure)),
        Timer("housekeeping", HOUSEKEEPING_SECONDS, lambda db: _across(db, outbox.prune) or 0),
    ]
    wakes = {channel: asyncio.Event() for channel in ["outbox", *(t.wake for t in timers if t.wake)]}

    async def relay() -> int:
        return await bus.relay(js, database)

    async def beat() -> int:
        await heartbeat.beat(js, duties.name, await asyncio.to_thread(heartbeat.as_of, database, duties.name))
        return 0

    def timed(timer: Timer) -> Callable[[], Any]:
        return lambda: asyncio.to_thread(timer.work, database)

    running = [_repeat("relay", RELAY_FALLBACK_SECONDS, relay, wakes["outbox"], stopping)]
    running += [_repeat(t.name, t.seconds, timed(t), wakes[t.wake] if t.wake else asyncio.Event(), stopping) for t in timers]
    running += [_listening(js, listener, database, stopping) for listener in duties.listeners]
    running += [_repeat("heartbeat", 1.0, beat, asyncio.Event(), stopping)] if duties.beats else []
    running += [_wakes(settings.worker_database_url, wakes, stopping)]
    return [asyncio.create_task(task) for task in running]


def _across(database: Database, work: Callable[[Any], Any]) -> Any:
    with database.across() as db:
        return work(db)


async def _repeat(name: str, seconds: float, work: Callable[[], Any], wake: asyncio.Event, stopping: asyncio.Event) -> None:
    """Run work, at once again while it finds something to do and shortly after; a failure never ends the worker."""
    again_soon: list[float] = []
    while not stopping.is_set():
        wake.clear()
        try:
            busy = await work()
        except Exception:
            bus.log.exception("%s failed; trying again", name)
            busy, again_soon = 0, [max(seconds, 1.0)]
        if busy:
            again_soon = [pause for pause in LINGER_SECONDS if pause < seconds]
        else:
            await _first(again_soon.pop(0) if again_soon else seconds, wake.wait(), stopping.wait())


async def _first(seconds: float, *waits: Any) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


async def _listening(js: Any, listener: bus.Listener, database: Database, stopping: asyncio.Event) -> None:
    """Listen; where the server or the consumer is away, try again."""
    while not stopping.is_set():
        try:
            await bus.listen(js, listener, database, stopping)
        except Exception:
            bus.log.exception("%s: not listening; trying again", listener.durable)
            await _first(1.0, stopping.wait())


async def _wakes(url: str, wakes: dict[str, asyncio.Event], stopping: asyncio.Event) -> None:
    """LISTEN on every channel; a lost connection is made again, and meanwhile the timers' own seconds serve."""
    address = url.replace("postgresql+psycopg://", "postgresql://")
    while not stopping.is_set():
        try:
            async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
                for channel in wakes:
                    await connection.execute(psycopg.sql.SQL("LISTEN {}").format(psycopg.sql.Identifier(channel)))
                while not stopping.is_set():
                    async for notice in connection.notifies(timeout=1):
                        wakes[notice.channel].set()
        except psycopg.Error:
            await _first(1.0, stopping.wait())

