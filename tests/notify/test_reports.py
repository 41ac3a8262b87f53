"""What all that was reported of a mail says became of it: a rule that no order, repetition or delay changes."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify import domain
from notify.domain import Report, Reported

NINE = datetime(2026, 11, 2, 9, tzinfo=UTC)
instants = st.integers(0, 72 * 60).map(lambda minutes: NINE + timedelta(minutes=minutes))
sorts = [(kind, False) for kind in Reported] + [(Reported.BOUNCED, True)]
some = st.builds(lambda sort, time: Report(sort[0], time, sort[1]), st.sampled_from(sorts), instants)


def at(hour, kind, permanent=False, **more):
    return Report(Reported[kind], NINE.replace(hour=hour), permanent, **more)


@given(st.lists(some, min_size=1, max_size=8), st.integers())
def test_order_and_repetition_change_nothing(reports, seed):
    shuffled = reports * 2
    random.Random(seed).shuffle(shuffled)
    assert domain.fate(shuffled) == domain.fate(reports)


@given(st.lists(some, min_size=1, max_size=8), st.lists(some, max_size=8))
def test_told_in_two_parts_it_comes_to_the_same(first, later):
    assert domain.fate([domain.fate(first), *later]) == domain.fate([*first, *later])


@given(st.lists(some, min_size=1, max_size=8))
def test_delivered_is_never_said_without_a_report_of_it(reports):
    fate = domain.fate(reports)
    assert fate in reports
    if any(r.kind is Reported.BOUNCED and r.permanent for r in reports):
        assert fate.kind in (Reported.BOUNCED, Reported.COMPLAINED)
    if any(r.kind is Reported.COMPLAINED for r in reports):
        assert fate.kind is Reported.COMPLAINED


@pytest.mark.parametrize(
    ("reports", "fate"),
    [([at(9, "DEFERRED"), at(10, "DELIVERED")], "DELIVERED"), ([at(10, "DELIVERED"), at(11, "DEFERRED")], "DELIVERED"),
     ([at(10, "DELIVERED"), at(14, "BOUNCED", True)], "BOUNCED"), ([at(14, "DELIVERED"), at(10, "BOUNCED", True)], "BOUNCED"),
     ([at(10, "BOUNCED"), at(11, "DELIVERED")], "DELIVERED"), ([at(10, "DELIVERED"), at(11, "BOUNCED")], "BOUNCED"),
     ([at(10, "DELIVERED"), at(10, "BOUNCED")], "BOUNCED"), ([at(9, "COMPLAINED"), at(14, "BOUNCED", True)], "COMPLAINED")],
)
def test_what_counts_where_reports_differ(reports, fate):
    assert domain.fate(reports).kind == domain.fate(reports[::-1]).kind == fate


@pytest.mark.parametrize(
    ("permanent", "status", "said", "reason", "suppressed"),
    [(True, "5.1.1", "no such user", "NO_SUCH_MAILBOX", True), (True, "5.1.10", "null MX", "NO_SUCH_MAILBOX", True),
     (True, "5.0.0", "550 5.1.1 <a@b.example>: user unknown", "NO_SUCH_MAILBOX", True),
     (True, "5.0.0", "550 No such user here", "NO_SUCH_MAILBOX", True),
     (True, "", "sorry, no mailbox here by that name. (#5.1.1)", "NO_SUCH_MAILBOX", True),
     (True, "5.5.0", "550 5.5.0 Requested action not taken: mailbox unavailable", "NO_SUCH_MAILBOX", True),
     (True, "", "", "REFUSED_BY_SERVER", True), (True, "5.7.1", "550 5.7.1 blocked, see 5.1.1.9", "REFUSED_BY_SERVER", False),
     (True, "5.0.0", "550 [5.1.1.9] is on a blocklist", "REFUSED_BY_SERVER", False), (True, "5.1.8", "bad sender", "SENDER_REFUSED", False),
     (True, "5.2.2", "over quota", "MAILBOX_FULL", False), (False, "4.2.2", "over quota", "MAILBOX_FULL", False),
     (False, "4.4.7", "expired", "GAVE_UP", False), (False, "4.1.1", "try later", "GAVE_UP", False)],
)
def test_why_a_mail_came_back_and_whether_its_address_is_dead(permanent, status, said, reason, suppressed):
    report = at(9, "BOUNCED", permanent, enhanced_status=status, said=said)
    assert domain.reported_reason(report) == reason
    assert bool(domain.suppresses(report, "a@b.example")) is suppressed


def test_a_report_about_somebody_else_suppresses_nobody():
    forwarded = at(9, "BOUNCED", True, enhanced_status="5.1.1", recipients=("old@elsewhere.example",))
    assert domain.suppresses(forwarded, "a@b.example") is None
    assert domain.suppresses(forwarded, "OLD@elsewhere.example") == "ADDRESS_BOUNCED"
    assert domain.suppresses(at(9, "COMPLAINED"), "a@b.example") == "ADDRESS_COMPLAINED"
    assert domain.suppresses(at(9, "DELIVERED"), "a@b.example") is None


def test_the_detail_names_the_status_once_and_no_address():
    for said, told in (("550 <a@b.example> unknown", "5.1.1 550 … unknown"), ("550 5.1.1 unknown", "550 5.1.1 unknown")):
        assert domain.reported_detail(at(9, "BOUNCED", True, enhanced_status="5.1.1", said=said)) == told
    assert domain.reported_detail(at(9, "DELIVERED")) is None
