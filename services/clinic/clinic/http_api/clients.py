"""Clients: the list with its search, the chart."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from chassis.addresses import Email
from chassis.db import Tx
from chassis.http import Body, Query, transact
from clinic import models
from clinic.domain import age
from clinic.domain.fields import Day, Line, Phone
from clinic.domain.portal import PortalState
from clinic.http_api import rendering, shapes
from clinic.http_api.door import ClientPath, Page, door, given, page_token, place_of
from clinic.operations import clients as operations
from clinic.store import clients, ledger, practices, relationships, search


class ClientQuery(Page):
    """query: words of a name, an email or a phone. state: only clients with a person in this portal state; age: only minors, or adults.
    duplicates: only clients who may have two charts.

    A query looks through archived charts too.
    """

    query: str = Field(default="", max_length=200)
    state: PortalState | None = None
    age: Literal["MINOR", "ADULT"] | None = None
    duplicates: bool = False
    status: shapes.Status = "ACTIVE"


class StateQuery(Query):
    """age: count among minors only, or among adults."""

    age: Literal["MINOR", "ADULT"] | None = None


class ClientAdd(Body):
    """A new chart. An adult who acts for themself becomes a contact with this email and phone."""

    given_name: Line
    family_name: Line
    birth_date: Day | None = None
    has_guardian: bool = False
    clinician_id: UUID | None = None
    email: Email | None = None
    phone: Phone | None = None


class ClientChange(Body):
    """What is given is changed."""

    given_name: Line = ""
    family_name: Line = ""
    birth_date: Day | None = None
    has_guardian: bool = False
    clinician_id: UUID | None = None
    status: shapes.Status = "ACTIVE"


@door.get("/clients", permission="clients:read", responses={"200": shapes.ClientList}, summary="The list, with search")
def list_clients(query: ClientQuery) -> dict[str, Any]:
    """Those who need somebody first, then by name; with a query by name alone.

    One wrong letter is forgiven in names of five letters and more.
    """
    return transact(_found if query.query.strip() else _listed, query)


def _listed(tx: Tx, query: ClientQuery) -> dict[str, Any]:
    place = place_of(query.page_token, _flag, str, UUID)
    after = clients.Place(*place) if place else None
    wanted = _wanted(tx, query.status, query.age, query.state, twofold=query.duplicates)
    rows = list(clients.listed(tx, wanted, after, query.page_size + 1))
    page, last = rows[: query.page_size], rows[query.page_size - 1] if len(rows) > query.page_size else None
    token = page_token(last.settled, last.sort_name, last.client_id) if last else ""
    return _page(tx, page, token, clients.counted(tx, wanted))


def _wanted(tx: Tx, status: str | None, years: str | None, state: PortalState | None, *, twofold: bool = False) -> clients.Wanted:
    practice = practices.get(tx)
    adult = age.youngest_adult(practice.region, age.today_in(practice.zone, tx.now))
    return clients.Wanted(status, state.value if state else None, years == "MINOR" if years else None, adult, twofold)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("not a flag")
    return value


def _found(tx: Tx, query: ClientQuery) -> dict[str, Any]:
    place = place_of(query.page_token, str, UUID)
    wanted = _wanted(tx, None, query.age, query.state, twofold=query.duplicates)
    only = clients.fitting(tx, wanted) if query.age or query.state or query.duplicates else None
    found, total = search.find(tx, query.query, (place[0], place[1]) if place else None, query.page_size + 1, only)
    known = clients.among(tx, found[: query.page_size])
    page = [known[client_id] for client_id in found[: query.page_size]]
    token = page_token(page[-1].sort_name, page[-1].client_id) if len(found) > query.page_size else ""
    return _page(tx, page, token, total)


def _page(tx: Tx, page: list[models.Client], token: str, total: int) -> dict[str, Any]:
    client_ids = [client.client_id for client in page]
    practice, sessions = practices.get(tx), clients.next_sessions(tx, client_ids)
    people: dict[UUID, list[Any]] = {client_id: [] for client_id in client_ids}
    for facts in ledger.of_clients(tx, client_ids):
        people[facts.client_id].append(facts)
    rows = [rendering.client_row(client, practice, tx.now, sessions.get(client.client_id), people[client.client_id]) for client in page]
    return shapes.ClientList(
        clients=rows, next_page_token=token, total=min(total, clients.COUNTED), more_than_total=total > clients.COUNTED
    ).model_dump()


@door.get("/client-states", permission="clients:read", responses={"200": shapes.StateCounts}, summary="Charts by portal state")
def count_client_states(query: StateQuery) -> dict[str, Any]:
    """For the filters above the list."""

    def count(tx: Tx) -> shapes.StateCounts:
        counts = clients.states_counted(tx, _wanted(tx, "ACTIVE", query.age, None))
        minors, adults = clients.ages_counted(tx, _wanted(tx, "ACTIVE", None, None))
        shown = [shapes.StateCount(portal_state=PortalState(state), count=number) for state, number in counts.items()]
        twofold = clients.counted(tx, _wanted(tx, "ACTIVE", query.age, None, twofold=True))
        return shapes.StateCounts(states=shown, minors=minors, adults=adults, duplicates=twofold)

    return transact(count).model_dump()


@door.post("/clients", permission="clients:write", idempotent=True, responses={"201": shapes.Client}, summary="Add a client")
def add_client(body: ClientAdd) -> tuple[dict[str, Any], int]:
    """An adult without a guardian also becomes the contact through whom they sign in."""

    def add(tx: Tx) -> dict[str, Any]:
        return shown(tx, operations.add_client(tx, **body.model_dump()))

    return transact(add), 201


@door.get("/clients/<client_id>", permission="clients:read", responses={"200": shapes.Client}, summary="A chart")
def get_client(path: ClientPath) -> dict[str, Any]:
    """One client. A chart that was merged into another says so (status MERGED) and where its client is now (merged_into)."""
    return transact(lambda tx: shown(tx, clients.at(tx, path.client_id)))


@door.patch("/clients/<client_id>", permission="clients:write", responses={"200": shapes.Client}, summary="Change a chart")
def change_client(path: ClientPath, body: ClientChange) -> dict[str, Any]:
    """Archiving (status) stops links, mail and joins at once; restoring lets them go on."""
    return transact(lambda tx: shown(tx, operations.change_client(tx, path.client_id, given(body))))


def shown(tx: Tx, client: models.Client) -> dict[str, Any]:
    """A chart as it is answered with."""
    himself = relationships.self_of(tx, client.client_id)
    session = clients.next_sessions(tx, [client.client_id]).get(client.client_id)
    return rendering.client(client, practices.get(tx), tx.now, session, himself.contact_id if himself else None)
