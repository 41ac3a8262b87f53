"""Bounces in plain text: qmail's format (QSBMF), and Exim's from before it wrote standard ones."""

import re
from datetime import datetime
from email import message_from_string
from email.message import Message

from notify.domain import Report, Reported
from notify.returns.parts import field, first, text, when

_QMAIL = re.compile(r"^Hi\. (This is the|The) .{1,200}", re.S)
_COPY = re.compile(
    r"^--- (Below this line is|Enclosed are) .*$|^-+ This is a copy of (the|your) message.*$", re.M,
)
_ADDRESSED = re.compile(r"^<(?P<address>[^<>\s]{3,320})>:\s*\n(?P<said>.*?)(?=\n\s*\n|\Z)", re.M | re.S)
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)")
_GAVE_UP = re.compile(r"in the queue too long|retry timeout exceeded|retry time not reached", re.I)


def reports(mail: Message, receive_time: datetime) -> list[Report] | None:
    """A report for each recipient it names; None where it is neither."""
    body, _ = _split(mail)
    time = when(field(mail, "Date")) or receive_time
    if _QMAIL.match(body):
        found = [_report(each["address"], each["said"], time) for each in _ADDRESSED.finditer(body)]
        return found or None
    failed = [address.strip() for address in field(mail, "X-Failed-Recipients").split(",") if "@" in address]
    if failed and "created automatically by mail delivery software" in body:
        return [_report(address, _behind(body, address), time) for address in failed[:20]]
    return None


def original(mail: Message) -> Message | None:
    """The headers of the copy that stands below."""
    _, copy = _split(mail)
    return message_from_string(copy) if copy else None


def _split(mail: Message) -> tuple[str, str]:
    part = first(mail, "text/plain")
    whole = text(part).replace("\r\n", "\n").lstrip() if part else ""
    mark = _COPY.search(whole)
    return (whole[: mark.start()], whole[mark.end() :].lstrip()) if mark else (whole, "")


def _behind(body: str, address: str) -> str:
    """What stands below the address, up to the next empty line."""
    _, _, rest = body.partition(address)
    return rest.lstrip().partition("\n\n")[0]


def _report(address: str, said: str, time: datetime) -> Report:
    line = " ".join(said.split())[:2000]
    found = _STATUS.search(line)
    status = found[0] if found else ""
    return Report(Reported.BOUNCED, time, not (status.startswith("4") or _GAVE_UP.search(line)), status, line, (address,))
