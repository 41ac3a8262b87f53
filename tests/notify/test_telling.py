"""Whoever was mailed about a video session hears once that it moved or was cancelled; nobody else does."""

import os
import signal
from datetime import timedelta
from uuid import uuid4

import icalendar
import pytest

from notify.domain import Kind, Outcome, Report, Reported, State
from notify.operations import mails as operations
from notify.operations import reminders, reports
from notify.store import mails as store
from notify.store import templates
from notify.times import clock, shown
from notify.wording import Words, override_of
from tests.notify.test_crashes import other_worker, take
from tests.notify.test_notices import body, guest  # noqa: F401  (a fixture)
from tests.notify.test_reminders import HOUR, at, entry, ring, together_with

PLURAL = {True: "CANCELLED", False: "MOVED"}


class Reminded:
    """A mother who was mailed a day ahead of her video session."""

    def __init__(self, practice, language=""):
        self.practice, self.sofia, self.start = practice, practice.person(), at(practice, hours=25)
        practice.names(self.sofia, version=2, language=language)
        self.session_id = practice.books(self.sofia, start=self.start)
        self.version, self.events = 1, []
        practice.shift(hours=2)

    def told(self):
        """The reminder leaves."""
        assert ring(self.practice) == [("SENT", None)]
        return self

    def changes(self, *people, by=timedelta(), cancelled=False, minutes=50):
        """video-gate announces the session as it is now."""
        self.version, event_id = self.version + 1, uuid4()
        self.events.append((people, self.start + by, self.version, cancelled, self.practice.now, event_id, minutes))
        self._announce(*self.events[-1])

    def again(self):
        """All of it once more, out of a replay: other ids, the same facts, in the wrong order."""
        for people, start, version, cancelled, time, _, minutes in reversed(self.events):
            self._announce(people, start, version, cancelled, time, None, minutes)

    def _announce(self, people, start, version, cancelled, time, event_id, minutes):
        self.practice.books(*(people or [self.sofia]), start=start, session_id=self.session_id, version=version, cancelled=cancelled,
                            at=time, event_id=event_id, minutes=minutes)

    def kinds(self):
        """Kind, state and reason of the practice's mails, the newest first."""
        ring(self.practice)
        return [(shown.message.kind, shown.message.state, shown.message.reason) for shown in self.practice.mails()]


@pytest.fixture
def booked(practice, mail_server):
    """See Reminded; the reminder is due."""
    return Reminded(practice)


REMINDED = ("SESSION_REMINDER", "SENT", None)
MOVED, CANCELLED = ("SESSION_MOVED", "SENT", None), ("SESSION_CANCELLED", "SENT", None)


def calendar(mail):
    """The mail's calendar file, the part and what is in it."""
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    return part, icalendar.Calendar.from_ical(part.get_payload(decode=True))


def test_who_was_reminded_hears_of_a_move_with_the_new_time_and_the_entry_moves(booked, mail_server):
    booked.told().changes(by=27 * HOUR)
    assert booked.kinds() == [MOVED, REMINDED]
    old, new = mail_server.to(booked.sofia.email)
    part, _ = calendar(new)
    assert (entry(old)["UID"], entry(old)["SEQUENCE"], entry(new)["SEQUENCE"]) == (entry(new)["UID"], 1, 2)
    assert entry(new)["DTSTART"].dt == booked.start + 27 * HOUR and entry(new)["STATUS"] == "CONFIRMED"
    assert part.get_param("method") == "PUBLISH" and f"/join/{booked.session_id}" in entry(new)["URL"]
    assert new["Subject"].startswith("New time: ") and "no longer on" in body(new)
    assert f"/join/{booked.session_id}" in body(new) and f"/join/{booked.session_id}" in body(new, "html")


def test_who_was_reminded_hears_that_it_is_cancelled_and_the_entry_goes(booked, mail_server):
    booked.told().changes(cancelled=True)
    assert booked.kinds() == [CANCELLED, REMINDED]
    old, gone = mail_server.to(booked.sofia.email)
    part, whole = calendar(gone)
    assert (whole["METHOD"], part.get_param("method"), part.get_filename()) == ("CANCEL", "CANCEL", "cancelled.ics")
    assert (entry(gone)["UID"], entry(gone)["SEQUENCE"], entry(gone)["STATUS"]) == (entry(old)["UID"], 2, "CANCELLED")
    assert entry(gone)["DTSTART"].dt == booked.start and "ORGANIZER" in entry(gone) and "URL" not in entry(gone)
    assert "/join/" not in body(gone) and gone["Subject"].startswith("Cancelled: ")


