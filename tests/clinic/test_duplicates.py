"""Charts that look like one client's and are two clients': told apart by door 1, for as long as what was read then stands."""

import pytest
import sqlalchemy as sa

from chassis.tables import audit_entries
from tests.clinic.test_merges import merge, refused


@pytest.fixture
def namesakes(practice):
    """A father and a son of one name, whose dates of birth nobody wrote down."""
    return [practice.adult(given_name="Luc", family_name="Roy")[0] for _ in range(2)]


def say(practice, one, other, verb="dismiss"):
    return practice.owner.post(f"/clients/{one}/duplicates/{other}:{verb}", {})


def likely(practice, client_id):
    return [one["client_id"] for one in practice.owner.get(f"/clients/{client_id}/duplicates")["clients"]]


def listed(practice):
    """Who is listed as having two charts, and how many the filter counts."""
    rows = practice.owner.get("/clients?duplicates=true")["clients"]
    return {row["client_id"] for row in rows}, practice.owner.get("/client-states")["duplicates"]


def test_two_told_apart_are_nobodys_duplicates_and_whoever_said_so_is_named(practice, namesakes):
    father, son = namesakes
    practice.hear_staff()
    told = say(practice, father, son)
    assert told["clients"] == [] and listed(practice) == (set(), 0)
    for one, other in ((father, son), (son, father)):
        seen = practice.owner.get(f"/clients/{one}/duplicates")
        assert seen["clients"] == []
        (said,) = seen["dismissed"]
        assert (said["client_id"], said["dismissed_by"], said["likeness"]) == (other, "Olive Owner", "SAME_NAME")
    say(practice, son, father)
    assert listed(practice) == (set(), 0)


def test_told_apart_once_is_taken_back_from_either_side(practice, namesakes):
    father, son = namesakes
    say(practice, father, son)
    assert say(practice, son, father, "restore")["clients"][0]["client_id"] == father
    assert listed(practice) == ({father, son}, 2)
    assert practice.owner.get(f"/clients/{father}/duplicates")["dismissed"] == []
    assert likely(practice, say(practice, father, son, "restore")["clients"][0]["client_id"]) == [father]


@pytest.mark.parametrize(("change", "alike"), [
    ({"birth_date": "1961-02-03"}, True), ({"given_name": "Lucas"}, False), ({"has_guardian": True}, None),
])
def test_a_new_name_or_birth_of_either_asks_again_and_nothing_else_does(practice, namesakes, change, alike):
    father, son = namesakes
    say(practice, father, son)
    practice.owner.patch(f"/clients/{son}", change)
    if alike is False:
        assert likely(practice, father) == []
        practice.owner.patch(f"/clients/{son}", {"birth_date": "1961-02-03"})
        practice.owner.patch(f"/clients/{father}", {"birth_date": "1961-02-03"})
    assert likely(practice, father) == ([] if alike is None else [son])
    assert listed(practice)[0] == (set() if alike is not True else {father, son})


def test_twins_may_be_told_apart_while_a_third_chart_stays_likely(practice):
    born = {"birth_date": practice.owner.get(f"/clients/{practice.minor()}")["birth_date"]}
    ann, anna, again = (practice.minor(given_name=name, family_name="Roy", **born) for name in ("Ann", "Anna", "Ann"))
    say(practice, ann, anna)
    assert likely(practice, ann) == [again] and likely(practice, again) == [ann, anna]
    merge(practice, again, ann)
    assert likely(practice, again) == []


def test_who_was_told_apart_from_the_chart_that_goes_is_apart_from_the_one_that_stays(practice, namesakes):
    father, son = namesakes
    again = practice.adult(given_name="Luc", family_name="Roy")[0]
    say(practice, father, son)
    merge(practice, again, father)
    assert likely(practice, again) == likely(practice, son) == []
    third = practice.adult(given_name="Luc", family_name="Roy")[0]
    for one in (again, son):
        say(practice, one, third)
    merge(practice, again, third)
    assert listed(practice) == (set(), 0)
    assert merge(practice, again, son)["client_id"] == again
    assert practice.owner.get(f"/clients/{again}/duplicates")["dismissed"] == []


def test_what_cannot_be_told_apart_is_refused_by_name(practice, namesakes, other):
    father, son = namesakes
    stranger = practice.adult(given_name="Ines", family_name="Park")[0]

    def answer(one, another, caller=practice.owner):
        told = caller.ask("POST", f"/clients/{one}/duplicates/{another}:dismiss", {})
        return told.status, told["reason"]

    assert answer(father, father) == (400, "SAME_CHART")
    assert answer(father, stranger) == (409, "NOT_ALIKE")
    assert answer(father, son, practice.staff("CLINICIAN")) == (403, "FORBIDDEN")
    assert answer(father, son, other.owner) == (404, "CLIENT_UNKNOWN")
    merge(practice, father, son)
    assert answer(father, son) == (409, "CLIENT_MERGED")
    assert refused(practice, father, son) == (409, "CLIENT_MERGED")


def test_each_chart_keeps_in_the_trail_that_it_was_told_apart(practice, namesakes):
    father, son = namesakes
    say(practice, father, son)
    say(practice, father, son, "restore")

    def kept(tx):
        said = sa.select(audit_entries.c.action, audit_entries.c.subject_id, audit_entries.c.detail, audit_entries.c.actor_account_id)
        mine = sa.and_(audit_entries.c.practice_id == tx.practice_id, audit_entries.c.action.like("duplicate.%"))
        return tx.db.execute(said.where(mine).order_by(audit_entries.c.record_time)).all()

    entries = practice.run(kept)
    assert {row.actor_account_id for row in entries} == {practice.owner.account_id}
    assert sorted((row.action, row.subject_id, row.detail["other_client_id"]) for row in entries) == sorted(
        (f"duplicate.{verb}", one, other) for verb in ("dismissed", "restored") for one, other in ((father, son), (son, father))
    )
