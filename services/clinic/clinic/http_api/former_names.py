"""What a chart and its people were called before a merge."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel

from chassis.db import Tx
from chassis.http import transact
from clinic.http_api import rendering
from clinic.http_api.door import ClientPath, door
from clinic.store import clients, former


class FormerName(BaseModel):
    """A relationship that became one of this chart's: what trails knew it by. account_ids: who answers or answered for the contact."""

    contact_id: UUID
    client_id: UUID
    into_contact_id: UUID
    account_ids: list[UUID]


class FormerNames(BaseModel):
    """client_ids: the charts that were merged into this one."""

    client_ids: list[UUID]
    people: list[FormerName]


@door.get(
    "/clients/<client_id>/former-names", permission="clients:read", responses={"200": FormerNames},
    summary="What a chart and its people were called before a merge",
)
def list_former_names(path: ClientPath) -> dict[str, Any]:
    """For whoever looks through a trail: entries keep the names they were written under."""
    return transact(_former_names, path.client_id).model_dump()


def _former_names(tx: Tx, client_id: UUID) -> FormerNames:
    clients.get(tx, client_id)
    found = former.of_chart(tx, client_id)
    logins = former.logins_ever(tx, {contact_id for contact_id, _, _ in found})
    people = [
        rendering.shape(FormerName, contact_id=one, client_id=chart_id, into_contact_id=now, account_ids=logins.get(one, []))
        for one, chart_id, now in found
    ]
    return FormerNames(client_ids=former.merged_clients(tx, client_id), people=people)
