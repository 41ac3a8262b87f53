"""Who an identifier stands for: clients, contacts, staff, and logins by the people they answer for."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from chassis.db import Tx
from clinic.models import Account, Binding, Client, Contact, Staff


class Name(NamedTuple):
    """kind: CLIENT, CONTACT, STAFF or LOGIN. One login may answer for several people: a name for each."""

    id: UUID
    kind: str
    name: str


def named(tx: Tx, ids: Collection[UUID]) -> list[Name]:
    """Those of these that there are, staff before the login they have too."""
    found = sa.union_all(*(_named(tx, ids, *source) for source in SOURCES), _logins(tx, ids), _addresses(tx, ids))
    return [Name(*row) for row in tx.db.execute(found)]


SOURCES = (
    ("CLIENT", Client, Client.client_id, Client.given_name + " " + Client.family_name),
    ("CONTACT", Contact, Contact.contact_id, Contact.given_name + " " + Contact.family_name),
    ("STAFF", Staff, Staff.account_id, Staff.display_name),
)


def _named(tx: Tx, ids: Collection[UUID], kind: str, model: type, key: sa.ColumnElement[UUID], name: sa.ColumnElement[str]) -> sa.Select:
    return sa.select(key, sa.literal(kind), name).where(model.practice_id == tx.practice_id, key.in_(ids))  # type: ignore[attr-defined]


def _logins(tx: Tx, ids: Collection[UUID]) -> sa.Select:
    person = sa.and_(Contact.practice_id == Binding.practice_id, Contact.contact_id == Binding.contact_id)
    found = sa.select(Binding.account_id, sa.literal("LOGIN"), Contact.given_name + " " + Contact.family_name).join(Contact, person)
    return found.where(Binding.practice_id == tx.practice_id, Binding.account_id.in_(ids), Binding.state != "UNBOUND")


def _addresses(tx: Tx, ids: Collection[UUID]) -> sa.Select:
    """A login that answers for nobody is known by its address alone."""
    its = sa.and_(Binding.practice_id == Account.practice_id, Binding.account_id == Account.account_id, Binding.state != "UNBOUND")
    bound = sa.select(1).where(its)
    found = sa.select(Account.account_id, sa.literal("LOGIN"), Account.email)
    return found.where(Account.practice_id == tx.practice_id, Account.account_id.in_(ids), Account.email != "", ~bound.exists())
