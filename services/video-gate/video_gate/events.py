"""What video-gate announces: rows to messages to the outbox."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp

from anteroom.videogate.v1.events_pb2 import GuestLinkChanged, JoinGranted, JoinRefused, ParticipantRemoved, SessionChanged
from chassis.db import Statements, Tx
from chassis.outbox import Envelope, announce, envelope
from video_gate.domain import Decision
from video_gate.models import GuestLink, Seat, VideoSession


def session_message(session: VideoSession, contact_ids: Iterable[UUID]) -> SessionChanged:
    """A video session as others see it."""
    return SessionChanged(
        practice_id=session.practice_id, session_id=str(session.session_id), version=session.version,
        state=f"SESSION_STATE_{session.state}", client_id=str(session.client_id),
        contact_ids=[str(contact_id) for contact_id in contact_ids], clinician_id=str(session.clinician_id),
        start_time=_instant(session.start_time), end_time=_instant(session.end_time), change_time=_instant(session.change_time),
    )


def session_changed(tx: Tx, session: VideoSession, contact_ids: Iterable[UUID]) -> None:
    """Booked, moved or cancelled."""
    announce(tx, "session.changed", session_message(session, contact_ids))


def participant_removed(tx: Tx, seat: Seat, reason: str) -> None:
    """Somebody who was in has to leave."""
    announce(tx, "participant.removed", ParticipantRemoved(
        practice_id=tx.practice_id, session_id=str(seat.session_id), account_id=str(seat.account_id), reason=reason,
        remove_time=_instant(tx.now),
    ))


def guest_link_changed(tx: Tx, link: GuestLink, session: VideoSession) -> None:
    """Made, superseded or taken back."""
    announce(tx, "guest_link.changed", GuestLinkChanged(
        practice_id=tx.practice_id, link_id=str(link.link_id), version=link.version, state=f"GUEST_LINK_STATE_{link.state}",
        guest_id=str(link.guest_id), session_id=str(link.session_id), mailed=link.email is not None, issue_time=_instant(link.issue_time),
        start_time=_instant(session.start_time), end_time=_instant(session.end_time), session_state=f"SESSION_STATE_{session.state}",
    ))


def join_decided(tx: Statements, decision: Decision) -> Envelope:
    """A decision's event, not yet written: the store writes it in one statement with the decision."""
    body = {
        "decisionId": str(decision.decision_id), "sessionId": str(decision.session_id), "clientId": str(decision.client_id),
        "accountId": str(decision.account_id), "contactIds": [str(contact_id) for contact_id in decision.contact_ids],
        "reasons": decision.reasons, "decideTime": decision.decide_time.astimezone(UTC).isoformat().replace("+00:00", "Z"),
    }
    # protobuf's JSON mapping by hand, since the library's reflection costs as much as the decision; a test parses it back.
    payload = json.dumps({"practiceId": tx.practice_id, "decision": body}).encode()
    if decision.granted:
        return envelope(tx, "join.granted", JoinGranted, payload)
    return envelope(tx, "join.refused", JoinRefused, payload)


def _instant(time: datetime) -> Timestamp:
    made = Timestamp()
    made.FromDatetime(time)
    return made
