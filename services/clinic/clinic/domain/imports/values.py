"""Cells as people wrote them: names, days, addresses, numbers, relationships. What can't be read is said, never guessed at."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from pydantic import TypeAdapter, ValidationError

from chassis.addresses import email_address
from clinic.domain import fields
from clinic.domain.search import fold

# What people and products write where there is nothing to say.
BLANK = {"", "-", "--", "n/a", "na", "none", "null", "nil", "unknown", "inconnu", "inconnue", "s/o", "tbd", "0000-00-00", "00/00/0000"}
TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "m", "mme", "mlle", "prof"}
MONTHS = ("jan", "feb fev", "mar", "apr avr", "may mai", "jun juin", "jul juil", "aug aou", "sep", "oct", "nov", "dec")
NUMBERS = re.compile(r"(\d{1,4})[\s/.\-]+(\d{1,2})[\s/.\-]+(\d{1,4})")
WORDED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th|er)?[\s.,\-]+([a-z]+)|([a-z]+)[\s.]+(\d{1,2})(?:st|nd|rd|th)?)[\s.,\-]+(\d{4}|\d{2})")
YES = {"y", "yes", "true", "t", "1", "o", "oui", "x", "on", "enabled", "active", "actif"}
NO = {"n", "no", "false", "f", "0", "non", "off", "disabled", "inactive", "inactif"}
GONE = re.compile(r"inacti|archiv|discharg|closed|deceased|former|termin|ferme|decede|conge|not active|past")
RELATIONS = (
    (r"\b(mother|mom|mum|mere|maman)\b", "MOTHER"), (r"\b(father|dad|pere|papa)\b", "FATHER"), (r"\b(step|beau|belle)", "STEP_PARENT"),
    (r"\b(grand)", "GRANDPARENT"), (r"\b(guardian|tuteur|tutrice|legal|caregiver|foster)", "GUARDIAN"), (r"\bparents?\b", "PARENT"),
    (r"\b(partner|spouse|wife|husband|conjoint|conjointe|epoux|epouse|mari|femme|girlfriend|boyfriend)\b", "PARTNER"),
    (r"\b(self|client|patient|lui meme|elle meme)\b", "SELF"),
)
_LINE = TypeAdapter[str](fields.Line)


class Unreadable(Exception):
    """A cell that can't be taken. problem: what is wrong with it, in the words of rows.Note."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def text(cell: str) -> str:
    """Without what stands for nothing, the marks of spreadsheets and doubled blanks."""
    plain = " ".join(cell.strip().removeprefix("'").split())
    return "" if plain.lower() in BLANK else plain


def name(cell: str, *, last_first: bool = False) -> tuple[str, str]:
    """(given, family) of a whole name; a comma parts "Last, First" whatever the order. One word alone is given, the family empty."""
    whole = text(cell)
    if "," in whole:
        family, _, given = (part.strip() for part in whole.partition(","))
        return (given.rstrip(",").strip(), family) if given else (family, "")
    words = [word for i, word in enumerate(whole.split()) if i or word.lower().rstrip(".") not in TITLES]
    if len(words) < 2:
        return (" ".join(words), "")
    return (" ".join(words[1:]), words[0]) if last_first else (" ".join(words[:-1]), words[-1])


def one_line(cell: str) -> str:
    """A name that may be kept. Raises Unreadable."""
    try:
        return _LINE.validate_python(cell)
    except ValidationError:
        raise Unreadable("NAME_UNREADABLE") from None


def day(cell: str, order: str, today: date) -> date | None:
    """A date of birth. order: DMY, MDY or YMD, for numbers alone; a year of four digits in front is read as such anyway.

    Raises Unreadable.
    """
    written = re.sub(r"[ T]\d{1,2}:\d{2}.*$", "", text(cell))
    if not written:
        return None
    year, month, of_month = _numbers(written, order) or _worded(written)
    if not 1 <= month <= 12 and 1 <= of_month <= 12 and month <= 31:
        raise Unreadable("BIRTH_DATE_OTHER_ORDER")
    try:
        found = date(_century(year, today), month, of_month)
    except ValueError:
        raise Unreadable("BIRTH_DATE_NOT_A_DAY") from None
    if found > today:
        raise Unreadable("BIRTH_DATE_FUTURE")
    if found.year < 1900:
        raise Unreadable("BIRTH_DATE_TOO_EARLY")
    return found


