"""One-time codes: read out by staff, typed once by their person, worth nothing to anybody else."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from identity.domain.codes import typed
from identity.parts import parts as opened
from tests.identity.practice import ANOTHER, PASSWORD

REFUSED = "CODE_REFUSED"


def issue(practice, person, by=None):
    answer = (by or practice.owner).post(f"/accounts/{practice.account_id(person.email)}:issueCode")
    assert answer.status_code == 201, answer.text
    return answer.json


def redeem(practice, email, code, password=PASSWORD, terms="1"):
    body = {"email": email, "code": code, "password": password} | ({"accepted_terms_version": terms} if terms else {})
    return practice.browser().post("/codes:redeem", body)


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def states(practice):
    names = practice.announced("code.changed")
    return [type(one).DESCRIPTOR.fields_by_name["state"].enum_type.values_by_number[one.state].name for one in names]


@pytest.fixture
def person(practice):
    return practice.adult()


# Issued and used.


def test_a_code_activates_a_pending_account_as_an_invitation_does(practice, person):
    issued = issue(practice, person)
    assert re.fullmatch(r"\d{6}", issued["code"]) and issued["email"] == person.email
    answer = redeem(practice, person.email, issued["code"])
    assert (answer.status_code, answer.json) == (200, {"email": person.email})
    assert practice.account(person.email).state == "ACTIVE"
    signed_in = practice.browser().sign_in(person.email)
    assert (signed_in.status_code, signed_in.json["owes"]) == (201, []), "the terms were agreed to with the code"
    assert [one.contact_id for one in practice.announced("terms.accepted")] == [person.contact_id]


def test_a_code_gives_somebody_who_forgot_a_new_password_and_signs_them_out_elsewhere(practice, person):
    browser = practice.active(person)
    code = issue(practice, person)["code"]
    assert browser.get("/me").status_code == 200, "issuing changes nothing"
    assert redeem(practice, person.email, code, ANOTHER).status_code == 200
    assert browser.get("/me").status_code == 401
    assert practice.browser().sign_in(person.email, PASSWORD).status_code == 401
    assert practice.browser().sign_in(person.email, ANOTHER).status_code == 201


def test_a_code_is_typed_as_it_was_heard(practice, person):
    code = issue(practice, person)["code"]
    assert redeem(practice, f" {person.email.upper()} ", f"{code[:3]} {code[3:]}").status_code == 200


@pytest.mark.parametrize(("said", "meant"), [("471 903", "471903"), ("471-903", "471903"), ("４７１９０３", "471903"), ("4.7.1", "471")])
def test_what_sets_digits_apart_is_not_part_of_a_code(said, meant):
    assert typed(said) == meant


def test_a_code_works_once_and_of_two_at_once_one_wins(practice, person):
    code = issue(practice, person)["code"]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda password: redeem(practice, person.email, code, password), (PASSWORD, ANOTHER)))
    assert sorted(answer.status_code for answer in answers) == [200, 403]
    assert redeem(practice, person.email, code).json["reason"] == REFUSED


def test_whoever_owes_the_terms_is_shown_them_for_the_right_code_alone(practice, person):
    code = issue(practice, person)["code"]
    assert redeem(practice, person.email, wrong(code), terms=None).json["reason"] == REFUSED
    asked = redeem(practice, person.email, code, terms=None)
    assert (asked.status_code, asked.json["reason"], asked.json["terms"]["version"]) == (409, "TERMS_OWED", "1")
    assert practice.account(person.email).state == "PENDING"
    assert redeem(practice, person.email, code, terms="0").json["reason"] == "TERMS_CHANGED"
    assert redeem(practice, person.email, code).status_code == 200


def test_a_guardian_owes_no_terms_and_is_let_through(practice):
    guardian = practice.guardian()
    assert redeem(practice, guardian.email, issue(practice, guardian)["code"], terms=None).status_code == 200
    assert not practice.announced("terms.accepted")


# What ends one.


def test_a_newer_code_replaces_the_older(practice, person):
    first, second = issue(practice, person)["code"], issue(practice, person)["code"]
    if first != second:
        assert redeem(practice, person.email, first).json["reason"] == REFUSED
    assert redeem(practice, person.email, second).status_code == 200
    assert states(practice)[:3] == ["CODE_STATE_LIVE", "CODE_STATE_SUPERSEDED", "CODE_STATE_LIVE"]


def test_a_code_lasts_ten_minutes_by_the_practices_clock(practice, person):
    code = issue(practice, person)["code"]
    practice.shift_clock(minutes=9, seconds=50)
    assert redeem(practice, person.email, wrong(code)).json["reason"] == REFUSED
    practice.shift_clock(minutes=10, seconds=1)
    assert redeem(practice, person.email, code).json["reason"] == REFUSED
    practice.work()
    assert states(practice) == ["CODE_STATE_LIVE", "CODE_STATE_EXPIRED"]


def test_five_tries_and_the_right_one_comes_too_late(practice, person):
    issued = issue(practice, person)
    for _ in range(4):
        assert redeem(practice, person.email, wrong(issued["code"])).json["reason"] == REFUSED
    shown = practice.owner.get(f"/accounts/{practice.account_id(person.email)}/codes/{issued['code_id']}").json
    assert (shown["state"], shown["tries"]) == ("LIVE", 4)
    assert redeem(practice, person.email, wrong(issued["code"])).json["reason"] == REFUSED
    assert redeem(practice, person.email, issued["code"]).json["reason"] == REFUSED
    practice.work()
    assert states(practice) == ["CODE_STATE_LIVE", "CODE_STATE_USED_UP"]
    assert [one.reason for one in practice.announced("signin.refused")] == ["CODE_WRONG"] * 4 + ["CODE_USED_UP"] * 2


def test_the_fifth_try_may_be_the_right_one(practice, person):
    code = issue(practice, person)["code"]
    for _ in range(4):
        redeem(practice, person.email, wrong(code))
    assert redeem(practice, person.email, code).status_code == 200


def test_tries_at_once_are_all_counted(practice, person):
    code = issue(practice, person)["code"]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: redeem(practice, person.email, wrong(code)), range(8)))
    assert redeem(practice, person.email, code).json["reason"] == REFUSED


def test_a_password_that_is_refused_costs_no_try(practice, person):
    code = issue(practice, person)["code"]
    for _ in range(6):
        assert redeem(practice, person.email, code, "short").json["reason"] == "PASSWORD_TOO_SHORT"
    assert redeem(practice, person.email, code).status_code == 200


def set_temporary(practice, person):
    practice.owner.post(f"/accounts/{practice.account_id(person.email)}:setTemporaryPassword", {"password": ANOTHER, "reason": "test"})


def lock(practice, person):
    account = f"/accounts/{practice.account_id(person.email)}"
    practice.owner.post(f"{account}:lock", {"reason": "test"})
    practice.owner.post(f"{account}:unlock")


def access_off(practice, person):
    practice.tell_access(replace(person, access=False))
    practice.tell_access(person)


def other_address(practice, person):
    practice.tell_contact(replace(person, email=f"right.{person.email}"))


def redeem_link(practice, person):
    practice.welcome(person)
    practice.browser().post("/links:redeem", {"token": practice.token(person.email), "password": ANOTHER})


def stop(practice, person):
    practice.owner.post(f"/accounts/{practice.account_id(person.email)}:stopCode")


@pytest.mark.parametrize("end", [set_temporary, lock, access_off, other_address, redeem_link, stop])
def test_what_takes_links_back_takes_the_code_back(practice, person, end):
    code = issue(practice, person)["code"]
    end(practice, person)
    assert redeem(practice, person.email, code).json["reason"] == REFUSED
    assert states(practice) == ["CODE_STATE_LIVE", "CODE_STATE_REVOKED"]


def test_mail_that_goes_out_meanwhile_leaves_the_code_as_it_is(practice, person):
    code = issue(practice, person)["code"]
    practice.welcome(person)
    assert redeem(practice, person.email, code).status_code == 200
    assert practice.links(person.email)[-1].state == "REVOKED", "and the link ends with it"


# Who may.


@pytest.mark.parametrize(("role", "status"), [("ADMIN", 201), ("FRONT_DESK", 201), ("CLINICIAN", 403), ("STUDENT", 403)])
def test_who_helps_people_in_may_issue_codes(practice, person, role, status):
    member = practice.staff(role)
    assert member.post(f"/accounts/{practice.account_id(person.email)}:issueCode").status_code == status


def test_nobody_issues_a_code_for_a_higher_role_for_themself_or_in_another_practice(practice, neighbour):
    desk, stranger = practice.staff("FRONT_DESK"), neighbour.adult()
    owner_id, desk_id = practice.account_id(practice.owner_email), desk.get("/me").json["account_id"]
    assert desk.post(f"/accounts/{owner_id}:issueCode").json["reason"] == "HIGHER_ROLE"
    assert desk.post(f"/accounts/{desk_id}:issueCode").json["reason"] == "OWN_ACCOUNT"
    assert desk.post(f"/accounts/{neighbour.account_id(stranger.email)}:issueCode").status_code == 404


def test_a_code_that_would_lead_nowhere_is_refused_by_name(practice, person):
    path = f"/accounts/{practice.account_id(person.email)}"
    practice.owner.post(f"{path}:lock", {"reason": "test"})
    assert practice.owner.post(f"{path}:issueCode").json["reason"] == "ACCOUNT_LOCKED"
    practice.owner.post(f"{path}:unlock")
    practice.tell_access(replace(person, access=False))
    assert practice.owner.post(f"{path}:issueCode").json["reason"] == "NO_ACCESS"


def test_a_code_opens_nothing_in_another_practice(practice, neighbour, person):
    neighbour.adult(person.email)
    assert redeem(neighbour, person.email, issue(practice, person)["code"]).json["reason"] == REFUSED


# What is kept, what is told.


def test_the_digits_are_kept_nowhere_not_even_under_an_idempotency_key(practice, person, parts):
    account = f"/accounts/{practice.account_id(person.email)}:issueCode"
    code = practice.owner.post(account, **{"Idempotency-Key": "press-1"}).json["code"]
    tables = [row[0] for row in parts.admin("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database="identity")]
    held = " UNION ALL ".join(f"SELECT t::text AS row FROM {table} t WHERE '{table}' <> 'alembic_version'" for table in tables)
    rows = parts.admin(f"SELECT row FROM ({held}) x WHERE row LIKE '%{practice.practice_id}%' AND row ~ '(^|[^0-9a-f]){code}([^0-9a-f]|$)'",
                       database="identity")  # fmt: skip
    assert rows == []


def test_a_code_row_without_its_key_does_not_yield_the_code(practice, person):
    issued = issue(practice, person)
    [row] = practice.rows("SELECT * FROM codes WHERE practice_id = :p", p=practice.practice_id)
    keys = opened().link_keys
    assert keys.code_mac(row.code_id, issued["code"], row.key_id) == row.code_mac
    stranger = replace(keys, keys=dict.fromkeys(keys.keys, b"another key"))
    assert stranger.code_mac(row.code_id, issued["code"], row.key_id) != row.code_mac


def test_who_issued_a_code_and_who_used_it_is_audited(practice, person):
    redeem(practice, person.email, issue(practice, person)["code"])
    [issued], [used] = practice.audited("code.issued"), practice.audited("code.redeemed")
    assert issued.actor_account_id == practice.account_id(practice.owner_email)
    assert issued.subject_id == used.subject_id == str(practice.account_id(person.email))
    assert [one.issued_by_account_id for one in practice.announced("code.changed")] == [str(issued.actor_account_id)] * 2


# One answer and one hash, whatever is wrong.


def test_every_wrong_code_gets_the_same_answer_costs_one_hash_and_writes_one_row(practice):
    live, ended, used_up, none, pending_off = (practice.adult() for _ in range(5))
    codes = {one.email: issue(practice, one)["code"] for one in (live, ended, used_up, pending_off)}
    practice.owner.post(f"/accounts/{practice.account_id(ended.email)}:stopCode")
    for _ in range(5):
        redeem(practice, used_up.email, wrong(codes[used_up.email]))
    practice.tell_access(replace(pending_off, access=False))
    tries = [
        (live.email, wrong(codes[live.email])), (ended.email, codes[ended.email]), (used_up.email, codes[used_up.email]),
        (none.email, "123456"), (pending_off.email, codes[pending_off.email]), ("nobody@maple.example", "123456"),
        (live.email, ""), (live.email, "words"), ("", ""), ("not an address", "123456"),
    ]  # fmt: skip
    count = "SELECT count(*) FROM sign_in_refusals WHERE practice_id = :p"
    answers, hashes, rows = [], [], []
    for email, code in tries:
        before, kept = opened().hashing.made, practice.rows(count, p=practice.practice_id)[0][0]
        answers.append(redeem(practice, email, code))
        hashes.append(opened().hashing.made - before)
        rows.append(practice.rows(count, p=practice.practice_id)[0][0] - kept)
    assert {(answer.status_code, answer.text) for answer in answers} == {(403, answers[0].text)}
    assert (hashes, rows) == ([1] * len(tries), [1] * len(tries))


def test_the_right_code_costs_one_hash_too(practice, person):
    code, before = issue(practice, person)["code"], opened().hashing.made
    assert redeem(practice, person.email, code).status_code == 200
    assert opened().hashing.made - before == 1


def test_staff_learn_of_a_wrong_code_and_strangers_addresses_are_announced_to_nobody(practice, person):
    redeem(practice, person.email, "123456")
    redeem(practice, "nobody@maple.example", "123456")
    practice.work()
    assert [(one.account_id, one.reason) for one in practice.announced("signin.refused")] == [
        (str(practice.account_id(person.email)), "NO_CODE")]
    assert {entry.subject_type for entry in practice.audited("sign_in.refused")} == {"account", "address"}


def test_five_codes_a_day_and_staff_are_told_when_the_next_may_be_made(practice, person):
    path = f"/accounts/{practice.account_id(person.email)}:issueCode"
    for _ in range(5):
        last = issue(practice, person)
    refused = practice.owner.post(path)
    assert (refused.status_code, refused.json["reason"]) == (429, "CODES_USED_UP") and refused.json["allowed_time"]
    assert redeem(practice, person.email, last["code"]).status_code == 200, "the newest stays good"
    assert issue(practice, practice.adult())
    practice.wait(hours=25)
    assert issue(practice, person)
