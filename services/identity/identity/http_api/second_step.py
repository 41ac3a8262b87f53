"""/me:pass…: the second step of a sign-in. Taken by the opaque cookie: there is no access token before it."""

from typing import Annotated, Any

from flask import Response
from pydantic import Field

from chassis.errors import Refusal
from chassis.http import Body, Door, transact
from chassis.telemetry import meter
from identity.http_api import cookies
from identity.http_api.shapes import Options, Owing
from identity.operations import second_step
from identity.operations.login_sessions import Login

door = Door("second_step", __name__, url_prefix="/api/identity/v1")
PUBLIC = "Whoever is half signed in has no access token yet; the view asks for the login session itself"
counted = meter.create_counter("anteroom_second_steps", description="Second steps of sign-ins by outcome")


class Code(Body):
    """Six digits of the app, or a recovery code; blanks and hyphens don't matter."""

    code: Annotated[str, Field(min_length=1, max_length=40)]


@door.post("/me:passSecondFactor", public=PUBLIC, summary="The second step of a sign-in", responses={"200": Owing})
def pass_second_factor(body: Code) -> Response:
    """Count the try, then compare: two transactions, so that a refusal leaves the count."""
    who, device = cookies.who(), cookies.device_hash()
    attempt = transact(second_step.begin, who, device)
    return passed(transact(second_step.finish, who, attempt, body.code, device))


class Signed(Body):
    """What navigator.credentials.get() gave, in its JSON form."""

    credential: dict[str, Any]


@door.post("/me:beginPasskey", public=PUBLIC, summary="What a passkey is asked for", responses={"200": Options})
def begin_passkey() -> dict[str, Any]:
    """Answered within ten minutes, once."""
    return {"options": transact(second_step.begin_passkey, cookies.who())}


@door.post("/me:passPasskey", public=PUBLIC, summary="The second step of a sign-in, by a passkey", responses={"200": Owing})
def pass_passkey(body: Signed) -> Response:
    """A signature can't be guessed, so no tries are counted."""
    return passed(transact(second_step.finish_passkey, cookies.who(), body.credential, cookies.device_hash()))


def passed(outcome: Login | Refusal) -> Response:
    """What is owed now, with the access token where it is nothing."""
    counted.add(1, {"outcome": "refused" if isinstance(outcome, Refusal) else "let in"})
    if isinstance(outcome, Refusal):
        raise outcome
    return cookies.answered(outcome, {"owes": outcome.owes})
