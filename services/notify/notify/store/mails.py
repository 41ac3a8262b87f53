"""Every query; each takes the practice's transaction, but for the queue's leases."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis.db import Tx
from chassis.outbox import Envelope
from chassis.tables import outbox, revoked_login_sessions
from notify.domain import WAITING, Lease, Recipient, Sender, Switches
from notify.models import (
    Account,
    Binding,
    Contact,
    Message,
    MessageRecipient,
    MessageState,
    Practice,
    Relationship,
    Send,
    Suppression,
)
from notify.store import merges

Cursor = tuple[datetime, UUID]


def keep(tx: Tx, copy: type[Any], **values: Any) -> bool:
    """Insert or replace one row of a copy, unless what is there is as new or newer. Returns whether it was newer."""
    new = insert(copy).values(practice_id=tx.practice_id, **values)
    keys = [column.name for column in sa.inspect(copy).primary_key]
    replaced = {name: new.excluded[name] for name in values if name not in keys}
    newer = new.on_conflict_do_update(index_elements=keys, set_=replaced, where=copy.version < new.excluded.version)
    return tx.db.execute(newer.returning(copy.version)).first() is not None


def practice(tx: Tx) -> Sender | None:
    """The practice as its mails show it; None before clinic told of it."""
    row = tx.db.get(Practice, tx.practice_id)
    return row and Sender(**{name: getattr(row, name) for name in Sender.__dataclass_fields__})


def add_message(tx: Tx, message: Message, recipients: Iterable[Recipient]) -> bool:
    """Add a mail and put it in the queue. Returns False, and adds nothing, where its cause has had its mail."""
    row = {column.name: getattr(message, column.name) for column in Message.__table__.columns}
    added = insert(Message).values(row).on_conflict_do_nothing(index_elements=["practice_id", "cause_event_id"])
    if tx.db.execute(added.returning(Message.message_id)).first() is None:
        return False
    about = [{"practice_id": tx.practice_id, "message_id": message.message_id, **vars(r)} for r in merges.stand_for(tx, recipients)]
    if about:
        tx.db.execute(sa.insert(MessageRecipient), about)
    tx.db.execute(sa.insert(Send).values(practice_id=tx.practice_id, message_id=message.message_id, due_time=sa.func.now()))
    return True


def messages(tx: Tx, message_ids: Collection[UUID], *, lock: bool = False) -> dict[UUID, Message]:
    """Mails by id. lock: nobody else changes them in the meantime."""
    found = sa.select(Message).where(Message.practice_id == tx.practice_id, Message.message_id.in_(message_ids))
    # In one order, so that two who lock the same mails don't wait for each other.
    found = found.order_by(Message.message_id)
    rows = tx.db.scalars(found.with_for_update() if lock else found).all()
    return {row.message_id: row for row in rows}


def waiting_with_link(tx: Tx, link_id: UUID) -> Sequence[Message]:
    """Mails that carry this link and haven't left, locked."""
    found = sa.select(Message).where(Message.practice_id == tx.practice_id, Message.link_id == link_id)
    waiting = found.where(Message.state.in_(WAITING), Message.left_time.is_(None))
    return tx.db.scalars(waiting.with_for_update()).all()


def waiting_for_session(tx: Tx, session_id: UUID) -> Sequence[Message]:
    """Reminders of this video session that haven't left, locked."""
    mine = (Message.practice_id == tx.practice_id, Message.session_id == session_id, Message.state.in_(WAITING))
    return tx.db.scalars(sa.select(Message).where(*mine).order_by(Message.message_id).with_for_update()).all()


def recipients(tx: Tx, message_ids: Collection[UUID]) -> dict[UUID, list[Recipient]]:
    """The relationships that each mail is about."""
    found = sa.select(MessageRecipient).where(
        MessageRecipient.practice_id == tx.practice_id, MessageRecipient.message_id.in_(message_ids)
    ).order_by(MessageRecipient.contact_id, MessageRecipient.client_id)
    by_message: dict[UUID, list[Recipient]] = {message_id: [] for message_id in message_ids}
    for row in tx.db.scalars(found):
        by_message[row.message_id].append(Recipient(row.contact_id, row.client_id, row.access_version))
    return by_message


def switches(tx: Tx, contact_ids: Collection[UUID]) -> dict[Recipient, Switches]:
    """The switches of every relationship of these contacts."""
    found = sa.select(Relationship).where(Relationship.practice_id == tx.practice_id, Relationship.contact_id.in_(contact_ids))
    return {
        Recipient(row.contact_id, row.client_id): Switches(row.online_access, row.email_notifications, row.in_force, row.version)
        for row in tx.db.scalars(found)
    }


def emails(tx: Tx, account_ids: Collection[UUID]) -> dict[UUID, str]:
    """The logins' addresses, of the accounts that identity told of."""
    found = sa.select(Account.account_id, Account.email).where(Account.practice_id == tx.practice_id, Account.account_id.in_(account_ids))
    return {row.account_id: row.email for row in tx.db.execute(found)}


