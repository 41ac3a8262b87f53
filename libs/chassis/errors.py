"""Refusals: every no has a name, and one table renders it at both edges."""

from enum import Enum
from http import HTTPStatus
from typing import Any

import grpc


class Kind(Enum):
    """What sort of no: (HTTP status, gRPC code). RFC 9110 section 15, google.rpc.Code."""

    INVALID = (HTTPStatus.BAD_REQUEST, grpc.StatusCode.INVALID_ARGUMENT)
    UNAUTHENTICATED = (HTTPStatus.UNAUTHORIZED, grpc.StatusCode.UNAUTHENTICATED)
    FORBIDDEN = (HTTPStatus.FORBIDDEN, grpc.StatusCode.PERMISSION_DENIED)
    NOT_FOUND = (HTTPStatus.NOT_FOUND, grpc.StatusCode.NOT_FOUND)
    CONFLICT = (HTTPStatus.CONFLICT, grpc.StatusCode.FAILED_PRECONDITION)
    GONE = (HTTPStatus.GONE, grpc.StatusCode.FAILED_PRECONDITION)
    TOO_LARGE = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, grpc.StatusCode.INVALID_ARGUMENT)
    TOO_MANY = (HTTPStatus.TOO_MANY_REQUESTS, grpc.StatusCode.RESOURCE_EXHAUSTED)
    UNAVAILABLE = (HTTPStatus.SERVICE_UNAVAILABLE, grpc.StatusCode.UNAVAILABLE)
    INTERNAL = (HTTPStatus.INTERNAL_SERVER_ERROR, grpc.StatusCode.INTERNAL)


class Refusal(Exception):
    """A named no. A subclass sets reason (UPPER_SNAKE, stable), kind and title (a sentence that says what to do)."""

    reason = "REFUSED"
    kind = Kind.CONFLICT
    title = "This can't be done as things stand."

    def __init__(self, detail: str | None = None, **metadata: Any) -> None:
        """detail: one more sentence for people. metadata: plain values for programs, shown at both edges."""
        super().__init__(self.reason)
        self.detail = detail
        self.metadata = metadata


class NotFound(Refusal):
    """No such thing in this practice; another practice's is not found either."""

    reason, kind, title = "NOT_FOUND", Kind.NOT_FOUND, "There is no such thing here."


class Invalid(Refusal):
    """The request does not fit. errors: a list of {field, reason, detail}."""

    reason, kind, title = "INVALID", Kind.INVALID, "Something in this request needs mending."


class Unauthenticated(Refusal):
    """Nobody is signed in, or the token has run out."""

    reason, kind, title = "UNAUTHENTICATED", Kind.UNAUTHENTICATED, "Sign in first."


class LoginSessionEnded(Unauthenticated):
    """The token is good but its login session was revoked."""

    reason, title = "LOGIN_SESSION_ENDED", "This sign-in has ended. Sign in again."


class Forbidden(Refusal):
    """Signed in, and not allowed. permission: the one that is missing."""

    reason, kind, title = "FORBIDDEN", Kind.FORBIDDEN, "Your role doesn't include this."


class CrossSite(Forbidden):
    """A write that no page of ours sent: header X-Anteroom-CSRF missing, or Origin differs from Host."""

    reason, title = "CROSS_SITE", "Send X-Anteroom-CSRF: 1 and an Origin equal to the host."


class TooLarge(Refusal):
    """The body is over the limit."""

    reason, kind, title = "TOO_LARGE", Kind.TOO_LARGE, "Send less at once: 1 MiB is the most."


class KeyReused(Refusal):
    """An Idempotency-Key came back with another body."""

    reason, kind, title = "IDEMPOTENCY_KEY_REUSED", Kind.CONFLICT, "Use a new Idempotency-Key for a new request."


class Unavailable(Refusal):
    """Something needed does not answer just now."""

    reason, kind, title = "UNAVAILABLE", Kind.UNAVAILABLE, "Try again in a moment."


class Internal(Refusal):
    """A mistake of ours; the caller learns nothing of it."""

    reason, kind, title = "INTERNAL", Kind.INTERNAL, "Something went wrong on our side. Nothing was half done; try again."


def problem(refusal: Refusal) -> tuple[dict[str, Any], int]:
    """The refusal as RFC 9457 problem details and its status."""
    status = refusal.kind.value[0].value
    body: dict[str, Any] = {"type": "about:blank", "title": refusal.title, "status": status, "reason": refusal.reason}
    if refusal.detail:
        body["detail"] = refusal.detail
    return body | refusal.metadata, status
