"""What a signed-in person does about their own account."""

from uuid import uuid4

import pytest

from tests.identity.practice import ANOTHER, PASSWORD

TEMPORARY = "for today only please"
THIRD = "eleven green umbrellas"


@pytest.fixture
def person(practice):
    return practice.adult()


@pytest.fixture
def browser(practice, person):
    return practice.active(person)


@pytest.fixture
def given_temporary(practice):
    """A pending adult with a password that staff set, signed in with it."""
    person = practice.adult()
    set_it = f"/accounts/{practice.account_id(person.email)}:setTemporaryPassword"
    assert practice.owner.post(set_it, {"password": TEMPORARY, "reason": "no mail"}).status_code == 200
    browser = practice.browser()
    assert browser.sign_in(person.email, TEMPORARY).json["owes"] == ["PASSWORD_CHANGE", "TERMS"]
    return person, browser


# Login sessions.


def test_a_person_sees_where_they_are_signed_in_and_signs_out_everywhere_else(practice, person, browser):
    elsewhere = practice.browser()
    elsewhere.sign_in(person.email)
    shown = browser.get("/me/login-sessions").json["login_sessions"]
    assert [one["current"] for one in shown] == [False, True] and all(one["browser"] and one["last_seen_time"] for one in shown)
    assert browser.post("/me/login-sessions:endOthers").json == {"ended": 1}
    assert [one["current"] for one in browser.get("/me/login-sessions").json["login_sessions"]] == [True]
    assert elsewhere.post("/sessions/current:refresh").status_code == 401 and elsewhere.get("/me/login-sessions").status_code == 401
    assert browser.post("/sessions/current:refresh").status_code == 200


def test_nobody_else_is_signed_out_by_it(practice, browser):
    other = practice.active(practice.adult())
    assert browser.post("/me/login-sessions:endOthers").json == {"ended": 0}
    assert other.get("/me").status_code == 200


# Passwords.


def test_the_current_password_is_asked_for_and_the_others_are_signed_out(practice, person, browser):
    elsewhere = practice.browser()
    elsewhere.sign_in(person.email)
    assert browser.post("/me:changePassword", {"new_password": ANOTHER}).status_code == 400
    wrong = browser.post("/me:changePassword", {"current_password": "not this one at all", "new_password": ANOTHER})
    assert (wrong.status_code, wrong.json["reason"]) == (403, "CURRENT_PASSWORD_WRONG")
    assert browser.post("/me:changePassword", {"current_password": PASSWORD, "new_password": ANOTHER}).json == {"owes": []}
    assert browser.post("/sessions/current:refresh").status_code == 200 and elsewhere.post("/sessions/current:refresh").status_code == 401
    assert practice.browser().sign_in(person.email, ANOTHER).status_code == 201


def test_guessing_the_current_password_is_slowed_too(practice, person, browser):
    for _ in range(10):
        browser.post("/me:changePassword", {"current_password": "not this one at all", "new_password": ANOTHER})
    answer = browser.post("/me:changePassword", {"current_password": PASSWORD, "new_password": ANOTHER})
    assert answer.json["reason"] == "CURRENT_PASSWORD_WRONG"
    assert practice.browser().sign_in(person.email).status_code == 201, "signing in is counted apart"


def test_a_forced_change_asks_for_no_password_but_for_another_one(practice, given_temporary):
    person, browser = given_temporary
    assert browser.cookie("access") is None
    assert browser.post("/me:changePassword", {"new_password": TEMPORARY}).json["reason"] == "PASSWORD_UNCHANGED"
    assert browser.post("/me:changePassword", {"new_password": "short"}).json["reason"] == "PASSWORD_TOO_SHORT"
    assert browser.post("/me:changePassword", {"new_password": ANOTHER}).json == {"owes": ["TERMS"]}
    me = browser.get("/me").json
    accepted = {"terms_version": me["terms"]["version"], "contact_ids": [one["contact_id"] for one in me["terms_for"]]}
    assert browser.post("/me:acceptTerms", accepted).json == {"owes": []} and browser.cookie("access")
    assert practice.announced("account.changed")[-1].password == 2
    assert practice.browser().sign_in(person.email, ANOTHER).json["owes"] == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_signed_in_has_no_account_to_see_or_change(practice, method):
    path = "/me" if method == "GET" else "/me:changePassword"
    answer = practice.browser().send(method, path, None if method == "GET" else {"new_password": ANOTHER})
    assert (answer.status_code, answer.json["reason"]) == (401, "LOGIN_SESSION_ENDED")


