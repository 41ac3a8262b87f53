"""Every query in two practices: what one knows, the other neither reads nor changes, though it names the very rows."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from anteroom.videogate.v1 import events_pb2 as videogate
from chassis.errors import NotFound
from clinic.domain.devices import PARTS
from clinic.events import stamp
from clinic.models import Base
from clinic.store import (
    alarms,
    board,
    calls,
    clients,
    contacts,
    devices,
    heard,
    ledger,
    names,
    practices,
    relationships,
    rows,
    search,
    timeline,
    welcomes,
)

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def other(open_a_practice):
    """The practice next door."""
    return open_a_practice()


@pytest.fixture(scope="module")
def home(open_a_practice):
    """A practice with one of everything: a child with a parent who has a login, a consent, a welcome, a video session."""
    practice = open_a_practice()
    client = practice.minor(given_name="Ottoline", family_name="Quisenberry")
    contact = practice.parent(client, email="ottoline.parent@example.com", phone="416-555-7788")
    adult, himself = practice.adult()
    path = f"/clients/{client}"
    practice.owner.post(f"{path}:sendWelcomeEmail", {"contact_ids": [contact]})
    practice.owner.post(f"{path}/contacts/{contact}:grantConsent", {"how": "WRITTEN"})
    holder = practice.account(contact)
    call = holder.post("/me/calls", {"client_id": client})
    practice.run(devices.asked, holder.account_id)
    session_id = uuid4()
    practice.hear(videogate.SessionChanged(
        practice_id=practice.practice_id, session_id=str(session_id), version=1, state=videogate.SESSION_STATE_BOOKED, client_id=client,
        contact_ids=[contact], clinician_id=str(uuid4()), start_time=stamp(practice.now + HOUR), end_time=stamp(practice.now + 2 * HOUR),
    ))
    booked = practice.run(heard.next_session, UUID(client), UUID(contact))
    reminder = {"mail_id": uuid4(), "mail_version": 1, "state": "SENT", "reason": "", "to_address": "", "start_time": booked.start_time,
                "hours": 24, "queue_time": booked.start_time, "change_time": booked.start_time}
    practice.run(heard.reminded, session_id, [UUID(contact)], reminder)
    practice.run(heard.staff_changed, practice.owner.account_id, 1, "Olive Owner", "OWNER", "ACTIVE")
    return SimpleNamespace(
        practice=practice, client=UUID(client), contact=UUID(contact), pair=(UUID(contact), UUID(client)), account=holder.account_id,
        adult=UUID(adult), himself=UUID(himself), session=session_id, booked=booked, reminder=reminder, call=UUID(call["call_id"]),
        email="ottoline.parent@example.com",
    )


def answer(practice, read, *args):
    """What a query says in a practice; a refusal to find is no answer."""
    def once(tx):
        found = read(tx, *args)
        return list(found) if isinstance(found, (list, tuple)) else found

    try:
        return practice.run(once)
    except NotFound:
        return None


READS = {
    "clients.get": lambda h: (clients.get, h.client),
    "clients.locked": lambda h: (clients.locked, h.client),
    "clients.among": lambda h: (clients.among, [h.client]),
    "clients.listed": lambda h: (clients.listed, clients.Wanted("ACTIVE"), None, 10),
    "clients.counted": lambda h: (clients.counted, clients.Wanted("ACTIVE")),
    "clients.states_counted": lambda h: (clients.states_counted, clients.Wanted("ACTIVE")),
    "clients.ages_counted": lambda h: (lambda tx: sum(clients.ages_counted(tx, clients.Wanted("ACTIVE"))),),
    "clients.fitting": lambda h: (lambda tx: tx.db.scalars(clients.fitting(tx, clients.Wanted(minor=False))).all(),),
    "clients.resembling": lambda h: (clients.resembling, ["quisenberry ottoline"], []),
    "clients.born_between": lambda h: (lambda tx: clients.born_between(tx, date.min, date.max, 10),),
    "clients.next_sessions": lambda h: (clients.next_sessions, [h.client]),
    "contacts.locked": lambda h: (contacts.locked, h.contact),
    "contacts.among": lambda h: (contacts.among, [h.contact]),
    "contacts.sharing": lambda h: (contacts.sharing, [h.email]),
    "contacts.holding": lambda h: (contacts.holding, [h.email]),
    "contacts.pairs_of": lambda h: (contacts.pairs_of, [h.contact]),
    "relationships.find": lambda h: (relationships.find, *h.pair),
    "relationships.locked": lambda h: (relationships.locked, *h.pair),
    "relationships.among": lambda h: (relationships.among, [h.pair]),
    "relationships.of_clients": lambda h: (relationships.of_clients, [h.client]),
    "relationships.self_of": lambda h: (relationships.self_of, h.adult),
    "relationships.selves_of": lambda h: (relationships.selves_of, h.himself),
    "relationships.consents_of": lambda h: (relationships.consents_of, *h.pair),
    "timeline.of_relationship": lambda h: (timeline.of_relationship, *h.pair),
    "ledger.of_clients": lambda h: (ledger.of_clients, [h.client]),
    "ledger.of_pairs": lambda h: (ledger.of_pairs, [h.pair]),
    "ledger.of_account": lambda h: (ledger.of_account, h.account),
    "ledger.answering": lambda h: (ledger.answering, h.account),
    "heard.account": lambda h: (heard.account, h.account),
    "heard.staff_names": lambda h: (heard.staff_names,),
    "heard.bound_contacts": lambda h: (heard.bound_contacts, h.account),
    "heard.next_session": lambda h: (heard.next_session, h.client, h.contact),
    "heard.invited": lambda h: (lambda tx: [part for part in heard.invited(tx, h.session) if part],),
    "names.named": lambda h: (names.named, [h.client, h.contact, h.account, h.practice.owner.account_id]),
    "heard.reminder": lambda h: (lambda tx: heard.reminder(tx, h.booked, h.contact),),
    "calls.locked": lambda h: (calls.locked, h.call),
    "calls.raised_from": lambda h: (calls.raised_from, h.call, uuid4()),
    "calls.open_one": lambda h: (calls.open_one, *h.pair),
    "calls.of_account": lambda h: (calls.of_account, h.account),
    "calls.listed": lambda h: (calls.listed,),
    "devices.of_account": lambda h: (devices.of_account, h.account),
    "search.begins": lambda h: (search.begins, "quisen"),
    "search.spellings": lambda h: (search.spellings, "quisenbery"),
}


@pytest.mark.parametrize("name", READS)
def test_a_query_answers_at_home_and_finds_nothing_next_door(home, other, name):
    read, *args = READS[name](home)
    assert answer(home.practice, read, *args)
    assert not answer(other, read, *args)


def test_an_event_told_at_home_is_unknown_next_door(home, other):
    home.practice.run(timeline.add, "ACCESS_ON", [home.pair], source=home.account)
    assert home.practice.run(timeline.knows, "ACCESS_ON", [home.pair], home.account)
    assert not other.run(timeline.knows, "ACCESS_ON", [home.pair], home.account)


def test_practices_get_their_own_rows(home, other):
    for read in (practices.get, practices.locked):
        assert home.practice.run(lambda tx, read=read: read(tx).practice_id) == home.practice.practice_id
        assert other.run(lambda tx, read=read: read(tx).practice_id) == other.practice_id
    for read in (practices.is_open, lambda tx: practices.texts_in_use(tx, practices.get(tx))):
        assert home.practice.run(read) and other.run(read)
    assert home.practice.run(practices.text, "TERMS", "2026-1").practice_id == home.practice.practice_id
    home.practice.owner.patch("/settings", {"terms": {"title": "New", "body": "New"}})
    assert len(home.practice.run(practices.text_versions, "TERMS")) == 2
    assert len(other.run(practices.text_versions, "TERMS")) == 1


def test_the_search_finds_the_client_at_home_only(home, other):
    assert home.practice.run(search.find, "quisenbery", None, 10) == ([home.client], 1)
    assert other.run(search.find, "quisenbery", None, 10) == ([], 0)


def test_the_widest_query_shows_no_row_of_another_practice(home, other):
    read = lambda tx: list(map(rows.reader(tx), rows.read(tx, rows.KNOWN)))  # noqa: E731
    assert {facts.contact_id for facts in home.practice.run(read)} == {home.contact, home.himself}
    assert other.run(read) == []


def test_coming_sessions_are_the_practices_own(home, other):
    until = home.practice.now + 48 * HOUR
    for practice in (home.practice, other):
        practice.run(alarms.ring_all)
    for coming in (lambda tx: board.slots(tx, until, None, 9), lambda tx: board.unclear(tx, until)):
        assert [row.session_id for row in home.practice.run(coming)] == [home.session]
        assert other.run(coming) == []
    assert [practice.run(board.count, until) for practice in (home.practice, other)] == [1, 0]
    assert len(home.practice.run(board.people, [home.session])[home.session]) == 1
    assert other.run(board.people, [home.session]) == {home.session: []}


def test_the_cap_counts_the_practices_own_welcomes(home, other):
    assert len(home.practice.run(welcomes.requests_since, [home.contact], 24 * HOUR)[home.contact]) == 1
    assert other.run(welcomes.requests_since, [home.contact], 24 * HOUR)[home.contact] == []


def snapshot(practice):
    """Every row of a practice, by table."""
    return practice.run(lambda tx: {
        name: sorted(map(repr, tx.db.execute(sa.select(table)).all())) for name, table in Base.metadata.tables.items()
    })


WRITES = {
    "clients.lock": lambda h: (clients.lock, [h.client]),
    "contacts.lock": lambda h: (contacts.lock, [h.contact]),
    "welcomes.refused": lambda h: (welcomes.refused, uuid4(), [h.pair], "NO_ACCOUNT"),
    "timeline.add": lambda h: (timeline.add, "ACCESS_ON", [h.pair]),
    "timeline.add_each": lambda h: (timeline.add_each, "ADDED_TO_CHART", {h.pair: {}}),
    "timeline.add_of_account": lambda h: (lambda tx: timeline.add_of_account(tx, "SIGNED_IN", h.account, time=tx.now, source=uuid4()),),
    "ledger.welcomed": lambda h: (ledger.welcomed, uuid4(), [h.pair]),
    "ledger.mailed": lambda h: (lambda tx: ledger.mailed(tx, [h.pair], {
        "mail_id": uuid4(), "mail_version": 1, "mail_state": "SENT", "mail_reason": "", "mail_detail": "", "mail_to": "",
        "mail_link_id": None,
        "mail_queue_time": tx.now, "mail_change_time": tx.now}),),
    "ledger.knocked": lambda h: (lambda tx: ledger.knocked(tx, [h.pair], tx.now, h.session, ["CONSENT_MISSING"]),),
    "ledger.refresh": lambda h: (ledger.refresh, [h.pair]),
    "alarms.stop": lambda h: (alarms.stop, [h.pair]),
    "alarms.ring_all": lambda h: (alarms.ring_all,),
    "heard.account_changed": lambda h: (lambda tx: heard.account_changed(tx, h.account, 99, state="LOCKED", email="", password="NONE"),),
    "heard.link_changed": lambda h: (lambda tx: heard.link_changed(
        tx, h.account, uuid4(), 1, tx.now, link_purpose="RESET", link_state="LIVE", link_expire_time=tx.now, link_end_time=None),),
    "heard.signed_in": lambda h: (lambda tx: heard.signed_in(tx, h.account, tx.now, "Chrome 131"),),
    "heard.sign_in_refused": lambda h: (lambda tx: heard.sign_in_refused(tx, h.account, tx.now, "LOCKED"),),
    "heard.binding_changed": lambda h: (lambda tx: heard.binding_changed(tx, h.account, h.contact, 99, "UNBOUND", tx.now),),
    "heard.staff_changed": lambda h: (heard.staff_changed, h.practice.owner.account_id, 99, "Somebody Else", "", "DISABLED"),
    "heard.session_changed": lambda h: (lambda tx: heard.session_changed(
        tx, h.session, 99, [], client_id=h.client, clinician_id=None, start_time=tx.now, end_time=tx.now, state="CANCELLED"),),
    "heard.reminded": lambda h: (heard.reminded, h.session, [h.contact], h.reminder | {"mail_version": 99, "state": "BOUNCED"}),
    "heard.login_session_revoked": lambda h: (lambda tx: heard.login_session_revoked(tx, h.practice.owner.login_session_id, tx.now + HOUR),
    ),
    "devices.checked": lambda h: (devices.checked, h.account, dict.fromkeys(PARTS, "PASSED")),
    "devices.asked": lambda h: (devices.asked, h.account),
    "search.index": lambda h: (search.index, [h.client]),
    "search.learn": lambda h: (search.learn, {"quisenberry"}),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_next_door_changes_nothing_at_home(home, other, name):
    before = snapshot(home.practice)
    write, *args = WRITES[name](home)
    other.run(write, *args)
    assert snapshot(home.practice) == before
    assert home.practice.owner.get(f"/clients/{home.client}")["client_id"] == str(home.client)


def test_a_ledger_entry_is_begun_only_for_a_relationship_of_the_same_practice(home, other):
    with pytest.raises(IntegrityError):
        other.run(ledger.begin, [home.pair])


def test_every_table_stands_behind_the_wall(home, practice, worker):
    """The service's own role, without a word of WHERE."""
    assert all(rows for name, rows in snapshot(home.practice).items() if name in ("clients", "contacts", "consents", "timeline", "alarms"))
    assert {name for name, found in snapshot(practice).items() if found} == {"practices", "published_texts"}
    with worker.across() as db:
        for name, table in Base.metadata.tables.items():
            assert name in ("alarms", "imports", "welcome_runs") or not db.execute(sa.select(table).limit(1)).all(), name


def test_alarms_are_found_over_all_practices_when_they_are_due(home, worker):
    home.practice.run(alarms.ring_all)
    with worker.across() as db:
        assert (home.practice.practice_id, *home.pair) in alarms.due(db)


def test_what_was_agreed_is_never_changed_by_the_service(home):
    for table in ("consents", "published_texts", "timeline"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET practice_id = practice_id"):
            with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
                home.practice.run(lambda tx, statement=statement: tx.db.execute(sa.text(statement)))
