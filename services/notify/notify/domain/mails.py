"""A mail: its kinds and states, whom it is about, how long it is tried. No I/O."""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from chassis.errors import Refusal


class Kind(StrEnum):
    """What a mail is for. Values are the contract's names."""

    INVITATION = "INVITATION"
    STAFF_INVITATION = "STAFF_INVITATION"
    RESET = "RESET"
    PERSON_OFFERED = "PERSON_OFFERED"
    TEMPORARY_PASSWORD_SET = "TEMPORARY_PASSWORD_SET"
    EMAIL_CHANGED = "EMAIL_CHANGED"
    EMAIL_CHANGE_CONFIRMATION = "EMAIL_CHANGE_CONFIRMATION"
    SESSION_REMINDER = "SESSION_REMINDER"
    # Somebody was mailed about a video session that is to begin at another time now, or not at all.
    SESSION_MOVED = "SESSION_MOVED"
    SESSION_CANCELLED = "SESSION_CANCELLED"
    # An invitation that nobody followed, once more, with the same link.
    INVITATION_NUDGE = "INVITATION_NUDGE"
    # A link to one video session, for somebody who has no login.
    GUEST_INVITATION = "GUEST_INVITATION"
    # What somebody can sign in with, besides the password, is different now.
    SECOND_FACTOR_ADDED = "SECOND_FACTOR_ADDED"
    SECOND_FACTOR_REMOVED = "SECOND_FACTOR_REMOVED"
    SECOND_FACTOR_RESET = "SECOND_FACTOR_RESET"
    RECOVERY_CODES_MADE = "RECOVERY_CODES_MADE"
    RECOVERY_CODE_USED = "RECOVERY_CODE_USED"
    # Words that somebody of the staff tries on themself: never a client's mail.
    TEMPLATE_TEST = "TEMPLATE_TEST"


class Language(StrEnum):
    """What mails are written in."""

    ENGLISH = "en"
    FRENCH = "fr"


class State(StrEnum):
    """What became of a mail. DELIVERED and COMPLAINED only where a report says so."""

    QUEUED = "QUEUED"
    SENT = "SENT"
    DEFERRED = "DEFERRED"
    DELIVERED = "DELIVERED"
    BOUNCED = "BOUNCED"
    COMPLAINED = "COMPLAINED"
    SUPPRESSED = "SUPPRESSED"
    HELD = "HELD"
    CANCELLED = "CANCELLED"


WAITING = {State.QUEUED, State.DEFERRED}

# Decision 2: email notifications gate welcome mails, nudges and reminders, never resets and security notices.
GATED = {Kind.INVITATION, Kind.INVITATION_NUDGE, Kind.PERSON_OFFERED, Kind.SESSION_REMINDER, Kind.SESSION_MOVED, Kind.SESSION_CANCELLED}

# The mails that tell when a video session is, or that it isn't.
OF_SESSION = (Kind.SESSION_REMINDER, Kind.SESSION_MOVED, Kind.SESSION_CANCELLED)

# The mails whose words a practice may change.
EDITABLE = tuple(kind for kind in Kind if kind != Kind.TEMPLATE_TEST)

# Whom a preview for nobody in particular, and a test, greet.
SAMPLE_FIRST_NAME = "Sofia"

# Where an event says no instant of its own, a mail older than this tells nobody anything.
LONGEST_WAIT = timedelta(hours=72)

# A copy may trail the event that causes a mail by some milliseconds: wait for it quietly before saying so.
FACTS_GRACE = timedelta(seconds=30)
FACTS_RETRY = timedelta(milliseconds=100)


BACKOFF_CEILING = timedelta(minutes=15)


@dataclass(frozen=True)
class Recipient:
    """A relationship that a mail is about. access_version: its version that the mail was decided by."""

    contact_id: UUID
    client_id: UUID
    access_version: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Cause:
    """A fact that somebody must be told by mail. event_id makes the mail unique and names it to the world."""

    event_id: UUID
    kind: Kind
    account_id: UUID
    mail_before_time: datetime | None
    # The contact that is offered, where that is what the mail is about.
    contact_id: UUID | None = None
    link_id: UUID | None = None
    session_id: UUID | None = None
    reminder_hours: int | None = None
    to_address: str | None = None
    recipients: tuple[Recipient, ...] = ()
    told_times: Mapping[str, str] = field(default_factory=dict)
    traceparent: str | None = None


@dataclass(frozen=True)
class Lease:
    """A mail taken to be sent. attempts counts the takings, this one included."""

    practice_id: str
    message_id: UUID
    attempts: int


@dataclass(frozen=True)
class Outcome:
    """What came of one try. dead_address: mail to it is not to be tried again.

    told_times: the instants that the mail told, where its link's owner named newer ones.
    """

    lease: Lease
    state: State
    reason: str | None = None
    detail: str | None = None
    to_address: str | None = None
    dead_address: bool = False
    told_times: Mapping[str, str] = field(default_factory=dict)


class NotReleasable(Refusal):
    """The mail is neither suppressed nor held. state: what it is."""

    reason, title = "NOT_RELEASABLE", "Only a suppressed or held mail can be let go."


def is_guests(kind: str, session_id: UUID | None, about: Collection[Recipient]) -> bool:
    """Whether the mail goes to a guest of a video session: it is about nobody's relationship."""
    return kind == Kind.GUEST_INVITATION or (session_id is not None and not about)


def backoff(attempts: int, first: float) -> timedelta:
    """How long to wait after so many tries: doubling from first seconds, a quarter of jitter either way, 15 minutes at most."""
    seconds = min(first * 2 ** min(attempts - 1, 20), BACKOFF_CEILING.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  (spreads load, guards nothing)


def too_late(now: datetime, queue_time: datetime, mail_before_time: datetime | None) -> bool:
    """Whether the mail must not leave any more."""
    return now >= (mail_before_time or queue_time + LONGEST_WAIT)


def language_of(region: str) -> str:
    """The language a practice writes in: French where the law asks for it, English elsewhere."""
    return "fr" if region == "CA-QC" or region.split("-")[0] == "FR" else "en"
