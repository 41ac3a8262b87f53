"""Knocks: who is let in, who is not, who is told what, what is recorded."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from google.protobuf.json_format import MessageToDict, Parse

from anteroom.clinic.v1 import clinic_pb2
from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from anteroom.identity.v1 import identity_pb2
from anteroom.videogate.v1.events_pb2 import JoinGranted, JoinRefused
from video_gate import provider

HOURS = timedelta(hours=1)


def refusal(practice, account_id, session_id):
    """What staff and integrators are told."""
    return list(practice.authorize(account_id, session_id).reasons)


def test_a_parent_with_access_and_consent_is_let_in(practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    answer = practice.join(parent, session_id)
    assert answer.status_code == 200, answer.json
    assert answer.json["provider"] == "external"
    assert answer.json["url"] == f"http://{practice.practice_id}.localhost:{practice.parts.plan.ports.gateway}/room/{session_id}"
    granted = Parse(practice.announced("join.granted")[0], JoinGranted()).decision
    assert (granted.decision_id, list(granted.contact_ids)) == (answer.json["decision_id"], [str(parent.contact_id)])
    assert practice.seats(session_id)[parent.account_id]["display_name"] == "Pat Parent"


def test_a_grant_is_audited_under_the_decisions_id(practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    decision_id = practice.join(parent, session_id).json["decision_id"]
    [row] = practice.rows("SELECT * FROM audit_entries WHERE audit_id = :id", id=decision_id)
    assert (row.action, row.actor_account_id, row.subject_id) == ("join.granted", parent.account_id, str(parent.account_id))
    assert row.detail == {"session_id": session_id, "contact_ids": [str(parent.contact_id)], "reasons": []}


def test_a_refusal_is_recorded_and_announced_with_every_reason(practice):
    parent = practice.parent(consent="MISSING")
    session_id = practice.book(parent, start=2 * HOURS)
    assert practice.join(parent, session_id).status_code == 403
    refused = Parse(practice.announced("join.refused")[0], JoinRefused()).decision
    assert list(refused.reasons) == ["CONSENT_MISSING", "TOO_EARLY"]
    assert refused.client_id == str(parent.client_id)
    assert practice.seats(session_id) == {}


@pytest.mark.parametrize(("access", "reason"), [
    ({"consent": "MISSING"}, "CONSENT_MISSING"),
    ({"consent": "WITHDRAWN"}, "CONSENT_WITHDRAWN"),
    ({"online_access": False}, "ONLINE_ACCESS_OFF"),
    ({"consent_session_id": str(uuid4())}, "CONSENT_MISSING"),
])
def test_a_client_is_told_not_yet_and_staff_the_reason(practice, access, reason):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.access(parent, **access)
    told = practice.join(parent, session_id)
    assert (told.status_code, told.json["reason"], told.content_type) == (403, "NOT_YET", "application/problem+json")
    assert not {"reasons", "detail"} & told.json.keys()
    assert refusal(practice, parent.account_id, session_id) == [reason]


def test_consent_given_for_this_session_alone_is_enough(practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.access(parent, consent_session_id=session_id)
    assert practice.join(parent, session_id).status_code == 200


def test_too_early_says_when_the_door_opens(practice):
    parent = practice.parent()
    session_id = practice.book(parent, start=HOURS)
    shown = practice.call("GET", f"/sessions/{session_id}").json
    told = practice.join(parent, session_id).json
    assert (told["reason"], told["open_time"]) == ("TOO_EARLY", shown["open_time"])
    assert practice.authorize(parent.account_id, session_id).open_time.ToDatetime() is not None


def test_the_door_opens_the_practices_minutes_early(practice):
    parent = practice.parent()
    session_id = practice.book(parent, start=timedelta(minutes=9))
    assert practice.join(parent, session_id).status_code == 200


def test_ended_and_cancelled_are_told(practice):
    parent = practice.parent()
    ended, cancelled = practice.book(parent, length=timedelta(minutes=5)), practice.book(parent)
    practice.call("POST", f"/sessions/{cancelled}:cancel")
    assert practice.join(parent, cancelled).json["reason"] == "CANCELLED"
    practice.shift_clock(6 * 60)
    assert practice.join(parent, ended).json["reason"] == "ENDED"


def test_the_clinician_joins_their_own_and_no_other(practice):
    parent, colleague = practice.parent(), uuid4()
    practice.staff(colleague, "CLINICIAN", "Dr. Other")
    session_id = practice.book(parent)
    mine = practice.call("POST", f"/sessions/{session_id}:join", role="CLINICIAN", account_id=practice.clinician_id)
    theirs = practice.call("POST", f"/sessions/{session_id}:join", role="CLINICIAN", account_id=colleague)
    assert mine.status_code == 200
    assert (theirs.status_code, theirs.json["reason"], theirs.json["reasons"]) == (403, "NOT_PARTICIPANT", ["NOT_PARTICIPANT"])
    assert practice.seats(session_id)[practice.clinician_id]["kind"] == "CLINICIAN"


def test_a_clinician_who_no_longer_works_here_stays_out(practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.staff(practice.clinician_id, "UNSPECIFIED", "Dr. Cleo Clinician")
    assert "NOT_PARTICIPANT" in refusal(practice, practice.clinician_id, session_id)


@pytest.mark.parametrize(("state", "reason"), [
    ("LOCKED", "ACCOUNT_LOCKED"), ("PENDING", "ACCOUNT_NOT_ACTIVE"), ("DISABLED", "ACCOUNT_NOT_ACTIVE"),
])
def test_an_account_that_is_not_active_stays_out(practice, state, reason):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.account(parent.account_id, state)
    assert refusal(practice, parent.account_id, session_id) == [reason]


def test_an_archived_client_keeps_everyone_out(practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.client(parent.client_id, active=False)
    assert refusal(practice, parent.account_id, session_id) == ["CLIENT_ARCHIVED"]


def test_an_offer_that_waits_lets_nobody_in(practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.bind(parent.account_id, parent.contact_id, "OFFERED")
    assert refusal(practice, parent.account_id, session_id) == ["NOT_PARTICIPANT"]


def test_two_people_on_one_account_are_both_named_and_either_is_enough(practice):
    one = practice.parent(name=("Ann", "Able"))
    two = practice.parent(one.client_id, ("Bo", "Able"), one.account_id, consent="MISSING")
    session_id = practice.book(one, two)
    assert practice.join(one, session_id).status_code == 200
    granted = Parse(practice.announced("join.granted")[0], JoinGranted()).decision
    assert set(granted.contact_ids) == {str(one.contact_id), str(two.contact_id)}
    assert set(practice.seats(session_id)[one.account_id]["display_name"].split(" & ")) == {"Ann Able", "Bo Able"}


def test_the_token_says_who_was_let_in_and_nobody_can_change_it(practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    answer = practice.join(parent, session_id).json
    claims = provider.read(practice.settings, answer["token"])
    assert (claims["session"], claims["account"], claims["name"]) == (session_id, str(parent.account_id), "Pat Parent")
    with pytest.raises(Exception, match="UNAUTHENTICATED"):
        provider.read(practice.settings, "x" + answer["token"][1:])


def test_the_bookings_own_address_is_handed_out(practice):
    parent = practice.parent()
    session_id = practice.book(parent, video_url="https://meet.example/abc")
    assert practice.join(parent, session_id).json["url"] == "https://meet.example/abc"
    assert practice.authorize(parent.account_id, session_id).url == "https://meet.example/abc"


def test_an_integrator_needs_the_permission_and_the_practice(practice, make_practice):
    parent = practice.parent()
    session_id = practice.book(parent)
    for role, other, code in (("CLINICIAN", None, "PERMISSION_DENIED"), ("ADMIN", make_practice().practice_id, "NOT_FOUND")):
        with pytest.raises(Exception) as refused:
            practice.authorize(parent.account_id, session_id, role=role, practice_id=other)
        assert refused.value.code().name == code


def test_a_session_nobody_booked_is_not_found(practice):
    parent = practice.parent()
    assert practice.join(parent, uuid4()).status_code == 404
    assert practice.announced("join.refused") == []


# What the copy may not decide.

def checked_account(parent, state=identity.ACCOUNT_STATE_ACTIVE, version=99):
    return identity_pb2.CheckedAccount(state=state, contact_ids=[str(parent.contact_id)], version=version)


def checked_access(practice, *people, active=True):
    return clinic_pb2.CheckedAccess(
        client=practice.client_message(people[0].client_id, active), access=[practice.access_message(person) for person in people])


def test_fresh_facts_ask_nobody(practice, owners):
    parent = practice.parent()
    practice.join(parent, practice.book(parent))
    assert owners.asked == []


def test_stale_facts_ask_their_owners_and_believe_them(practice, owners):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.fresh(identity_age=6, clinic_age=6)
    owners.accounts[str(parent.account_id)] = checked_account(parent)
    owners.access[str(parent.client_id)] = checked_access(practice, parent)
    assert practice.join(parent, session_id).status_code == 200
    parent.access["consent"] = "WITHDRAWN"
    owners.access[str(parent.client_id)] = checked_access(practice, parent)
    assert refusal(practice, parent.account_id, session_id) == ["CONSENT_WITHDRAWN"]


def test_a_newer_answer_is_kept_in_the_copy(practice, owners):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.fresh(clinic_age=6)
    parent.access["online_access"] = False
    owners.accounts[str(parent.account_id)] = checked_account(parent)
    owners.access[str(parent.client_id)] = checked_access(practice, parent)
    assert refusal(practice, parent.account_id, session_id) == ["ONLINE_ACCESS_OFF"]
    practice.fresh()
    owners.asked.clear()
    assert refusal(practice, parent.account_id, session_id) == ["ONLINE_ACCESS_OFF"]
    assert owners.asked == []


@pytest.mark.parametrize("stale", [{"identity_age": 6}, {"clinic_age": 6}, {"identity_age": 6, "clinic_age": 6}])
def test_silent_owners_of_stale_facts_admit_nobody(practice, owners, stale):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.fresh(**stale)
    owners.silent = True
    assert refusal(practice, parent.account_id, session_id) == ["CANNOT_VERIFY"]
    assert practice.join(parent, session_id).json["reason"] == "NOT_YET"
    assert practice.seats(session_id) == {}


def test_a_clinician_waits_for_identity_alone(practice, owners):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.fresh(clinic_age=60)
    owners.silent = True
    assert practice.authorize(practice.clinician_id, session_id).granted
    practice.fresh(identity_age=60)
    assert refusal(practice, practice.clinician_id, session_id) == ["CANNOT_VERIFY"]


def test_an_account_never_heard_of_is_asked_about(practice, owners):
    parent, account_id = practice.parent(), uuid4()
    session_id = practice.book(parent)
    owners.accounts[str(account_id)] = checked_account(parent)
    owners.access[str(parent.client_id)] = checked_access(practice, parent)
    assert practice.authorize(account_id, session_id).granted
    assert refusal(practice, uuid4(), session_id) == ["NOT_PARTICIPANT", "ACCOUNT_NOT_ACTIVE"]


def test_a_relationship_clinic_does_not_name_is_none(practice, owners):
    parent = practice.parent()
    session_id = practice.book(parent)
    practice.fresh(clinic_age=6)
    owners.accounts[str(parent.account_id)] = checked_account(parent)
    owners.access[str(parent.client_id)] = clinic_pb2.CheckedAccess(client=practice.client_message(parent.client_id))
    assert refusal(practice, parent.account_id, session_id)[0] == "RELATIONSHIP_ENDED"


def test_an_older_answer_changes_nothing(practice, owners):
    parent = practice.parent(consent="MISSING")
    session_id = practice.book(parent)
    old = clinic.AccessChanged(
        practice_id=practice.practice_id, contact_id=str(parent.contact_id), client_id=str(parent.client_id), version=1, online_access=True,
        in_force=True, consent=clinic.Consent(state=clinic.CONSENT_STATE_GRANTED))
    practice.fresh(clinic_age=6)
    owners.accounts[str(parent.account_id)] = checked_account(parent)
    owners.access[str(parent.client_id)] = clinic_pb2.CheckedAccess(client=practice.client_message(parent.client_id), access=[old])
    assert refusal(practice, parent.account_id, session_id) == ["CONSENT_MISSING"]


def test_announced_decisions_are_protobufs_own_json(practice):
    parent = practice.parent()
    practice.join(parent, practice.book(parent))
    payload = practice.announced("join.granted")[0]
    made = Parse(payload, JoinGranted())
    ours = json.loads(payload)
    assert ours["decision"].pop("reasons") == []
    theirs = MessageToDict(made)
    assert theirs["decision"].pop("decideTime")[:23] == ours["decision"].pop("decideTime")[:23]
    assert ours == theirs
