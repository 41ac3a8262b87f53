"""What a merge moves: all that is kept under the old names, and what is counted for the preview."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from clinic.models import (
    Alarm,
    Binding,
    Call,
    Client,
    Contact,
    ImportRow,
    LedgerEntry,
    Relationship,
    SessionReminder,
    UpcomingSession,
    VideoSession,
    WelcomeRequest,
    WelcomeRunPerson,
)

Pair = tuple[UUID, UUID]
# What tells which of two entries' facts are newer, and the columns that go with it.
NEWEST = {
    "welcome_time": ("welcome_by", "welcome_request_id", "welcome_refuse_reason"),
    "mail_queue_time": (
        "mail_id", "mail_version", "mail_state", "mail_reason", "mail_detail", "mail_to", "mail_link_id", "mail_change_time",
    ),
    "join_time": ("join_session_id", "join_reasons"),
}
LOADED = {"populate_existing": True}


def relationships(tx: Tx, client_ids: Collection[UUID], contact_ids: Collection[UUID]) -> Sequence[Relationship]:
    """Everybody on these charts, and these contacts on every chart."""
    here = sa.or_(Relationship.client_id.in_(client_ids), Relationship.contact_id.in_(contact_ids))
    found = sa.select(Relationship).where(Relationship.practice_id == tx.practice_id, Relationship.into_client_id.is_(None), here)
    return tx.db.scalars(found.order_by(Relationship.client_id, Relationship.contact_id).execution_options(**LOADED)).all()


def lead_on(tx: Tx, clients: Mapping[UUID, UUID], contacts: Mapping[UUID, UUID]) -> None:
    """Whatever was merged into one of these before leads to where they lead now."""
    for model, key, moved in ((Client, "merged_into", clients), (Contact, "merged_into", contacts),
                              (Relationship, "into_client_id", clients), (Relationship, "into_contact_id", contacts)):
        _rename(tx, model, key, moved)


def move_sessions(tx: Tx, clients: Mapping[UUID, UUID], contacts: Mapping[UUID, UUID]) -> None:
    """Video sessions, who is invited to them and who was reminded; and the rows of imports."""
    _rename(tx, VideoSession, "client_id", clients)
    _rename(tx, ImportRow, "client_id", clients)
    for model in (UpcomingSession, SessionReminder):
        for gone, stays in contacts.items():
            twice = sa.select(model.session_id).where(model.practice_id == tx.practice_id, model.contact_id == stays)
            mine = sa.and_(model.practice_id == tx.practice_id, model.contact_id == gone)
            tx.db.execute(sa.delete(model).where(mine, model.session_id.in_(twice)), execution_options={"synchronize_session": False})
        _rename(tx, model, "contact_id", contacts)


def _rename(tx: Tx, model: Any, column: str, moved: Mapping[UUID, UUID]) -> None:
    for gone, stays in moved.items():
        mine = sa.and_(model.practice_id == tx.practice_id, getattr(model, column) == gone)
        tx.db.execute(sa.update(model).where(mine).values({column: stays}), execution_options={"synchronize_session": False})


def move_pair(tx: Tx, gone: Pair, stays: Pair) -> None:
    """Welcome requests and what waits in bulk welcomes. Where both stand in one already, it is one from now on."""
    _move(tx, WelcomeRequest, "request_id", gone, stays)
    _move(tx, WelcomeRunPerson, "run_id", gone, stays)
    tx.db.execute(sa.delete(Alarm).where(*_of(tx, Alarm, gone)))


def _of(tx: Tx, model: Any, pair: Pair) -> list[sa.ColumnElement[bool]]:
    return [model.practice_id == tx.practice_id, model.contact_id == pair[0], model.client_id == pair[1]]


def _move(tx: Tx, model: Any, of: str, gone: Pair, stays: Pair) -> None:
    whole, untracked = getattr(model, of), {"synchronize_session": False}
    twice = sa.select(whole).where(*_of(tx, model, stays))
    tx.db.execute(sa.delete(model).where(*_of(tx, model, gone), whole.in_(twice)), execution_options=untracked)
    change = sa.update(model).where(*_of(tx, model, gone)).values(contact_id=stays[0], client_id=stays[1])
    tx.db.execute(change, execution_options=untracked)


def calls_of(tx: Tx, pairs: Collection[Pair]) -> Sequence[Call]:
    """The calls of these, held, who has waited longest first."""
    theirs = sa.and_(Call.practice_id == tx.practice_id, sa.tuple_(Call.contact_id, Call.client_id).in_(pairs))
    return tx.db.scalars(sa.select(Call).where(theirs).order_by(Call.raise_time, Call.call_id).with_for_update()).all()


def gather_ledger(tx: Tx, gone: Collection[Pair], stays: Pair) -> None:
    """Of what was heard of several relationships the newest is known of the one they became."""
    found = sa.select(LedgerEntry).where(
        LedgerEntry.practice_id == tx.practice_id, sa.tuple_(LedgerEntry.contact_id, LedgerEntry.client_id).in_([*gone, stays])
    ).order_by(LedgerEntry.client_id, LedgerEntry.contact_id).with_for_update()
    rows = tx.db.scalars(found.execution_options(**LOADED)).all()
    into = next(row for row in rows if (row.contact_id, row.client_id) == stays)
    for told, along in NEWEST.items():
        newest = max((row for row in rows if getattr(row, told)), key=lambda row: getattr(row, told), default=into)
        for name in (told, *along):
            setattr(into, name, getattr(newest, name))
    tx.db.flush()
    for row in rows:
        if row is not into:
            tx.db.delete(row)
    tx.db.flush()  # the old ones are gone before anybody reads the ledger


def hand_over_login(tx: Tx, gone: UUID, stays: UUID) -> None:
    """Whoever answers for the one answers for the other, until identity says so itself."""
    held = sa.select(
        Binding.practice_id, Binding.account_id, sa.literal(stays), sa.literal(0), Binding.state, Binding.change_time
    ).where(Binding.practice_id == tx.practice_id, Binding.contact_id == gone, Binding.state != "UNBOUND")
    columns = ["practice_id", "account_id", "contact_id", "version", "state", "change_time"]
    tx.db.execute(insert(Binding).from_select(columns, held).on_conflict_do_nothing())


def counted(tx: Tx, client_id: UUID) -> dict[str, int]:
    """What moves with a chart: video sessions to come and past, calls that wait."""
    to_come = sa.and_(VideoSession.state == "BOOKED", VideoSession.end_time > tx.now)
    sessions = sa.select(sa.func.count().filter(to_come), sa.func.count().filter(~to_come))
    coming, past = tx.db.execute(sessions.where(VideoSession.practice_id == tx.practice_id, VideoSession.client_id == client_id)).one()
    waiting = sa.and_(Call.practice_id == tx.practice_id, Call.client_id == client_id, Call.state == "OPEN")
    calls = tx.db.scalar(sa.select(sa.func.count()).select_from(Call).where(waiting)) or 0
    return {"coming_sessions": coming, "past_sessions": past, "open_calls": calls}


def people_of_account(tx: Tx, account_id: UUID) -> set[UUID]:
    """Whom an account answers for or is offered, as last heard, with access in force."""
    theirs = sa.select(Binding.contact_id).join(Relationship, sa.and_(
        Relationship.practice_id == Binding.practice_id, Relationship.contact_id == Binding.contact_id
    )).where(
        Binding.practice_id == tx.practice_id, Binding.account_id == account_id, Binding.state != "UNBOUND", Relationship.online_access,
        Relationship.in_force,
    )
    return set(tx.db.scalars(theirs.distinct()))
