"""What the rows of both charts hold, for a merge to be planned from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Tx
from clinic.domain import age
from clinic.domain.facts import Account
from clinic.domain.refusals import KeptArchived, MinorAndAdult, SameChart
from clinic.merging import joins
from clinic.merging.plans import Choices, Pair
from clinic.models import Client, Contact, Practice, Relationship
from clinic.store import clients, contacts, ledger, merges, practices


@dataclass(frozen=True)
class Known:
    """What the rows of both charts hold, and of the others that are touched."""

    practice: Practice
    kept: Client
    going: Client
    rows: Mapping[Pair, Relationship]
    people: Mapping[UUID, Contact]
    charts: Mapping[UUID, Client]
    logins: Mapping[UUID, Account]
    joins: Mapping[UUID, UUID]
    may_join: Mapping[UUID, tuple[UUID, ...]]

    def target(self, pair: Pair) -> Pair:
        """What a relationship becomes."""
        client_id = self.kept.client_id if pair[1] == self.going.client_id else pair[1]
        return self.joins.get(pair[0], pair[0]), client_id

    def joining(self, contact_id: UUID) -> UUID | None:
        """Who turns out to be this contact."""
        return next((gone for gone, stays in self.joins.items() if stays == contact_id), None)


def read(tx: Tx, kept_id: UUID, going_id: UUID, choices: Choices) -> Known:
    """Raises ClientUnknown, ClientMerged, SameChart, KeptArchived, MinorAndAdult, Invalid."""
    if kept_id == going_id:
        raise SameChart
    practice, kept, going = practices.get(tx), clients.get(tx, kept_id), clients.get(tx, going_id)
    _may_be_one(practice, kept, going, age.today_in(practice.zone, tx.now))
    both = merges.relationships(tx, [kept_id, going_id], [])
    people = contacts.among(tx, {one.contact_id for one in both})
    may_join = joins.may_join(both, people, kept_id)
    chosen = joins.chosen(both, people, may_join, choices.joins)
    rows = merges.relationships(tx, [kept_id, going_id], [*chosen, *chosen.values()])
    facts = ledger.of_clients(tx, [kept_id, going_id])
    charts_of = {kept_id, going_id, *(one.client_id for one in rows)}
    return Known(
        practice, kept, going, {(one.contact_id, one.client_id): one for one in rows}, people, clients.among(tx, charts_of),
        {one.contact_id: one.account for one in facts if one.account}, chosen, may_join,
    )


def _may_be_one(practice: Practice, kept: Client, going: Client, today: date) -> None:
    if kept.status == "ARCHIVED" and going.status == "ACTIVE":
        raise KeptArchived
    minors = {age.minor_until(one.birth_date, practice.region, today) is not None for one in (kept, going) if one.birth_date}
    if len(minors) > 1:
        raise MinorAndAdult
