"""Door 2: gRPC. Callers are services with tokens of their own, or integrators with an account's Bearer token."""

import logging
from collections.abc import Callable, Mapping
from concurrent import futures
from contextvars import ContextVar
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc import error_details_pb2, status_pb2
from grpc_health.v1 import health as grpc_health
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from grpc_status import rpc_status
from opentelemetry import trace

from chassis import audit, errors, telemetry
from chassis.auth import ISSUER, Caller, Keys, Principal, account_of
from chassis.config import Settings
from chassis.db import AWAY, Actor, Database, Statements, Tx

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)

DOMAIN = "anteroom"
CALL_SECONDS = 2.0
# Retries only where the call did not reach the other side (gRFC A6).
SERVICE_CONFIG = (
    '{"loadBalancingConfig": [{"round_robin": {}}], "methodConfig": [{"name": [{}], "retryPolicy": {"maxAttempts": 3, '
    '"initialBackoff": "0.05s", "maxBackoff": "0.5s", "backoffMultiplier": 2, "retryableStatusCodes": ["UNAVAILABLE"]}}]}'
)
_caller: ContextVar[Principal] = ContextVar("caller")


def allows(*, callers: set[str] = frozenset(), permission: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # type: ignore[assignment]
    """The lock of one RPC: the services that may call it, the permission an integrator needs, or both."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        method.allows = (frozenset(callers), permission)  # type: ignore[attr-defined]
        return method

    return decorate


class Edge:
    """What the RPCs of one process stand on."""

    def __init__(self, name: str, settings: Settings, database: Database, permissions: Mapping[str | None, set[str]]) -> None:
        self.name, self.settings, self.database, self.permissions = name, settings, database, permissions
        self.accounts = Keys.at(settings.jwks_url)
        self.services = Keys.in_file(settings.callers_jwks_file) if settings.callers_jwks_file else None

    def admit(self, token: str, callers: frozenset[str], permission: str | None, practice_id: str) -> Principal:
        """Who calls. Raises Unauthenticated or Forbidden; an account's practice must be the request's."""
        if callers and self.services:
            try:
                claims = self.services.claims(token, self.name)
            except errors.Unauthenticated:
                claims = {}
            if claims and claims["iss"] in callers:
                return Principal(practice_id, service=claims["iss"])
        if permission is None:
            raise errors.Unauthenticated
        who = account_of(self.accounts.claims(token, ISSUER), bearer=True)
        if who.practice_id != practice_id:
            raise errors.NotFound
        if permission not in self.permissions.get(who.role, set()):
            self.database.transact(practice_id, _acting(who), audit.refused, permission)
            raise errors.Forbidden(permission=permission)
        return who

    def transact(self, operation: Callable[Concatenate[Tx, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run one operation in the caller's practice."""
        return self.database.transact(_caller.get().practice_id, _actor(), operation, *args, **kwargs)

    def each(self, operation: Callable[Concatenate[Statements, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run one operation whose statements are transactions of their own (see chassis.db)."""
        return self.database.each(_caller.get().practice_id, _actor(), operation, *args, **kwargs)


def _actor() -> Actor:
    return _acting(_caller.get())


def _acting(who: Principal) -> Actor:
    return Actor("grpc", who.account_id, who.role or who.service, who.login_session_id)


class Servicer:
    """Base of a service's RPCs: subclasses also derive from the generated servicer and lock each method with allows."""

    def __init__(self, edge: Edge) -> None:
        self.edge = edge


def locked(servicer: Servicer) -> Servicer:
    """Put every method behind its lock; a method without one is a mistake and stops the process."""
    generated = next(base for base in type(servicer).__mro__ if base.__module__.endswith("_pb2_grpc"))
    for name in [n for n in vars(generated) if n[0].isupper()]:
        method = getattr(servicer, name)
        if not hasattr(method, "allows"):
            raise TypeError(f"{name} has no lock")
        setattr(servicer, name, _guarded(servicer.edge, method, f"{_service_of(generated)}/{name}"))
    return servicer


def _service_of(generated: type) -> str:
    """anteroom.clinic.v1.ClinicService, from the generated class's place and name."""
    return f"{generated.__module__.rpartition('.')[0]}.{generated.__name__.removesuffix('Servicer')}"


def _guarded(edge: Edge, method: Callable[..., Any], full_name: str) -> Callable[..., Any]:
    callers, permission = method.allows  # type: ignore[attr-defined]
    service, _, name = full_name.rpartition("/")
    words = {"rpc.system.name": "grpc", "rpc.service": service, "rpc.method": name}

    def guarded(request: Any, context: grpc.ServicerContext) -> Any:
        sent = dict(context.invocation_metadata())
        # Our own span, not the instrumentation's interceptor: that one costs more than the call when nothing is recorded.
        with telemetry.span(full_name, trace.SpanKind.SERVER, words, str(sent.get("traceparent", ""))):
            return _answered(request, context, str(sent.get("authorization", "")))

    def _answered(request: Any, context: grpc.ServicerContext, authorization: str) -> Any:
        try:
            _caller.set(edge.admit(authorization.removeprefix("Bearer "), callers, permission, request.practice_id))
            return method(request, context)
        except errors.Refusal as refusal:
            _abort(context, refusal)
        except (grpc.RpcError, *AWAY) as error:
            code = getattr(error, "code", None)
            log.warning("something asked did not answer", extra={"error": str(code() if code else type(error).__name__)})
            _abort(context, errors.Unavailable())
        except Exception:
            if context.code() is not None:
                raise  # abort() above raises to unwind; it is answered already
            log.exception("unexpected error", extra={"rpc": name})
            trace.get_current_span().set_status(trace.StatusCode.ERROR)
            context.abort(grpc.StatusCode.INTERNAL, "INTERNAL")

    return guarded


def _abort(context: grpc.ServicerContext, refusal: errors.Refusal) -> None:
    code = refusal.kind.value[1]
    trace.get_current_span().set_attributes({"rpc.response.status_code": code.name, "error.type": refusal.reason})
    context.abort_with_status(rpc_status.to_status(status_of(refusal)))


def identifier(text: str, field: str) -> UUID:
    """A message's identifier. Raises Invalid naming the field where it is none."""
    try:
        return UUID(text)
    except ValueError:
        raise errors.Invalid(f"{field} must be a UUID.", field=field) from None


def status_of(refusal: errors.Refusal) -> status_pb2.Status:
    """The refusal as google.rpc.Status with ErrorInfo (AIP-193)."""
    info = error_details_pb2.ErrorInfo(reason=refusal.reason, domain=DOMAIN, metadata={k: str(v) for k, v in refusal.metadata.items()})
    detail = AnyMessage()
    detail.Pack(info)
    return status_pb2.Status(code=refusal.kind.value[1].value[0], message=refusal.detail or refusal.title, details=[detail])


def reason_of(error: grpc.RpcError) -> str:
    """The stable reason a call was refused with, or its gRPC code's name."""
    status = rpc_status.from_call(error)
    for detail in status.details if status else ():
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return info.reason
    return error.code().name


def serve(settings: Settings, register: Callable[[grpc.Server], list[str]]) -> tuple[grpc.Server, grpc_health.HealthServicer]:
    """Start a server. register adds the servicers and returns their full names; health and reflection are added."""
    server = grpc.server(
        futures.ThreadPoolExecutor(settings.grpc_threads, thread_name_prefix="grpc"), maximum_concurrent_rpcs=settings.grpc_threads * 16,
        options=[("grpc.max_connection_age_ms", 300_000), ("grpc.max_connection_age_grace_ms", 30_000),
                 ("grpc.keepalive_permit_without_calls", 1), ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
                 ("grpc.max_receive_message_length", 1 << 20), ("grpc.so_reuseport", 0)],
    )
    names = register(server)
    health = grpc_health.HealthServicer(experimental_non_blocking=True, experimental_thread_pool=futures.ThreadPoolExecutor(1))
    health_pb2_grpc.add_HealthServicer_to_server(health, server)
    reflection.enable_server_reflection([*names, grpc_health.SERVICE_NAME, reflection.SERVICE_NAME], server)
    for name in ["", *names]:
        health.set(name, health_pb2.HealthCheckResponse.SERVING)
    if not server.add_insecure_port(f"{settings.bind}:{settings.grpc_port}"):
        raise OSError(f"port {settings.grpc_port} is taken")
    server.start()
    return server, health


class Client:
    """One other service, called with a deadline and this service's own token. The channel is made on first use, after any fork."""

    def __init__(self, address: str, audience: str, caller: Caller, stub: Callable[[grpc.Channel], Any]) -> None:
        self._address, self._audience, self._caller, self._make = address, audience, caller, stub
        self._stub: Any = None

    def call(self, method: str, request: Any, *, seconds: float = CALL_SECONDS) -> Any:
        """Raises grpc.RpcError; see reason_of for the named refusal inside."""
        if self._stub is None:
            target = self._address if "://" in self._address or self._address.startswith("dns:") else f"dns:///{self._address}"
            # gRPC's own waits between connection attempts grow to two minutes: so long a service that is back would seem away.
            options = [("grpc.service_config", SERVICE_CONFIG), ("grpc.keepalive_time_ms", 30_000),
                       ("grpc.initial_reconnect_backoff_ms", 100), ("grpc.max_reconnect_backoff_ms", 1_000)]
            self._stub = self._make(grpc.insecure_channel(target, options=options))
        metadata = [("authorization", f"Bearer {self._caller.token(self._audience)}")]
        words = {"rpc.system.name": "grpc", "rpc.service": self._audience, "rpc.method": method}
        with telemetry.span(f"{self._audience}/{method}", trace.SpanKind.CLIENT, words):
            if parent := telemetry.traceparent():
                metadata.append(("traceparent", parent))
            return getattr(self._stub, method)(request, timeout=seconds, metadata=metadata)
