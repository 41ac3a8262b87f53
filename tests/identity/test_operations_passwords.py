"""What a password lacks, asked while it is typed."""

import pytest

from identity.parts import parts as opened


@pytest.mark.parametrize(("password", "lacks"), [
    ("short", "PASSWORD_TOO_SHORT"), ("x" * 257, "PASSWORD_TOO_LONG"), ("Sunshine2024!", "PASSWORD_TOO_COMMON"),
    ("maple counselling", "PASSWORD_ONLY_NAMES"), ("ada.adult 1990", "PASSWORD_ONLY_NAMES"), ("seven quiet chairs", None),
])  # fmt: skip
def test_anybody_may_ask_what_a_password_lacks_and_no_hash_is_made(practice, password, lacks):
    before = opened().hashing.made
    answer = practice.browser().post("/passwords:check", {"password": password, "email": "ada.adult@maple.example"})
    assert (answer.status_code, answer.json) == (200, {"lacks": lacks})
    assert opened().hashing.made == before


def test_the_answer_is_the_same_for_an_address_that_has_an_account(practice):
    person = practice.adult()
    ask = lambda email: practice.browser().post("/passwords:check", {"password": "seven quiet chairs", "email": email})  # noqa: E731
    assert ask(person.email).text == ask("nobody@maple.example").text


def test_every_door_that_sets_a_password_asks_the_same(practice):
    person, token = practice.invited()
    bad = "Sunshine2024!"
    code = practice.owner.post(f"/accounts/{practice.account_id(person.email)}:issueCode").json["code"]
    answers = [
        practice.browser().post("/links:redeem", {"token": token, "password": bad}),
        practice.browser().post("/codes:redeem", {"email": person.email, "code": code, "password": bad}),
        practice.owner.post(f"/accounts/{practice.account_id(person.email)}:setTemporaryPassword", {"password": bad, "reason": "test"}),
        practice.owner.post("/me:changePassword", {"current_password": "seven quiet chairs", "new_password": bad}),
    ]
    assert {(answer.status_code, answer.json["reason"]) for answer in answers} == {(400, "PASSWORD_TOO_COMMON")}
