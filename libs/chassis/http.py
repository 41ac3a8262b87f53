"""Door 1: Flask with a lock on every route, problem+json for every no, OpenAPI generated from the code."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request
from flask_openapi3 import APIBlueprint, Info, OpenAPI, Tag
from opentelemetry.instrumentation.flask import FlaskInstrumentor

from chassis import answers, audit, errors, health
from chassis.auth import ISSUER, Keys, Principal, account_of
from chassis.body import Body, Query
from chassis.config import Settings
from chassis.db import Actor, Database, Tx, again_if_lost
from chassis.idempotency import Claim

__all__ = [
    "Body", "Door", "Edge", "Lock", "Query", "actor", "admit", "bearer_token", "cookie_name", "current", "edge", "make_app", "transact",
]

P = ParamSpec("P")
R = TypeVar("R")

MAX_BODY = 1 << 20
SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Lock:
    """What a door asks for: a named permission, or a sentence why it is public.

    proof: what a caller shows that is no browser and has no session here, in place of both; raises a Refusal.
    """

    permission: str | None
    public: str | None
    idempotent: bool = False
    before: Callable[..., None] | None = None
    proof: Callable[[], None] | None = None


EITHER_WAY: list[dict[str, list[str]]] = [{"bearer": []}, {"cookie": []}]


class Door(APIBlueprint):
    """Routes of one service. Each names its permission, or says why anyone may call it."""

    def __init__(self, name: str, import_name: str, **options: Any) -> None:
        super().__init__(name, import_name, **{"abp_responses": {"default": answers.ANY_PROBLEM}, "abp_tags": [Tag(name=name)]} | options)

    def _locked(self, add: Callable[..., Any], rule: str, lock: Lock, options: dict[str, Any]) -> Callable[[Callable[..., Any]], Any]:
        if bool(lock.permission) == bool(lock.public):
            raise ValueError(f"{rule}: name a permission or say why it is public, one of the two")
        said: dict[str, Any] = {"x-public": lock.public} if lock.public else {"x-permission": lock.permission, "security": EITHER_WAY}
        # The library's document reads "<client_id>:verb" as a converter unless one is named.
        rule = re.sub(r"<(\w+)>", r"<string:\1>", rule)
        options["openapi_extensions"] = said | ({"x-idempotent": True} if lock.idempotent else {})

        def decorate(view: Callable[..., Any]) -> Any:
            options.setdefault("operation_id", re.sub("_([a-z])", lambda found: found[1].upper(), view.__name__))
            wrapped: Any = _once(view, lock.before) if lock.idempotent else wraps(view)(lambda **kwargs: view(**kwargs))
            wrapped.lock = lock
            return add(rule, **options)(wrapped)

        return decorate

    def get(self, rule: str, *, permission: str | None = None, public: str | None = None, **options: Any) -> Callable[..., Any]:
        """A read. Changes nothing; HEAD neither."""
        return self._locked(super().get, rule, Lock(permission, public), options)

    def post(
        self, rule: str, *, permission: str | None = None, public: str | None = None, idempotent: bool = False,
        before: Callable[..., None] | None = None, proof: Callable[[], None] | None = None, **options: Any,
    ) -> Callable[..., Any]:
        """A write. idempotent: it creates or sends, so it takes an Idempotency-Key and runs in one transaction.

        before: run first with the view's arguments and outside that transaction, for what has to ask another service.
        proof: run before the body is read, in place of the check for other sites' pages: such a route heeds no cookie.
        """
        return self._locked(super().post, rule, Lock(permission, public, idempotent, before, proof), options)

    def put(self, rule: str, *, permission: str | None = None, public: str | None = None, **options: Any) -> Callable[..., Any]:
        """A whole thing in place of what was there."""
        return self._locked(super().put, rule, Lock(permission, public), options)

    def patch(self, rule: str, *, permission: str | None = None, public: str | None = None, **options: Any) -> Callable[..., Any]:
        """A partial change."""
        return self._locked(super().patch, rule, Lock(permission, public), options)

    def delete(self, rule: str, *, permission: str | None = None, public: str | None = None, **options: Any) -> Callable[..., Any]:
        """An end."""
        return self._locked(super().delete, rule, Lock(permission, public), options)


@dataclass(frozen=True)
class Edge:
    """What the doors of one process stand on."""

    settings: Settings
    database: Database
    keys: Keys
    permissions: Mapping[str | None, set[str]]
    secret: bytes


def edge() -> Edge:
    """This process's edge."""
    return current_app.extensions["edge"]


def current() -> Principal:
    """Who is calling, as the door established it."""
    return g.principal


def actor() -> Actor:
    """The caller as an operation sees them."""
    who = current()
    address = request.headers.get("X-Envoy-External-Address") or request.remote_addr
    return Actor("http", who.account_id, who.role, who.login_session_id, address)


