"""Pairs of charts that somebody told apart."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from chassis.db import Tx
from clinic.models import Client, DismissedDuplicate

UNTRACKED = {"synchronize_session": False}


def told_apart(tx: Tx, one: Any, other: Any) -> sa.ColumnElement[bool]:
    """That two charts of a query were told apart, and both are still called and born as they were then."""
    said = aliased(DismissedDuplicate)
    return sa.exists().where(said.practice_id == tx.practice_id, _holds(said, one, other))


def _holds(said: Any, one: Any, other: Any) -> sa.ColumnElement[bool]:
    return sa.and_(
        said.client_id == one.client_id, said.sort_name == one.sort_name, said.birth_date.is_not_distinct_from(one.birth_date),
        said.other_id == other.client_id, said.other_sort_name == other.sort_name,
        said.other_birth_date.is_not_distinct_from(other.birth_date),
    )


def dismissed(tx: Tx, client_id: UUID) -> Sequence[DismissedDuplicate]:
    """What was said of a chart and still holds, the newest first."""
    own, other, said = aliased(Client), aliased(Client), DismissedDuplicate
    here = sa.and_(said.practice_id == tx.practice_id, own.practice_id == tx.practice_id, other.practice_id == tx.practice_id)
    found = sa.select(said).join(own, own.client_id == client_id).join(other, _holds(said, own, other)).where(here)
    return tx.db.scalars(found.order_by(said.dismiss_time.desc(), said.other_id)).all()


def dismiss(tx: Tx, one: Client, other: Client) -> None:
    """They are two clients, as they are called and born now."""
    restore(tx, one.client_id, other.client_id)
    tx.db.add_all(DismissedDuplicate(
        practice_id=tx.practice_id, client_id=mine.client_id, other_id=theirs.client_id, sort_name=mine.sort_name,
        birth_date=mine.birth_date, other_sort_name=theirs.sort_name, other_birth_date=theirs.birth_date,
        dismissed_by=tx.actor.account_id, dismiss_time=tx.now,
    ) for mine, theirs in ((one, other), (other, one)))
    tx.db.flush()  # what follows reads it by statement


def restore(tx: Tx, one: UUID, other: UUID) -> bool:
    """Whether somebody had told them apart, whatever they were called then."""
    said = DismissedDuplicate
    pair = sa.tuple_(said.client_id, said.other_id).in_([(one, other), (other, one)])
    gone = sa.delete(said).where(said.practice_id == tx.practice_id, pair).returning(said.client_id)
    return bool(tx.db.scalars(gone, execution_options=UNTRACKED).all())


def move(tx: Tx, gone: UUID, stays: UUID) -> None:
    """Whoever is not the client of the chart that goes is not the client of the one that stays; the two themselves are one."""
    restore(tx, gone, stays)
    known = set(_others(tx, stays))
    for other in _others(tx, gone):
        if other in known:
            restore(tx, gone, other)
        else:
            _rename(tx, (gone, other), client_id=stays)
            _rename(tx, (other, gone), other_id=stays)


def _others(tx: Tx, client_id: UUID) -> Sequence[UUID]:
    said = DismissedDuplicate
    return tx.db.scalars(sa.select(said.other_id).where(said.practice_id == tx.practice_id, said.client_id == client_id)).all()


def _rename(tx: Tx, pair: tuple[UUID, UUID], **values: UUID) -> None:
    said = DismissedDuplicate
    mine = sa.and_(said.practice_id == tx.practice_id, said.client_id == pair[0], said.other_id == pair[1])
    tx.db.execute(sa.update(said).where(mine).values(values), execution_options=UNTRACKED)
