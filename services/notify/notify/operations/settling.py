"""Out of the queue: what every operation that ends or puts off a mail does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from chassis import audit
from chassis.db import Tx
from notify import domain, events
from notify.domain import Recipient, State
from notify.models import Message
from notify.store import mails as store


@dataclass(frozen=True)
class Verdict:
    """What becomes of a mail. wait: until the next try, where there is to be one."""

    message: Message
    state: State
    reason: str | None = None
    detail: str | None = None
    wait: timedelta | None = None


def settle(tx: Tx, verdicts: Sequence[Verdict], *, taken: int = 0) -> None:
    """Give mails their new states, with all that follows from it: the step, the announcement, the audit entry, the queue.

    taken: how many takings of each are the caller's own, which it knows the end of. Any other that nobody did leaves a mail about a
    session, cancelled now, in doubt: a worker may have died, or be just now, between the mail server's 250 and our record.
    """
    if not verdicts:
        return
    _doubt(tx, [verdict.message for verdict in verdicts if verdict.state == State.CANCELLED], taken)
    for verdict in verdicts:
        message = verdict.message
        message.state, message.reason, message.detail = verdict.state, verdict.reason, verdict.detail
        message.version, message.change_time = message.version + 1, tx.now
    settled = [verdict.message for verdict in verdicts]
    about = store.recipients(tx, [message.message_id for message in settled])
    audit.record_all(tx, [_entry(message, about[message.message_id]) for message in settled])
    store.add_states(tx, settled)
    store.announce_all(tx, [events.announcement(tx, message, about[message.message_id]) for message in settled])
    store.unqueue(tx, [verdict.message.message_id for verdict in verdicts if verdict.wait is None])
    for verdict in verdicts:
        if verdict.wait is not None:
            store.requeue(tx, verdict.message.message_id, verdict.wait, answered=verdict.reason != "SERVER_SILENT")


def _doubt(tx: Tx, cancelled: Sequence[Message], taken: int) -> None:
    of_session = [message for message in cancelled if message.session_id]
    unanswered = store.unanswered(tx, [message.message_id for message in of_session])
    for message in of_session:
        if unanswered.get(message.message_id, 0) > taken:
            message.doubt_time = tx.now


def _entry(message: Message, about: Sequence[Recipient]) -> tuple[str, str, UUID, dict[str, Any]]:
    """As the audit trail keeps it. For whom: the login or guest that the mail goes to, and the clients it is about."""
    said: dict[str, Any] = {"message_id": str(message.message_id), "kind": message.kind, "reason": message.reason}
    clients = {"client_ids": sorted({str(recipient.client_id) for recipient in about})} if about else {}
    whom = "guest" if domain.is_guests(message.kind, message.session_id, about) else "account"
    return f"mail.{message.state.lower()}", whom, message.account_id, said | clients
