"""Accounts: one by id or by address, staff, and the console's search."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.db import Tx
from identity.domain.accounts import NoSuchAccount, Role
from identity.domain.addresses import fold
from identity.domain.bindings import BindingState
from identity.models import Account, Binding, Contact


def find(tx: Tx, account_id: UUID) -> Account:
    """One account. Raises NoSuchAccount."""
    return _one(tx, sa.select(Account).where(_mine(tx, account_id)))


def hold(tx: Tx, account_id: UUID) -> Account:
    """One account, locked until the transaction ends: whoever changes it or ends its login sessions holds it. Raises NoSuchAccount."""
    return _one(tx, sa.select(Account).where(_mine(tx, account_id)).with_for_update())


def hold_at(tx: Tx, email_key: str) -> Account | None:
    """The account of an address, locked."""
    at = sa.and_(Account.practice_id == tx.practice_id, Account.email_key == email_key)
    return tx.db.scalar(sa.select(Account).where(at).with_for_update())


def add(tx: Tx, email: str, role: str | None = None, display_name: str | None = None) -> Account:
    """A pending account. Flushed, since what points at it follows in the same transaction."""
    account = Account(
        practice_id=tx.practice_id, email=email, email_key=fold(email), role=role, display_name=display_name, create_time=tx.now
    )
    tx.db.add(account)
    tx.db.flush()
    return account


def staff(tx: Tx) -> Sequence[Account]:
    """Everyone with a role, by name."""
    chosen = sa.select(Account).where(Account.practice_id == tx.practice_id, Account.role.is_not(None))
    return tx.db.scalars(chosen.order_by(Account.display_name, Account.email_key)).all()


def hold_owners(tx: Tx) -> Sequence[Account]:
    """Every owner, locked in one order: of two who take each other's role away at the same time, the second sees what the first did."""
    owners = sa.select(Account).where(Account.practice_id == tx.practice_id, Account.role == Role.OWNER).order_by(Account.account_id)
    return tx.db.scalars(owners.with_for_update().execution_options(populate_existing=True)).all()


def search(tx: Tx, query: str, after: str, size: int) -> Sequence[Account]:
    """Accounts whose address, own name or a contact's name holds the query, by address, from beyond after."""
    chosen = sa.select(Account).where(Account.practice_id == tx.practice_id, Account.email_key > after)
    if query:
        chosen = chosen.where(_says(tx, query))
    return tx.db.scalars(chosen.order_by(Account.email_key).limit(size)).all()


def contacts(tx: Tx, account_ids: Sequence[UUID]) -> dict[UUID, list[Contact]]:
    """Whom each account answers for, in the order they were added."""
    bound = sa.and_(Binding.practice_id == tx.practice_id, Binding.account_id.in_(account_ids), Binding.state == BindingState.BOUND)
    contact = sa.and_(Contact.practice_id == tx.practice_id, Contact.contact_id == Binding.contact_id)
    found: dict[UUID, list[Contact]] = {account_id: [] for account_id in account_ids}
    chosen = sa.select(Binding.account_id, Contact).join(Contact, contact).where(bound)
    for account_id, one in tx.db.execute(chosen.order_by(Binding.change_time, Binding.contact_id)):
        found[account_id].append(one)
    return found


def _mine(tx: Tx, account_id: UUID) -> sa.ColumnElement[bool]:
    return sa.and_(Account.practice_id == tx.practice_id, Account.account_id == account_id)


def _one(tx: Tx, chosen: sa.Select[Account]) -> Account:
    # A row that was read before it was locked is read again: another transaction may have changed it in between.
    account = tx.db.scalar(chosen.execution_options(populate_existing=True))
    if account is None:
        raise NoSuchAccount
    return account


def _says(tx: Tx, query: str) -> sa.ColumnElement[bool]:
    """Plain containment: behind the wall no index serves it anyway, and a practice's accounts are few enough to read."""
    bound = sa.and_(
        Binding.practice_id == tx.practice_id, Binding.account_id == Account.account_id, Binding.state != BindingState.UNBOUND,
        Contact.practice_id == tx.practice_id, Contact.contact_id == Binding.contact_id,
        _holds(Contact.given_name + " " + Contact.family_name, query),
    )  # fmt: skip
    return sa.or_(_holds(Account.email_key, query), _holds(Account.display_name, query), sa.exists().where(bound))


def _holds(text: sa.ColumnElement[str] | sa.orm.attributes.InstrumentedAttribute[str | None], query: str) -> sa.ColumnElement[bool]:
    return sa.func.strpos(_plain(text), _plain(sa.literal(query))) > 0


def _plain(text: Any) -> sa.ColumnElement[str]:
    """Without case and accents, by the database's own Unicode tables (Unicode Standard Annex 15, form D)."""
    bare = sa.func.regexp_replace(sa.func.normalize(text, sa.text("NFKD")), "[\u0300-\u036f]", "", "g")
    # Last: a database without a locale knows the small letters of ASCII alone, and without accents most are.
    return sa.func.lower(bare)
