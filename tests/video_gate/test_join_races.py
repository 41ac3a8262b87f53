"""A join and a change of what it is decided by, at once: whichever comes first, nobody has a seat they may not have."""

import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from google.protobuf.json_format import Parse

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.clinic.v1.clinic_pb2 import CheckedAccess
from anteroom.videogate.v1.events_pb2 import JoinRefused
from chassis.db import Actor, Statements
from chassis.errors import LoginSessionEnded, Unavailable
from tests.racing import race
from tests.video_gate.test_operations_guests import Browser, invite
from tests.video_gate.test_operations_seating import removed
from video_gate import listeners, operations, tokens
from video_gate.operations import Changes, GuestKnock, Knock
from video_gate.store import joins

LATER = timedelta(hours=3)


@pytest.fixture
def parent(practice):
    """One whose video session is on."""
    made = practice.parent()
    made.session_id = UUID(practice.book(made))
    return made


def merged_away(tx, p, who):
    """The chart went into another, on which this parent has no consent."""
    stays = uuid4()
    out = SimpleNamespace(contact_id=who.contact_id, client_id=who.client_id, access=who.access | {"in_force": False})
    there = SimpleNamespace(contact_id=who.contact_id, client_id=stays, access=who.access | {"consent": "MISSING"})
    p.hear(listeners.from_clinic, "client.merged", clinic.ClientMerged(
        practice_id=p.practice_id, client_id=str(stays), merged_client_ids=[str(who.client_id)],
        clients=[p.client_message(who.client_id, active=False), p.client_message(stays)],
        access=[p.access_message(out), p.access_message(there)]))


def moved(tx, p, who):
    operations.change_session(tx, who.session_id, Changes(datetime.now(UTC) + LATER, datetime.now(UTC) + 2 * LATER))


def left_out(tx, p, who):
    operations.change_session(tx, who.session_id, Changes(contact_ids=(p.parent(client_id=who.client_id).contact_id,)))


# What a participant is let in by, why they may not be in any more, and whether it costs a seat (time takes none).
CHANGES = [
    pytest.param(lambda tx, p, who: p.access(who, consent="WITHDRAWN"), "CONSENT_WITHDRAWN", id="consent withdrawn"),
    pytest.param(lambda tx, p, who: p.access(who, consent_session_id=str(uuid4())), "CONSENT_MISSING", id="consent for another session"),
    pytest.param(lambda tx, p, who: p.access(who, online_access=False), "ONLINE_ACCESS_OFF", id="online access off"),
    pytest.param(lambda tx, p, who: p.access(who, in_force=False), "RELATIONSHIP_ENDED", id="relationship ended"),
    pytest.param(lambda tx, p, who: p.client(who.client_id, active=False), "CLIENT_ARCHIVED", id="client archived"),
    pytest.param(lambda tx, p, who: p.account(who.account_id, "LOCKED"), "ACCOUNT_LOCKED", id="login locked"),
    pytest.param(lambda tx, p, who: p.bind(who.account_id, who.contact_id, "UNBOUND"), "NOT_PARTICIPANT", id="login unbound"),
    pytest.param(lambda tx, p, who: operations.cancel_session(tx, who.session_id), "CANCELLED", id="session cancelled"),
    pytest.param(left_out, "NOT_PARTICIPANT", id="left out of the session"),
    pytest.param(merged_away, "CONSENT_MISSING", id="charts merged"),
    pytest.param(moved, "TOO_EARLY", id="session moved"),
]


@dataclass(frozen=True)
class Within:
    """A practice's changes, all in the one transaction given."""

    practice: Any
    change: Any
    who: Any

    def __call__(self, tx):
        inside = copy.copy(self.practice)
        inside.worker = SimpleNamespace(transact=lambda practice_id, actor, work: work(tx))
        self.change(tx, inside, self.who)


def in_worker(practice):
    return lambda work: practice.worker.transact(practice.practice_id, Actor("event"), work)


