"""Edge cases of access: what is switched off, withdrawn or archived while somebody is in, or on the way in."""

from datetime import datetime, timedelta

import pytest

from chassis.testing import eventually
from tests.system.practice import PASSWORD, Practice, refused

HOUR = 3600


@pytest.fixture(scope="module")
def shared(stack):
    """One practice for all that leaves its clock and its settings alone."""
    return Practice(stack)


def seated(practice):
    """A mother in her child's video session."""
    mother = practice.guardian(practice.child())
    practice.consent(mother)
    visitor, session_id = practice.active(mother), practice.book(mother)
    practice.joins(visitor, session_id)
    return mother, visitor, session_id


def seats(practice, session_id):
    return practice.clinician.get(f"/api/video-gate/v1/sessions/{session_id}/seats")["seats"]


def state_of(practice, token):
    return practice.visitor().post("/api/identity/v1/links:inspect", {"token": token})["state"]


def signs_in(visitor, person):
    return visitor.send("POST", "/api/identity/v1/sessions", json={"email": person.email, "password": PASSWORD}).ok


def test_consent_withdrawn_while_live_refuses_new_joins_at_once_and_removes_the_participant(shared):
    mother, visitor, session_id = seated(shared)
    assert len(seats(shared, session_id)) == 1
    shared.owner.post(f"{mother.path}:withdrawConsent", {"reason": "Said so"})
    eventually(lambda: shared.refused_join(visitor, session_id).reason == "NOT_YET", seconds=2)
    eventually(lambda: seats(shared, session_id) == [], every=0.1)
    kinds = eventually(lambda: (k := {one["kind"] for one in shared.report(mother)["timeline"]}) and "REMOVED_FROM_SESSION" in k and k)
    assert "CONSENT_WITHDRAWN" in kinds


def test_access_switched_off_while_signed_in_ends_the_login_session_within_seconds_if_none_is_left(shared):
    mother, visitor, session_id = seated(shared)
    other = shared.guardian(shared.child(), contact_id=mother.contact_id)
    shared.owner.patch(mother.path, {"online_access": False})
    eventually(lambda: seats(shared, session_id) == [], every=0.1)
    assert [one["client_id"] for one in visitor.get("/api/clinic/v1/me/clients")["people"]] == [other.client_id]
    shared.owner.patch(other.path, {"online_access": False})
    eventually(lambda: refused(visitor.get, "/api/clinic/v1/me/clients").status == 401, seconds=3)
    assert refused(visitor.post, "/api/identity/v1/sessions/current:refresh").status == 401


def test_access_off_while_a_link_is_live_takes_the_link_back(shared):
    person = shared.adult()
    shared.welcome(person)
    token = shared.mail(person.email).token
    shared.owner.patch(person.path, {"online_access": False})
    eventually(lambda: state_of(shared, token) == "REVOKED", seconds=3)
    no = refused(shared.visitor().redeem, token, PASSWORD)
    assert (no.status, no.reason) == (410, "LINK_REVOKED") and person.email not in str(no.problem)


def test_a_validity_that_was_changed_leaves_issued_links_theirs_and_holds_for_the_next(practice):
    first, second = practice.adult(), practice.adult()
    practice.welcome(first)
    issued = practice.visitor().post("/api/identity/v1/links:inspect", {"token": practice.mail(first.email).token})["expire_time"]
    practice.owner.patch("/api/clinic/v1/settings", {"invitation_validity_hours": 24})
    practice.welcome(second)
    practice.mail(second.email)
    found = [eventually(lambda one=one: practice.finding(one, "LINK")["evidence"].get("expire_time")) for one in (first, second)]
    assert found[0] == issued
    link = practice.finding(second, "LINK")["evidence"]
    assert datetime.fromisoformat(link["expire_time"]) - datetime.fromisoformat(link["issue_time"]) == timedelta(hours=24)


def test_an_archived_client_has_no_links_mail_or_joins_until_the_chart_is_opened_again(shared):
    mother, visitor, session_id = seated(shared)
    father = shared.guardian(mother.client_id, relationship="FATHER")
    shared.welcome(father)
    token = shared.mail(father.email).token
    shared.owner.patch(f"/api/clinic/v1/clients/{mother.client_id}", {"status": "ARCHIVED"})
    eventually(lambda: state_of(shared, token) == "REVOKED", seconds=3)
    eventually(lambda: seats(shared, session_id) == [], every=0.1)
    assert shared.welcome(father)[0]["reason"] == "CLIENT_ARCHIVED"
    eventually(lambda: refused(visitor.sign_in, mother.email, PASSWORD).reason == "SIGN_IN_REFUSED", every=0.3)
    shared.owner.patch(f"/api/clinic/v1/clients/{mother.client_id}", {"status": "ACTIVE"})
    eventually(lambda: signs_in(visitor, mother), every=0.3)
    assert shared.joins(visitor, session_id)["url"]


def test_two_devices_of_one_login_are_one_participant_and_both_let_in(shared):
    mother, phone, session_id = seated(shared)
    laptop = shared.visitor()
    laptop.sign_in(mother.email, PASSWORD)
    shared.joins(laptop, session_id)
    assert len(seats(shared, session_id)) == 1
    phone.send("DELETE", "/api/identity/v1/sessions/current")
    assert shared.joins(laptop, session_id)["url"]


def test_two_parents_apart_join_the_same_session_and_lose_their_seats_each_alone(shared):
    child = shared.child()
    mother, father = shared.guardian(child), shared.guardian(child, relationship="FATHER")
    session_id = shared.book(mother, father)
    for parent in (mother, father):
        shared.consent(parent)
        shared.joins(shared.active(parent), session_id)
    assert len(seats(shared, session_id)) == 2
    shared.owner.patch(father.path, {"online_access": False})
    eventually(lambda: len(seats(shared, session_id)) == 1, seconds=3)


def test_joining_early_late_cancelled_and_moved_is_told_by_the_time_alone(practice):
    mother = practice.guardian(practice.child())
    practice.consent(mother)
    visitor = practice.active(mother)
    session_id = practice.book(mother, begins=timedelta(hours=2))
    early = eventually(lambda: practice.refused_join(visitor, session_id))
    assert early.reason == "TOO_EARLY" and early.problem["open_time"]
    shown = practice.owner.get(f"/api/video-gate/v1/sessions/{session_id}")
    moved = {key: (datetime.fromisoformat(shown[key]) - timedelta(hours=2)).isoformat() for key in ("start_time", "end_time")}
    practice.owner.patch(f"/api/video-gate/v1/sessions/{session_id}", moved)
    practice.joins(visitor, session_id)
    practice.owner.post(f"/api/video-gate/v1/sessions/{session_id}:cancel")
    assert practice.refused_join(visitor, session_id).reason == "CANCELLED"
    ending = practice.book(mother, lasts=timedelta(minutes=20))
    practice.shift_clock(HOUR / 2)
    assert practice.refused_join(visitor, ending).reason == "ENDED"
