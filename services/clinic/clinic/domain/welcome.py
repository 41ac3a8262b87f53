"""Who gets a welcome mail: per recipient, asked for or refused by name."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from admission import AccountState
from clinic.domain.facts import Facts
from clinic.domain.portal import WAITING, portal_state

MOST_A_DAY = 5
DAY = timedelta(hours=24)
VALIDITY_HOURS = (24, 36, 48, 168)
# A welcome that could not leave for a day would only surprise.
MAIL_WITHIN = timedelta(hours=24)


# Only in bulk: to one person staff may send again.
ALREADY_INVITED = "ALREADY_INVITED"


class WelcomeRefused(StrEnum):
    """Why no welcome was asked for."""

    CLIENT_ARCHIVED = "CLIENT_ARCHIVED"
    NOT_IN_FORCE = "NOT_IN_FORCE"
    ONLINE_ACCESS_OFF = "ONLINE_ACCESS_OFF"
    EMAIL_NOTIFICATIONS_OFF = "EMAIL_NOTIFICATIONS_OFF"
    NO_EMAIL = "NO_EMAIL"
    ALREADY_ACTIVE = "ALREADY_ACTIVE"
    TOO_MANY_LINKS = "TOO_MANY_LINKS"


def refusal(facts: Facts, earlier: Sequence[datetime], now: datetime) -> WelcomeRefused | None:
    """The first reason to mend, or None. earlier: when this person was sent for before, the newest first."""
    reasons = {
        WelcomeRefused.CLIENT_ARCHIVED: not facts.client_active,
        WelcomeRefused.NOT_IN_FORCE: not facts.in_force(now),
        WelcomeRefused.ONLINE_ACCESS_OFF: not facts.online_access.on,
        WelcomeRefused.EMAIL_NOTIFICATIONS_OFF: not facts.email_notifications.on,
        WelcomeRefused.NO_EMAIL: not facts.email,
        WelcomeRefused.ALREADY_ACTIVE: has_login(facts),
        WelcomeRefused.TOO_MANY_LINKS: allowed_time(earlier, now) is not None,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def bulk_refusal(facts: Facts, earlier: Sequence[datetime], now: datetime) -> str:
    """As refusal, as text, empty for None; and in bulk nobody is sent a second mail while the first may still be taken up."""
    if reason := refusal(facts, earlier, now):
        return reason.value
    return ALREADY_INVITED if portal_state(facts, now).state in WAITING else ""


def has_login(facts: Facts) -> bool:
    """Whether a password was ever set: such a person is offered a reset link instead (domain section 4.4)."""
    return facts.account is not None and facts.account.state in (AccountState.ACTIVE, AccountState.LOCKED)


def allowed_time(earlier: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next welcome is allowed, where the cap of a day is reached; None while it isn't (domain section 6)."""
    recent = sorted((time for time in earlier if time > now - DAY), reverse=True)
    return recent[MOST_A_DAY - 1] + DAY if len(recent) >= MOST_A_DAY else None
