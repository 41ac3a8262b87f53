"""What is said about a row, and what it comes to."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class RowOutcome(StrEnum):
    """What a row comes to: added with new people only, added to somebody known, added but worth a look, left out, impossible."""

    NEW = "NEW"
    JOINS = "JOINS"
    CHECK = "CHECK"
    LEFT_OUT = "LEFT_OUT"
    BROKEN = "BROKEN"


ADDED = (RowOutcome.NEW, RowOutcome.JOINS, RowOutcome.CHECK)
WORTH_A_LOOK = (RowOutcome.BROKEN, RowOutcome.CHECK, RowOutcome.JOINS, RowOutcome.LEFT_OUT)

_CODES = {
    RowOutcome.BROKEN: (
        "NAME_MISSING", "NAME_INCOMPLETE", "NAME_UNREADABLE", "BIRTH_DATE_UNREADABLE", "BIRTH_DATE_NOT_A_DAY", "BIRTH_DATE_OTHER_ORDER",
        "BIRTH_DATE_FUTURE", "BIRTH_DATE_TOO_EARLY", "BIRTH_DATE_MISSING", "EMAIL_INVALID", "MINOR_WITHOUT_GUARDIAN", "GUARDIAN_MISSING",
        "CONTACT_WITHOUT_NAME", "TOO_MANY_CELLS", "LETTERS_LOST", "UNEXPECTED",
    ),
    RowOutcome.LEFT_OUT: ("ALREADY_HERE", "ALREADY_HERE_ARCHIVED", "REPEATED", "GONE", "BY_HAND"),
    RowOutcome.CHECK: (
        "SHARED_ADDRESS", "SAME_NAME", "ALIKE", "CAME_OF_AGE", "PHONE_UNREADABLE", "RELATION_UNKNOWN", "SWITCH_UNREADABLE",
        "FAMILY_NAME_ASSUMED", "EMAIL_SEVERAL", "EMAIL_TO_CONTACT",
    ),
    RowOutcome.JOINS: ("JOINS_KNOWN", "JOINS_ROW"),
    RowOutcome.NEW: ("NO_EMAIL", "WITHOUT_RIGHTS"),
}
WEIGHT = {code: outcome for outcome, codes in _CODES.items() for code in codes}
_HEAVIEST_FIRST = (RowOutcome.BROKEN, RowOutcome.LEFT_OUT, RowOutcome.CHECK, RowOutcome.JOINS, RowOutcome.NEW)


@dataclass(frozen=True)
class Note:
    """One thing about a row. contact: which of its contacts, 1-based; 0 for the client. values: what a sentence about it needs."""

    code: str
    contact: int = 0
    values: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept and shown."""
        return {"code": self.code, "contact": self.contact, "values": self.values}


def outcome(notes: list[Note]) -> RowOutcome:
    """The heaviest of them decides."""
    found = {WEIGHT[note.code] for note in notes}
    return next((one for one in _HEAVIEST_FIRST if one in found), RowOutcome.NEW)
