"""The access ledger: everything known of a relationship in one query, and the portal state derived from it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from clinic.domain import outlook, portal
from clinic.domain.facts import Facts
from clinic.models import Alarm, Binding, Client, Contact, LedgerEntry, Relationship
from clinic.store import clients, rows

Pair = tuple[UUID, UUID]


def _read(tx: Tx, query: sa.Select[Any]) -> list[Facts]:
    facts = rows.reader(tx)
    return [facts(row) for row in rows.read(tx, query)]


def of_clients(tx: Tx, client_ids: Collection[UUID]) -> list[Facts]:
    """Everybody on these charts: primary contacts first, then by name."""
    chosen = rows.KNOWN.where(Relationship.client_id.in_(client_ids))
    ordered = chosen.order_by(Relationship.is_primary.desc(), Contact.given_name, Contact.family_name, Contact.contact_id)
    return _read(tx, ordered) if client_ids else []


def of_pairs(tx: Tx, pairs: Collection[Pair]) -> list[Facts]:
    """These relationships."""
    return _read(tx, rows.KNOWN.where(sa.tuple_(Relationship.contact_id, Relationship.client_id).in_(pairs))) if pairs else []


def of_account(tx: Tx, account_id: UUID) -> list[Facts]:
    """Everybody this account answers for, by the client's name."""
    bound = sa.and_(Binding.practice_id == tx.practice_id, Binding.account_id == account_id, Binding.state == "BOUND")
    mine = rows.KNOWN.where(Relationship.contact_id.in_(sa.select(Binding.contact_id).where(bound)))
    return _read(tx, mine.order_by(Client.given_name, Client.family_name, Client.client_id))


def answering(tx: Tx, account_id: UUID) -> list[Pair]:
    """The relationships of every contact that an account answers for, or is offered."""
    mine = sa.select(Binding.contact_id).where(Binding.practice_id == tx.practice_id, Binding.account_id == account_id)
    theirs = sa.and_(Relationship.practice_id == tx.practice_id, Relationship.contact_id.in_(mine))
    found = sa.select(Relationship.contact_id, Relationship.client_id).where(theirs)
    return [(contact_id, client_id) for contact_id, client_id in tx.db.execute(found)]


def begin(tx: Tx, pairs: Collection[Pair]) -> None:
    """The empty entries of new relationships."""
    tx.db.add_all(LedgerEntry(
        practice_id=tx.practice_id, contact_id=contact_id, client_id=client_id, portal_state="NOT_INVITED", needs_you=False, clear=False,
        welcome_refuse_reason="", mail_version=0, mail_state="", mail_reason="", mail_detail="", mail_to="", join_reasons=[],
    ) for contact_id, client_id in pairs)
    tx.db.flush()  # what follows reads and updates the row by statement


def welcomed(tx: Tx, request_id: UUID, pairs: Collection[Pair]) -> None:
    """A welcome was asked for."""
    _set(tx, pairs, welcome_time=tx.now, welcome_by=tx.actor.account_id, welcome_request_id=request_id, welcome_refuse_reason="")


def mailed(tx: Tx, pairs: Collection[Pair], mail: dict[str, Any]) -> list[Pair]:
    """The state of a welcome mail, where it is news: a newer mail, or a newer state of the same. Returns whom it was news for.

    mail: the ledger's mail_ columns.
    """
    clients.lock(tx, {client_id for _, client_id in pairs})
    newer = sa.or_(
        LedgerEntry.mail_id.is_(None),
        sa.and_(LedgerEntry.mail_id != mail["mail_id"], LedgerEntry.mail_queue_time < mail["mail_queue_time"]),
        sa.and_(LedgerEntry.mail_id == mail["mail_id"], LedgerEntry.mail_version < mail["mail_version"]),
    )
    return _set(tx, pairs, newer, **mail)


