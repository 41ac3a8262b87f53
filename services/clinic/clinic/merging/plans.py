"""What whoever merges says, and what a merge comes to."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from clinic.domain.merging import Login, Outcome, Side
from clinic.models import Client

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class Choices:
    """What whoever merges says. fields: KEPT or MERGED; joins: by a contact of the chart that goes, who of the one that stays they
    are, or None for nobody; left_on: by a contact as they are called then, the switches that stay on."""

    fields: Mapping[str, str] = field(default_factory=dict)
    joins: Mapping[UUID, UUID | None] = field(default_factory=dict)
    left_on: Mapping[UUID, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """A relationship that comes of it. gone: those that become it. joins: the contact who turns out to be this one; may_join: who
    of the other chart this one may be. address_lost: of whoever joins, where it is another."""

    contact_id: UUID
    client_id: UUID
    name: str
    client_name: str
    email: str | None
    gone: tuple[Pair, ...]
    joins: UUID | None
    joins_name: str | None
    address_lost: str | None
    login: Login
    login_email: str | None
    may_join: tuple[UUID, ...]
    then: Outcome
    sides: tuple[tuple[Pair, Side], ...]

    @property
    def pair(self) -> Pair:
        """As it is called then."""
        return self.contact_id, self.client_id


@dataclass(frozen=True)
class Field:
    """What of the chart itself is chosen. chosen: None where nobody has said which of two dates of birth is right."""

    name: str
    kept: tuple[Any, ...]
    merged: tuple[Any, ...]
    chosen: str | None

    @property
    def value(self) -> tuple[Any, ...]:
        """As it will be."""
        return self.merged if self.chosen == "MERGED" else self.kept


@dataclass(frozen=True)
class Plan:
    """All that a merge does. people: on the chart that stays, then on others that somebody stands on who is merged too."""

    kept: Client
    going: Client
    fields: tuple[Field, ...]
    people: tuple[Person, ...]
    joins: Mapping[UUID, UUID]
    filled: Mapping[UUID, dict[str, Any]]
    moves: Mapping[str, int]

    def token(self) -> str:
        """Differs as soon as anything differs that a person was shown."""
        shown = [[str(self.kept.client_id), str(self.going.client_id), self.kept.status, self.going.status], self.moves,
                 [asdict(one) for one in self.fields], [_shown(one) for one in self.people], sorted(map(str, self.joins.items())),
                 sorted(map(str, self.filled.items()))]
        return hashlib.sha256(json.dumps(shown, default=str).encode()).hexdigest()[:32]


def _shown(person: Person) -> dict[str, Any]:
    then = asdict(person.then)
    return asdict(person) | {"then": then | {"choosable": sorted(person.then.choosable)}}
