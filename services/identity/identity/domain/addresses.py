"""Email addresses: which two are the same login."""

import hashlib
import unicodedata

from email_validator import EmailNotValidError, validate_email

from chassis.errors import Invalid

LONGEST = 254


def fold(email: str) -> str:
    """The key an address is compared by: case-insensitive, dots and +tags kept (domain, decision 10).

    A letter from outside ASCII never becomes one inside it (the Kelvin sign is not a k): a look-alike address
    would otherwise open somebody else's account.
    """
    lowered = "".join(_lower(letter) for letter in email.strip())
    composed = unicodedata.normalize("NFC", lowered)
    return lowered if any(_slips_into_ascii(letter) for letter in lowered) else composed


def _lower(letter: str) -> str:
    low = letter.lower()
    return low if len(low) == 1 and (letter.isascii() or not low.isascii()) else letter


def _slips_into_ascii(letter: str) -> bool:
    return not letter.isascii() and unicodedata.normalize("NFC", letter).isascii()


def kept_as(email_key: str) -> bytes:
    """What tries are counted under: not the address itself, which may be nobody's here."""
    return hashlib.sha256(email_key.encode()).digest()


def checked(email: str, field: str = "email") -> str:
    """The address as given, without surrounding blanks. Raises Invalid where no mail could ever reach it."""
    try:
        validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as wrong:
        raise Invalid(errors=[{"field": field, "reason": "EMAIL_NOT_VALID", "detail": str(wrong)}]) from wrong
    return email.strip()
