"""Two charts of one client became one: their video sessions are that client's, and nobody who keeps access loses a seat on the way."""

from uuid import UUID

from anteroom.clinic.v1.events_pb2 import ClientMerged
from chassis import audit
from chassis.db import Tx
from video_gate import events, models
from video_gate.answers import client_row, relationship_row
from video_gate.operations import taking_in
from video_gate.store import copies, seats, sessions


def merge_clients(tx: Tx, news: ClientMerged) -> None:
    """Take in all that is new, then move the sessions, then look at the seats. A second time there is nothing to move."""
    for client in news.clients:
        copies.keep(tx, models.Client, **client_row(client))
    for contact in news.contacts:
        named = {"given_name": contact.given_name, "family_name": contact.family_name}
        copies.keep(tx, models.Contact, contact_id=UUID(contact.contact_id), version=contact.version, **named)
    for access in news.access:
        copies.keep(tx, models.Relationship, **relationship_row(access))
    people = {UUID(one.contact_id): UUID(one.into_contact_id) for one in news.merged_contacts}
    for one in news.merged_contacts:
        if one.same_login:
            copies.hand_over_login(tx, UUID(one.contact_id), UUID(one.into_contact_id))
    _move_sessions(tx, UUID(news.client_id), {UUID(one) for one in news.merged_client_ids}, people)
    for client_id in sorted({UUID(access.client_id) for access in news.access} | {UUID(news.client_id)}):
        taking_in.seats_again(tx, seats.of_client(tx, client_id))


def _move_sessions(tx: Tx, client_id: UUID, gone: set[UUID], people: dict[UUID, UUID]) -> None:
    for session in sessions.to_merge(tx, gone, people):
        contacts = sessions.contacts_of(tx, [session.session_id]).get(session.session_id, [])
        now = sorted({people.get(contact_id, contact_id) for contact_id in contacts})
        if session.client_id in gone:
            session.client_id = client_id
        session.version, session.change_time = session.version + 1, tx.now
        tx.db.flush()  # seats are weighed by what the database says then
        sessions.set_contacts(tx, session.session_id, now)
        events.session_changed(tx, session, now)
        audit.record(tx, "session.merged", "client", session.client_id, session_id=str(session.session_id))
