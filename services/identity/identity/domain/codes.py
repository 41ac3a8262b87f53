"""One-time codes: digits that staff read out or print where no mail arrives (domain, decision 5)."""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from chassis.errors import Kind, Refusal

CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
# For one person, as many as welcome mails.
MOST_A_DAY = 5
DAY = timedelta(days=1)
DIGITS = 6
# What is compared where there is no code, so that every try does the same work. No code is written like it.
NO_CODE = "-" * DIGITS


class CodeState(StrEnum):
    """LIVE ends in exactly one of the others. USED_UP: too many wrong tries."""

    LIVE = "LIVE"
    REDEEMED = "REDEEMED"
    EXPIRED = "EXPIRED"
    SUPERSEDED = "SUPERSEDED"
    REVOKED = "REVOKED"
    USED_UP = "USED_UP"


class WhyCodeRefused(StrEnum):
    """What staff are told of a refused code; whoever typed it is told nothing."""

    NO_CODE = "NO_CODE"
    CODE_WRONG = "CODE_WRONG"
    CODE_USED_UP = "CODE_USED_UP"


class CodeRefused(Refusal):
    """One answer for an unknown address and for a wrong, expired, replaced, stopped or used-up code."""

    reason, kind = "CODE_REFUSED", Kind.FORBIDDEN
    title = "That email and code don't fit together, or the code has run out. Ask the practice for a new one."


class CodeOwesTerms(Refusal):
    """Told only to whoever typed the right code: an adult has terms to agree to first. terms: the ones in force."""

    reason, title = "TERMS_OWED", "Read the practice's terms and agree to them first."


class AccountLocked(Refusal):
    """A locked account is unlocked before anybody is helped in."""

    reason, title = "ACCOUNT_LOCKED", "Unlock this account first."


class NoAccess(Refusal):
    """A code would lead nowhere: nobody this account answers for has online access."""

    reason, title = "NO_ACCESS", "Turn on online access first: a code for this account would lead nowhere."


def new_code() -> str:
    """Six digits, each as likely as the next."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def typed(code: str) -> str:
    """The digits of what somebody typed: groups may be set apart, and a keyboard may have digits of its own."""
    return re.sub(r"[\s.\-]+", "", unicodedata.normalize("NFKC", code))[: 2 * DIGITS]


def code_state_at(state: str, expire_time: datetime, now: datetime) -> CodeState:
    """What a code is at this instant: the clock ends it before the timer has said so."""
    return CodeState.EXPIRED if state == CodeState.LIVE and expire_time <= now else CodeState(state)


def why_code_refused(*, live: bool, tries: int, right: bool) -> WhyCodeRefused | None:
    """Why this try is refused; None: it isn't. The last wrong try uses the code up, and no later one is compared."""
    if not live:
        return WhyCodeRefused.NO_CODE
    if right and tries <= CODE_TRIES:
        return None
    return WhyCodeRefused.CODE_WRONG if tries < CODE_TRIES else WhyCodeRefused.CODE_USED_UP


def allowed_time(earlier: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next code may be made, where a day's are used up; None while they aren't. earlier: when codes were made."""
    recent = sorted((time for time in earlier if time > now - DAY), reverse=True)
    return recent[MOST_A_DAY - 1] + DAY if len(recent) >= MOST_A_DAY else None


class CodesUsedUp(Refusal):
    """As many codes were made for this person within a day as may be. allowed_time: when the next may."""

    reason, kind = "CODES_USED_UP", Kind.TOO_MANY
    title = f"{MOST_A_DAY} codes were made for this person within 24 hours. Wait, or set a temporary password."