def refused(practice):
    """Why, the last time."""
    return list(Parse(practice.announced("join.refused")[-1], JoinRefused()).decision.reasons)


@pytest.mark.parametrize(("change", "reason"), CHANGES)
def test_what_changes_as_a_join_is_decided_is_what_the_join_is_recorded_by(practice, parent, change, reason):
    _, answer = race(in_worker(practice), Within(practice, change, parent), lambda: practice.join(parent, parent.session_id))
    assert answer.status_code == 403
    assert refused(practice) == [reason]
    assert (practice.seats(parent.session_id), practice.announced("join.granted")) == ({}, [])


@pytest.mark.parametrize(("change", "reason"), CHANGES)
def test_what_changes_as_a_join_is_recorded_finds_the_seat(practice, parent, change, reason):
    run, knock = in_worker(practice), Knock(parent.session_id, parent.account_id, parent.login_session_id)
    decided, changed = race(run, lambda tx: operations.decide_join(tx, knock), lambda: run(Within(practice, change, parent)))
    assert (decided.granted, changed) == (True, None)
    stays = reason == "TOO_EARLY"
    assert removed(practice) == ([] if stays else [(str(parent.account_id), reason)])
    assert set(practice.seats(parent.session_id)) == ({parent.account_id} if stays else set())


def signed_out(tx, p, who):
    p.login_ended(who.account_id, who.login_session_id)


def test_a_sign_in_that_ends_as_a_join_is_decided_takes_no_seat(practice, parent):
    _, answer = race(in_worker(practice), Within(practice, signed_out, parent), lambda: practice.join(parent, parent.session_id))
    assert (answer.status_code, answer.json["reason"]) == (401, LoginSessionEnded.reason)
    assert practice.seats(parent.session_id) == {}


def test_a_sign_in_that_ends_as_a_join_is_recorded_costs_the_seat(practice, parent):
    run, knock = in_worker(practice), Knock(parent.session_id, parent.account_id, parent.login_session_id)
    race(run, lambda tx: operations.decide_join(tx, knock), lambda: run(Within(practice, signed_out, parent)))
    assert removed(practice) == [(str(parent.account_id), "LOGIN_SESSION_ENDED")]


CLINICIANS = [
    pytest.param(lambda tx, p, who: p.staff(p.clinician_id, "UNSPECIFIED", "Gone"), "NOT_PARTICIPANT", id="no longer staff"),
    pytest.param(lambda tx, p, who: p.account(p.clinician_id, "LOCKED"), "ACCOUNT_LOCKED", id="login locked"),
    pytest.param(lambda tx, p, who: operations.cancel_session(tx, who.session_id), "CANCELLED", id="session cancelled"),
    pytest.param(lambda tx, p, who: operations.change_session(tx, who.session_id, Changes(clinician_id=p.owner_id)), "NOT_PARTICIPANT",
                 id="another clinician"),
]


@pytest.mark.parametrize(("change", "reason"), CLINICIANS)
@pytest.mark.parametrize("join_first", [False, True])
def test_a_clinicians_join_races_likewise(practice, parent, change, reason, join_first):
    run, within = in_worker(practice), Within(practice, change, parent)
    if join_first:
        knock = Knock(parent.session_id, practice.clinician_id)
        decided, _ = race(run, lambda tx: operations.decide_join(tx, knock), lambda: run(within))
        assert decided.granted
        assert removed(practice) == [(str(practice.clinician_id), reason)]
    else:
        _, answer = race(run, within, lambda: practice.authorize(practice.clinician_id, parent.session_id))
        assert (answer.granted, list(answer.reasons)) == (False, [reason])
    assert practice.seats(parent.session_id) == {}


def link_revoked(tx, p, who):
    operations.revoke_guest(tx, who.session_id, UUID(who.guest["guest_id"]))


# A guest is let in by what the session's people have agreed to, whatever logins they have.
OF_OTHERS = {"online access off", "login locked", "login unbound", "left out of the session"}
GUESTS = [change for change in CHANGES if change.id not in OF_OTHERS] + [pytest.param(link_revoked, "LINK_REVOKED", id="link revoked")]