def account_states(tx: Tx, account_ids: Collection[UUID]) -> dict[UUID, str]:
    """Whether each login can sign in, as identity last said; without those it hasn't told of yet."""
    if not account_ids:
        return {}
    mine = (Account.practice_id == tx.practice_id, Account.account_id.in_(account_ids), Account.state != "")
    return {row.account_id: row.state for row in tx.db.execute(sa.select(Account.account_id, Account.state).where(*mine))}


def bound_contacts(tx: Tx, account_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The contacts that each account answers for."""
    found = sa.select(Binding.account_id, Binding.contact_id).where(
        Binding.practice_id == tx.practice_id, Binding.account_id.in_(account_ids), Binding.state == "BOUND"
    )
    by_account: dict[UUID, list[UUID]] = {account_id: [] for account_id in account_ids}
    for row in tx.db.execute(found):
        by_account[row.account_id].append(row.contact_id)
    return by_account


def contact(tx: Tx, contact_id: UUID) -> Contact | None:
    """One contact."""
    return tx.db.get(Contact, (tx.practice_id, contact_id))


def given_names(tx: Tx, contact_ids: Collection[UUID]) -> dict[UUID, str]:
    """The contacts' given names."""
    found = sa.select(Contact.contact_id, Contact.given_name)
    mine = found.where(Contact.practice_id == tx.practice_id, Contact.contact_id.in_(contact_ids))
    return {row.contact_id: row.given_name for row in tx.db.execute(mine)}


def languages(tx: Tx, contact_ids: Collection[UUID]) -> dict[UUID, str]:
    """The languages that contacts chose for their mails; without those who chose none."""
    mine = (Contact.practice_id == tx.practice_id, Contact.contact_id.in_(contact_ids), Contact.language != "")
    return {row.contact_id: row.language for row in tx.db.execute(sa.select(Contact.contact_id, Contact.language).where(*mine))}


def suppressed(tx: Tx, address_keys: Collection[str]) -> dict[str, str]:
    """Which of these addresses mail is not sent to, and why."""
    if not address_keys:
        return {}
    found = sa.select(Suppression).where(Suppression.practice_id == tx.practice_id, Suppression.address_key.in_(address_keys))
    return {row.address_key: row.reason for row in tx.db.scalars(found)}


def suppress(tx: Tx, address_key: str, reason: str, message_id: UUID) -> None:
    """Send nothing more to an address; the first reason stays."""
    row = {"address_key": address_key, "reason": reason, "cause_message_id": message_id, "create_time": tx.now}
    tx.db.execute(insert(Suppression).values(practice_id=tx.practice_id, **row).on_conflict_do_nothing())


def unsuppress(tx: Tx, address_key: str) -> None:
    """Send to an address again."""
    tx.db.execute(sa.delete(Suppression).where(Suppression.practice_id == tx.practice_id, Suppression.address_key == address_key))


def add_states(tx: Tx, rows: Iterable[Message]) -> None:
    """Write down the state that each of these mails is in now."""
    steps = [
        {"practice_id": tx.practice_id, "message_id": row.message_id, "version": row.version, "state": row.state, "reason": row.reason,
         "change_time": row.change_time}
        for row in rows
    ]
    if steps:
        tx.db.execute(sa.insert(MessageState), steps)


def announce_all(tx: Tx, announcements: Sequence[Envelope]) -> None:
    """Put several announcements in the outbox at once."""
    tx.db.execute(sa.insert(outbox), [row._asdict() for row in announcements])


def states(tx: Tx, message_ids: Collection[UUID]) -> dict[UUID, list[MessageState]]:
    """Each mail's steps, oldest first."""
    found = sa.select(MessageState).where(MessageState.practice_id == tx.practice_id, MessageState.message_id.in_(message_ids))
    by_message: dict[UUID, list[MessageState]] = {message_id: [] for message_id in message_ids}
    for row in tx.db.scalars(found.order_by(MessageState.version)):
        by_message[row.message_id].append(row)
    return by_message


def newest_messages(
    tx: Tx, *, client_id: UUID | None = None, contact_id: UUID | None = None, session_id: UUID | None = None, before: Cursor | None,
    most: int,
) -> Sequence[Message]:
    """Mails, newest first; with a client or contact those about their relationships and those to their people's logins, with a video
    session those about it, its guests' among them.
    """
    found = sa.select(Message).where(Message.practice_id == tx.practice_id)
    if session_id:
        found = found.where(Message.session_id == session_id)
    if client_id or contact_id:
        found = found.where(_about(tx, client_id, contact_id))
    if before:
        found = found.where(sa.tuple_(Message.queue_time, Message.message_id) < sa.tuple_(*before))
    return tx.db.scalars(found.order_by(Message.queue_time.desc(), Message.message_id.desc()).limit(most)).all()


def _about(tx: Tx, client_id: UUID | None, contact_id: UUID | None) -> sa.ColumnElement[bool]:
    about = sa.select(MessageRecipient.message_id).where(MessageRecipient.practice_id == tx.practice_id)
    bound = sa.select(Binding.account_id).where(Binding.practice_id == tx.practice_id, Binding.state == "BOUND")
    if client_id:
        people = sa.select(Relationship.contact_id).where(Relationship.practice_id == tx.practice_id, Relationship.client_id == client_id)
        about, bound = about.where(MessageRecipient.client_id == client_id), bound.where(Binding.contact_id.in_(people))
    if contact_id:
        about, bound = about.where(MessageRecipient.contact_id == contact_id), bound.where(Binding.contact_id == contact_id)
    # A mail about other relationships of the same login is not about this client; one about none (a reset) is about the login.
    no_one = ~sa.exists().where(MessageRecipient.practice_id == Message.practice_id, MessageRecipient.message_id == Message.message_id)
    return sa.or_(Message.message_id.in_(about), sa.and_(Message.account_id.in_(bound), no_one))


def unqueue(tx: Tx, message_ids: Collection[UUID]) -> None:
    """They need no more sending."""
    if message_ids:
        tx.db.execute(sa.delete(Send).where(Send.practice_id == tx.practice_id, Send.message_id.in_(message_ids)))


def requeue(tx: Tx, message_id: UUID, wait: timedelta, *, answered: bool) -> None:
    """Try this one again after a while; releases its lease. answered: the server is known not to have taken it."""
    due = insert(Send).values(practice_id=tx.practice_id, message_id=message_id, due_time=sa.func.now() + wait)
    news = {"due_time": due.excluded.due_time, "answered": Send.answered + int(answered)}
    tx.db.execute(due.on_conflict_do_update(index_elements=["practice_id", "message_id"], set_=news))


def untake(tx: Tx, message_ids: Collection[UUID], wait: timedelta) -> None:
    """Put them back as if this taking had not been."""
    if not message_ids:
        return
    back = sa.update(Send).where(Send.practice_id == tx.practice_id, Send.message_id.in_(message_ids))
    tx.db.execute(back.values(due_time=sa.func.now() + wait, attempts=sa.func.greatest(Send.attempts - 1, 0)))


def attempts(tx: Tx, message_ids: Collection[UUID]) -> dict[UUID, int]:
    """How often each was taken; without those that are no longer in the queue."""
    found = sa.select(Send.message_id, Send.attempts).where(Send.practice_id == tx.practice_id, Send.message_id.in_(message_ids))
    return {row.message_id: row.attempts for row in tx.db.execute(found)}


def unanswered(tx: Tx, message_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many takings of each nobody has said the end of, one that is in hand among them; without those not in the queue."""
    if not message_ids:
        return {}
    found = sa.select(Send.message_id, Send.attempts - Send.answered).where(Send.practice_id == tx.practice_id)
    return {row[0]: row[1] for row in tx.db.execute(found.where(Send.message_id.in_(message_ids)))}


def forget_login_session(tx: Tx, login_session_id: UUID, forget_time: datetime) -> None:
    """Let no access token of this login session in any more."""
    row = {"practice_id": tx.practice_id, "login_session_id": login_session_id, "forget_time": forget_time}
    tx.db.execute(insert(revoked_login_sessions).values(row).on_conflict_do_nothing())


_TAKE = sa.text("""
    UPDATE sends SET due_time = now() + make_interval(secs => :seconds), attempts = attempts + 1
    WHERE (practice_id, message_id) IN (
      SELECT practice_id, message_id FROM sends WHERE due_time <= now() ORDER BY due_time LIMIT :most FOR UPDATE SKIP LOCKED)
    RETURNING practice_id, message_id, attempts
""")


def take_due(db: Session, most: int, seconds: float) -> list[Lease]:
    """Lease the mails that are due, across practices. A lease that ran out is due again."""
    return [Lease(*row) for row in db.execute(_TAKE, {"most": most, "seconds": seconds})]


def extend(db: Session, leases: Collection[Lease], seconds: float) -> None:
    """Hold leases for longer, across practices; one that somebody else has taken meanwhile is left alone."""
    keys = [(lease.practice_id, lease.message_id, lease.attempts) for lease in leases]
    mine = sa.tuple_(Send.practice_id, Send.message_id, Send.attempts).in_(keys)
    # A row that is locked is being recorded just now; to wait for it could be to wait for each other.
    free = sa.select(Send.practice_id, Send.message_id).where(mine).with_for_update(skip_locked=True)
    held = sa.update(Send).where(sa.tuple_(Send.practice_id, Send.message_id).in_(free))
    db.execute(held.values(due_time=sa.func.now() + timedelta(seconds=seconds)), execution_options={"synchronize_session": False})
