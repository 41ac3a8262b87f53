"""The toy as processes: they tell the truth about themselves, carry events, keep what can't be applied, and stop when told."""

import json
import signal
import time
import urllib.request

import pytest
import sqlalchemy as sa

from chassis import migrations
from chassis.db import Actor
from chassis.testing import eventually
from tests.chassis.conftest import ready
from tests.chassis.toy import TOY, add_note, all_notes
from tests.collector import Collector


@pytest.fixture
def traces():
    collector = Collector()
    collector.port = collector.start()
    yield collector
    collector.stop()


def texts(database, practice):
    return database.transact(practice, Actor(), all_notes)


def test_an_event_goes_out_comes_back_once_and_is_traced(database, settings, start, traces):
    otlp = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{traces.port}", "OTEL_BSP_SCHEDULE_DELAY": "100"}
    assert start("provision").wait(60) == 0
    worker = start("grpc", "worker", **otlp)
    assert json.loads(ready(settings.probe_port))["dependencies"] == {"database": "ok", "nats": "ok"}
    database.transact("carried", Actor(), add_note, "hello")
    eventually(lambda: "heard hello" in texts(database, "carried"))
    assert texts(database, "carried").count("heard hello") == 1
    spans = eventually(lambda: {span.name.split()[0] for span in traces.spans} >= {"publish", "apply", "INSERT"} and traces.spans)
    assert {span.service for span in spans} == {"toy"}
    exposed = urllib.request.urlopen(f"http://127.0.0.1:{settings.probe_port}/metrics").read()
    assert b"anteroom_outbox_pending" in exposed
    stop(worker)


def test_replayed_events_are_not_applied_twice_and_the_audit_is_whole(database, settings, start, worker):
    running = start("worker")
    ready(settings.probe_port)
    database.transact("replayed", Actor(), add_note, "again")
    eventually(lambda: "heard again" in texts(database, "replayed"))
    assert start("replay").wait(60) == 0
    pending = sa.text("SELECT count(*) FROM outbox WHERE published_time IS NULL")
    eventually(lambda: _across(worker, pending) == 0)
    assert texts(database, "replayed").count("heard again") == 1
    eventually(lambda: _across(worker, sa.text("SELECT count(*) FROM audit_entries WHERE position IS NULL")) == 0)
    stop(running)


def _across(worker, query):
    with worker.across() as db:
        return db.scalar(query)


def test_a_deciding_listener_stops_at_what_it_cannot_apply(database, settings, start, worker, parts):
    running = start("worker")
    ready(settings.probe_port)
    for text in ("unbearable", "behind it"):
        database.transact("stopped", Actor(), add_note, text)
    eventually(lambda: _across(worker, sa.text("SELECT count(*) FROM outbox WHERE published_time IS NULL")) == 0)
    assert "heard behind it" not in texts(database, "stopped")
    assert _across(worker, sa.text("SELECT count(*) FROM dead_letters")) == 0
    stop(running)


def test_http_serves_until_told_to_stop(settings, start):
    serving = start("http")
    ready(settings.http_port)
    serving.send_signal(signal.SIGTERM)
    said = serving.communicate(timeout=15)[1]
    assert serving.returncode == 0
    assert all(json.loads(line) for line in said.splitlines()), "JSON lines alone"


def stop(process):
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert time.monotonic() - begun < 10


def test_settings_that_are_wrong_are_all_named(start):
    refused = start("http", ANTEROOM_DATABASE_POOL="many", ANTEROOM_HTTP_PORT="x")
    said = refused.communicate(timeout=60)[1]
    assert refused.returncode == 1
    assert "ANTEROOM_DATABASE_POOL" in said
    assert "ANTEROOM_HTTP_PORT" in said


def test_an_older_schema_is_not_ready(database, parts):
    parts.admin("UPDATE alembic_version SET version_num = 'older'", "toy")
    try:
        migrations.check(TOY.migrations, database.engine)  # newer than this code knows: a rollout under way
        parts.admin("DELETE FROM alembic_version", "toy")
        with pytest.raises(RuntimeError, match="run migrate"):
            migrations.check(TOY.migrations, database.engine)
    finally:
        parts.admin("DELETE FROM alembic_version", "toy")
        parts.admin("INSERT INTO alembic_version VALUES ('0001')", "toy")
