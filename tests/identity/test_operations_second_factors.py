"""Authenticator apps, recovery codes, and the second step of a sign-in."""

from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest

from anteroom.identity.v1.events_pb2 import SecondFactorChange
from tests.identity.practice import PASSWORD

FACTORS = "/me/second-factors"


@pytest.fixture
def person(practice):
    return practice.adult()


@pytest.fixture
def browser(practice, person):
    return practice.active(person)


class App:
    """A phone with the secret it was given, at the practice's clock."""

    def __init__(self, practice, browser, name="Phone", **body):
        self.practice, self.setup = practice, browser.post(f"{FACTORS}:beginApp", body or {"current_password": PASSWORD})
        assert self.setup.status_code == 200, self.setup.text
        self.answer = browser.post(f"{FACTORS}:addApp", {"code": self.code(), "name": name})

    def code(self, steps=0):
        return pyotp.TOTP(self.setup.json["secret"]).at(self.practice.now(), counter_offset=steps)

    def next_code(self):
        """A code nobody has used yet."""
        self.practice.wait(seconds=31)
        return self.code()


@pytest.fixture
def app_(practice, browser):
    return App(practice, browser)


def half_signed_in(practice, email, password=PASSWORD):
    browser = practice.browser()
    assert browser.sign_in(email, password).json["owes"][0] == "SECOND_FACTOR"
    return browser


def pass_with(browser, code):
    return browser.post("/me:passSecondFactor", {"code": code})


# Setting one up.


def test_an_app_is_kept_once_it_has_shown_a_code_and_brings_ten_recovery_codes(practice, person, browser, app_):
    assert app_.setup.json["address"].startswith("otpauth://totp/Maple") and app_.setup.json["qr"].startswith("data:image/svg+xml")
    assert app_.answer.json["owes"] == [] and len(set(app_.answer.json["recovery_codes"])) == 10
    shown = browser.get(FACTORS).json
    assert [(one["kind"], one["name"]) for one in shown["second_factors"]] == [("APP", "Phone")]
    assert (shown["recovery_codes_left"], shown["demanded"]) == (10, False)
    assert [entry.detail["kind"] for entry in practice.audited("second_factor.added")] == ["APP"]


def test_a_second_app_brings_no_further_recovery_codes(practice, browser, app_):
    assert App(practice, browser, "Tablet").answer.json["recovery_codes"] is None


def test_an_app_that_shows_another_code_is_not_kept_and_may_try_again(practice, browser):
    setup = browser.post(f"{FACTORS}:beginApp", {"current_password": PASSWORD}).json
    wrong = browser.post(f"{FACTORS}:addApp", {"code": "000000", "name": "Phone"})
    assert (wrong.status_code, wrong.json["reason"]) == (400, "CODE_WRONG")
    code = pyotp.TOTP(setup["secret"]).at(practice.now())
    assert browser.post(f"{FACTORS}:addApp", {"code": f"{code[:3]} {code[3:]}", "name": "Phone"}).status_code == 200
    assert browser.post(f"{FACTORS}:addApp", {"code": code, "name": "Again"}).json["reason"] == "SETUP_EXPIRED"


def test_what_was_begun_ends_after_ten_minutes(practice, browser):
    browser.post(f"{FACTORS}:beginApp", {"current_password": PASSWORD})
    practice.wait(minutes=11)
    assert browser.post(f"{FACTORS}:addApp", {"code": "123456", "name": "Phone"}).json["reason"] == "SETUP_EXPIRED"


@pytest.mark.parametrize(("body", "reason"), [({}, "INVALID"), ({"current_password": "not this one at all"}, "CURRENT_PASSWORD_WRONG")])
def test_nothing_is_set_up_or_taken_away_without_the_password(practice, browser, app_, body, reason):
    [mine] = browser.get(FACTORS).json["second_factors"]
    for verb in (":beginApp", ":renewRecoveryCodes", f"/{mine['factor_id']}:remove"):
        assert browser.post(FACTORS + verb, body).json["reason"] == reason, verb
    assert len(browser.get(FACTORS).json["second_factors"]) == 1


def test_ten_are_the_most(practice, browser, app_):
    practice.rows_changed(
        "INSERT INTO second_factors (practice_id, factor_id, account_id, kind, name, add_time, sealed, key_id, sign_count) "
        "SELECT practice_id, gen_random_uuid(), account_id, kind, name, add_time, sealed, key_id, 0 "
        "FROM second_factors, generate_series(1, 9) WHERE practice_id = :p", p=practice.practice_id)
    assert browser.post(f"{FACTORS}:beginApp", {"current_password": PASSWORD}).json["reason"] == "TOO_MANY_FACTORS"


