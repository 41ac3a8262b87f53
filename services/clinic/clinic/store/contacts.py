"""Contacts: the persons a practice knows."""

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa

from chassis.db import Tx
from clinic.domain.imports.plans import KnownPerson
from clinic.domain.refusals import ContactMerged, ContactUnknown
from clinic.models import Contact, Relationship


def locked(tx: Tx, contact_id: UUID) -> Contact:
    """The contact, held until the transaction ends. Raises ContactUnknown, ContactMerged."""
    found = sa.select(Contact).where(Contact.practice_id == tx.practice_id, Contact.contact_id == contact_id)
    contact = tx.db.scalar(found.with_for_update(key_share=True).execution_options(populate_existing=True))
    if contact is None:
        raise ContactUnknown
    if contact.merged_into:
        raise ContactMerged(merged_into=str(contact.merged_into))
    return contact


def lock(tx: Tx, contact_ids: Collection[UUID]) -> None:
    """Hold these contacts, in one order for everybody; always before clients."""
    found = sa.select(Contact.contact_id).where(Contact.practice_id == tx.practice_id, Contact.contact_id.in_(contact_ids))
    tx.db.execute(found.order_by(Contact.contact_id).with_for_update(key_share=True))


def among(tx: Tx, contact_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """Those of these contacts that there are."""
    found = tx.db.scalars(sa.select(Contact).where(Contact.practice_id == tx.practice_id, Contact.contact_id.in_(contact_ids)))
    return {contact.contact_id: contact for contact in found}


def sharing(tx: Tx, email_keys: Collection[str]) -> Sequence[UUID]:
    """Everybody whose address is one of these."""
    keys = {key for key in email_keys if key}
    found = sa.select(Contact.contact_id).where(Contact.practice_id == tx.practice_id, Contact.email_key.in_(keys))
    return tx.db.scalars(found).all()


def holding(tx: Tx, email_keys: Collection[str]) -> dict[str, list[KnownPerson]]:
    """Who has these addresses, the longest known first."""
    found = tx.db.execute(
        sa.select(Contact.email_key, Contact.given_name, Contact.family_name, Contact.contact_id).where(
            Contact.practice_id == tx.practice_id, Contact.email_key.in_({key for key in email_keys if key})
        ).order_by(Contact.change_time, Contact.contact_id)
    )
    people: dict[str, list[KnownPerson]] = {}
    for key, given_name, family_name, contact_id in found:
        people.setdefault(key, []).append(KnownPerson(given_name, family_name, contact_id))
    return people


def pairs_of(tx: Tx, contact_ids: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """The (contact, client) of every chart these contacts stand on."""
    found = sa.select(Relationship.contact_id, Relationship.client_id).where(
        Relationship.practice_id == tx.practice_id, Relationship.contact_id.in_(contact_ids), Relationship.into_client_id.is_(None)
    )
    return [(contact_id, client_id) for contact_id, client_id in tx.db.execute(found)]
