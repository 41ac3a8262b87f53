"""Clients: one, several, and the list that the console shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from chassis.db import Tx
from clinic.domain.imports.plans import KnownClient
from clinic.domain.refusals import ClientMerged, ClientUnknown
from clinic.models import Client, Contact, LedgerEntry, Relationship, VideoSession
from clinic.store import duplicates

# Counting goes no further: whoever sees "1000 and more" searches.
COUNTED = 1000
LOOKS = (Client.given_name, Client.family_name, Client.sort_name, Client.birth_date)
ORDER = (Client.settled, Client.sort_name, Client.client_id)


@dataclass(frozen=True)
class Place:
    """Where a page begins: after this client in the order of the list."""

    settled: bool
    sort_name: str
    client_id: UUID


def get(tx: Tx, client_id: UUID) -> Client:
    """Raises ClientUnknown, ClientMerged."""
    return _present(at(tx, client_id))


def at(tx: Tx, client_id: UUID) -> Client:
    """Whose chart is at this address, merged into another or not. Raises ClientUnknown."""
    return _one(tx, sa.select(Client).where(Client.practice_id == tx.practice_id, Client.client_id == client_id))


def locked(tx: Tx, client_id: UUID) -> Client:
    """The client, held until the transaction ends. Raises ClientUnknown, ClientMerged."""
    found = sa.select(Client).where(Client.practice_id == tx.practice_id, Client.client_id == client_id)
    return _present(_one(tx, found.with_for_update(key_share=True).execution_options(populate_existing=True)))


def lock(tx: Tx, client_ids: Collection[UUID]) -> None:
    """Hold these clients, in one order for everybody, so that two transactions never wait for each other."""
    found = sa.select(Client.client_id).where(Client.practice_id == tx.practice_id, Client.client_id.in_(client_ids))
    tx.db.execute(found.order_by(Client.client_id).with_for_update(key_share=True))


def _one(tx: Tx, query: sa.Select[Any]) -> Client:
    client = tx.db.scalar(query)
    if client is None:
        raise ClientUnknown
    return client


def _present(client: Client) -> Client:
    if client.merged_into:
        raise ClientMerged(merged_into=str(client.merged_into))
    return client


def among(tx: Tx, client_ids: Collection[UUID]) -> dict[UUID, Client]:
    """Those of these clients that there are."""
    found = tx.db.scalars(sa.select(Client).where(Client.practice_id == tx.practice_id, Client.client_id.in_(client_ids)))
    return {client.client_id: client for client in found}


def resembling(tx: Tx, sort_names: Collection[str], births: Collection[date]) -> list[KnownClient]:
    """Charts of one of these names or births, archived ones too, with the addresses of the people on each.

    A chart that was merged away still stands for its client by the name it had, as the chart that stayed.
    """
    stayed = aliased(Client)
    client_id = sa.func.coalesce(Client.merged_into, Client.client_id)
    like = sa.or_(Client.sort_name.in_(sort_names), Client.birth_date.in_(births))
    status = sa.func.coalesce(stayed.status, Client.status)
    into = sa.and_(stayed.practice_id == Client.practice_id, stayed.client_id == Client.merged_into)
    known = sa.select(client_id, *LOOKS, status).select_from(Client).outerjoin(stayed, into)
    return _known(tx, known.where(Client.practice_id == tx.practice_id, like).order_by(Client.client_id))


def looks(tx: Tx, client_ids: Collection[UUID]) -> dict[UUID, KnownClient]:
    """These charts, as charts are compared."""
    known = sa.select(Client.client_id, *LOOKS, Client.status).where(Client.practice_id == tx.practice_id, Client.client_id.in_(client_ids))
    return {one.client_id: one for one in _known(tx, known)}


def _known(tx: Tx, known: sa.Select[*tuple[Any, ...]]) -> list[KnownClient]:
    found = tx.db.execute(known).all()
    emails = _addresses(tx, {one[0] for one in found})
    return [
        KnownClient(one, given, family, sort_name, birth, state == "ACTIVE", frozenset(emails.get(one, ())))
        for one, given, family, sort_name, birth, state in found
    ]


def _addresses(tx: Tx, client_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """The addresses of the people on each chart.

    The relationships stand by themselves: joined in one go, and before the tables of a new practice are analysed, all its people would
    be gone through for each chart.
    """
    mine = sa.and_(Relationship.practice_id == tx.practice_id, Relationship.client_id.in_(client_ids))
    linked = sa.select(Relationship.client_id, Relationship.contact_id).where(mine).cte().prefix_with("MATERIALIZED")
    holders = sa.and_(Contact.practice_id == tx.practice_id, Contact.contact_id == linked.c.contact_id, Contact.email_key != "")
    found: dict[UUID, list[str]] = {}
    for client_id, email in tx.db.execute(sa.select(linked.c.client_id, Contact.email_key).join(Contact, holders)):
        found.setdefault(client_id, []).append(email)
    return found


@dataclass(frozen=True)
class Wanted:
    """Which clients. None: all of the kind. portal_state: with a person in that state; minor: born after that day, or not.

    twofold: who has another chart of the same name, and of the same birth as far as both are known, that nobody told apart.
    """

    status: str | None = None
    portal_state: str | None = None
    minor: bool | None = None
    youngest_adult: date = date.max
    twofold: bool = False


def _fits(tx: Tx, wanted: Wanted) -> sa.ColumnElement[bool]:
    fits = [Client.practice_id == tx.practice_id]
    if wanted.status:
        fits.append(Client.status == wanted.status)
    if wanted.portal_state:
        entries = sa.and_(LedgerEntry.practice_id == tx.practice_id, LedgerEntry.portal_state == wanted.portal_state)
        fits.append(Client.client_id.in_(sa.select(LedgerEntry.client_id).where(entries)))
    if wanted.minor is not None:
        fits.append(_is_minor(wanted) if wanted.minor else sa.or_(Client.birth_date.is_(None), ~_is_minor(wanted)))
    if wanted.twofold:
        fits.append(_has_a_twin(tx))
    return sa.and_(*fits)


def _has_a_twin(tx: Tx) -> sa.ColumnElement[bool]:
    twin = aliased(Client)
    birth = sa.or_(twin.birth_date == Client.birth_date, twin.birth_date.is_(None), Client.birth_date.is_(None))
    named = sa.and_(twin.practice_id == tx.practice_id, twin.sort_name == Client.sort_name, twin.client_id != Client.client_id)
    return sa.exists().where(named, birth, twin.status != "MERGED", ~duplicates.told_apart(tx, Client, twin))


def _is_minor(wanted: Wanted) -> sa.ColumnElement[bool]:
    """Whoever's date of birth is unknown is taken for an adult."""
    return Client.birth_date > wanted.youngest_adult


