"""Relationships and the consents recorded on them."""

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa

from chassis.db import Tx
from clinic.domain.refusals import ContactUnknown
from clinic.models import ConsentRecord, Relationship


def find(tx: Tx, contact_id: UUID, client_id: UUID) -> Relationship | None:
    """The relationship, or None."""
    return tx.db.get(Relationship, (tx.practice_id, contact_id, client_id))


def locked(tx: Tx, contact_id: UUID, client_id: UUID) -> Relationship:
    """The relationship, held until the transaction ends. Raises ContactUnknown."""
    found = sa.select(Relationship).where(
        Relationship.practice_id == tx.practice_id, Relationship.contact_id == contact_id, Relationship.client_id == client_id
    )
    relationship = tx.db.scalar(found.with_for_update(key_share=True).execution_options(populate_existing=True))
    if relationship is None:
        raise ContactUnknown
    return relationship


def among(tx: Tx, pairs: Collection[tuple[UUID, UUID]]) -> Sequence[Relationship]:
    """The relationships of these (contact, client), in no order."""
    pair = sa.tuple_(Relationship.contact_id, Relationship.client_id)
    return tx.db.scalars(sa.select(Relationship).where(Relationship.practice_id == tx.practice_id, pair.in_(pairs))).all()


def of_clients(tx: Tx, client_ids: Collection[UUID]) -> Sequence[Relationship]:
    """Everybody on these charts."""
    found = sa.select(Relationship).where(Relationship.practice_id == tx.practice_id, Relationship.client_id.in_(client_ids))
    return tx.db.scalars(found.order_by(Relationship.client_id, Relationship.contact_id)).all()


def self_of(tx: Tx, client_id: UUID) -> Relationship | None:
    """The relationship through which a client acts for themself, if there is one."""
    found = sa.select(Relationship).where(
        Relationship.practice_id == tx.practice_id, Relationship.client_id == client_id, Relationship.relationship == "SELF"
    )
    return tx.db.scalar(found)


def selves_of(tx: Tx, contact_id: UUID) -> Sequence[Relationship]:
    """The relationships in which a contact acts for themself, held until the transaction ends."""
    found = sa.select(Relationship).where(
        Relationship.practice_id == tx.practice_id, Relationship.contact_id == contact_id, Relationship.relationship == "SELF"
    )
    return tx.db.scalars(found.with_for_update(key_share=True).execution_options(populate_existing=True)).all()


def consents_of(tx: Tx, contact_id: UUID, client_id: UUID) -> Sequence[ConsentRecord]:
    """Every consent given and withdrawn, the newest first."""
    found = sa.select(ConsentRecord).where(
        ConsentRecord.practice_id == tx.practice_id, ConsentRecord.contact_id == contact_id, ConsentRecord.client_id == client_id
    )
    return tx.db.scalars(found.order_by(ConsentRecord.record_time.desc())).all()
