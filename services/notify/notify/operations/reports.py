"""What mail systems report of mails after they left."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from chassis.db import Tx
from notify import domain
from notify.domain import Report, State
from notify.models import Message
from notify.operations.settling import Verdict, settle
from notify.operations.telling import tell_of_overtaken
from notify.store import mails, reports


def apply_reports(tx: Tx, told: Mapping[UUID, Sequence[Report]], source: str) -> int:
    """Write down what was reported, by the event that caused each mail. Returns how many of the reports are about a mail of ours.

    The same in whatever order, however often and however late it is told. A Message-ID nobody can guess: a report of it shows that
    the mail left, whatever we wrote down of the last try.
    """
    messages = reports.mails_caused_by(tx, told.keys())
    for message in messages:
        for report in told[message.cause_event_id]:
            _keep(tx, message, report, source)
    known = reports.reports_of(tx, [message.message_id for message in messages])
    left = [message for message in messages if message.left_time is None]
    settle(tx, [verdict for message in messages if (verdict := _news(tx, message, known[message.message_id]))])
    tell_of_overtaken(tx, left)
    return sum(len(told[message.cause_event_id]) for message in messages)


def _keep(tx: Tx, message: Message, report: Report, source: str) -> None:
    """Only what is new suppresses: an address that staff released stays released when an old report is told again."""
    said = replace(report, time=min(report.time, tx.now))
    if reports.add_report(tx, message.message_id, said, source) and message.to_address:
        if why := domain.suppresses(report, message.to_address):
            mails.suppress(tx, domain.address_key(message.to_address), why, message.message_id)


def _news(tx: Tx, message: Message, known: Sequence[Report]) -> Verdict | None:
    fate = domain.fate(known)
    verdict = Verdict(message, State(fate.kind), domain.reported_reason(fate), domain.reported_detail(fate))
    if message.left_time and (message.state, message.reason) == (verdict.state, verdict.reason):
        return None
    message.left_time = message.left_time or tx.now
    return verdict
