"""What staff do about somebody's account."""

from uuid import uuid4

import pytest

from identity import hashing
from tests.identity.practice import ANOTHER, PASSWORD

TEMPORARY = "for today only please"
SET = {"password": TEMPORARY, "reason": "No mail arrives"}


@pytest.fixture
def person(practice):
    return practice.adult()


@pytest.fixture
def desk(practice):
    return practice.staff("FRONT_DESK")


def at(practice, email, verb=""):
    return f"/accounts/{practice.account_id(email)}{verb}"


# Temporary passwords.


def test_a_temporary_password_activates_and_ends_every_login_session_and_link(practice, person, desk):
    before = practice.active(person)
    practice.browser().post("/password-resets", {"email": person.email})
    practice.work()
    answer = desk.post(at(practice, person.email, ":setTemporaryPassword"), SET)
    assert answer.status_code == 200 and answer.json["expire_time"]
    assert before.post("/sessions/current:refresh").status_code == 401
    assert practice.links(person.email)[-1].state == "REVOKED"
    assert practice.browser().sign_in(person.email, PASSWORD).status_code == 401
    assert practice.browser().sign_in(person.email, TEMPORARY).json["owes"] == ["PASSWORD_CHANGE"]


def test_a_pending_account_is_activated_and_its_holder_told_without_the_password(practice, person, desk):
    desk.post(at(practice, person.email, ":setTemporaryPassword"), SET)
    assert practice.account(person.email).state == "ACTIVE"
    [told] = practice.announced("temporary_password.set")
    assert told.email == person.email and told.expire_time.seconds - told.set_time.seconds == 72 * 3600
    assert told.set_by_account_id == desk.get("/me").json["account_id"] and TEMPORARY not in str(told)
    changed = practice.announced("account.changed")[-1]
    assert (changed.state, changed.password) == (2, 3) and changed.temporary_password_expire_time.seconds
    [entry] = practice.audited("temporary_password.set")
    assert entry.detail == {"reason": "No mail arrives"} and entry.actor_role == "FRONT_DESK"


def test_the_same_key_sent_twice_sets_it_and_tells_the_holder_once(practice, person, desk):
    path = at(practice, person.email, ":setTemporaryPassword")
    answers = [desk.post(path, SET, **{"Idempotency-Key": "one"}) for _ in range(2)]
    assert answers[0].json == answers[1].json and len(practice.announced("temporary_password.set")) == 1


def test_no_transaction_is_open_while_a_temporary_password_is_hashed(practice, person, desk, parts, monkeypatch):
    path, open_then, make = at(practice, person.email, ":setTemporaryPassword"), [], hashing.Hashing.make

    def looked(self, password):
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'identity' AND usename = 'identity_app' AND state <> 'idle'"
        open_then.append(parts.admin(query)[0][0])
        return make(self, password)

    monkeypatch.setattr(hashing.Hashing, "make", looked)
    assert desk.post(path, SET, **{"Idempotency-Key": "one"}).status_code == 200 and open_then == [0]


def test_a_temporary_password_that_ran_out_says_so_only_to_who_knows_it(practice, person, desk):
    desk.post(at(practice, person.email, ":setTemporaryPassword"), SET)
    practice.shift_clock(hours=73)
    assert practice.browser().sign_in(person.email, ANOTHER).json["reason"] == "SIGN_IN_REFUSED"
    assert practice.browser().sign_in(person.email, TEMPORARY).json["reason"] == "TEMPORARY_PASSWORD_EXPIRED"


@pytest.mark.parametrize(("body", "reason"), [
    ({"reason": ""}, "INVALID"), ({"password": "short"}, "PASSWORD_TOO_SHORT"), ({"password": "maplecounselling"}, "PASSWORD_ONLY_NAMES"),
    ({"reason": "x\x00"}, "INVALID"), ({"extra": 1}, "INVALID"), ({"password": 12345678901234}, "INVALID"),
])  # fmt: skip
def test_a_temporary_password_needs_a_reason_and_holds_to_the_same_rules(practice, person, desk, body, reason):
    answer = desk.post(at(practice, person.email, ":setTemporaryPassword"), SET | body)
    assert (answer.status_code, answer.json["reason"]) == (400, reason)
    assert practice.account(person.email).state == "PENDING"


@pytest.mark.parametrize("verb", [":setTemporaryPassword", ":lock", ":unlock", "/login-sessions:end"])
def test_nobody_acts_on_a_higher_role(practice, desk, verb):
    body = SET if "Password" in verb else {"reason": "curious"} if verb == ":lock" else None
    answer = desk.post(at(practice, practice.owner_email, verb), body)
    assert (answer.status_code, answer.json["reason"]) == (403, "HIGHER_ROLE")
    assert practice.owner.post("/sessions/current:refresh").status_code == 200


def test_an_owner_may_set_one_for_staff_but_not_for_themself(practice, desk):
    clinician = practice.staff("CLINICIAN", "cleo@maple.example")
    assert practice.owner.post(at(practice, "cleo@maple.example", ":setTemporaryPassword"), SET).status_code == 200
    assert clinician.post("/sessions/current:refresh").status_code == 401
    assert practice.owner.post(at(practice, practice.owner_email, ":setTemporaryPassword"), SET).json["reason"] == "OWN_ACCOUNT"


