"""Welcome requests: who was sent for, and when."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from chassis.db import Tx
from clinic.models import LedgerEntry, WelcomeRequest


def requests_since(tx: Tx, contact_ids: Collection[UUID], span: timedelta) -> dict[UUID, list[datetime]]:
    """When each person was sent for within that span, over all charts; what identity refused is not counted."""
    found = sa.select(WelcomeRequest.contact_id, WelcomeRequest.request_time).where(
        WelcomeRequest.practice_id == tx.practice_id, WelcomeRequest.contact_id.in_(contact_ids), WelcomeRequest.refuse_reason == "",
        WelcomeRequest.request_time > tx.now - span,
    )
    times: dict[UUID, list[datetime]] = {contact_id: [] for contact_id in contact_ids}
    for contact_id, time in tx.db.execute(found.distinct()):
        times[contact_id].append(time)
    return times


def refused(tx: Tx, request_id: UUID, pairs: Collection[tuple[UUID, UUID]], reason: str) -> None:
    """Identity made no link for these recipients of a request."""
    asked = sa.tuple_(WelcomeRequest.contact_id, WelcomeRequest.client_id).in_(pairs)
    mine = sa.and_(WelcomeRequest.practice_id == tx.practice_id, WelcomeRequest.request_id == request_id, asked)
    tx.db.execute(sa.update(WelcomeRequest).where(mine).values(refuse_reason=reason))
    row = sa.tuple_(LedgerEntry.contact_id, LedgerEntry.client_id).in_(pairs)
    newest = sa.and_(LedgerEntry.practice_id == tx.practice_id, LedgerEntry.welcome_request_id == request_id, row)
    tx.db.execute(sa.update(LedgerEntry).where(newest).values(welcome_refuse_reason=reason))
