"""Rows as the JSON of door 1, each built in one transaction."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from chassis.db import Tx
from video_gate.domain import EARLY_JOIN_MINUTES
from video_gate.models import VideoSession
from video_gate.store import seats, sessions


def sessions_shown(tx: Tx, found: Sequence[VideoSession], own_of: UUID | None) -> list[dict[str, Any]]:
    """SessionShown bodies. own_of: a client's account, which is told of its own people only."""
    minutes = sessions.early_join_minutes(tx)
    early = timedelta(minutes=EARLY_JOIN_MINUTES if minutes is None else minutes)
    contacts = sessions.contacts_of(tx, [session.session_id for session in found])
    names = sessions.staff_names(tx, {session.clinician_id for session in found})
    own = sessions.bound_contacts(tx, own_of) if own_of else None
    told = {session_id: _told(contact_ids, own) for session_id, contact_ids in contacts.items()}
    return [_session(session, early, told.get(session.session_id, []), names.get(session.clinician_id, "")) for session in found]


def seats_shown(tx: Tx, session_id: UUID) -> list[dict[str, Any]]:
    """SeatShown bodies. Raises NotFound where there is no such video session."""
    sessions.one(tx, session_id)
    taken = seats.of_session(tx, session_id)
    names = seats.names(tx, session_id, [seat.account_id for seat in taken])
    return [
        {"account_id": seat.account_id, "display_name": names.get(seat.account_id, ""), "kind": seat.kind, "grant_time": seat.grant_time}
        for seat in taken
    ]


def _told(contact_ids: list[UUID], own: set[UUID] | None) -> list[UUID]:
    """Parents apart are not told of each other."""
    return [contact_id for contact_id in contact_ids if own is None or contact_id in own]


def _session(session: VideoSession, early: timedelta, contact_ids: list[UUID], clinician_name: str) -> dict[str, Any]:
    return {
        "session_id": session.session_id, "client_id": session.client_id, "contact_ids": contact_ids, "clinician_id": session.clinician_id,
        "clinician_name": clinician_name, "start_time": session.start_time, "end_time": session.end_time,
        "open_time": session.start_time - early, "close_time": session.end_time, "state": session.state,
    }