def fitting(tx: Tx, wanted: Wanted) -> sa.Select[UUID]:
    """The ids of these clients, for a query of others to choose among."""
    return sa.select(Client.client_id).where(_fits(tx, wanted))


def listed(tx: Tx, wanted: Wanted, after: Place | None, most: int) -> Sequence[Client]:
    """A page of the list: those who need somebody first, then by name."""
    page = sa.select(Client).where(_fits(tx, wanted))
    if after:
        here = sa.tuple_(*(sa.literal(part) for part in (after.settled, after.sort_name, after.client_id)))
        page = page.where(sa.tuple_(*ORDER) > here)
    return tx.db.scalars(page.order_by(*ORDER).limit(most)).all()


def counted(tx: Tx, wanted: Wanted) -> int:
    """How many the list holds; 1,001 stands for more than a thousand."""
    some = sa.select(sa.literal(1)).where(_fits(tx, wanted)).limit(COUNTED + 1).subquery()
    return tx.db.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def states_counted(tx: Tx, wanted: Wanted) -> dict[str, int]:
    """How many of these clients have a person in each portal state."""
    pairs = sa.select(LedgerEntry.portal_state, sa.func.count(sa.distinct(LedgerEntry.client_id))).join(
        Client, sa.and_(Client.practice_id == LedgerEntry.practice_id, Client.client_id == LedgerEntry.client_id)
    )
    counted_now = pairs.where(LedgerEntry.practice_id == tx.practice_id, _fits(tx, wanted)).group_by(LedgerEntry.portal_state)
    return {row[0]: row[1] for row in tx.db.execute(counted_now)}


def ages_counted(tx: Tx, wanted: Wanted) -> tuple[int, int]:
    """How many of these clients are minors, and how many adults."""
    minors = sa.func.count().filter(_is_minor(wanted))
    row = tx.db.execute(sa.select(minors, sa.func.count()).select_from(Client).where(_fits(tx, wanted))).one()
    return row[0], row[1] - row[0]


def born_between(tx: Tx, after: date, until: date, most: int) -> Sequence[Client]:
    """Active charts without a guardian of somebody born after the one day and not after the other, the eldest first."""
    born = sa.and_(Client.status == "ACTIVE", Client.birth_date > after, Client.birth_date <= until, ~Client.has_guardian)
    found = sa.select(Client).where(Client.practice_id == tx.practice_id, born)
    return tx.db.scalars(found.order_by(Client.birth_date, Client.sort_name, Client.client_id).limit(most)).all()


def next_sessions(tx: Tx, client_ids: Collection[UUID]) -> dict[UUID, Any]:
    """Each client's next booked video session that has not ended: session_id, client_id, clinician_id, start_time, end_time."""
    columns = (VideoSession.session_id, VideoSession.client_id, VideoSession.clinician_id, VideoSession.start_time, VideoSession.end_time)
    upcoming = sa.select(*columns).where(
        VideoSession.practice_id == tx.practice_id, VideoSession.client_id.in_(client_ids), VideoSession.end_time > tx.now,
        VideoSession.state == "BOOKED",
    )
    first = upcoming.ext(distinct_on(VideoSession.client_id)).order_by(VideoSession.client_id, VideoSession.start_time)
    return {row.client_id: row for row in tx.db.execute(first)}