def transact(operation: Callable[Concatenate[Tx, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run one operation in the caller's practice; the transaction commits when it returns."""
    if "tx" in g:
        return operation(g.tx, *args, **kwargs)
    return edge().database.transact(current().practice_id, actor(), operation, *args, **kwargs)


def _once(view: Callable[..., Any], before: Callable[..., None] | None) -> Callable[..., Any]:
    """Let a view that creates or sends run once per Idempotency-Key, all of it in one transaction."""

    @wraps(view)
    def keyed(**kwargs: Any) -> Any:
        def attempt() -> Any:
            with edge().database.begin(current().practice_id, actor()) as g.tx:
                try:
                    return _answer_once(g.tx, lambda: view(**kwargs))
                finally:
                    g.pop("tx")

        if before:
            before(**kwargs)
        return again_if_lost(attempt)

    return keyed


def _answer_once(tx: Tx, view: Callable[[], Any]) -> Any:
    key = request.headers.get("Idempotency-Key")
    if not key:
        return view()
    if len(key) > 200 or not key.isprintable():
        raise errors.Invalid("An Idempotency-Key has at most 200 printable characters.")
    claim = Claim.of(f"{request.method} {request.path}", key, request.get_data(), edge().secret)
    if (answered := claim.take(tx)) is not None:
        return answered
    answer = view()
    response = current_app.make_response(answer)
    claim.keep(tx, json.loads(response.get_data() or b"null"), response.status_code)
    return answer


def practice_of_host() -> str:
    """The practice that the address names: the host's first label."""
    return request.host.split(":")[0].split(".")[0].lower()


def bearer_token() -> str | None:
    """The token of an Authorization header, if one was sent."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def cookie_name(name: str, settings: Settings) -> str:
    """anteroom_<name>; behind TLS with the prefix that binds it to this host (RFC 6265bis section 4.1.3)."""
    return f"__Host-anteroom_{name}" if settings.secure else f"anteroom_{name}"


def _authenticate() -> None:
    """Before every view: refuse writes from other sites, then establish who calls and hold them to the door's lock."""
    lock: Lock | None = getattr(current_app.view_functions.get(request.endpoint or "", None), "lock", None)
    if lock is None:
        return
    bearer = bearer_token()
    if lock.proof:
        lock.proof()
    elif request.method not in SAFE and bearer is None:
        _same_site()
    if lock.public:
        g.principal = Principal(practice_of_host())
        return
    token = bearer or request.cookies.get(cookie_name("access", edge().settings))
    if not token:
        raise errors.Unauthenticated
    g.principal = admit(token, bearer=bearer is not None)
    if lock.permission not in edge().permissions.get(g.principal.role, set()):
        transact(audit.refused, lock.permission)
        raise errors.Forbidden(permission=lock.permission)


def admit(token: str, *, bearer: bool) -> Principal:
    """Who an access token names. Raises Unauthenticated for a token that isn't live, or is another practice's."""
    who = account_of(edge().keys.claims(token, ISSUER), bearer=bearer)
    if who.practice_id != practice_of_host():
        raise errors.Unauthenticated
    return who


def _same_site() -> None:
    origin = request.headers.get("Origin")
    if request.headers.get("X-Anteroom-CSRF") != "1" or not origin or urlsplit(origin).netloc.lower() != request.host.lower():
        raise errors.CrossSite


def make_app(name: str, title: str, doors: list[Door], on: Edge, state: health.Health) -> Flask:
    """The service's WSGI application: its doors, probes, and its OpenAPI document at /api/<name>/v1/openapi.json."""
    cookie = {"type": "apiKey", "in": "cookie", "name": cookie_name("access", on.settings)}
    ways_in: dict[str, Any] = {"bearer": {"type": "http", "scheme": "bearer"}, "cookie": cookie}
    # "default" is the problem that every door documents, so that the library adds no answer of its own making.
    app = OpenAPI(
        name, info=Info(title=title, version="1"), validation_error_callback=answers.invalid, validation_error_model=answers.Problem,
        validation_error_status="default", doc_prefix=f"/api/{name}/v1", doc_url="/openapi.json", doc_ui=True, security_schemes=ways_in,
        # The table that the locks decide by, for pages that say who may do what. Clients, who have no role, stand under "CLIENT".
        openapi_extensions={"x-roles": {role or "CLIENT": sorted(held) for role, held in on.permissions.items()}},
    )
    # Before the first before_request, or a request that a lock refuses is never a span.
    FlaskInstrumentor().instrument_app(app, excluded_urls="livez,readyz,metrics")
    app.json = answers.Json(app)
    app.extensions["edge"] = on
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.before_request(_authenticate)
    answers.register(app)
    for door in doors:
        app.register_api(door)
    app.register_blueprint(health.probes(state))
    return app
