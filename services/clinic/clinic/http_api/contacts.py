"""The people of a chart: who they are, and what they may do there."""

from typing import Any, Self
from uuid import UUID

from pydantic import model_validator

from chassis.addresses import Email
from chassis.db import Tx
from chassis.http import Body, transact
from clinic.domain.fields import Day, Line, Note, Phone
from clinic.domain.refusals import ContactUnknown
from clinic.http_api import rendering, shapes
from clinic.http_api.door import ClientPath, ContactPath, RelationshipPath, door, given
from clinic.operations import relationships as operations
from clinic.store import clients, heard, ledger


class ContactAdd(Body):
    """Somebody the practice knows (contact_id), or a new person. Switches left out follow the practice's defaults."""

    contact_id: UUID | None = None
    given_name: Line | None = None
    family_name: Line | None = None
    email: Email | None = None
    phone: Phone | None = None
    relationship: shapes.Relation
    is_primary: bool = False
    online_access: bool | None = None
    email_notifications: bool | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        person = [self.given_name, self.family_name, self.email, self.phone]
        if self.contact_id and any(person):
            raise ValueError("name a contact_id or describe a new person, not both")
        if not self.contact_id and not (self.given_name and self.family_name):
            raise ValueError("name a contact_id, or a given_name and a family_name")
        return self

    def who(self) -> UUID | operations.NewPerson:
        """Whom to add."""
        if self.contact_id:
            return self.contact_id
        return operations.NewPerson(self.given_name or "", self.family_name or "", self.email, self.phone)


class RelationshipChange(Body):
    """What is given is changed. end_date: the first day without rights; null takes it away. custody_note likewise."""

    relationship: shapes.Relation = "OTHER"
    is_primary: bool = False
    online_access: bool = False
    email_notifications: bool = False
    end_date: Day | None = None
    custody_note: Note | None = None
    custody_forbids_consent: bool = False


class ContactChange(Body):
    """What is given is changed; null takes an email or a phone away, and gives mails back the practice's language."""

    given_name: Line = ""
    family_name: Line = ""
    email: Email | None = None
    phone: Phone | None = None
    language: shapes.Language | None = None


def chart_contact(tx: Tx, client_id: UUID, contact_id: UUID) -> dict[str, Any]:
    """One person of a chart. Raises ContactUnknown."""
    found = ledger.of_pairs(tx, [(contact_id, client_id)])
    if not found:
        raise ContactUnknown
    return rendering.chart_contact(found[0], tx.now, heard.staff_names(tx))


@door.get("/clients/<client_id>/contacts", permission="clients:read", responses={"200": shapes.ChartContacts}, summary="A chart's people")
def list_contacts(path: ClientPath) -> dict[str, Any]:
    """Primary contacts first, then by name; those whose rights have ended too."""

    def read(tx: Tx) -> dict[str, Any]:
        clients.get(tx, path.client_id)
        names = heard.staff_names(tx)
        return {"contacts": [rendering.chart_contact(facts, tx.now, names) for facts in ledger.of_clients(tx, [path.client_id])]}

    return transact(read)


@door.post(
    "/clients/<client_id>/contacts", permission="contacts:write", idempotent=True, responses={"201": shapes.ChartContact},
    summary="Put somebody on a chart",
)
def add_contact(path: ClientPath, body: ContactAdd) -> tuple[dict[str, Any], int]:
    """Consent is never given by adding somebody."""

    def add(tx: Tx) -> dict[str, Any]:
        contact_id, client_id = operations.add_contact(
            tx, path.client_id, body.who(), relationship=body.relationship, is_primary=body.is_primary,
            online_access=body.online_access, email_notifications=body.email_notifications,
        )
        return chart_contact(tx, client_id, contact_id)

    return transact(add), 201


@door.patch(
    "/clients/<client_id>/contacts/<contact_id>", permission="contacts:write", responses={"200": shapes.ChartContact},
    summary="Change what somebody may do on a chart",
)
def change_relationship(path: RelationshipPath, body: RelationshipChange) -> dict[str, Any]:
    """The switches act on this chart alone, and at once."""
    def change(tx: Tx) -> dict[str, Any]:
        operations.change_relationship(tx, path.client_id, path.contact_id, given(body))
        return chart_contact(tx, path.client_id, path.contact_id)

    return transact(change)


@door.patch("/contacts/<contact_id>", permission="contacts:write", responses={"200": shapes.Contact}, summary="Correct a person")
def change_contact(path: ContactPath, body: ContactChange) -> dict[str, Any]:
    """Correcting the address of somebody who has not signed in yet revokes the links that went to the old one."""
    return transact(lambda tx: rendering.contact(operations.change_contact(tx, path.contact_id, given(body))))