# Terms.


def test_each_adult_who_shares_a_login_agrees_by_name(practice):
    one, two = practice.adult("both@maple.example", name=("Ann", "Both")), practice.adult("both@maple.example", name=("Ben", "Both"))
    practice.welcome(one)
    browser = practice.entered("both@maple.example", accept=False)
    assert {person["name"] for person in browser.get("/me").json["terms_for"]} == {"Ann Both", "Ben Both"}
    assert browser.post("/me:acceptTerms", {"terms_version": "1", "contact_ids": [one.contact_id]}).json == {"owes": ["TERMS"]}
    assert browser.post("/me:acceptTerms", {"terms_version": "1", "contact_ids": [one.contact_id, two.contact_id]}).json == {"owes": []}
    assert [one_.contact_id for one_ in practice.announced("terms.accepted")] == [one.contact_id, two.contact_id]


@pytest.mark.parametrize(("body", "status", "reason"), [
    ({"terms_version": "0"}, 409, "TERMS_CHANGED"),
    ({"contact_ids": [str(uuid4())]}, 404, "NOT_FOUND"), ({"contact_ids": []}, 400, "INVALID"),
])  # fmt: skip
def test_nobody_agrees_to_other_terms_or_for_somebody_else(practice, person, body, status, reason):
    practice.welcome(person)
    browser = practice.entered(person.email, accept=False)
    answer = browser.post("/me:acceptTerms", {"terms_version": "1", "contact_ids": [person.contact_id]} | body)
    assert (answer.status_code, answer.json["reason"]) == (status, reason)
    assert practice.announced("terms.accepted") == [] and browser.get("/me").json["owes"] == ["TERMS"]


def test_staff_and_guardians_owe_no_terms(practice):
    assert practice.owner.get("/me").json["owes"] == []
    guardian = practice.guardian()
    practice.welcome(guardian)
    assert practice.entered(guardian.email, accept=False).get("/me").json["owes"] == []


# Offers.


@pytest.fixture
def offer(practice, person, browser):
    """A child added for somebody who is active."""
    return practice.guardian(person.email)


def test_an_offer_is_accepted_by_its_holder(practice, person, browser, offer):
    assert [one["contact_id"] for one in browser.get("/me").json["offers"]] == [offer.contact_id]
    assert browser.post(f"/me/offers/{offer.contact_id}:accept").json == {"offers": []}
    assert practice.bindings(person.email)[offer.contact_id] == "BOUND"
    assert browser.post(f"/me/offers/{offer.contact_id}:accept").status_code == 200, "answering twice alike is no error"
    assert len(practice.audited("offer.accepted")) == 1


def test_a_declined_offer_is_not_made_again_by_itself(practice, person, browser, offer):
    assert browser.post(f"/me/offers/{offer.contact_id}:decline").json == {"offers": []}
    practice.tell(offer)
    assert practice.bindings(person.email)[offer.contact_id] == "UNBOUND" and browser.get("/me").json["offers"] == []
    assert browser.post(f"/me/offers/{offer.contact_id}:accept").status_code == 404