def test_it_is_told_in_the_language_the_person_chose(practice, mail_server):
    booked = Reminded(practice, language="fr").told()
    booked.changes(by=HOUR)
    booked.kinds()
    booked.changes(by=HOUR, cancelled=True)
    booked.kinds()
    _, moved, cancelled = mail_server.mails
    assert moved["Subject"].startswith("Nouvelle heure") and "et non plus le" in body(moved)
    assert cancelled["Subject"].startswith("Annulé") and entry(cancelled)["SUMMARY"] == "Rendez-vous en ligne"


@pytest.mark.parametrize(("language", "subject", "said"), [
    ("en", "New end: ", "no longer until"), ("fr", "Nouvelle fin", "et non plus jusqu’à"),
])
def test_who_was_reminded_hears_once_of_a_new_end_from_when_to_when(practice, mail_server, language, subject, said):
    booked = Reminded(practice, language=language).told()
    booked.changes(minutes=80)
    booked.changes(minutes=80)  # somebody else is invited
    booked.again()
    assert booked.kinds() == [MOVED, REMINDED]
    old, new = mail_server.mails
    ends = [clock(booked.start + timedelta(minutes=minutes), "America/Toronto", language) for minutes in (50, 80)]
    assert new["Subject"].startswith(subject) and new["Subject"].endswith(ends[1].replace("\N{NO-BREAK SPACE}", " "))
    assert f"{said} {ends[0]}" in body(new) and shown(booked.start, "America/Toronto", language) in body(new) and "http" in body(new)
    assert (entry(new)["UID"], entry(old)["SEQUENCE"], entry(new)["SEQUENCE"]) == (entry(old)["UID"], 1, 3)
    assert (entry(new)["DTSTART"].dt, entry(new)["DTEND"].dt) == (booked.start, booked.start + timedelta(minutes=80))


def test_longer_and_back_before_the_mail_left_tells_nothing_and_after_it_tells_again(booked, mail_server):
    booked.told().changes(minutes=80)
    booked.changes()
    assert booked.kinds() == [("SESSION_MOVED", "CANCELLED", "SESSION_MOVED"), REMINDED]
    for minutes in (80, 50, 80):
        booked.changes(minutes=minutes)
        assert booked.kinds()[0] == MOVED
    ends = [entry(mail)["DTEND"].dt - booked.start for mail in mail_server.mails]
    assert ends == [timedelta(minutes=minutes) for minutes in (50, 80, 50, 80)]


def test_a_mail_that_waits_leaves_with_the_new_end_and_nothing_follows(booked, mail_server):
    reminders.ring(booked.practice.worker)
    booked.changes(minutes=80)
    assert booked.kinds() == [REMINDED]
    booked.changes(by=27 * HOUR, minutes=80)
    booked.changes(by=27 * HOUR, minutes=30)
    assert booked.kinds() == [MOVED, REMINDED]
    lasts = [entry(mail)["DTEND"].dt - entry(mail)["DTSTART"].dt for mail in mail_server.mails]
    assert lasts == [timedelta(minutes=80), timedelta(minutes=30)]
    booked.changes(by=27 * HOUR, minutes=30)
    assert booked.kinds() == [MOVED, REMINDED]


def test_a_new_end_while_the_session_is_on_mails_nobody(booked, mail_server):
    booked.told()
    booked.practice.shift(hours=25, minutes=10)
    booked.changes(minutes=80)
    assert [kind for kind in booked.kinds() if kind == MOVED] == []


def test_a_practices_own_words_of_a_move_are_not_said_of_a_new_end(booked, mail_server, within):
    words = Words("{{ session.start_time }}", "Moved to {{ session.start_time }}\n\n{{ session.join_url }}")
    within(booked.practice, templates.use_override, Kind.SESSION_MOVED, "en", override_of(Kind.SESSION_MOVED, "en", words))
    booked.told().changes(minutes=80)
    booked.kinds()
    assert "now lasts from" in body(mail_server.mails[-1])


def test_who_was_never_reminded_hears_nothing(booked, mail_server):
    booked.changes(by=5 * HOUR)
    booked.changes(by=5 * HOUR, cancelled=True)
    assert booked.kinds() == [] and not mail_server.mails


