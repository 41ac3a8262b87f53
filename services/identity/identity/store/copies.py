"""Clinic's practices, contacts and relationships, as far as identity decides by them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from identity.domain.links import Recipient
from identity.models import Base, Contact, Practice, Relationship


def practice(tx: Tx) -> Practice | None:
    """The practice itself; None until clinic has announced it."""
    return tx.db.scalar(sa.select(Practice).where(Practice.practice_id == tx.practice_id))


def contact(tx: Tx, contact_id: UUID) -> Contact | None:
    """One contact, locked: two events about it wait for each other."""
    mine = sa.and_(Contact.practice_id == tx.practice_id, Contact.contact_id == contact_id)
    return tx.db.scalar(sa.select(Contact).where(mine).with_for_update())


def reach(tx: Tx, recipients: Collection[Recipient]) -> bool:
    """Whether every one of these relationships is known here at least at the version it was decided by."""
    contacts = {UUID(to["contact_id"]) for to in recipients}
    mine = sa.and_(Relationship.practice_id == tx.practice_id, Relationship.contact_id.in_(contacts))
    known = {(str(row.contact_id), str(row.client_id)): row.version for row in tx.db.scalars(sa.select(Relationship).where(mine))}
    return all(known.get((to["contact_id"], to["client_id"]), 0) >= to["version"] for to in recipients)


def access_known(tx: Tx, contact_id: UUID) -> bool:
    """Whether any relationship of the contact was heard of."""
    mine = sa.and_(Relationship.practice_id == tx.practice_id, Relationship.contact_id == contact_id)
    return bool(tx.db.scalar(sa.select(sa.exists().where(mine))))


def contact_has_access(tx: Tx, contact_id: UUID) -> bool:
    """Whether any relationship of the contact is switched on and in force."""
    mine = sa.and_(Relationship.practice_id == tx.practice_id, Relationship.contact_id == contact_id, Relationship.access)
    return bool(tx.db.scalar(sa.select(sa.exists().where(mine))))


def apply_practice(tx: Tx, **values: Any) -> bool:
    """Keep it if it is newer than what is known; whether it was."""
    return _apply(tx, Practice, values)


def apply_contact(tx: Tx, **values: Any) -> bool:
    """Keep it if it is newer than what is known; whether it was."""
    return _apply(tx, Contact, values)


def apply_relationship(tx: Tx, **values: Any) -> bool:
    """Keep it if it is newer than what is known; whether it was."""
    return _apply(tx, Relationship, values)


def _apply(tx: Tx, model: type[Base], values: dict[str, Any]) -> bool:
    table = model.__table__
    assert isinstance(table, sa.Table)
    put = insert(table).values(practice_id=tx.practice_id, **values)
    newer = put.on_conflict_do_update(
        index_elements=list(table.primary_key), where=table.c.version < put.excluded.version,
        set_={name: put.excluded[name] for name in values},
    )  # fmt: skip
    return tx.db.execute(newer.returning(table.c.version)).first() is not None
