"""/sessions: sign in, stay signed in, sign out. /password-resets: a forgotten password."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from flask import Response, make_response
from pydantic import Field

from chassis.errors import LoginSessionEnded, Refusal, Unauthenticated
from chassis.http import Body, Door, transact
from chassis.telemetry import meter
from identity.domain.accounts import Role
from identity.http_api import cookies
from identity.http_api.shapes import Empty, Options, Owing, Password
from identity.operations import links, login_sessions, passkey_sign_in
from identity.operations.login_sessions import Login
from identity.parts import parts

door = Door("sessions", __name__, url_prefix="/api/identity/v1")
counted = meter.create_counter("anteroom_sign_ins", description="Sign-ins by outcome")


class SignIn(Body):
    """What a person types. Any text is compared, so that a slip of the pen is answered like a wrong password."""

    email: Annotated[str, Field(max_length=320)]
    password: Password


class SignedIn(Owing):
    """Cookies are set; the access token's only once nothing is owed."""

    account_id: UUID
    role: Role | None


class Refreshed(Owing):
    """expire_time: when the access token runs out; null while something is owed."""

    expire_time: datetime | None


class Forgotten(Body):
    """Whose password is forgotten."""

    email: Annotated[str, Field(max_length=320)]


@door.post("/sessions", public="Whoever signs in has nothing yet but a password", summary="Sign in", responses={"201": SignedIn})
def sign_in(body: SignIn) -> Response:
    """Count the try, hash, record: three steps, no transaction open while the hash is computed."""
    (browser, cookie, device), hashing = cookies.new_browser(), parts().hashing
    with hashing.place():
        attempt = transact(login_sessions.begin_sign_in, body.email, browser.device_hash)
        right = hashing.fits(attempt.password_hash, body.password)
        outcome = transact(login_sessions.finish_sign_in, attempt, right, browser)
    counted.add(1, {"outcome": "refused" if isinstance(outcome, Unauthenticated) else "let in"})
    if isinstance(outcome, Unauthenticated):
        raise outcome
    response = cookies.answered(outcome, _signed_in(outcome), 201)
    cookies.give_login(response, outcome, cookie, device)
    return response


def _signed_in(login: Login) -> dict[str, Any]:
    return {"owes": login.owes, "account_id": login.account_id, "role": login.role}


class Presented(Body):
    """What navigator.credentials.get() gave, in its JSON form."""

    credential: dict[str, Any]


NOBODY_YET = "Whoever signs in has nothing yet but a passkey"


@door.post("/sessions:beginPasskey", public=NOBODY_YET, summary="What any passkey is asked for", responses={"200": Options})
def begin_passkey_sign_in() -> dict[str, Any]:
    """The same for everybody: it names no account."""
    return {"options": transact(passkey_sign_in.begin)}


@door.post("/sessions:signInWithPasskey", public=NOBODY_YET, summary="Sign in with a passkey alone", responses={"201": SignedIn})
def sign_in_with_passkey(body: Presented) -> Response:
    """One answer whether the passkey is unknown, signs wrongly, or its account may not sign in."""
    browser, cookie, device = cookies.new_browser()
    outcome = transact(passkey_sign_in.finish, body.credential, browser)
    counted.add(1, {"outcome": "refused" if isinstance(outcome, Refusal) else "let in"})
    if isinstance(outcome, Refusal):
        raise outcome
    response = cookies.answered(outcome, _signed_in(outcome), 201)
    cookies.give_login(response, outcome, cookie, device)
    return response


@door.post(
    "/sessions/current:refresh", public="Takes the opaque cookie alone: the access token has run out", summary="Renew the access token",
    responses={"200": Refreshed},
)  # fmt: skip
def refresh() -> Response:
    """A new access token, unless the login session has ended or owes something."""
    login_hash = cookies.login_hash()
    login = transact(login_sessions.refresh, login_hash) if login_hash else None
    if login is None:
        raise LoginSessionEnded
    response = make_response({})
    expire_time = cookies.give_access(response, login)
    response.set_data(make_response({"owes": login.owes, "expire_time": expire_time}).get_data())
    return response


@door.delete("/sessions/current", public="The opaque cookie alone: signing out always works", summary="Sign out", responses={"204": None})
def sign_out() -> Response:
    """End the login session; without one there is nothing to end."""
    if login_hash := cookies.login_hash():
        transact(login_sessions.sign_out, login_hash)
    response = Response(status=204)
    cookies.drop(response)
    return response


@door.post("/password-resets", public="Whoever forgot the password can't sign in", summary="Ask for a reset link", responses={"202": Empty})
def ask_reset(body: Forgotten) -> tuple[dict[str, Any], int]:
    """The same answer and the same work for every address."""
    transact(links.request_reset, body.email)
    return {}, 202
