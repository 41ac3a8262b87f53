"""The people of a chart by door 1: adding, switches, corrections."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from tests.clinic.test_clients import access_of


@pytest.mark.parametrize(("primary", "on"), [(True, True), (False, False)])
def test_switches_follow_the_defaults_for_primary_contacts_and_are_off_for_others(practice, primary, on):
    client_id = practice.minor()
    contact_id = practice.parent(client_id, is_primary=primary)
    person = practice.person(client_id, contact_id)
    assert (person["online_access"], person["email_notifications"], person["consent"]["state"]) == (on, on, "MISSING")


def test_the_practices_own_defaults_count(practice):
    practice.owner.patch("/settings", {"default_online_access": False, "default_email_notifications": False})
    client_id = practice.minor()
    person = practice.person(client_id, practice.parent(client_id))
    assert (person["online_access"], person["email_notifications"]) == (False, False)


def test_what_is_said_about_a_switch_counts_more_than_the_default(practice):
    client_id = practice.minor()
    person = practice.person(client_id, practice.parent(client_id, is_primary=False, online_access=True))
    assert (person["online_access"], person["email_notifications"]) == (True, False)


def test_a_switch_acts_on_one_chart_only_and_is_announced_with_the_consent(practice):
    first, second = practice.minor(), practice.minor(given_name="Lina")
    parent = practice.parent(first)
    practice.owner.post(f"/clients/{second}/contacts", {"contact_id": parent, "relationship": "MOTHER", "is_primary": True})
    practice.owner.post(f"/clients/{first}/contacts/{parent}:grantConsent", {"how": "WRITTEN"})
    practice.hear_staff()
    changed = practice.owner.patch(f"/clients/{first}/contacts/{parent}", {"online_access": False})
    assert (changed["online_access"], changed["online_access_by"], changed["portal_state"]) == (False, "Olive Owner", "ACCESS_OFF")
    assert practice.person(second, parent)["online_access"]
    event = practice.announced(clinic.AccessChanged)[-1]
    assert (event.client_id, event.online_access, event.consent.state) == (first, False, clinic.CONSENT_STATE_GRANTED)
    versions = [e.version for e in practice.announced(clinic.AccessChanged) if e.client_id == first]
    assert versions == [1, 2, 3]


def test_saying_again_what_is_so_announces_nothing(practice):
    client_id, contact_id = practice.adult()
    before = len(practice.announced(clinic.AccessChanged))
    practice.owner.patch(f"/clients/{client_id}/contacts/{contact_id}", {"online_access": True})
    practice.owner.patch(f"/contacts/{contact_id}", {"given_name": "Grace"})
    assert len(practice.announced(clinic.AccessChanged)) == before
    assert len(practice.announced(clinic.ContactChanged)) == 1


def test_nobody_stands_on_a_chart_twice_and_a_client_is_themself_once(practice):
    client_id, contact_id = practice.adult()
    again = practice.owner.ask("POST", f"/clients/{client_id}/contacts", {"contact_id": contact_id, "relationship": "OTHER"})
    assert (again.status, again["reason"]) == (409, "ALREADY_ON_CHART")
    other = practice.owner.ask("POST", f"/clients/{client_id}/contacts", {"given_name": "A", "family_name": "B", "relationship": "SELF"})
    assert (other.status, other["reason"]) == (409, "SELF_TAKEN")


def test_of_two_who_add_the_same_person_at_once_one_is_told(practice):
    client_id = practice.minor()
    parent = practice.parent(practice.minor())
    said = {"contact_id": parent, "relationship": "MOTHER"}
    with ThreadPoolExecutor(2) as desks:
        answers = list(desks.map(lambda _: practice.owner.ask("POST", f"/clients/{client_id}/contacts", said), range(2)))
    assert sorted(answer.status for answer in answers) == [201, 409]


def test_everybody_on_one_address_is_named(practice):
    grace, herself = practice.adult(given_name="Grace", email="the.whitfields@example.com")
    peter, himself = practice.adult(given_name="Peter", email="The.Whitfields@example.com")
    assert practice.person(grace, herself)["shared_with"] == ["Peter Whitfield"]
    assert all(person["shared_email"] for row in practice.owner.get("/clients")["clients"] for person in row["people"])
    practice.owner.patch(f"/contacts/{himself}", {"email": "peter@example.com"})
    assert practice.person(grace, herself)["shared_with"] == []
    assert practice.person(peter, himself)["email"] == "peter@example.com"


def test_a_name_that_stands_on_two_charts_is_named_once(practice):
    grace, herself = practice.adult(given_name="Grace", email="the.whitfields@example.com")
    for _ in range(2):
        practice.adult(given_name="Peter", email="the.whitfields@example.com")
    assert practice.person(grace, herself)["shared_with"] == ["Peter Whitfield"]


def test_a_corrected_address_is_announced_once_and_can_be_taken_away(practice):
    client_id, contact_id = practice.adult()
    practice.owner.patch(f"/contacts/{contact_id}", {"email": "right@example.com", "phone": "647-555-0119"})
    event = practice.announced(clinic.ContactChanged)[-1]
    assert (event.version, event.email, event.phone) == (2, "right@example.com", "647-555-0119")
    assert practice.owner.patch(f"/contacts/{contact_id}", {"email": None})["email"] is None
    assert practice.person(client_id, contact_id)["portal_state"] == "NO_EMAIL"


def test_rights_end_on_the_day_that_staff_set(practice):
    client_id = practice.minor()
    parent = practice.parent(client_id)
    today = practice.owner.get(f"/clients/{client_id}")["created_time"][:10]
    changed = practice.owner.patch(f"/clients/{client_id}/contacts/{parent}",
        {"end_date": today, "custody_note": "Since the order of May."})
    assert (changed["end_date"], changed["end_reason"]) == (today, "SET")
    practice.owner.patch(f"/clients/{client_id}/contacts/{parent}", {"end_date": "2020-01-01"})
    assert not access_of(practice, parent).in_force and not practice.person(client_id, parent)["in_force"]
    practice.owner.patch(f"/clients/{client_id}/contacts/{parent}", {"end_date": None})
    assert access_of(practice, parent).in_force


@pytest.mark.parametrize("body", [
    {"relationship": "MOTHER"}, {"given_name": "A", "relationship": "MOTHER"}, {"given_name": "A", "family_name": "B"},
    {"given_name": "A", "family_name": "B", "relationship": "AUNT"}, {"contact_id": "x", "relationship": "MOTHER"},
    {"contact_id": "6a1a3a34-0000-4000-8000-000000000000", "given_name": "A", "relationship": "MOTHER"},
])
def test_a_person_who_is_not_described_is_refused(practice, body):
    answer = practice.owner.ask("POST", f"/clients/{practice.minor()}/contacts", body)
    assert (answer.status, answer["reason"]) == (400, "INVALID")


def test_a_contact_that_nobody_knows_is_not_found(practice):
    said = {"contact_id": "6a1a3a34-0000-4000-8000-000000000000", "relationship": "MOTHER"}
    assert practice.owner.ask("POST", f"/clients/{practice.minor()}/contacts", said)["reason"] == "CONTACT_UNKNOWN"


def test_staff_and_the_person_choose_the_language_of_mails_and_notify_hears_of_it(practice):
    child = practice.minor()
    mother = practice.parent(child)
    assert practice.person(child, mother)["language"] is None
    assert practice.owner.patch(f"/contacts/{mother}", {"language": "fr"})["language"] == "fr"
    holder = practice.account(mother)
    assert holder.get("/me/clients")["language"] == "fr"
    before = len(practice.announced(clinic.ContactChanged))
    assert holder.patch("/me", {"language": "en"}) == {"language": "en"} == holder.patch("/me", {"language": "en"})
    told = practice.announced(clinic.ContactChanged)
    assert (len(told) - before, told[-1].contact_id, told[-1].language) == (1, mother, "en")
    holder.patch("/me", {"language": None})
    assert practice.person(child, mother)["language"] is None and practice.announced(clinic.ContactChanged)[-1].language == ""
    assert holder.ask("PATCH", "/me", {"language": "de"}).status == 400


def test_a_practice_writes_by_its_region_until_it_chooses(practice):
    assert practice.owner.get("/settings")["language"] is None
    assert practice.owner.patch("/settings", {"language": "fr"})["language"] == "fr"
    assert practice.announced(clinic.SettingsChanged)[-1].practice.language == "fr"
    assert practice.owner.patch("/settings", {"language": None})["language"] is None
