"""AuthorizeJoin against the same gRPC server in bare psycopg and a bare echo: per second, p99, CPU; in turn, in one run.

On PostgreSQL and NATS alone: `python -m tests.bench.authorize_join`. The gate's grpc role is measured by itself, as it is deployed.
"""

import argparse
import asyncio
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass

import grpc.aio
import psycopg

from anteroom.videogate.v1.videogate_pb2 import AuthorizeJoinRequest
from anteroom.videogate.v1.videogate_pb2_grpc import VideoGateServiceStub
from deploy.local import postgres
from deploy.local.folders import REPOSITORY
from tests.bench.processes import cpu_seconds
from tests.bench.table import Row, percentile, rendered, spread
from tests.parts import Jwks, Parts

ROUNDS, SECONDS, IN_FLIGHT, SESSIONS = 5, 6.0, 32, 500
PRACTICE = "bench"
BARE_TABLES = """
CREATE TABLE bench_sessions AS SELECT * FROM video_sessions WITH NO DATA;
ALTER TABLE bench_sessions ADD PRIMARY KEY (practice_id, session_id);
CREATE TABLE bench_decisions (practice_id text, decision_id uuid, session_id uuid, account_id uuid, reasons text[], decide_time timestamptz,
  PRIMARY KEY (practice_id, decision_id));
GRANT ALL ON bench_sessions, bench_decisions TO videogate_app;
"""
# A booked session with one parent who has access and consent, each in rows of their own, so that nobody waits for a neighbour's lock.
FACTS = f"""
INSERT INTO practices VALUES ('{PRACTICE}', 1, 'Bench', 10, '');
CREATE TEMP TABLE made AS
  SELECT gen_random_uuid() s, gen_random_uuid() c, gen_random_uuid() p, gen_random_uuid() a FROM generate_series(1, {SESSIONS});
INSERT INTO clients SELECT '{PRACTICE}', c, 1, true FROM made;
INSERT INTO contacts SELECT '{PRACTICE}', p, 1, 'Pat', 'Parent' FROM made;
INSERT INTO relationships SELECT '{PRACTICE}', p, c, 1, true, true, 'GRANTED', NULL FROM made;
INSERT INTO accounts SELECT '{PRACTICE}', a, 1, 'ACTIVE' FROM made;
INSERT INTO bindings SELECT '{PRACTICE}', a, p, 1, true FROM made;
INSERT INTO video_sessions
  SELECT '{PRACTICE}', s, 1, 'BOOKED', c, gen_random_uuid(), now(), now() + interval '8 hours', '', now(), now() FROM made;
INSERT INTO participants SELECT '{PRACTICE}', s, p FROM made;
INSERT INTO bench_sessions SELECT * FROM video_sessions;
UPDATE freshness SET identity_as_of = now() + interval '1 day', clinic_as_of = now() + interval '1 day';
ANALYZE;
SELECT s::text, a::text FROM made;
"""


@dataclass(frozen=True)
class Taken:
    """One round of one server."""

    rate: float
    p50: float
    p99: float
    server_ms: float
    database_ms: float

    @property
    def cpu_ms(self) -> float:
        """Both."""
        return self.server_ms + self.database_ms


