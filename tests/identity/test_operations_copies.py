"""Accounts follow clinic's facts: who has access, and at which address."""

from dataclasses import replace

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from tests.identity.practice import PASSWORD, Person


def test_the_owner_is_invited_when_the_practice_opens_and_only_once(practice):
    assert (practice.account(practice.owner_email).state, practice.account(practice.owner_email).role) == ("PENDING", "OWNER")
    [issued] = practice.announced("link.issued")
    assert issued.link.staff and not issued.link.recipients
    again = clinic.PracticeOpened(practice=practice.facts(), owner_email=practice.owner_email.upper(), owner_name="Olive Owner")
    practice.hear("practice.opened", again)
    assert len(practice.announced("link.issued")) == 1


def test_the_opening_told_again_invites_nobody_where_the_owner_has_another_address_by_now(practice):
    practice.rows_changed("UPDATE accounts SET email = 'new@owner.example', email_key = 'new@owner.example' WHERE role = 'OWNER'")
    again = clinic.PracticeOpened(practice=practice.facts(), owner_email=practice.owner_email, owner_name="Olive Owner")
    practice.hear("practice.opened", again)
    assert [row.email for row in practice.rows("SELECT email FROM accounts WHERE role = 'OWNER'")] == ["new@owner.example"]
    assert len(practice.announced("link.issued")) == 1


def test_a_contact_with_access_and_an_email_has_a_pending_account(practice):
    person = practice.adult("Ada.B+c@Maple.Example")
    account = practice.account(person.email)
    assert (account.state, account.email, account.email_key) == ("PENDING", "Ada.B+c@Maple.Example", "ada.b+c@maple.example")
    assert practice.bindings(person.email) == {person.contact_id: "BOUND"}
    assert practice.announced("account.changed")[-1].email == person.email
    assert [one.state for one in practice.announced("binding.changed")] == [2]


@pytest.mark.parametrize("order", [("contact", "access"), ("access", "contact")])
def test_the_order_in_which_the_facts_arrive_makes_no_difference(practice, order):
    person = Person("ada@maple.example")
    for which in order:
        (practice.tell_contact if which == "contact" else practice.tell_access)(person)
    assert practice.bindings(person.email) == {person.contact_id: "BOUND"}


def test_no_access_or_no_email_is_no_account(practice):
    practice.adult("off@maple.example", access=False)
    practice.tell(Person(""))
    assert practice.rows("SELECT 1 FROM accounts WHERE practice_id = :p AND role IS NULL", p=practice.practice_id) == []


def test_an_older_fact_changes_nothing(practice):
    person = practice.adult("new@maple.example")
    practice.tell_contact(replace(person, email="old@maple.example"), version=1)
    practice.tell_access(replace(person, access=False), version=1)
    assert practice.bindings("new@maple.example") == {person.contact_id: "BOUND"}
    practice.welcome(person)
    assert practice.links(person.email)


def test_a_corrected_address_moves_a_pending_contact_and_revokes_the_link_that_went_astray(practice):
    person, token = practice.invited(email="wrong@maple.example")
    practice.tell_contact(replace(person, email="right@maple.example"))
    assert practice.browser().post("/links:inspect", {"token": token}).json["state"] == "REVOKED"
    assert practice.browser().post("/links:redeem", {"token": token, "password": PASSWORD}).json["reason"] == "LINK_REVOKED"
    assert practice.bindings("wrong@maple.example") == {person.contact_id: "UNBOUND"}
    assert practice.bindings("right@maple.example") == {person.contact_id: "BOUND"}
    changes = [one for one in practice.announced("binding.changed") if one.contact_id == person.contact_id]
    assert [one.version for one in changes] == [1, 2, 3], "whoever keeps one row a contact keeps the newest holder"


def test_the_stranger_at_the_wrong_address_is_sent_nothing_more(practice):
    person, token = practice.invited(email="wrong@maple.example")
    practice.tell_contact(replace(person, email="right@maple.example"))
    stranger = practice.browser()
    assert stranger.post("/links:renew", {"token": token}).json["reason"] == "LINK_REVOKED"
    assert stranger.post("/password-resets", {"email": "wrong@maple.example"}).status_code == 202
    practice.work()
    assert [link.state for link in practice.links("wrong@maple.example")] == ["REVOKED"]


def test_an_address_taken_away_lets_a_pending_contact_go(practice):
    person, token = practice.invited()
    practice.tell_contact(replace(person, email=""))
    assert practice.bindings(person.email) == {person.contact_id: "UNBOUND"}
    assert practice.browser().post("/links:inspect", {"token": token}).json["state"] == "REVOKED"


def test_an_active_login_keeps_its_email_until_its_holder_confirms(practice):
    person = practice.adult()
    browser = practice.active(person)
    practice.tell_contact(replace(person, email="other@maple.example"))
    assert practice.bindings(person.email) == {person.contact_id: "BOUND"}
    assert browser.get("/me").status_code == 200 and practice.browser().sign_in(person.email).status_code == 201


def test_people_who_share_an_address_share_a_login(practice):
    first, second = practice.adult("both@maple.example"), practice.adult("Both@Maple.example", name=("Bo", "Both"))
    assert practice.bindings("both@maple.example") == {first.contact_id: "BOUND", second.contact_id: "BOUND"}


def test_a_person_added_to_an_active_login_is_offered_and_the_password_untouched(practice):
    person = practice.adult()
    practice.active(person)
    before = practice.account(person.email).password_hash
    child = practice.guardian(person.email)
    assert practice.bindings(person.email) == {person.contact_id: "BOUND", child.contact_id: "OFFERED"}
    offered = practice.announced("binding.changed")[-1]
    assert offered.state == 1 and offered.mail_before_time.seconds > offered.change_time.seconds
    assert practice.account(person.email).password_hash == before
    assert len(practice.announced("link.issued")) == 2, "the owner's and the first invitation"


def test_the_last_access_going_off_ends_login_sessions_and_links(practice):
    person = practice.adult()
    browser = practice.active(person)
    access, forgot = browser.cookie("access"), practice.browser()
    forgot.post("/password-resets", {"email": person.email})
    practice.work()
    practice.tell_access(replace(person, access=False))
    assert browser.post("/sessions/current:refresh").json["reason"] == "LOGIN_SESSION_ENDED"
    assert browser.get("/me", Authorization=f"Bearer {access}").status_code == 401
    [revoked] = practice.announced("login_session.revoked")[-1:]
    assert revoked.forget_time.seconds > revoked.revoke_time.seconds + 300
    assert practice.links(person.email)[-1].state == "REVOKED"
    assert practice.browser().sign_in(person.email).json["reason"] == "SIGN_IN_REFUSED"


def test_access_to_one_of_two_going_off_leaves_the_login_alone(practice):
    child = practice.guardian("gia@maple.example")
    other = Person(child.email, contact_id=child.contact_id, self_=False)
    practice.tell_access(other)
    browser = practice.active(child)
    practice.tell_access(replace(child, access=False))
    assert browser.post("/sessions/current:refresh").status_code == 200
    practice.tell_access(replace(other, access=False))
    assert browser.post("/sessions/current:refresh").status_code == 401


def test_staff_who_are_clients_too_stay_signed_in_when_their_own_access_goes_off(practice):
    clinician = practice.staff("CLINICIAN", "cleo@maple.example")
    person = practice.adult("cleo@maple.example")
    assert practice.bindings(person.email) == {person.contact_id: "OFFERED"}
    clinician.post(f"/me/offers/{person.contact_id}:accept")
    practice.tell_access(replace(person, access=False))
    assert clinician.post("/sessions/current:refresh").status_code == 200
