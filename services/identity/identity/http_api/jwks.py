"""/jwks.json: the public keys that access tokens verify with."""

from typing import Any

from flask import Response, make_response
from pydantic import BaseModel

from chassis.http import Door
from identity.parts import parts

door = Door("jwks", __name__, url_prefix="/api/identity/v1")


class Jwks(BaseModel):
    """RFC 7517."""

    keys: list[dict[str, Any]]


@door.get("/jwks.json", public="Public keys", summary="Keys that access tokens verify with", responses={"200": Jwks})
def published() -> Response:
    """Served from memory."""
    response = make_response(parts().signing_keys.published())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
