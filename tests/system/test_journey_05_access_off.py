"""Journey 5: online access to one child goes off while the parent is signed in; then off for the last one."""

from chassis.testing import eventually
from tests.system.practice import refused


def parent_of_two(practice):
    one, two = practice.child(), practice.child()
    first = practice.guardian(one)
    second = practice.guardian(two, contact_id=first.contact_id)
    visitor = practice.active(first)
    practice.consent(first)
    practice.consent(second)
    eventually(lambda: len(visitor.get("/api/clinic/v1/me/clients")["people"]) == 2)
    return first, second, visitor


def test_one_child_goes_dark_within_two_seconds_and_the_other_stays(practice):
    first, second, visitor = parent_of_two(practice)
    session_id, other = practice.book(first), practice.book(second)
    practice.joins(visitor, session_id)
    practice.owner.patch(first.path, {"online_access": False})
    assert [p["client_id"] for p in visitor.get("/api/clinic/v1/me/clients")["people"]] == [second.client_id]
    no = eventually(lambda: practice.refused_join(visitor, session_id), seconds=2)
    assert no.reason == "NOT_YET"
    assert practice.joins(visitor, other)["url"]


def test_off_for_the_last_one_ends_the_login_sessions(practice):
    first, second, visitor = parent_of_two(practice)
    for person in (first, second):
        practice.owner.patch(person.path, {"online_access": False})
    eventually(lambda: refused(visitor.post, "/api/identity/v1/sessions/current:refresh").status == 401, seconds=3)
    eventually(lambda: refused(visitor.get, "/api/clinic/v1/me/clients").status == 401, seconds=3)