def test_neither_secret_nor_recovery_code_stands_in_the_database(practice, parts, app_):
    kept = parts.admin("SELECT t::text FROM second_factors t UNION ALL SELECT t::text FROM recovery_codes t", database="identity")
    said = str(kept) + str(practice.rows("SELECT * FROM audit_entries WHERE practice_id = :p", p=practice.practice_id))
    secret, codes = app_.setup.json["secret"], app_.answer.json["recovery_codes"]
    assert not [one for one in (secret, secret.encode().hex(), *codes, *(code.encode().hex() for code in codes)) if one in said]


# Signing in with one.


def test_the_password_alone_opens_nothing_and_names_nobody(practice, person, app_):
    browser = half_signed_in(practice, person.email)
    assert browser.cookie("access") is None and browser.post("/sessions/current:refresh").json["owes"] == ["SECOND_FACTOR"]
    me = browser.get("/me").json
    assert (me["owes"], me["people"], me["offers"], me["second_factors"]) == (["SECOND_FACTOR"], [], [], ["APP"])


@pytest.mark.parametrize(("method", "path", "body"), [
    ("POST", "/me:changePassword", {"current_password": PASSWORD, "new_password": "another long password"}),
    ("POST", "/me:changeEmail", {"current_password": PASSWORD, "email": "new@maple.example"}),
    ("POST", "/me:acceptTerms", {"terms_version": "1", "contact_ids": ["6a1f0a9e-6a55-4a52-9a53-1f1f3b1b4e0e"]}),
    ("GET", "/me/login-sessions", None), ("POST", "/me/login-sessions:endOthers", None), ("GET", FACTORS, None),
    ("POST", f"{FACTORS}:beginApp", {"current_password": PASSWORD}),
    ("POST", f"{FACTORS}:renewRecoveryCodes", {"current_password": PASSWORD}),
    ("POST", "/me/offers/6a1f0a9e-6a55-4a52-9a53-1f1f3b1b4e0e:accept", None),
])  # fmt: skip
def test_half_a_sign_in_changes_nothing_of_the_account(practice, person, app_, method, path, body):
    answer = half_signed_in(practice, person.email).send(method, path, body)
    assert (answer.status_code, answer.json["reason"]) == (403, "SIGN_IN_UNFINISHED")


def test_the_apps_code_finishes_the_sign_in(practice, person, app_):
    before, code = len(practice.announced("signin.succeeded")), app_.next_code()
    browser = half_signed_in(practice, person.email)
    assert len(practice.announced("signin.succeeded")) == before, "half a sign-in is none"
    assert pass_with(browser, code).json == {"owes": []}
    assert browser.cookie("access") and browser.get("/me").json["people"]
    assert len(practice.announced("signin.succeeded")) == before + 1
    assert practice.audited("sign_in.succeeded")[-1].detail["second_step"] == "APP" and practice.audited("sign_in.half")


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_a_phone_whose_clock_is_a_step_off_is_let_in(practice, person, app_, late):
    practice.wait(seconds=95)
    assert pass_with(half_signed_in(practice, person.email), app_.code(late)).status_code == 200


@pytest.mark.parametrize("late", [-3, 3])
def test_a_code_of_another_time_is_refused(practice, person, app_, late):
    practice.wait(minutes=5)
    answer = pass_with(half_signed_in(practice, person.email), app_.code(late))
    assert (answer.status_code, answer.json["reason"]) == (403, "SECOND_FACTOR_REFUSED")
    assert practice.audited("second_step.refused")


def test_a_code_serves_once_and_takes_the_older_ones_with_it(practice, person, app_):
    practice.wait(seconds=95)
    used, older = app_.code(), app_.code(-1)
    assert pass_with(half_signed_in(practice, person.email), used).status_code == 200
    for code in (used, older):
        assert pass_with(half_signed_in(practice, person.email), code).json["reason"] == "SECOND_FACTOR_REFUSED"


def test_of_two_who_type_one_code_at_the_same_time_one_is_let_in(practice, person, app_):
    code, browsers = app_.next_code(), [half_signed_in(practice, person.email) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(lambda one: pass_with(one, code).status_code, browsers))
    assert answers == [200, 403, 403, 403]


def test_the_code_that_set_an_app_up_signs_nobody_in(practice, person, app_):
    assert pass_with(half_signed_in(practice, person.email), app_.code()).status_code == 403


