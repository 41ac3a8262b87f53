"""Into the queue: what every operation that causes a mail does."""

from uuid import UUID, uuid4

from chassis.db import Tx
from notify import events
from notify.domain import Cause, State
from notify.models import Message
from notify.store import mails as store


def queue(tx: Tx, cause: Cause) -> UUID | None:
    """Queue the mail that a fact asks for; returns its id, None where the fact has had its mail."""
    message = Message(
        practice_id=tx.practice_id, message_id=uuid4(), cause_event_id=cause.event_id, version=1, kind=cause.kind, state=State.QUEUED,
        account_id=cause.account_id, contact_id=cause.contact_id, link_id=cause.link_id, session_id=cause.session_id,
        reminder_hours=cause.reminder_hours, to_address=cause.to_address, told_times=dict(cause.told_times), queue_time=tx.now,
        change_time=tx.now, mail_before_time=cause.mail_before_time, traceparent=cause.traceparent,
    )
    if not store.add_message(tx, message, cause.recipients):
        return None
    store.add_states(tx, [message])
    store.announce_all(tx, [events.announcement(tx, message, cause.recipients)])
    return message.message_id
