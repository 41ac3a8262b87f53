"""A row read by itself: a client, their people, and what can't be taken as it is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from chassis.addresses import same_email
from clinic.domain import age
from clinic.domain.imports import values
from clinic.domain.imports.columns import BIRTH_DATES, Match
from clinic.domain.imports.notes import Note
from clinic.domain.search import fold

T = TypeVar("T")
# Who came of age so lately may still stand in the other system as a minor with their parents.
LATELY = timedelta(days=730)
REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class Reader:
    """How this file's rows are read: by which columns, and what a minor is on which day."""

    match: Match
    region: str
    today: date


@dataclass
class Person:
    """Somebody who acts for the client; number 0 is the client themself. The switches: None, the practice's defaults."""

    number: int
    given_name: str
    family_name: str
    relationship: str
    is_primary: bool
    email: str | None = None
    phone: str | None = None
    online_access: bool | None = None
    email_notifications: bool | None = None

    @property
    def name(self) -> str:
        """As people say it."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass
class Draft:
    """What a row says. name: the client as the row writes them, for people. minor: acts through others."""

    name: str = ""
    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None
    has_guardian: bool = False
    minor: bool = False
    people: list[Person] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def sort_name(self) -> str:
        """As charts are compared and ordered."""
        return fold(f"{self.family_name} {self.given_name}")

    @property
    def key(self) -> str:
        """Rows with the same one are the same client: name and birth, or name and address where no birth is known."""
        addresses = ",".join(sorted(person.email.lower() for person in self.people if person.email))
        return f"{self.sort_name}/{self.birth_date or addresses}" if self.sort_name.strip() else ""

    def emails(self) -> set[str]:
        """The addresses on the row, as they are compared."""
        return {same_email(person.email) for person in self.people if person.email}


class _Row:
    """One row while it is read: takes values by their target and notes what can't be taken."""

    def __init__(self, cells: Sequence[str], reader: Reader) -> None:
        self.cells, self.reader, self.draft = cells, reader, Draft()

    def cell(self, target: str) -> str:
        """What stands in the column matched to it; empty where none is."""
        at = self.reader.match.at.get(target)
        return values.text(self.cells[at]) if at is not None else ""

    def take(self, read: Callable[[str], T], target: str, contact: int = 0) -> T | None:
        """The value, or None and a note."""
        try:
            return read(self.cell(target))
        except values.Unreadable as wrong:
            self.note(wrong.problem, contact, value=self.cell(target)[:120])
            return None

    def note(self, code: str, contact: int = 0, **said: str | int) -> None:
        """Say something about the row."""
        self.draft.notes.append(Note(code, contact, dict(said)))

    def name(self, prefix: str = "") -> tuple[str, str]:
        """(given, family): from one column or two."""
        given, family = self.cell(f"{prefix}GIVEN_NAME"), self.cell(f"{prefix}FAMILY_NAME")
        if not (given and family):
            for target in ("NAME", "NAME_LAST_FIRST"):
                if whole := self.cell(prefix + target):
                    first, last = values.name(whole, last_first=target == "NAME_LAST_FIRST")
                    given, family = given or first, family or last
        return given, family


def read(cells: Sequence[str], reader: Reader, *, extra: bool = False) -> Draft:
    """The row as a client with their people. extra: it held more cells than the header names."""
    row = _Row(cells, reader)
    if extra:
        row.note("TOO_MANY_CELLS")
    if any(REPLACEMENT in cells[at] for at in reader.match.at.values()):
        row.note("LETTERS_LOST")
    _client(row)
    _contacts(row)
    _who_acts(row)
    return row.draft


def _client(row: _Row) -> None:
    draft = row.draft
    draft.given_name, draft.family_name = row.name()
    draft.name = f"{draft.given_name} {draft.family_name}".strip()
    _named(row, draft.given_name, draft.family_name)
    draft.birth_date = _birth_date(row)
    draft.has_guardian = bool(row.take(values.yes, "HAS_GUARDIAN"))
    draft.minor = bool(age.minor_until(draft.birth_date, row.reader.region, row.reader.today))
    if row.take(values.gone, "STATUS"):
        row.note("GONE", value=row.cell("STATUS")[:120])


