"""/passwords:check: what a password lacks, asked while somebody types it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from chassis.http import Body, Door, transact
from identity.http_api.shapes import Password
from identity.operations import passwords

door = Door("passwords", __name__, url_prefix="/api/identity/v1")


class Candidate(Body):
    """email: whom it is for; its words make no good password."""

    password: Password
    email: Annotated[str, Field(max_length=320)] = ""


class Judged(BaseModel):
    """lacks: what it would be refused with; null where it is good enough."""

    lacks: Literal["PASSWORD_TOO_SHORT", "PASSWORD_TOO_LONG", "PASSWORD_TOO_COMMON", "PASSWORD_ONLY_NAMES"] | None


@door.post("/passwords:check", public="Tells of what was typed, and of nobody", summary="What a password lacks", responses={"200": Judged})
def check_password(body: Candidate) -> dict[str, Any]:
    """Nothing is kept, and no hash is made."""
    return {"lacks": transact(passwords.judge, body.password, body.email)}
