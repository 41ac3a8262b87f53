"""Rows as the JSON of door 1, each built in one transaction."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from chassis.db import Tx
from video_gate.domain import CANCELLED, EARLY_JOIN_MINUTES, LIVE, SUPERSEDED, GuestLinkUnknown
from video_gate.models import GuestLink, VideoSession
from video_gate.store import guests, seats, sessions


def sessions_shown(tx: Tx, found: Sequence[VideoSession], own_of: UUID | None) -> list[dict[str, Any]]:
    """SessionShown bodies. own_of: a client's account, which is told of its own people only."""
    early = _early(tx)
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


def _early(tx: Tx) -> timedelta:
    minutes = sessions.early_join_minutes(tx)
    return timedelta(minutes=EARLY_JOIN_MINUTES if minutes is None else minutes)


def guests_shown(tx: Tx, session_id: UUID) -> list[dict[str, Any]]:
    """GuestShown bodies. Raises NotFound where there is no such video session."""
    over, inside = sessions.one(tx, session_id).end_time <= tx.now, guests.seated(tx, session_id)
    return [_guest(link, over, link.guest_id in inside) for link in guests.of_session(tx, session_id)]


def guest_shown(tx: Tx, link: GuestLink) -> dict[str, Any]:
    """One GuestShown body."""
    return next(shown for shown in guests_shown(tx, link.session_id) if shown["guest_id"] == link.guest_id)


def _guest(link: GuestLink, over: bool, inside: bool) -> dict[str, Any]:
    same = ("guest_id", "link_id", "name", "email", "issue_time", "end_time", "said_name", "first_join_time", "last_join_time")
    refused = link.refuse_time and (link.last_join_time is None or link.refuse_time > link.last_join_time)
    return {name: getattr(link, name) for name in same} | {
        "state": link.state if link.state != LIVE or not over else "ENDED", "inside": inside,
        "refuse_time": link.refuse_time if refused else None, "refuse_reasons": link.refuse_reasons if refused else None,
    }


def guest_link_shown(tx: Tx, token_hash: bytes, device_hash: bytes | None) -> dict[str, Any]:
    """A GuestLinkShown body: what the page behind a link says before anybody presses anything. Changes nothing."""
    nothing = {"start_time": None, "open_time": None, "end_time": None, "superseded_time": None, "inside": False}
    return nothing | _guest_link(tx, token_hash, device_hash)


def _guest_link(tx: Tx, token_hash: bytes, device_hash: bytes | None) -> dict[str, Any]:
    link, session = _link_and_session(tx, token_hash)
    opens = session.start_time - _early(tx)
    if session.state == CANCELLED:
        return {"state": "CANCELLED"}
    if link.state != LIVE:
        return {"state": link.state, "superseded_time": guests.superseded_time(tx, link) if link.state == SUPERSEDED else None}
    times = {"start_time": session.start_time, "open_time": opens, "end_time": session.end_time}
    if session.end_time <= tx.now:
        return {"state": "ENDED"} | times
    if link.device_hash not in (None, device_hash):
        return {"state": "OTHER_DEVICE"}
    inside = link.device_hash is not None and link.guest_id in guests.seated(tx, link.session_id)
    return {"state": "TOO_EARLY" if tx.now < opens else "OPEN", "inside": inside} | times


def guest_seat_shown(tx: Tx, token_hash: bytes, device_hash: bytes | None) -> dict[str, Any]:
    """A GuestSeatShown body. Anybody but the device that is in hears of nobody."""
    link, _ = _link_and_session(tx, token_hash)
    taken = seats.of_session(tx, link.session_id)
    if device_hash is None or link.device_hash != device_hash or link.guest_id not in {seat.account_id for seat in taken}:
        return {"inside": False, "people": []}
    others = [seat.account_id for seat in taken if seat.account_id != link.guest_id]
    names = seats.names(tx, link.session_id, others)
    return {"inside": True, "people": [names[account_id] for account_id in others if account_id in names]}


def _link_and_session(tx: Tx, token_hash: bytes) -> tuple[GuestLink, VideoSession]:
    link = guests.by_token(tx, token_hash)
    if link is None:
        raise GuestLinkUnknown
    return link, sessions.one(tx, link.session_id)
