"""Every query answers at home and finds nothing next door, with the other practice's very ids; the database itself refuses too."""

import contextlib
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis.db import Actor
from chassis.errors import NotFound
from video_gate.domain import Decision, Standing
from video_gate.events import join_decided
from video_gate.models import Client, Seat
from video_gate.store import copies, guests, joins, seats, sessions


@pytest.fixture
def home(practice):
    """A practice with a parent in their video session."""
    parent = practice.parent()
    session_id = practice.book(parent)
    assert practice.join(parent, session_id).status_code == 200
    made = practice.call("POST", f"/sessions/{session_id}/guests", {"name": "Rose", "email": "rose@guest.example"}).json["guest"]
    link = ask(practice, lambda tx: guests.one(tx, UUID(made["link_id"])))
    ask(practice, lambda tx: seats.take_as_guest(tx, UUID(session_id), link.guest_id, uuid4()))
    return SimpleNamespace(practice=practice, parent=parent, session_id=UUID(session_id), clinician_id=practice.clinician_id, link=link)


def ask(practice, query):
    return practice.worker.transact(practice.practice_id, Actor("test"), query)


def everything(tx, **own):
    return sessions.page(tx, client_id=None, from_time=None, to_time=None, after=None, own_of=own.get("own_of"), most=9)


READS = {
    "sessions.one": lambda tx, h: sessions.one(tx, h.session_id),
    "sessions.page": lambda tx, h: everything(tx),
    "sessions.page of an account": lambda tx, h: everything(tx, own_of=h.parent.account_id),
    "sessions.is_own": lambda tx, h: sessions.is_own(tx, h.session_id, h.parent.account_id),
    "sessions.contacts_of": lambda tx, h: sessions.contacts_of(tx, [h.session_id]),
    "sessions.to_merge": lambda tx, h: sessions.to_merge(tx, [h.parent.client_id], [h.parent.contact_id]),
    "sessions.bound_contacts": lambda tx, h: sessions.bound_contacts(tx, h.parent.account_id),
    "sessions.staff_names": lambda tx, h: sessions.staff_names(tx, [h.clinician_id]),
    "copies.client_active": lambda tx, h: copies.client_active(tx, h.parent.client_id),
    "copies.client_active held": lambda tx, h: copies.client_active(tx, h.parent.client_id, held=True),
    "copies.linked": lambda tx, h: copies.linked(tx, h.parent.client_id, [h.parent.contact_id]),
    "copies.merged_into": lambda tx, h: (tx.db.execute(sa.text("UPDATE clients SET merged_into = :id"), {"id": uuid4()}),
                                         copies.merged_into(tx, h.parent.client_id))[1],
    "copies.works_here": lambda tx, h: copies.works_here(tx, h.clinician_id),
    "joins.facts": lambda tx, h: joins.facts(tx, h.session_id, h.parent.account_id),
    "seats.of_session": lambda tx, h: seats.of_session(tx, h.session_id),
    "seats.of_account": lambda tx, h: seats.of_account(tx, h.parent.account_id),
    "seats.of_client": lambda tx, h: seats.of_client(tx, h.parent.client_id),
    "seats.of_participants": lambda tx, h: seats.of_participants(tx),
    "guests.by_token": lambda tx, h: guests.by_token(tx, h.link.token_hash),
    "guests.newest": lambda tx, h: guests.newest(tx, h.session_id, h.link.guest_id),
    "guests.one": lambda tx, h: guests.one(tx, h.link.link_id),
    "guests.is_live": lambda tx, h: guests.is_live(tx, h.link.guest_id),
    "guests.of_session": lambda tx, h: guests.of_session(tx, h.session_id),
    "guests.mailed_to": lambda tx, h: guests.mailed_to(tx, "rose@guest.example", timedelta(days=1)),
    "guests.seated": lambda tx, h: guests.seated(tx, h.session_id),
    "guests.superseded_time": lambda tx, h: guests.superseded_time(tx, SimpleNamespace(guest_id=h.link.guest_id, link_id=uuid4())),
    "seats.names": lambda tx, h: seats.names(tx, h.session_id, [h.parent.account_id]),
}


@pytest.mark.parametrize("name", READS)
def test_a_query_answers_at_home_and_finds_nothing_next_door(home, make_practice, name):
    assert ask(home.practice, lambda tx: READS[name](tx, home))
    try:
        assert not ask(make_practice(), lambda tx: READS[name](tx, home))
    except NotFound:
        assert name in ("sessions.one", "guests.newest", "guests.one")


def test_early_join_minutes_are_each_practices_own(practice, make_practice):
    other = make_practice()
    ask(other, lambda tx: tx.db.execute(sa.text("UPDATE practices SET early_join_minutes = 3")))
    assert [ask(which, sessions.early_join_minutes) for which in (practice, other)] == [10, 3]


