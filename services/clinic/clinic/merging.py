"""What a merge of two charts comes to: for the preview, and again when it is done. Nothing here writes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from admission import ConsentState
from chassis.db import Tx
from chassis.errors import Invalid
from clinic import charts
from clinic.domain import age
from clinic.domain.facts import Account, Consent
from clinic.domain.imports.plans import alike
from clinic.domain.merging import Login, Outcome, Side, unite
from clinic.domain.refusals import KeptArchived, MinorAndAdult, SameChart
from clinic.models import Client, Contact, Practice, Relationship
from clinic.store import clients, contacts, ledger, merges, practices

Pair = tuple[UUID, UUID]
FIELDS = {
    "NAME": ("given_name", "family_name"), "BIRTH_DATE": ("birth_date",), "HAS_GUARDIAN": ("has_guardian",), "CLINICIAN": ("clinician_id",),
}
FILLED = ("email", "phone", "language")


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


@dataclass(frozen=True)
class Known:
    """What the rows of both charts hold, and of the others that are touched."""

    practice: Practice
    kept: Client
    going: Client
    rows: Mapping[Pair, Relationship]
    people: Mapping[UUID, Contact]
    charts: Mapping[UUID, Client]
    logins: Mapping[UUID, Account]
    joins: Mapping[UUID, UUID]
    may_join: Mapping[UUID, tuple[UUID, ...]]

    def target(self, pair: Pair) -> Pair:
        """What a relationship becomes."""
        client_id = self.kept.client_id if pair[1] == self.going.client_id else pair[1]
        return self.joins.get(pair[0], pair[0]), client_id

    def joining(self, contact_id: UUID) -> UUID | None:
        """Who turns out to be this contact."""
        return next((gone for gone, stays in self.joins.items() if stays == contact_id), None)


def plan(tx: Tx, kept_id: UUID, going_id: UUID, choices: Choices) -> Plan:
    """Raises ClientUnknown, ClientMerged, SameChart, KeptArchived, MinorAndAdult, NotOneClient, Invalid."""
    known = _known(tx, kept_id, going_id, choices)
    chosen = tuple(_field(known, name, choices.fields.get(name)) for name in FIELDS)
    groups: dict[Pair, list[Pair]] = {}
    for pair in known.rows:
        groups.setdefault(known.target(pair), []).append(pair)
    touched = {target: pairs for target, pairs in groups.items() if target[1] == kept_id or pairs != [target]}
    filled = {stays: _filled(known.people[stays], known.people[gone]) for gone, stays in known.joins.items()}
    ends = _Ends(known, {one.name: one.value for one in chosen})
    lost = {stays: _login(tx, known, gone, stays) for gone, stays in known.joins.items()}
    people = [_person(known, target, pairs, ends, filled, lost, choices) for target, pairs in touched.items()]
    people.sort(key=lambda one: (one.client_id != kept_id, not one.then.is_primary, one.name, str(one.contact_id)))
    return Plan(known.kept, known.going, chosen, tuple(people), known.joins, filled, merges.counted(tx, going_id))


def _known(tx: Tx, kept_id: UUID, going_id: UUID, choices: Choices) -> Known:
    if kept_id == going_id:
        raise SameChart
    practice, kept, going = practices.get(tx), clients.get(tx, kept_id), clients.get(tx, going_id)
    _may_be_one(practice, kept, going, age.today_in(practice.zone, tx.now))
    both = merges.relationships(tx, [kept_id, going_id], [])
    people = contacts.among(tx, {one.contact_id for one in both})
    may_join = _may_join(both, people, kept_id)
    joins = _joins(both, people, may_join, choices)
    rows = merges.relationships(tx, [kept_id, going_id], [*joins, *joins.values()])
    facts = ledger.of_clients(tx, [kept_id, going_id])
    charts_of = {kept_id, going_id, *(one.client_id for one in rows)}
    return Known(
        practice, kept, going, {(one.contact_id, one.client_id): one for one in rows}, people, clients.among(tx, charts_of),
        {one.contact_id: one.account for one in facts if one.account}, joins, may_join,
    )


def _may_be_one(practice: Practice, kept: Client, going: Client, today: date) -> None:
    if kept.status == "ARCHIVED" and going.status == "ACTIVE":
        raise KeptArchived
    minors = {age.minor_until(one.birth_date, practice.region, today) is not None for one in (kept, going) if one.birth_date}
    if len(minors) > 1:
        raise MinorAndAdult


def _may_join(both: Sequence[Relationship], people: Mapping[UUID, Contact], kept_id: UUID) -> dict[UUID, tuple[UUID, ...]]:
    """By each contact of the chart that goes: who of the one that stays has their address or their name, the likeliest first."""
    there = {one.contact_id: one for one in both if one.client_id == kept_id}
    here = {one.contact_id: one for one in both if one.client_id != kept_id}
    found = {}
    for gone in here.keys() - there.keys():
        alone = there.keys() - here.keys()
        if here[gone].relationship == "SELF" and (himself := [one for one in alone if there[one].relationship == "SELF"]):
            found[gone] = tuple(himself)
            continue
        ranked = sorted(alone, key=lambda one: (-_resembles(people[gone], people[one]), str(one)))
        found[gone] = tuple(one for one in ranked if _resembles(people[gone], people[one]))
    return found


def _resembles(one: Contact, other: Contact) -> int:
    return 2 * alike(one, other) + bool(one.email_key and one.email_key == other.email_key)


def _joins(
    both: Sequence[Relationship], people: Mapping[UUID, Contact], may_join: Mapping[UUID, tuple[UUID, ...]], choices: Choices
) -> dict[UUID, UUID]:
    """Who is who: a client is themself, whatever their addresses; of others the same name and address, unless somebody says else."""
    selves = {one.contact_id for one in both if one.relationship == "SELF"}
    joins: dict[UUID, UUID] = {}
    for gone, found in sorted(may_join.items(), key=lambda item: str(item[0])):
        certain = [one for one in found if {gone, one} <= selves]
        likely = [one for one in found if _resembles(people[gone], people[one]) == 3]
        chosen = certain[0] if certain else choices.joins.get(gone, likely[0] if likely else None)
        if chosen is not None and chosen in found and chosen not in joins.values():
            joins[gone] = chosen
    if strange := {gone: one for gone, one in choices.joins.items() if one is not None and joins.get(gone) != one}:
        told = "These two can't be one person: neither name nor address is the same, or another was chosen for them already."
        raise Invalid(errors=[{"field": "joins", "reason": "NOT_ONE_PERSON", "detail": f"{told} {next(iter(strange))}"}])
    return joins


def _field(known: Known, name: str, said: str | None) -> Field:
    kept = tuple(getattr(known.kept, column) for column in FIELDS[name])
    merged = tuple(getattr(known.going, column) for column in FIELDS[name])
    if kept == merged:
        return Field(name, kept, merged, "KEPT")
    if kept == (None,) or merged == (None,):
        return Field(name, kept, merged, said or ("MERGED" if kept == (None,) else "KEPT"))
    return Field(name, kept, merged, said or (None if name == "BIRTH_DATE" else "KEPT"))


def _filled(stays: Contact, gone: Contact) -> dict[str, Any]:
    """What only the other one had."""
    return {name: getattr(gone, name) for name in FILLED if getattr(gone, name) and not getattr(stays, name)}


@dataclass(frozen=True)
class _Ends:
    """When rights end on a chart as it will be."""

    known: Known
    fields: Mapping[str, tuple[Any, ...]]

    def on(self, client_id: UUID, relationship: str, end: date | None, since: datetime) -> date | None:
        chart, practice = self.known.charts[client_id], self.known.practice
        birth, guardian = chart.birth_date, chart.has_guardian
        if client_id == self.known.kept.client_id:
            birth, guardian = self.fields["BIRTH_DATE"][0], self.fields["HAS_GUARDIAN"][0]
        added = age.today_in(practice.zone, since)
        return age.rights_end(relationship, end, birth_date=birth, has_guardian=guardian, added=added, region=practice.region)[0]


def _login(tx: Tx, known: Known, gone: UUID, stays: UUID) -> Login:
    """Two sign-ins are never joined: one that has another address than the person who stays leads to them no longer."""
    theirs, own = known.logins.get(gone), known.logins.get(stays)
    if theirs is None:
        return Login.NONE
    if own and own.account_id == theirs.account_id:
        return Login.SAME
    key = known.people[stays].email_key or known.people[gone].email_key
    if own is None and key and key == known.people[gone].email_key:
        return Login.SAME
    others = merges.people_of_account(tx, theirs.account_id) - known.joins.keys()
    return Login.ENDS if others else Login.ENDS_LAST


def _person(
    known: Known, target: Pair, pairs: Sequence[Pair], ends: _Ends, filled: Mapping[UUID, dict[str, Any]], lost: Mapping[UUID, Login],
    choices: Choices,
) -> Person:
    contact, chart, gone = known.people[target[0]], known.charts[target[1]], known.joining(target[0])
    other = known.people[gone] if gone else None
    email = contact.email or filled.get(target[0], {}).get("email")
    login = lost.get(target[0], Login.NONE)
    left_on = choices.left_on.get(target[0], frozenset()) if chart is known.kept else frozenset()
    sides = tuple(_side(known, pair, target) for pair in pairs)
    key = contact.email_key or (other.email_key if other else "")
    return Person(
        target[0], target[1], _name(contact), _name(chart), email, tuple(pair for pair in pairs if pair != target), gone,
        _name(other) if other else None, other.email if other and other.email_key not in ("", key) else None, login,
        known.logins[gone].email if gone and login is not Login.NONE else None,
        known.may_join.get(gone or target[0], ()),
        unite(sides, key, lambda relationship, end, since: ends.on(target[1], relationship, end, since), left_on),
        tuple(zip(pairs, sides, strict=True)),
    )


def _side(known: Known, pair: Pair, target: Pair) -> Side:
    row, chart, contact = known.rows[pair], known.charts[pair[1]], known.people[pair[0]]
    consent = Consent(
        ConsentState(row.consent_state), row.consent_text_version, row.consent_time, row.consent_by, row.consent_how,
        row.consent_session_id, row.consent_heard_by,
    )
    return Side(
        contact_id=pair[0], relationship=row.relationship, stays=pair == target, email_key=contact.email_key, is_primary=row.is_primary,
        online_access=row.online_access, email_notifications=row.email_notifications, in_force=row.in_force, consent=consent,
        created_time=row.created_time, end_date=row.end_date, rights_end=charts.rights_end(row, chart, known.practice),
        custody_note=row.custody_note, custody_forbids_consent=row.custody_forbids_consent,
    )


def _name(one: Client | Contact) -> str:
    return f"{one.given_name} {one.family_name}".strip()