def _named(row: _Row, given: str, family: str, contact: int = 0) -> None:
    if not given and not family:
        row.note("NAME_MISSING")
    elif not given or not family:
        row.note("NAME_INCOMPLETE", contact, value=given or family)
    for part in (given, family):
        try:
            values.one_line(part or "-")
        except values.Unreadable as wrong:
            row.note(wrong.problem, contact, value=part[:120])


def _birth_date(row: _Row) -> date | None:
    target = next((target for target in BIRTH_DATES if target in row.reader.match.at), "")
    return row.take(lambda cell: values.day(cell, target[-3:], row.reader.today), target) if target else None


def _contacts(row: _Row) -> None:
    """The people named on the row. Of a name alone the family's is taken to be the client's."""
    for number in row.reader.match.contacts():
        prefix = f"CONTACT_{number}_"
        given, family = row.name(prefix)
        email, phone = _reached(row, prefix, number)
        if not (given or family or email or phone):
            continue
        if not (given or family):
            row.note("CONTACT_WITHOUT_NAME", number)
            continue
        if not family and row.draft.family_name:
            family = row.draft.family_name
            row.note("FAMILY_NAME_ASSUMED", number, name=f"{given} {family}")
        _named(row, given, family, number)
        if any((fold(one.name), one.email) == (fold(f"{given} {family}"), email) for one in row.draft.people):
            continue
        relation, primary = _relation(row, prefix, number), row.take(values.yes, f"{prefix}IS_PRIMARY", number)
        row.draft.people.append(Person(number, given, family, relation, bool(primary), email, phone))


def _reached(row: _Row, prefix: str, number: int) -> tuple[str | None, str | None]:
    found = row.take(values.email, f"{prefix}EMAIL", number)
    if found and found[1]:
        row.note("EMAIL_SEVERAL", number, value=found[0] or "")
    return found[0] if found else None, row.take(values.phone, f"{prefix}PHONE", number)


def _relation(row: _Row, prefix: str, number: int) -> str:
    said = row.take(values.relation, f"{prefix}RELATIONSHIP", number)
    implied = row.reader.match.implied.get(number) or ("GUARDIAN" if row.draft.minor or row.draft.has_guardian else "OTHER")
    unknown = any(note.code == "RELATION_UNKNOWN" and note.contact == number for note in row.draft.notes)
    return "OTHER" if said == "SELF" or unknown else said or implied


def _who_acts(row: _Row) -> None:
    """An adult acts for themself. For a minor, or an adult with a guardian, others do; the first of them is primary unless it is said."""
    draft = row.draft
    if draft.minor or draft.has_guardian:
        _through_others(row)
    else:
        _for_themself(row)
    acting = [person for person in draft.people if person.is_primary or person.relationship == "SELF"]
    for target in ("ONLINE_ACCESS", "EMAIL_NOTIFICATIONS"):
        said = row.take(values.yes, target)
        for person in acting:
            setattr(person, target.lower(), said)
    if not any(person.email for person in acting):
        row.note("NO_EMAIL")


def _through_others(row: _Row) -> None:
    draft = row.draft
    if not draft.people:
        row.note("MINOR_WITHOUT_GUARDIAN" if draft.minor else "GUARDIAN_MISSING")
        return
    if not any(person.is_primary for person in draft.people):
        draft.people[0].is_primary = True
    first = next(person for person in draft.people if person.is_primary)
    email, phone = _reached(row, "", 0)
    if email and not first.email:
        first.email = email
        row.note("EMAIL_TO_CONTACT", first.number, value=email, name=first.name)
    first.phone = first.phone or phone


def _for_themself(row: _Row) -> None:
    """Parents named on an adult's row are kept as contacts without access: an adult decides who acts for them."""
    draft = row.draft
    guardians = [person for person in draft.people if person.relationship in age.GUARDIANS or person.is_primary]
    said = any(note.code.startswith("BIRTH_DATE_") for note in draft.notes)
    if guardians and draft.birth_date is None and not said:
        row.note("BIRTH_DATE_MISSING", guardians[0].number, name=guardians[0].name)
    lately = draft.birth_date and age.comes_of_age(draft.birth_date, row.reader.region) > row.reader.today - LATELY
    for person in guardians:
        row.note("CAME_OF_AGE" if lately else "WITHOUT_RIGHTS", person.number, name=person.name)
        person.is_primary, person.online_access, person.email_notifications = False, False, False
    email, phone = _reached(row, "", 0)
    draft.people.insert(0, Person(0, draft.given_name, draft.family_name, "SELF", True, email, phone))
