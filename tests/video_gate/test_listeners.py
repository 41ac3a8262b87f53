"""What the gate hears: newer news wins in whatever order it comes, heartbeats make it fresh, and it arrives over the real stream."""

import itertools
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from google.protobuf.json_format import MessageToJson

from anteroom.clinic.v1 import events_pb2 as clinic
from chassis.db import Actor
from video_gate import listeners
from video_gate.store import copies, sessions


def test_news_in_any_order_ends_in_the_newest(practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    news = []
    for consent in ("GRANTED", "WITHDRAWN", "MISSING"):
        parent.access["consent"] = consent
        news.append(practice.access_message(parent))
    for order in itertools.permutations(news):
        for message in order:
            practice.hear(listeners.from_clinic, "access.changed", message)
        assert list(practice.authorize(parent.account_id, session_id).reasons) == ["CONSENT_MISSING"]


def test_settings_move_the_door(practice):
    parent = practice.parent()
    session_id = practice.book(parent, start=timedelta(minutes=20))
    assert practice.join(parent, session_id).json["reason"] == "TOO_EARLY"
    practice.hear(listeners.from_clinic, "settings.changed", clinic.SettingsChanged(practice=clinic.Practice(
        practice_id=practice.practice_id, version=practice._next(), name="A practice", early_join_minutes=30, video_url="https://zoom.example/j")))
    assert practice.join(parent, session_id).json["url"] == "https://zoom.example/j"


def test_a_heartbeat_makes_the_copy_fresh(practice, owners):
    parent = practice.parent()
    session_id = practice.book(parent)
    owners.silent = True
    practice.fresh(clinic_age=6)
    assert list(practice.authorize(parent.account_id, session_id).reasons) == ["CANNOT_VERIFY"]
    beat = clinic.HeartbeatBeaten()
    beat.as_of.FromDatetime(datetime.now(UTC))
    practice.hear(listeners.from_clinic, "heartbeat.beaten", beat, practice_id="all")
    assert practice.authorize(parent.account_id, session_id).granted


def test_a_consent_state_nobody_knows_lets_nobody_in(practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    message = practice.access_message(parent)
    message.consent.state = clinic.CONSENT_STATE_UNSPECIFIED
    practice.hear(listeners.from_clinic, "access.changed", message)
    assert list(practice.authorize(parent.account_id, session_id).reasons) == ["CONSENT_MISSING"]


def test_news_of_one_practice_stays_there(practice, make_practice):
    other, client_id = make_practice(), uuid4()
    practice.client(client_id)
    ask = [which.worker.transact(which.practice_id, Actor("test"), copies.client_active, client_id) for which in (practice, other)]
    assert ask == [True, None]


@pytest.mark.parametrize("listener", listeners.ALL)
def test_every_kind_of_news_is_read_from_protobufs_json(listener):
    for message, _ in listener.consumers.values():
        assert MessageToJson(message()) == "{}"


def test_names_follow_the_person(practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.join(parent, session_id)
    practice.contact(parent.contact_id, "Newly", "Wed")
    assert practice.seats(session_id)[parent.account_id]["display_name"] == "Newly Wed"
    assert practice.worker.transact(practice.practice_id, Actor("test"), sessions.bound_contacts, parent.account_id) == {parent.contact_id}
