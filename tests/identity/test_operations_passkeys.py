"""Passkeys: made at the practice's own address by a verified user, asked once, as the second step."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from identity.parts import parts as opened
from identity.passkeys import Site
from tests.identity.authenticator import Authenticator
from tests.identity.practice import PASSWORD

FACTORS = "/me/second-factors"


@pytest.fixture
def person(practice):
    return practice.adult()


@pytest.fixture
def browser(practice, person):
    return practice.active(person)


@pytest.fixture
def site(practice):
    return Site.of(opened().public_url, practice.practice_id)


@pytest.fixture
def passkey(site):
    return Authenticator(site.origin, site.host)


def begin(browser):
    return browser.post(f"{FACTORS}:beginPasskey", {"current_password": PASSWORD}).json["options"]


def add(browser, passkey, name="Laptop"):
    return browser.post(f"{FACTORS}:addPasskey", {"credential": passkey.create(begin(browser)), "name": name})


def half_signed_in(practice, email):
    browser = practice.browser()
    assert browser.sign_in(email).json["owes"] == ["SECOND_FACTOR"]
    return browser


def pass_with(browser, passkey, **options):
    asked = browser.post("/me:beginPasskey").json["options"]
    return browser.post("/me:passPasskey", {"credential": passkey.get(asked, **options)})


def test_a_passkey_is_kept_under_its_name_with_recovery_codes_and_finishes_a_sign_in(practice, person, browser, passkey):
    assert len(add(browser, passkey).json["recovery_codes"]) == 10
    assert [(one["kind"], one["name"]) for one in browser.get(FACTORS).json["second_factors"]] == [("PASSKEY", "Laptop")]
    half = half_signed_in(practice, person.email)
    assert half.get("/me").json["second_factors"] == ["PASSKEY"]
    assert pass_with(half, passkey).json == {"owes": []} and half.cookie("access")
    assert practice.audited("sign_in.succeeded")[-1].detail["second_step"] == "PASSKEY"
    assert half.get(FACTORS).json["second_factors"][0]["last_used_time"]


def test_the_browser_is_told_whom_for_where_and_to_verify_the_user(practice, person, browser, passkey, site):
    add(browser, passkey)
    options = begin(browser)
    assert options["rp"]["id"] == site.host == f"{practice.practice_id}.localhost" and options["user"]["name"] == person.email
    assert options["authenticatorSelection"]["userVerification"] == "required" and options["attestation"] == "none"
    asked = half_signed_in(practice, person.email).post("/me:beginPasskey").json["options"]
    assert [one["id"] for one in options["excludeCredentials"]] == [one["id"] for one in asked["allowCredentials"]]


def test_several_passkeys_and_an_app_stand_side_by_side(practice, person, browser, site):
    keys = [Authenticator(site.origin, site.host) for _ in range(3)]
    answers = [add(browser, key, f"Key {number}").json["recovery_codes"] for number, key in enumerate(keys)]
    assert [bool(codes) for codes in answers] == [True, False, False]
    assert all(pass_with(half_signed_in(practice, person.email), key).status_code == 200 for key in keys)


@pytest.mark.parametrize("wrong", [{"origin": "https://maple.example.evil"}, {"host": "evil.example"}, {"verified": False}])
def test_an_answer_of_another_site_or_without_its_user_is_refused(practice, person, browser, passkey, wrong):
    honest = dict(vars(passkey))
    vars(passkey).update(wrong)
    assert (add(browser, passkey).json["reason"], browser.get(FACTORS).json["second_factors"]) == ("PASSKEY_REFUSED", [])
    vars(passkey).update(honest)
    assert add(browser, passkey).status_code == 200
    vars(passkey).update(wrong)
    half = half_signed_in(practice, person.email)
    assert (pass_with(half, passkey).json["reason"], half.cookie("access")) == ("PASSKEY_REFUSED", None)
    assert practice.audited("second_step.refused")


def test_another_key_signs_for_nobody(practice, person, browser, passkey):
    add(browser, passkey)
    answer = pass_with(half_signed_in(practice, person.email), passkey, key=ec.generate_private_key(ec.SECP256R1()))
    assert answer.json["reason"] == "PASSKEY_REFUSED"


def test_what_a_passkey_was_asked_serves_once_even_if_it_failed(practice, person, browser, passkey):
    add(browser, passkey)
    half = half_signed_in(practice, person.email)
    asked = half.post("/me:beginPasskey").json["options"]
    wrong = half.post("/me:passPasskey", {"credential": passkey.get(asked, key=ec.generate_private_key(ec.SECP256R1()))})
    assert wrong.json["reason"] == "PASSKEY_REFUSED"
    assert half.post("/me:passPasskey", {"credential": passkey.get(asked)}).json["reason"] == "SETUP_EXPIRED"


def test_what_one_browser_was_asked_answers_in_no_other_and_not_after_ten_minutes(practice, person, browser, passkey):
    add(browser, passkey)
    mine, theirs = half_signed_in(practice, person.email), half_signed_in(practice, person.email)
    asked = mine.post("/me:beginPasskey").json["options"]
    theirs.post("/me:beginPasskey")
    assert theirs.post("/me:passPasskey", {"credential": passkey.get(asked)}).json["reason"] == "PASSKEY_REFUSED"
    practice.wait(minutes=11)
    assert mine.post("/me:passPasskey", {"credential": passkey.get(asked)}).json["reason"] == "SETUP_EXPIRED"


def test_a_copied_passkey_whose_count_lags_behind_is_refused(practice, person, browser, passkey):
    add(browser, passkey)
    assert pass_with(half_signed_in(practice, person.email), passkey).status_code == 200
    passkey.count = 0
    assert pass_with(half_signed_in(practice, person.email), passkey).json["reason"] == "PASSKEY_REFUSED"


def test_a_removed_passkey_opens_nothing(practice, person, browser, passkey, site):
    other = Authenticator(site.origin, site.host)
    add(browser, passkey), add(browser, other)
    first = browser.get(FACTORS).json["second_factors"][0]["factor_id"]
    browser.post(f"{FACTORS}/{first}:remove", {"current_password": PASSWORD})
    assert pass_with(half_signed_in(practice, person.email), passkey).json["reason"] == "PASSKEY_REFUSED"
    assert pass_with(half_signed_in(practice, person.email), other).status_code == 200


def test_somebody_elses_passkey_is_not_mine(practice, person, browser, passkey, site):
    add(browser, passkey)
    other = practice.adult()
    add(practice.active(other), theirs := Authenticator(site.origin, site.host))
    assert pass_with(half_signed_in(practice, person.email), theirs).json["reason"] == "PASSKEY_REFUSED"
    third = practice.active(practice.adult())
    assert add(third, passkey).json["reason"] == "PASSKEY_REFUSED", "one passkey is one person's"


@pytest.mark.parametrize("credential", [
    {}, {"id": "x"}, {"id": "x", "rawId": "x", "type": "public-key", "response": {}},
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "attestationObject": "AA"}},
    {"id": "é", "rawId": "é", "type": "x", "response": {"clientDataJSON": "!", "attestationObject": 1, "authenticatorData": []}},
])  # fmt: skip
def test_what_is_no_answer_is_refused_by_name(practice, person, browser, passkey, credential):
    begin(browser)
    assert browser.post(f"{FACTORS}:addPasskey", {"credential": credential, "name": "x"}).json["reason"] == "PASSKEY_REFUSED"
    add(browser, passkey)
    half = half_signed_in(practice, person.email)
    half.post("/me:beginPasskey")
    assert half.post("/me:passPasskey", {"credential": credential}).json["reason"] == "PASSKEY_REFUSED"


def test_who_has_no_passkey_is_asked_for_none(practice, person, browser):
    assert browser.post("/me:beginPasskey").status_code == 404
    assert browser.post(f"{FACTORS}:addPasskey", {"credential": {}, "name": "x"}).json["reason"] == "SETUP_EXPIRED"


# Signing in with nothing else.


def alone(practice, passkey, browser=None, **options):
    browser = browser or practice.browser()
    asked = browser.post("/sessions:beginPasskey").json["options"]
    return browser, browser.post("/sessions:signInWithPasskey", {"credential": passkey.get(asked, **options)})


def test_a_passkey_alone_is_both_steps_of_a_sign_in(practice, person, browser, passkey):
    add(browser, passkey)
    mine, answer = alone(practice, passkey)
    assert (answer.status_code, answer.json["owes"]) == (201, []) and mine.cookie("access") and mine.cookie("login")
    assert mine.get("/me").json["email"] == person.email and mine.post("/sessions/current:refresh").json["owes"] == []
    assert practice.audited("sign_in.succeeded")[-1].detail["second_step"] == "PASSKEY"
    assert practice.announced("signin.succeeded")[-1].account_id == str(practice.account_id(person.email))


def test_the_browser_is_asked_for_any_passkey_kept_on_the_device_and_learns_of_nobody(practice, browser, passkey):
    assert begin(browser)["authenticatorSelection"]["residentKey"] == "required"
    add(browser, passkey)
    asked = practice.browser().post("/sessions:beginPasskey").json["options"]
    assert not asked.get("allowCredentials") and asked["userVerification"] == "required"


@pytest.mark.parametrize("wrong", [{"origin": "https://maple.example.evil"}, {"host": "evil.example"}, {"verified": False}])
def test_alone_it_is_refused_from_another_site_or_without_its_user(practice, browser, passkey, wrong):
    add(browser, passkey)
    vars(passkey).update(wrong)
    mine, answer = alone(practice, passkey)
    assert (answer.status_code, answer.json["reason"], mine.cookie("login")) == (403, "PASSKEY_REFUSED", None)
    assert practice.audited("sign_in.refused")[-1].detail["reason"] == "PASSKEY_REFUSED"


def test_unknown_wrongly_signed_or_of_a_locked_account_is_one_answer(practice, person, browser, passkey, site):
    add(browser, passkey)
    unknown, forged = Authenticator(site.origin, site.host), ec.generate_private_key(ec.SECP256R1())
    refusals = [alone(practice, unknown)[1], alone(practice, passkey, key=forged)[1]]
    practice.owner.post(f"/accounts/{practice.account_id(person.email)}:lock", {"reason": "Asked to"})
    refusals.append(alone(practice, passkey)[1])
    assert len({answer.text for answer in refusals}) == 1 and refusals[0].status_code == 403


def test_what_was_signed_serves_once_and_for_ten_minutes(practice, browser, passkey):
    add(browser, passkey)
    mine = practice.browser()
    signed = {"credential": passkey.get(mine.post("/sessions:beginPasskey").json["options"])}
    assert mine.post("/sessions:signInWithPasskey", signed).status_code == 201
    passkey.count = 0
    assert mine.post("/sessions:signInWithPasskey", signed).json["reason"] == "PASSKEY_REFUSED"
    late = {"credential": Authenticator(passkey.origin, passkey.host, count=9, credential_id=passkey.credential_id, key=passkey.key).get(
        mine.post("/sessions:beginPasskey").json["options"])}
    practice.wait(minutes=11)
    assert mine.post("/sessions:signInWithPasskey", late).json["reason"] == "PASSKEY_REFUSED"


def test_a_challenge_of_ones_own_making_is_refused(practice, browser, passkey):
    add(browser, passkey)
    made_up = passkey.get({"challenge": "A" * 75})
    for credential in (made_up, {}, {"rawId": made_up["rawId"]}, {"rawId": made_up["rawId"], "response": {"clientDataJSON": "e30"}}):
        assert practice.browser().post("/sessions:signInWithPasskey", {"credential": credential}).json["reason"] == "PASSKEY_REFUSED"


def test_a_temporary_password_is_still_to_be_changed_after_a_passkey(practice, person, browser, passkey):
    add(browser, passkey)
    path = f"/accounts/{practice.account_id(person.email)}:setTemporaryPassword"
    assert practice.owner.post(path, {"password": "for today only please", "reason": "Asked by phone"}).status_code == 200
    assert alone(practice, passkey)[1].json["owes"] == ["PASSWORD_CHANGE"]