def test_who_may_do_what(practice, person, desk):
    clinician, student = practice.staff("CLINICIAN"), practice.staff("STUDENT")
    assert clinician.get("/accounts").status_code == 200 and student.get("/accounts").status_code == 403
    assert clinician.post(at(practice, person.email, ":setTemporaryPassword"), SET).json["permission"] == "accounts:set_password"
    assert student.get("/staff").status_code == clinician.get("/staff").status_code == 200
    client = practice.active(person)
    for path in ("/accounts", "/staff", at(practice, person.email)):
        assert client.get(path).status_code == 403
    assert practice.browser().get("/accounts").status_code == 401


# Locks.


def test_a_lock_ends_what_is_open_and_an_unlock_gives_back_the_same_password(practice, person, desk):
    browser, access = practice.active(person), None
    access = browser.cookie("access")
    locked = desk.post(at(practice, person.email, ":lock"), {"reason": "lost phone"})
    assert locked.json["state"] == "LOCKED" and locked.json["login_sessions"] == []
    assert browser.post("/sessions/current:refresh").status_code == 401
    assert practice.browser().get("/me", Authorization=f"Bearer {access}").status_code == 401
    assert practice.browser().sign_in(person.email).json["reason"] == "SIGN_IN_REFUSED"
    assert desk.post(at(practice, person.email, ":lock"), {"reason": "again"}).status_code == 200
    assert desk.post(at(practice, person.email, ":unlock")).json["state"] == "ACTIVE"
    assert practice.browser().sign_in(person.email).status_code == 201
    assert [entry.detail.get("reason") for entry in practice.audited("account.locked")] == ["lost phone"]


def test_a_pending_account_that_was_locked_is_pending_again_afterwards(practice, desk):
    person, token = practice.invited()
    desk.post(at(practice, person.email, ":lock"), {"reason": "wrong person"})
    assert practice.browser().post("/links:inspect", {"token": token}).json["state"] == "REVOKED"
    assert desk.post(at(practice, person.email, ":unlock")).json["state"] == "PENDING"


def test_unlocking_forgets_the_tries_that_slowed_somebody(practice, person, desk):
    practice.active(person)
    for _ in range(10):
        practice.browser().sign_in(person.email, ANOTHER)
    assert practice.browser().sign_in(person.email).status_code == 401
    desk.post(at(practice, person.email, ":unlock"))
    assert practice.browser().sign_in(person.email).status_code == 201


def test_somebody_is_signed_out_everywhere(practice, person, desk):
    one, two = practice.active(person), practice.browser()
    two.sign_in(person.email)
    assert desk.post(at(practice, person.email, "/login-sessions:end")).json == {"ended": 2}
    assert {browser.post("/sessions/current:refresh").status_code for browser in (one, two)} == {401}
    assert practice.browser().sign_in(person.email).status_code == 201


# Finding one.


def test_accounts_are_found_by_address_and_by_a_contacts_name_whatever_its_case_and_accents(practice, desk):
    one = practice.adult("zoe@maple.example", name=("Zoë", "O'Neil"))
    practice.adult("other@maple.example", name=("Olga", "Other"))
    for query in ("ZOE@", "zoë", "zoe", "Z\u006fe\u0308", "o'ne", "Zoë O'Neil", "ZOË"):
        assert [found["email"] for found in desk.get(f"/accounts?query={query}").json["accounts"]] == [one.email]
    assert desk.get("/accounts?query=%25").json["accounts"] == []


def test_accounts_come_in_pages(practice, desk):
    emails = sorted(practice.adult(f"a{number}@maple.example").email for number in range(5))
    seen, token = [], ""
    while True:
        page = desk.get(f"/accounts?query=@maple.example&page_size=2&page_token={token}").json
        seen += [found["email"] for found in page["accounts"]]
        token = page["next_page_token"]
        if not token:
            break
    assert seen == emails


@pytest.mark.parametrize("query", ["page_token=x", "page_size=0", "page_size=201", "page_size=a", "unknown=1", "page_token=%ff"])
def test_a_query_that_makes_no_sense_is_refused(desk, query):
    assert desk.get(f"/accounts?{query}").status_code == 400


def test_a_login_is_called_by_a_name_on_two_charts_once(practice, desk):
    mother, again = (practice.guardian("gia@maple.example") for _ in range(2))
    practice.welcome(mother)
    practice.welcome(again)
    shown = desk.get(at(practice, mother.email)).json
    assert (shown["display_name"], set(shown["contact_ids"])) == ("Gia Guardian", {mother.contact_id, again.contact_id})


def test_one_account_shows_password_link_and_where_it_is_signed_in(practice, desk):
    person, _ = practice.invited()
    shown = desk.get(at(practice, person.email)).json
    assert (shown["state"], shown["password"], shown["contact_ids"]) == ("PENDING", "NONE", [person.contact_id])
    assert shown["display_name"] == "Ada Adult"
    assert shown["live_link"]["purpose"] == "INVITATION" and shown["login_sessions"] == []
    practice.entered(person.email)
    shown = desk.get(at(practice, person.email)).json
    assert (shown["state"], shown["password"], shown["live_link"]) == ("ACTIVE", "SET", None)
    assert [one["browser"] for one in shown["login_sessions"]] == ["Chrome 131 on Android"] and shown["last_sign_in_time"]
    assert "password_hash" not in shown and "seed" not in str(shown)


def test_an_account_that_isnt_there_is_not_found(practice, neighbour, desk):
    theirs = neighbour.adult()
    for account_id in (uuid4(), neighbour.account_id(theirs.email)):
        assert desk.get(f"/accounts/{account_id}").status_code == 404
        assert desk.post(f"/accounts/{account_id}:setTemporaryPassword", SET).status_code == 404
        assert desk.post(f"/accounts/{account_id}:lock", {"reason": "curious"}).status_code == 404
    assert neighbour.account(theirs.email).state == "PENDING"
