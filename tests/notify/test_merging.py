"""Charts were merged: mails that wait go out by what stayed, and reminders find who stayed."""

import pytest
import sqlalchemy as sa

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from chassis.db import Actor
from tests.notify.practice import Person
from tests.notify.test_reminders import at, ring, settled


def merged(practice, gone, stays, **switches):
    """client.merged: the second person and their chart stay."""
    def state(person, version, on, **chosen):
        said = {"online_access": True, "email_notifications": True} | chosen
        return clinic.AccessChanged(
            practice_id=practice.practice_id, contact_id=str(person.contact_id), client_id=str(person.client_id), version=version,
            in_force=on, **said,
        )

    practice.hears("clinic", "client.merged", clinic.ClientMerged(
        practice_id=practice.practice_id, client_id=str(stays.client_id), merged_client_ids=[str(gone.client_id)],
        merged_contacts=[clinic.MergedContact(contact_id=str(gone.contact_id), into_contact_id=str(stays.contact_id), same_login=True)],
        access=[state(gone, 9, False), state(stays, 2, True, **switches)],
    ))


def two_of_one_login(practice):
    """The same person twice, with one login."""
    gone = practice.person()
    stays = Person(practice.stranger().contact_id, practice.stranger().client_id, gone.account_id, gone.email)
    practice.names(stays)
    practice.switches(stays)
    return gone, stays


def pairs(shown):
    """Whom a mail is about."""
    return [(to.contact_id, to.client_id) for to in shown.recipients]


def test_an_invitation_that_waits_goes_out_for_the_one_who_stayed(practice):
    practice.opens()
    gone, stays = two_of_one_login(practice)
    practice.issues(gone, access_version=5)  # ahead of what notify knows: it has to wait
    merged(practice, gone, stays)
    settled(practice)
    (shown,) = practice.mails()
    assert (shown.message.state, pairs(shown)) == ("SENT", [(stays.contact_id, stays.client_id)])


def test_an_invitation_heard_of_after_the_merge_goes_out_for_the_one_who_stayed(practice):
    practice.opens()
    gone, stays = two_of_one_login(practice)
    last = Person(practice.stranger().contact_id, practice.stranger().client_id, gone.account_id, gone.email)
    practice.names(last)
    practice.switches(last)
    for one, into in ((stays, last), (gone, stays)):  # two merges in a row, the later of them heard first
        merged(practice, one, into)
    practice.issues(gone, access_version=5)
    settled(practice)
    (shown,) = practice.mails()
    assert (shown.message.state, pairs(shown)) == ("SENT", [(last.contact_id, last.client_id)])


def test_a_mail_that_waits_stays_here_where_mail_is_off_after_the_merge(practice):
    practice.opens()
    gone, stays = two_of_one_login(practice)
    practice.issues(gone)
    merged(practice, gone, stays, email_notifications=False)
    settled(practice)
    (shown,) = practice.mails()
    assert (shown.message.state, shown.message.reason) == ("CANCELLED", "EMAIL_NOTIFICATIONS_OFF")


def test_the_reminder_of_a_session_of_the_chart_that_went_reaches_the_one_who_stayed(practice):
    practice.opens()
    gone, stays = two_of_one_login(practice)
    practice.books(gone, start=at(practice, hours=30))
    merged(practice, gone, stays)
    practice.binds(stays)
    practice.shift(hours=7)
    assert ring(practice) == [("SENT", None)]
    (shown,) = practice.mails()
    assert pairs(shown) == [(stays.contact_id, stays.client_id)]


@pytest.mark.parametrize("first", ["clinic", "identity", "videogate"])
def test_heard_anew_with_all_copies_lost_it_comes_to_the_same_and_mails_nobody_again(practice, first):
    told, hears = [], practice.hears

    def recording(source, thing, event, event_id=None, traceparent=None):
        told.append((source, thing, event, hears(source, thing, event, event_id, traceparent)))
        return told[-1][-1]

    practice.hears = recording
    practice.opens()
    gone, stays = two_of_one_login(practice)
    practice.issues(gone)
    start = at(practice, hours=30)
    session_id = practice.books(gone, start=start)
    merged(practice, gone, stays)
    practice.books(stays, start=start, session_id=session_id, version=2)  # the gate's own word of the session it moved
    practice.binds(gone, state=identity.BINDING_STATE_UNBOUND, version=2)
    practice.binds(stays)
    settled(practice)
    before = state_of(practice)
    for table in (*COPIES, "inbox"):
        practice.worker.transact(practice.practice_id, Actor("test"), forget, table)
    # Each service's events in their order; whose come first nobody promises.
    for source, thing, event, event_id in sorted(told, key=lambda one: one[0] != first):
        hears(source, thing, event, event_id)
    settled(practice)
    assert state_of(practice) == before


COPIES = ("contacts", "relationships", "accounts", "bindings", "video_sessions")


def forget(tx, table):
    """Nothing of it is left in this practice."""
    tx.db.execute(sa.text(f"DELETE FROM {table} WHERE practice_id = :practice_id"), {"practice_id": tx.practice_id})


def state_of(practice):
    """The copies, and what became of each mail and whom it is about."""

    def read(tx, table):
        return sorted(map(repr, tx.db.execute(sa.text(f"SELECT * FROM {table} WHERE practice_id = :p"), {"p": tx.practice_id})))

    copies = {table: practice.worker.transact(practice.practice_id, Actor("test"), read, table) for table in COPIES}
    return copies, [(shown.message.state, shown.message.to_address, pairs(shown)) for shown in practice.mails()]