@pytest.mark.parametrize(("change", "reason"), GUESTS)
def test_a_guest_comes_in_by_what_is_true_once_it_is_recorded(practice, parent, change, reason):
    parent.guest = invite(practice, parent.session_id)
    guest = Browser(practice, parent.guest["token"])
    _, answer = race(in_worker(practice), Within(practice, change, parent), guest.joins)
    assert answer.status_code in (403, 410)
    assert practice.seats(parent.session_id) == {}


@pytest.mark.parametrize(("change", "reason"), GUESTS)
def test_what_changes_as_a_guests_join_is_recorded_finds_the_seat(practice, parent, change, reason):
    parent.guest = invite(practice, parent.session_id)
    run, knock = in_worker(practice), GuestKnock(tokens.token_hash(parent.guest["token"]), "Rose", tokens.digest("a browser"))
    decided, changed = race(run, lambda tx: operations.decide_guest(tx, knock), lambda: run(Within(practice, change, parent)))
    assert (decided.granted, changed) == (True, None)
    stays = reason == "TOO_EARLY"
    assert set(practice.seats(parent.session_id)) == ({UUID(parent.guest["guest_id"])} if stays else set())


@dataclass(frozen=True)
class Overtaken(Statements):
    """A knock's two statements, and what happens between them, so many times."""

    meanwhile: list[Any] = None  # type: ignore[assignment]

    def run(self, statement, values):
        if statement == joins.RECORD and self.meanwhile:
            self.meanwhile.pop(0)()
        return super().run(statement, values)


def knocked(practice, parent, *meanwhile):
    knock = Knock(parent.session_id, parent.account_id)
    return practice.worker.each(practice.practice_id, Actor("grpc"), lambda at: operations.decide_join(
        Overtaken(**vars(at), meanwhile=list(meanwhile)), knock))


def test_what_was_committed_between_the_two_trips_is_decided_anew(practice, parent):
    decided = knocked(practice, parent, lambda: practice.access(parent, consent="WITHDRAWN"))
    assert (decided.granted, refused(practice)) == (False, ["CONSENT_WITHDRAWN"])
    assert practice.seats(parent.session_id) == {}


def test_what_was_withdrawn_and_given_again_between_the_two_trips_lets_in(practice, parent):
    decided = knocked(practice, parent, lambda: [practice.access(parent, consent=said) for said in ("WITHDRAWN", "GRANTED")])
    assert decided.granted
    assert set(practice.seats(parent.session_id)) == {parent.account_id}
    assert len(practice.announced("join.granted")) == 1


def test_facts_that_never_stand_still_answer_try_again(practice, parent):
    with pytest.raises(Unavailable):
        knocked(practice, parent, *[lambda: practice.access(parent)] * 9)
    assert practice.announced("join.granted") == []


def test_what_clinic_answers_about_one_costs_another_their_seat(practice, parent, owners):
    """The event that tells the same comes after, and is no news then."""
    assert practice.join(parent, parent.session_id).status_code == 200
    other = practice.parent(client_id=parent.client_id)
    parent.access["consent"] = "WITHDRAWN"
    said = practice.access_message(parent)
    owners.access[str(parent.client_id)] = CheckedAccess(access=[said, practice.access_message(other)])
    practice.fresh(clinic_age=60)
    practice.join(other, parent.session_id)
    practice.hear(listeners.from_clinic, "access.changed", said)
    assert removed(practice) == [(str(parent.account_id), "CONSENT_WITHDRAWN")]


def test_a_booking_waits_for_no_knock_and_for_no_change_but_of_its_own_people(practice, parent):
    """It holds their rows, for which a change waits that holds the knocks: both would wait for each other."""
    booked = practice.worker.transact(practice.practice_id, Actor("event"), lambda tx: (joins.hold_knocks(tx), practice.book(parent))[1])
    assert booked
