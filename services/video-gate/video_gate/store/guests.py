"""Guests of video sessions and their links."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on

from chassis.db import Tx
from chassis.errors import NotFound
from video_gate.domain import LIVE
from video_gate.models import GuestLink, Seat, VideoSession


def _here(tx: Tx) -> sa.Select[GuestLink]:
    return sa.select(GuestLink).where(GuestLink.practice_id == tx.practice_id)


def add(tx: Tx, **values: Any) -> GuestLink:
    """A live link. Flushed, so that a second live one of the same guest is refused here and not at the commit."""
    link = GuestLink(practice_id=tx.practice_id, link_id=uuid4(), version=1, state=LIVE, issue_time=tx.now, **values)
    tx.db.add(link)
    tx.db.flush()
    return link


def by_token(tx: Tx, token_hash: bytes, *, to_use: bool = False) -> GuestLink | None:
    """The link of a token; held where it is to be used, so that of two devices at once one is the first."""
    query = _here(tx).where(GuestLink.token_hash == token_hash)
    return tx.db.scalar(query.with_for_update() if to_use else query)


def newest(tx: Tx, session_id: UUID, guest_id: UUID) -> GuestLink:
    """A guest's newest link, held. Raises NotFound."""
    query = _here(tx).where(GuestLink.session_id == session_id, GuestLink.guest_id == guest_id)
    link = tx.db.scalar(query.order_by(GuestLink.issue_time.desc()).limit(1).with_for_update())
    if link is None:
        raise NotFound
    return link


def one(tx: Tx, link_id: UUID) -> GuestLink:
    """One link. Raises NotFound."""
    link = tx.db.scalar(_here(tx).where(GuestLink.link_id == link_id))
    if link is None:
        raise NotFound
    return link


def is_live(tx: Tx, guest_id: UUID) -> bool:
    """Whether the guest has a link that nobody took back."""
    return tx.db.scalar(_here(tx).where(GuestLink.guest_id == guest_id, GuestLink.state == LIVE)) is not None


def of_session(tx: Tx, session_id: UUID) -> Sequence[GuestLink]:
    """The newest link of each of its guests, by name."""
    query = _here(tx).where(GuestLink.session_id == session_id).ext(distinct_on(GuestLink.guest_id))
    found = tx.db.scalars(query.order_by(GuestLink.guest_id, GuestLink.issue_time.desc())).all()
    return sorted(found, key=lambda link: (link.name.casefold(), link.guest_id))


def superseded_time(tx: Tx, link: GuestLink) -> datetime | None:
    """When the guest's newest link was made."""
    query = sa.select(sa.func.max(GuestLink.issue_time)).where(
        GuestLink.practice_id == tx.practice_id, GuestLink.guest_id == link.guest_id, GuestLink.link_id != link.link_id
    )
    return tx.db.scalar(query)


def mailed_to(tx: Tx, email_key: str, within: timedelta) -> Sequence[datetime]:
    """When links were mailed to an address lately, the newest first."""
    query = sa.select(GuestLink.issue_time).where(
        GuestLink.practice_id == tx.practice_id, GuestLink.email_key == email_key, GuestLink.issue_time > tx.now - within
    )
    return tx.db.scalars(query.order_by(GuestLink.issue_time.desc())).all()


def seated(tx: Tx, session_id: UUID) -> set[UUID]:
    """Its guests who are in."""
    query = sa.select(Seat.account_id).where(
        Seat.practice_id == tx.practice_id, Seat.session_id == session_id, Seat.kind == "GUEST", Seat.end_time.is_(None)
    )
    return set(tx.db.scalars(query))


def end(tx: Tx, link: GuestLink, state: str) -> GuestLink:
    """It opens nothing any more."""
    [ended] = _end(tx, GuestLink.link_id == link.link_id, state=state)
    return ended


def revoke_all(tx: Tx, session_id: UUID) -> Sequence[GuestLink]:
    """Take back every live link to one video session."""
    return _end(tx, GuestLink.session_id == session_id, state="REVOKED")


def revoke_of_client(tx: Tx, client_id: UUID) -> Sequence[GuestLink]:
    """Take back every live link to any video session of one client."""
    about = sa.select(VideoSession.session_id).where(VideoSession.practice_id == tx.practice_id, VideoSession.client_id == client_id)
    return _end(tx, GuestLink.session_id.in_(about), state="REVOKED")


def _end(tx: Tx, *at: sa.ColumnElement[bool], state: str) -> Sequence[GuestLink]:
    ended = sa.update(GuestLink).where(GuestLink.practice_id == tx.practice_id, GuestLink.state == LIVE, *at).values(
        state=state, end_time=tx.now, version=GuestLink.version + 1
    )
    fresh = {"populate_existing": True, "synchronize_session": False}
    return tx.db.scalars(ended.returning(GuestLink), execution_options=fresh).all()
