"""What staff are told of a session's reminder mails: planned, sent, or unable to reach somebody, with the fix."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from anteroom.notify.v1 import events_pb2 as notify
from clinic.events import stamp
from tests.clinic.test_listeners import mail_event, session_event

HOUR = timedelta(hours=1)


class Booked:
    """A mother who signs in, and a video session with her that begins in thirty hours."""

    def __init__(self, practice):
        self.practice, self.client_id = practice, practice.minor()
        self.contact_id, self.session_id = practice.parent(self.client_id), uuid4()
        self.holder = practice.account(self.contact_id)
        self.event = session_event(practice, self.session_id, 1, self.client_id, [self.contact_id], begin=30 * HOUR)
        practice.hear(self.event)

    def told(self, state, version=1, message_id=None, start=None, hours=24, **fields):
        """notify tells of a reminder; returns its id."""
        message_id = message_id or uuid4()
        self.practice.hear(mail_event(
            self.practice, message_id, version, state, self.client_id, self.contact_id,
            session_id=str(self.session_id), session_start_time=stamp(start) if start else self.event.start_time, reminder_hours=hours,
            account_id=str(self.holder.account_id),
            **{"to_address": "x@example.com", "kind": notify.MESSAGE_KIND_SESSION_REMINDER} | fields,
        ))
        return message_id

    def finding(self):
        """REMINDER in the access report, held against what the board says."""
        (found,) = [one for one in self.practice.report(self.client_id, self.contact_id)["findings"] if one["code"] == "REMINDER"]
        shown = [session["people"][0]["reminder"] for session in self.practice.owner.get("/today")["sessions"]]
        # A reminder that is on its way needs nobody's look; it may still stand beside a session that does.
        assert shown or found["severity"] == "OK"
        for one in shown:
            assert {name: one[name] for name in ("state", "due_time", "reason")} == found["evidence"]
            assert one["told_time"] == found["evidence_time"]
        return found

    def said(self):
        """Severity, state and reason of it."""
        found = self.finding()
        return found["severity"], found["evidence"]["state"], found["evidence"]["reason"]


@pytest.fixture
def booked(practice):
    """See Booked."""
    return Booked(practice)


def hours_before(booked, finding):
    """How long before the start the next reminder is due."""
    due = datetime.fromisoformat(finding["evidence"]["due_time"])
    return round((booked.event.start_time.ToDatetime(UTC) - due) / HOUR, 3)


def test_the_next_reminder_is_planned_for_its_hour(booked):
    found = booked.finding()
    assert (found["severity"], found["evidence"]["state"], found["fixes"]) == ("OK", "PLANNED", [])
    assert hours_before(booked, found) == 24
    booked.practice.shift(10 * HOUR)
    assert hours_before(booked, booked.finding()) == 1


CAUSES = [
    (lambda b: b.practice.owner.patch(f"/clients/{b.client_id}/contacts/{b.contact_id}", {"email_notifications": False}),
     "EMAIL_NOTIFICATIONS_OFF", "TURN_ON_NOTIFICATIONS"),
    (lambda b: b.practice.owner.patch(f"/clients/{b.client_id}/contacts/{b.contact_id}", {"online_access": False}),
     "ONLINE_ACCESS_OFF", "TURN_ON_ACCESS"),
    (lambda b: b.practice.owner.patch(f"/contacts/{b.contact_id}", {"email": None}), "NO_EMAIL", "CORRECT_ADDRESS"),
    (lambda b: b.practice.account(b.contact_id, "LOCKED", version=2, holder=b.holder), "LOCKED", "UNLOCK"),
    (lambda b: b.practice.account(b.contact_id, "PENDING", "NONE", version=2, holder=b.holder), "NO_PASSWORD", "SEND_WELCOME"),
    (lambda b: b.practice.bind(b.holder, b.contact_id, "UNBOUND", version=2), "NO_PASSWORD", "SEND_WELCOME"),
    (lambda b: b.told("BOUNCED", reason="NO_SUCH_MAILBOX"), "ADDRESS_BOUNCED", "CORRECT_ADDRESS"),
]


@pytest.mark.parametrize(("cause", "reason", "fix"), CAUSES, ids=[reason for _, reason, _ in CAUSES])
def test_where_the_next_one_cannot_reach_staff_read_why_and_how_to_mend_it(booked, cause, reason, fix):
    cause(booked)
    assert booked.said() == ("WARNING", "UNREACHABLE", reason) and booked.finding()["fixes"] == [{"action": fix}]


def test_a_new_address_is_not_blamed_for_the_old_ones_bounce(booked):
    booked.told("BOUNCED", to_address="old@example.com")
    assert booked.said() == ("OK", "PLANNED", None)


def test_after_the_last_one_staff_read_what_became_of_it(booked):
    booked.practice.shift(29.5 * HOUR)
    assert booked.said() == ("OK", "SKIPPED", None)
    mail = booked.told("QUEUED", hours=1)
    assert booked.said() == ("OK", "ON_ITS_WAY", None)
    booked.told("SENT", 2, mail, hours=1)
    assert booked.said() == ("OK", "SENT", None)
    booked.told("QUEUED", 1, mail, hours=1)
    assert booked.said() == ("OK", "SENT", None)
    booked.told("CANCELLED", 3, mail, hours=1, reason="EMAIL_NOTIFICATIONS_OFF")
    assert booked.said() == ("WARNING", "UNREACHABLE", "EMAIL_NOTIFICATIONS_OFF") and booked.finding()["fixes"] == []


def test_of_two_that_were_queued_together_the_one_nearer_to_the_session_counts(booked):
    booked.practice.shift(29.5 * HOUR)
    queued = stamp(booked.practice.now)
    booked.told("SENT", hours=1, queue_time=queued)
    booked.told("CANCELLED", 2, hours=24, queue_time=queued, reason="TOO_LATE")
    assert booked.said() == ("OK", "SENT", None)


def test_a_mail_that_told_an_earlier_start_says_nothing_of_the_present_one(booked):
    booked.told("SENT")
    moved = session_event(booked.practice, booked.session_id, 2, booked.client_id, [booked.contact_id], begin=HOUR / 2)
    booked.practice.hear(moved)
    assert booked.said() == ("OK", "SKIPPED", None)


def test_a_practice_that_sends_none_says_so(booked):
    booked.practice.owner.patch("/settings", {"reminder_hours": []})
    assert booked.said() == ("OK", "OFF", None)


def test_reminders_stand_in_the_timeline_by_their_kind(booked):
    booked.told("SENT")
    entry = next(one for one in booked.practice.report(booked.client_id, booked.contact_id)["timeline"] if one["kind"] == "MAIL_SENT")
    assert entry["detail"]["message_kind"] == "SESSION_REMINDER"


def test_a_mail_of_the_new_time_that_cannot_arrive_is_told_as_its_reminder_would_be(booked):
    moved = session_event(booked.practice, booked.session_id, 2, booked.client_id, [booked.contact_id], begin=26 * HOUR)
    booked.practice.hear(moved)
    booked.told("BOUNCED", start=moved.start_time.ToDatetime(UTC), hours=0, kind=notify.MESSAGE_KIND_SESSION_MOVED)
    assert booked.said() == ("WARNING", "UNREACHABLE", "ADDRESS_BOUNCED")
    booked.told("SENT", start=moved.start_time.ToDatetime(UTC), hours=0, kind=notify.MESSAGE_KIND_SESSION_CANCELLED)
    assert booked.said() == ("WARNING", "UNREACHABLE", "ADDRESS_BOUNCED")
