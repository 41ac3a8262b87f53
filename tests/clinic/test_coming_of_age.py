"""Coming of age: warned 90 and 30 days before, over on the day in the practice's zone, remembered until the client has a way in."""

from datetime import timedelta

import pytest

from clinic.domain import age
from tests.clinic.test_alarms import born_to_come_of_age
from tests.clinic.test_clients import access_of

DAY = timedelta(days=1)


def listed(practice):
    return practice.owner.get("/coming-of-age")["clients"]


def teenager(practice, days, **fields):
    return practice.minor(given_name="Freya", family_name="Lindqvist", birth_date=born_to_come_of_age(practice, days), **fields)


@pytest.mark.parametrize(("days", "stage"), [(91, None), (90, "SOON"), (31, "SOON"), (30, "NEAR"), (1, "NEAR"), (0, "OF_AGE"), (-30, None)])
def test_the_practice_is_warned_90_and_30_days_before_and_told_on_the_day(practice, days, stage):
    child = teenager(practice, days)
    practice.parent(child)
    assert [(one["stage"], one["days_left"]) for one in listed(practice)] == ([(stage, days)] if stage else [])


def test_it_says_whose_rights_end_and_that_the_client_has_no_way_in_yet(practice):
    child = teenager(practice, 20)
    mother, friend = practice.parent(child), practice.parent(child, given_name="Kim", relationship="OTHER")
    [one] = listed(practice)
    assert one["name"] == "Freya Lindqvist" and one["self_contact_id"] is None
    assert [person["contact_id"] for person in one["people"]] == [mother] and friend not in str(one["people"])


def test_the_chart_warns_from_90_days_before_and_a_date_that_staff_set_from_30(practice):
    def severity(days, **relationship):
        child = teenager(practice, days) if not relationship else practice.minor()
        mother = practice.parent(child)
        if relationship:
            practice.owner.patch(f"/clients/{child}/contacts/{mother}", relationship)
        [found] = [one for one in practice.report(child, mother)["findings"] if one["code"] == "CLIENT"]
        return found["severity"]

    today = age.today_in("America/Toronto", practice.now)
    assert [severity(days) for days in (95, 89, 29)] == ["OK", "WARNING", "WARNING"]
    assert [severity(0, end_date=(today + days * DAY).isoformat()) for days in (60, 29)] == ["OK", "WARNING"]


def test_on_the_day_the_guardians_rights_end_and_the_client_is_named_until_they_are_invited(practice):
    child = teenager(practice, 2)
    mother = practice.parent(child)
    practice.shift(3 * DAY)
    assert not access_of(practice, mother).in_force
    assert practice.person(child, mother)["end_reason"] == "COMES_OF_AGE"
    [one] = listed(practice)
    assert (one["stage"], one["self_portal_state"]) == ("OF_AGE", None)
    himself = practice.parent(child, given_name="Freya", family_name="Lindqvist", relationship="SELF")
    assert access_of(practice, himself).in_force and access_of(practice, himself).online_access
    assert listed(practice)[0]["self_portal_state"] == "NOT_INVITED"
    practice.owner.post(f"/clients/{child}:sendWelcomeEmail", {"contact_ids": [himself]})
    assert listed(practice) == []


def test_whoever_was_made_their_own_contact_before_the_day_keeps_their_access_on_it(practice):
    child = teenager(practice, 2)
    practice.parent(child)
    himself = practice.parent(child, given_name="Freya", family_name="Lindqvist", relationship="SELF")
    practice.shift(3 * DAY)
    assert access_of(practice, himself).in_force
    assert practice.person(child, himself)["end_date"] is None


def test_the_age_is_the_regions(practice):
    teenager(practice, 20)
    practice.owner.patch("/settings", {"region": "CA-BC"})
    assert listed(practice) == []


def test_an_adults_guardian_an_archived_chart_and_the_practice_next_door_are_left_out(practice, other):
    teenager(practice, 20, has_guardian=True)
    archived = teenager(practice, 20)
    practice.owner.patch(f"/clients/{archived}", {"status": "ARCHIVED"})
    teenager(other, 20)
    assert listed(practice) == [] and len(listed(other)) == 1


def test_an_archived_chart_stops_everybody_and_a_restored_one_lets_those_go_on_whose_rights_have_not_ended(practice):
    child = practice.minor()
    mother, father = practice.parent(child), practice.parent(child, given_name="Marc", relationship="FATHER")
    tomorrow = age.today_in("America/Toronto", practice.now) + DAY
    practice.owner.patch(f"/clients/{child}/contacts/{father}", {"end_date": tomorrow.isoformat()})
    practice.owner.patch(f"/clients/{child}", {"status": "ARCHIVED"})
    assert not access_of(practice, mother).in_force and not access_of(practice, father).in_force
    refused = practice.owner.post(f"/clients/{child}:sendWelcomeEmail", {"contact_ids": [mother]})["results"][0]
    assert refused["reason"] == "CLIENT_ARCHIVED"
    practice.shift(2 * DAY)
    practice.owner.patch(f"/clients/{child}", {"status": "ACTIVE"})
    assert access_of(practice, mother).in_force and not access_of(practice, father).in_force
