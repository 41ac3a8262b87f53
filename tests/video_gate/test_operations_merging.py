"""Charts were merged: their video sessions and seats are those of the client who stayed."""

from datetime import timedelta

import pytest
from google.protobuf.json_format import Parse

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.videogate.v1.events_pb2 import SessionChanged
from video_gate import listeners


def merged(practice, gone, stays, *, same_login, **access):
    """client.merged: the second person and their chart stay."""
    gone.access.update(in_force=False)
    stays.access.update(access)
    practice.hear(listeners.from_clinic, "client.merged", clinic.ClientMerged(
        practice_id=practice.practice_id, client_id=str(stays.client_id), merged_client_ids=[str(gone.client_id)],
        merged_contacts=[
            clinic.MergedContact(contact_id=str(gone.contact_id), into_contact_id=str(stays.contact_id), same_login=same_login)
        ],
        clients=[practice.client_message(gone.client_id, active=False)],
        access=[practice.access_message(gone), practice.access_message(stays)],
    ))


@pytest.fixture
def two(practice):
    """(who is gone, who stays): each on a chart of their own, with a login of their own."""
    return practice.parent(), practice.parent()


def test_a_session_of_the_chart_that_went_is_the_other_clients_and_is_announced(practice, two):
    gone, stays = two
    session_id = practice.book(gone)
    merged(practice, gone, stays, same_login=False)
    shown = practice.call("GET", f"/sessions/{session_id}").json
    assert (shown["client_id"], shown["contact_ids"]) == (str(stays.client_id), [str(stays.contact_id)])
    event = Parse(practice.announced("session.changed")[-1], SessionChanged())
    assert (event.version, event.client_id, list(event.contact_ids)) == (2, str(stays.client_id), [str(stays.contact_id)])
    assert practice.join(stays, session_id).status_code == 200
    assert practice.join(gone, session_id).status_code == 403


def test_whoever_was_in_with_the_login_that_was_let_go_loses_the_seat(practice, two):
    gone, stays = two
    session_id = practice.book(gone)
    practice.join(gone, session_id)
    merged(practice, gone, stays, same_login=False)
    assert practice.seats(session_id) == {}


def test_whoever_goes_on_with_the_same_login_keeps_the_seat(practice, two):
    gone, stays = two
    practice.bind(stays.account_id, stays.contact_id, "UNBOUND")
    session_id = practice.book(gone)
    practice.join(gone, session_id)
    merged(practice, gone, stays, same_login=True)
    assert set(practice.seats(session_id)) == {gone.account_id}


def test_what_is_off_after_the_merge_costs_the_seat(practice, two):
    gone, stays = two
    session_id = practice.book(gone)
    practice.join(gone, session_id)
    merged(practice, gone, stays, same_login=True, online_access=False)
    assert practice.seats(session_id) == {}


def test_told_again_it_moves_nothing(practice, two):
    gone, stays = two
    practice.book(gone)
    for _ in range(2):
        merged(practice, gone, stays, same_login=False)
    assert len(practice.announced("session.changed")) == 2


def test_for_a_chart_that_went_nothing_is_booked(practice, two):
    gone, stays = two
    merged(practice, gone, stays, same_login=False)
    answer = practice.call("POST", "/sessions", practice.booking(gone, start=timedelta(hours=1)))
    assert (answer.status_code, answer.json["reason"]) == (409, "CLIENT_ARCHIVED")
