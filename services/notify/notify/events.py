"""What notify announces: a mail and its fate, in full, at every change."""

from collections.abc import Iterable

from google.protobuf.json_format import MessageToJson
from opentelemetry import context

from anteroom.notify.v1 import events_pb2 as pb
from chassis import telemetry
from chassis.db import Tx
from chassis.outbox import Envelope, envelope
from notify.domain import Recipient, told_start
from notify.models import Message


def message_of(message: Message, recipients: Iterable[Recipient]) -> pb.MessageChanged:
    """A mail as the contract shows it."""
    shown = pb.MessageChanged(
        practice_id=message.practice_id, message_id=str(message.message_id), version=message.version,
        kind=f"MESSAGE_KIND_{message.kind}", state=f"MESSAGE_STATE_{message.state}",
        reason=message.reason or "", detail=message.detail or "", account_id=str(message.account_id),
        link_id=str(message.link_id) if message.link_id else "", to_address=message.to_address or "",
        recipients=[pb.MessageRecipient(contact_id=str(r.contact_id), client_id=str(r.client_id)) for r in recipients],
    )
    shown.queue_time.FromDatetime(message.queue_time)
    shown.change_time.FromDatetime(message.change_time)
    if message.session_id and (start := told_start(message.told_times)):
        shown.session_id, shown.reminder_hours = str(message.session_id), message.reminder_hours or 0
        shown.session_start_time.FromDatetime(start)
    return shown


def announcement(tx: Tx, message: Message, recipients: Iterable[Recipient]) -> Envelope:
    """What became of a mail, ready to be written with it. Mails are settled in batches: each goes on in the trace of its own cause."""
    token = context.attach(telemetry.continued(message.traceparent))  # type: ignore[arg-type]
    try:
        payload = MessageToJson(message_of(message, recipients), indent=None).encode()
        return envelope(tx, "message.changed", pb.MessageChanged, payload)
    finally:
        context.detach(token)
