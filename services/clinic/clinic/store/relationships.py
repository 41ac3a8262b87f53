"""Relationships and the consents recorded on them."""

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa

from chassis.db import Tx
from clinic.domain.refusals import ClientMerged, ContactMerged, ContactUnknown
from clinic.models import Client, ConsentRecord, Relationship


def find(tx: Tx, contact_id: UUID, client_id: UUID) -> Relationship | None:
    """The relationship, or None."""
    return tx.db.get(Relationship, (tx.practice_id, contact_id, client_id))


def locked(tx: Tx, contact_id: UUID, client_id: UUID) -> Relationship:
    """The relationship, held until the transaction ends. Raises ContactUnknown, ClientMerged."""
    found = sa.select(Relationship).where(
        Relationship.practice_id == tx.practice_id, Relationship.contact_id == contact_id, Relationship.client_id == client_id
    )
    relationship = tx.db.scalar(found.with_for_update(key_share=True).execution_options(populate_existing=True))
    if relationship is None or relationship.into_client_id:
        raise absent(tx, contact_id, client_id)
    return relationship


def absent(tx: Tx, contact_id: UUID, client_id: UUID) -> ContactUnknown | ContactMerged | ClientMerged:
    """Why somebody doesn't stand on a chart: it was merged away, or the person was, each with who stands for them now; or never did."""
    one = find(tx, contact_id, client_id)
    if one and one.into_contact_id and one.into_client_id == client_id:
        return ContactMerged(merged_into=str(one.into_contact_id))
    into = tx.db.scalar(sa.select(Client.merged_into).where(Client.practice_id == tx.practice_id, Client.client_id == client_id))
    if into is None:
        return ContactUnknown()
    return ClientMerged(merged_into=str(into), **{"into_contact_id": str(one.into_contact_id)} if one else {})


def among(tx: Tx, pairs: Collection[tuple[UUID, UUID]]) -> Sequence[Relationship]:
    """The relationships of these (contact, client), in no order."""
    pair = sa.tuple_(Relationship.contact_id, Relationship.client_id)
    here = sa.and_(Relationship.practice_id == tx.practice_id, Relationship.into_client_id.is_(None))
    return tx.db.scalars(sa.select(Relationship).where(here, pair.in_(pairs))).all()


def of_clients(tx: Tx, client_ids: Collection[UUID]) -> Sequence[Relationship]:
    """Everybody on these charts."""
    here = sa.and_(Relationship.client_id.in_(client_ids), Relationship.into_client_id.is_(None))
    found = sa.select(Relationship).where(Relationship.practice_id == tx.practice_id, here)
    return tx.db.scalars(found.order_by(Relationship.client_id, Relationship.contact_id)).all()


def self_of(tx: Tx, client_id: UUID) -> Relationship | None:
    """The relationship through which a client acts for themself, if there is one."""
    found = sa.select(Relationship).where(
        Relationship.practice_id == tx.practice_id, Relationship.client_id == client_id, Relationship.relationship == "SELF",
        Relationship.into_client_id.is_(None),
    )
    return tx.db.scalar(found)


def selves_of(tx: Tx, contact_id: UUID) -> Sequence[Relationship]:
    """The relationships in which a contact acts for themself, held until the transaction ends."""
    found = sa.select(Relationship).where(
        Relationship.practice_id == tx.practice_id, Relationship.contact_id == contact_id, Relationship.relationship == "SELF",
        Relationship.into_client_id.is_(None),
    )
    return tx.db.scalars(found.with_for_update(key_share=True).execution_options(populate_existing=True)).all()


def merged_into(tx: Tx, contact_id: UUID, client_id: UUID) -> list[tuple[UUID, UUID]]:
    """The relationships that became this one."""
    found = sa.select(Relationship.contact_id, Relationship.client_id).where(
        Relationship.practice_id == tx.practice_id, Relationship.into_contact_id == contact_id, Relationship.into_client_id == client_id
    )
    return [(row[0], row[1]) for row in tx.db.execute(found)]


def consents_of(tx: Tx, contact_id: UUID, client_id: UUID) -> Sequence[ConsentRecord]:
    """Every consent given and withdrawn, the newest first; those too that were on charts that were merged into this one."""
    pairs = [(contact_id, client_id), *merged_into(tx, contact_id, client_id)]
    found = sa.select(ConsentRecord).where(
        ConsentRecord.practice_id == tx.practice_id, sa.tuple_(ConsentRecord.contact_id, ConsentRecord.client_id).in_(pairs)
    )
    return tx.db.scalars(found.order_by(ConsentRecord.record_time.desc())).all()
