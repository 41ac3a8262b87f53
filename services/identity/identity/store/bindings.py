"""Bindings: who answers for whom, and what these people may and owe."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from identity.domain.bindings import BindingState, Person
from identity.domain.links import Recipient
from identity.models import Account, Binding, Relationship, TermsAcceptance

# Part of every sign-in and refresh, so written out: building the statement anew would cost more than running it.
PEOPLE = """
SELECT b.contact_id, c.given_name, c.family_name, b.state, coalesce(r.access, false),
  coalesce(r.consent_missing, false) AND NOT EXISTS (
    SELECT FROM terms_acceptances t WHERE t.practice_id = b.practice_id AND t.contact_id = b.contact_id)
FROM bindings b JOIN contacts c ON c.practice_id = b.practice_id AND c.contact_id = b.contact_id
LEFT JOIN LATERAL (
  SELECT bool_or(access) AS access, bool_or(access AND is_self AND consent_missing) AS consent_missing
  FROM relationships WHERE practice_id = b.practice_id AND contact_id = b.contact_id) r ON true
WHERE b.practice_id = %(practice)s AND b.account_id = %(account)s AND b.state <> 'UNBOUND'
ORDER BY b.change_time, b.contact_id
"""


def holder(tx: Tx, contact_id: UUID) -> tuple[Binding, Account] | None:
    """The binding that holds a contact now, offered or bound, and its account."""
    at = sa.and_(Binding.practice_id == tx.practice_id, Binding.contact_id == contact_id, Binding.state != BindingState.UNBOUND)
    together = sa.and_(Account.practice_id == tx.practice_id, Account.account_id == Binding.account_id)
    row = tx.db.execute(sa.select(Binding, Account).join(Account, together).where(at)).one_or_none()
    return (row[0], row[1]) if row else None


def find(tx: Tx, account_id: UUID, contact_id: UUID) -> Binding | None:
    """One binding in whatever state, locked."""
    at = sa.and_(Binding.practice_id == tx.practice_id, Binding.account_id == account_id, Binding.contact_id == contact_id)
    return tx.db.scalar(sa.select(Binding).where(at).with_for_update())


def put(tx: Tx, account_id: UUID, contact_id: UUID, state: BindingState, decline_time: datetime | None = None) -> Binding:
    """A binding in this state from now on.

    Its version is one number over all accounts that ever held the contact: whoever keeps one row a contact keeps the newest holder.
    """
    held = sa.and_(Binding.practice_id == tx.practice_id, Binding.contact_id == contact_id)
    version = sa.select(sa.func.coalesce(sa.func.max(Binding.version), 0) + 1).where(held).scalar_subquery()
    now = {"version": version, "state": state, "change_time": tx.now, "decline_time": decline_time}
    made = insert(Binding).values(practice_id=tx.practice_id, account_id=account_id, contact_id=contact_id, **now)
    key = ["practice_id", "account_id", "contact_id"]
    kept = made.on_conflict_do_update(index_elements=key, set_={name: made.excluded[name] for name in now})
    return tx.db.scalars(kept.returning(Binding), execution_options={"populate_existing": True}).one()


def people(tx: Tx, account_id: UUID) -> list[Person]:
    """Everyone the account answers for or is offered, in the order they were added."""
    rows = tx.run(PEOPLE, {"practice": tx.practice_id, "account": account_id})
    return [Person(row[0], f"{row[1]} {row[2]}".strip(), *row[3:]) for row in rows]


def bound_contacts(tx: Tx, account_id: UUID) -> Sequence[UUID]:
    """Everyone the account answers for."""
    bound = sa.and_(Binding.practice_id == tx.practice_id, Binding.account_id == account_id, Binding.state == BindingState.BOUND)
    return tx.db.scalars(sa.select(Binding.contact_id).where(bound)).all()


def recipients(tx: Tx, contact_ids: Collection[UUID]) -> list[Recipient]:
    """The relationships of these contacts that have access, as mails name them."""
    theirs = sa.and_(Relationship.practice_id == tx.practice_id, Relationship.contact_id.in_(contact_ids), Relationship.access)
    rows = tx.db.scalars(sa.select(Relationship).where(theirs).order_by(Relationship.contact_id, Relationship.client_id))
    return [Recipient(contact_id=str(row.contact_id), client_id=str(row.client_id), version=row.version) for row in rows]


def of_account(tx: Tx, account_id: UUID) -> Sequence[Binding]:
    """Whom an account answers for, is offered, or once answered for."""
    at = sa.and_(Binding.practice_id == tx.practice_id, Binding.account_id == account_id)
    return tx.db.scalars(sa.select(Binding).where(at).order_by(Binding.contact_id)).all()


def known_relationships(tx: Tx, contact_ids: Collection[UUID]) -> list[Recipient]:
    """The relationships of these contacts, whether they have access or not."""
    theirs = sa.and_(Relationship.practice_id == tx.practice_id, Relationship.contact_id.in_(contact_ids))
    rows = tx.db.scalars(sa.select(Relationship).where(theirs).order_by(Relationship.contact_id, Relationship.client_id))
    return [Recipient(contact_id=str(row.contact_id), client_id=str(row.client_id), version=row.version) for row in rows]


def add_acceptance(tx: Tx, account_id: UUID, contact_id: UUID, terms_version: str) -> None:
    """An adult agreed to this version."""
    tx.db.execute(sa.insert(TermsAcceptance).values(
        practice_id=tx.practice_id, contact_id=contact_id, terms_version=terms_version, account_id=account_id, accept_time=tx.now
    ))  # fmt: skip
