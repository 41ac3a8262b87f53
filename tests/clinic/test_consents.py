"""Consent: recorded by staff, given and withdrawn in the portal, implied by an adult's acceptance of the terms."""

from uuid import UUID, uuid4

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from clinic.events import stamp
from clinic.store import relationships
from tests.clinic.test_clients import access_of


@pytest.fixture
def family(practice):
    """A child with a parent who has a login: (practice, client, contact, the login's holder)."""
    client_id = practice.minor()
    contact_id = practice.parent(client_id)
    return practice, client_id, contact_id, practice.account(contact_id)


def history(practice, contact_id, client_id):
    return [(row.action, row.how, row.heard_by, row.recorded_by) for row in practice.run(
        lambda tx: list(relationships.consents_of(tx, UUID(contact_id), UUID(client_id))))]


def test_staff_record_who_heard_a_spoken_consent_and_for_which_text(family):
    practice, client_id, contact_id, _ = family
    practice.hear_staff()
    said = practice.owner.post(f"/clients/{client_id}/contacts/{contact_id}:grantConsent", {"how": "SPOKEN", "heard_by": "Priya Nair"})
    consent = said["consent"]
    assert (consent["state"], consent["how"], consent["heard_by"], consent["text_version"]) == ("GRANTED", "SPOKEN", "Priya Nair", "2026-1")
    assert consent["recorded_by"] == "Olive Owner" and said["portal_state"] == "ACTIVE"
    event = access_of(practice, contact_id)
    assert (event.consent.state, event.consent.text_version) == (clinic.CONSENT_STATE_GRANTED, "2026-1")
    assert history(practice, contact_id, client_id) == [("GRANTED", "SPOKEN", "Priya Nair", practice.owner.account_id)]


@pytest.mark.parametrize(("body", "reason"), [
    ({"how": "SPOKEN"}, "INVALID"), ({"how": "TERMS"}, "INVALID"), ({"how": "WRITTEN", "text_version": "1999-1"}, "CONSENT_TEXT_UNKNOWN"),
    ({}, "INVALID"),
])
def test_a_consent_nobody_can_vouch_for_is_refused(family, body, reason):
    practice, client_id, contact_id, _ = family
    answer = practice.owner.ask("POST", f"/clients/{client_id}/contacts/{contact_id}:grantConsent", body)
    assert (answer.status, answer["reason"]) == (400, reason)
    assert practice.person(client_id, contact_id)["consent"]["state"] == "MISSING" and not history(practice, contact_id, client_id)


def test_consent_for_one_video_session_is_announced_as_such(family):
    practice, client_id, contact_id, _ = family
    session_id = str(uuid4())
    practice.owner.post(f"/clients/{client_id}/contacts/{contact_id}:grantConsent", {"how": "WRITTEN", "session_id": session_id})
    assert access_of(practice, contact_id).consent.session_id == session_id
    practice.owner.post(f"/clients/{client_id}/contacts/{contact_id}:grantConsent", {"how": "WRITTEN"})
    assert access_of(practice, contact_id).consent.session_id == ""


def test_a_withdrawal_is_announced_at_once_and_said_twice_counts_once(family):
    practice, client_id, contact_id, _ = family
    path = f"/clients/{client_id}/contacts/{contact_id}"
    practice.owner.post(f"{path}:grantConsent", {"how": "WRITTEN"})
    for _ in range(2):
        assert practice.owner.post(f"{path}:withdrawConsent", {"reason": "By phone."})["consent"]["state"] == "WITHDRAWN"
    assert access_of(practice, contact_id).consent.state == clinic.CONSENT_STATE_WITHDRAWN
    assert [row[0] for row in history(practice, contact_id, client_id)] == ["WITHDRAWN", "GRANTED"]


def test_a_guardian_gives_and_withdraws_consent_for_one_child(family):
    practice, client_id, contact_id, holder = family
    sister = practice.minor(given_name="Lina")
    practice.owner.post(f"/clients/{sister}/contacts", {"contact_id": contact_id, "relationship": "MOTHER", "is_primary": True})
    mine = holder.get("/me/clients")
    assert [person["waiting"] for person in mine["people"]] == [["CONSENT"], ["CONSENT"]]
    said = {"contact_id": contact_id, "text_version": mine["consent_text"]["version"]}
    given = holder.post(f"/me/clients/{client_id}:grantConsent", said)
    assert (given["consent"]["state"], given["waiting"]) == ("GRANTED", [])
    assert practice.person(client_id, contact_id)["consent"]["recorded_by"] == "Julie Tremblay"
    assert practice.person(sister, contact_id)["consent"]["state"] == "MISSING"
    assert holder.post(f"/me/clients/{client_id}:withdrawConsent", {"contact_id": contact_id})["consent"]["state"] == "WITHDRAWN"


