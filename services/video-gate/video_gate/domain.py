"""What is true about video sessions, joins and seats: the facts of a knock, the rule applied to them, the refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from admission import (
    Account,
    AccountState,
    ConsentState,
    Guest,
    Outcome,
    Person,
    Reason,
    Window,
    decide,
    decide_for_clinician,
    decide_for_guest,
    unverifiable,
)
from chassis.errors import Kind, Refusal

BOOKED, CANCELLED = "BOOKED", "CANCELLED"
CLINICIAN, PARTICIPANT, GUEST = "CLINICIAN", "PARTICIPANT", "GUEST"
LIVE, SUPERSEDED, REVOKED = "LIVE", "SUPERSEDED", "REVOKED"
PROVIDER = "external"
# Until a practice's settings have been heard of; clinic's own default.
EARLY_JOIN_MINUTES = 10
LONGEST_SESSION = timedelta(hours=12)
# Copies older than this decide nothing (architecture, section 5).
FRESH = timedelta(seconds=5)
# People already in keep their seats so long while nothing can be verified.
KEPT_UNVERIFIED = timedelta(minutes=10)
# People overrun; after this a seat is empty.
OVERRUN = timedelta(hours=2)
# Of one video session at a time.
MOST_GUESTS = 10
# To one address in a day, as many as welcome mails (domain section 6).
MOST_GUEST_MAILS = 5
DAY = timedelta(days=1)
# The same no to the same guest is written down once in so long: a page that asks again floods no trail.
SAME_REFUSAL = timedelta(minutes=1)
# Time alone never takes a seat away.
OF_TIME = {Reason.TOO_EARLY, Reason.ENDED}


@dataclass(frozen=True)
class KnownPerson:
    """A contact of the session that the account answers for. person None: the copy holds no such relationship."""

    contact_id: UUID
    name: str
    person: Person | None


@dataclass(frozen=True)
class Standing:
    """The versions of what a knock is decided by: the video session's own, and the sum of the copies', which only grow."""

    session_version: int
    of_copies: int


@dataclass(frozen=True)
class Facts:
    """Everything one knock is decided by, as the copy holds it at the instant now. None where it was never heard of."""

    now: datetime
    session_id: UUID
    client_id: UUID
    account_id: UUID
    window: Window
    url: str
    contact_ids: tuple[UUID, ...]
    people: tuple[KnownPerson, ...]
    account_state: AccountState | None
    is_clinician: bool
    staff_name: str
    client_known: bool
    practice_known: bool
    identity_fresh: bool
    clinic_fresh: bool
    standing: Standing

    @property
    def display_name(self) -> str:
        """What the room shows: the staff name, or the names of those the account answers for."""
        if self.is_clinician:
            return self.staff_name
        return " & ".join(known.name for known in self.people if known.name)

    @property
    def must_ask_identity(self) -> bool:
        """Whether identity has to be asked before anybody is admitted."""
        return not self.identity_fresh or self.account_state is None

    @property
    def must_ask_clinic(self) -> bool:
        """Whether clinic has to be asked. A clinician stands in none of clinic's facts."""
        if self.is_clinician:
            return False
        unknown = not self.client_known or not self.practice_known or any(known.person is None for known in self.people)
        return not self.clinic_fresh or unknown


@dataclass(frozen=True)
class Decision:
    """A knock's answer as it is recorded and announced; reasons is empty where it is yes."""

    decision_id: UUID
    session_id: UUID
    client_id: UUID
    account_id: UUID
    contact_ids: tuple[UUID, ...]
    reasons: tuple[str, ...]
    decide_time: datetime
    kind: str
    login_session_id: UUID | None

    @property
    def granted(self) -> bool:
        """Whether it is yes."""
        return not self.reasons

    @property
    def sits_as(self) -> str | None:
        """CLINICIAN or PARTICIPANT where a seat is taken."""
        return self.kind if self.granted else None


_NOT_LINKED = Person(online_access=False, consent=ConsentState.MISSING, in_force=False)