def main() -> None:
    """Print the table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=SECONDS)
    words.add_argument("--rounds", type=int, default=ROUNDS)
    words.add_argument("--only", default="")
    given = words.parse_args()
    print(rendered(alone(given.rounds, given.seconds, given.only)))


def alone(rounds: int = ROUNDS, seconds: float = SECONDS, only: str = "") -> list[Row]:
    """On parts of its own."""
    parts = Parts()
    keys = Jwks(parts)
    try:
        return measure(parts, rounds, seconds, only)
    finally:
        keys.stop()
        parts.stop()


def measure(parts: Parts, rounds: int = ROUNDS, seconds: float = SECONDS, only: str = "") -> list[Row]:
    """The rows of the table."""
    environment = parts.environment("videogate") | {"BENCH_DATABASE_URL": _bare_url(parts)}
    subprocess.run([sys.executable, "-m", "video_gate", "migrate"], env=environment, check=True, cwd=REPOSITORY)
    knocks = _knocks(parts)
    commands = {
        "echo": ["tests.bench.bare_servers", "echo"], "bare": ["tests.bench.bare_servers", "bare"], "ours": ["video_gate", "grpc"],
    }
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, words in commands.items():
            if only in ("", name):
                taken[name].append(_round(parts, words, environment, knocks, seconds))
                print(name, taken[name][-1], flush=True)
    return [] if only else _rows(taken)


def _bare_url(parts: Parts) -> str:
    return postgres.service_url("videogate", "app", parts.plan.ports, parts.plan.secrets).replace("+psycopg", "")


def _knocks(parts: Parts) -> list[tuple[str, str]]:
    parts.admin(BARE_TABLES, "videogate")
    address = postgres.url("superuser", "postgres", "videogate", parts.plan.ports, parts.plan.secrets, scheme="postgresql")
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in FACTS.strip().split(";\n"):
            found = connection.execute(statement)
        return found.fetchall()  # type: ignore[return-value]


@contextmanager
def _serving(parts: Parts, words: list[str], environment: dict[str, str]):
    server = subprocess.Popen([sys.executable, "-m", *words], env=environment, cwd=REPOSITORY, stderr=subprocess.DEVNULL)
    try:
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


def _round(parts: Parts, words: list[str], environment: dict[str, str], knocks: list[tuple[str, str]], seconds: float) -> Taken:
    with _serving(parts, words, environment) as pid:
        return asyncio.run(_load(parts, pid, environment["ANTEROOM_GRPC_PORT"], knocks, seconds))


async def _load(parts: Parts, pid: int, port: str, knocks: list[tuple[str, str]], seconds: float) -> Taken:
    metadata = [("authorization", f"Bearer {parts.token(PRACTICE, 'ADMIN', life=3600)}")]
    requests = [AuthorizeJoinRequest(practice_id=PRACTICE, session_id=session, account_id=account) for session, account in knocks]
    roots = pid, parts.pid("postgres")
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub = VideoGateServiceStub(channel)
        await asyncio.wait_for(channel.channel_ready(), 30)
        await _knock_for(stub, requests, metadata, 1.5)
        before, begun = [cpu_seconds([root]) for root in roots], time.monotonic()
        waits = await _knock_for(stub, requests, metadata, seconds)
        took = time.monotonic() - begun
        used = [(cpu_seconds([root]) - earlier) / len(waits) * 1000 for root, earlier in zip(roots, before, strict=True)]
    return Taken(len(waits) / took, percentile(waits, 0.5) * 1000, percentile(waits, 0.99) * 1000, *used)


async def _knock_for(stub, requests, metadata, seconds: float) -> list[float]:
    waits: list[float] = []
    until, numbers = time.monotonic() + seconds, iter(range(10**9))

    async def one_after_another() -> None:
        while time.monotonic() < until:
            request, begun = requests[next(numbers) % len(requests)], time.monotonic()
            answer = await stub.AuthorizeJoin(request, metadata=metadata, timeout=10)
            assert answer.granted, answer
            waits.append(time.monotonic() - begun)

    await asyncio.gather(*(one_after_another() for _ in range(IN_FLIGHT)))
    return waits


def _rows(taken: dict[str, list[Taken]]) -> list[Row]:
    def ratios(field: str, under: str) -> list[float]:
        return [getattr(ours, field) / getattr(other, field) for ours, other in zip(taken["ours"], taken[under], strict=True)]

    rate, tail, cpu = ratios("rate", "bare"), ratios("p99", "bare"), [one.cpu_ms for one in taken["ours"]]
    return [
        Row("AuthorizeJoin per second ÷ one SELECT and one INSERT in bare psycopg", _with_spread(rate), "≥ 0.5", _middle(rate) >= 0.5),
        Row("its p99 ÷ theirs, 32 in flight", _with_spread(tail), "≤ 2.5", _middle(tail) <= 2.5),
        Row("CPU-milliseconds per decision, database included", _with_spread(cpu), "≤ 1.1", _middle(cpu) <= 1.1),
        Row("AuthorizeJoin per second ÷ a bare echo", _with_spread(ratios("rate", "echo"))),
        *(Row(f"{name}: per second; p50 and p99; CPU of server + database", _figures(rounds)) for name, rounds in taken.items()),
    ]


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _with_spread(values: list[float]) -> str:
    return f"{_middle(values):.2f} ({spread(values)})"


def _figures(rounds: list[Taken]) -> str:
    one = sorted(rounds, key=lambda taken: taken.rate)[len(rounds) // 2]
    return f"{one.rate:.0f}; {one.p50:.1f} and {one.p99:.1f} ms; {one.server_ms:.2f} + {one.database_ms:.2f} ms"


if __name__ == "__main__":
    main()
