"""Put somebody on a chart, change what they may do there, correct the person."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis import audit
from chassis.addresses import same_email
from chassis.db import Tx
from clinic import charts, events
from clinic.domain.refusals import AlreadyOnChart, ClientArchived, SelfTaken
from clinic.models import Client, Contact, Relationship
from clinic.store import clients, contacts, heard, ledger, practices, relationships, search

SWITCHES = {"online_access": ("ACCESS_ON", "ACCESS_OFF"), "email_notifications": ("NOTIFICATIONS_ON", "NOTIFICATIONS_OFF")}


@dataclass(frozen=True)
class NewPerson:
    """A person the practice does not know yet."""

    given_name: str
    family_name: str
    email: str | None = None
    phone: str | None = None


def add_contact(
    tx: Tx, client_id: UUID, who: UUID | NewPerson, *, relationship: str, is_primary: bool,
    online_access: bool | None = None, email_notifications: bool | None = None,
) -> tuple[UUID, UUID]:
    """Put a known contact or a new person on a chart; returns (contact, client).

    Raises ClientUnknown, ContactUnknown, ClientArchived, AlreadyOnChart, SelfTaken.
    """
    known = contacts.locked(tx, who) if isinstance(who, UUID) else None
    client = clients.locked(tx, client_id)
    _may_be_added(tx, client, known, relationship)
    contact = known or _made(tx, who)
    charts.put_on_chart(
        tx, practices.get(tx), client, contact, relationship=relationship, is_primary=is_primary, online_access=online_access,
        email_notifications=email_notifications,
    )
    _refresh_sharers(tx, contact.email_key)
    return contact.contact_id, client_id


def _made(tx: Tx, who: UUID | NewPerson) -> Contact:
    assert isinstance(who, NewPerson)
    contact = charts.new_contact(tx, who.given_name, who.family_name, who.email, who.phone)
    charts.arrive(tx, contacts=[contact])
    return contact


def _may_be_added(tx: Tx, client: Client, known: Contact | None, relationship: str) -> None:
    if client.status != "ACTIVE":
        raise ClientArchived
    if known and relationships.find(tx, known.contact_id, client.client_id):
        raise AlreadyOnChart
    if relationship == "SELF" and relationships.self_of(tx, client.client_id):
        raise SelfTaken


def _refresh_sharers(tx: Tx, *email_keys: str) -> None:
    """Whoever shares the address is shown with the warning."""
    ledger.refresh(tx, contacts.pairs_of(tx, contacts.sharing(tx, email_keys)))


def change_relationship(tx: Tx, client_id: UUID, contact_id: UUID, changes: dict[str, Any]) -> None:
    """Change what is given, announced at once. Raises ContactUnknown, SelfTaken."""
    client = clients.locked(tx, client_id)
    relationship = relationships.locked(tx, contact_id, client_id)
    differing = {key: value for key, value in changes.items() if getattr(relationship, key) != value}
    if not differing:
        return
    if differing.get("relationship") == "SELF" and relationships.self_of(tx, client_id):
        raise SelfTaken
    for key, value in differing.items():
        setattr(relationship, key, value)
    _note_switches(tx, relationship, differing)
    relationship.in_force = charts.rights_hold(tx, relationship, client, practices.get(tx))
    charts.announce_access(tx, relationship)
    ledger.refresh(tx, [(contact_id, client_id)])


def _note_switches(tx: Tx, relationship: Relationship, differing: dict[str, Any]) -> None:
    for key, kinds in SWITCHES.items():
        if key in differing:
            setattr(relationship, f"{key}_time", tx.now)
            setattr(relationship, f"{key}_by", tx.actor.account_id)
            charts.note(tx, kinds[0] if differing[key] else kinds[1], f"{key}.{'on' if differing[key] else 'off'}", relationship)
    if others := sorted(set(differing) - set(SWITCHES)):
        charts.note(tx, "SETTINGS_CHANGED", "relationship.changed", relationship, changed=others)


def choose_language(tx: Tx, language: str | None) -> None:
    """The signed-in person says what mails to them are written in; None: the practice's. For everybody their login answers for."""
    assert tx.actor.account_id
    mine = heard.bound_contacts(tx, tx.actor.account_id)
    contacts.lock(tx, mine)
    for contact_id, contact in sorted(contacts.among(tx, mine).items()):
        # Of who was merged a moment ago identity has yet to say that the login doesn't answer for them any more.
        if contact.language != language and contact.merged_into is None:
            contact.language, contact.version, contact.change_time = language, contact.version + 1, tx.now
            events.contact_changed(tx, contact)
            audit.record(tx, "contact.changed", "contact", contact_id, changed=["language"])


def change_contact(tx: Tx, contact_id: UUID, changes: dict[str, Any]) -> Contact:
    """Correct a person: name, email, phone. Raises ContactUnknown."""
    contact = contacts.locked(tx, contact_id)
    differing = {key: value for key, value in changes.items() if getattr(contact, key) != value}
    if not differing:
        return contact
    old_key = contact.email_key
    for key, value in differing.items():
        setattr(contact, key, value)
    contact.email_key = same_email(contact.email)
    contact.version, contact.change_time = contact.version + 1, tx.now
    tx.db.flush()  # search and the ledger read what was just changed
    events.contact_changed(tx, contact)
    audit.record(tx, "contact.changed", "contact", contact_id, changed=sorted(differing))
    pairs = contacts.pairs_of(tx, [contact_id])
    ledger.refresh(tx, [*pairs, *contacts.pairs_of(tx, contacts.sharing(tx, [old_key, contact.email_key]))])
    search.index(tx, [client_id for _, client_id in pairs])
    return contact
