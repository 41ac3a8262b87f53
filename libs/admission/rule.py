"""The rule itself: facts in, admitted or every reason out. No I/O, no clock of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Reason(StrEnum):
    """Why somebody is not admitted. Declared in the order of mending: the first to mend stands first."""

    NOT_PARTICIPANT = "NOT_PARTICIPANT"
    CANCELLED = "CANCELLED"
    CLIENT_ARCHIVED = "CLIENT_ARCHIVED"
    LINK_ENDED = "LINK_ENDED"
    OTHER_DEVICE = "OTHER_DEVICE"
    ACCOUNT_NOT_ACTIVE = "ACCOUNT_NOT_ACTIVE"
    ACCOUNT_LOCKED = "ACCOUNT_LOCKED"
    RELATIONSHIP_ENDED = "RELATIONSHIP_ENDED"
    ONLINE_ACCESS_OFF = "ONLINE_ACCESS_OFF"
    CONSENT_MISSING = "CONSENT_MISSING"
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    TOO_EARLY = "TOO_EARLY"
    ENDED = "ENDED"
    CANNOT_VERIFY = "CANNOT_VERIFY"


class Told(StrEnum):
    """All that a client or guardian is ever told of a refusal."""

    NOT_YET = "NOT_YET"
    TOO_EARLY = "TOO_EARLY"
    ENDED = "ENDED"
    CANCELLED = "CANCELLED"


class AccountState(StrEnum):
    """The login's state, as identity announces it. ABSENT: nobody has a login yet."""

    ABSENT = "ABSENT"
    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    LOCKED = "LOCKED"
    DISABLED = "DISABLED"


class ConsentState(StrEnum):
    """Consent of one contact for one client. Withdrawn is not missing."""

    MISSING = "MISSING"
    GRANTED = "GRANTED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True)
class Person:
    """One contact of the session that the account answers for, as their relationship to its client stands.

    consent_session_id: set where consent was given for that one video session only.
    """

    online_access: bool
    consent: ConsentState
    in_force: bool = True
    client_active: bool = True
    consent_session_id: UUID | None = None


@dataclass(frozen=True)
class Account:
    """The login that knocks."""

    state: AccountState


@dataclass(frozen=True)
class Guest:
    """Somebody with a link to one video session and no login. this_device: nobody came with it yet, or this very browser did."""

    link_live: bool
    this_device: bool


@dataclass(frozen=True)
class Window:
    """The video session's time. The door opens early_minutes before the start and closes at the end (end excluded)."""

    start_time: datetime
    end_time: datetime
    early_minutes: int
    cancelled: bool = False
    session_id: UUID | None = None

    @property
    def open_time(self) -> datetime:
        """When the door opens."""
        return self.start_time - timedelta(minutes=self.early_minutes)

    @property
    def close_time(self) -> datetime:
        """When it closes."""
        return self.end_time


@dataclass(frozen=True)
class Outcome:
    """admitted, or every reason why not, the first to mend first. open_time: when this session's door opens."""

    admitted: bool
    reasons: tuple[Reason, ...]
    open_time: datetime


def decide(account: Account, people: Sequence[Person], window: Window, now: datetime) -> Outcome:
    """May this account join, answering for these contacts of the session? (domain section 4.1)

    people: the session's contacts that the account is bound to; empty where it is bound to none of them. Any one of
    them who may join is enough. Where none may, the reasons are those of the one with the least to mend.
    """
    shared = [*_of_account(account), *_of_window(window, now)]
    if not people:
        return _outcome([Reason.NOT_PARTICIPANT, *shared], window)
    nearest = min((_ordered(_of_person(person, window)) for person in people), key=_to_mend)
    return _outcome([*nearest, *shared], window)


def decide_for_clinician(account: Account, window: Window, now: datetime, *, is_clinician: bool) -> Outcome:
    """May this staff account join? is_clinician: whether the session is theirs. Switches and consent are not asked of them."""
    stranger = [] if is_clinician else [Reason.NOT_PARTICIPANT]
    return _outcome([*stranger, *_of_account(account), *_of_window(window, now)], window)


def decide_for_guest(guest: Guest, people: Sequence[Person], window: Window, now: datetime) -> Outcome:
    """May this guest join? people: the session's contacts.

    A guest answers for nobody and agrees to nothing. But without somebody's consent in force for this client there is no video
    session to be a guest of: one of its people must have agreed, whether or not they may use the portal themselves.
    """
    own = {Reason.LINK_ENDED: not guest.link_live, Reason.OTHER_DEVICE: not guest.this_device}
    agreed = [[reason for reason in _of_person(person, window) if reason is not Reason.ONLINE_ACCESS_OFF] for person in people]
    nearest = min(map(_ordered, agreed), key=_to_mend, default=(Reason.CONSENT_MISSING,))
    return _outcome([*(reason for reason, holds in own.items() if holds), *nearest, *_of_window(window, now)], window)


def unverifiable(window: Window) -> Outcome:
    """The answer while the facts are too old to decide by and their owner can't be asked."""
    return Outcome(False, (Reason.CANNOT_VERIFY,), window.open_time)


def told_to_client(reasons: Sequence[Reason]) -> Told:
    """What a client hears: time alone has a name (domain section 4.5).

    Cancelled and ended are true whatever else is amiss. Too early is said only where time is all that is missing:
    whoever needs something mended should not be sent away until the hour.
    """
    if Reason.NOT_PARTICIPANT in reasons:
        return Told.NOT_YET
    for reason, told in ((Reason.CANCELLED, Told.CANCELLED), (Reason.ENDED, Told.ENDED)):
        if reason in reasons:
            return told
    return Told.TOO_EARLY if tuple(reasons) == (Reason.TOO_EARLY,) else Told.NOT_YET


def _of_account(account: Account) -> list[Reason]:
    if account.state is AccountState.LOCKED:
        return [Reason.ACCOUNT_LOCKED]
    return [] if account.state is AccountState.ACTIVE else [Reason.ACCOUNT_NOT_ACTIVE]


def _of_window(window: Window, now: datetime) -> list[Reason]:
    """A cancelled session has no time left to be early or late for."""
    if window.cancelled:
        return [Reason.CANCELLED]
    if now >= window.close_time:
        return [Reason.ENDED]
    return [Reason.TOO_EARLY] if now < window.open_time else []


def _of_person(person: Person, window: Window) -> list[Reason]:
    found = {
        Reason.CLIENT_ARCHIVED: not person.client_active,
        Reason.RELATIONSHIP_ENDED: not person.in_force,
        Reason.ONLINE_ACCESS_OFF: not person.online_access,
        Reason.CONSENT_WITHDRAWN: person.consent is ConsentState.WITHDRAWN,
        Reason.CONSENT_MISSING: person.consent is ConsentState.MISSING or _consent_is_for_another(person, window),
    }
    return [reason for reason, holds in found.items() if holds]


def _consent_is_for_another(person: Person, window: Window) -> bool:
    if person.consent is not ConsentState.GRANTED or person.consent_session_id is None:
        return False
    return person.consent_session_id != window.session_id


_RANK = {reason: rank for rank, reason in enumerate(Reason)}


def _ordered(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(set(reasons), key=_RANK.__getitem__))


def _to_mend(reasons: tuple[Reason, ...]) -> tuple[int, tuple[int, ...]]:
    return len(reasons), tuple(_RANK[reason] for reason in reasons)


def _outcome(reasons: Iterable[Reason], window: Window) -> Outcome:
    ordered = _ordered(reasons)
    return Outcome(not ordered, ordered, window.open_time)
