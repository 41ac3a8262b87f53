"""What time alone changes: coming of age, end dates, links and passwords that run out."""

from datetime import timedelta
from uuid import uuid4

import pytest

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from clinic.domain import age
from clinic.events import stamp
from tests.clinic.test_clients import access_of

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def born_to_come_of_age(practice, days, years=18):
    """A date of birth with which somebody comes of age in so many days of Toronto's calendar."""
    of_age = age.today_in("America/Toronto", practice.now) + timedelta(days=days)
    return of_age.replace(year=of_age.year - years).isoformat()


def test_guardian_rights_end_on_the_day_a_minor_comes_of_age_and_a_partners_go_on(practice):
    child = practice.minor(birth_date=born_to_come_of_age(practice, 2))
    mother, friend = practice.parent(child), practice.parent(child, relationship="OTHER", online_access=True)
    practice.shift(DAY)
    assert access_of(practice, mother).in_force
    practice.shift(3 * DAY)
    assert not access_of(practice, mother).in_force and access_of(practice, friend).in_force
    assert not practice.person(child, mother)["in_force"] and practice.person(child, mother)["end_reason"] == "COMES_OF_AGE"
    assert "RIGHTS_ENDED" in {entry["kind"] for entry in practice.report(child, mother)["timeline"]}
    before = len(practice.announced(clinic.AccessChanged))
    practice.shift(4 * DAY)
    assert len(practice.announced(clinic.AccessChanged)) == before


def test_what_happens_between_midnight_and_the_workers_next_look_doesnt_put_the_end_off(practice):
    child = practice.minor(birth_date=born_to_come_of_age(practice, 2))
    mother = practice.parent(child)
    holder = practice.account(mother)
    practice.shift_unnoticed(3 * DAY)
    signed_in = {"account_id": str(holder.account_id), "browser": "Firefox 140 on macOS", "sign_in_time": stamp(practice.now)}
    practice.hear(identity.SignedIn(practice_id=practice.practice_id, **signed_in))
    practice.shift(3 * DAY)
    assert not access_of(practice, mother).in_force


def test_in_british_columbia_that_day_is_a_year_later(practice):
    child = practice.minor(birth_date=born_to_come_of_age(practice, 2))
    mother = practice.parent(child)
    practice.owner.patch("/settings", {"region": "CA-BC"})
    practice.shift(4 * DAY)
    assert access_of(practice, mother).in_force
    practice.owner.patch("/settings", {"region": "CA-ON"})
    practice.shift(4 * DAY)
    assert not access_of(practice, mother).in_force


def test_an_adult_with_a_guardian_keeps_the_guardian(practice):
    child = practice.minor(birth_date=born_to_come_of_age(practice, 2), has_guardian=True)
    guardian = practice.parent(child, relationship="GUARDIAN")
    practice.shift(10 * DAY)
    assert access_of(practice, guardian).in_force
    practice.owner.patch(f"/clients/{child}", {"has_guardian": False})
    assert not access_of(practice, guardian).in_force


def test_a_corrected_date_of_birth_ends_and_gives_back_rights_at_once(practice):
    child = practice.minor()
    mother = practice.parent(child)
    practice.shift(2 * DAY)
    practice.owner.patch(f"/clients/{child}", {"birth_date": born_to_come_of_age(practice, -1)})
    assert not access_of(practice, mother).in_force
    practice.owner.patch(f"/clients/{child}", {"birth_date": born_to_come_of_age(practice, 100)})
    assert access_of(practice, mother).in_force


def test_an_end_date_comes_at_midnight_in_the_practices_zone(practice):
    child = practice.minor()
    mother = practice.parent(child)
    tomorrow = age.today_in("America/Toronto", practice.now) + DAY
    practice.owner.patch(f"/clients/{child}/contacts/{mother}", {"end_date": tomorrow.isoformat()})
    left = age.start_of_day(tomorrow, "America/Toronto") - practice.now
    practice.shift(left - timedelta(minutes=1))
    assert access_of(practice, mother).in_force
    practice.shift(left + timedelta(seconds=1))
    assert not access_of(practice, mother).in_force


@pytest.mark.parametrize(("hours", "state"), [(1, "INVITED"), (43, "EXPIRING"), (49, "LINK_EXPIRED")])
def test_a_link_runs_out_in_the_list_too(practice, hours, state):
    client_id, contact_id = practice.adult()
    holder = practice.account(contact_id, "PENDING", "NONE")
    practice.hear(identity.LinkIssued(practice_id=practice.practice_id, link=identity.Link(
        link_id=str(uuid4()), account_id=str(holder.account_id), version=1, purpose=identity.LINK_PURPOSE_INVITATION,
        state=identity.LINK_STATE_LIVE, issue_time=stamp(practice.now), expire_time=stamp(practice.now + 48 * HOUR),
    )))
    practice.shift(hours * HOUR)
    assert practice.person(client_id, contact_id)["portal_state"] == state
    assert [row["client_id"] for row in practice.owner.get(f"/clients?state={state}")["clients"]] == [client_id]
    assert practice.owner.get("/clients")["clients"][0]["needs_you"] is (state != "INVITED")


def test_a_temporary_password_runs_out_in_the_list_too(practice):
    client_id, contact_id = practice.adult()
    practice.account(contact_id, "ACTIVE", "TEMPORARY", temporary_password_expire_time=stamp(practice.now + 72 * HOUR))
    assert practice.person(client_id, contact_id)["portal_state"] == "NO_CONSENT"
    practice.shift(73 * HOUR)
    assert practice.owner.get("/client-states")["states"] == [{"portal_state": "PASSWORD_LAPSED", "count": 1}]
