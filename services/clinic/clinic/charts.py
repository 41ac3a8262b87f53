"""What several operations do to a chart's rows: announce, remember, refresh. Nothing here decides."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from chassis import audit
from chassis.addresses import same_email
from chassis.db import Tx
from clinic import events
from clinic.domain import age, welcome
from clinic.domain import search as folding
from clinic.models import Client, Contact, Practice, Relationship, WelcomeRequest
from clinic.store import ledger, relationships, search, timeline, welcomes

Pair = tuple[UUID, UUID]


def rights_hold(tx: Tx, relationship: Relationship, client: Client, practice: Practice) -> bool:
    """Whether the relationship is in force now: its rights have not ended and the chart is active."""
    end = rights_end(relationship, client, practice)
    return client.status == "ACTIVE" and (end is None or age.today_in(practice.zone, tx.now) < end)


def rights_end(relationship: Relationship, client: Client, practice: Practice) -> date | None:
    """The first day without rights, by the relationship and the client as they stand."""
    return age.rights_end(
        relationship.relationship, relationship.end_date, birth_date=client.birth_date, has_guardian=client.has_guardian,
        added=age.today_in(practice.zone, relationship.created_time), region=practice.region,
    )[0]


def announce_access(tx: Tx, relationship: Relationship) -> None:
    """The relationship has changed: a new version of it, told to all."""
    relationship.version, relationship.change_time = relationship.version + 1, tx.now
    tx.db.flush()  # the ledger's query reads what was just changed
    events.access_changed(tx, relationship)


def note(tx: Tx, kind: str, action: str, relationship: Relationship, /, **detail: Any) -> None:
    """The same fact for the timeline, which people read, and for the audit trail, which proves it."""
    pair = (relationship.contact_id, relationship.client_id)
    timeline.add(tx, kind, [pair], by=_text(tx.actor.account_id), **detail)
    audit.record(tx, action, "relationship", f"{pair[0]}/{pair[1]}", **detail)


def new_client(
    tx: Tx, given_name: str, family_name: str, birth_date: date | None, *, has_guardian: bool, clinician_id: UUID | None = None
) -> Client:
    """A chart that is about to arrive, with nobody on it."""
    return Client(
        practice_id=tx.practice_id, client_id=uuid4(), version=1, given_name=given_name, family_name=family_name,
        sort_name=folding.fold(f"{family_name} {given_name}"), birth_date=birth_date, has_guardian=has_guardian, status="ACTIVE",
        clinician_id=clinician_id, settled=True, created_time=tx.now, change_time=tx.now,
    )


def new_contact(tx: Tx, given_name: str, family_name: str, email: str | None, phone: str | None) -> Contact:
    """A person about to arrive, whom the practice did not know yet."""
    return Contact(
        practice_id=tx.practice_id, contact_id=uuid4(), version=1, given_name=given_name, family_name=family_name,
        email=email or None, email_key=same_email(email), phone=phone or None, change_time=tx.now,
    )


def new_relationship(
    tx: Tx, practice: Practice, client: Client, contact: Contact, *, relationship: str, is_primary: bool,
    online_access: bool | None = None, email_notifications: bool | None = None,
) -> Relationship:
    """A link about to arrive. What is not said follows the practice's defaults for self and primary contacts, and is off for all
    others; consent is never defaulted (domain section 2)."""
    defaulted = is_primary or relationship == "SELF"
    chosen = {"online_access": online_access, "email_notifications": email_notifications}
    on = {key: value if value is not None else defaulted and getattr(practice, f"default_{key}") for key, value in chosen.items()}
    by = {key: tx.actor.account_id if value is not None else None for key, value in chosen.items()}
    made = Relationship(
        practice_id=tx.practice_id, contact_id=contact.contact_id, client_id=client.client_id, version=1, relationship=relationship,
        is_primary=is_primary, online_access=on["online_access"], online_access_time=tx.now, online_access_by=by["online_access"],
        email_notifications=on["email_notifications"], email_notifications_time=tx.now, email_notifications_by=by["email_notifications"],
        consent_state="MISSING", custody_forbids_consent=False, in_force=True, created_time=tx.now, change_time=tx.now,
    )
    made.in_force = rights_hold(tx, made, client, practice)
    return made


def arrive(
    tx: Tx, clients: Collection[Client] = (), contacts: Collection[Contact] = (), relationships: Collection[Relationship] = ()
) -> None:
    """Write what is new and say so, to all and in the audit trail. Mails nobody; who comes to a chart is refreshed by the caller."""
    tx.db.add_all([*clients, *contacts])
    tx.db.flush()  # relationships refer to both
    tx.db.add_all(relationships)
    ledger.begin(tx, [(one.contact_id, one.client_id) for one in relationships])
    events.arrived(tx, clients, contacts, relationships)
    audit.record_all(tx, [("client.added", "client", one.client_id, {}) for one in clients])
    audit.record_all(tx, [("contact.added", "contact", one.contact_id, {}) for one in contacts])
    said = {
        (one.contact_id, one.client_id): {"relationship": one.relationship, "is_primary": one.is_primary} for one in relationships
    }
    timeline.add_each(tx, "ADDED_TO_CHART", {pair: {"by": _text(tx.actor.account_id), **detail} for pair, detail in said.items()})
    audit.record_all(tx, [("contact.linked", "relationship", f"{pair[0]}/{pair[1]}", detail) for pair, detail in said.items()])


def put_on_chart(
    tx: Tx, practice: Practice, client: Client, contact: Contact, *, relationship: str, is_primary: bool,
    online_access: bool | None = None, email_notifications: bool | None = None,
) -> Relationship:
    """Link a contact to a client; welcomed at once where the practice does so by itself and nothing speaks against it."""
    made = new_relationship(
        tx, practice, client, contact, relationship=relationship, is_primary=is_primary, online_access=online_access,
        email_notifications=email_notifications,
    )
    arrive(tx, relationships=[made])
    search.index(tx, [client.client_id])
    pair, defaulted = (contact.contact_id, client.client_id), is_primary or relationship == "SELF"
    if not (practice.auto_welcome and defaulted and _welcome_at_once(tx, practice, pair)):
        ledger.refresh(tx, [pair])
    return made


def _welcome_at_once(tx: Tx, practice: Practice, pair: Pair) -> bool:
    """Ask for a welcome mail by itself, where nothing speaks against one."""
    facts, earlier = ledger.of_pairs(tx, [pair]), welcomes.requests_since(tx, [pair[0]], welcome.DAY)
    if not facts or welcome.refusal(facts[0], earlier[pair[0]], tx.now):
        return False
    request_welcome(tx, practice, [pair])
    return True


def _text(value: object) -> str | None:
    return str(value) if value else None


def settle(tx: Tx, theirs: Collection[Relationship], client: Client, practice: Practice) -> None:
    """Announce every relationship whose force has changed by what was done to the client or by time."""
    for relationship in theirs:
        holds = rights_hold(tx, relationship, client, practice)
        if holds != relationship.in_force:
            relationship.in_force = holds
            announce_access(tx, relationship)
            note(tx, "RIGHTS_BEGAN" if holds else "RIGHTS_ENDED", "rights.began" if holds else "rights.ended", relationship)


def request_welcome(tx: Tx, practice: Practice, pairs: Collection[Pair]) -> UUID:
    """Ask for invitations: one event for all the recipients. Returns the request's id."""
    request_id = uuid4()
    tx.db.add_all([
        WelcomeRequest(
            practice_id=tx.practice_id, request_id=request_id, contact_id=contact_id, client_id=client_id, request_time=tx.now,
            requested_by=tx.actor.account_id, refuse_reason="",
        )
        for contact_id, client_id in pairs
    ])
    ledger.welcomed(tx, request_id, pairs)
    timeline.add(tx, "WELCOME_REQUESTED", pairs, source=request_id, by=_text(tx.actor.account_id))
    recipients = relationships.among(tx, pairs)
    events.welcome_requested(tx, request_id, recipients, practice.invitation_validity_hours, tx.now + welcome.MAIL_WITHIN)
    said = {"request_id": str(request_id)}
    audit.record_all(tx, [("welcome.requested", "relationship", f"{contact_id}/{client_id}", said) for contact_id, client_id in pairs])
    ledger.refresh(tx, pairs)
    return request_id
