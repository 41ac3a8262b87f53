"""Mails and video sessions of charts and people that were merged, under the names of those who stayed."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from notify.domain import Recipient
from notify.models import MergedName, Message, MessageRecipient, Relationship, VideoSession

Renamed = Mapping[UUID, UUID]
UNTRACKED = {"synchronize_session": False}


def remember(tx: Tx, gone: Renamed) -> None:
    """What is said of these later is about those who stayed. Merges may be heard in any order: each leads to the last."""
    known = _now(tx, gone.values())
    for old, stayed in gone.items():
        new = known.get(stayed, stayed)
        led = sa.and_(MergedName.practice_id == tx.practice_id, MergedName.new_id == old)
        tx.db.execute(sa.update(MergedName).where(led).values(new_id=new), execution_options=UNTRACKED)
        row = insert(MergedName).values(practice_id=tx.practice_id, old_id=old, new_id=new)
        tx.db.execute(row.on_conflict_do_update(index_elements=["practice_id", "old_id"], set_={"new_id": new}))


def stand_for(tx: Tx, recipients: Iterable[Recipient]) -> list[Recipient]:
    """Those a mail is about, as they are called now; their relationships are held, so that no merge comes between."""
    asked = list(dict.fromkeys(recipients))
    pairs = [(one.contact_id, one.client_id) for one in asked]
    theirs = sa.and_(Relationship.practice_id == tx.practice_id, sa.tuple_(Relationship.contact_id, Relationship.client_id).in_(pairs))
    held = sa.select(Relationship.contact_id).where(theirs).order_by(Relationship.contact_id, Relationship.client_id)
    tx.db.execute(held.with_for_update(read=True))
    now = _now(tx, {name for pair in pairs for name in pair})
    return list(dict.fromkeys(_called(one, now) for one in asked))


def _called(recipient: Recipient, now: Renamed) -> Recipient:
    """What stayed is known already: where somebody is called otherwise, no mail waits to hear of them."""
    if not {recipient.contact_id, recipient.client_id} & now.keys():
        return recipient
    return Recipient(now.get(recipient.contact_id, recipient.contact_id), now.get(recipient.client_id, recipient.client_id))


def _now(tx: Tx, names: Iterable[UUID]) -> dict[UUID, UUID]:
    found = sa.select(MergedName.old_id, MergedName.new_id).where(
        MergedName.practice_id == tx.practice_id, MergedName.old_id.in_(list(names))
    )
    return {row.old_id: row.new_id for row in tx.db.execute(found)}


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
