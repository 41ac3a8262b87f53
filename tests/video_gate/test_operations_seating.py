"""Seats: one for each account and video session, ended when access goes."""

from datetime import datetime, timedelta

import pytest
from google.protobuf.json_format import Parse

from anteroom.videogate.v1.events_pb2 import ParticipantRemoved
from chassis.db import Actor
from video_gate import operations


@pytest.fixture
def seated(practice):
    """A parent and their clinician, in."""
    parent = practice.parent()
    parent.session_id = practice.book(parent)
    assert practice.join(parent, parent.session_id).status_code == 200
    mine = practice.call("POST", f"/sessions/{parent.session_id}:join", role="CLINICIAN", account_id=practice.clinician_id)
    assert mine.status_code == 200
    return parent


def removed(practice):
    """(account, reason) of everyone who had to leave."""
    events = [Parse(payload, ParticipantRemoved()) for payload in practice.announced("participant.removed")]
    return [(event.account_id, event.reason) for event in events]


def test_joining_again_keeps_one_seat(practice, seated):
    assert practice.join(seated, seated.session_id).status_code == 200
    assert set(practice.seats(seated.session_id)) == {seated.account_id, practice.clinician_id}


@pytest.mark.parametrize(("change", "reason"), [
    (lambda p, who: p.access(who, consent="WITHDRAWN"), "CONSENT_WITHDRAWN"),
    (lambda p, who: p.access(who, online_access=False), "ONLINE_ACCESS_OFF"),
    (lambda p, who: p.access(who, in_force=False), "RELATIONSHIP_ENDED"),
    (lambda p, who: p.account(who.account_id, "LOCKED"), "ACCOUNT_LOCKED"),
    (lambda p, who: p.bind(who.account_id, who.contact_id, "UNBOUND"), "NOT_PARTICIPANT"),
    (lambda p, who: p.client(who.client_id, active=False), "CLIENT_ARCHIVED"),
    (lambda p, who: p.login_ended(who.account_id, who.login_session_id), "LOGIN_SESSION_ENDED"),
])
def test_whoever_may_no_longer_be_in_has_to_leave(practice, seated, change, reason):
    change(practice, seated)
    assert set(practice.seats(seated.session_id)) == {practice.clinician_id}
    assert removed(practice) == [(str(seated.account_id), reason)]


def test_what_was_heard_twice_removes_once(practice, seated):
    practice.access(seated, consent="WITHDRAWN")
    practice.access(seated, consent="WITHDRAWN")
    assert len(removed(practice)) == 1


def test_all_that_was_ever_told_told_again_in_order_takes_no_seat_and_gives_none(practice):
    """As a replay does: states of long ago, with no consent and with the login locked, pass by a copy that knows better."""
    told, hear = [], practice.hear
    practice.hear = lambda *event: (told.append(event), hear(*event))
    parent, other = practice.parent(consent="MISSING", online_access=False), practice.parent()
    practice.account(parent.account_id, "LOCKED")
    practice.bind(parent.account_id, parent.contact_id, "UNBOUND")
    practice.client(parent.client_id, active=False)
    practice.staff(practice.clinician_id, "UNSPECIFIED", "Gone")
    for mended in (
        lambda: practice.access(parent, consent="GRANTED", online_access=True), lambda: practice.account(parent.account_id),
        lambda: practice.bind(parent.account_id, parent.contact_id), lambda: practice.client(parent.client_id),
        lambda: practice.staff(practice.clinician_id, "CLINICIAN", "Dr. Cleo Clinician"),
    ):
        mended()
    session_id, others = practice.book(parent), practice.book(other)
    assert practice.join(parent, session_id).status_code == practice.join(other, others).status_code == 200
    practice.call("POST", f"/sessions/{session_id}:join", role="CLINICIAN", account_id=practice.clinician_id)
    practice.access(other, consent="WITHDRAWN")
    for event in told[:]:
        hear(*event)
    assert set(practice.seats(session_id)) == {parent.account_id, practice.clinician_id}
    assert removed(practice) == [(str(other.account_id), "CONSENT_WITHDRAWN")] and practice.seats(others) == {}


def test_one_of_two_sign_ins_ended_keeps_the_seat(practice, seated):
    first = seated.login_session_id
    seated.login_session_id = practice.owner_id
    practice.join(seated, seated.session_id)
    practice.login_ended(seated.account_id, first)
    assert seated.account_id in practice.seats(seated.session_id)
    practice.login_ended(seated.account_id, seated.login_session_id)
    assert removed(practice) == [(str(seated.account_id), "LOGIN_SESSION_ENDED")]


def test_a_revoked_sign_in_joins_no_more(practice, seated):
    practice.login_ended(seated.account_id, seated.login_session_id)
    refused = practice.join(seated, seated.session_id)
    assert (refused.status_code, refused.json["reason"]) == (401, "LOGIN_SESSION_ENDED")


def test_whoever_left_may_come_back_once_it_is_mended(practice, seated):
    practice.access(seated, consent="WITHDRAWN")
    practice.access(seated, consent="GRANTED")
    assert practice.join(seated, seated.session_id).status_code == 200
    assert seated.account_id in practice.seats(seated.session_id)


def test_cancelling_empties_the_room(practice, seated):
    practice.call("POST", f"/sessions/{seated.session_id}:cancel")
    assert practice.seats(seated.session_id) == {}
    assert {reason for _, reason in removed(practice)} == {"CANCELLED"}


def test_another_clinician_takes_over(practice, seated):
    practice.call("PATCH", f"/sessions/{seated.session_id}", {"clinician_id": str(practice.owner_id)})
    assert removed(practice) == [(str(practice.clinician_id), "NOT_PARTICIPANT")]


def test_moving_a_session_takes_no_seat(practice, seated):
    shown = practice.call("GET", f"/sessions/{seated.session_id}").json
    later = {"start_time": shown["end_time"].replace("Z", "+00:00"), "end_time": _later(shown["end_time"])}
    assert practice.call("PATCH", f"/sessions/{seated.session_id}", later).status_code == 200
    assert removed(practice) == []


def _later(time):
    return (datetime.fromisoformat(time) + timedelta(hours=1)).isoformat()


def tidy(practice):
    return practice.worker.transact(practice.practice_id, Actor("timer"), operations.tidy_seats)


def test_seats_of_sessions_long_over_are_emptied(practice, seated):
    assert tidy(practice) == 0
    practice.shift_clock(4 * 3600)
    assert tidy(practice) == 2
    assert removed(practice) == []


def test_nobody_stays_in_unverified_for_longer_than_ten_minutes_but_the_clinician(practice, seated):
    practice.fresh(clinic_age=9 * 60)
    assert tidy(practice) == 0
    practice.fresh(clinic_age=11 * 60)
    assert tidy(practice) == 1
    assert removed(practice) == [(str(seated.account_id), "CANNOT_VERIFY")]