def test_who_is_invited_after_the_reminder_hears_nothing_of_the_move(booked, mail_server):
    ben = together_with(booked.practice, booked.sofia, booked.practice.stranger().account_id)
    booked.practice.account(ben)
    booked.practice.binds(ben)
    booked.told().changes(booked.sofia, ben, by=27 * HOUR)
    assert booked.kinds() == [MOVED, REMINDED] and len(mail_server.to(booked.sofia.email)) == 2


def test_who_is_taken_off_hears_nothing_of_the_new_time_but_that_it_is_cancelled(booked, mail_server):
    ben = together_with(booked.practice, booked.sofia, booked.practice.stranger().account_id)
    booked.told().changes(ben, by=27 * HOUR)
    assert booked.kinds() == [REMINDED]
    booked.changes(ben, by=27 * HOUR, cancelled=True)
    assert booked.kinds() == [CANCELLED, REMINDED] and entry(mail_server.mails[-1])["DTSTART"].dt == booked.start


def test_moved_twice_the_last_time_wins_and_the_mail_that_waited_stays_here(booked, mail_server):
    booked.told().changes(by=27 * HOUR)
    booked.changes(by=28 * HOUR)
    assert booked.kinds() == [MOVED, ("SESSION_MOVED", "CANCELLED", "SESSION_MOVED"), REMINDED]
    assert entry(mail_server.mails[-1])["DTSTART"].dt == booked.start + 28 * HOUR and len(mail_server.mails) == 2


def test_moved_then_cancelled_tells_only_that_and_by_the_time_its_reader_knows(booked, mail_server):
    booked.told().changes(by=27 * HOUR)
    booked.changes(by=27 * HOUR, cancelled=True)
    assert booked.kinds() == [CANCELLED, ("SESSION_MOVED", "CANCELLED", "SESSION_CANCELLED"), REMINDED]
    assert entry(mail_server.mails[-1])["DTSTART"].dt == booked.start


def test_moved_and_moved_back_before_the_mail_left_tells_nothing_and_after_it_tells_again(booked, mail_server):
    booked.told().changes(by=27 * HOUR)
    booked.changes()
    assert booked.kinds() == [("SESSION_MOVED", "CANCELLED", "SESSION_MOVED"), REMINDED]
    for by in (27, 0, 27):
        booked.changes(by=by * HOUR)
        assert booked.kinds()[0] == MOVED
    starts = [entry(mail)["DTSTART"].dt for mail in mail_server.mails]
    assert starts == [booked.start + by * HOUR for by in (0, 27, 0, 27)]


def test_hearing_of_it_again_in_any_order_mails_nobody_twice(booked, mail_server):
    booked.told().changes(by=27 * HOUR)
    booked.kinds()
    booked.changes(by=27 * HOUR)  # others are invited, the time stays
    booked.again()
    assert booked.kinds() == [MOVED, REMINDED]
    booked.changes(by=27 * HOUR, cancelled=True)
    booked.again()
    booked.changes(by=27 * HOUR, cancelled=True)
    booked.again()
    assert booked.kinds() == [CANCELLED, MOVED, REMINDED] and len(mail_server.mails) == 3


@pytest.mark.parametrize("cancelled", [False, True])
@pytest.mark.parametrize(
    ("switches", "reason"), [({"email_notifications": False}, "EMAIL_NOTIFICATIONS_OFF"), ({"in_force": False}, "RELATIONSHIP_ENDED")],
)
def test_the_switches_are_read_again_when_it_leaves(booked, mail_server, cancelled, switches, reason):
    booked.told().changes(by=27 * HOUR, cancelled=cancelled)
    booked.practice.switches(booked.sofia, version=2, **switches)
    assert booked.kinds() == [(f"SESSION_{PLURAL[cancelled]}", "CANCELLED", reason), REMINDED]


def test_after_a_move_the_new_time_is_reminded_of_as_usual(booked, mail_server):
    booked.told().changes(by=48 * HOUR)
    assert booked.kinds() == [MOVED, REMINDED]
    booked.practice.shift(hours=50)
    assert booked.kinds() == [REMINDED, MOVED, REMINDED]
    assert [entry(mail)["SEQUENCE"] for mail in mail_server.mails] == [1, 2, 2]


