"""Add a client, change one, archive and restore."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis import audit
from chassis.db import Tx
from chassis.errors import Invalid
from clinic import charts, events
from clinic.domain import age, search
from clinic.models import Client, Practice
from clinic.store import clients, ledger, practices, relationships
from clinic.store import search as searching

ANNOUNCED = {"status"}
CHANGES_RIGHTS = {"status", "birth_date", "has_guardian"}


def add_client(
    tx: Tx, *, given_name: str, family_name: str, birth_date: date | None = None, has_guardian: bool = False,
    clinician_id: UUID | None = None, email: str | None = None, phone: str | None = None,
) -> Client:
    """A new chart. An adult who acts for themself becomes a contact of it, with the email and phone given.

    Raises Invalid for a birth in the future, and for an email or phone on a minor's chart: those belong to a person on it.
    """
    practice = practices.get(tx)
    _was_born(tx, practice, birth_date)
    adult = not has_guardian and not age.minor_until(birth_date, practice.region, age.today_in(practice.zone, tx.now))
    if not adult and (email or phone):
        raise _belongs_to_a_person("email" if email else "phone")
    client = charts.new_client(tx, given_name, family_name, birth_date, has_guardian=has_guardian, clinician_id=clinician_id)
    contact = charts.new_contact(tx, given_name, family_name, email, phone) if adult else None
    charts.arrive(tx, [client], [contact] if contact else [])
    if contact:
        charts.put_on_chart(tx, practice, client, contact, relationship="SELF", is_primary=True)
    else:
        searching.index(tx, [client.client_id])
    return client


def _was_born(tx: Tx, practice: Practice, birth_date: date | None) -> None:
    if birth_date and birth_date > age.today_in(practice.zone, tx.now):
        raise Invalid(errors=[{"field": "birth_date", "reason": "IN_THE_FUTURE", "detail": "A date of birth has come."}])


def _belongs_to_a_person(field: str) -> Invalid:
    told = "A minor's mail and calls go to their people: add a person with it."
    return Invalid(errors=[{"field": field, "reason": "NOT_ON_A_MINOR", "detail": told}])


def change_client(tx: Tx, client_id: UUID, changes: dict[str, Any]) -> Client:
    """Change what is given; archiving and restoring are changes of status. Raises ClientUnknown, Invalid."""
    client = clients.locked(tx, client_id)
    _was_born(tx, practices.get(tx), changes.get("birth_date"))
    differing = {key: value for key, value in changes.items() if getattr(client, key) != value}
    for key, value in differing.items():
        setattr(client, key, value)
    if differing:
        _tell(tx, client, differing)
    return client


def _tell(tx: Tx, client: Client, differing: dict[str, Any]) -> None:
    client.change_time, client.sort_name = tx.now, search.fold(f"{client.family_name} {client.given_name}")
    if ANNOUNCED & set(differing):
        client.version += 1
        events.client_changed(tx, client)
    tx.db.flush()  # search and the ledger read what was just changed
    audit.record(tx, "client.changed", "client", client.client_id, changed=sorted(differing))
    if {"given_name", "family_name"} & set(differing):
        searching.index(tx, [client.client_id])
    if CHANGES_RIGHTS & set(differing):
        _settle(tx, client, practices.get(tx))


def _settle(tx: Tx, client: Client, practice: Practice) -> None:
    on_chart = relationships.of_clients(tx, [client.client_id])
    charts.settle(tx, on_chart, client, practice)
    ledger.refresh(tx, [(one.contact_id, one.client_id) for one in on_chart])
