"""Book, change and cancel a video session."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from chassis import audit
from chassis.db import Tx
from video_gate import events
from video_gate.domain import (
    BOOKED,
    CANCELLED,
    LONGEST_SESSION,
    ClientArchived,
    ClientMerged,
    ClientUnknown,
    ClinicianUnknown,
    ContactNotLinked,
    SessionCancelled,
    SessionOver,
    TimesDontFit,
)
from video_gate.models import VideoSession
from video_gate.operations import taking_in
from video_gate.store import copies, guests, seats, sessions


@dataclass(frozen=True)
class Booking:
    """What a video session is made of."""

    client_id: UUID
    contact_ids: tuple[UUID, ...]
    clinician_id: UUID
    start_time: datetime
    end_time: datetime
    video_url: str = ""


@dataclass(frozen=True)
class Changes:
    """What of a video session is to be different; None stays as it is."""

    start_time: datetime | None = None
    end_time: datetime | None = None
    clinician_id: UUID | None = None
    contact_ids: tuple[UUID, ...] | None = None


def book_session(tx: Tx, booking: Booking) -> VideoSession:
    """Book it.

    Refusals: TIMES_DONT_FIT, SESSION_OVER, CLIENT_UNKNOWN, CLIENT_MERGED, CLIENT_ARCHIVED, CONTACT_NOT_LINKED, CLINICIAN_UNKNOWN.
    """
    _demand_times(tx, booking.start_time, booking.end_time)
    _demand_client(tx, booking.client_id)
    _demand_people(tx, booking.client_id, booking.contact_ids, booking.clinician_id)
    session = VideoSession(
        practice_id=tx.practice_id, session_id=uuid4(), version=1, state=BOOKED, client_id=booking.client_id,
        clinician_id=booking.clinician_id, start_time=booking.start_time, end_time=booking.end_time, video_url=booking.video_url,
        created_time=tx.now, change_time=tx.now,
    )
    tx.db.add(session)
    tx.db.flush()  # the participants' foreign key
    sessions.set_contacts(tx, session.session_id, booking.contact_ids)
    _tell(tx, session, "session.booked")
    return session


def change_session(tx: Tx, session_id: UUID, changes: Changes) -> VideoSession:
    """Move it, or change who takes part. Refusals as for booking; and SESSION_CANCELLED, NOT_FOUND."""
    session = sessions.one(tx, session_id, to_change=True)
    if session.state == CANCELLED:
        raise SessionCancelled
    _demand_times(tx, changes.start_time or session.start_time, changes.end_time or session.end_time)
    _demand_people(tx, session.client_id, changes.contact_ids or (), changes.clinician_id)
    session.start_time, session.end_time = changes.start_time or session.start_time, changes.end_time or session.end_time
    session.clinician_id = changes.clinician_id or session.clinician_id
    if changes.contact_ids is not None:
        sessions.set_contacts(tx, session_id, changes.contact_ids)
    _new_version(tx, session, "session.changed")
    return session


def cancel_session(tx: Tx, session_id: UUID) -> VideoSession:
    """Cancel it: everybody who is in leaves, guests' links open nothing any more. A second time changes nothing.

    Refusals: SESSION_OVER, NOT_FOUND.
    """
    session = sessions.one(tx, session_id, to_change=True)
    if session.state == CANCELLED:
        return session
    if session.end_time <= tx.now:
        raise SessionOver
    session.state = CANCELLED
    taking_in.revoke_guests(tx, guests.revoke_all(tx, session_id))
    _new_version(tx, session, "session.cancelled")
    return session


def _new_version(tx: Tx, session: VideoSession, action: str) -> None:
    session.version, session.change_time = session.version + 1, tx.now
    tx.db.flush()  # seats are weighed by what the database now says
    _tell(tx, session, action)
    taking_in.seats_again(tx, seats.of_session(tx, session.session_id))


def _tell(tx: Tx, session: VideoSession, action: str) -> None:
    events.session_changed(tx, session, sessions.contacts_of(tx, [session.session_id]).get(session.session_id, []))
    audit.record(tx, action, "client", session.client_id, session_id=str(session.session_id), start_time=session.start_time.isoformat())


def _demand_times(tx: Tx, start_time: datetime, end_time: datetime) -> None:
    if not start_time < end_time <= start_time + LONGEST_SESSION:
        raise TimesDontFit
    if end_time <= tx.now:
        raise SessionOver


def _demand_client(tx: Tx, client_id: UUID) -> None:
    active = copies.client_active(tx, client_id, held=True)  # or a merge that goes on meanwhile would miss this session
    if active is None:
        raise ClientUnknown
    if not active and (into := copies.merged_into(tx, client_id)):
        raise ClientMerged(merged_into=str(into))
    if not active:
        raise ClientArchived


def _demand_people(tx: Tx, client_id: UUID, contact_ids: tuple[UUID, ...], clinician_id: UUID | None) -> None:
    # Held, or a merge that goes on meanwhile would miss whoever turns out to be another contact.
    if contact_ids and (strangers := set(contact_ids) - copies.linked(tx, client_id, contact_ids)):
        raise ContactNotLinked(contact_id=str(min(strangers)))
    if clinician_id and not copies.works_here(tx, clinician_id):
        raise ClinicianUnknown
