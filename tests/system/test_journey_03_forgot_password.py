"""Journey 3: forgot password, as the article walks it."""

from tests.system.practice import ANOTHER, PASSWORD, refused


def test_a_forgotten_password_is_reset_by_the_mailed_link(practice):
    person = practice.adult()
    practice.active(person)
    client = practice.visitor()
    client.post("/api/identity/v1/password-resets", {"email": person.email})
    mail = practice.mail(person.email, after=1)
    assert "/reset-password#" in mail.text
    assert client.post("/api/identity/v1/links:inspect", {"token": mail.token})["email"] == person.email
    assert client.redeem(mail.token, ANOTHER) == {"email": person.email}
    assert refused(client.sign_in, person.email, PASSWORD).reason == "SIGN_IN_REFUSED"
    assert client.sign_in(person.email, ANOTHER)["owes"] == []


def test_a_reset_signs_the_account_out_everywhere_else(practice):
    person = practice.adult()
    elsewhere = practice.active(person)
    client = practice.visitor()
    client.post("/api/identity/v1/password-resets", {"email": person.email})
    client.redeem(practice.mail(person.email, after=1).token, ANOTHER)
    assert refused(elsewhere.post, "/api/identity/v1/sessions/current:refresh").status == 401


def test_known_unknown_and_pending_addresses_are_answered_alike(practice):
    known, pending = practice.adult(), practice.adult()
    practice.active(known)
    answers = [
        practice.visitor().send("POST", "/api/identity/v1/password-resets", json={"email": email})
        for email in (known.email, pending.email, "nobody@example.com")
    ]
    assert {(answer.status_code, answer.text) for answer in answers} == {(202, answers[0].text)}


def test_a_pending_account_that_asks_for_a_reset_gets_a_fresh_invitation(practice):
    person = practice.adult()
    practice.welcome(person)
    practice.mail(person.email)
    client = practice.visitor()
    client.post("/api/identity/v1/password-resets", {"email": person.email})
    mail = practice.mail(person.email, after=1)
    assert "/set-password#" in mail.text
    assert client.post("/api/identity/v1/links:inspect", {"token": mail.token})["purpose"] == "INVITATION"
