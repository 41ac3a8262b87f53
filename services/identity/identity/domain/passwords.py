"""Passwords: which are good enough (NIST SP 800-63B section 3.1.1: length and a blocklist, no composition rules)."""

import re
import unicodedata
from collections.abc import Callable

from chassis.errors import Invalid, Kind, Refusal

SHORTEST, LONGEST = 12, 256
# What is left of a password once names of the place and of the person are taken out must hold this many letters.
LETTERS_BEYOND_NAMES = 4
# A stand-in until a full list is shipped: the passwords of twelve characters and more that head every leaked list.
COMMON = frozenset({
    "password1234", "passwordpassword", "password12345", "password123456", "qwertyuiop123", "qwertyuiop12", "qwerty123456",
    "1q2w3e4r5t6y", "1qaz2wsx3edc", "iloveyou1234", "letmeinletmein", "welcome12345", "welcomewelcome", "changemechangeme",
    "administrator", "unbelievable", "masterpassword", "correcthorsebatterystaple", "trustno1trustno1", "football1234",
})  # fmt: skip


class PasswordTooShort(Invalid):
    """Fewer than 12 characters."""

    reason, title = "PASSWORD_TOO_SHORT", f"Use at least {SHORTEST} characters."


class PasswordTooLong(Invalid):
    """More than 256 characters."""

    reason, title = "PASSWORD_TOO_LONG", f"Use at most {LONGEST} characters."


class PasswordTooCommon(Invalid):
    """On every guesser's list, or nothing but the person's or the practice's name."""

    reason, title = "PASSWORD_TOO_COMMON", "This one is easy to guess. Three or four unrelated words are better."


class PasswordUnchanged(Invalid):
    """The forced change after a staff-set password kept it."""

    reason, title = "PASSWORD_UNCHANGED", "Choose another password than the temporary one."


class CurrentPasswordWrong(Refusal):
    """Changing a password needs the one in force."""

    reason, kind, title = "CURRENT_PASSWORD_WRONG", Kind.FORBIDDEN, "The current password isn't right."


def normal(password: str) -> str:
    """As it is hashed: one form for one text, whatever keyboard made it."""
    return unicodedata.normalize("NFC", password)


def is_common(password: str) -> bool:
    """Whether a guesser tries it first. The hook for a longer list."""
    plain = password.casefold()
    return plain in COMMON or len(set(plain)) < 5 or _runs(plain)


def _runs(text: str) -> bool:
    """Whether it is one long run such as abcdefghijkl or 987654321098."""
    steps = {(ord(after) - ord(before)) % 10 if after.isdigit() and before.isdigit() else ord(after) - ord(before)
             for before, after in zip(text, text[1:], strict=False)}
    return steps in ({1}, {-1}, {9})


def check(password: str, email: str, practice_names: list[str], common: Callable[[str], bool] = is_common) -> str:
    """The password as it is to be hashed. Raises PasswordTooShort, PasswordTooLong or PasswordTooCommon."""
    text = normal(password)
    if len(text) < SHORTEST:
        raise PasswordTooShort
    if len(text) > LONGEST:
        raise PasswordTooLong
    if common(text) or only_names(text, [email, email.partition("@")[0], *practice_names]):
        raise PasswordTooCommon
    return text


def only_names(password: str, names: list[str]) -> bool:
    """Whether a password is these names and little besides, as maple-counselling-2026 is."""
    plain, rest = _letters(password), _letters(password)
    for name in sorted({_letters(name) for name in names}, key=len, reverse=True):
        rest = rest.replace(name, "") if len(name) >= 3 else rest
    return rest != plain and sum(letter.isalpha() for letter in rest) < LETTERS_BEYOND_NAMES


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