def test_guessing_codes_is_slowed_from_any_browser_and_the_right_one_waits_too(practice, person, app_):
    practice.wait(seconds=31)
    for _ in range(10):
        assert pass_with(half_signed_in(practice, person.email), "000000").status_code == 403
    stranger = half_signed_in(practice, person.email)
    assert (pass_with(stranger, app_.code()).json["reason"], pass_with(stranger, app_.code()).status_code) == ("TOO_MANY_CODES", 429)
    practice.wait(minutes=20)
    assert pass_with(stranger, app_.code()).status_code == 200


def test_a_browser_that_has_signed_in_before_is_not_slowed_by_a_stranger(practice, person, browser, app_):
    strangers = half_signed_in(practice, person.email)
    for _ in range(11):
        pass_with(strangers, "000000")
    assert pass_with(strangers, "000000").json["reason"] == "TOO_MANY_CODES"
    browser.sign_in(person.email)
    assert pass_with(browser, app_.next_code()).status_code == 200


def test_codes_of_several_apps_all_serve(practice, person, browser, app_):
    tablet = App(practice, browser, "Tablet")
    for app in (tablet, app_):
        assert pass_with(half_signed_in(practice, person.email), app.next_code()).status_code == 200


def test_no_factor_shows_before_the_right_password(practice, person, app_):
    without = practice.adult()
    practice.active(without)
    answers = [practice.browser().sign_in(email, "not the password").json for email in (person.email, without.email, "x@nobody.example")]
    assert answers[0] == answers[1] == answers[2]


def test_a_temporary_password_does_not_go_round_the_second_step(practice, person, app_):
    path = f"/accounts/{practice.account_id(person.email)}:setTemporaryPassword"
    practice.owner.post(path, {"password": "for today only please", "reason": "x"})
    browser = half_signed_in(practice, person.email, "for today only please")
    assert browser.post("/me:changePassword", {"new_password": "another long password"}).json["reason"] == "SIGN_IN_UNFINISHED"
    assert pass_with(browser, app_.next_code()).json == {"owes": ["PASSWORD_CHANGE"]}


def test_nobody_passes_without_being_half_signed_in(practice):
    assert pass_with(practice.browser(), "123456").status_code == 401


# Recovery codes.


def test_a_recovery_code_serves_once_however_it_is_written(practice, person, app_):
    code = app_.answer.json["recovery_codes"][3]
    browser = half_signed_in(practice, person.email)
    assert pass_with(browser, f" {code.replace('-', ' ').upper()}").json == {"owes": []}
    assert browser.get(FACTORS).json["recovery_codes_left"] == 9
    assert pass_with(half_signed_in(practice, person.email), code).status_code == 403


def test_new_recovery_codes_end_the_old_ones(practice, person, browser, app_):
    fresh = browser.post(f"{FACTORS}:renewRecoveryCodes", {"current_password": PASSWORD}).json["recovery_codes"]
    assert pass_with(half_signed_in(practice, person.email), app_.answer.json["recovery_codes"][0]).status_code == 403
    assert pass_with(half_signed_in(practice, person.email), fresh[0]).status_code == 200


def test_without_a_factor_there_is_nothing_to_recover(browser):
    assert browser.post(f"{FACTORS}:renewRecoveryCodes", {"current_password": PASSWORD}).status_code == 404


def test_one_persons_recovery_code_is_nobody_elses(practice, person, app_):
    other = practice.adult()
    App(practice, practice.active(other))
    assert pass_with(half_signed_in(practice, other.email), app_.answer.json["recovery_codes"][0]).status_code == 403


# Removing, and staff's help.


def remove(browser, factor_id):
    return browser.post(f"{FACTORS}/{factor_id}:remove", {"current_password": PASSWORD})


def test_with_the_last_one_the_recovery_codes_go_and_the_password_is_enough_again(practice, person, browser, app_):
    [mine] = browser.get(FACTORS).json["second_factors"]
    assert remove(browser, mine["factor_id"]).json == {"owes": []}
    assert browser.get(FACTORS).json["recovery_codes_left"] == 0 and practice.audited("second_factor.removed")
    assert practice.browser().sign_in(person.email).json["owes"] == []
    assert remove(browser, mine["factor_id"]).status_code == 404


def test_nobody_removes_somebody_elses(practice, browser, app_):
    [mine] = browser.get(FACTORS).json["second_factors"]
    other = practice.active(practice.adult())
    assert remove(other, mine["factor_id"]).status_code == 404


def reset(practice, by, email):
    return by.post(f"/accounts/{practice.account_id(email)}/second-factors:reset", {"reason": "Lost phone, known by voice"})


