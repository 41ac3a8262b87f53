"""The copies of what identity and clinic own: written only where the news is newer."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from chassis.tables import revoked_login_sessions
from video_gate.models import Binding, Client, Freshness, Relationship, StaffMember

Source = Literal["identity", "clinic"]


def keep(tx: Tx, model: Any, **row: Any) -> bool:
    """Write a row of a copy, keyed by its primary key, if its version is newer than the one kept; returns whether it was."""
    table = model.__table__
    key = [column.name for column in table.primary_key]
    values = {"practice_id": tx.practice_id, **row}
    written = insert(table).values(values)
    changed = written.on_conflict_do_update(
        index_elements=key, set_={name: written.excluded[name] for name in values if name not in key},
        where=table.c.version < written.excluded.version,
    )
    return tx.db.execute(changed.returning(table.c.version)).first() is not None


def mark_fresh(tx: Tx, source: Source, as_of: datetime, sequence: int) -> None:
    """Everything of this source up to as_of is applied. Concerns all practices; a late heartbeat never turns the clock back."""
    column = Freshness.identity_as_of if source == "identity" else Freshness.clinic_as_of
    place = Freshness.identity_sequence if source == "identity" else Freshness.clinic_sequence
    news = {column.key: sa.func.greatest(column, as_of), place.key: sequence}
    tx.db.execute(sa.update(Freshness).where(Freshness.practice_id == tx.practice_id).values(news))


def unverified_for(tx: Tx) -> timedelta:
    """How long nothing newer could be verified, by the real clock: it is facts that grow old here, not appointments."""
    oldest = sa.func.least(Freshness.identity_as_of, Freshness.clinic_as_of)
    return tx.db.execute(sa.select(sa.cast(sa.func.now() - oldest, sa.Interval))).scalar_one()


def ages(tx: Tx) -> dict[Source, float]:
    """Seconds since up to when each source is applied, across all practices: asked in the practice "all"."""
    row = tx.db.scalars(sa.select(Freshness).where(Freshness.practice_id == tx.practice_id)).one()
    return {"identity": (tx.now - row.identity_as_of).total_seconds(), "clinic": (tx.now - row.clinic_as_of).total_seconds()}


def revoke_login_session(tx: Tx, login_session_id: UUID, forget_time: datetime) -> None:
    """No request comes in with it from now on."""
    row = {"practice_id": tx.practice_id, "login_session_id": login_session_id, "forget_time": forget_time}
    tx.db.execute(insert(revoked_login_sessions).values(row).on_conflict_do_nothing())


def hand_over_login(tx: Tx, contact_id: UUID, into_contact_id: UUID) -> None:
    """Whoever answers for the one answers for the other, until identity says so itself."""
    held = sa.select(Binding.practice_id, Binding.account_id, sa.literal(into_contact_id), sa.literal(0), sa.true()).where(
        Binding.practice_id == tx.practice_id, Binding.contact_id == contact_id, Binding.bound
    )
    made = insert(Binding).from_select(["practice_id", "account_id", "contact_id", "version", "bound"], held)
    key = ["practice_id", "account_id", "contact_id"]
    tx.db.execute(made.on_conflict_do_update(index_elements=key, set_={"bound": True}))


def client_active(tx: Tx, client_id: UUID, *, held: bool = False) -> bool | None:
    """Whether the client is in care; None where it was never heard of. held: it stays so until the transaction ends."""
    active = sa.select(Client.active).where(Client.practice_id == tx.practice_id, Client.client_id == client_id)
    return tx.db.scalar(active.with_for_update(read=True) if held else active)


def merged_into(tx: Tx, client_id: UUID) -> UUID | None:
    """The chart that stayed of those that this one became, one after the other; None where it was not merged."""
    stayed = None
    into = sa.select(Client.merged_into).where(Client.practice_id == tx.practice_id)
    while found := tx.db.scalar(into.where(Client.client_id == (stayed or client_id))):
        stayed = found
    return stayed


def linked(tx: Tx, client_id: UUID, contact_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the contacts that have a relationship in force with the client; it stays so until the transaction ends."""
    query = sa.select(Relationship.contact_id).where(
        Relationship.practice_id == tx.practice_id, Relationship.client_id == client_id, Relationship.in_force,
        Relationship.contact_id.in_(list(contact_ids)),
    ).order_by(Relationship.contact_id).with_for_update(read=True)
    return set(tx.db.scalars(query))


def works_here(tx: Tx, account_id: UUID) -> bool:
    """Whether the account is staff."""
    query = sa.select(StaffMember.role).where(StaffMember.practice_id == tx.practice_id, StaffMember.account_id == account_id)
    return tx.db.scalar(query) is not None
