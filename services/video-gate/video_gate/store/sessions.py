"""Video sessions and their participants."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from chassis.db import Tx
from chassis.errors import NotFound
from video_gate.models import Binding, Participant, Practice, Relationship, StaffMember, VideoSession
from video_gate.store import joins


def one(tx: Tx, session_id: UUID, *, to_change: bool = False) -> VideoSession:
    """The video session; locked where it is to be changed. Raises NotFound."""
    query = sa.select(VideoSession).where(VideoSession.practice_id == tx.practice_id, VideoSession.session_id == session_id)
    if to_change:
        joins.hold_knocks(tx)
    found = tx.db.scalar(query.with_for_update() if to_change else query)
    if found is None:
        raise NotFound
    return found


def page(
    tx: Tx, *, client_id: UUID | None, from_time: datetime | None, to_time: datetime | None, after: tuple[datetime, UUID] | None,
    own_of: UUID | None, most: int,
) -> Sequence[VideoSession]:
    """Video sessions in order of their start, after the given place. own_of: only those that this account may know of."""
    query = sa.select(VideoSession).where(VideoSession.practice_id == tx.practice_id)
    if client_id:
        query = query.where(VideoSession.client_id == client_id)
    if from_time:
        query = query.where(VideoSession.end_time > from_time)
    if to_time:
        query = query.where(VideoSession.start_time < to_time)
    if after:
        query = query.where(sa.tuple_(VideoSession.start_time, VideoSession.session_id) > sa.tuple_(*map(sa.literal, after)))
    if own_of:
        query = query.where(VideoSession.session_id.in_(_own(tx, own_of)))
    return tx.db.scalars(query.order_by(VideoSession.start_time, VideoSession.session_id).limit(most)).all()


def _own(tx: Tx, account_id: UUID) -> sa.Select[UUID]:
    """Video sessions in which the account answers for a participant whose access is on and in force."""
    return (
        sa.select(Participant.session_id)
        .join(Binding, sa.and_(Binding.practice_id == Participant.practice_id, Binding.contact_id == Participant.contact_id))
        .join(VideoSession, sa.and_(VideoSession.practice_id == Participant.practice_id, VideoSession.session_id == Participant.session_id))
        .join(Relationship, sa.and_(
            Relationship.practice_id == Participant.practice_id, Relationship.contact_id == Participant.contact_id,
            Relationship.client_id == VideoSession.client_id,
        ))
        .where(Participant.practice_id == tx.practice_id, Binding.account_id == account_id, Binding.bound, Relationship.online_access,
               Relationship.in_force)
    )


def is_own(tx: Tx, session_id: UUID, account_id: UUID) -> bool:
    """Whether a client's account may know of this video session."""
    return tx.db.scalar(sa.select(sa.literal(session_id).in_(_own(tx, account_id)))) or False


def contacts_of(tx: Tx, session_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The participants of each video session."""
    query = sa.select(Participant.session_id, Participant.contact_id).where(
        Participant.practice_id == tx.practice_id, Participant.session_id.in_(list(session_ids))
    )
    found: dict[UUID, list[UUID]] = {}
    for session_id, contact_id in tx.db.execute(query.order_by(Participant.contact_id)):
        found.setdefault(session_id, []).append(contact_id)
    return found


def to_merge(tx: Tx, client_ids: Iterable[UUID], contact_ids: Iterable[UUID]) -> Sequence[VideoSession]:
    """Video sessions of these clients, or in which one of these contacts takes part; locked, in one order."""
    invited = sa.select(Participant.session_id).where(
        Participant.practice_id == tx.practice_id, Participant.contact_id.in_(list(contact_ids))
    )
    touched = sa.or_(VideoSession.client_id.in_(list(client_ids)), VideoSession.session_id.in_(invited))
    query = sa.select(VideoSession).where(VideoSession.practice_id == tx.practice_id, touched).order_by(VideoSession.session_id)
    joins.hold_knocks(tx)
    return tx.db.scalars(query.with_for_update()).all()


def set_contacts(tx: Tx, session_id: UUID, contact_ids: Iterable[UUID]) -> None:
    """Replace the participants."""
    here = sa.and_(Participant.practice_id == tx.practice_id, Participant.session_id == session_id)
    tx.db.execute(sa.delete(Participant).where(here))
    tx.db.execute(sa.insert(Participant), [
        {"practice_id": tx.practice_id, "session_id": session_id, "contact_id": contact_id} for contact_id in contact_ids
    ])


def bound_contacts(tx: Tx, account_id: UUID) -> set[UUID]:
    """The contacts an account answers for."""
    query = sa.select(Binding.contact_id).where(Binding.practice_id == tx.practice_id, Binding.account_id == account_id, Binding.bound)
    return set(tx.db.scalars(query))


def early_join_minutes(tx: Tx) -> int | None:
    """The practice's setting; None until it was heard of."""
    return tx.db.scalar(sa.select(Practice.early_join_minutes).where(Practice.practice_id == tx.practice_id))


def staff_names(tx: Tx, account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Display names of staff."""
    query = sa.select(StaffMember.account_id, StaffMember.display_name).where(
        StaffMember.practice_id == tx.practice_id, StaffMember.account_id.in_(list(account_ids))
    )
    return {row[0]: row[1] for row in tx.db.execute(query)}