def weigh(facts: Facts) -> Outcome:
    """The rule applied to the facts as they stand (libs/admission); a relationship nobody knows is none."""
    account = Account(facts.account_state or AccountState.ABSENT)
    if facts.is_clinician:
        return decide_for_clinician(account, facts.window, facts.now, is_clinician=True)
    return decide(account, [known.person or _NOT_LINKED for known in facts.people], facts.window, facts.now)


def weigh_guest(facts: Facts, guest: Guest) -> Outcome:
    """The rule applied to a guest's knock. facts: with all of the session's people."""
    return decide_for_guest(guest, [known.person or _NOT_LINKED for known in facts.people], facts.window, facts.now)


def cannot_verify(facts: Facts) -> Outcome:
    """The answer while an owner of stale facts stays silent."""
    return unverifiable(facts.window)


def costs_seat(reasons: Sequence[Reason]) -> Reason | None:
    """The first reason for which somebody who is in has to leave; none for time alone."""
    return next((reason for reason in reasons if reason not in OF_TIME), None)


class SessionOver(Refusal):
    """The video session's time has passed."""

    reason, title = "SESSION_OVER", "This video session is over. Book a new one."


class SessionCancelled(Refusal):
    """It was cancelled."""

    reason, title = "SESSION_CANCELLED", "This video session was cancelled. Book a new one."


class TimesDontFit(Refusal):
    """It ends before it starts, or lasts too long."""

    reason, kind, title = "TIMES_DONT_FIT", Kind.INVALID, "A video session ends after it starts, within 12 hours."


class ClientUnknown(Refusal):
    """The practice has no such client."""

    reason, kind, title = "CLIENT_UNKNOWN", Kind.INVALID, "Choose one of the practice's clients."


class ClientArchived(Refusal):
    """The client is no longer in care."""

    reason, title = "CLIENT_ARCHIVED", "This client is archived. Make the client active first."


class ClientMerged(Refusal):
    """The chart was merged into another. merged_into: the one that stayed."""

    reason, title = "CLIENT_MERGED", "This chart was merged into another. Book on the one that stayed."


class ContactNotLinked(Refusal):
    """A participant who is not one of the client's people. contact_id: who."""

    reason, kind, title = "CONTACT_NOT_LINKED", Kind.INVALID, "Choose participants from the client's people."


class ClinicianUnknown(Refusal):
    """Nobody of that id works here."""

    reason, kind, title = "CLINICIAN_UNKNOWN", Kind.INVALID, "Choose one of the practice's staff as clinician."


class JoinRefused(Refusal):
    """A knock that was answered no; the instance carries its own reason."""

    kind, title = Kind.FORBIDDEN, "You can't join this video session now."

    def __init__(self, reason: str, **metadata: object) -> None:
        super().__init__(None, **metadata)
        self.reason = reason


class GuestInvited(Refusal):
    """A guest of that name has a live link to this video session."""

    reason, title = "GUEST_INVITED", "A guest of that name is invited already. Make a new link for them instead."


class TooManyGuests(Refusal):
    """The video session has as many guests as it may have."""

    reason, title = "TOO_MANY_GUESTS", "A video session has at most 10 guests. Revoke one first."


class GuestMailsUsedUp(Refusal):
    """Five links went to that address within a day. allowed_time: when the next may."""

    reason, kind = "GUEST_MAILS_USED_UP", Kind.TOO_MANY
    title = "Five links were mailed to this address within 24 hours. Show the link instead, or wait."


class GuestLinkUnknown(Refusal):
    """No link of ours."""

    reason, kind, title = "LINK_UNKNOWN", Kind.NOT_FOUND, "This link is not complete or not ours. Open it from the mail again."


class GuestLinkSuperseded(Refusal):
    """A newer one was made. superseded_time: when."""

    reason, kind, title = "LINK_SUPERSEDED", Kind.GONE, "A newer link was sent. Only the newest one works."


class GuestLinkRevoked(Refusal):
    """Staff took it back, or the video session it was for will not be held."""

    reason, kind, title = "LINK_REVOKED", Kind.GONE, "This link no longer works. Call the practice."
