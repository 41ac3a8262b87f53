"""What is true of a mail: its kinds and states, whose switches gate it, how long it is tried. No I/O."""

import random
import re
from collections.abc import Iterable, Mapping
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
LEFT = {State.SENT, State.DELIVERED, State.COMPLAINED}

# Decision 2: email notifications gate welcome mails and nudges, never resets and security notices.
GATED = {Kind.INVITATION, Kind.PERSON_OFFERED}

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
class Sender:
    """The practice as its mails show it."""

    practice_id: str
    name: str
    phone: str
    support_email: str
    zone: str
    region: str
    door: str
    from_name: str
    reply_to: str
    invitation_validity_hours: int


@dataclass(frozen=True)
class Override:
    """A practice's own words for one kind of mail, as template sources."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class Address:
    """Where a mail sends its reader, and until when that works; expire_time None where it doesn't run out."""

    url: str
    expire_time: datetime | None = None


@dataclass(frozen=True)
class Letter:
    """All that sending one mail takes, as plain values: no transaction is open any more when it is read.

    to_address is None where the link names it. looked_up: the addresses whose suppression was looked up; suppressed: those that are.
    language None: the practice's own. sample: what a test shows in place of a link.
    """

    lease: Lease
    kind: Kind
    cause_event_id: UUID
    sender: Sender
    link_id: UUID | None = None
    to_address: str | None = None
    first_name: str = ""
    told_times: Mapping[str, str] = field(default_factory=dict)
    looked_up: frozenset[str] = frozenset()
    suppressed: frozenset[str] = frozenset()
    override: Override | None = None
    traceparent: str | None = None
    language: str | None = None
    sample: Address | None = None


@dataclass(frozen=True)
class Draft:
    """Words on trial: what a test mail says, whatever is saved meanwhile."""

    kind: Kind
    language: str
    override: Override
    sample: Address


@dataclass(frozen=True)
class Outcome:
    """What came of one try. dead_address: mail to it is not to be tried again."""

    lease: Lease
    state: State
    reason: str | None = None
    detail: str | None = None
    to_address: str | None = None
    dead_address: bool = False


@dataclass(frozen=True)
class Switches:
    """One relationship's switches, as clinic last told them."""

    online_access: bool
    email_notifications: bool
    in_force: bool
    version: int


class NotReleasable(Refusal):
    """The mail is neither suppressed nor held. state: what it is."""

    reason, title = "NOT_RELEASABLE", "Only a suppressed or held mail can be let go."


def hindrance(relationships: Iterable[Switches]) -> str | None:
    """Why none of these relationships lets the mail go; None where one does. The reason nearest to a yes is told."""
    reasons = {_closed(switches) for switches in relationships}
    if None in reasons:
        return None
    return next((r for r in ("EMAIL_NOTIFICATIONS_OFF", "ONLINE_ACCESS_OFF") if r in reasons), "RELATIONSHIP_ENDED")


def _closed(switches: Switches) -> str | None:
    if not switches.in_force:
        return "RELATIONSHIP_ENDED"
    if not switches.online_access:
        return "ONLINE_ACCESS_OFF"
    return None if switches.email_notifications else "EMAIL_NOTIFICATIONS_OFF"


def backoff(attempts: int, first: float) -> timedelta:
    """How long to wait after so many tries: doubling from first seconds, a quarter of jitter either way, 15 minutes at most."""
    seconds = min(first * 2 ** min(attempts - 1, 20), BACKOFF_CEILING.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  (spreads load, guards nothing)


def address_key(address: str) -> str:
    """Addresses are compared without case; dots and +tags are kept (decision 10)."""
    return address.strip().casefold()


# A mailbox that doesn't exist, moved or is disabled: RFC 3463 X.1.* and X.2.1; without one, RFC 5321's 550, 551, 553 to RCPT.
_DEAD_MAILBOX = re.compile(r"^5\.(1\.\d+|2\.1)\b")
_STATUS = re.compile(r"^([245])\.\d{1,3}\.\d{1,3}\b")


def bounce_reason(code: int, said: str, to_recipient: bool) -> str:
    """What a permanent refusal means. to_recipient: it answered RCPT, so it is about the address unless it says otherwise."""
    if _DEAD_MAILBOX.match(said) or (to_recipient and code in {550, 551, 553} and not _STATUS.match(said)):
        return "NO_SUCH_MAILBOX"
    if said.startswith("5.2.2") or code == 552:
        return "MAILBOX_FULL"
    return "REFUSED_BY_SERVER"


_ADDRESS = re.compile(r'<?(?:"[^"]*"|[^\s<>:;,"]*)@[^\s<>:;,]*>?')
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def told(said: str) -> str:
    """What a mail server said, on one line, without addresses, at most 200 characters."""
    return _UNPRINTABLE.sub(" ", _ADDRESS.sub("…", said[:2000])).strip()[:200]


def too_late(now: datetime, queue_time: datetime, mail_before_time: datetime | None) -> bool:
    """Whether the mail must not leave any more."""
    return now >= (mail_before_time or queue_time + LONGEST_WAIT)


def language_of(region: str) -> str:
    """The language a practice writes in: French where the law asks for it, English elsewhere."""
    return "fr" if region == "CA-QC" or region.split("-")[0] == "FR" else "en"
