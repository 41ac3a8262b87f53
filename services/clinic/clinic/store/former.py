"""What was merged stands for something else: what it is called now, and what that was called before."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from chassis.db import Tx
from clinic.models import Binding, Client, Contact, Relationship
from clinic.store import clients, contacts

Pair = tuple[UUID, UUID]


def stand_for(tx: Tx, pairs: Iterable[Pair]) -> list[Pair]:
    """Each (contact, client) as it is called now, held until the transaction ends; what was merged together comes once."""
    asked = list(pairs)
    clients.lock(tx, {client_id for _, client_id in asked})
    found = sa.select(Relationship).where(
        Relationship.practice_id == tx.practice_id, Relationship.into_client_id.is_not(None),
        sa.tuple_(Relationship.contact_id, Relationship.client_id).in_(asked),
    )
    into: dict[Pair, Any] = {}
    if asked:
        into = {(row.contact_id, row.client_id): (row.into_contact_id, row.into_client_id) for row in tx.db.scalars(found)}
    return list(dict.fromkeys(into.get(pair, pair) for pair in asked))


def contacts_now(tx: Tx, contact_ids: Iterable[UUID]) -> list[UUID]:
    """Each contact as they are called now, held until the transaction ends, once. Before anything that holds clients."""
    asked = list(contact_ids)
    contacts.lock(tx, asked)
    into = {one: other for other, gone in merged_contacts(tx, Contact.contact_id.in_(asked)).items() for one in gone}
    return list(dict.fromkeys(into.get(one, one) for one in asked))


def client_now(tx: Tx, client_id: UUID) -> UUID:
    """The client as they are called now, held until the transaction ends."""
    clients.lock(tx, [client_id])
    asked = sa.select(Client.merged_into).where(Client.practice_id == tx.practice_id, Client.client_id == client_id)
    return tx.db.scalar(asked) or client_id


def merged_contacts(tx: Tx, which: sa.ColumnElement[bool]) -> dict[UUID, list[UUID]]:
    """By whom they became: the contacts of these that were merged."""
    found = sa.select(Contact.merged_into, Contact.contact_id).where(
        Contact.practice_id == tx.practice_id, Contact.merged_into.is_not(None), which
    )
    into: dict[UUID, list[UUID]] = {}
    for stays, gone in tx.db.execute(found.order_by(Contact.contact_id)):
        assert stays
        into.setdefault(stays, []).append(gone)
    return into


def merged_clients(tx: Tx, client_id: UUID) -> list[UUID]:
    """Every chart that was ever merged into this one."""
    found = sa.select(Client.client_id).where(Client.practice_id == tx.practice_id, Client.merged_into == client_id)
    return list(tx.db.scalars(found.order_by(Client.client_id)))


def of_chart(tx: Tx, client_id: UUID) -> list[tuple[UUID, UUID, UUID | None]]:
    """(contact, client, contact now) of every relationship that became one of this chart's."""
    found = sa.select(Relationship.contact_id, Relationship.client_id, Relationship.into_contact_id).where(
        Relationship.practice_id == tx.practice_id, Relationship.into_client_id == client_id
    )
    return [(row[0], row[1], row[2]) for row in tx.db.execute(found.order_by(Relationship.client_id, Relationship.contact_id))]


def went_along(tx: Tx, contact_ids: Collection[UUID]) -> set[UUID]:
    """Of the contacts that became one of these: those whose login, or one they had, answers for who they became."""
    theirs, own = aliased(Binding), aliased(Binding)
    found = sa.select(Contact.contact_id).where(
        Contact.practice_id == tx.practice_id, Contact.merged_into.in_(contact_ids),
        own.practice_id == tx.practice_id, own.contact_id == Contact.merged_into, own.state != "UNBOUND",
        theirs.practice_id == tx.practice_id, theirs.contact_id == Contact.contact_id, theirs.account_id == own.account_id,
    )
    return set(tx.db.scalars(found))


def logins_ever(tx: Tx, contact_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The accounts that answer or ever answered for each of these contacts."""
    found = sa.select(Binding.contact_id, Binding.account_id).where(
        Binding.practice_id == tx.practice_id, Binding.contact_id.in_(contact_ids)
    )
    by_contact: dict[UUID, list[UUID]] = {}
    for contact_id, account_id in tx.db.execute(found.order_by(Binding.account_id)):
        by_contact.setdefault(contact_id, []).append(account_id)
    return by_contact