def test_what_becomes_of_a_session_after_it_was_held_is_told_to_nobody(booked, mail_server):
    booked.told()
    booked.practice.shift(hours=30)
    booked.changes(cancelled=True)
    assert booked.kinds() == [REMINDED]


def in_hand(booked):
    """The reminder's lease: it is with the mail server while the session changes."""
    reminders.ring(booked.practice.worker)
    (lease,) = leases(booked)
    return lease


def leases(booked):
    with booked.practice.worker.across() as db:
        return store.take_due(db, 10, 60)


@pytest.mark.parametrize("cancelled", [False, True])
def test_a_reminder_that_was_on_its_way_while_the_session_changed_is_followed_by_the_truth(booked, mail_server, within, cancelled):
    lease = in_hand(booked)
    assert len(within(booked.practice, operations.begin_sending, [lease])) == 1
    booked.changes(by=27 * HOUR, cancelled=cancelled)
    within(booked.practice, operations.record_outcomes, [Outcome(lease, State.SENT, to_address=booked.sofia.email)], 1)
    assert booked.kinds() == [(f"SESSION_{PLURAL[cancelled]}", "SENT", None), REMINDED]


@pytest.mark.parametrize("cancelled", [False, True])
def test_a_reminder_whose_worker_died_after_the_servers_250_is_followed_by_the_truth(booked, mail_server, settings, cancelled):
    reminders.ring(booked.practice.worker)
    process = other_worker(settings)
    mail_server.on_data = lambda: os.kill(process.pid, signal.SIGKILL)
    take(process)
    assert process.wait(20) == -signal.SIGKILL and len(mail_server.mails) == 1
    mail_server.on_data = lambda: None
    booked.changes(by=27 * HOUR, cancelled=cancelled)
    why = f"SESSION_{PLURAL[cancelled]}"
    assert booked.kinds() == [(why, "SENT", None), ("SESSION_REMINDER", "CANCELLED", why)]
    booked.again()
    assert len(booked.kinds()) == len(mail_server.mails) == 2 and entry(mail_server.mails[-1])["SEQUENCE"] == 2


def test_a_reminder_that_the_server_was_silent_about_counts_as_perhaps_told(booked, mail_server, within):
    lease = in_hand(booked)
    within(booked.practice, operations.begin_sending, [lease])
    within(booked.practice, operations.record_outcomes, [Outcome(lease, State.DEFERRED, "SERVER_SILENT")], 60)
    booked.changes(by=27 * HOUR)
    assert [kind for kind, *_ in booked.kinds()] == ["SESSION_MOVED", "SESSION_REMINDER"]


def test_a_reminder_that_the_server_did_not_take_is_followed_by_nothing(booked, mail_server, within):
    lease = in_hand(booked)
    within(booked.practice, operations.begin_sending, [lease])
    within(booked.practice, operations.record_outcomes, [Outcome(lease, State.DEFERRED, "SERVER_DEFERRED")], 60)
    booked.changes(by=27 * HOUR)
    assert booked.kinds() == [("SESSION_REMINDER", "CANCELLED", "SESSION_MOVED")]


def test_perhaps_told_of_a_time_it_comes_back_to_somebody_told_another_hears_it(booked, mail_server, within):
    """Surely told the first, perhaps the second: back at the second, only what is sure counts."""
    booked.told().changes(by=27 * HOUR)
    (lease,) = leases(booked)
    within(booked.practice, operations.begin_sending, [lease])
    booked.changes()
    booked.changes(by=27 * HOUR)
    assert booked.kinds()[0] == MOVED and entry(mail_server.mails[-1])["DTSTART"].dt == booked.start + 27 * HOUR


def test_a_reminder_that_only_a_report_shows_to_have_left_is_followed_too(booked, mail_server, within):
    lease = in_hand(booked)
    (letter,) = within(booked.practice, operations.begin_sending, [lease])
    booked.changes(by=27 * HOUR)
    told = {letter.cause_event_id: [Report(Reported.DELIVERED, booked.practice.now)]}
    within(booked.practice, reports.apply_reports, told, "WEBHOOK")
    assert booked.kinds() == [MOVED, ("SESSION_REMINDER", "DELIVERED", None)]


