"""Each relationship that comes of a merge, and what becomes of the sign-ins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from admission import ConsentState
from chassis.db import Tx
from clinic import charts
from clinic.domain import age
from clinic.domain.facts import Consent
from clinic.domain.merging import Login, Side, unite
from clinic.merging.known import Known
from clinic.merging.plans import Choices, Pair, Person
from clinic.models import Client, Contact
from clinic.store import merges


@dataclass(frozen=True)
class Ends:
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


def login(tx: Tx, known: Known, gone: UUID, stays: UUID) -> Login:
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


def person(
    known: Known, target: Pair, pairs: Sequence[Pair], ends: Ends, filled: Mapping[UUID, dict[str, Any]], lost: Mapping[UUID, Login],
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
