"""The heartbeat: tells those who keep a deciding copy up to which instant every fact already stands in the stream."""

from datetime import UTC, datetime

import sqlalchemy as sa
from nats.js import JetStreamContext

from chassis.db import Database

LIFE_SECONDS = 60

# now() of a transaction is its start, and an outbox row carries it: nothing committed before the earliest of three
# instants can still be on its way into the stream. Two statements, in this order: a transaction that has left the first
# one's list has committed, so the second one's newer snapshot sees its row. In one statement it could fall between.
RUNNING = """
SELECT least(clock_timestamp(), (SELECT min(xact_start) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IN (:app, :worker)))
"""
WAITING = "SELECT min(created_time) FROM outbox WHERE published_time IS NULL"


def as_of(database: Database, roles: str) -> datetime:
    """The instant up to which all facts are published. roles: the prefix of the app and worker role names."""
    with database.across() as db:
        running = db.execute(sa.text(RUNNING), {"app": f"{roles}_app", "worker": f"{roles}_worker"}).scalar_one()
        waiting = db.execute(sa.text(WAITING)).scalar_one()
    return min(running, waiting or running)


async def beat(js: JetStreamContext, service: str, instant: datetime) -> None:
    """One heartbeat, in the same stream as the facts, so that it arrives after them. It outlives its use by a minute."""
    payload = f'{{"asOf":"{instant.astimezone(UTC).isoformat().replace("+00:00", "Z")}"}}'.encode()
    await js.publish(f"{service}.v1.all.heartbeat.beaten", payload, headers={"Nats-TTL": f"{LIFE_SECONDS}s", "ce-id": _NO_ID}, timeout=2)


_NO_ID = "00000000-0000-0000-0000-000000000000"
