"""Out of the queue: what every operation that ends or puts off a mail does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from chassis import audit
from chassis.db import Tx
from notify import events
from notify.domain import State
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


def settle(tx: Tx, verdicts: Sequence[Verdict]) -> None:
    """Give mails their new states, with all that follows from it: the step, the announcement, the audit entry, the queue."""
    if not verdicts:
        return
    for verdict in verdicts:
        message = verdict.message
        message.state, message.reason, message.detail = verdict.state, verdict.reason, verdict.detail
        message.version, message.change_time = message.version + 1, tx.now
    settled = [verdict.message for verdict in verdicts]
    audit.record_all(tx, "message", [(f"mail.{m.state.lower()}", m.message_id, {"kind": m.kind, "reason": m.reason}) for m in settled])
    about = store.recipients(tx, [message.message_id for message in settled])
    store.add_states(tx, settled)
    store.announce_all(tx, [events.announcement(tx, message, about[message.message_id]) for message in settled])
    store.unqueue(tx, [verdict.message.message_id for verdict in verdicts if verdict.wait is None])
    for verdict in verdicts:
        if verdict.wait is not None:
            store.requeue(tx, verdict.message.message_id, verdict.wait)