def test_a_text_that_was_replaced_meanwhile_must_be_read_again(family):
    practice, client_id, contact_id, holder = family
    practice.owner.patch("/settings", {"consent_text": {"title": "Consent", "body": "New words."}})
    answer = holder.ask("POST", f"/me/clients/{client_id}:grantConsent", {"contact_id": contact_id, "text_version": "2026-1"})
    assert (answer.status, answer["reason"]) == (409, "CONSENT_TEXT_CHANGED")
    said = {"contact_id": contact_id, "text_version": answer["text_version"]}
    assert holder.post(f"/me/clients/{client_id}:grantConsent", said)["consent"]["text_version"] == answer["text_version"]


def test_a_custody_note_leaves_consent_to_the_practice(family):
    practice, client_id, contact_id, holder = family
    note = {"custody_note": "The court decides.", "custody_forbids_consent": True}
    practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", note)
    person = holder.get("/me/clients")["people"][0]
    assert (person["consent"]["may_change"], person["waiting"]) == (False, [])
    for verb, body in (("grantConsent", {"text_version": "2026-1"}), ("withdrawConsent", {})):
        answer = holder.ask("POST", f"/me/clients/{client_id}:{verb}", {"contact_id": contact_id} | body)
        assert (answer.status, answer["reason"]) == (403, "CONSENT_NOT_YOURS")


def test_nobody_consents_for_somebody_elses_child_or_where_access_is_off(family):
    practice, client_id, contact_id, holder = family
    stranger = practice.account(practice.parent(practice.minor()))
    said = {"contact_id": contact_id, "text_version": "2026-1"}
    assert stranger.ask("POST", f"/me/clients/{client_id}:grantConsent", said)["reason"] == "CONTACT_UNKNOWN"
    practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", {"online_access": False})
    assert holder.ask("POST", f"/me/clients/{client_id}:grantConsent", said)["reason"] == "CONTACT_UNKNOWN"
    assert holder.get("/me/clients")["people"] == []


def accept(practice, contact_id, version="2026-1", time=None):
    """identity tells that somebody accepted the terms."""
    practice.hear(identity.TermsAccepted(
        practice_id=practice.practice_id, account_id=str(uuid4()), contact_id=contact_id, terms_version=version,
        accept_time=stamp(time or practice.now),
    ))


def test_an_adults_acceptance_of_the_terms_is_their_own_consent(practice):
    client_id, contact_id = practice.adult()
    accept(practice, contact_id)
    accept(practice, contact_id)
    consent = practice.person(client_id, contact_id)["consent"]
    assert (consent["state"], consent["how"], consent["text_version"]) == ("GRANTED", "TERMS", "2026-1")
    assert len(history(practice, contact_id, client_id)) == 1 and access_of(practice, contact_id).version == 2


def test_terms_accepted_long_ago_and_told_again_undo_nothing_that_came_since(practice):
    client_id, contact_id = practice.adult()
    first = practice.now
    accept(practice, contact_id, "2026-1", first)
    accept(practice, contact_id, "2026-2")
    accept(practice, contact_id, "2026-1", first)
    assert practice.person(client_id, contact_id)["consent"]["text_version"] == "2026-2"
    assert len(history(practice, contact_id, client_id)) == 2


def test_a_withdrawal_outlives_terms_that_are_accepted_later(practice):
    client_id, contact_id = practice.adult()
    practice.owner.post(f"/clients/{client_id}/contacts/{contact_id}:withdrawConsent", {})
    accept(practice, contact_id, "2026-2")
    assert practice.person(client_id, contact_id)["consent"]["state"] == "WITHDRAWN"


def test_a_guardians_acceptance_of_the_terms_is_nobodys_consent(family):
    practice, client_id, contact_id, _ = family
    accept(practice, contact_id)
    assert practice.person(client_id, contact_id)["consent"]["state"] == "MISSING"


@pytest.mark.parametrize(("role", "status"), [("CLINICIAN", 200), ("FRONT_DESK", 200), ("STUDENT", 403), (None, 403)])
def test_clinicians_record_consent_and_students_do_not(family, role, status):
    practice, client_id, contact_id, _ = family
    caller = practice.staff(role)
    assert caller.ask("POST", f"/clients/{client_id}/contacts/{contact_id}:grantConsent", {"how": "WRITTEN"}).status == status


def test_rights_that_have_ended_give_no_consent(family):
    practice, client_id, contact_id, holder = family
    practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", {"end_date": "2020-01-01"})
    answer = practice.owner.ask("POST", f"/clients/{client_id}/contacts/{contact_id}:grantConsent", {"how": "WRITTEN"})
    assert (answer.status, answer["reason"]) == (409, "RELATIONSHIP_ENDED")
    assert holder.get("/me/clients")["people"] == []
