"""The three cookies: the login session, its access token, and the device that has signed in before."""

import re
from datetime import UTC, datetime, timedelta

from flask import Response, make_response, request

from chassis.http import admit, bearer_token, cookie_name, current, edge
from identity.domain import browsers
from identity.domain.login_sessions import ACCESS_TOKEN_LIFE, DEVICE_LIFE, life
from identity.keyring import digest, new_secret
from identity.operations.login_sessions import Browser, Login
from identity.operations.presence import Who
from identity.parts import parts

SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def sent(which: str) -> str | None:
    """A cookie of ours, if the browser sent one that can be one."""
    value = request.cookies.get(cookie_name(which, edge().settings), "")
    return value if SECRET.fullmatch(value) else None


def login_hash() -> bytes | None:
    """What the login session's cookie is found by."""
    cookie = sent("login")
    return digest(cookie) if cookie else None


def who() -> Who:
    """The caller of a door that a login session owing something may use too: a Bearer token, the opaque cookie, or the access token's.

    Raises Unauthenticated where a token was sent that isn't live.
    """
    bearer, opaque = bearer_token(), login_hash()
    token = bearer or (None if opaque else request.cookies.get(cookie_name("access", edge().settings)))
    return Who(login_session_id=admit(token, bearer=bearer is not None).login_session_id) if token else Who(cookie_hash=opaque)


def device_hash() -> bytes:
    """What this browser is known by, if it has signed in before."""
    device = sent("device")
    return digest(device) if device else b""


def new_browser() -> tuple[Browser, str, str]:
    """What a sign-in from this browser is kept as, the new login cookie, and the device cookie (the one it had, if any)."""
    login, device = new_secret(), sent("device") or new_secret()
    agent = browsers.name(request.headers.get("User-Agent", ""))
    return Browser(digest(login), digest(device), agent, login_hash()), login, device


def give_login(response: Response, login: Login, cookie: str, device: str) -> None:
    """After a sign-in."""
    _set(response, "login", cookie, life(login.role))
    _set(response, "device", device, DEVICE_LIFE)


def give_access(response: Response, login: Login) -> datetime | None:
    """An access token, or none while the login session owes something. Returns when it runs out."""
    if login.owes:
        _drop(response, "access")
        return None
    token = parts().signing_keys.access_token(current().practice_id, login.account_id, login.role, login.login_session_id)
    _set(response, "access", token, ACCESS_TOKEN_LIFE)
    return datetime.now(UTC) + ACCESS_TOKEN_LIFE


def drop(response: Response) -> None:
    """After a sign-out. The device stays known."""
    _drop(response, "login")
    _drop(response, "access")


def answered(login: Login, body: dict[str, object], status: int = 200) -> Response:
    """A body with the access token that goes with the login session."""
    response = make_response(body, status)
    give_access(response, login)
    return response


def _set(response: Response, which: str, value: str, lasts: timedelta) -> None:
    settings = edge().settings
    name, seconds = cookie_name(which, settings), int(lasts.total_seconds())
    response.set_cookie(name, value, max_age=seconds, path="/", secure=settings.secure, httponly=True, samesite="Lax")


def _drop(response: Response, which: str) -> None:
    settings = edge().settings
    response.delete_cookie(cookie_name(which, settings), path="/", secure=settings.secure, httponly=True, samesite="Lax")
