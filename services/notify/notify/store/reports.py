"""What was reported of mails after they left."""

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.db import Tx
from notify.domain import Report, Reported, told
from notify.models import DeliveryReport, Message


def mails_caused_by(tx: Tx, event_ids: Collection[UUID]) -> Sequence[Message]:
    """The mails that these events caused, locked, in the order in which everybody locks mails."""
    found = sa.select(Message).where(Message.practice_id == tx.practice_id, Message.cause_event_id.in_(event_ids))
    return tx.db.scalars(found.order_by(Message.message_id).with_for_update()).all()


def add_report(tx: Tx, message_id: UUID, report: Report, source: str) -> bool:
    """Keep a report unless as new a one of its kind is there. Returns whether it told anything new."""
    new = insert(DeliveryReport).values(
        practice_id=tx.practice_id, message_id=message_id, kind=report.kind, permanent=report.permanent, report_time=report.time,
        enhanced_status=report.enhanced_status, said=told(report.said), source=source, receive_time=tx.now,
    )
    values = ("report_time", "enhanced_status", "said", "source", "receive_time")
    newer = new.on_conflict_do_update(
        index_elements=["practice_id", "message_id", "kind", "permanent"], set_={name: new.excluded[name] for name in values},
        where=DeliveryReport.report_time < new.excluded.report_time,
    )
    return tx.db.execute(newer.returning(DeliveryReport.kind)).first() is not None


def reports_of(tx: Tx, message_ids: Collection[UUID]) -> dict[UUID, list[Report]]:
    """All that was reported of each of these mails."""
    found = sa.select(DeliveryReport).where(DeliveryReport.practice_id == tx.practice_id, DeliveryReport.message_id.in_(message_ids))
    by_message: dict[UUID, list[Report]] = {message_id: [] for message_id in message_ids}
    for row in tx.db.scalars(found):
        by_message[row.message_id].append(Report(Reported(row.kind), row.report_time, row.permanent, row.enhanced_status, row.said))
    return by_message
