"""Jobs of the worker: imports and bulk welcomes, found, held and taken in hand alike."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.db import Tx
from chassis.errors import NotFound
from clinic.domain.refusals import ImportUnknown, RunUnknown
from clinic.models import Import, WelcomeRun

J = TypeVar("J", Import, WelcomeRun)
UNKNOWN: dict[type[Any], type[NotFound]] = {Import: ImportUnknown, WelcomeRun: RunUnknown}


def due(db: Session, kind: type[J]) -> list[Any]:
    """(practice, job, state, who started it, in which role) of all that have work to do. Works across practices, for the worker."""
    columns = (kind.practice_id, _id(kind), kind.state, kind.started_by, kind.started_role)
    return list(db.execute(sa.select(*columns).where(kind.state.in_(kind.AT_WORK)).order_by(kind.change_time)))


def get(tx: Tx, kind: type[J], job_id: UUID) -> J:
    """Raises the kind's Unknown."""
    return _one(kind, tx.db.scalar(_the(tx, kind, job_id)))


def locked(tx: Tx, kind: type[J], job_id: UUID) -> J:
    """The job, held until the transaction ends. Raises the kind's Unknown."""
    found = _the(tx, kind, job_id).with_for_update(key_share=True).execution_options(populate_existing=True)
    return _one(kind, tx.db.scalar(found))


def taken(tx: Tx, kind: type[J], job_id: UUID, state: str) -> J | None:
    """The job, if it is in this state and no other worker has it in hand. A worker that dies lets go of it."""
    found = _the(tx, kind, job_id).where(kind.state == state).with_for_update(key_share=True, skip_locked=True)
    return tx.db.scalar(found.execution_options(populate_existing=True))


def listed(tx: Tx, kind: type[J], most: int = 20) -> Sequence[J]:
    """The newest first; what somebody discarded is left out."""
    found = sa.select(kind).where(kind.practice_id == tx.practice_id, kind.state != "DISCARDED")
    return tx.db.scalars(found.order_by(kind.created_time.desc()).limit(most)).all()


def under_way(tx: Tx, kind: type[J]) -> bool:
    """Whether the worker is at one of the practice's, or it is paused in the middle."""
    some = sa.select(_id(kind)).where(kind.practice_id == tx.practice_id, kind.state.in_(kind.UNDER_WAY)).limit(1)
    return tx.db.scalar(some) is not None


def _id(kind: type[J]) -> sa.ColumnElement[UUID]:
    return next(column for column in sa.inspect(kind).primary_key if column.key != "practice_id")


def _the(tx: Tx, kind: type[J], job_id: UUID) -> sa.Select[J]:
    return sa.select(kind).where(kind.practice_id == tx.practice_id, _id(kind) == job_id)


def _one(kind: type[J], found: J | None) -> J:
    if found is None:
        raise UNKNOWN[kind]
    return found
