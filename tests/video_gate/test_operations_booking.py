"""Booking, moving and cancelling; who sees what."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from google.protobuf.json_format import Parse

from anteroom.clinic.v1 import clinic_pb2
from anteroom.identity.v1 import events_pb2 as identity
from anteroom.identity.v1 import identity_pb2
from anteroom.videogate.v1.events_pb2 import SessionChanged

HOURS = timedelta(hours=1)


def test_a_booking_is_shown_and_announced(practice):
    parent = practice.parent()
    answer = practice.call("POST", "/sessions", practice.booking(parent))
    shown = answer.json
    assert answer.status_code == 201
    assert (shown["state"], shown["clinician_name"], shown["contact_ids"]) == ("BOOKED", "Dr. Cleo Clinician", [str(parent.contact_id)])
    start, opens = datetime.fromisoformat(shown["start_time"]), datetime.fromisoformat(shown["open_time"])
    assert (start - opens, shown["close_time"]) == (timedelta(minutes=10), shown["end_time"])
    event = Parse(practice.announced("session.changed")[0], SessionChanged())
    assert (event.session_id, event.version, list(event.contact_ids)) == (shown["session_id"], 1, [str(parent.contact_id)])


def test_the_same_key_books_once(practice):
    body = practice.booking(practice.parent())
    first, second = (practice.call("POST", "/sessions", body, **{"Idempotency-Key": "k1"}) for _ in range(2))
    assert first.json == second.json
    assert len(practice.announced("session.changed")) == 1


def test_moving_announces_a_newer_version(practice):
    session_id = practice.book(practice.parent())
    start = datetime.now(UTC) + 5 * HOURS
    moved = practice.call("PATCH", f"/sessions/{session_id}", {"start_time": start.isoformat(), "end_time": (start + HOURS).isoformat()})
    assert moved.status_code == 200
    assert [Parse(payload, SessionChanged()).version for payload in practice.announced("session.changed")] == [1, 2]


def test_cancelling_twice_announces_once(practice):
    session_id = practice.book(practice.parent())
    answers = [practice.call("POST", f"/sessions/{session_id}:cancel") for _ in range(2)]
    assert [(answer.status_code, answer.json["state"]) for answer in answers] == [(200, "CANCELLED")] * 2
    assert len(practice.announced("session.changed")) == 2


def test_a_cancelled_session_is_not_changed(practice):
    session_id = practice.book(practice.parent())
    practice.call("POST", f"/sessions/{session_id}:cancel")
    refused = practice.call("PATCH", f"/sessions/{session_id}", {"clinician_id": str(practice.owner_id)})
    assert (refused.status_code, refused.json["reason"]) == (409, "SESSION_CANCELLED")


@pytest.mark.parametrize(("start", "length", "status", "reason"), [
    (HOURS, timedelta(0), 400, "TIMES_DONT_FIT"), (HOURS, 13 * HOURS, 400, "TIMES_DONT_FIT"), (-2 * HOURS, HOURS, 409, "SESSION_OVER"),
])
def test_times_that_make_no_session_are_refused(practice, start, length, status, reason):
    refused = practice.call("POST", "/sessions", practice.booking(practice.parent(), start=start, length=length))
    assert (refused.status_code, refused.json["reason"]) == (status, reason)


def test_strangers_are_asked_about_and_refused_by_name(practice, owners):
    parent, stranger = practice.parent(), practice.parent()
    unknown = uuid4()
    body = practice.booking(parent)
    cases = [
        (body | {"client_id": str(unknown)}, "CLIENT_UNKNOWN", unknown),
        (body | {"contact_ids": [str(stranger.contact_id)]}, "CONTACT_NOT_LINKED", parent.client_id),
        (body | {"clinician_id": str(parent.account_id)}, "CLINICIAN_UNKNOWN", parent.account_id),
    ]
    for wrong, reason, asked in cases:
        owners.asked.clear()
        refused = practice.call("POST", "/sessions", wrong)
        assert (refused.status_code, refused.json["reason"], owners.asked) == (400, reason, [str(asked)])


def test_people_added_a_moment_ago_can_be_booked_at_once(practice, owners):
    parent, client_id, clinician_id = practice.parent(), uuid4(), uuid4()
    parent.client_id = client_id
    owners.access[str(client_id)] = clinic_pb2.CheckedAccess(
        client=practice.client_message(client_id), access=[practice.access_message(parent)])
    owners.accounts[str(clinician_id)] = identity_pb2.CheckedAccount(
        state=identity.ACCOUNT_STATE_ACTIVE, role=identity.STAFF_ROLE_CLINICIAN, display_name="Dr. New", version=1)
    booked = practice.call("POST", "/sessions", practice.booking(parent) | {"clinician_id": str(clinician_id)})
    assert (booked.status_code, booked.json["clinician_name"]) == (201, "Dr. New")


def test_an_archived_client_is_not_booked(practice):
    parent = practice.parent()
    practice.client(parent.client_id, active=False)
    refused = practice.call("POST", "/sessions", practice.booking(parent))
    assert (refused.status_code, refused.json["reason"]) == (409, "CLIENT_ARCHIVED")


@pytest.mark.parametrize("wrong", [
    {"contact_ids": []}, {"contact_ids": ["x"]}, {"start_time": "2026-05-01T09:00:00"}, {"start_time": 5},
    {"end_time": "9999-12-31T23:59:59Z"},
    {"video_url": "javascript:alert(1)"}, {"video_url": "https://a b"}, {"client_id": None}, {"nonsense": 1},
    {"contact_ids": ["00000000-0000-0000-0000-000000000001"] * 2},
])
def test_what_does_not_fit_is_refused_naming_the_field(practice, wrong):
    refused = practice.call("POST", "/sessions", practice.booking(practice.parent()) | wrong)
    assert (refused.status_code, refused.json["reason"]) == (400, "INVALID")
    assert refused.json["errors"][0]["field"].split(".")[0] == next(iter(wrong))


def test_students_and_clients_book_nothing(practice):
    parent = practice.parent()
    for role in ("STUDENT", None):
        assert practice.call("POST", "/sessions", practice.booking(parent), role=role).json["reason"] == "FORBIDDEN"


def listed(practice, query="", **caller):
    answer = practice.call("GET", f"/sessions{query}", **caller)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_pages_walk_through_all_in_order_of_start(practice):
    parent = practice.parent()
    booked = [practice.book(parent, start=hours * HOURS) for hours in (3, 1, 2, 2, 5)]
    seen, token = [], ""
    while True:
        page = listed(practice, f"?page_size=2&page_token={token}")
        seen += page["sessions"]
        if not (token := page["next_page_token"]):
            break
    assert {session["session_id"] for session in seen} == set(booked)
    assert [session["start_time"] for session in seen] == sorted(session["start_time"] for session in seen)


def test_sessions_are_found_by_client_and_time(practice):
    one, two = practice.parent(), practice.parent()
    mine, later = practice.book(one), practice.book(two, start=30 * HOURS)
    day = (datetime.now(UTC) + 24 * HOURS).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = [
        [session["session_id"] for session in listed(practice, query)["sessions"]]
        for query in (f"?client_id={one.client_id}", f"?from_time={day}", f"?to_time={day}")
    ]
    assert found == [[mine], [later], [mine]]


@pytest.mark.parametrize("query", [
    "?page_token=x", "?page_token=W10=", "?page_size=0", "?page_size=x", "?nonsense=1", "?from_time=yesterday",
])
def test_a_broken_query_is_refused(practice, query):
    refused = practice.call("GET", f"/sessions{query}")
    assert (refused.status_code, refused.json["reason"]) == (400, "INVALID")


def test_a_client_sees_their_own_sessions_and_their_own_people_only(practice):
    mother = practice.parent(name=("Mo", "Ther"))
    father = practice.parent(mother.client_id, ("Fa", "Ther"))
    both, other = practice.book(mother, father), practice.book(father)
    shown = listed(practice, role=None, account_id=mother.account_id)["sessions"]
    assert [(session["session_id"], session["contact_ids"]) for session in shown] == [(both, [str(mother.contact_id)])]
    assert practice.call("GET", f"/sessions/{other}", role=None, account_id=mother.account_id).status_code == 404
    assert practice.call("GET", f"/sessions/{other}/seats", role=None, account_id=mother.account_id).status_code == 404


def test_staff_who_are_clients_too_ask_for_their_own_apart(practice):
    desk, other = practice.parent(), practice.parent()
    practice.staff(desk.account_id, "FRONT_DESK", "Desk")
    own, practices = practice.book(desk), practice.book(other)

    def seen(query=""):
        answer = practice.call("GET", f"/sessions{query}", role="FRONT_DESK", account_id=desk.account_id)
        return {one["session_id"] for one in answer.json["sessions"]}

    assert seen() == {own, practices} and seen("?mine=true") == {own}


@pytest.mark.parametrize("cut", [{"online_access": False}, {"in_force": False}])
def test_without_access_a_client_sees_no_session(practice, cut):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.access(parent, **cut)
    assert listed(practice, role=None, account_id=parent.account_id)["sessions"] == []
    assert practice.call("GET", f"/sessions/{session_id}", role=None, account_id=parent.account_id).status_code == 404