def _numbers(written: str, order: str) -> tuple[int, int, int] | None:
    found = NUMBERS.fullmatch(written)
    if found is None:
        return _run_together(written)
    one, two, three = (int(part) for part in found.groups())
    if len(found[1]) == 4 or (order == "YMD" and len(found[3]) < 4):
        return one, two, three
    if order == "YMD":
        raise Unreadable("BIRTH_DATE_OTHER_ORDER")
    return (three, two, one) if order == "DMY" else (three, one, two)


def _run_together(written: str) -> tuple[int, int, int] | None:
    return (int(written[:4]), int(written[4:6]), int(written[6:])) if re.fullmatch(r"(19|20)\d{6}", written) else None


def _worded(written: str) -> tuple[int, int, int]:
    found = WORDED.fullmatch(fold(written))
    word = (found[2] or found[3]) if found else ""
    month = next((i for i, names in enumerate(MONTHS, 1) if any(word.startswith(short) for short in names.split())), 0)
    if not found or not month:
        raise Unreadable("BIRTH_DATE_UNREADABLE")
    return int(found[5]), month, int(found[1] or found[4])


def _century(year: int, today: date) -> int:
    """Of two digits: the latest year that has come."""
    if year >= 100:
        return year
    return year + (2000 if year <= today.year % 100 else 1900)


def date_order(found: Sequence[str], region: str) -> str:
    """DMY, MDY or YMD, as the values tell; as the region writes where they fit both."""
    seen: Counter[str] = Counter()
    for value in found:
        if parts := NUMBERS.match(text(value)):
            seen[_told(parts[1], int(parts[1]), int(parts[2]))] += 1
    if seen["YMD"] and not seen["DMY"] and not seen["MDY"] and not seen[""]:
        return "YMD"
    if seen["DMY"] != seen["MDY"]:
        return "DMY" if seen["DMY"] > seen["MDY"] else "MDY"
    return "MDY" if region.startswith("US") else "DMY"


def _told(written: str, one: int, two: int) -> str:
    if len(written) == 4:
        return "YMD"
    return "DMY" if one > 12 >= two else "MDY" if two > 12 >= one else ""


def order_is_open(found: Sequence[str]) -> bool:
    """Whether nothing in these dates tells the day from the month."""
    told = {_told(parts[1], int(parts[1]), int(parts[2])) for value in found if (parts := NUMBERS.match(text(value)))}
    return told == {""}


def email(cell: str) -> tuple[str | None, bool]:
    """(the address, whether others stood beside it). Raises Unreadable."""
    written = re.sub(r"^(mailto:)+", "", text(cell), flags=re.I)
    if not written:
        return None, False
    found = [part for part in re.split(r"[;,\s<>]+", written) if "@" in part] or [written]
    try:
        return email_address(found[0].rstrip(".").strip("'\"")), len(found) > 1
    except ValueError:
        raise Unreadable("EMAIL_INVALID") from None


def phone(cell: str) -> str | None:
    """A number as people write it. Raises Unreadable."""
    written = re.sub(r"^tel:", "", text(cell), flags=re.I)
    written = re.sub(r"\s*(ext|extension|poste|#)[.:]?\s*(?=\d)", " x", written, flags=re.I)
    try:
        return fields.phone_number(written[:40]) or None
    except ValueError:
        raise Unreadable("PHONE_UNREADABLE") from None


def yes(cell: str) -> bool | None:
    """Yes or no; None where nothing is said. Raises Unreadable."""
    word = text(cell).lower()
    if not word:
        return None
    if word not in YES | NO:
        raise Unreadable("SWITCH_UNREADABLE")
    return word in YES


def gone(cell: str) -> bool:
    """Whether a status says that the practice no longer sees this person."""
    word = fold(text(cell))
    return bool(GONE.search(word)) or word in NO


def relation(cell: str) -> str | None:
    """A relationship; None where nothing is said. Raises Unreadable for a word nobody taught us."""
    word = fold(text(cell).replace("-", " "))
    if not word:
        return None
    found = next((kind for pattern, kind in RELATIONS if re.search(pattern, word)), None)
    if found is None:
        raise Unreadable("RELATION_UNKNOWN")
    return found
