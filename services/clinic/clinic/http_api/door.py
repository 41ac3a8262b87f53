"""The door itself, and what all its views share: paths, pages."""

import base64
import binascii
import json
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from chassis.errors import Invalid
from chassis.http import Body, Door, Query

door = Door("clinic", __name__, url_prefix="/api/clinic/v1")


class ClientPath(BaseModel):
    """One client."""

    client_id: UUID


class ContactPath(BaseModel):
    """One contact."""

    contact_id: UUID


class RelationshipPath(BaseModel):
    """One contact on one client's chart."""

    client_id: UUID
    contact_id: UUID


class Page(Query):
    """A page of a list."""

    page_size: int = Field(default=25, ge=1, le=200)
    page_token: str = Field(default="", max_length=1000)


def given(body: Body) -> dict[str, Any]:
    """The fields that a partial change names."""
    return body.model_dump(include=body.model_fields_set)


def page_token(*place: Any) -> str:
    """An opaque token for the page after this place."""
    return base64.urlsafe_b64encode(json.dumps(place, default=str).encode()).decode()


def place_of(token: str, *kinds: Any) -> list[Any] | None:
    """What page_token was made of; None for the first page. Raises Invalid for a token that we did not make."""
    if not token:
        return None
    try:
        parts = json.loads(base64.b64decode(token.encode(), altchars=b"-_", validate=True))
        return [kind(part) for kind, part in zip(kinds, parts, strict=True)]
    except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError):
        told = "Use a next_page_token of this list, unchanged."
        raise Invalid(errors=[{"field": "page_token", "reason": "PAGE_TOKEN_UNKNOWN", "detail": told}]) from None
