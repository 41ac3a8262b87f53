"""A video session's reminders leave once each, at their time, to whoever can use them; everything else has a name."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import icalendar
import pytest
from google.protobuf.json_format import Parse

from anteroom.identity.v1 import events_pb2 as identity_events
from anteroom.notify.v1 import events_pb2 as pb
from chassis.testing import eventually
from notify.domain import Cause, Kind, Recipient
from notify.operations import mails as operations
from notify.operations import reminders
from tests.notify.practice import Person
from tests.notify.test_notices import body

HOUR = timedelta(hours=1)


def at(practice, **ahead):
    """A start so far ahead of the practice's clock, on the minute."""
    return (practice.now + timedelta(**ahead)).replace(second=0, microsecond=0)


def settled(practice):
    """Drive the queue until nothing waits in it."""

    def none_waits():
        practice.post.take(practice.worker)
        assert not any(shown.message.state == "QUEUED" for shown in practice.mails())
        return True

    eventually(none_waits)


def ring(practice):
    """Queue what is due and send it; returns the states and reasons of the practice's mails, newest first."""
    reminders.ring(practice.worker)
    settled(practice)
    return [(shown.message.state, shown.message.reason) for shown in practice.mails()]


def entry(mail):
    """The event in the mail's calendar file."""
    (file,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (event,) = icalendar.Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")
    return event


def together_with(practice, person, account_id):
    """Another contact of the same client, whom that login answers for once it is bound."""
    other = Person(uuid4(), person.client_id, account_id, person.email if account_id == person.account_id else "other@example.com")
    practice.names(other, given_name="Ben")
    practice.switches(other)
    return other


def test_each_reminder_leaves_at_its_time_by_the_practices_clock(practice, mail_server):
    sofia = practice.person("sofia@example.com")
    start = at(practice, hours=30)
    session_id = practice.books(sofia, start=start)
    assert ring(practice) == []
    practice.shift(hours=7)
    assert ring(practice) == [("SENT", None)] and ring(practice) == [("SENT", None)]
    practice.shift(hours=29, minutes=10)
    assert ring(practice) == [("SENT", None)] * 2
    practice.shift(hours=40)
    assert ring(practice) == [("SENT", None)] * 2
    first, second = mail_server.to("sofia@example.com")
    assert f"/join/{session_id}" in body(first) and f"/join/{session_id}" in body(first, "html") and "Toronto time" in body(first)
    assert first["Subject"].startswith("Reminder: ") and first["Message-ID"] != second["Message-ID"]


def test_the_calendar_entry_is_neutral_keeps_its_uid_and_grows_its_sequence(practice, mail_server):
    sofia = practice.person()
    start = at(practice, hours=25)
    session_id = practice.books(sofia, start=start)
    practice.shift(hours=2)
    ring(practice)
    practice.books(sofia, start=start + 3 * HOUR, session_id=session_id, version=2)
    practice.shift(hours=27)
    ring(practice)
    old, _, new = (entry(mail) for mail in mail_server.to(sofia.email))
    assert old["UID"] == new["UID"] == str(session_id) and (old["SEQUENCE"], new["SEQUENCE"]) == (1, 2)
    assert (old["DTSTART"].dt, new["DTSTART"].dt) == (start, start + 3 * HOUR)
    assert new["DTEND"].dt - new["DTSTART"].dt == timedelta(minutes=50)
    assert new["SUMMARY"] == "Online meeting" and new["CLASS"] == "PRIVATE" and f"/join/{session_id}" in new["URL"]
    mail = mail_server.mails[-1]
    (file,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert file.get_param("method") == "PUBLISH" and file.get_filename() == "reminder.ics" and mail.get_content_type() == "multipart/mixed"


def test_a_session_moved_before_its_reminder_is_told_at_its_new_time_only(practice, mail_server):
    sofia = practice.person()
    start = at(practice, hours=30)
    session_id = practice.books(sofia, start=start)
    practice.books(sofia, start=start + 48 * HOUR, session_id=session_id, version=2)
    practice.shift(hours=7)
    assert ring(practice) == []
    practice.shift(hours=55)
    assert ring(practice) == [("SENT", None)]
    assert entry(mail_server.mails[0])["DTSTART"].dt == start + 48 * HOUR


@pytest.mark.parametrize(("change", "reason"), [({"hours": 5}, "SESSION_MOVED"), (None, "SESSION_CANCELLED")])
def test_a_session_moved_or_cancelled_keeps_back_the_reminder_that_waits(practice, mail_server, change, reason):
    sofia = practice.person()
    start = at(practice, hours=25)
    session_id = practice.books(sofia, start=start)
    practice.shift(hours=2)
    reminders.ring(practice.worker)
    moved = start + timedelta(**change) if change else start
    practice.books(sofia, start=moved, session_id=session_id, version=2, cancelled=not change)
    assert ring(practice) == [("CANCELLED", reason)] and not mail_server.mails


def test_a_reminder_queued_just_as_the_session_moves_is_caught_when_it_leaves(practice, mail_server, within):
    sofia, start = practice.person(), at(practice, hours=25)
    session_id = practice.books(sofia, start=start + HOUR)
    told = {"start_time": start.isoformat(), "end_time": start.isoformat()}
    within(practice, operations.queue_mail, Cause(
        uuid4(), Kind.SESSION_REMINDER, sofia.account_id, start, session_id=session_id, reminder_hours=24,
        recipients=(Recipient(sofia.contact_id, sofia.client_id),), told_times=told,
    ))
    assert ring(practice) == [("CANCELLED", "SESSION_MOVED")] and not mail_server.mails


def test_a_session_booked_after_a_reminders_instant_skips_it(practice, mail_server):
    sofia = practice.person()
    practice.books(sofia, start=at(practice, hours=20))
    assert ring(practice) == []
    practice.shift(hours=19, minutes=30)
    assert ring(practice) == [("SENT", None)] and len(mail_server.mails) == 1


def test_hearing_of_it_late_or_twice_or_in_the_wrong_order_mails_nobody_twice(practice, mail_server):
    sofia = practice.person()
    booked, start = practice.now, at(practice, hours=30)
    session_id = practice.books(sofia, start=start + HOUR, version=2, at=booked)
    practice.books(sofia, start=start, session_id=session_id, version=1, at=booked)
    practice.shift(hours=8)
    assert ring(practice) == [("SENT", None)]
    for _ in range(2):
        practice.books(sofia, start=start + HOUR, session_id=session_id, version=2, at=booked)
        practice.books(sofia, start=start + HOUR, session_id=session_id, version=3, at=practice.now)
    assert ring(practice) == [("SENT", None)] and len(mail_server.mails) == 1
    assert entry(mail_server.mails[0])["DTSTART"].dt == start + HOUR


def test_moved_away_and_back_is_not_told_again(practice, mail_server):
    sofia = practice.person()
    start = at(practice, hours=25)
    session_id = practice.books(sofia, start=start)
    practice.shift(hours=2)
    ring(practice)
    practice.books(sofia, start=start + 3 * HOUR, session_id=session_id, version=2)
    practice.books(sofia, start=start, session_id=session_id, version=3)
    assert ring(practice) == [("CANCELLED", "SESSION_MOVED"), ("SENT", None)] and len(mail_server.mails) == 1


def test_a_changed_setting_plans_anew_and_never_the_same_twice(practice, mail_server):
    sofia = practice.person()
    practice.books(sofia, start=at(practice, hours=60))
    practice.shift(hours=37)
    assert ring(practice) == [("SENT", None)]
    changed = practice.now
    practice.settings(reminder_hours=[24, 12, 48], version=2, at=changed)
    assert ring(practice) == [("SENT", None)]
    practice.shift(hours=49)
    assert ring(practice) == [("SENT", None)] * 2
    practice.settings(reminder_hours=[], version=3, at=practice.now)
    practice.shift(hours=59, minutes=30)
    assert ring(practice) == [("SENT", None)] * 2 and len(mail_server.mails) == 2


def test_a_reminder_turned_on_later_is_sent_for_sessions_that_are_booked_already(practice, mail_server):
    practice.settings(reminder_hours=[], version=2, at=practice.now)
    sofia = practice.person()
    practice.books(sofia, start=at(practice, hours=30))
    practice.settings(reminder_hours=[2], version=3, at=practice.now)
    practice.shift(hours=28, minutes=30)
    assert ring(practice) == [("SENT", None)]


@pytest.mark.parametrize(
    ("switches", "reason"),
    [({"email_notifications": False}, "EMAIL_NOTIFICATIONS_OFF"), ({"online_access": False}, "ONLINE_ACCESS_OFF"),
     ({"in_force": False}, "RELATIONSHIP_ENDED")],
)
def test_the_switches_are_read_when_the_reminder_leaves(practice, mail_server, switches, reason):
    sofia = practice.person()
    practice.books(sofia, start=at(practice, hours=25))
    practice.shift(hours=2)
    reminders.ring(practice.worker)
    practice.switches(sofia, version=2, **switches)
    assert ring(practice) == [("CANCELLED", reason)] and not mail_server.mails


@pytest.mark.parametrize(
    ("state", "reason"),
    [(identity_events.ACCOUNT_STATE_PENDING, "NO_PASSWORD"), (identity_events.ACCOUNT_STATE_LOCKED, "LOCKED"),
     (identity_events.ACCOUNT_STATE_DISABLED, "DISABLED")],
)
def test_who_could_not_sign_in_is_not_mailed_and_that_is_said(practice, mail_server, state, reason):
    sofia = practice.person()
    practice.account(sofia, version=2, state=state)
    practice.books(sofia, start=at(practice, hours=25))
    practice.shift(hours=2)
    assert ring(practice) == [("CANCELLED", reason)] and not mail_server.mails


def test_who_is_taken_off_the_session_while_the_mail_waits_is_not_reminded(practice, mail_server):
    sofia, start = practice.person(), at(practice, hours=25)
    other = together_with(practice, sofia, practice.stranger().account_id)
    practice.account(other)
    practice.binds(other)
    session_id = practice.books(sofia, other, start=start)
    practice.shift(hours=2)
    reminders.ring(practice.worker)
    practice.books(sofia, start=start, session_id=session_id, version=2)
    ring(practice)
    states = {shown.message.account_id: (shown.message.state, shown.message.reason) for shown in practice.mails()}
    assert states == {sofia.account_id: ("SENT", None), other.account_id: ("CANCELLED", "UNINVITED")}


def test_one_login_for_two_of_the_invited_gets_one_mail(practice, mail_server):
    one = practice.person("both@example.com")
    other = together_with(practice, one, one.account_id)
    practice.binds(other)
    practice.books(one, other, start=at(practice, hours=25))
    practice.shift(hours=2)
    assert ring(practice) == [("SENT", None)]
    assert {to.contact_id for to in practice.mails()[0].recipients} == {one.contact_id, other.contact_id}
    assert body(mail_server.mails[0]).startswith("Hello,")


def test_a_reminder_that_is_late_gives_way_to_the_next_one(practice, mail_server):
    sofia = practice.person()
    practice.books(sofia, start=at(practice, hours=25))
    practice.shift(hours=24, minutes=10)
    assert sorted(ring(practice)) == [("CANCELLED", "TOO_LATE"), ("SENT", None)] and len(mail_server.mails) == 1


def test_what_became_of_a_reminder_is_announced_with_its_session(practice):
    sofia, start = practice.person(), at(practice, hours=25)
    session_id = practice.books(sofia, start=start)
    practice.shift(hours=2)
    ring(practice)
    told = Parse(practice.announced()[-1].payload, pb.MessageChanged())
    assert (told.session_id, told.reminder_hours, told.kind) == (str(session_id), 24, pb.MESSAGE_KIND_SESSION_REMINDER)
    assert told.session_start_time.ToDatetime(UTC) == start
    assert [(r.contact_id, r.client_id) for r in told.recipients] == [(str(sofia.contact_id), str(sofia.client_id))]


def test_across_the_change_to_summer_time_the_hours_are_elapsed_and_the_words_are_the_walls(practice, mail_server):
    sofia = practice.person()
    start = datetime(2027, 3, 14, 14, 0, tzinfo=UTC)  # 10:00 in Toronto, eight hours after the clocks went forward
    practice.books(sofia, start=start)
    practice.shift(seconds=(start - timedelta(hours=23, minutes=30) - datetime.now(UTC)).total_seconds())
    assert ring(practice) == [("SENT", None)]
    assert "Sunday 14 March, 10:00\N{NO-BREAK SPACE}am (Toronto time)" in body(mail_server.mails[0])
