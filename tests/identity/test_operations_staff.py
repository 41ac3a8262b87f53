"""The team."""

from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def admin(practice):
    return practice.staff("ADMIN")


def of(practice, email):
    return f"/staff/{practice.account_id(email)}"


def member(email="cleo@maple.example", role="CLINICIAN"):
    return {"email": email, "display_name": "Dr. Cleo", "role": role}


def test_someone_invited_gets_a_link_and_is_announced(practice):
    answer = practice.owner.post("/staff", member())
    assert answer.status_code == 201 and (answer.json["state"], answer.json["role"]) == ("PENDING", "CLINICIAN")
    issued = practice.announced("link.issued")[-1].link
    assert issued.staff and issued.account_id == answer.json["account_id"]
    told = practice.announced("staff.changed")[-1]
    assert (told.display_name, told.role, told.state) == ("Dr. Cleo", 3, 1)
    assert practice.entered("cleo@maple.example").get("/me").json["display_name"] == "Dr. Cleo"


def test_the_same_key_sent_twice_invites_once(practice):
    answers = [practice.owner.post("/staff", member(), **{"Idempotency-Key": "one"}) for _ in range(2)]
    assert answers[0].json == answers[1].json and len(practice.announced("link.issued")) == 2


def test_nobody_is_invited_twice_or_above_ones_own_role(practice, admin):
    assert admin.post("/staff", member()).status_code == 201
    assert admin.post("/staff", member("CLEO@maple.example")).json["reason"] == "ALREADY_STAFF"
    assert admin.post("/staff", member("boss@maple.example", "OWNER")).json["reason"] == "HIGHER_ROLE"
    assert admin.post("/staff", member("not an address")).status_code == 400
    assert practice.rows("SELECT 1 FROM accounts WHERE practice_id = :p AND email_key = 'boss@maple.example'", p=practice.practice_id) == []


def test_a_client_who_joins_the_team_keeps_account_and_password_and_signs_in_again(practice):
    person = practice.adult()
    browser, before = practice.active(person), practice.account(person.email)
    assert practice.owner.post("/staff", member(person.email)).json["account_id"] == str(before.account_id)
    assert browser.post("/sessions/current:refresh").status_code == 401
    assert practice.browser().sign_in(person.email).json["role"] == "CLINICIAN"
    assert len(practice.links(person.email)) == 1 and practice.bindings(person.email) == {person.contact_id: "BOUND"}


def test_another_role_or_being_disabled_ends_the_login_sessions(practice):
    browser = practice.staff("CLINICIAN", "cleo@maple.example")
    assert practice.owner.send("PATCH", of(practice, "cleo@maple.example"), {"role": "ADMIN"}).json["role"] == "ADMIN"
    assert browser.post("/sessions/current:refresh").status_code == 401
    browser.sign_in("cleo@maple.example")
    assert practice.owner.send("PATCH", of(practice, "cleo@maple.example"), {"state": "DISABLED"}).json["state"] == "DISABLED"
    assert browser.post("/sessions/current:refresh").status_code == 401 and browser.sign_in("cleo@maple.example").status_code == 401
    assert [one.state for one in practice.announced("staff.changed")[-2:]] == [2, 4]


def test_someone_enabled_again_has_the_password_they_had(practice):
    browser = practice.staff("CLINICIAN", "cleo@maple.example")
    for state in ("DISABLED", "ACTIVE"):
        practice.owner.send("PATCH", of(practice, "cleo@maple.example"), {"state": state})
    assert browser.sign_in("cleo@maple.example").status_code == 201


def test_a_disabled_account_is_given_no_password_and_no_link(practice):
    practice.staff("CLINICIAN", "cleo@maple.example")
    practice.owner.send("PATCH", of(practice, "cleo@maple.example"), {"state": "DISABLED"})
    set_it = f"/accounts/{practice.account_id('cleo@maple.example')}:setTemporaryPassword"
    assert practice.owner.post(set_it, {"password": "for today only please", "reason": "x"}).json["reason"] == "ACCOUNT_DISABLED"


def test_a_new_name_signs_nobody_out(practice):
    browser = practice.staff("CLINICIAN", "cleo@maple.example")
    assert practice.owner.send("PATCH", of(practice, "cleo@maple.example"), {"display_name": "Dr. C."}).json["display_name"] == "Dr. C."
    assert browser.post("/sessions/current:refresh").status_code == 200


