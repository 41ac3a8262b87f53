"""Calls for help."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from chassis.db import Tx
from clinic.domain.refusals import CallUnknown
from clinic.models import Call


def locked(tx: Tx, call_id: UUID) -> Call:
    """The call, held until the transaction ends. Raises CallUnknown."""
    found = sa.select(Call).where(Call.practice_id == tx.practice_id, Call.call_id == call_id)
    call = tx.db.scalar(found.with_for_update().execution_options(populate_existing=True))
    if call is None:
        raise CallUnknown
    return call


def raised_from(tx: Tx, call_id: UUID, help_id: UUID) -> bool:
    """Whether a page's cry for help has become this call, or was taken up by another."""
    found = sa.select(Call.call_id).where(Call.practice_id == tx.practice_id, sa.or_(Call.call_id == call_id, Call.help_id == help_id))
    return tx.db.scalar(found.limit(1)) is not None


def open_one(tx: Tx, contact_id: UUID, client_id: UUID) -> Call | None:
    """The relationship's open call."""
    return tx.db.scalar(sa.select(Call).where(
        Call.practice_id == tx.practice_id, Call.contact_id == contact_id, Call.client_id == client_id, Call.state == "OPEN"
    ))


def of_account(tx: Tx, account_id: UUID, most: int = 10) -> Sequence[Call]:
    """What this account said and nobody put aside, the newest first."""
    mine = sa.and_(Call.practice_id == tx.practice_id, Call.account_id == account_id, Call.state != "CLOSED")
    return tx.db.scalars(sa.select(Call).where(mine).order_by(Call.raise_time.desc()).limit(most)).all()


def listed(tx: Tx, most: int = 50) -> Sequence[Call]:
    """Open calls first, who has waited longest on top; then the newest of the others."""
    waiting = Call.state == "OPEN"
    longest = sa.case((waiting, Call.raise_time)).asc()
    found = sa.select(Call).where(Call.practice_id == tx.practice_id)
    return tx.db.scalars(found.order_by(waiting.desc(), longest, Call.raise_time.desc()).limit(most)).all()
