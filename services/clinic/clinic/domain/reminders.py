"""The reminder mails of a video session as staff are told of them: planned, sent, or unable to reach somebody, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from admission import AccountState
from clinic.domain import portal
from clinic.domain.facts import Facts

# What notify says of a mail that will not be read.
STOPPED = portal.STOPPED_MAIL - {"COMPLAINED"} | {"HELD", "CANCELLED"}


class State(StrEnum):
    """OFF: the practice sends none. SKIPPED: booked, or invited, after the last one was due. UNREACHABLE: it won't arrive."""

    OFF = "OFF"
    PLANNED = "PLANNED"
    ON_ITS_WAY = "ON_ITS_WAY"
    SENT = "SENT"
    SKIPPED = "SKIPPED"
    UNREACHABLE = "UNREACHABLE"


@dataclass(frozen=True)
class Told:
    """The newest reminder mail of this session to this person, as notify last said."""

    state: str
    reason: str
    to_address: str
    change_time: datetime


@dataclass(frozen=True)
class Reminder:
    """How it stands with one session's reminders for one person. due_time: of the next; told_time: since when the newest is so."""

    state: State
    due_time: datetime | None = None
    reason: str | None = None
    told_time: datetime | None = None


def reminder(facts: Facts, start_time: datetime, hours: Sequence[int], told: Told | None, now: datetime) -> Reminder:
    """What staff are told: the next reminder if there is one to come, else what became of the last."""
    if not hours and told is None:
        return Reminder(State.OFF)
    due = min((instant for each in hours if (instant := start_time.astimezone(UTC) - timedelta(hours=each)) > now), default=None)
    reason = hindrance(facts, told, now)
    changed = told.change_time if told else None
    if due:
        return Reminder(State.UNREACHABLE if reason else State.PLANNED, due, reason, changed)
    if told is None:
        missed = reason is not None and start_time > now
        return Reminder(State.UNREACHABLE if missed else State.SKIPPED, None, reason if missed else None)
    if told.state in STOPPED:
        return Reminder(State.UNREACHABLE, None, reason or told.reason or told.state, changed)
    return Reminder(State.SENT if told.state not in ("QUEUED", "DEFERRED") else State.ON_ITS_WAY, None, None, changed)


def hindrance(facts: Facts, told: Told | None, now: datetime) -> str | None:
    """What keeps a reminder from this person as things stand now, the first to mend; None where nothing does."""
    state = facts.account_state()
    here = told is not None and facts.account is not None and told.to_address.lower() == facts.account.email.lower()
    bounced = portal.stopped(facts) or (here and told is not None and told.state in ("BOUNCED", "SUPPRESSED"))
    reasons = {
        "CLIENT_ARCHIVED": not facts.client_active, "RELATIONSHIP_ENDED": not facts.in_force(now),
        "ONLINE_ACCESS_OFF": not facts.online_access.on, "EMAIL_NOTIFICATIONS_OFF": not facts.email_notifications.on,
        "NO_EMAIL": not facts.email, "LOCKED": state in (AccountState.LOCKED, AccountState.DISABLED),
        "NO_PASSWORD": state is not AccountState.ACTIVE, "ADDRESS_BOUNCED": bounced,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)
