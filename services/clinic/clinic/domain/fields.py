"""What a name, a phone number and a zone may be."""

import re
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, StringConstraints

LABEL = re.compile(r"[a-z][a-z0-9-]{1,30}[a-z0-9]")
# Host labels that lead elsewhere; "all" is the heartbeat's place in subjects.
RESERVED_LABELS = {"all", "www", "api", "mail", "localhost", "admin", "static"}
# Line breaks, and the marks that make a name read as another (UAX 9 section 2).
UNSEEN = re.compile("[\t\n\r\u200e\u200f\u202a-\u202e\u2066-\u2069]")
PHONE = re.compile(r"[0-9+()./ x-]*")


def one_line(text: str) -> str:
    """Text that stays on its line and reads in its own order."""
    if UNSEEN.search(text):
        raise ValueError("line breaks and direction marks aren't allowed here")
    return text


def phone_number(text: str) -> str:
    """As people write them: 3 to 20 digits among spaces, brackets and dashes."""
    if text and not (PHONE.fullmatch(text) and 3 <= len(digits(text)) <= 20):
        raise ValueError("a phone number has 3 to 20 digits")
    return text


def digits(text: str) -> str:
    """The digits alone."""
    return re.sub(r"[^0-9]", "", text)


def time_zone(text: str) -> str:
    """An IANA zone that this machine knows."""
    if text not in available_timezones():
        raise ValueError("name an IANA time zone, as America/Toronto")
    return ZoneInfo(text).key


def living_memory(day: date) -> date:
    """A day that a calendar of people's lives holds; the ends of datetime's range overflow in some zone."""
    if not 1900 <= day.year <= 2200:
        raise ValueError("a day between 1900 and 2200")
    return day


def practice_label(text: str) -> str:
    """The practice's host label: lower-case letters, digits and dashes, for good."""
    if not LABEL.fullmatch(text) or text in RESERVED_LABELS:
        raise ValueError("3 to 32 lower-case letters, digits and dashes, beginning with a letter, and not a reserved word")
    return text


Line = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(one_line)]
Phone = Annotated[str, StringConstraints(max_length=40), AfterValidator(one_line), AfterValidator(phone_number)]
Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(time_zone)]
Region = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]
Day = Annotated[date, AfterValidator(living_memory)]
Note = Annotated[str, StringConstraints(max_length=2000)]
