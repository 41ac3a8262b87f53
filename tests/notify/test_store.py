"""Every query sees its own practice's rows only; the queue alone is read across."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from anteroom.notify.v1.events_pb2 import MessageChanged
from chassis import outbox
from chassis.db import Actor
from notify import domain, models
from notify.domain import Address, Draft, Kind, Lease, Override, Recipient, Report, Reported
from notify.operations import mails as operations
from notify.store import mails as store
from notify.store import merges, nudges, reminders, reports, templates

# A video session by the same id in both practices.
SESSION, START = uuid4(), (datetime.now(UTC) + timedelta(days=9)).replace(microsecond=0)


@pytest.fixture
def both(practice, neighbour, databases):
    """Two practices with the same person and the same mail in each, and a function to ask in one of them as the app role."""
    sofia, link_id, event_id = practice.stranger("sofia@example.com"), uuid4(), uuid4()
    for each in (practice, neighbour):
        each.names(sofia)
        each.account(sofia)
        each.binds(sofia)
        each.switches(sofia, online_access=each is practice)
        each.books(sofia, start=START, session_id=SESSION)
        each.issues(sofia, link_id=link_id, event_id=event_id if each is practice else uuid4())
    _, app = databases

    def ask(where, query, *args, **kw):
        return app.transact(where.practice_id, Actor("http"), query, *args, **kw)

    return practice, neighbour, sofia, link_id, ask


def ids(practice):
    return [practice.only().message_id]


def test_mails_are_read_in_their_practice(both):
    ours, theirs, sofia, link_id, ask = both
    for here, there in ((ours, theirs), (theirs, ours)):
        assert list(ask(here, store.messages, ids(here) + ids(there))) == ids(here)
        assert [m.message_id for m in ask(here, store.waiting_with_link, link_id)] == ids(here)
        newest = ask(here, store.newest_messages, client_id=sofia.client_id, contact_id=None, before=None, most=9)
        assert [m.message_id for m in newest] == ids(here)
        about = ask(here, store.recipients, ids(here) + ids(there))
        assert about == {ids(here)[0]: [Recipient(sofia.contact_id, sofia.client_id)], ids(there)[0]: []}
        steps = ask(here, store.states, ids(here) + ids(there))
        assert (len(steps[ids(here)[0]]), len(steps[ids(there)[0]])) == (1, 0)
        assert list(ask(here, store.attempts, ids(here) + ids(there))) == ids(here)
        assert list(ask(here, store.unanswered, ids(here) + ids(there))) == ids(here)


def test_copies_are_read_in_their_practice(both):
    ours, theirs, sofia, _, ask = both
    theirs.names(sofia, given_name="Karin", version=2, email="karin@example.com")
    theirs.account(sofia, version=2, email="karin@example.com")
    theirs.binds(sofia, version=2, contact_id=uuid4())
    assert ask(ours, store.practice).name == "Maple Counselling" and ask(theirs, store.practice).name == "Birch Family Therapy"
    assert [s.online_access for s in ask(ours, store.switches, [sofia.contact_id]).values()] == [True]
    assert [s.online_access for s in ask(theirs, store.switches, [sofia.contact_id]).values()] == [False]
    assert ask(ours, store.emails, [sofia.account_id]) == {sofia.account_id: "sofia@example.com"}
    assert ask(ours, store.given_names, [sofia.contact_id]) == {sofia.contact_id: "Sofia"}
    theirs.names(sofia, given_name="Karin", version=3, email="karin@example.com", language="fr")
    assert ask(ours, store.languages, [sofia.contact_id]) == {}
    assert ask(theirs, store.languages, [sofia.contact_id]) == {sofia.contact_id: "fr"}
    assert ask(ours, store.contact, sofia.contact_id).email == "sofia@example.com"
    assert ask(theirs, store.contact, sofia.contact_id).email == "karin@example.com"
    assert (len(ask(ours, store.bound_contacts, [sofia.account_id])[sofia.account_id]),
            len(ask(theirs, store.bound_contacts, [sofia.account_id])[sofia.account_id])) == (1, 2)


def test_what_was_merged_is_renamed_in_its_practice(both):
    ours, theirs, sofia, _, ask = both
    clients, people = {sofia.client_id: uuid4()}, {sofia.contact_id: uuid4()}
    ask(theirs, merges.rename_recipients, clients, people)
    ask(theirs, merges.rename_offered, people)
    ask(theirs, merges.rename_invited, clients, people)
    assert ask(ours, store.recipients, ids(ours))[ids(ours)[0]] == [Recipient(sofia.contact_id, sofia.client_id)]
    assert ask(theirs, store.recipients, ids(theirs))[ids(theirs)[0]] == [Recipient(people[sofia.contact_id], clients[sofia.client_id])]
    found = [ask(each, reminders.sessions, [SESSION])[SESSION] for each in (ours, theirs)]
    assert [(row.client_id, row.contact_ids) for row in found] == [
        (sofia.client_id, [sofia.contact_id]), (clients[sofia.client_id], [people[sofia.contact_id]]),
    ]
    ask(theirs, merges.remember, {**clients, **people})
    about = Recipient(sofia.contact_id, sofia.client_id)
    assert ask(ours, merges.stand_for, [about]) == [about]
    assert ask(theirs, merges.stand_for, [about]) == [Recipient(people[sofia.contact_id], clients[sofia.client_id])]


def test_an_older_copy_changes_nothing(both):
    ours, _, sofia, _, ask = both
    assert ask(ours, store.keep, models.Account, account_id=sofia.account_id, version=5, email="five@example.com")
    assert not ask(ours, store.keep, models.Account, account_id=sofia.account_id, version=4, email="four@example.com")
    assert not ask(ours, store.keep, models.Account, account_id=sofia.account_id, version=5, email="again@example.com")
    assert ask(ours, store.emails, [sofia.account_id]) == {sofia.account_id: "five@example.com"}


def test_suppressions_and_templates_are_a_practices_own(both):
    ours, theirs, _, _, ask = both
    ask(ours, store.suppress, "sofia@example.com", "ADDRESS_BOUNCED", ids(ours)[0])
    assert ask(ours, store.suppressed, ["sofia@example.com"]) == {"sofia@example.com": "ADDRESS_BOUNCED"}
    assert not ask(theirs, store.suppressed, ["sofia@example.com"])
    ask(theirs, store.unsuppress, "sofia@example.com")
    assert ask(ours, store.suppressed, ["sofia@example.com"])
    ask(ours, store.unsuppress, "sofia@example.com")
    assert not ask(ours, store.suppressed, ["sofia@example.com"])
    ask(ours, templates.use_override, Kind.RESET, "en", Override("s", "h", "t"))
    assert ask(ours, templates.overrides, "en") == {"RESET": Override("s", "h", "t")} and ask(theirs, templates.overrides, "en") == {}
    ask(theirs, templates.drop_override, Kind.RESET, "en")
    assert ask(ours, templates.overrides, "en")
    ask(ours, templates.drop_override, Kind.RESET, "en")
    assert not ask(ours, templates.overrides, "en")


def test_reports_are_kept_and_read_in_their_practice(both):
    ours, theirs, _, _, ask = both
    cause, told = ours.only().cause_event_id, Report(Reported.DELIVERED, datetime.now(UTC))
    assert [m.message_id for m in ask(ours, reports.mails_caused_by, [cause])] == ids(ours)
    assert not ask(theirs, reports.mails_caused_by, [cause])
    assert ask(ours, reports.add_report, ids(ours)[0], told, "WEBHOOK") and not ask(ours, reports.add_report, ids(ours)[0], told, "WEBHOOK")
    assert ask(ours, reports.reports_of, ids(ours)) == {ids(ours)[0]: [told]}
    assert ask(theirs, reports.reports_of, ids(ours)) == {ids(ours)[0]: []}
    with pytest.raises(sa.exc.IntegrityError):
        ask(theirs, reports.add_report, ids(ours)[0], told, "WEBHOOK")


def test_the_history_of_words_is_a_practices_own_and_is_never_changed(both):
    ours, theirs, sofia, _, ask = both
    same = {"kind": "RESET", "language": "en", "account_id": sofia.account_id, "change_time": datetime.now(UTC)}
    for number, where in ((1, ours), (2, ours), (1, theirs)):
        row = models.TemplateVersion(practice_id=where.practice_id, version=number, subject=where.practice_id, text="t", **same)
        ask(where, templates.add_version, row)
    for where, last in ((ours, 2), (theirs, 1)):
        newest = ask(where, templates.newest_versions)["RESET", "en"]
        assert (newest.version, newest.subject) == (last, where.practice_id)
        assert [row.version for row in ask(where, templates.versions, Kind.RESET, "en")] == [*range(last, 0, -1)]
    assert ask(ours, templates.version, Kind.RESET, "en", 2) and ask(theirs, templates.version, Kind.RESET, "en", 2) is None
    with pytest.raises(sa.exc.DBAPIError):
        ask(theirs, templates.add_version, models.TemplateVersion(practice_id=ours.practice_id, version=3, subject="s", text="t", **same))
    for change in ("DELETE FROM template_versions", "UPDATE template_versions SET text = ''"):
        with pytest.raises(sa.exc.DBAPIError, match="permission denied"):
            ask(ours, lambda tx, change=change: tx.db.execute(sa.text(change)))


def test_words_on_trial_are_a_practices_own(both):
    ours, theirs, _, _, ask = both
    draft = Draft(Kind.RESET, "en", Override("s", "h", "t"), Address("http://x", datetime(2026, 11, 24, tzinfo=UTC)))
    ask(ours, templates.add_draft, ids(ours)[0], draft)
    assert ask(ours, templates.drafts, ids(ours)) == {ids(ours)[0]: draft} and ask(theirs, templates.drafts, ids(ours)) == {}


def test_writing_reaches_no_further_than_the_practice(both):
    ours, theirs, sofia, _, ask = both
    now = datetime.now(UTC)
    copy = models.Message(
        practice_id=ours.practice_id, message_id=uuid4(), cause_event_id=ours.only().cause_event_id, version=1, kind="RESET",
        state="QUEUED", account_id=sofia.account_id, told_times={}, queue_time=now, change_time=now,
    )
    assert ask(ours, store.add_message, copy, []) is False
    ask(theirs, store.untake, ids(ours), timedelta(hours=1))
    ask(theirs, store.unqueue, ids(ours))
    assert list(ask(ours, store.attempts, ids(ours))) == ids(ours)
    ask(ours, store.unqueue, ids(ours))
    assert not ask(ours, store.attempts, ids(ours)) and list(ask(theirs, store.attempts, ids(theirs))) == ids(theirs)
    with pytest.raises(sa.exc.DBAPIError):
        ask(theirs, store.requeue, ids(ours)[0], timedelta(), answered=True)
    message = ask(theirs, store.messages, ids(theirs))[ids(theirs)[0]]
    message.practice_id, message.version = ours.practice_id, 7
    with pytest.raises(sa.exc.DBAPIError):
        ask(ours, store.add_states, [message])
    foreign = ask(theirs, lambda tx: outbox.envelope(tx, "message.changed", MessageChanged, b"{}"))
    with pytest.raises(sa.exc.DBAPIError):
        ask(ours, store.announce_all, [foreign])


def test_video_sessions_and_their_reminders_are_a_practices_own(both, worker):
    ours, theirs, sofia, _, ask = both
    theirs.books(sofia, start=START, session_id=SESSION, version=2, cancelled=True)
    assert [ask(where, reminders.sessions, [SESSION])[SESSION].state for where in (ours, theirs)] == ["BOOKED", "CANCELLED"]
    assert ([s.session_id for s in ask(ours, reminders.sessions_ahead)], ask(theirs, reminders.sessions_ahead)) == ([SESSION], [])
    assert ask(ours, reminders.reminder_hours) == [24, 1]
    assert ask(ours, reminders.logins, [sofia.contact_id]) == {sofia.account_id: [sofia.contact_id]}
    assert ask(theirs, store.account_states, [sofia.account_id, uuid4()]) == {sofia.account_id: "ACTIVE"}
    told = {"start_time": START, "end_time": START, "change_time": START, "state": "BOOKED", "client_id": uuid4(), "contact_ids": []}
    assert ask(theirs, reminders.keep_session, SESSION, version=3, **told)
    assert ask(ours, reminders.sessions, [SESSION])[SESSION].version == 1
    ask(theirs, reminders.plan, {SESSION: (START, {24: START, 2: START})})
    ask(ours, reminders.forget_planned, SESSION, but_at=START)
    ask(ours, reminders.forget_planned_hours, [24, 1])
    assert ask(theirs, reminders.take, SESSION, START, 2) and not ask(theirs, reminders.take, SESSION, START, 2)
    assert not ask(theirs, reminders.take, SESSION, START, 1) and ask(ours, reminders.take, SESSION, START, 1)
    ask(theirs, reminders.forget_planned, SESSION)
    assert not ask(theirs, reminders.take, SESSION, START, 24) and ask(ours, reminders.take, SESSION, START, 24)


def test_nudges_are_a_practices_own(both, worker):
    ours, theirs, sofia, link_id, ask = both
    assert not ask(ours, nudges.nudges_wanted) and ask(theirs, nudges.invitation_that_left, link_id) is None
    theirs.settings(version=2, at=START, nudge_before_expiry=True)
    assert not ask(ours, nudges.nudges_wanted) and ask(theirs, nudges.nudges_wanted)
    ask(ours, nudges.plan_nudge, link_id, START, START)
    assert ask(theirs, nudges.end_nudge, link_id) and not ask(theirs, nudges.end_nudge, link_id)
    assert ask(ours, nudges.end_nudge, link_id)


def test_waiting_reminders_of_a_session_are_a_practices_own(both):
    ours, theirs, sofia, _, ask = both
    reminder = {"session_id": SESSION, "reminder_hours": 24, "told_times": {"start_time": START.isoformat()}}
    ask(ours, operations.queue_mail, domain.Cause(uuid4(), Kind.SESSION_REMINDER, sofia.account_id, START, **reminder))
    assert len(ask(ours, store.waiting_for_session, SESSION)) == 1 and not ask(theirs, store.waiting_for_session, SESSION)
    ask(ours, lambda tx: tx.db.execute(sa.update(models.Message).values(left_time=START)))
    assert len(ask(ours, reminders.last_told, SESSION)) == 1 and not ask(theirs, reminders.last_told, SESSION)


def test_a_sign_in_ends_in_its_practice(both):
    ours, theirs, _, _, ask = both
    login_session_id = uuid4()
    ask(ours, store.forget_login_session, login_session_id, datetime.now(UTC) + timedelta(minutes=5))
    count = sa.text("SELECT count(*) FROM revoked_login_sessions")
    assert (ask(ours, lambda tx: tx.db.execute(count).scalar_one()), ask(theirs, lambda tx: tx.db.execute(count).scalar_one())) == (1, 0)


def test_the_queue_is_taken_across_practices_and_leases_keep_others_away(both, worker):
    ours, theirs, *_ = both
    with worker.across() as db:
        taken = store.take_due(db, 10, 60)
    assert {lease.practice_id for lease in taken} == {ours.practice_id, theirs.practice_id} and {lease.attempts for lease in taken} == {1}
    with worker.across() as db:
        assert store.take_due(db, 10, 60) == []
        store.extend(db, [taken[0], Lease(taken[1].practice_id, taken[1].message_id, 9)], -1)
    with worker.across() as db:
        assert [lease.message_id for lease in store.take_due(db, 10, 60)] == [taken[0].message_id]


def test_the_app_role_sees_no_row_of_another_practice_by_any_table(both):
    ours, theirs, _, _, ask = both
    for table in models.Base.metadata.tables:
        if table not in {"template_overrides", "template_versions", "template_tests", "suppressions", "delivery_reports", "merged_names"}:
            seen = ask(ours, lambda tx, table=table: set(tx.db.scalars(sa.text(f"SELECT practice_id FROM {table}"))))
            assert seen == {ours.practice_id}, table


def test_operations_of_one_practice_find_nothing_of_another(both, within):
    ours, theirs, *_ = both
    lease = Lease(theirs.practice_id, ids(ours)[0], 1)
    assert within(theirs, operations.begin_sending, [lease]) == []
    assert ours.only().state == domain.State.QUEUED
