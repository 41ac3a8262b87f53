"""Passwords: which are good enough (NIST SP 800-63B section 3.1.1: length and a blocklist, no composition rules)."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from chassis.errors import Invalid, Kind, Refusal

SHORTEST, LONGEST = 12, 256
# What is left of a password once names of the place and of the person are taken out must hold this many letters.
LETTERS_BEYOND_NAMES = 4
# So short a part of a name is in too many words that have nothing to do with it.
SHORTEST_NAME = 3
# A common word of this many letters stays common with so many characters in front or behind: sunshine2024!
SHORTEST_CORE, MOST_AROUND = 4, 6
# What people write for letters; a guesser knows it too.
WRITTEN_FOR = str.maketrans("@4830!1$57", "aabeoiisst")

Listed = Callable[[str], bool]


class PasswordTooShort(Invalid):
    """Fewer than 12 characters."""

    reason, title = "PASSWORD_TOO_SHORT", f"Use at least {SHORTEST} characters."


class PasswordTooLong(Invalid):
    """More than 256 characters."""

    reason, title = "PASSWORD_TOO_LONG", f"Use at most {LONGEST} characters."


class PasswordTooCommon(Invalid):
    """On every guesser's list, or one of those with a little around it, or one over and over."""

    reason, title = "PASSWORD_TOO_COMMON", "Guessers try this one early. Use three or four words that have nothing to do with each other."


class PasswordOnlyNames(Invalid):
    """Little more than the practice's name or the person's email."""

    reason = "PASSWORD_ONLY_NAMES"
    title = "This is little more than the practice's name or your email. Add words that have nothing to do with them."


class PasswordUnchanged(Invalid):
    """The forced change after a staff-set password kept it."""

    reason, title = "PASSWORD_UNCHANGED", "Choose another password than the temporary one."


class CurrentPasswordWrong(Refusal):
    """Changing a password needs the one in force."""

    reason, kind, title = "CURRENT_PASSWORD_WRONG", Kind.FORBIDDEN, "The current password isn't right."


def normal(password: str) -> str:
    """As it is hashed: one form for one text, whatever keyboard made it."""
    return unicodedata.normalize("NFC", password)


def check(password: str, email: str, practice_names: list[str], listed: Listed) -> str:
    """The password as it is to be hashed. listed: whether a word in small letters is among the breached and common ones.

    Raises PasswordTooShort, PasswordTooLong, PasswordTooCommon or PasswordOnlyNames.
    """
    text = normal(password)
    if len(text) < SHORTEST:
        raise PasswordTooShort
    if len(text) > LONGEST:
        raise PasswordTooLong
    if is_common(text, listed):
        raise PasswordTooCommon
    if only_names(text, names_of(email, practice_names), listed):
        raise PasswordOnlyNames
    return text


def is_common(password: str, listed: Listed) -> bool:
    """Whether a guesser tries it early: listed, a listed word dressed up or said over and over, or a run of neighbours."""
    plain = password.casefold()
    if len(set(plain)) < 5 or _runs(plain):
        return True
    return any(_is_core(core, around, listed) for core, around in _cores(plain))


def _is_core(core: str, around: Iterable[str], listed: Listed) -> bool:
    little = all(len(part) <= MOST_AROUND or listed(part) or _runs(part) for part in around)
    written = {core, core.translate(WRITTEN_FOR), _letters(core)}
    return little and any(listed(word) or _repeats(word, listed) for word in written)


def _cores(plain: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The password itself, and what is left of it without digits and signs at its ends; each with what was around."""
    yield plain, ()
    for edge in (r"[\W_]*", r"[\W\d_]*"):
        for front in (edge, ""):
            if (found := re.fullmatch(rf"({front})(.*?)({edge})", plain, re.S)) and len(found[2]) >= SHORTEST_CORE:
                yield found[2], (found[1], found[3])


def _repeats(plain: str, listed: Listed) -> bool:
    """Whether it is one short or listed text over and over, the last time perhaps cut off."""
    size = next((n for n in range(1, len(plain) // 2 + 1) if all(a == b for a, b in zip(plain, plain[n:], strict=False))), None)
    return size is not None and (size <= MOST_AROUND or listed(plain[:size]))


def _runs(text: str) -> bool:
    """Whether it is one long run such as abcdefghijkl or 987654321098."""
    steps = {(ord(after) - ord(before)) % 10 if after.isdigit() and before.isdigit() else ord(after) - ord(before)
             for before, after in zip(text, text[1:], strict=False)}
    return steps in ({1}, {-1}, {9})


def names_of(email: str, practice_names: list[str]) -> set[str]:
    """What a password shall not consist of: the email, the practice's names, and the words of both."""
    whole = [email, email.partition("@")[0], *practice_names]
    words = (word for name in whole for word in re.split(r"[\W\d_]+", name))
    return {letters for name in (*whole, *words) if len(letters := _letters(name)) >= SHORTEST_NAME}


def only_names(password: str, names: Iterable[str], listed: Listed) -> bool:
    """Whether a password is these names and little besides, as maple-counselling-2026 and maple-password are."""
    plain, rest = _letters(password), _letters(password)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "")
    return rest != plain and (sum(letter.isalpha() for letter in rest) < LETTERS_BEYOND_NAMES or is_common(rest, listed))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
