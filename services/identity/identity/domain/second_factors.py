"""The second step of a sign-in: what counts as one, how a code is compared, and recovery codes."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp

from chassis.errors import Invalid, Kind, NotFound, Refusal

MOST = 10
STEP = timedelta(seconds=30)
# A phone's clock may be a step off either way (RFC 6238 section 5.2).
DRIFT = 1
# A QR code on the screen, a passkey asked for: so long is it waited for the answer.
ASKED_LIFE = timedelta(minutes=10)
RECOVERY_CODES, RECOVERY_LENGTH = 10, 10
# Nothing that is misread on paper: 10 of these are 49 bits, and a code is hashed with a key that is not in the database.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
APP_CODE = re.compile(r"\d{6}")


class FactorKind(StrEnum):
    """APP: codes of an authenticator app (RFC 6238). PASSKEY: Web Authentication, its user verified."""

    APP = "APP"
    PASSKEY = "PASSKEY"


class Asked(StrEnum):
    """What a login session was asked and has yet to answer."""

    ADD_APP = "ADD_APP"
    ADD_PASSKEY = "ADD_PASSKEY"
    PASSKEY = "PASSKEY"


@dataclass(frozen=True)
class Standing:
    """has: the account has a second factor. demanded: the practice asks its staff for one."""

    has: bool
    demanded: bool


class SecondFactorRefused(Refusal):
    """One answer for a wrong code and one that was used before."""

    reason, kind = "SECOND_FACTOR_REFUSED", Kind.FORBIDDEN
    title = "That didn't match. Wait for the app's next code, or use a recovery code."


class PasskeyRefused(Refusal):
    """Another site's answer, an old one, one whose user wasn't verified, or a passkey that isn't this account's."""

    reason, kind, title = "PASSKEY_REFUSED", Kind.FORBIDDEN, "The passkey wasn't accepted. Begin again, or use another way."


class TooManyCodes(Refusal):
    """Told only to whoever knew the password."""

    reason, kind, title = "TOO_MANY_CODES", Kind.TOO_MANY, "Too many wrong codes. Wait a quarter of an hour, then try again."


class CodeWrong(Invalid):
    """Setting up an app: the code it shows is not the one this secret makes now."""

    reason, title = "CODE_WRONG", "The app shows another code. Check the time on your phone and type the newest code."


class SetupExpired(Refusal):
    """Nothing was begun in this login session, or it was more than ten minutes ago."""

    reason, title = "SETUP_EXPIRED", "This took longer than ten minutes. Begin again."


class TooManyFactors(Refusal):
    """Ten are the most."""

    reason, title = "TOO_MANY_FACTORS", f"You have {MOST} already. Remove one that you no longer use."


class NoSuchFactor(NotFound):
    """Removed already, or never the caller's."""

    title = "This one is no longer there."


def new_secret() -> str:
    """160 random bits in base32, as RFC 4226 section 4 recommends."""
    return pyotp.random_base32()


def address(secret: str, email: str, practice: str) -> str:
    """What an app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=practice)


def plain(code: str) -> str:
    """As it is compared: without the blanks and hyphens that make it readable."""
    return re.sub(r"[\s-]", "", code).lower()


def matching_step(secret: str, code: str, now: datetime, after: int | None) -> int | None:
    """Which step's code this is, now or a step beside it; None for none, and for any up to after, the last one used (RFC 6238 5.2)."""
    totp, here = pyotp.TOTP(secret), int(now.timestamp()) // int(STEP.total_seconds())
    fits = [step for step in range(here - DRIFT, here + DRIFT + 1) if secrets.compare_digest(totp.generate_otp(step), code)]
    return next((step for step in fits if after is None or step > after), None)


def recovery_codes() -> list[str]:
    """Ten, written as two halves: k7mq2-xv9tb."""
    made = ["".join(secrets.choice(LETTERS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    return [f"{code[:5]}-{code[5:]}" for code in made]
