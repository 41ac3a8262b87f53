"""Complaints of a mailbox provider's feedback loop: "this is spam" (RFC 5965)."""

from datetime import datetime
from email.message import Message

from notify.domain import Report, Reported
from notify.returns.parts import blocks, field, first, when

TYPE = "message/feedback-report"
COMPLAINTS = {"abuse", "fraud"}


def reports(mail: Message, receive_time: datetime) -> list[Report] | None:
    """One complaint, none where it is praise ("not-spam") or about something else; None where it is no such report."""
    part = first(mail, TYPE)
    block = next((one for one in (blocks(part) if part else []) if field(one, "Feedback-Type")), None)
    if block is None:
        return None
    if field(block, "Feedback-Type").lower() not in COMPLAINTS:
        return []
    time = when(field(block, "Arrival-Date"), field(mail, "Date")) or receive_time
    return [Report(Reported.COMPLAINED, time, recipients=_recipients(block))]


def _recipients(block: Message) -> tuple[str, ...]:
    """Whom it names; nobody where the provider blacks that out, as most do: the Message-ID says enough."""
    address = field(block, "Original-Rcpt-To").strip("<>")
    return (address,) if "@" in address and "redact" not in address.lower() else ()
