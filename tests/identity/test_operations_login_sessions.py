"""Signing in, staying signed in, signing out."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from chassis.testing import eventually
from identity import hashing
from identity.parts import parts as opened
from tests.identity.practice import ANOTHER, PASSWORD


@pytest.fixture
def person(practice):
    return practice.adult()


@pytest.fixture
def browser(practice, person):
    return practice.active(person)


def hashes_made():
    return opened().hashing.made


# Signing in.


def test_an_invited_adult_sets_a_password_agrees_and_is_signed_in(practice):
    person, token = practice.invited()
    browser = practice.browser()
    redeemed = browser.post("/links:redeem", {"token": token, "password": PASSWORD, "accepted_terms_version": "1"})
    assert redeemed.json == {"email": person.email}
    signed_in = browser.sign_in(person.email)
    assert (signed_in.status_code, signed_in.json["owes"], signed_in.json["role"]) == (201, [], None)
    me = browser.get("/me").json
    assert [one["contact_id"] for one in me["people"]] == [person.contact_id] and me["terms"] is None
    [accepted] = practice.announced("terms.accepted")
    assert (accepted.contact_id, accepted.terms_version) == (person.contact_id, "1")


def test_a_sign_in_is_announced_and_audited_with_its_browser(practice, person, browser):
    [told] = [one for one in practice.announced("signin.succeeded") if one.account_id == str(practice.account_id(person.email))]
    assert told.browser == "Chrome 131 on Android"
    [entry] = [one for one in practice.audited("sign_in.succeeded") if one.subject_id == told.account_id]
    assert (str(entry.actor_account_id), entry.origin) == (told.account_id, "http")
    assert entry.detail == {"login_session_id": told.login_session_id}
    assert practice.account(person.email).last_browser == "Chrome 131 on Android"


def test_the_access_token_names_account_practice_and_login_session_for_five_minutes(practice, person, browser):
    keys = KeySet.import_key_set(practice.browser().get("/jwks.json").json)
    claims = jwt.decode(browser.cookie("access"), keys, algorithms=["ES256"]).claims
    assert claims["sub"] == str(practice.account_id(person.email)) and claims["practice"] == practice.practice_id
    assert claims["exp"] - claims["iat"] == 300 and "role" not in claims and claims["lsid"]


def test_cookies_are_out_of_scripts_reach_and_live_as_long_as_what_they_carry(practice, person, browser):
    answer = practice.browser().sign_in(person.email)
    cookies = {header.split("=")[0]: header for header in answer.headers.getlist("Set-Cookie")}
    assert set(cookies) == {"anteroom_login", "anteroom_access", "anteroom_device"}
    assert all("HttpOnly" in header and "SameSite=Lax" in header and "Path=/" in header for header in cookies.values())
    assert "Max-Age=300;" in cookies["anteroom_access"]
    assert not any("Domain" in header for header in cookies.values())


def test_only_a_hash_of_the_cookie_is_kept(practice, person, browser):
    kept = practice.rows("SELECT cookie_hash FROM login_sessions WHERE practice_id = :p", p=practice.practice_id)
    assert browser.cookie("login") and not any(browser.cookie("login").encode() in row.cookie_hash for row in kept)


def test_signing_in_again_ends_the_browsers_earlier_login_session(practice, person, browser):
    before, access = browser.cookie("login"), browser.cookie("access")
    browser.sign_in(person.email)
    old = practice.browser()
    old.client.set_cookie("anteroom_login", before, domain=old.host)
    assert old.post("/sessions/current:refresh").status_code == 401
    assert old.get("/me", Authorization=f"Bearer {access}").status_code == 401


def test_a_write_from_another_site_is_refused(practice, person, browser):
    body = {"email": person.email, "password": PASSWORD}
    assert browser.post("/sessions", body, Origin="https://evil.example").json["reason"] == "CROSS_SITE"
    assert browser.send("POST", "/sessions", body, **{"X-Anteroom-CSRF": ""}).json["reason"] == "CROSS_SITE"


# Refusals: one answer, one hash, whatever the cause.


def causes(practice):
    """An email and a password for every way a sign-in can be refused."""
    active, pending, locked, lapsed, off = (practice.adult() for _ in range(5))
    for one in (active, locked, lapsed, off):
        practice.active(one)
    gone = practice.staff("FRONT_DESK") and practice.rows(
        "SELECT email FROM accounts WHERE practice_id = :p AND role = 'FRONT_DESK'", p=practice.practice_id)[0].email
    owner = practice.owner
    owner.post(f"/accounts/{practice.account_id(locked.email)}:lock", {"reason": "test"})
    owner.send("PATCH", f"/staff/{practice.account_id(gone)}", {"state": "DISABLED"})
    practice.tell_access(replace(off, access=False))
    return {
        "WRONG_PASSWORD": (active.email, ANOTHER), "NO_PASSWORD": (pending.email, PASSWORD), "LOCKED": (locked.email, PASSWORD),
        "DISABLED": (gone, PASSWORD), "NO_ACCESS": (off.email, PASSWORD), "UNKNOWN": ("nobody@maple.example", PASSWORD),
        "empty": (active.email, ""), "too long": (active.email, "x" * 300), "not an address": ("\u202eada", PASSWORD), "nothing": ("", ""),
    }


def test_every_cause_gets_the_same_answer_and_costs_one_hash(practice):
    tries, answers, costs = causes(practice), [], []
    for email, password in tries.values():
        before = hashes_made()
        answers.append(practice.browser().sign_in(email, password))
        costs.append(hashes_made() - before)
    alike = {(answer.status_code, answer.text, tuple(sorted(set(answer.headers.keys())))) for answer in answers}
    assert alike == {(401, answers[0].text, tuple(sorted(set(answers[0].headers.keys()))))}
    assert costs == [1] * len(tries)
    assert len(practice.rows("SELECT 1 FROM sign_in_refusals WHERE practice_id = :p", p=practice.practice_id)) == len(tries)


def test_a_right_password_costs_one_hash_too(practice, person, browser):
    before = hashes_made()
    assert practice.browser().sign_in(person.email).status_code == 201
    assert hashes_made() - before == 1


def test_staff_learn_the_cause_of_a_refusal_and_strangers_addresses_are_announced_to_nobody(practice):
    tries = causes(practice)
    for cause in ("WRONG_PASSWORD", "NO_PASSWORD", "LOCKED", "DISABLED", "NO_ACCESS", "UNKNOWN"):
        practice.browser().sign_in(*tries[cause])
    practice.work()
    told = sorted(one.reason for one in practice.announced("signin.refused"))
    assert told == ["DISABLED", "LOCKED", "NO_ACCESS", "NO_PASSWORD", "WRONG_PASSWORD"]
    audited = {entry.detail["reason"]: entry for entry in practice.audited("sign_in.refused")}
    assert audited["UNKNOWN"].subject_type == "address" and "nobody" not in audited["UNKNOWN"].subject_id
    assert audited["LOCKED"].subject_id == str(practice.account_id(tries["LOCKED"][0]))


def test_when_every_core_hashes_the_answer_is_503_and_the_same_for_all(practice, person, browser):
    hashing_ = opened().hashing
    with _full(hashing_):
        answers = [practice.browser().sign_in(email, PASSWORD) for email in (person.email, "nobody@maple.example")]
    assert {(answer.status_code, answer.json["reason"]) for answer in answers} == {(503, "UNAVAILABLE")}
    assert answers[0].text == answers[1].text
    assert practice.rows("SELECT 1 FROM sign_in_attempts WHERE practice_id = :p", p=practice.practice_id) == [], "nothing was counted"
    assert practice.browser().sign_in(person.email).status_code == 201


class _full:
    """Every place in the queue taken."""

    def __init__(self, places):
        self.places, self.held = places, []

    def __enter__(self):
        while True:
            place = self.places.place()
            try:
                place.__enter__()
            except hashing.TooBusy:
                return
            self.held.append(place)

    def __exit__(self, *_):
        for place in self.held:
            place.__exit__(None, None, None)


def test_no_transaction_is_open_while_a_password_is_hashed(practice, person, browser, parts, monkeypatch):
    open_then = []

    def verify(*_):
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'identity' AND usename = 'identity_app' AND state <> 'idle'"
        open_then.append(parts.admin(query)[0][0])
        return True

    monkeypatch.setattr(hashing.Hashing, "_verify", verify)
    practice.browser().sign_in(person.email)
    assert open_then == [0]


# Slowing.


def wrong(practice, email, times, browser=None):
    return [(browser or practice.browser()).sign_in(email, ANOTHER).status_code for _ in range(times)]


def test_after_ten_wrong_tries_even_the_right_password_waits_a_while(practice, person, browser):
    wrong(practice, person.email, 10)
    assert practice.browser().sign_in(person.email).json["reason"] == "SIGN_IN_REFUSED"
    practice.work()
    assert practice.announced("signin.refused")[-1].reason == "SLOWED"
    practice.shift_clock(minutes=1, seconds=5)
    assert practice.browser().sign_in(person.email).status_code == 201


def test_nine_wrong_tries_and_then_the_right_one_are_no_trouble(practice, person, browser):
    wrong(practice, person.email, 9)
    assert practice.browser().sign_in(person.email).status_code == 201
    wrong(practice, person.email, 9)
    assert practice.browser().sign_in(person.email).status_code == 201, "a good sign-in forgets the wrong ones"


def test_each_further_wrong_try_doubles_the_wait_and_a_quiet_quarter_of_an_hour_forgets_them(practice, person, browser):
    wrong(practice, person.email, 10)
    practice.shift_clock(seconds=61)
    wrong(practice, person.email, 1)
    practice.shift_clock(seconds=61 + 90)
    assert practice.browser().sign_in(person.email).status_code == 401
    practice.shift_clock(minutes=40)
    wrong(practice, person.email, 9)
    assert practice.browser().sign_in(person.email).status_code == 201


def test_a_device_that_has_signed_in_before_is_never_slowed_by_others(practice, person, browser):
    wrong(practice, person.email, 12)
    assert practice.browser().sign_in(person.email).status_code == 401
    assert browser.sign_in(person.email).status_code == 201
    assert browser.post("/sessions/current:refresh").status_code == 200, "login sessions go on"


def test_a_known_device_of_another_account_is_no_key_to_this_one(practice, person, browser):
    other = practice.adult()
    practice.active(other)
    wrong(practice, other.email, 12)
    assert browser.sign_in(other.email).status_code == 401


def test_a_known_device_has_many_tries_but_not_without_end(practice, person, browser):
    browser.sign_in(person.email, ANOTHER)
    practice.rows("UPDATE sign_in_attempts SET wrong = 98 WHERE known_device RETURNING 1")
    wrong(practice, person.email, 2, browser)
    assert browser.sign_in(person.email).status_code == 401


def test_tries_at_once_are_all_counted(practice, person, browser):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: wrong(practice, person.email, 1), range(10)))
    assert practice.browser().sign_in(person.email).status_code == 401


def test_unknown_addresses_are_slowed_alike(practice):
    wrong(practice, "nobody@maple.example", 11)
    kept = practice.rows("SELECT wrong, slowed FROM sign_in_attempts WHERE practice_id = :p", p=practice.practice_id)
    assert [tuple(row) for row in kept] == [(10, True)]


# Staying signed in, and out.


def test_a_refresh_gives_a_new_access_token_for_the_opaque_cookie_alone(practice, person, browser):
    before = browser.cookie("access")
    browser.client.delete_cookie("anteroom_access", domain=browser.host)
    answer = browser.post("/sessions/current:refresh")
    assert answer.json["owes"] == [] and answer.json["expire_time"] and browser.cookie("access") not in (None, before)


def test_a_login_session_that_owes_something_gets_no_access_token(practice, person):
    practice.welcome(person)
    browser = practice.entered(person.email, accept=False)
    assert browser.cookie("access") is None
    answer = browser.post("/sessions/current:refresh")
    assert answer.json == {"owes": ["TERMS"], "expire_time": None} and browser.cookie("access") is None
    assert browser.get("/me").json["owes"] == ["TERMS"]


@pytest.mark.parametrize("cookie", [None, "x", "A" * 43, "A" * 3000])
def test_a_cookie_that_never_was_renews_nothing(practice, cookie):
    browser = practice.browser()
    if cookie:
        browser.client.set_cookie("anteroom_login", cookie, domain=browser.host)
    assert browser.post("/sessions/current:refresh").json["reason"] == "LOGIN_SESSION_ENDED"
    assert browser.send("DELETE", "/sessions/current").status_code == 204


def test_signing_out_ends_cookie_and_access_token_at_once(practice, person, browser):
    login, access = browser.cookie("login"), browser.cookie("access")
    assert browser.send("DELETE", "/sessions/current").status_code == 204
    assert browser.cookie("login") is None and browser.cookie("access") is None and browser.cookie("device")
    browser.client.set_cookie("anteroom_login", login, domain=browser.host)
    assert browser.post("/sessions/current:refresh").status_code == 401
    assert practice.browser().get("/me", Authorization=f"Bearer {access}").json["reason"] == "LOGIN_SESSION_ENDED"
    assert len(practice.announced("login_session.revoked")) == 1


@pytest.mark.parametrize(("unused", "status"), [({"days": 6}, 200), ({"days": 8}, 401)])
def test_a_clients_login_session_that_lies_unused_for_a_week_ends(practice, person, browser, unused, status):
    practice.shift_clock(**unused)
    assert browser.post("/sessions/current:refresh").status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 401)])
def test_staff_are_signed_out_after_the_minutes_their_practice_set(practice, minutes, status):
    desk = practice.staff("FRONT_DESK")
    practice.change_settings(staff_idle_minutes=15)
    assert desk.get("/me").json["idle_minutes"] == 15
    practice.shift_clock(minutes=minutes)
    assert desk.get("/me").status_code == desk.post("/sessions/current:refresh").status_code == status


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 401)])
def test_a_client_stays_signed_in_for_the_days_their_practice_set(practice, person, browser, days, status):
    practice.change_settings(client_idle_days=30)
    practice.shift_clock(days=days)
    assert browser.post("/sessions/current:refresh").status_code == status


def test_what_lay_unused_too_long_changes_nothing_of_the_account(practice, person, browser):
    practice.shift_clock(days=8)
    answer = browser.post("/me:changePassword", {"current_password": PASSWORD, "new_password": ANOTHER})
    assert (answer.status_code, answer.json["reason"]) == (401, "LOGIN_SESSION_ENDED")


def test_staff_are_signed_out_after_half_a_day_however_busy(practice):
    desk = practice.staff("FRONT_DESK")
    for hours in (3, 6, 9, 11):
        practice.shift_clock(hours=hours)
        assert desk.post("/sessions/current:refresh").status_code == 200
    practice.shift_clock(hours=12, minutes=1)
    assert desk.post("/sessions/current:refresh").status_code == 401


def test_a_token_of_another_practice_opens_nothing(practice, person, browser, neighbour):
    stranger = neighbour.browser()
    assert stranger.get("/me", Authorization=f"Bearer {browser.cookie('access')}").status_code == 401
    stranger.client.set_cookie("anteroom_login", browser.cookie("login"), domain=stranger.host)
    assert stranger.get("/me").status_code == 401 and stranger.post("/sessions/current:refresh").status_code == 401


def test_the_published_keys_hold_nothing_private(practice):
    keys = practice.browser().get("/jwks.json").json["keys"]
    assert keys and all("d" not in key and key["kid"] for key in keys) and "\"d\"" not in json.dumps(keys)


def test_a_lock_that_falls_while_the_password_is_hashed_wins(practice, person, browser, monkeypatch):
    hashed, locked, real = threading.Event(), threading.Event(), hashing.Hashing.fits

    def fits(self, *about):
        right = real(self, *about)
        hashed.set()
        locked.wait(20)
        return right

    account_id, owner = practice.account_id(person.email), practice.owner
    monkeypatch.setattr(hashing.Hashing, "fits", fits)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(practice.browser().sign_in, person.email)
        eventually(hashed.is_set)
        assert owner.post(f"/accounts/{account_id}:lock", {"reason": "test"}).status_code == 200
        locked.set()
        assert answer.result(20).status_code == 401


def test_an_access_token_in_a_cookie_or_a_header_shows_ones_own_account(practice, person, browser):
    access, alone = browser.cookie("access"), practice.browser()
    alone.client.set_cookie("anteroom_access", access, domain=alone.host)
    for answer in (alone.get("/me"), practice.browser().get("/me", Authorization=f"Bearer {access}")):
        assert answer.json["email"] == person.email
