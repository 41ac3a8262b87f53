"""Help asked for from links' pages."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from chassis.db import Tx
from identity.domain.help import HELP_WINDOW, HelpState
from identity.models import HelpRequest


def of_link(tx: Tx, link_id: UUID) -> HelpRequest | None:
    """What was asked from this link's page lately and not put aside, the newest."""
    at = sa.and_(HelpRequest.practice_id == tx.practice_id, HelpRequest.link_id == link_id, HelpRequest.state != HelpState.CLOSED)
    lately = sa.select(HelpRequest).where(at, HelpRequest.ask_time > tx.now - HELP_WINDOW)
    return tx.db.scalar(lately.order_by(HelpRequest.ask_time.desc()).limit(1))


def lately(tx: Tx, account_id: UUID) -> Sequence[HelpRequest]:
    """What the cap counts, the oldest first."""
    at = sa.and_(HelpRequest.practice_id == tx.practice_id, HelpRequest.account_id == account_id)
    return tx.db.scalars(
        sa.select(HelpRequest).where(at, HelpRequest.ask_time > tx.now - HELP_WINDOW).order_by(HelpRequest.ask_time)
    ).all()


def open_of(tx: Tx, account_ids: Collection[UUID]) -> dict[UUID, HelpRequest]:
    """What each of these accounts still waits for."""
    at = sa.and_(HelpRequest.practice_id == tx.practice_id, HelpRequest.account_id.in_(account_ids))
    rows = tx.db.scalars(sa.select(HelpRequest).where(at, HelpRequest.state == HelpState.OPEN))
    return {row.account_id: row for row in rows}


def add(tx: Tx, account_id: UUID, link_id: UUID, said: str = "") -> HelpRequest:
    """An open one. Flushed, so that a second open one of the account is refused here."""
    asked = HelpRequest(practice_id=tx.practice_id, account_id=account_id, link_id=link_id, said=said, ask_time=tx.now)
    tx.db.add(asked)
    tx.db.flush()
    return asked


def end_help(tx: Tx, help_id: UUID, state: HelpState, answer: str, end_time: datetime) -> None:
    """It was answered or put aside; one that has ended stays as it is."""
    at = sa.and_(HelpRequest.practice_id == tx.practice_id, HelpRequest.help_id == help_id, HelpRequest.state == HelpState.OPEN)
    tx.db.execute(sa.update(HelpRequest).where(at).values(state=state, answer=answer, end_time=end_time))
