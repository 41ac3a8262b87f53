"""What mail systems report of a mail after it left, and what all of it together says became of the mail."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from notify.domain.bounces import address_key, dead_mailbox, told

# Within a sentence, in parentheses, behind a #; not the beginning of an IP address.
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)")
# How servers without enhanced status codes say that there is nobody of this name.
_NO_MAILBOX = re.compile(
    r"mailbox unavailable|(no such|unknown|invalid|no) (local )?(user|recipient|mailbox|account|address)"
    r"|(user|recipient|mailbox|account|address)( is| was)?( unknown| not found| disabled)|does ?n.t (exist|have)|unrouteable address", re.I,
)


class Reported(StrEnum):
    """What a report says. Values are those of the mail's state."""

    DELIVERED = "DELIVERED"
    DEFERRED = "DEFERRED"
    BOUNCED = "BOUNCED"
    COMPLAINED = "COMPLAINED"


@dataclass(frozen=True)
class Report:
    """One report. time: when it happened, by the reporter's clock. permanent: a bounce for good.

    enhanced_status: RFC 3463, empty where none was given. recipients: whom it names, none where it names nobody.
    """

    kind: Reported
    time: datetime
    permanent: bool = False
    enhanced_status: str = ""
    said: str = ""
    recipients: tuple[str, ...] = ()


_FINALITY = {Reported.DEFERRED: 0, Reported.DELIVERED: 1, Reported.BOUNCED: 1, Reported.COMPLAINED: 3}


def _weight(report: Report) -> tuple[int, datetime, bool]:
    """A complaint outweighs all, then a bounce for good (mail is taken first and returned later, never the other way round);
    between delivered and given up the later one counts, and a bounce of the same instant.
    """
    bounced = report.kind is Reported.BOUNCED
    return 2 if bounced and report.permanent else _FINALITY[report.kind], report.time, bounced


def fate(reports: Iterable[Report]) -> Report:
    """The report that says what became of the mail: the same whatever the order they came in, and however often."""
    return max(reports, key=_weight)


def reported_reason(report: Report) -> str | None:
    """The name of why, for a mail that is late or came back."""
    if report.kind is Reported.DEFERRED:
        return "SERVER_DEFERRED"
    return _bounce_reason(report, _status(report)) if report.kind is Reported.BOUNCED else None


def _bounce_reason(report: Report, status: str) -> str:
    if status[1:] == ".2.2":
        return "MAILBOX_FULL"
    if not report.permanent:
        return "GAVE_UP"
    if status in ("5.1.7", "5.1.8"):
        return "SENDER_REFUSED"
    dead = dead_mailbox(status) or (_vague(status) and _NO_MAILBOX.search(report.said))
    return "NO_SUCH_MAILBOX" if dead else "REFUSED_BY_SERVER"


def reported_detail(report: Report) -> str | None:
    """What the server said, with the status in front, without addresses."""
    said = told(report.said)
    known = report.enhanced_status in said
    return (said if known else f"{report.enhanced_status} {said}".strip()) or None


def suppresses(report: Report, to_address: str) -> str | None:
    """Why nothing more may go to the mail's address; None where it may.

    Not where the report names somebody else: a mail that was forwarded and came back from there says nothing against the address
    itself. Nor for a full mailbox or a server's dislike: neither is the address's end.
    """
    if report.recipients and address_key(to_address) not in map(address_key, report.recipients):
        return None
    if report.kind is Reported.COMPLAINED:
        return "ADDRESS_COMPLAINED"
    unexplained = not report.said and not report.enhanced_status
    dead = report.permanent and (unexplained or reported_reason(report) == "NO_SUCH_MAILBOX")
    return "ADDRESS_BOUNCED" if dead and report.kind is Reported.BOUNCED else None


def _status(report: Report) -> str:
    """The enhanced status that says most: a reporter's "5.0.0" says nothing beside a server's own 5.1.1."""
    own = _STATUS.search(report.said)
    return own[0] if own and _vague(report.enhanced_status) else report.enhanced_status


def _vague(status: str) -> bool:
    return status in ("", "5.0.0", "4.0.0", "5.5.0")
