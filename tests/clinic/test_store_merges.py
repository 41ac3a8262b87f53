"""Every query of merges stands here with two practices."""

from types import SimpleNamespace
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from clinic.models import Client, Contact
from clinic.store import clients, duplicates, former, merges, relationships
from tests.clinic.test_merges import merge, two_children
from tests.clinic.test_store import answer, snapshot


@pytest.fixture(scope="module")
def home(open_a_practice):
    """A practice in which two charts of a child became one, with a session of it and a login for the mother."""
    practice = open_a_practice()
    charts, mothers = two_children(practice)
    holder = practice.account(mothers[0])
    practice.bind(holder, mothers[1])
    holder.post("/me/calls", {"client_id": charts[0], "said": ""})
    merge(practice, *charts)
    namesakes = [practice.adult(given_name="Luc", family_name="Roy")[0] for _ in range(2)]
    practice.owner.post(f"/clients/{namesakes[0]}/duplicates/{namesakes[1]}:dismiss", {})
    father, son = map(UUID, namesakes)
    kept, gone, mother, twin = (UUID(one) for one in (*charts, *mothers))
    return SimpleNamespace(
        practice=practice, kept=kept, gone=gone, mother=mother, twin=twin, account_id=holder.account_id, father=father, son=son,
    )


def told_apart(tx):
    """Whoever has a namesake of whom they were told apart."""
    twin = aliased(Client)
    return tx.db.scalars(sa.select(Client.client_id).where(sa.exists().where(
        twin.practice_id == tx.practice_id, duplicates.told_apart(tx, Client, twin)
    ))).all()


READS = {
    "merged_contacts": lambda h: (former.merged_contacts, Contact.merged_into == h.mother),
    "merged_clients": lambda h: (former.merged_clients, h.kept),
    "of_chart": lambda h: (former.of_chart, h.kept),
    "went_along": lambda h: (former.went_along, [h.mother]),
    "logins_ever": lambda h: (former.logins_ever, [h.mother]),
    "relationships": lambda h: (merges.relationships, [h.kept], [h.mother]),
    "calls_of": lambda h: (merges.calls_of, [(h.mother, h.kept)]),
    "people_of_account": lambda h: (merges.people_of_account, h.account_id),
    "looks": lambda h: (clients.looks, [h.kept]),
    "dismissed": lambda h: (duplicates.dismissed, h.father),
    "told_apart": lambda h: (told_apart,),
    "merged_into": lambda h: (relationships.merged_into, h.mother, h.kept),
}


@pytest.mark.parametrize("name", READS)
def test_a_query_answers_at_home_and_finds_nothing_next_door(home, other, name):
    read, *args = READS[name](home)
    assert answer(home.practice, read, *args)
    assert not answer(other, read, *args)


def test_what_was_merged_is_called_by_its_new_name_at_home_alone(home, other):
    old, new = (home.twin, home.gone), (home.mother, home.kept)
    for practice, pair in ((home.practice, new), (other, old)):
        assert practice.run(former.stand_for, [old]) == [pair]
        assert practice.run(former.contacts_now, [home.twin]) == [pair[0]]
        assert practice.run(former.client_now, home.gone) == pair[1]
        refusal = practice.run(relationships.absent, *old)
        assert refusal.metadata == ({"merged_into": str(new[1]), "into_contact_id": str(new[0])} if practice is home.practice else {})
    assert home.practice.run(merges.counted, home.kept)["open_calls"] == 1
    assert other.run(merges.counted, home.kept)["open_calls"] == 0


WRITES = {
    "lead_on": lambda h: (merges.lead_on, {h.kept: h.gone}, {h.mother: h.twin}),
    "move_sessions": lambda h: (merges.move_sessions, {h.kept: h.gone}, {h.mother: h.twin}),
    "move_pair": lambda h: (merges.move_pair, (h.mother, h.kept), (h.twin, h.gone)),
    "duplicates.restore": lambda h: (duplicates.restore, h.father, h.son),
    "duplicates.move": lambda h: (duplicates.move, h.father, h.kept),
    "hand_over_login": lambda h: (merges.hand_over_login, h.mother, h.twin),
}


@pytest.mark.parametrize("name", WRITES)
def test_what_is_moved_next_door_stays_at_home(home, other, name):
    before = snapshot(home.practice)
    write, *args = WRITES[name](home)
    other.run(write, *args)
    assert snapshot(home.practice) == before


def test_what_was_heard_is_gathered_from_the_practices_own_ledger(home, other):
    with pytest.raises(StopIteration):
        other.run(merges.gather_ledger, [], (home.mother, home.kept))


def test_charts_of_the_practice_next_door_cannot_be_told_apart(home, other):
    namesakes = home.practice.run(clients.among, [home.father, home.son])
    with pytest.raises(IntegrityError):
        other.run(duplicates.dismiss, namesakes[home.father], namesakes[home.son])
