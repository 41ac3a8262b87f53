"""Links: found by id or by the hash of what the mail carries, ended by one UPDATE."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis.db import Tx
from chassis.errors import NotFound
from chassis.tables import clock_offsets
from identity.domain.links import CAP_WINDOW, PASSWORD_LINKS, Issued, LinkState, Purpose
from identity.models import Link, WelcomeAnswered


class ToMint(NamedTuple):
    """What making a link's address takes, and the one mailbox it may go to."""

    purpose: str
    state: str
    seed: bytes
    key_id: str
    expire_time: datetime
    end_time: datetime | None
    to_address: str


# Once for every mail that leaves, so written out: building the statement would cost more than running it.
TO_MINT = """
SELECT l.purpose, l.state, l.seed, l.key_id, l.expire_time, l.end_time, coalesce(l.new_email, a.email)
FROM links l JOIN accounts a ON a.practice_id = l.practice_id AND a.account_id = l.account_id
WHERE l.practice_id = %s AND l.link_id = %s
"""


def to_mint(tx: Tx, link_id: UUID) -> ToMint:
    """One link with its mailbox. Raises NotFound."""
    rows = tx.run(TO_MINT, (tx.practice_id, link_id))
    if not rows:
        raise NotFound
    return ToMint._make(rows[0])


def by_token(tx: Tx, token_hash: bytes) -> Link | None:
    """The link that a mail carried."""
    return tx.db.scalar(sa.select(Link).where(Link.practice_id == tx.practice_id, Link.token_hash == token_hash))


def live(tx: Tx, account_ids: Sequence[UUID]) -> dict[UUID, Link]:
    """The link of each account that can still be spent."""
    at = sa.and_(Link.practice_id == tx.practice_id, Link.account_id.in_(account_ids), Link.purpose.in_(PASSWORD_LINKS))
    rows = tx.db.scalars(sa.select(Link).where(at, Link.state == LinkState.LIVE, Link.expire_time > tx.now))
    return {link.account_id: link for link in rows}


def issued_lately(tx: Tx, account_id: UUID, purpose: str) -> list[Issued]:
    """What the cap counts."""
    at = sa.and_(Link.practice_id == tx.practice_id, Link.account_id == account_id, Link.purpose == purpose)
    rows = tx.db.execute(sa.select(Link.issue_time, Link.recipients).where(at, Link.issue_time > tx.now - CAP_WINDOW))
    return [Issued(row.issue_time, frozenset(to["contact_id"] for to in row.recipients)) for row in rows]


def add(tx: Tx, **values: Any) -> Link:
    """A live link. Flushed, so that a second live one of the account is refused here and not at the commit."""
    link = Link(practice_id=tx.practice_id, issue_time=tx.now, **values)
    tx.db.add(link)
    tx.db.flush()
    return link


def redeem(tx: Tx, token_hash: bytes) -> Link | None:
    """Spend it; None where another was first, or it no longer lives. The one statement decides (domain, decision 6)."""
    at = sa.and_(Link.practice_id == tx.practice_id, Link.token_hash == token_hash)
    ended = _end(tx, at, Link.expire_time > tx.now, state=LinkState.REDEEMED)
    return ended[0] if ended else None


def end_live(tx: Tx, account_id: UUID, state: LinkState, purposes: Sequence[Purpose] = tuple(Purpose)) -> Sequence[Link]:
    """End every live link of an account, or those of some purposes."""
    at = sa.and_(Link.practice_id == tx.practice_id, Link.account_id == account_id, Link.purpose.in_(purposes))
    return _end(tx, at, state=state)


def expire(tx: Tx) -> Sequence[Link]:
    """End those whose time has come."""
    return _end(tx, Link.practice_id == tx.practice_id, Link.expire_time <= tx.now, state=LinkState.EXPIRED)


def practices_due(db: Session, most: int = 100) -> Sequence[str]:
    """Practices with a link whose time has come, by each practice's own clock. For the worker, across practices."""
    shift = sa.func.make_interval(0, 0, 0, 0, 0, 0, sa.func.coalesce(clock_offsets.c.seconds, 0))
    late = sa.select(Link.practice_id).outerjoin(clock_offsets, clock_offsets.c.practice_id == Link.practice_id)
    due = late.where(Link.state == LinkState.LIVE, Link.expire_time <= sa.func.now() + shift)
    return db.scalars(due.distinct().limit(most)).all()


def answer_welcome(tx: Tx, request_id: UUID) -> bool:
    """Take a welcome request; False where it was answered before, however long ago."""
    row = {"practice_id": tx.practice_id, "request_id": request_id, "answer_time": tx.now}
    first = insert(WelcomeAnswered).values(row).on_conflict_do_nothing().returning(WelcomeAnswered.request_id)
    return tx.db.execute(first).first() is not None


def _end(tx: Tx, *at: sa.ColumnElement[bool], state: LinkState) -> Sequence[Link]:
    ended = sa.update(Link).where(*at, Link.state == LinkState.LIVE).values(state=state, end_time=tx.now, version=Link.version + 1)
    fresh = {"populate_existing": True, "synchronize_session": False}
    return tx.db.scalars(ended.returning(Link), execution_options=fresh).all()
