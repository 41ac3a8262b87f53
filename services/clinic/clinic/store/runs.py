"""Bulk welcomes and their people."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.db import Tx
from clinic.models import Client, Contact, ImportRow, LedgerEntry, Relationship, WelcomeRunPerson

# Who has come this far needs no invitation, or has one.
UNINVITED = ("NOT_INVITED", "NO_EMAIL", "ACCESS_OFF")


def _the(tx: Tx, model: Any, run_id: UUID) -> list[sa.ColumnElement[bool]]:
    return [model.practice_id == tx.practice_id, model.run_id == run_id]


def fill(tx: Tx, run_id: UUID, client_ids: Collection[UUID] | None, import_id: UUID | None) -> int:
    """Everybody who is meant to sign in for these clients, or for those an import added; else all who were not invited yet. How many.

    Meant to sign in: acts for themself, is primary, or has access.
    """
    meant = sa.or_(Relationship.is_primary, Relationship.relationship == "SELF", Relationship.online_access)
    chosen = [Relationship.practice_id == tx.practice_id, Client.status == "ACTIVE", meant]
    if client_ids is not None:
        chosen.append(Relationship.client_id.in_(client_ids))
    elif import_id is not None:
        added = sa.select(ImportRow.client_id).where(ImportRow.practice_id == tx.practice_id, ImportRow.import_id == import_id)
        chosen.append(Relationship.client_id.in_(added.where(ImportRow.state == "ADDED")))
    else:
        chosen.append(LedgerEntry.portal_state.in_(UNINVITED))
    place = sa.func.row_number().over(order_by=(Contact.email_key, Contact.contact_id, Relationship.client_id))
    people = sa.select(
        Relationship.practice_id, sa.literal(run_id), place, Relationship.contact_id, Relationship.client_id, Contact.email_key,
        sa.literal("WAITING"), sa.literal(""),
    ).select_from(Relationship).join(Contact, _of(Contact, "contact_id")).join(Client, _of(Client, "client_id")).join(
        LedgerEntry, _of(LedgerEntry, "contact_id", "client_id")
    ).where(*chosen)
    columns = ["practice_id", "run_id", "place", "contact_id", "client_id", "email_key", "state", "reason"]
    tx.db.execute(sa.insert(WelcomeRunPerson).from_select(columns, people))
    return tx.db.scalar(sa.select(sa.func.count()).select_from(WelcomeRunPerson).where(*_the(tx, WelcomeRunPerson, run_id))) or 0


def _of(model: Any, *columns: str) -> sa.ColumnElement[bool]:
    return sa.and_(*(getattr(model, name) == getattr(Relationship, name) for name in ("practice_id", *columns)))


def next_people(tx: Tx, run_id: UUID, after: int, most: int, *, held: bool = False) -> Sequence[WelcomeRunPerson]:
    """The next in turn; whoever shares the last one's address comes with them, so that one mail serves all.

    held: no merge makes others of them until the transaction ends. Whoever locks charts does that first, as a merge does.
    """
    mine = _the(tx, WelcomeRunPerson, run_id)
    turn = sa.select(WelcomeRunPerson).where(*mine, WelcomeRunPerson.place > after).order_by(WelcomeRunPerson.place)
    turn = turn.with_for_update() if held else turn
    found = list(tx.db.scalars(turn.limit(most)))
    if found and found[-1].email_key:
        found += tx.db.scalars(turn.where(WelcomeRunPerson.email_key == found[-1].email_key, WelcomeRunPerson.place > found[-1].place))
    return found


def pairs_at(tx: Tx, run_id: UUID, places: Collection[int]) -> set[tuple[UUID, UUID]]:
    """Who stands at these places now."""
    each = WelcomeRunPerson
    found = sa.select(each.contact_id, each.client_id).where(*_the(tx, each, run_id), each.place.in_(places))
    return {(row.contact_id, row.client_id) for row in tx.db.execute(found)}


def people_listed(tx: Tx, run_id: UUID, state: str | None, refused: bool | None, after: int, most: int) -> Sequence[WelcomeRunPerson]:
    """In their turn. refused: only those with a reason against them, or only those without."""
    chosen = _the(tx, WelcomeRunPerson, run_id) + ([WelcomeRunPerson.state == state] if state else [])
    if refused is not None:
        chosen.append((WelcomeRunPerson.reason != "") if refused else (WelcomeRunPerson.reason == ""))
    return tx.db.scalars(
        sa.select(WelcomeRunPerson).where(*chosen, WelcomeRunPerson.place > after).order_by(WelcomeRunPerson.place).limit(most)
    ).all()


def counted(tx: Tx, run_id: UUID) -> list[Any]:
    """(state, reason, relationships, people, addresses) for each state and reason."""
    each = WelcomeRunPerson
    found = sa.select(
        each.state, each.reason, sa.func.count(), sa.func.count(sa.distinct(each.contact_id)),
        sa.func.count(sa.distinct(each.email_key)).filter(each.email_key != ""),
    ).where(*_the(tx, each, run_id))
    return list(tx.db.execute(found.group_by(each.state, each.reason).order_by(each.state, each.reason)))


def sharing(tx: Tx, run_id: UUID, email_keys: Collection[str]) -> dict[str, int]:
    """How many people of the run get the one mail to each of these addresses, where there are several."""
    people = sa.func.count(sa.distinct(WelcomeRunPerson.contact_id))
    mine = [*_the(tx, WelcomeRunPerson, run_id), WelcomeRunPerson.email_key.in_({key for key in email_keys if key})]
    mine.append(WelcomeRunPerson.reason == "")
    found = sa.select(WelcomeRunPerson.email_key, people).where(*mine).group_by(WelcomeRunPerson.email_key).having(people > 1)
    return {row[0]: row[1] for row in tx.db.execute(found)}
