"""What a signed-in client sees of their people."""

import pytest


def test_somebody_with_several_children_on_one_login_sees_each(practice):
    first, second = practice.minor(given_name="Adam"), practice.minor(given_name="Lina")
    parent = practice.parent(first)
    practice.owner.post(f"/clients/{second}/contacts", {"contact_id": parent, "relationship": "MOTHER", "is_primary": True})
    mine = practice.account(parent).get("/me/clients")
    assert [(person["given_name"], person["minor"]) for person in mine["people"]] == [("Adam", True), ("Lina", True)]
    assert mine["practice"]["name"] == "Maple Counselling" and mine["consent_text"]["body"]


def test_a_couple_on_one_login_sees_both_and_nobody_else(practice):
    (grace, herself), (peter, himself) = practice.adult(given_name="Grace"), practice.adult(given_name="Peter")
    practice.adult(given_name="Somebody")
    holder = practice.account(herself)
    practice.bind(holder, himself)
    assert {person["client_id"] for person in holder.get("/me/clients")["people"]} == {grace, peter}


@pytest.mark.parametrize("cut", ["access", "archive", "end", "unbind"])
def test_an_access_cut_is_seen_in_the_very_next_answer(practice, cut):
    client_id = practice.minor()
    parent = practice.parent(client_id)
    holder = practice.account(parent)
    assert len(holder.get("/me/clients")["people"]) == 1
    path = f"/clients/{client_id}/contacts/{parent}"
    {
        "access": lambda: practice.owner.patch(path, {"online_access": False}),
        "archive": lambda: practice.owner.patch(f"/clients/{client_id}", {"status": "ARCHIVED"}),
        "end": lambda: practice.owner.patch(path, {"end_date": "2020-01-01"}),
        "unbind": lambda: practice.bind(holder, parent, "UNBOUND", version=2),
    }[cut]()
    assert holder.get("/me/clients")["people"] == []


def test_staff_who_are_nobodys_contact_have_no_people(practice):
    assert practice.owner.get("/me/clients")["people"] == []


def test_an_account_of_another_practice_is_nobody_here(practice, other):
    client_id, contact_id = practice.adult()
    stranger = other.account(other.adult()[1])
    answer = stranger.ask("GET", "/me/clients", Host=f"{practice.practice_id}.localhost:8080")
    assert answer.status == 401
