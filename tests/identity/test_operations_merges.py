"""Charts were merged: whoever turned out to be another contact goes on with the same login, or with none; two are never joined."""

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic


def merged(practice, gone, stays, *, same_login, access=True):
    """client.merged: the second person and their chart stay."""
    def state(person, on):
        return clinic.AccessChanged(
            practice_id=practice.practice_id, contact_id=person.contact_id, client_id=person.client_id, version=practice.next_version(),
            relationship=clinic.RELATIONSHIP_SELF, online_access=on, in_force=on, consent=clinic.Consent(state="CONSENT_STATE_GRANTED"),
        )

    def named(person, email):
        return clinic.ContactChanged(
            practice_id=practice.practice_id, contact_id=person.contact_id, version=practice.next_version(), email=email,
            given_name=person.name[0], family_name=person.name[1],
        )

    practice.hear("client.merged", clinic.ClientMerged(
        practice_id=practice.practice_id, client_id=stays.client_id, merged_client_ids=[gone.client_id],
        merged_contacts=[clinic.MergedContact(contact_id=gone.contact_id, into_contact_id=stays.contact_id, same_login=same_login)],
        contacts=[named(gone, ""), named(stays, stays.email or gone.email)], access=[state(gone, False), state(stays, access)],
    ))


def test_with_one_address_the_login_answers_for_the_one_who_stays_and_is_not_signed_out(practice):
    stays = practice.adult("ines@example.com", consent="GRANTED")
    gone = practice.adult("ines@example.com", consent="GRANTED")
    browser = practice.active(gone)
    merged(practice, gone, stays, same_login=True)
    assert practice.bindings("ines@example.com") == {stays.contact_id: "BOUND", gone.contact_id: "UNBOUND"}
    assert browser.get("/me").status_code == 200


def test_a_live_invitation_to_the_address_that_stays_still_works(practice):
    stays = practice.adult("ines@example.com")
    gone = practice.adult("ines@example.com")
    practice.welcome(gone)
    merged(practice, gone, stays, same_login=True)
    assert [link.state for link in practice.links("ines@example.com")] == ["LIVE"]
    practice.entered("ines@example.com")
    assert practice.bindings("ines@example.com")[stays.contact_id] == "BOUND"


def test_another_login_leads_to_nobody_any_more_and_is_signed_out(practice):
    stays = practice.adult("ines@example.com", consent="GRANTED")
    gone = practice.adult("ines.old@example.com", consent="GRANTED")
    browser = practice.active(gone)
    merged(practice, gone, stays, same_login=False)
    assert practice.bindings("ines.old@example.com") == {gone.contact_id: "UNBOUND"}
    assert practice.bindings("ines@example.com") == {stays.contact_id: "BOUND"}
    assert browser.get("/me").status_code == 401


def test_the_other_logins_live_invitation_is_taken_back(practice):
    stays, gone = practice.adult("ines@example.com"), practice.adult("ines.old@example.com")
    practice.welcome(gone)
    merged(practice, gone, stays, same_login=False)
    assert [link.state for link in practice.links("ines.old@example.com")] == ["REVOKED"]


def test_a_login_that_answers_for_somebody_else_too_stays_signed_in(practice):
    stays = practice.adult("ines@example.com", consent="GRANTED")
    gone = practice.adult("both@example.com", consent="GRANTED")
    practice.adult("both@example.com", consent="GRANTED", name=("Bo", "Both"))
    browser = practice.active(gone)
    merged(practice, gone, stays, same_login=False)
    assert browser.get("/me").status_code == 200


@pytest.mark.parametrize("times", [1, 2])
def test_who_had_no_address_takes_over_the_login_of_who_had_one_however_often_it_is_told(practice, times):
    stays = practice.adult(consent="GRANTED")
    stays.email = None
    practice.tell_contact(stays)
    gone = practice.adult("ines@example.com", consent="GRANTED")
    browser = practice.active(gone)
    for _ in range(times):
        merged(practice, gone, stays, same_login=True)
    assert practice.bindings("ines@example.com") == {stays.contact_id: "BOUND", gone.contact_id: "UNBOUND"}
    assert browser.get("/me").status_code == 200
