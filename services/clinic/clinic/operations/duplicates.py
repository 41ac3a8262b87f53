"""Say that two charts that look like one client's are two clients', and take that back."""

from uuid import UUID

from chassis import audit
from chassis.db import Tx
from clinic.domain.merging import likeness
from clinic.domain.refusals import NotAlike, SameChart
from clinic.models import Client
from clinic.store import clients, duplicates


def dismiss_duplicate(tx: Tx, client_id: UUID, other_id: UUID) -> None:
    """They are two, until a name or a date of birth of either changes. Raises ClientUnknown, ClientMerged, SameChart, NotAlike."""
    one, other = _held(tx, client_id, other_id)
    looks = clients.looks(tx, [client_id, other_id])
    if likeness(looks[client_id], looks[other_id]) is None:
        raise NotAlike
    duplicates.dismiss(tx, one, other)
    _note(tx, "duplicate.dismissed", client_id, other_id)


def restore_duplicate(tx: Tx, client_id: UUID, other_id: UUID) -> None:
    """They may be one client again; where nobody had said that they are two, nothing changes. Raises as dismissing does."""
    _held(tx, client_id, other_id)
    if duplicates.restore(tx, client_id, other_id):
        _note(tx, "duplicate.restored", client_id, other_id)


def _held(tx: Tx, client_id: UUID, other_id: UUID) -> tuple[Client, Client]:
    """Neither is renamed or merged meanwhile."""
    if client_id == other_id:
        raise SameChart
    clients.lock(tx, {client_id, other_id})
    return clients.locked(tx, client_id), clients.locked(tx, other_id)


def _note(tx: Tx, action: str, client_id: UUID, other_id: UUID) -> None:
    audit.record(tx, action, "client", client_id, other_client_id=str(other_id))
    audit.record(tx, action, "client", other_id, other_client_id=str(client_id))
