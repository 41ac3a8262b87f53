"""Login sessions: how long one lasts, and when wrong passwords are slowed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chassis.errors import Kind, Refusal, Unauthenticated
from identity.domain.accounts import AccountState

ACCESS_TOKEN_LIFE = timedelta(minutes=5)
# After this no access token of an ended login session is accepted anywhere: its life, the leeway, and a clock a little off.
FORGET_AFTER = ACCESS_TOKEN_LIFE + timedelta(minutes=1)
STAFF_LIFE, CLIENT_LIFE = timedelta(hours=12), timedelta(days=30)
DEVICE_LIFE = timedelta(days=400)

# Wrong passwords to one address: the tenth makes the next wait a minute, each further one twice as long, a quarter
# of an hour at most; a quiet quarter of an hour forgets them. NIST SP 800-63B section 3.2.2 asks for at most 100 in a row.
WRONG_BEFORE_WAIT = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(minutes=15)
# A device that has signed in before has a count of its own, which strangers can't fill, and this many tries.
WRONG_FROM_KNOWN_DEVICE = 100


class WhyRefused(StrEnum):
    """What staff are told of a refused sign-in; whoever tried is told nothing."""

    UNKNOWN = "UNKNOWN"
    SLOWED = "SLOWED"
    DISABLED = "DISABLED"
    LOCKED = "LOCKED"
    NO_PASSWORD = "NO_PASSWORD"
    WRONG_PASSWORD = "WRONG_PASSWORD"
    TEMPORARY_PASSWORD_EXPIRED = "TEMPORARY_PASSWORD_EXPIRED"
    NO_ACCESS = "NO_ACCESS"


class SignInRefused(Unauthenticated):
    """One answer for every cause, so that nobody learns which addresses have accounts."""

    reason, title = "SIGN_IN_REFUSED", "That email and password don't fit together. After several wrong tries, wait a while."


class TemporaryPasswordExpired(Unauthenticated):
    """Told only to whoever knew the temporary password."""

    reason, title = "TEMPORARY_PASSWORD_EXPIRED", "The temporary password has run out. Ask your practice for a new one."


class StillOwes(Refusal):
    """The login session owes something first. owes."""

    reason, kind, title = "SIGN_IN_UNFINISHED", Kind.FORBIDDEN, "Finish signing in first."


class TermsChanged(Refusal):
    """Other terms are in force than those that were shown. terms_version: the ones in force."""

    reason, title = "TERMS_CHANGED", "The terms have changed meanwhile. Read the new ones and agree again."


def life(role: str | None) -> timedelta:
    """How long a login session lasts at most; staff screens are shared, a parent's phone is not."""
    return STAFF_LIFE if role else CLIENT_LIFE


@dataclass(frozen=True)
class IdleLimits:
    """How long a login session lasts unused, by the practice's settings."""

    staff_minutes: int
    client_days: int

    def of(self, role: str | None) -> timedelta:
        """For staff, or for clients and guardians."""
        return timedelta(minutes=self.staff_minutes) if role else timedelta(days=self.client_days)


# Clinic's defaults, until it has announced the practice's own.
DEFAULT_IDLE = IdleLimits(staff_minutes=240, client_days=7)


def wait_after(wrong: int, limit: int = WRONG_BEFORE_WAIT) -> timedelta:
    """How long the next try is refused after so many wrong ones in a row."""
    if wrong < limit:
        return timedelta()
    return min(FIRST_WAIT * 2 ** min(wrong - limit, 10), LONGEST_WAIT)


def why_refused(
    state: str | None, has_password: bool, temporary_until: datetime | None, *, slowed: bool, right: bool, now: datetime
) -> WhyRefused | None:
    """Why this try is refused, the first cause that applies; None: it isn't. state is None where the address has no account."""
    causes = {
        WhyRefused.UNKNOWN: state is None, WhyRefused.SLOWED: slowed, WhyRefused.DISABLED: state == AccountState.DISABLED,
        WhyRefused.LOCKED: state == AccountState.LOCKED, WhyRefused.NO_PASSWORD: not has_password, WhyRefused.WRONG_PASSWORD: not right,
        WhyRefused.TEMPORARY_PASSWORD_EXPIRED: temporary_until is not None and temporary_until <= now,
    }  # fmt: skip
    return next((why for why, applies in causes.items() if applies), None)
