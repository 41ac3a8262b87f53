"""Who else has access to a chart, for somebody who has."""

from typing import Any

from pydantic import BaseModel

from chassis.db import Tx
from chassis.http import transact
from clinic.domain import age
from clinic.domain.company import company
from clinic.domain.facts import Facts
from clinic.domain.refusals import ClientUnknown
from clinic.http_api import rendering, shapes
from clinic.http_api.door import ClientPath, door
from clinic.store import clients, ledger, practices


class WithAccess(BaseModel):
    """Somebody else. name: null unless the chart is the reader's own."""

    relationship: shapes.Relation
    name: str | None


class Company(BaseModel):
    """told: false where the practice answers this itself; people is then empty."""

    told: bool
    people: list[WithAccess]


@door.get(
    "/me/clients/<client_id>/people", permission="me:read", responses={"200": Company},
    summary="Who else has access to the chart of one of the signed-in client's people",
)
def list_my_company(path: ClientPath) -> dict[str, Any]:
    """An adult is told by name who has access to their own chart; a guardian, which relationships; neither under a custody note."""

    def read(tx: Tx) -> dict[str, Any]:
        chart = [facts for facts in ledger.of_clients(tx, [path.client_id]) if facts.in_force(tx.now)]
        mine = _mine(tx, chart)
        others = [facts for facts in chart if facts.account is None or facts.account.account_id != tx.actor.account_id]
        found = company(mine, [mine, *others], _own(tx, mine))
        people = [rendering.shape(WithAccess, relationship=one.relationship, name=one.name) for one in found or ()]
        return Company(told=found is not None, people=people).model_dump()

    return transact(read)


def _mine(tx: Tx, chart: list[Facts]) -> Facts:
    """The caller's own place on the chart, the self before others. Raises ClientUnknown where they have none that is open."""
    bound = [facts for facts in chart if facts.online_access.on and facts.client_active and _answers(tx, facts)]
    if not bound:
        raise ClientUnknown
    return min(bound, key=lambda facts: facts.relationship != "SELF")


def _answers(tx: Tx, facts: Facts) -> bool:
    account = facts.account
    return account is not None and account.binding == "BOUND" and account.account_id == tx.actor.account_id


def _own(tx: Tx, mine: Facts) -> bool:
    """Whether the chart is the caller's, and they decide for themself."""
    practice, client = practices.get(tx), clients.get(tx, mine.client_id)
    minor = age.minor_until(client.birth_date, practice.region, age.today_in(practice.zone, tx.now))
    return mine.relationship == "SELF" and minor is None and not client.has_guardian
