"""Charts were merged: whoever turned out to be another contact goes on with the same login, or with none; two are never joined."""

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic


def merged(practice, gone, stays, *, same_login, access=True):
    """client.merged: the second person and their chart stay."""
    practice.hear("client.merged", merge_of(practice, (gone, same_login), stays=stays, access=access))


def merge_of(practice, *going, stays, access=True):
    """The event. going: (who turned out to be the one who stays, whether with the same login), the newest last."""
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

    gone = going[-1][0]
    return clinic.ClientMerged(
        practice_id=practice.practice_id, client_id=stays.client_id, merged_client_ids=[one.client_id for one, _ in going],
        merged_contacts=[
            clinic.MergedContact(contact_id=one.contact_id, into_contact_id=stays.contact_id, same_login=same) for one, same in going
        ],
        contacts=[named(gone, ""), named(stays, stays.email or gone.email)], access=[state(gone, False), state(stays, access)],
    )


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


@pytest.mark.parametrize("in_order", [True, False])
def test_two_merges_in_a_row_keep_the_login_signed_in_in_whatever_order_they_are_heard(practice, in_order):
    first, second, last = (practice.adult("ines@example.com", consent="GRANTED") for _ in range(3))
    browser = practice.active(first)
    events = [merge_of(practice, (first, True), stays=second), merge_of(practice, (first, True), (second, True), stays=last)]
    for event in events if in_order else reversed(events):
        practice.hear("client.merged", event)
    assert {one for one, state in practice.bindings("ines@example.com").items() if state != "UNBOUND"} == {last.contact_id}
    assert practice.bindings("ines@example.com")[last.contact_id] == "BOUND"
    assert browser.get("/me").status_code == 200


@pytest.mark.parametrize("same_login", [True, False])
def test_heard_anew_with_all_copies_lost_it_comes_to_the_same(practice, same_login):
    heard = []
    hear = practice.hear
    practice.hear = lambda thing, message: (heard.append((thing, message)), hear(thing, message))
    stays = practice.adult("ines@example.com", consent="GRANTED")
    gone = practice.adult("ines@example.com" if same_login else "ines.old@example.com", consent="GRANTED")
    browser, invited = practice.active(gone), practice.adult("luc@example.com")
    practice.welcome(invited)
    merged(practice, gone, stays, same_login=same_login)
    addresses = {"ines@example.com", gone.email, invited.email}
    before, told = state_of(practice, addresses, browser), len(practice.announced("binding.changed"))
    practice.rows_changed("DELETE FROM relationships WHERE practice_id = :p", p=practice.practice_id)
    practice.rows_changed("DELETE FROM contacts WHERE practice_id = :p", p=practice.practice_id)
    for thing, message in heard[:]:
        hear(thing, message)
    assert state_of(practice, addresses, browser) == before
    assert len(practice.announced("binding.changed")) == told  # nobody is offered anybody on the way


def state_of(practice, addresses, browser):
    """Copies, who answers for whom, links, and whether somebody is still signed in."""
    copies = [
        sorted(map(tuple, practice.rows(f"SELECT * FROM {table} WHERE practice_id = :p", p=practice.practice_id)))
        for table in ("contacts", "relationships")
    ]
    held = {
        address: ({one: state for one, state in practice.bindings(address).items() if state != "UNBOUND"},
                  [link.state for link in practice.links(address)])
        for address in sorted(addresses)
    }
    return copies, held, browser.get("/me").status_code
