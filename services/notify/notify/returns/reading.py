"""One returned mail: what sort it is, and what it reports of which mail of ours."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from enum import StrEnum

from notify import composing
from notify.domain import Report
from notify.returns import complaints, plain, status
from notify.returns.parts import field, original


class Finding(StrEnum):
    """What sort of mail it is."""

    REPORT = "REPORT"
    # Somebody's holiday notice: the mail arrived, and says nothing of ours.
    AUTO_REPLY = "AUTO_REPLY"
    # A report that asks for nothing: "relayed", "not spam".
    NOTHING_TO_DO = "NOTHING_TO_DO"
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD"


@dataclass(frozen=True)
class Returned:
    """What a returned mail says. reports: each with the Message-ID of ours that it speaks of."""

    finding: Finding
    reports: tuple[tuple[str, Report], ...] = ()


def read(content: bytes, receive_time: datetime) -> Returned:
    """Never raises, whatever comes. receive_time stands in where the mail names no instant."""
    try:
        mail = message_from_bytes(content)
        said = _said(mail, receive_time)
        if said is None:
            return Returned(Finding.AUTO_REPLY if _is_auto_reply(mail) else Finding.NOT_UNDERSTOOD)
        ours = _message_id(mail)
        if said and ours is None:
            return Returned(Finding.NOT_UNDERSTOOD)
        return Returned(Finding.REPORT, tuple((ours or "", one) for one in said)) if said else Returned(Finding.NOTHING_TO_DO)
    except Exception:  # the email package trips over some of what strangers make; the mail is set aside for a person
        return Returned(Finding.NOT_UNDERSTOOD)


def _said(mail: Message, receive_time: datetime) -> list[Report] | None:
    for way in (status.reports, complaints.reports, plain.reports):
        if (said := way(mail, receive_time)) is not None:
            return said
    return None


def _message_id(mail: Message) -> str | None:
    """The Message-ID of ours that the returned headers name, else the envelope's id that we gave, else what the report answers to."""
    returned = original(mail) or plain.original(mail)
    named = [field(returned, name) for name in ("X-Message-Reference", "Message-ID")] if returned else []
    named += [status.envelope_id(mail), *field(mail, "In-Reply-To").split(), *field(mail, "References").split()[:20]]
    return next((one for one in named if composing.cause_of(one)), None)


def _is_auto_reply(mail: Message) -> bool:
    """RFC 3834, the marks that came before it, and Exchange's own. Never what says of itself that it is a report."""
    if mail.get_content_type() == "multipart/report" or mail.get("X-Failed-Recipients"):
        return False
    automatic = re.split(r"[;\s(]", field(mail, "Auto-Submitted").lower())[0]
    exchange = automatic == "auto-generated" and mail.get("X-Auto-Response-Suppress") and mail.get("In-Reply-To")
    marked = any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Vacation"))
    return bool(automatic == "auto-replied" or exchange or marked or field(mail, "Precedence").lower() == "auto_reply")
