"""Send welcome emails: per recipient, asked for or refused by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Tx
from clinic import charts
from clinic.domain import welcome
from clinic.store import clients, contacts, ledger, practices, relationships, welcomes


@dataclass(frozen=True)
class Result:
    """What became of one recipient. reason None: asked for. allowed_time: when the cap lets another go."""

    contact_id: UUID
    reason: welcome.WelcomeRefused | None = None
    allowed_time: datetime | None = None


def send_welcome_email(tx: Tx, client_id: UUID, contact_ids: Sequence[UUID]) -> list[Result]:
    """Ask for an invitation to everybody who may get one, in one request; the others are refused with the first reason to mend.

    Raises ClientUnknown, ClientMerged, and ContactUnknown or ContactMerged where somebody does not stand on the chart.
    """
    contacts.lock(tx, contact_ids)  # so that the cap counts what another desk is sending
    clients.locked(tx, client_id)
    known = {facts.contact_id: facts for facts in ledger.of_pairs(tx, [(contact_id, client_id) for contact_id in contact_ids])}
    if strangers := sorted(set(contact_ids) - set(known)):
        raise relationships.absent(tx, strangers[0], client_id)
    earlier = welcomes.requests_since(tx, contact_ids, welcome.DAY)
    results = []
    for contact_id in dict.fromkeys(contact_ids):
        reason = welcome.refusal(known[contact_id], earlier[contact_id], tx.now)
        capped = reason is welcome.WelcomeRefused.TOO_MANY_LINKS
        results.append(Result(contact_id, reason, welcome.allowed_time(earlier[contact_id], tx.now) if capped else None))
    _ask(tx, client_id, results)
    return results


def _ask(tx: Tx, client_id: UUID, results: Sequence[Result]) -> None:
    accepted = [(result.contact_id, client_id) for result in results if result.reason is None]
    if accepted:
        charts.request_welcome(tx, practices.get(tx), accepted)
    for result in results:
        if result.reason:
            audit.record(tx, "welcome.refused", "relationship", f"{result.contact_id}/{client_id}", reason=result.reason.value)
