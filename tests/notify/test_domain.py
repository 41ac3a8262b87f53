"""Rules: whose switches count, what a server's no means, how long is waited, when reminders are due."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify import domain
from notify.domain import Switches, reminders

OPEN = Switches(True, True, True, 1)


@pytest.mark.parametrize(
    ("switches", "expected"),
    [([OPEN], None), ([Switches(True, False, True, 1), OPEN], None), ([Switches(True, False, True, 1)], "EMAIL_NOTIFICATIONS_OFF"),
     ([Switches(False, True, True, 1)], "ONLINE_ACCESS_OFF"),
     ([Switches(False, True, True, 1), Switches(True, False, True, 1)], "EMAIL_NOTIFICATIONS_OFF"),
     ([Switches(True, True, False, 1)], "RELATIONSHIP_ENDED"), ([], "RELATIONSHIP_ENDED")],
)
def test_the_hindrance_told_is_the_one_nearest_to_a_yes(switches, expected):
    assert domain.hindrance(switches) == expected


@given(st.integers(1, 10_000), st.floats(0.01, 60))
def test_waits_grow_to_a_quarter_of_an_hour_and_no_further(attempts, first):
    wait = domain.backoff(attempts, first).total_seconds()
    assert 0 < wait <= domain.BACKOFF_CEILING.total_seconds() * 1.25
    if attempts == 1:
        assert first * 0.74 <= wait <= first * 1.26


@pytest.mark.parametrize(
    ("code", "said", "to_recipient", "expected"),
    [(550, "5.1.1 no such user", True, "NO_SUCH_MAILBOX"), (550, "No such user here", True, "NO_SUCH_MAILBOX"),
     (550, "5.7.1 blocked", True, "REFUSED_BY_SERVER"), (550, "spam", False, "REFUSED_BY_SERVER"),
     (554, "5.1.2 bad domain", False, "NO_SUCH_MAILBOX"), (552, "over quota", True, "MAILBOX_FULL"),
     (554, "5.2.2 full", False, "MAILBOX_FULL"), (550, "5.2.1 disabled", True, "NO_SUCH_MAILBOX"),
     (553, "5.7.27 null MX", True, "REFUSED_BY_SERVER"), (571, "delivery not authorized", True, "REFUSED_BY_SERVER")],
)
def test_a_servers_no_by_its_codes(code, said, to_recipient, expected):
    assert domain.bounce_reason(code, said, to_recipient) == expected


@given(st.text(max_size=500))
def test_what_a_server_said_is_told_without_addresses_on_one_line(said):
    told = domain.told(said + ' <sofia@example.com> karin.h+x@mail.example; "Li Wei"@example.com done')
    assert "@" not in told and "Wei" not in told and "\n" not in told and len(told) <= 200


@pytest.mark.parametrize(("one", "other", "same"), [("A@B.c", "a@b.C", True), ("a.b@c.d", "ab@c.d", False), ("a+x@c.d", "a@c.d", False)])
def test_addresses_are_compared_without_case_and_with_their_dots_and_tags(one, other, same):
    assert (domain.address_key(one) == domain.address_key(other)) is same


def test_a_mail_without_an_instant_of_its_own_is_too_late_after_three_days():
    queued = datetime(2026, 11, 1, tzinfo=UTC)
    assert not domain.too_late(queued + timedelta(hours=71), queued, None) and domain.too_late(queued + timedelta(hours=72), queued, None)


@pytest.mark.parametrize(("region", "language"), [("CA-QC", "fr"), ("FR-75", "fr"), ("CA-ON", "en"), ("", "en"), ("US-NY", "en")])
def test_a_practices_language_follows_from_its_region(region, language):
    assert domain.language_of(region) == language


ZONES = st.sampled_from([UTC, ZoneInfo("America/Toronto"), ZoneInfo("Australia/Lord_Howe")])
INSTANTS = st.builds(lambda second, zone: datetime.fromtimestamp(second, zone), st.integers(1_780_000_000, 1_860_000_000), ZONES)
HOURS = st.sets(st.integers(1, 168), max_size=3)


@given(INSTANTS, INSTANTS, HOURS)
def test_a_reminder_is_due_so_many_elapsed_hours_ahead_or_was_over_before_the_session_was_booked(start, since, hours):
    due = domain.planned(start, since, hours)
    for each in hours:
        instant = reminders.due_time(start, each)
        assert (start.astimezone(UTC) - instant.astimezone(UTC)) == timedelta(hours=each)
        assert (each in due) == (instant > since.astimezone(UTC)) and due.get(each, instant) == instant


@given(INSTANTS, HOURS)
def test_every_reminder_leaves_before_the_next_is_due_and_the_last_before_the_session(start, hours):
    ordered = sorted(hours, reverse=True)
    for each, following in pairwise([*ordered, 0]):
        assert reminders.due_time(start, each) < domain.leave_before(start, each, hours) == reminders.due_time(start, following)


@given(INSTANTS, st.sampled_from([24, 36, 48, 168]))
def test_a_nudge_is_due_in_the_last_quarter_of_a_links_life_and_in_its_last_twelve_hours(issued, hours):
    expires = issued.astimezone(UTC) + timedelta(hours=hours)
    left = expires - domain.nudge_time(issued, expires)
    assert timedelta(0) < left <= timedelta(hours=12) and left * 4 <= expires - issued.astimezone(UTC)


@given(INSTANTS, INSTANTS, st.integers(1, 168), st.integers(1, 168))
def test_a_reminder_is_the_same_only_for_the_same_session_start_hours_and_login(start, other_start, hours, other_hours):
    session_id, account_id = uuid4(), uuid4()
    same = domain.cause_of(session_id, start.astimezone(ZoneInfo("Asia/Tokyo")), hours, account_id)
    assert same == domain.cause_of(session_id, start, hours, account_id)
    assert (same == domain.cause_of(session_id, other_start, hours, account_id)) is (start.astimezone(UTC) == other_start.astimezone(UTC))
    assert (same == domain.cause_of(session_id, start, other_hours, account_id)) is (hours == other_hours)
    assert same not in {domain.cause_of(uuid4(), start, hours, account_id), domain.cause_of(session_id, start, hours, uuid4())}
