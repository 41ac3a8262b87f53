"""Journey 4: every end a link can come to, and everything that must leave it unspent."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.testing import eventually
from tests.system.practice import ANOTHER, PASSWORD

DAY = 86_400


@pytest.fixture
def invited(practice):
    person = practice.adult()
    practice.welcome(person)
    return person, practice.mail(person.email).token


def inspect(practice, token):
    return practice.visitor().post("/api/identity/v1/links:inspect", {"token": token})


def redeem(practice, token, password=PASSWORD):
    return practice.visitor().send("POST", "/api/identity/v1/links:redeem", json={"token": token, "password": password})


def test_an_expired_link_says_when_it_expired_and_can_be_renewed(practice, invited):
    person, token = invited
    practice.shift_clock(3 * DAY)
    seen = inspect(practice, token)
    assert seen["state"] == "EXPIRED" and seen["expire_time"] and not seen.get("email")
    assert redeem(practice, token).json()["reason"] == "LINK_EXPIRED"
    practice.visitor().post("/api/identity/v1/links:renew", {"token": token})
    newer = practice.mail(person.email, after=1).token
    assert newer != token and redeem(practice, newer).status_code == 200


def test_a_superseded_link_says_when_the_newer_one_was_sent(practice, invited):
    person, token = invited
    practice.welcome(person)
    newer = practice.mail(person.email, after=1).token
    seen = inspect(practice, token)
    assert seen["state"] == "SUPERSEDED" and seen["superseded_time"]
    answer = redeem(practice, token)
    assert (answer.status_code, answer.json()["reason"]) == (410, "LINK_SUPERSEDED")
    assert redeem(practice, newer).status_code == 200


def test_a_used_link_says_so_and_changes_no_password(practice, invited):
    person, token = invited
    assert redeem(practice, token).status_code == 200
    assert inspect(practice, token)["state"] == "USED"
    assert redeem(practice, token, ANOTHER).json()["reason"] == "LINK_USED"
    assert practice.visitor().sign_in(person.email, PASSWORD)


def test_a_link_is_revoked_when_the_address_it_went_to_is_corrected(practice, invited):
    person, token = invited
    practice.owner.patch(f"/api/clinic/v1/contacts/{person.contact_id}", {"email": f"right@{practice.slug}.example"})
    eventually(lambda: inspect(practice, token)["state"] == "REVOKED")
    assert redeem(practice, token).json()["reason"] == "LINK_REVOKED"


def test_two_redemptions_at_once_have_one_winner(practice, invited):
    person, token = invited
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: redeem(practice, token, f"{PASSWORD} {n}"), range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [410] * 7
    winner = next(n for n, answer in enumerate(answers) if answer.status_code == 200)
    assert practice.visitor().sign_in(person.email, f"{PASSWORD} {winner}")


def test_opening_a_link_in_any_way_but_redeeming_leaves_it_unspent(practice, invited):
    person, token = invited
    visitor = practice.visitor()
    for method in ("GET", "HEAD", "POST"):
        visitor.send(method, f"/set-password?t={token}")
    for _ in range(3):
        inspect(practice, token)
    for body in ({"token": token}, {"token": token, "password": ""}, {"token": token, "password": "short"}):
        assert visitor.send("POST", "/api/identity/v1/links:redeem", json=body).status_code == 400
    assert inspect(practice, token)["state"] == "LIVE"
    assert redeem(practice, token).status_code == 200


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 5000, "../../etc", "é" * 43])
def test_a_token_that_never_was_is_unknown_whatever_its_shape(practice, token):
    answer = practice.visitor().send("POST", "/api/identity/v1/links:inspect", json={"token": token})
    assert answer.status_code in (400, 404) and answer.json()["reason"] in ("LINK_UNKNOWN", "INVALID")


def test_a_validity_that_is_changed_later_leaves_issued_links_as_they_are(practice, invited):
    _, token = invited
    before = inspect(practice, token)["expire_time"]
    practice.owner.patch("/api/clinic/v1/settings", {"invitation_validity_hours": 168})
    assert inspect(practice, token)["expire_time"] == before
