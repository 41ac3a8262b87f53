"""Seats: who is in."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis.db import Tx
from video_gate.models import Binding, Contact, GuestLink, Participant, Seat, StaffMember, VideoSession


def _taken(tx: Tx) -> sa.Select[Seat]:
    return sa.select(Seat).where(Seat.practice_id == tx.practice_id, Seat.end_time.is_(None)).order_by(Seat.grant_time, Seat.account_id)


def of_session(tx: Tx, session_id: UUID) -> Sequence[Seat]:
    """Seats taken in one video session."""
    return tx.db.scalars(_taken(tx).where(Seat.session_id == session_id)).all()


def of_account(tx: Tx, account_id: UUID) -> Sequence[Seat]:
    """Seats an account has taken."""
    return tx.db.scalars(_taken(tx).where(Seat.account_id == account_id)).all()


def of_client(tx: Tx, client_id: UUID) -> Sequence[Seat]:
    """Seats taken in any video session of one client."""
    about = sa.select(VideoSession.session_id).where(VideoSession.practice_id == tx.practice_id, VideoSession.client_id == client_id)
    return tx.db.scalars(_taken(tx).where(Seat.session_id.in_(about))).all()


def of_participants(tx: Tx) -> Sequence[Seat]:
    """Every seat taken but the clinicians'."""
    return tx.db.scalars(_taken(tx).where(Seat.kind != "CLINICIAN")).all()


def take_as_guest(tx: Tx, session_id: UUID, guest_id: UUID, decision_id: UUID) -> None:
    """A guest comes in, or comes in again."""
    taken = insert(Seat).values(
        practice_id=tx.practice_id, session_id=session_id, account_id=guest_id, kind="GUEST", decision_id=decision_id, login_session_ids=[],
        grant_time=tx.now,
    )
    again = {"decision_id": decision_id, "grant_time": tx.now, "end_time": None, "end_reason": None}
    tx.db.execute(taken.on_conflict_do_update(index_elements=["practice_id", "session_id", "account_id"], set_=again))


def end(tx: Tx, seat: Seat, reason: str) -> None:
    """Take it away."""
    tx.db.execute(
        sa.update(Seat).where(Seat.practice_id == tx.practice_id, Seat.session_id == seat.session_id, Seat.account_id == seat.account_id)
        .values(end_time=tx.now, end_reason=reason)
    )


def end_overrun(tx: Tx, overrun: timedelta) -> int:
    """Empty the seats of video sessions that ended so long ago; returns how many."""
    over = sa.select(VideoSession.session_id).where(VideoSession.practice_id == tx.practice_id, VideoSession.end_time < tx.now - overrun)
    ended = sa.update(Seat).where(Seat.practice_id == tx.practice_id, Seat.end_time.is_(None), Seat.session_id.in_(over))
    return len(tx.db.execute(ended.values(end_time=tx.now, end_reason="ENDED").returning(Seat.session_id)).all())


def forget_login_session(tx: Tx, account_id: UUID, login_session_id: UUID) -> Sequence[Seat]:
    """Strike a sign-in from the account's seats; returns the seats it was the last sign-in of."""
    struck = (
        sa.update(Seat).where(
            Seat.practice_id == tx.practice_id, Seat.account_id == account_id, Seat.end_time.is_(None),
            sa.literal(login_session_id) == sa.any_(Seat.login_session_ids),
        )
        .values(login_session_ids=sa.func.array_remove(Seat.login_session_ids, login_session_id)).returning(Seat)
    )
    return [seat for seat in tx.db.scalars(struck) if not seat.login_session_ids]


def names(tx: Tx, session_id: UUID, account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What the room calls each: the staff name, a guest's own, else the names of the participants they answer for."""
    accounts = list(account_ids)
    people = (
        sa.select(Binding.account_id, sa.func.string_agg(_full_name(), sa.literal(" & ")).label("name"))
        .join(Participant, sa.and_(Participant.practice_id == Binding.practice_id, Participant.contact_id == Binding.contact_id))
        .join(Contact, sa.and_(Contact.practice_id == Binding.practice_id, Contact.contact_id == Binding.contact_id))
        .where(Binding.practice_id == tx.practice_id, Binding.bound, Binding.account_id.in_(accounts), Participant.session_id == session_id)
        .group_by(Binding.account_id)
    )
    staff = sa.select(StaffMember.account_id, StaffMember.display_name).where(
        StaffMember.practice_id == tx.practice_id, StaffMember.account_id.in_(accounts)
    )
    guests = sa.select(GuestLink.guest_id, GuestLink.name).where(GuestLink.practice_id == tx.practice_id, GuestLink.guest_id.in_(accounts))
    return _named(tx, people) | _named(tx, guests) | _named(tx, staff)


def _full_name() -> sa.ColumnElement[str]:
    return sa.func.trim(Contact.given_name + " " + Contact.family_name)


def _named(tx: Tx, query: sa.Select[*tuple[Any, ...]]) -> dict[UUID, str]:
    return {row[0]: row[1] for row in tx.db.execute(query)}


def practices_with_seats(db: Session) -> list[str]:
    """Across practices: those in which somebody is in."""
    return list(db.scalars(sa.select(Seat.practice_id).where(Seat.end_time.is_(None)).distinct()))
