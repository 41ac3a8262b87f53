"""Charts were merged: their video sessions and seats are those of the client who stayed."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from google.protobuf.json_format import Parse

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.clinic.v1.clinic_pb2 import CheckedAccess
from anteroom.videogate.v1.events_pb2 import SessionChanged
from chassis.bus import Fact
from chassis.db import Actor
from tests.racing import race
from video_gate import listeners
from video_gate.operations import Booking, book_session


def merged(practice, gone, stays, *, same_login, **access):
    """client.merged: the second person and their chart stay."""
    practice.hear(listeners.from_clinic, "client.merged", merge_of(practice, gone, stays, same_login=same_login, **access))


def merge_of(practice, gone, stays, *, same_login, **access):
    """The event."""
    gone.access.update(in_force=False)
    stays.access.update(access)
    return clinic.ClientMerged(
        practice_id=practice.practice_id, client_id=str(stays.client_id), merged_client_ids=[str(gone.client_id)],
        merged_contacts=[
            clinic.MergedContact(contact_id=str(gone.contact_id), into_contact_id=str(stays.contact_id), same_login=same_login)
        ],
        clients=[practice.client_message(gone.client_id, active=False, merged_into=stays.client_id)],
        access=[practice.access_message(gone), practice.access_message(stays)],
    )


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
    assert (answer.status_code, answer.json["reason"], answer.json["merged_into"]) == (409, "CLIENT_MERGED", str(stays.client_id))


def test_a_chart_that_went_twice_is_refused_with_the_one_that_stays(practice, two):
    gone, between = two
    stays = practice.parent()
    merged(practice, gone, between, same_login=False)
    merged(practice, between, stays, same_login=False)
    answer = practice.call("POST", "/sessions", practice.booking(gone, start=timedelta(hours=1)))
    assert (answer.json["reason"], answer.json["merged_into"]) == ("CLIENT_MERGED", str(stays.client_id))


def test_a_merged_chart_the_gate_never_heard_of_is_refused_so_by_what_clinic_answers(practice, two, owners):
    gone, stays = two
    practice.rows_changed("DELETE FROM clients WHERE client_id = :id", id=gone.client_id)
    went = practice.client_message(gone.client_id, active=False, merged_into=stays.client_id)
    owners.access[str(gone.client_id)] = CheckedAccess(client=went)
    answer = practice.call("POST", "/sessions", practice.booking(gone, start=timedelta(hours=1)))
    assert (answer.json["reason"], answer.json["merged_into"]) == ("CLIENT_MERGED", str(stays.client_id))


def racing(practice, event):
    """(A transaction of its own for an operation, the merge heard in such a transaction)."""
    _, consume = listeners.from_clinic.consumers["client.merged"]
    fact = Fact(uuid4(), "client.merged", datetime.now(UTC), 1)
    return lambda work: practice.worker.transact(practice.practice_id, Actor("event"), work), lambda tx: consume(tx, event, fact)


def test_what_is_booked_while_the_merge_is_heard_is_refused_by_name(practice, two):
    gone, stays = two
    run, merge = racing(practice, merge_of(practice, gone, stays, same_login=False))
    asked = practice.booking(gone, start=timedelta(hours=1))
    _, answer = race(run, merge, lambda: practice.call("POST", "/sessions", asked))
    assert (answer.status_code, answer.json["reason"], answer.json["merged_into"]) == (409, "CLIENT_MERGED", str(stays.client_id))


@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_was_booked_as_the_merge_came_is_the_session_of_whoever_stays(practice, two, elsewhere):
    """elsewhere: on a third chart, on which somebody stands who turns out to be another contact."""
    gone, stays = two
    if elsewhere:
        third = practice.parent()
        client_id = third.client_id
        for person in (gone, stays):
            practice.access(SimpleNamespace(contact_id=person.contact_id, client_id=client_id, access=dict(person.access)))
        event = merge_of(practice, gone, stays, same_login=False)
        out = SimpleNamespace(contact_id=gone.contact_id, client_id=client_id, access=dict(gone.access))
        event.access.append(practice.access_message(out))
    else:
        client_id, event = gone.client_id, merge_of(practice, gone, stays, same_login=False)
    run, merge = racing(practice, event)
    start = datetime.now(UTC) + timedelta(hours=1)
    booking = Booking(client_id, (gone.contact_id,), practice.clinician_id, start, start + timedelta(hours=1))
    booked, merged_it = race(run, lambda tx: book_session(tx, booking).session_id, lambda: run(merge))
    assert merged_it is None
    shown = practice.call("GET", f"/sessions/{booked}").json
    assert shown["contact_ids"] == [str(stays.contact_id)]
    assert shown["client_id"] == str(client_id if elsewhere else stays.client_id)


def test_heard_anew_with_all_copies_lost_it_comes_to_the_same(practice):
    told, hear = [], practice.hear
    practice.hear = lambda *event: (told.append(event), hear(*event))
    gone, stays = practice.parent(), practice.parent()
    practice.bind(stays.account_id, stays.contact_id, "UNBOUND")
    session_id = practice.book(gone)
    merged(practice, gone, stays, same_login=True)
    before = state_of(practice, session_id)
    for table in COPIES:
        practice.rows_changed(f"DELETE FROM {table} WHERE practice_id = :p", p=practice.practice_id)
    for event in told[:]:
        hear(*event)
    assert state_of(practice, session_id) == before
    assert practice.join(SimpleNamespace(**vars(gone) | {"contact_id": stays.contact_id}), session_id).status_code == 200


COPIES = ("relationships", "bindings", "contacts", "clients")


def state_of(practice, session_id):
    """The copies, the session, and how often the session was told."""
    copies = {
        table: sorted(map(repr, practice.rows(f"SELECT * FROM {table} WHERE practice_id = :p", p=practice.practice_id))) for table in COPIES
    }
    shown = practice.call("GET", f"/sessions/{session_id}").json
    return copies, shown, len(practice.announced("session.changed"))
