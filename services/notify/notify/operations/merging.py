"""Charts that became one, and people who turned out to be one: mails and reminders that wait go on about those who stayed."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.db import Tx
from notify.models import Contact, Relationship
from notify.store import mails, merges


def merge_clients(
    tx: Tx, contacts: Sequence[dict[str, Any]], relationships: Sequence[dict[str, Any]], clients: Mapping[UUID, UUID],
    people: Mapping[UUID, UUID],
) -> None:
    """clients, people: who stayed, by who is gone. Whether a mail may leave is still decided when it does, by what stayed."""
    for contact in contacts:
        mails.keep(tx, Contact, **contact)
    for relationship in relationships:
        mails.keep(tx, Relationship, **relationship)
    merges.remember(tx, {**clients, **people})
    merges.rename_recipients(tx, clients, people)
    merges.rename_offered(tx, people)
    merges.rename_invited(tx, clients, people)
