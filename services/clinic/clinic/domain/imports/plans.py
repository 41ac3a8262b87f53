"""A row beside what is known: whom it joins, whom it repeats, and what will be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from chassis.addresses import same_email
from clinic.domain.imports.drafts import Draft, Person
from clinic.domain.imports.notes import ADDED, WEIGHT, Note, RowOutcome, outcome
from clinic.domain.search import fold


class Named(Protocol):
    """Whoever has a name."""

    @property
    def given_name(self) -> Any: ...
    @property
    def family_name(self) -> Any: ...


@dataclass(frozen=True)
class KnownPerson:
    """Somebody with an address. row: the row of this file that brings them; 0 for a contact of the practice."""

    given_name: str
    family_name: str
    contact_id: UUID | None = None
    row: int = 0

    @property
    def name(self) -> str:
        """As people say it."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True)
class KnownClient:
    """A chart of the practice. emails: the addresses of the people on it."""

    client_id: UUID
    given_name: str
    family_name: str
    sort_name: str
    birth_date: date | None
    active: bool
    emails: frozenset[str] = frozenset()


@dataclass
class Known:
    """What a chunk of rows is held against: people by address, charts of these names and births, earlier rows by their key."""

    people: dict[str, list[KnownPerson]] = field(default_factory=dict)
    clients: Sequence[KnownClient] = ()
    rows: dict[str, int] = field(default_factory=dict)

    def remember(self, row: int, draft: Draft, made: Mapping[int, UUID] | None = None) -> list[tuple[str, KnownPerson]]:
        """What this row brings, for those after it: the people nobody knew, by address. made: their contacts, where they are there."""
        self.rows.setdefault(draft.key, row)
        new = []
        for person in draft.people:
            key = same_email(person.email)
            if key and not any(alike(person, one) for one in self.people.get(key, [])):
                one = KnownPerson(person.given_name, person.family_name, (made or {}).get(person.number), row)
                self.people.setdefault(key, []).append(one)
                new.append((key, one))
        return new


@dataclass(frozen=True)
class Plan:
    """What will be done with a row. joins: the contacts that its people are already, by the person's number."""

    draft: Draft
    outcome: RowOutcome
    notes: tuple[Note, ...]
    joins: dict[int, UUID]


def plan(draft: Draft, known: Known) -> Plan:
    """Decide; what is wrong with the row itself comes before what is known."""
    notes, joins = list(draft.notes), {}
    if outcome(notes) is not RowOutcome.BROKEN:
        notes += _same_client(draft, known)
    if outcome(notes) in ADDED:
        for person in draft.people:
            found, note = _same_person(person, draft, known)
            notes += [note] if note else []
            if found and found.contact_id:
                joins[person.number] = found.contact_id
    comes_to = outcome(notes)
    # Of a row that stays out only what keeps it out is worth reading.
    said = [note for note in notes if comes_to in ADDED or WEIGHT[note.code] is comes_to]
    return Plan(draft, comes_to, tuple(said), joins)


def _same_client(draft: Draft, known: Known) -> list[Note]:
    """A client whose chart is there already, or on an earlier row, is left as they are; one who may be is worth a look."""
    if earlier := known.rows.get(draft.key):
        return [Note("REPEATED", values={"row": earlier})]
    found, sort_name = [], draft.sort_name
    for client in known.clients:
        if client.sort_name == sort_name and _same_birth(draft, client):
            code = "ALREADY_HERE" if client.active else "ALREADY_HERE_ARCHIVED"
            return [Note(code, values={"client_id": str(client.client_id)})]
        if likeness := _like(draft, sort_name, client):
            name = f"{client.given_name} {client.family_name}"
            found.append(Note(likeness, values={"client_id": str(client.client_id), "name": name}))
    return found[:1]


def _same_birth(draft: Draft, client: KnownClient) -> bool:
    """Of the same name: born the same day, or with an address in common where a birth isn't known."""
    if draft.birth_date and client.birth_date:
        return draft.birth_date == client.birth_date
    return bool(draft.emails() & client.emails)


def _like(draft: Draft, sort_name: str, client: KnownClient) -> str | None:
    if client.sort_name == sort_name:
        return None if draft.birth_date and client.birth_date else "SAME_NAME"
    same_day = draft.birth_date is not None and draft.birth_date == client.birth_date
    return "ALIKE" if same_day and alike(draft, client) else None


def _same_person(person: Person, draft: Draft, known: Known) -> tuple[KnownPerson | None, Note | None]:
    """Who has the address already: this person, or somebody of another name who then shares it."""
    holders = list(known.people.get(same_email(person.email), [])) if person.email else []
    if person.email:
        others = [one for one in draft.people if one.number < person.number and same_email(one.email) == same_email(person.email)]
        holders += [KnownPerson(one.given_name, one.family_name) for one in others if not alike(person, one)]
    found = next((one for one in holders if alike(person, one)), None)
    if found:
        code = "JOINS_ROW" if found.row else "JOINS_KNOWN"
        said: dict[str, str | int] = {"name": found.name, **({"row": found.row} if found.row else {})}
        return found, Note(code, person.number, said)
    if holders:
        return None, Note("SHARED_ADDRESS", person.number, {"name": person.name, "other": holders[0].name, "email": person.email or ""})
    return None, None


def alike(one: Named, other: Named) -> bool:
    """The same family name, and given names of which one begins the other: J. and James, Luc and Lucas."""
    if fold(one.family_name) != fold(other.family_name):
        return False
    first, second = (fold(name).replace(".", "").strip() for name in (one.given_name, other.given_name))
    return bool(first and second) and (first.startswith(second) or second.startswith(first))
