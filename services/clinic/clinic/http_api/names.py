"""Names for identifiers: what a page about other services' facts shows instead of them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from chassis.http import Body, transact
from clinic.http_api.door import door
from clinic.store import names


class NamesAsked(Body):
    """Of clients, contacts, staff or logins, in any order."""

    ids: Annotated[list[UUID], Field(max_length=500)]


class NameShown(BaseModel):
    """One name. A login has one for each person it answers for."""

    id: UUID
    kind: Literal["CLIENT", "CONTACT", "STAFF", "LOGIN"]
    name: str


class NamesShown(BaseModel):
    """Whoever is unknown here is left out."""

    names: list[NameShown]


@door.post("/names:resolve", permission="clients:read", responses={"200": NamesShown}, summary="Who identifiers stand for")
def resolve_names(body: NamesAsked) -> dict[str, Any]:
    """Changes nothing; a POST because the list may be long."""
    found = transact(names.named, body.ids)
    return NamesShown(names=[NameShown.model_validate(name._asdict()) for name in found]).model_dump()
