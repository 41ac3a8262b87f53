"""Who comes of age: whose rights end that day, and whether the client has a way in of their own."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from chassis.db import Tx
from chassis.http import transact
from clinic.domain import age
from clinic.domain.age import Stage
from clinic.domain.facts import Facts
from clinic.domain.portal import PortalState, portal_state
from clinic.http_api import rendering, shapes
from clinic.http_api.door import door
from clinic.models import Client
from clinic.store import clients, ledger, practices

MOST = 100
# With a way in of their own, or on it, somebody needs nobody to remember them.
NO_WAY_IN = {PortalState.NOT_INVITED, PortalState.ACCESS_OFF, PortalState.NO_EMAIL}


class LosesRights(BaseModel):
    """Somebody whose rights end, or ended, on the day."""

    contact_id: UUID
    name: str
    relationship: shapes.Relation


class ComesOfAge(BaseModel):
    """A client, and the day. self_portal_state: of the client as their own contact; None where they are none yet."""

    client_id: UUID
    name: str
    of_age_date: date
    days_left: int
    stage: Stage
    people: list[LosesRights]
    self_contact_id: UUID | None
    self_portal_state: PortalState | None


class ComingOfAge(BaseModel):
    """The nearest first. first_warning_days, second_warning_days: so long before the day."""

    clients: list[ComesOfAge]
    first_warning_days: int
    second_warning_days: int


@door.get("/coming-of-age", permission="reports:read", responses={"200": ComingOfAge}, summary="Clients who come of age")
def list_coming_of_age() -> dict[str, Any]:
    """From 90 days before the day, in the practice's zone, until 30 days after it where they still have no way in of their own."""
    return transact(_listed).model_dump()


def _listed(tx: Tx) -> ComingOfAge:
    practice = practices.get(tx)
    today, region = age.today_in(practice.zone, tx.now), practice.region
    first, last = age.youngest_adult(region, today - age.REMEMBERED), age.youngest_adult(region, today + age.FIRST_WARNING)
    found = clients.born_between(tx, first, last, MOST)
    people: dict[UUID, list[Facts]] = {client.client_id: [] for client in found}
    for facts in ledger.of_clients(tx, list(people)):
        people[facts.client_id].append(facts)
    shown = [_one(tx, client, people[client.client_id], region, today) for client in found]
    return ComingOfAge(
        clients=[one for one in shown if one.stage is not Stage.OF_AGE or one.self_portal_state in {None, *NO_WAY_IN}],
        first_warning_days=age.FIRST_WARNING.days, second_warning_days=age.SECOND_WARNING.days,
    )


def _one(tx: Tx, client: Client, people: list[Facts], region: str, today: date) -> ComesOfAge:
    assert client.birth_date is not None
    of_age = age.comes_of_age(client.birth_date, region)
    himself = next((facts for facts in people if facts.relationship == "SELF"), None)
    return rendering.shape(
        ComesOfAge, client_id=client.client_id, name=f"{client.given_name} {client.family_name}", of_age_date=of_age,
        days_left=(of_age - today).days, stage=age.stage(of_age, today) or Stage.SOON,
        people=[
            rendering.shape(LosesRights, contact_id=facts.contact_id, name=facts.name, relationship=facts.relationship)
            for facts in people if facts.rights_end_reason == "COMES_OF_AGE"
        ],
        self_contact_id=himself.contact_id if himself else None, self_portal_state=portal_state(himself, tx.now).state if himself else None,
    )