def test_the_desk_resets_a_lost_phone_with_a_reason_and_signs_its_owner_out(practice, person, browser, app_):
    desk = practice.staff("FRONT_DESK")
    path = f"/accounts/{practice.account_id(person.email)}"
    assert desk.get(path).json["second_factors"] == ["APP"]
    assert reset(practice, desk, person.email).json["second_factors"] == []
    assert browser.post("/sessions/current:refresh").status_code == 401
    assert practice.browser().sign_in(person.email).json["owes"] == []
    [entry] = practice.audited("second_factor.reset")
    assert (entry.detail["reason"], entry.actor_role) == ("Lost phone, known by voice", "FRONT_DESK")
    assert reset(practice, desk, person.email).status_code == 404 and desk.post(f"{path}/second-factors:reset", {}).status_code == 400


@pytest.mark.parametrize(("by", "of", "status"), [
    ("FRONT_DESK", "CLINICIAN", 403), ("FRONT_DESK", "ADMIN", 403), ("ADMIN", "ADMIN", 403), ("ADMIN", "CLINICIAN", 200),
    ("OWNER", "OWNER", 200), ("CLINICIAN", "STUDENT", 403), ("STUDENT", "STUDENT", 403),
])  # fmt: skip
def test_only_who_outranks_somebody_takes_their_second_step_away(practice, by, of, status):
    email = f"target@{practice.practice_id}.example"
    App(practice, practice.staff(of, email))
    assert reset(practice, practice.staff(by), email).status_code == status


def test_nobody_resets_their_own(practice):
    App(practice, practice.owner)
    assert reset(practice, practice.owner, practice.owner_email).json["reason"] == "OWN_ACCOUNT"


def test_another_practices_staff_reset_nothing(practice, neighbour, person, app_):
    path = f"/accounts/{practice.account_id(person.email)}/second-factors:reset"
    assert neighbour.owner.post(path, {"reason": "x"}).status_code == 404


# What the practice asks of its staff.


@pytest.fixture
def strict(practice):
    """Staff must have one from now on; the front desk was signed in before."""
    desk = practice.staff("FRONT_DESK", "desk@maple.example")
    practice.change_settings(staff_second_factor=True)
    return desk


def test_staff_owe_a_second_factor_as_soon_as_the_practice_asks_for_it(practice, strict):
    assert strict.post("/sessions/current:refresh").json["owes"] == ["SECOND_FACTOR_SETUP"] and strict.cookie("access") is None
    browser = practice.browser()
    assert browser.sign_in("desk@maple.example").json["owes"] == ["SECOND_FACTOR_SETUP"] and browser.cookie("access") is None
    added = App(practice, browser, current_password=None)
    assert added.answer.json["owes"] == [] and browser.cookie("access")
    assert browser.get("/staff").status_code == 200


def test_clients_owe_none(practice, person, browser, strict):
    assert browser.post("/sessions/current:refresh").json["owes"] == []


def test_staff_who_remove_their_last_one_owe_another(practice, strict):
    strict.post("/sessions/current:refresh")
    App(practice, strict, current_password=None)
    [mine] = strict.get(FACTORS).json["second_factors"]
    assert remove(strict, mine["factor_id"]).json == {"owes": ["SECOND_FACTOR_SETUP"]} and strict.cookie("access") is None


# What the holder is told.


def told(practice):
    events = practice.announced("second_factor.changed")
    return [(SecondFactorChange.Name(event.change).removeprefix("SECOND_FACTOR_CHANGE_"), event.email) for event in events]


def test_the_holder_is_told_of_every_change_whoever_makes_it(practice, person, browser, app_):
    browser.post(f"{FACTORS}:renewRecoveryCodes", {"current_password": PASSWORD})
    App(practice, browser, "Tablet")
    [first, second] = [one["factor_id"] for one in browser.get(FACTORS).json["second_factors"]]
    remove(browser, first)
    reset(practice, practice.staff("FRONT_DESK"), person.email)
    assert [change for change, _ in told(practice)] == ["ADDED", "CODES_MADE", "ADDED", "REMOVED", "RESET"]
    assert {email for _, email in told(practice)} == {person.email}


def test_the_holder_is_told_of_a_recovery_code_and_not_of_the_apps(practice, person, app_):
    pass_with(half_signed_in(practice, person.email), app_.next_code())
    pass_with(half_signed_in(practice, person.email), "aaaa-bbbb-cccc")
    assert [change for change, _ in told(practice)] == ["ADDED"]
    pass_with(half_signed_in(practice, person.email), app_.answer.json["recovery_codes"][0])
    assert [change for change, _ in told(practice)] == ["ADDED", "CODE_USED"]
