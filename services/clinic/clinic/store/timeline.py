"""The timeline: what happened to a relationship, and to the accounts that answer for its contact."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from clinic.models import Binding, TimelineEntry
from clinic.store import relationships


def add(
    tx: Tx, kind: str, pairs: Collection[tuple[UUID, UUID]], *, time: datetime | None = None, source: UUID | None = None, **detail: Any
) -> None:
    """One entry for each (contact, client). source: the event that told it; told again, it adds nothing."""
    event = source or uuid4()
    _insert(tx, [
        {"entry_id": uuid5(event, f"{kind}/{contact_id}/{client_id}"), "contact_id": contact_id, "client_id": client_id, "account_id": None,
         "kind": kind, "time": time or tx.now, "detail": detail}
        for contact_id, client_id in pairs
    ])


def knows(tx: Tx, kind: str, pairs: Collection[tuple[UUID, UUID]], source: UUID) -> bool:
    """Whether this event has told of any of these."""
    entries = [uuid5(source, f"{kind}/{contact_id}/{client_id}") for contact_id, client_id in pairs]
    told = sa.select(TimelineEntry.entry_id).where(TimelineEntry.practice_id == tx.practice_id, TimelineEntry.entry_id.in_(entries))
    return tx.db.scalar(told.limit(1)) is not None


def add_each(tx: Tx, kind: str, said: Mapping[tuple[UUID, UUID], dict[str, Any]]) -> None:
    """One entry for each (contact, client), with a detail of its own."""
    _insert(tx, [
        {"entry_id": uuid4(), "contact_id": contact_id, "client_id": client_id, "account_id": None, "kind": kind, "time": tx.now,
         "detail": detail}
        for (contact_id, client_id), detail in said.items()
    ])


def add_of_account(tx: Tx, kind: str, account_id: UUID, *, time: datetime, source: UUID, **detail: Any) -> None:
    """One entry for an account, shown with everybody it answers for."""
    _insert(tx, [{"entry_id": uuid5(source, f"{kind}/{account_id}"), "contact_id": None, "client_id": None, "account_id": account_id,
                  "kind": kind, "time": time, "detail": detail}])


def _insert(tx: Tx, rows: list[dict[str, Any]]) -> None:
    if rows:
        tx.db.execute(insert(TimelineEntry).on_conflict_do_nothing(), [row | {"practice_id": tx.practice_id} for row in rows])


def of_relationship(tx: Tx, contact_id: UUID, client_id: UUID, most: int = 100) -> Sequence[sa.Row[Any]]:
    """kind, time, detail; the newest first, with what was on charts merged into this one.

    An account's own entries count while it answers for the contact.
    """
    columns = (TimelineEntry.kind, TimelineEntry.time, TimelineEntry.detail)
    pairs = [(contact_id, client_id), *relationships.merged_into(tx, contact_id, client_id)]
    own = sa.select(*columns).where(
        TimelineEntry.practice_id == tx.practice_id, sa.tuple_(TimelineEntry.contact_id, TimelineEntry.client_id).in_(pairs)
    )
    of_login = sa.select(*columns).join(
        Binding, sa.and_(Binding.practice_id == TimelineEntry.practice_id, Binding.account_id == TimelineEntry.account_id)
    ).where(
        TimelineEntry.practice_id == tx.practice_id, Binding.contact_id == contact_id,
        sa.or_(Binding.state != "UNBOUND", TimelineEntry.time <= Binding.change_time),
    )
    newest = [part.order_by(TimelineEntry.time.desc()).limit(most).subquery() for part in (own, of_login)]
    both = sa.union_all(*(sa.select(part) for part in newest)).subquery()
    return tx.db.execute(sa.select(both).order_by(both.c.time.desc()).limit(most)).all()
