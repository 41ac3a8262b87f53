"""An invitation that nobody followed is mailed once more, with the same link, where the practice wants that."""

import pytest

from anteroom.identity.v1 import events_pb2 as identity_events
from notify.operations import nudges
from tests.notify.test_notices import body
from tests.notify.test_reminders import settled


@pytest.fixture
def invited(practice):
    """Somebody whose invitation has left, in a practice that nudges: (practice, person, link)."""
    practice.settings(version=2, at=practice.now, nudge_before_expiry=True)
    sofia = practice.person("sofia@example.com")
    practice.account(sofia, version=2, state=identity_events.ACCOUNT_STATE_PENDING)
    _, link_id = practice.issues(sofia)
    practice.sends()
    return practice, sofia, link_id


def nudge(practice):
    """Queue the nudges that are due and send them; returns every mail's kind, state and reason, the newest first."""
    nudges.ring(practice.worker)
    settled(practice)
    return [(shown.message.kind, shown.message.state, shown.message.reason) for shown in practice.mails()]


FIRST = ("INVITATION", "SENT", None)


def test_it_leaves_once_twelve_hours_before_the_link_ends_and_carries_the_same_link(invited, mail_server):
    practice, _, link_id = invited
    practice.shift(hours=35)
    assert nudge(practice) == [FIRST]
    practice.shift(hours=36, minutes=1)
    assert nudge(practice) == [("INVITATION_NUDGE", "SENT", None), FIRST]
    assert len(nudge(practice)) == 2
    first, again = mail_server.to("sofia@example.com")
    assert f"#{link_id}" in body(first) and f"#{link_id}" in body(again) and first["Message-ID"] != again["Message-ID"]
    assert again["Subject"] == "Still waiting: your access to Maple Counselling"


ENDS = [identity_events.LINK_STATE_REDEEMED, identity_events.LINK_STATE_SUPERSEDED, identity_events.LINK_STATE_REVOKED]


@pytest.mark.parametrize("state", ENDS)
def test_a_link_that_has_ended_is_not_mailed_again(invited, state):
    practice, sofia, link_id = invited
    practice.ends(link_id, sofia, state)
    practice.shift(hours=37)
    assert nudge(practice) == [FIRST]


@pytest.mark.parametrize("reason", ["LINK_USED", "LINK_SUPERSEDED", "LINK_REVOKED", "LINK_EXPIRED"])
def test_identity_has_the_last_word_on_the_link(invited, identity, reason):
    practice, _, link_id = invited
    identity.refuse(practice.practice_id, link_id, reason)
    practice.shift(hours=37)
    assert nudge(practice)[0] == ("INVITATION_NUDGE", "CANCELLED", reason)


def test_the_switches_are_read_when_it_leaves(invited):
    practice, sofia, _ = invited
    practice.shift(hours=37)
    nudges.ring(practice.worker)
    practice.switches(sofia, version=2, email_notifications=False)
    assert nudge(practice)[0] == ("INVITATION_NUDGE", "CANCELLED", "EMAIL_NOTIFICATIONS_OFF")


def test_who_can_sign_in_already_is_not_nudged(invited):
    practice, sofia, _ = invited
    practice.account(sofia, version=3)
    practice.shift(hours=37)
    assert nudge(practice) == [FIRST]


def test_a_practice_that_does_not_want_it_sends_none(invited):
    practice, *_ = invited
    practice.settings(version=3, at=practice.now, nudge_before_expiry=False)
    practice.shift(hours=37)
    assert nudge(practice) == [FIRST]


def test_nobody_is_nudged_about_a_mail_that_never_left(practice, mail_server):
    practice.settings(version=2, at=practice.now, nudge_before_expiry=True)
    sofia = practice.person(email_notifications=False)
    practice.account(sofia, version=2, state=identity_events.ACCOUNT_STATE_PENDING)
    practice.issues(sofia)
    assert practice.sends("CANCELLED")
    practice.switches(sofia, version=2)
    practice.shift(hours=37)
    assert [kind for kind, *_ in nudge(practice)] == ["INVITATION"] and not mail_server.mails


def test_a_reset_has_no_nudge(practice):
    practice.settings(version=2, at=practice.now, nudge_before_expiry=True)
    practice.issues(practice.person(), purpose=identity_events.LINK_PURPOSE_RESET)
    practice.sends()
    practice.shift(hours=47)
    assert [kind for kind, *_ in nudge(practice)] == ["RESET"]
