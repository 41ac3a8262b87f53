"""/me/login-sessions: where the caller is signed in, and signing out everywhere else."""

from typing import Any

from pydantic import BaseModel

from chassis.db import Tx
from chassis.http import Door, transact
from identity.http_api import cookies, rendering
from identity.http_api.shapes import OpenLogin
from identity.operations import me

door = Door("my_login_sessions", __name__, url_prefix="/api/identity/v1")
PUBLIC = "The view asks for the login session itself, as all of /me does"


class MyLogin(OpenLogin):
    """current: the one that asks."""

    current: bool


class MyLogins(BaseModel):
    """Newest first."""

    login_sessions: list[MyLogin]


class EndedElsewhere(BaseModel):
    """On how many other browsers the account was signed in."""

    ended: int


@door.get("/me/login-sessions", public=PUBLIC, summary="Where the caller is signed in", responses={"200": MyLogins})
def show_my_login_sessions() -> dict[str, Any]:
    """Each browser, and since when."""
    return {"login_sessions": transact(_mine)}


def _mine(tx: Tx) -> list[dict[str, Any]]:
    logins = me.show_login_sessions(tx, cookies.who())
    return [rendering.open_login(one) | {"current": one.login_session_id == logins.current} for one in logins.open]


@door.post("/me/login-sessions:endOthers", public=PUBLIC, summary="Sign out everywhere else", responses={"200": EndedElsewhere})
def end_my_other_login_sessions() -> dict[str, Any]:
    """This browser stays signed in."""
    return {"ended": transact(me.end_other_login_sessions, cookies.who())}
