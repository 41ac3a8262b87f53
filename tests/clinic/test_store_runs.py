"""Every query of bulk welcomes stands here with two practices."""

from types import SimpleNamespace
from uuid import UUID

import pytest

from clinic.models import WelcomeRun
from clinic.store import jobs, runs
from tests.clinic.test_runs import Run, adult
from tests.clinic.test_store import answer, snapshot


@pytest.fixture(scope="module")
def home(open_a_practice):
    """A practice with a bulk welcome that is ready."""
    practice = open_a_practice()
    for name in ("Ada", "Ben"):
        adult(practice, name, email="both@example.com")
    return SimpleNamespace(practice=practice, run=UUID(Run(practice).path.rpartition("/")[2]))


READS = {
    "get": lambda h: (jobs.get, WelcomeRun, h.run),
    "locked": lambda h: (jobs.locked, WelcomeRun, h.run),
    "taken": lambda h: (jobs.taken, WelcomeRun, h.run, "READY"),
    "listed": lambda h: (jobs.listed, WelcomeRun),
    "next_people": lambda h: (runs.next_people, h.run, 0, 10),
    "next_people held": lambda h: (lambda tx: runs.next_people(tx, h.run, 0, 10, held=True),),
    "pairs_at": lambda h: (runs.pairs_at, h.run, {1, 2}),
    "people_listed": lambda h: (runs.people_listed, h.run, None, None, 0, 10),
    "counted": lambda h: (runs.counted, h.run),
    "sharing": lambda h: (runs.sharing, h.run, ["both@example.com"]),
}


@pytest.mark.parametrize("name", READS)
def test_a_query_answers_at_home_and_finds_nothing_next_door(home, other, name):
    read, *args = READS[name](home)
    assert answer(home.practice, read, *args)
    assert not answer(other, read, *args)


def test_a_run_is_filled_with_the_practices_own_people(home, other):
    before = snapshot(home.practice)
    assert other.run(runs.fill, home.run, None, None) == 0
    assert snapshot(home.practice) == before


def test_the_worker_finds_what_is_to_do_over_all_practices(practice, worker):
    adult(practice, "Ada")
    run = Run(practice)
    assert not practice.run(jobs.under_way, WelcomeRun)
    run.say("start")
    assert practice.run(jobs.under_way, WelcomeRun)
    with worker.across() as db:
        mine = [tuple(row) for row in jobs.due(db, WelcomeRun) if row[0] == practice.practice_id]
    assert mine == [(practice.practice_id, UUID(run.path.rpartition("/")[2]), "SENDING", practice.owner.account_id, "OWNER")]


def test_those_who_share_an_address_come_in_one_turn(home):
    assert len(home.practice.run(lambda tx: list(runs.next_people(tx, home.run, 0, 1)))) == 2