def test_nobody_accepts_what_was_not_offered_to_them(practice, person, browser, offer):
    other = practice.adult()
    assert practice.active(other).post(f"/me/offers/{offer.contact_id}:accept").status_code == 404
    assert browser.post(f"/me/offers/{other.contact_id}:accept").status_code == 404
    assert browser.post("/me/offers/x:accept").status_code == 400
    assert practice.bindings(person.email)[offer.contact_id] == "OFFERED"


def test_an_offer_waits_until_sign_in_is_finished(practice, given_temporary):
    person, browser = given_temporary
    child = practice.guardian(person.email)
    answer = browser.post(f"/me/offers/{child.contact_id}:accept")
    assert (answer.status_code, answer.json["reason"]) == (403, "SIGN_IN_UNFINISHED")


# Another email.


@pytest.fixture
def asked(practice, person, browser):
    """Somebody asked for another address; the token of the link that went there."""
    answer = browser.post("/me:changeEmail", {"email": "Other@Maple.example", "current_password": PASSWORD})
    assert (answer.status_code, answer.json) == (202, {})
    return practice.token(person.email)


def test_the_email_changes_once_its_reader_types_the_password(practice, person, browser, asked):
    seen = practice.browser().post("/links:inspect", {"token": asked}).json
    assert (seen["purpose"], seen["email"]) == ("EMAIL_CHANGE", "Other@Maple.example")
    assert practice.browser().post("/links:redeem", {"token": asked, "password": ANOTHER}).json["reason"] == "CURRENT_PASSWORD_WRONG"
    assert practice.browser().sign_in(person.email).status_code == 201
    answer = practice.browser().post("/links:redeem", {"token": asked, "password": PASSWORD})
    assert answer.json == {"email": "Other@Maple.example"}
    assert browser.post("/sessions/current:refresh").status_code == 401
    assert practice.browser().sign_in("other@maple.example").status_code == 201
    assert practice.browser().sign_in(person.email).status_code == 401
    [changed] = practice.announced("account_email.changed")
    assert (changed.old_email, changed.new_email, list(changed.contact_ids)) == (person.email, "Other@Maple.example", [person.contact_id])


def test_the_echo_of_a_changed_email_moves_nobody(practice, person, browser, asked):
    practice.browser().post("/links:redeem", {"token": asked, "password": PASSWORD})
    person.email = "Other@Maple.example"
    practice.tell_contact(person)
    assert practice.bindings("other@maple.example") == {person.contact_id: "BOUND"}


def test_an_email_that_is_anothers_is_answered_alike_and_gets_nothing(practice, person, browser):
    other = practice.adult()
    answer = browser.post("/me:changeEmail", {"email": other.email, "current_password": PASSWORD})
    assert (answer.status_code, answer.json) == (202, {})
    assert all(link.purpose != "EMAIL_CHANGE" for link in practice.links(person.email))


def test_an_email_that_became_anothers_meanwhile_is_not_taken(practice, person, browser, asked):
    practice.adult("other@maple.example")
    assert practice.browser().post("/links:redeem", {"token": asked, "password": PASSWORD}).json["reason"] == "LINK_REVOKED"
    assert practice.browser().sign_in(person.email).status_code == 201


def test_a_reset_kills_an_email_change_that_is_under_way(practice, person, browser, asked):
    practice.browser().post("/password-resets", {"email": person.email})
    practice.work()
    reset = practice.token_of(next(link for link in practice.links(person.email) if link.purpose == "RESET"))
    assert practice.browser().post("/links:inspect", {"token": asked}).json["state"] == "LIVE"
    practice.browser().post("/links:redeem", {"token": reset, "password": THIRD})
    assert practice.browser().post("/links:inspect", {"token": asked}).json["state"] == "REVOKED"


def test_the_current_password_is_needed_for_another_email(practice, person, browser):
    answer = browser.post("/me:changeEmail", {"email": "other@maple.example", "current_password": ANOTHER})
    assert (answer.status_code, answer.json["reason"]) == (403, "CURRENT_PASSWORD_WRONG")
    assert len(practice.links(person.email)) == 1
