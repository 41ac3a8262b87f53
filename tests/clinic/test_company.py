"""Who else has access to a chart, as far as the reader may know."""

import pytest


def company(holder, client_id):
    return holder.get(f"/me/clients/{client_id}/people")


def link(practice, client_id, relationship, name="Alex", **fields):
    """Somebody else on the chart, with access; the contact's id."""
    said = {"given_name": name, "family_name": "Other", "relationship": relationship, "online_access": True}
    return practice.owner.post(f"/clients/{client_id}/contacts", said | fields)["contact_id"]


@pytest.fixture
def family(practice):
    """(client, mother, her login), and a father with access."""
    client_id = practice.minor()
    mother = practice.parent(client_id)
    link(practice, client_id, "FATHER")
    return client_id, mother, practice.account(mother)


def test_an_adult_reads_by_name_who_has_access_to_their_chart(practice):
    client_id, contact_id = practice.adult()
    holder = practice.account(contact_id)
    assert company(holder, client_id) == {"told": True, "people": []}
    partner = link(practice, client_id, "PARTNER", "Robin")
    link(practice, client_id, "OTHER", "Nobody", online_access=False)
    assert company(holder, client_id) == {"told": True, "people": [{"relationship": "PARTNER", "name": "Robin Other"}]}
    practice.owner.patch(f"/clients/{client_id}/contacts/{partner}", {"end_date": "2020-01-01"})
    assert company(holder, client_id)["people"] == []


def test_a_guardian_is_told_of_relationships_and_of_no_name(practice, family):
    assert company(family[2], family[0]) == {"told": True, "people": [{"relationship": "FATHER", "name": None}]}


@pytest.mark.parametrize("note", [{"custody_note": "Sole custody."}, {"custody_forbids_consent": True}], ids=["note", "forbidden"])
@pytest.mark.parametrize("whose", ["mine", "the other's"])
def test_under_a_custody_note_a_guardian_is_told_nothing(practice, family, note, whose):
    client_id, mother, holder = family
    contact_id = mother if whose == "mine" else link(practice, client_id, "GRANDPARENT")
    practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", note)
    assert company(holder, client_id) == {"told": False, "people": []}


def test_who_is_no_guardian_is_told_nothing_of_a_child(practice, family):
    friend = link(practice, family[0], "OTHER", "Sam", email="sam@example.com")
    assert company(practice.account(friend), family[0]) == {"told": False, "people": []}


def test_an_adult_whom_a_guardian_acts_for_reads_relationships_only(practice):
    client_id, contact_id = practice.adult()
    practice.owner.patch(f"/clients/{client_id}", {"has_guardian": True})
    link(practice, client_id, "GUARDIAN")
    assert company(practice.account(contact_id), client_id)["told"] is False


@pytest.mark.parametrize("cut", ["access", "archive", "stranger", "next door"])
def test_without_access_of_ones_own_there_is_no_such_client(practice, other, family, cut):
    client_id, mother, holder = family
    if cut == "access":
        practice.owner.patch(f"/clients/{client_id}/contacts/{mother}", {"online_access": False})
    if cut == "archive":
        practice.owner.patch(f"/clients/{client_id}", {"status": "ARCHIVED"})
    if cut == "stranger":
        holder = practice.account(practice.adult()[1])
    if cut == "next door":
        holder = other.account(other.adult()[1])
    answer = holder.ask("GET", f"/me/clients/{client_id}/people")
    assert (answer.status, answer["reason"]) == (404, "CLIENT_UNKNOWN")