def knocked(tx: Tx, pairs: Collection[Pair], time: datetime, session_id: UUID, reasons: Sequence[str]) -> list[Pair]:
    """What became of a knock at a video session, if none newer is known."""
    clients.lock(tx, {client_id for _, client_id in pairs})
    newer = sa.or_(LedgerEntry.join_time.is_(None), LedgerEntry.join_time < time)
    return _set(tx, pairs, newer, join_time=time, join_session_id=session_id, join_reasons=list(reasons))


def _set(tx: Tx, pairs: Collection[Pair], only: sa.ColumnElement[bool] | None = None, **values: Any) -> list[Pair]:
    if not pairs:
        return []
    mine = [LedgerEntry.practice_id == tx.practice_id, sa.tuple_(LedgerEntry.contact_id, LedgerEntry.client_id).in_(pairs)]
    change = sa.update(LedgerEntry).where(*mine, *([only] if only is not None else [])).values(**values)
    told = change.returning(LedgerEntry.contact_id, LedgerEntry.client_id)
    changed = tx.db.execute(told, execution_options={"synchronize_session": False})
    return [(contact_id, client_id) for contact_id, client_id in changed]


def refresh(tx: Tx, pairs: Collection[Pair], *, locked: bool = False) -> None:
    """Derive what the ledger keeps anew, say when to look again, and whether the client needs somebody.

    locked: the clients are held already.
    """
    if not pairs:
        return
    client_ids = {client_id for _, client_id in pairs}
    if not locked:
        clients.lock(tx, client_ids)
    found = of_pairs(tx, pairs)
    derived: dict[tuple[str, bool, bool], list[Pair]] = {}
    for facts in found:
        derived.setdefault(_derived(facts, tx.now), []).append((facts.contact_id, facts.client_id))
    for (portal_state, needs, clear), theirs in derived.items():
        differs = sa.or_(LedgerEntry.portal_state != portal_state, LedgerEntry.needs_you != needs, LedgerEntry.clear != clear)
        _set(tx, theirs, differs, portal_state=portal_state, needs_you=needs, clear=clear)
    _look_again(tx, {(facts.contact_id, facts.client_id): portal.next_change(facts, tx.now) for facts in found})
    _mark_clients(tx, client_ids)


def _derived(facts: Facts, now: datetime) -> tuple[str, bool, bool]:
    """portal_state, needs_you, clear."""
    state = portal.portal_state(facts, now).state
    return state.value, portal.needs_you(facts, state, now), outlook.clear(facts, now)


def _look_again(tx: Tx, due: Mapping[Pair, datetime | None]) -> None:
    """Sets the alarms anew. One that is due already is left: what it stands for is still to be settled and announced."""
    to_come = Alarm.due_time > tx.now
    never = sorted(pair for pair, time in due.items() if time is None)
    gone = sa.and_(Alarm.practice_id == tx.practice_id, sa.tuple_(Alarm.contact_id, Alarm.client_id).in_(never), to_come)
    if never:
        tx.db.execute(sa.delete(Alarm).where(gone), execution_options={"synchronize_session": False})
    rows = [
        {"practice_id": tx.practice_id, "contact_id": pair[0], "client_id": pair[1], "due_time": time}
        for pair, time in sorted(due.items()) if time is not None
    ]
    if rows:
        alarms = insert(Alarm)
        differs = sa.and_(to_come, Alarm.due_time != alarms.excluded.due_time)
        key, anew = ["practice_id", "contact_id", "client_id"], {"due_time": alarms.excluded.due_time}
        tx.db.execute(alarms.on_conflict_do_update(index_elements=key, set_=anew, where=differs), rows)


def _mark_clients(tx: Tx, client_ids: Collection[UUID]) -> None:
    settled = ~sa.exists().where(
        LedgerEntry.practice_id == tx.practice_id, LedgerEntry.client_id == Client.client_id, LedgerEntry.needs_you,
    )
    mine = sa.and_(Client.practice_id == tx.practice_id, Client.client_id.in_(client_ids))
    change = sa.update(Client).where(mine, Client.settled != settled).values(settled=settled)
    tx.db.execute(change, execution_options={"synchronize_session": False})
