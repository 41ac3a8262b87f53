"""Delivery status notifications: RFC 3464, and RFC 6533 for addresses outside ASCII."""

import re
from datetime import datetime
from email.message import Message

from notify.domain import Report, Reported
from notify.returns.parts import blocks, field, first, typed, when

TYPES = ("message/delivery-status", "message/global-delivery-status")
KINDS = {"failed": Reported.BOUNCED, "delayed": Reported.DEFERRED, "delivered": Reported.DELIVERED}
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_CODE = re.compile(r"\b([45])\d\d\b")


def reports(mail: Message, receive_time: datetime) -> list[Report] | None:
    """A report for each recipient it names; None where it is no such notification. "relayed" and "expanded" report nothing."""
    part = first(mail, *TYPES)
    if part is None:
        return None
    named = [block for block in blocks(part) if field(block, "Action") and _recipients(block)]
    if not named:
        return None
    return [_report(block, mail, receive_time) for block in named if _action(block) in KINDS]


def envelope_id(mail: Message) -> str:
    """The id that we gave the envelope (RFC 3461 ENVID), as the notification returns it."""
    part = first(mail, *TYPES)
    return next((found for block in (blocks(part) if part else []) if (found := field(block, "Original-Envelope-Id"))), "")


def _action(block: Message) -> str:
    return field(block, "Action").lower().partition(" ")[0]


def _recipients(block: Message) -> tuple[str, ...]:
    named = (typed(block, name).strip("<>") for name in ("Original-Recipient", "Final-Recipient"))
    return tuple(dict.fromkeys(address for address in named if address))


def _report(block: Message, mail: Message, receive_time: datetime) -> Report:
    found = _STATUS.match(field(block, "Status"))
    said, kind = typed(block, "Diagnostic-Code")[:2000], KINDS[_action(block)]
    status = found[0] if found else ""
    time = when(field(block, "Last-Attempt-Date"), field(mail, "Date")) or receive_time
    return Report(kind, time, kind is Reported.BOUNCED and _for_good(status, said), status, said, _recipients(block))


def _for_good(status: str, said: str) -> bool:
    """By the status; without one by the server's own code; without either it may only have been given up."""
    code = _CODE.search(said)
    return (status or (code[1] if code else "")).startswith("5")