def suppressed(error, act):
    """What finds nothing to change may say so."""
    with contextlib.suppress(error):
        act()


WRITES = {
    "seats.end": lambda tx, h: seats.end(tx, SimpleNamespace(session_id=h.session_id, account_id=h.parent.account_id), "TRIED"),
    "guests.end": lambda tx, h: suppressed(ValueError, lambda: guests.end(tx, h.link, "REVOKED")),
    "guests.revoke_all": lambda tx, h: guests.revoke_all(tx, h.session_id),
    "guests.revoke_of_client": lambda tx, h: guests.revoke_of_client(tx, h.parent.client_id),
    "seats.end_overrun": lambda tx, h: seats.end_overrun(tx, timedelta(days=-1)),
    "seats.forget_login_session": lambda tx, h: seats.forget_login_session(tx, h.parent.account_id, h.parent.login_session_id),
    "copies.hand_over_login": lambda tx, h: copies.hand_over_login(tx, h.parent.contact_id, uuid4()),
    "copies.revoke_login_session": lambda tx, h: copies.revoke_login_session(tx, h.parent.login_session_id, datetime.now(UTC)),
    "copies.keep": lambda tx, h: copies.keep(tx, Client, client_id=h.parent.client_id, version=10_000, active=False),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_next_door_changes_nothing_at_home(home, make_practice, name):
    ask(make_practice(), lambda tx: WRITES[name](tx, home))
    assert home.parent.account_id in home.practice.seats(home.session_id)
    assert home.practice.join(home.parent, home.session_id).status_code == 200
    assert ask(home.practice, lambda tx: guests.is_live(tx, home.link.guest_id))


def test_a_guest_added_or_seated_next_door_is_refused(home, make_practice):
    same = {name: getattr(home.link, name) for name in ("guest_id", "session_id", "name", "seed", "token_hash")}
    for write in (lambda tx: guests.add(tx, **same), lambda tx: seats.take_as_guest(tx, home.session_id, home.link.guest_id, uuid4())):
        with pytest.raises(sa.exc.IntegrityError):
            ask(make_practice(), write)


def test_participants_set_next_door_are_refused_or_stay_there(home, make_practice):
    with pytest.raises(sa.exc.IntegrityError):
        ask(make_practice(), lambda tx: sessions.set_contacts(tx, home.session_id, [uuid4()]))
    assert ask(home.practice, lambda tx: sessions.contacts_of(tx, [home.session_id]))


def test_a_decision_recorded_next_door_takes_no_seat_at_home(home, make_practice):
    """joins.record, with the other practice's own ids: none of what it would be let in by is found there."""
    decision = Decision(uuid4(), home.session_id, uuid4(), uuid4(), (), (), datetime.now(UTC), "PARTICIPANT", None)
    recorded = ask(make_practice(), lambda tx: joins.record(tx, decision, Standing(1, 1), join_decided(tx, decision)))
    assert not recorded
    assert set(home.practice.seats(home.session_id)) == {home.parent.account_id, home.link.guest_id}


def test_knocks_held_next_door_go_on_at_home(home, make_practice):
    def meanwhile(tx):
        joins.hold_facts(tx)
        joins.hold_knocks(tx)
        return home.practice.join(home.parent, home.session_id).status_code

    assert ask(make_practice(), meanwhile) == 200


def test_only_newer_news_is_kept(practice):
    client_id = uuid4()
    kept = [
        ask(practice, lambda tx, version=version: copies.keep(tx, Client, client_id=client_id, version=version, active=version == 2))
        for version in (1, 2, 2, 1)
    ]
    assert kept == [True, True, False, False]
    assert ask(practice, lambda tx: copies.client_active(tx, client_id)) is True


def test_freshness_never_goes_back(practice):
    """mark_fresh, and unverified_for that reads it."""
    now = datetime.now(UTC)
    practice.fresh(clinic_age=900, identity_age=900)
    for source in ("clinic", "identity"):
        for as_of in (now, now - timedelta(hours=1)):
            practice.worker.transact("all", Actor("event"), copies.mark_fresh, source, as_of, 7)
    assert ask(practice, copies.unverified_for) < timedelta(minutes=1)


def test_the_worker_finds_practices_with_seats_across_all(home):
    with home.practice.worker.across() as db:
        assert home.practice.practice_id in seats.practices_with_seats(db)


def test_the_database_shows_those_who_serve_no_other_practices_rows(home, make_practice, database):
    count = sa.select(sa.func.count()).select_from(Seat)
    seen = [
        database.transact(which.practice_id, Actor("test"), lambda tx: tx.db.scalar(count)) for which in (home.practice, make_practice())
    ]
    assert seen == [2, 0]


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries", "DELETE FROM outbox"])
def test_what_was_decided_cannot_be_changed_by_those_who_serve(home, database, statement):
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        database.transact(home.practice.practice_id, Actor("test"), lambda tx: tx.db.execute(sa.text(statement)))
