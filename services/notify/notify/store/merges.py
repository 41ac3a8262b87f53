"""Mails and video sessions of charts and people that were merged, under the names of those who stayed."""

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from notify.models import Message, MessageRecipient, VideoSession

Renamed = Mapping[UUID, UUID]
UNTRACKED = {"synchronize_session": False}


def rename_recipients(tx: Tx, clients: Renamed, people: Renamed) -> None:
    """Whom mails are about. What stayed is known already, so no mail waits to hear of it."""
    gone = sa.or_(MessageRecipient.client_id.in_(list(clients)), MessageRecipient.contact_id.in_(list(people)))
    mine = sa.and_(MessageRecipient.practice_id == tx.practice_id, gone)
    columns = (MessageRecipient.message_id, MessageRecipient.contact_id, MessageRecipient.client_id)
    found = tx.db.execute(sa.delete(MessageRecipient).where(mine).returning(*columns), execution_options=UNTRACKED).all()
    rows = [
        {"practice_id": tx.practice_id, "message_id": message_id, "contact_id": people.get(contact_id, contact_id),
         "client_id": clients.get(client_id, client_id), "access_version": 0}
        for message_id, contact_id, client_id in found
    ]
    if rows:
        tx.db.execute(insert(MessageRecipient).on_conflict_do_nothing(), rows)


def rename_offered(tx: Tx, people: Renamed) -> None:
    """Whom mails offer to the holder of a login."""
    for gone, stayed in people.items():
        mine = sa.and_(Message.practice_id == tx.practice_id, Message.contact_id == gone)
        tx.db.execute(sa.update(Message).where(mine).values(contact_id=stayed), execution_options=UNTRACKED)


def rename_invited(tx: Tx, clients: Renamed, people: Renamed) -> None:
    """Whose video sessions they are, and who is invited; video-gate's own word on each follows."""
    invited = sa.or_(VideoSession.client_id.in_(list(clients)), VideoSession.contact_ids.overlap(list(people)))
    found = sa.select(VideoSession).where(VideoSession.practice_id == tx.practice_id, invited).with_for_update()
    for session in tx.db.scalars(found.execution_options(populate_existing=True)):
        session.client_id = clients.get(session.client_id, session.client_id)
        session.contact_ids = sorted({people.get(contact_id, contact_id) for contact_id in session.contact_ids})