def test_whose_reminder_came_back_is_told_nothing(booked, mail_server, within):
    booked.told()
    cause = booked.practice.mails()[0].message.cause_event_id
    told = {cause: [Report(Reported.BOUNCED, booked.practice.now, permanent=True)]}
    within(booked.practice, reports.apply_reports, told, "WEBHOOK")
    booked.changes(by=27 * HOUR)
    assert [kind for kind, *_ in booked.kinds()] == ["SESSION_REMINDER"]



class GuestToo(Reminded):
    """A guest who was mailed a link to the same session before anybody was reminded."""

    def __init__(self, practice, guest):  # noqa: F811
        self.practice, self.sofia, self.guest, self.start = practice, practice.person(), guest, guest.start
        self.version, self.events, self.session_id = 1, [], guest.session_id
        practice.books(self.sofia, start=self.start, session_id=self.session_id)

    def told(self):
        """The guest's link leaves."""
        self.guest.says()
        assert ring(self.practice) == [("SENT", None)]
        return self

    def changes(self, *people, by=timedelta(), cancelled=False):
        """video-gate takes the links of a cancelled session back, and mints others for the new time."""
        if cancelled:
            self.guest.says("REVOKED", version=2, cancelled=True)
        else:
            self.guest.moves(self.start + by)
        super().changes(*people, by=by, cancelled=cancelled)


INVITED = ("GUEST_INVITATION", "SENT", None)


@pytest.fixture
def visited(practice, mail_server, guest):  # noqa: F811
    """See GuestToo; the link waits to be mailed."""
    return GuestToo(practice, guest)


def test_a_guests_mail_brings_a_calendar_entry_that_is_no_key(visited, mail_server):
    visited.told()
    [mail] = mail_server.mails
    event = entry(mail)
    assert (event["UID"], event["SEQUENCE"], event["SUMMARY"]) == (str(visited.session_id), 1, "Online meeting")
    assert event["DTSTART"].dt == visited.start.replace(microsecond=0) and "URL" not in event
    assert str(visited.guest.link_id) not in event["DESCRIPTION"] and "link in the mail" in event["DESCRIPTION"]


def test_a_guest_who_got_the_link_hears_of_a_move_with_the_same_link(visited, mail_server):
    visited.told().changes(by=HOUR)
    assert visited.kinds() == [MOVED, INVITED]
    mail = mail_server.mails[-1]
    assert mail["To"] == "rose@guest.example" and f"/guest#{visited.guest.link_id}" in body(mail) and "/join/" not in body(mail)
    assert (entry(mail)["SEQUENCE"], entry(mail)["STATUS"]) == (2, "CONFIRMED") and "URL" not in entry(mail)


def test_a_guest_who_got_the_link_hears_that_the_session_is_cancelled_whatever_is_heard_first(visited, mail_server):
    visited.told().changes(cancelled=True)
    visited.again()
    visited.guest.says("REVOKED", version=2, cancelled=True)
    assert visited.kinds() == [CANCELLED, INVITED]
    _, mail = mail_server.mails
    part, whole = calendar(mail)
    assert mail["To"] == "rose@guest.example" and whole["METHOD"] == "CANCEL" and entry(mail)["SEQUENCE"] == 2


def test_a_guest_whose_mail_waits_while_the_session_moves_reads_the_new_time_only(visited, mail_server):
    visited.guest.says()
    visited.changes(by=HOUR)
    assert visited.kinds() == [INVITED]
    visited.changes(visited.sofia, by=HOUR)
    assert visited.kinds() == [INVITED] and entry(mail_server.mails[0])["DTSTART"].dt == (visited.start + HOUR).replace(microsecond=0)


@pytest.mark.parametrize("cancelled", [False, True])
def test_a_guest_whose_link_was_taken_back_before_hears_nothing_more(visited, video_gate, cancelled):
    visited.told().guest.says("REVOKED", version=2)
    video_gate.links[visited.practice.practice_id, str(visited.guest.link_id)] = "LINK_REVOKED"
    Reminded.changes(visited, by=HOUR, cancelled=cancelled)
    told = [] if cancelled else [("SESSION_MOVED", "CANCELLED", "LINK_REVOKED")]
    assert visited.kinds() == [*told, INVITED]


def test_a_guest_who_was_never_mailed_hears_nothing(visited):
    visited.guest.says(mailed=False)
    visited.changes(by=HOUR)
    visited.changes(by=HOUR, cancelled=True)
    assert visited.kinds() == []
