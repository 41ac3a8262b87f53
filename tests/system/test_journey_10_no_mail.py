"""Journey 10: a person who never got any mail, and a second child for a parent who is already active."""

from chassis.testing import eventually
from tests.system.practice import ANOTHER, PASSWORD, refused

TEMPORARY = "for today only please"


def account_of(practice, email):
    return eventually(lambda: practice.owner.get("/api/identity/v1/accounts", query=email)["accounts"])[0]


def test_a_temporary_password_activates_forces_the_change_and_the_terms_and_lets_them_join(practice):
    person = practice.adult()
    account = account_of(practice, person.email)
    assert account["state"] == "PENDING"
    set_it = f"/api/identity/v1/accounts/{account['account_id']}:setTemporaryPassword"
    assert refused(practice.desk.post, set_it, {"password": TEMPORARY, "reason": ""}).status == 400
    assert practice.desk.post(set_it, {"password": TEMPORARY, "reason": "No mail arrives"})["expire_time"]
    client = practice.visitor()
    owes = client.post("/api/identity/v1/sessions", {"email": person.email, "password": TEMPORARY})["owes"]
    assert owes == ["PASSWORD_CHANGE", "TERMS"]
    assert refused(client.get, "/api/clinic/v1/me/clients").status == 401
    assert client.post("/api/identity/v1/me:changePassword", {"new_password": ANOTHER})["owes"] == ["TERMS"]
    me = client.get("/api/identity/v1/me")
    accepted = {"terms_version": me["terms"]["version"], "contact_ids": [p["contact_id"] for p in me["terms_for"]]}
    assert client.post("/api/identity/v1/me:acceptTerms", accepted)["owes"] == []
    client.post("/api/identity/v1/sessions/current:refresh")
    assert practice.joins(client, practice.book(person))["url"]
    told = practice.mail(person.email)
    assert TEMPORARY not in told.text + told.html and "#" not in told.text.replace(practice.slug, "").split("http", 1)[0]


def test_a_temporary_password_runs_out(practice):
    person = practice.adult()
    account = account_of(practice, person.email)
    practice.owner.post(
        f"/api/identity/v1/accounts/{account['account_id']}:setTemporaryPassword", {"password": TEMPORARY, "reason": "by phone"}
    )
    practice.shift_clock(73 * 3600)
    assert refused(practice.visitor().post, "/api/identity/v1/sessions", {"email": person.email, "password": TEMPORARY}).status == 401


def test_a_second_child_is_offered_to_the_active_parent_and_never_touches_the_password(practice):
    first = practice.guardian(practice.child())
    parent = practice.active(first)
    second = practice.guardian(practice.child(), email=first.email, given_name="Gia", family_name="Guardian", relationship="MOTHER")
    mail = practice.mail(first.email, after=1)
    assert "-password#" not in mail.text
    offers = eventually(lambda: parent.get("/api/identity/v1/me")["offers"])
    assert [offer["contact_id"] for offer in offers] == [second.contact_id]
    assert [p["client_id"] for p in parent.get("/api/clinic/v1/me/clients")["people"]] == [first.client_id]
    parent.post(f"/api/identity/v1/me/offers/{second.contact_id}:accept")
    eventually(lambda: {p["client_id"] for p in parent.get("/api/clinic/v1/me/clients")["people"]} == {first.client_id, second.client_id})
    assert practice.visitor().sign_in(first.email, PASSWORD)
