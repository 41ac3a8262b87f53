"""The worker as a process: what clinic publishes decides within a moment, and what the gate decides reaches its stream."""

import contextlib
import json
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from urllib.request import urlopen
from uuid import uuid4

import pytest
from google.protobuf.json_format import MessageToJson

from anteroom.clinic.v1 import events_pb2 as clinic
from chassis import bus
from chassis.config import Settings
from chassis.testing import eventually, run
from deploy.local.folders import REPOSITORY
from video_gate.service import SERVICE


class Streams:
    """clinic's and identity's streams as those services provision them, and clinic's hand to publish with."""

    def __init__(self, parts):
        self.settings = {name: _settings(parts, name) for name in ("clinic", "identity", "videogate")}
        for name in ("clinic", "identity"):
            run(bus.provision(self.settings[name], name, []))
        run(bus.provision(self.settings["videogate"], "videogate", SERVICE.listeners))

    def publish(self, *events):
        """(subject, message) as clinic's relay sends them; returns when the stream has them."""
        run(self._publish(events))

    async def _publish(self, events):
        connection = await bus.connect(self.settings["clinic"], "clinic")
        for subject, message in events:
            event_id = str(uuid4())
            headers = {"Nats-Msg-Id": event_id, "ce-id": event_id, "ce-time": datetime.now(UTC).isoformat()}
            await connection.jetstream().publish(subject, MessageToJson(message).encode(), headers=headers)
        await connection.close()


def _settings(parts, name):
    environment = {key.removeprefix("ANTEROOM_").lower(): value for key, value in parts.environment(name).items()}
    return Settings(**{key: value for key, value in environment.items() if key in Settings.model_fields})


@pytest.fixture(scope="module")
def streams(parts, settings):
    return Streams(parts)


@pytest.fixture(scope="module")
def running(parts, streams):
    """python -m video_gate worker."""
    environment = parts.environment("videogate")
    process = subprocess.Popen(
        [sys.executable, "-m", "video_gate", "worker"], env=environment, cwd=REPOSITORY, stderr=subprocess.DEVNULL)
    eventually(lambda: _ready(environment["ANTEROOM_PROBE_PORT"]), seconds=30)
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()


def _ready(port):
    with contextlib.suppress(OSError):
        return urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).status == 200


def test_withdrawn_consent_refuses_within_a_moment(practice, streams, running):
    parent = practice.parent()
    session_id = practice.book(parent)
    subject = f"clinic.v1.{practice.practice_id}.access.changed"
    streams.publish((subject, practice.access_message(parent)))
    waits = []
    for consent, granted in (("WITHDRAWN", False), ("GRANTED", True)) * 5:
        parent.access["consent"] = consent
        streams.publish((subject, practice.access_message(parent)))
        begun = time.monotonic()
        eventually(lambda granted=granted: practice.authorize(parent.account_id, session_id).granted is granted, seconds=20, every=0.002)
        waits.append(time.monotonic() - begun)
    assert sorted(waits)[len(waits) // 2] < 1.0, waits


def test_a_heartbeat_over_the_stream_refreshes_every_process(practice, streams, running):
    practice.fresh(clinic_age=60, identity_age=0)
    beat = clinic.HeartbeatBeaten()
    beat.as_of.FromDatetime(datetime.now(UTC))
    streams.publish(("clinic.v1.all.heartbeat.beaten", beat))
    fresh = "SELECT identity_as_of FROM freshness WHERE clinic_as_of > now() - interval '5 s'"
    assert eventually(lambda: practice.rows(fresh))


def test_the_age_of_the_copy_is_measured_by_source(practice, parts, running):
    practice.fresh(clinic_age=60, identity_age=0)

    def measured():
        said = urlopen(f"http://127.0.0.1:{parts.environment('videogate')['ANTEROOM_PROBE_PORT']}/metrics", timeout=5).read().decode()
        ages = dict(re.findall(r'anteroom_gate_copy_age_seconds{.*?source="(\w+)".*?} (\S+)', said))
        assert float(ages["clinic"]) >= 60 > float(ages["identity"])
        return True

    assert eventually(measured)


def test_a_decision_reaches_the_stream_and_the_audit_chain(practice, streams, running):
    parent = practice.parent()
    decision_id = practice.join(parent, practice.book(parent)).json["decision_id"]
    eventually(lambda: practice.rows("SELECT 1 FROM outbox WHERE published_time IS NOT NULL AND subject LIKE '%join.granted'"))
    [entry] = eventually(lambda: practice.rows("SELECT position FROM audit_entries WHERE audit_id = :id AND position > 0", id=decision_id))
    assert entry.position
    assert practice.rows("SELECT payload FROM outbox WHERE subject LIKE '%join.granted'")[0].payload.startswith(b"{")
    assert json.loads(practice.announced("join.granted")[0])["decision"]["decisionId"] == decision_id


def test_an_event_that_cannot_be_applied_stops_the_listener_and_turns_it_stale(practice, streams, running, owners):
    parent = practice.parent()
    session_id = practice.book(parent)
    broken = practice.access_message(parent)
    broken.client_id = "not an identifier"
    parent.access["consent"] = "WITHDRAWN"
    subject = f"clinic.v1.{practice.practice_id}.access.changed"
    streams.publish((subject, broken), (subject, practice.access_message(parent)))
    practice.fresh(clinic_age=6)
    owners.silent = True
    assert eventually(lambda: list(practice.authorize(parent.account_id, session_id).reasons) == ["CANNOT_VERIFY"])


def test_the_worker_stops_when_told(running):
    begun = time.monotonic()
    running.send_signal(signal.SIGTERM)
    assert running.wait(15) == 0
    assert time.monotonic() - begun < 10