def test_nobody_changes_their_own_role_so_that_an_owner_is_always_left(practice, admin):
    owner = of(practice, practice.owner_email)
    assert practice.owner.send("PATCH", owner, {"role": "ADMIN"}).json["reason"] == "OWN_ACCOUNT"
    assert practice.owner.send("PATCH", owner, {"state": "DISABLED"}).json["reason"] == "OWN_ACCOUNT"
    assert admin.send("PATCH", owner, {"role": "STUDENT"}).json["reason"] == "HIGHER_ROLE"
    second = practice.staff("OWNER")
    assert second.send("PATCH", owner, {"state": "DISABLED"}).status_code == 200


def test_the_team_is_not_a_list_of_clients(practice, admin):
    person = practice.adult()
    assert person.email not in {one["email"] for one in admin.get("/staff").json["staff"]}
    assert admin.send("PATCH", of(practice, person.email), {"role": "STUDENT"}).status_code == 404


@pytest.mark.parametrize("act", [{"role": "ADMIN"}, {"state": "DISABLED"}, ":leave", ":lock"])
def test_of_two_owners_who_remove_each_other_at_the_same_moment_one_stays(practice, act):
    one, two = practice.owner, practice.staff("OWNER", "second@maple.example")
    at = {one: practice.account_id("second@maple.example"), two: practice.account_id(practice.owner_email)}

    def remove(browser):
        if isinstance(act, dict):
            return browser.send("PATCH", f"/staff/{at[browser]}", act)
        path = f"/accounts/{at[browser]}:lock" if act == ":lock" else f"/staff/{at[browser]}:leave"
        return browser.post(path, {"reason": "x"} if act == ":lock" else None)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(remove, [one, two]))
    assert sorted(answer.status_code for answer in answers)[0] == 200
    left = practice.rows("SELECT 1 FROM accounts WHERE practice_id = :p AND role = 'OWNER' AND state = 'ACTIVE'", p=practice.practice_id)
    assert len(left) == 1, [answer.text for answer in answers]


def test_an_owner_who_never_came_is_no_owner_to_be_left_with(practice):
    practice.owner.post("/staff", member("invited@maple.example", "OWNER"))
    second = practice.staff("OWNER", "second@maple.example")
    assert practice.owner.send("PATCH", of(practice, "second@maple.example"), {"role": "ADMIN"}).status_code == 200
    assert second.post("/sessions/current:refresh").status_code == 401
    assert practice.owner.send("PATCH", of(practice, practice.owner_email), {"role": "ADMIN"}).json["reason"] == "OWN_ACCOUNT"


def test_who_leaves_the_team_is_signed_out_and_comes_back_with_the_password_they_had(practice):
    browser = practice.staff("CLINICIAN", "cleo@maple.example")
    left = practice.owner.post(of(practice, "cleo@maple.example") + ":leave").json
    assert (left["state"], left["role"], left["login_sessions"]) == ("DISABLED", "CLINICIAN", [])
    assert browser.post("/sessions/current:refresh").status_code == 401 and practice.audited("staff.left")
    assert practice.owner.send("PATCH", of(practice, "cleo@maple.example"), {"state": "ACTIVE"}).status_code == 200
    assert browser.sign_in("cleo@maple.example").json["role"] == "CLINICIAN"


def test_who_leaves_the_team_and_is_a_client_too_stays_a_client(practice):
    person = practice.adult()
    practice.active(person)
    practice.owner.post("/staff", member(person.email))
    left = practice.owner.post(of(practice, person.email) + ":leave").json
    assert (left["state"], left["role"]) == ("ACTIVE", None)
    told = practice.announced("staff.changed")[-1]
    assert (told.role, told.account_id) == (0, left["account_id"])
    browser = practice.browser()
    assert browser.sign_in(person.email).json["role"] is None and browser.get("/me").json["people"]
    assert practice.owner.post(of(practice, person.email) + ":leave").status_code == 404


def test_nobody_lets_themself_or_somebody_higher_leave(practice, admin):
    assert admin.post(of(practice, practice.owner_email) + ":leave").json["reason"] == "HIGHER_ROLE"
    assert practice.owner.post(of(practice, practice.owner_email) + ":leave").json["reason"] == "OWN_ACCOUNT"
    assert practice.staff("FRONT_DESK").post(of(practice, practice.owner_email) + ":leave").status_code == 403
