"""What goes out over HTTP: JSON as everybody reads it, and every no as RFC 9457 problem details."""

import json
import logging
import re
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from flask import Flask, Response, current_app, request
from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import HTTPException

from chassis import errors
from chassis.db import AWAY

log = logging.getLogger(__name__)


class Problem(BaseModel):
    """Every no, as RFC 9457 problem details. reason is stable; programs decide by it."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    reason: str
    detail: str | None = None


ANY_PROBLEM = {"description": "A problem", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


class Json(DefaultJSONProvider):
    """Instants as RFC 3339 UTC, identifiers and enumerations as their text."""

    sort_keys = False

    @staticmethod
    def default(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, UUID):
            return str(value)
        if isinstance(value, Enum):
            return value.value
        return DefaultJSONProvider.default(value)


def _problem(refusal: errors.Refusal) -> Response:
    body, status = errors.problem(refusal)
    response: Any = current_app.json.response(body)
    response.status_code, response.content_type = status, "application/problem+json"
    return response


def invalid(error: ValidationError) -> Response:
    """What did not fit, field by field; never the value."""
    found = [
        {"field": ".".join(str(part) for part in e["loc"]), "reason": e["type"].upper(), "detail": e["msg"]}
        for e in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    return _problem(errors.Invalid(errors=found))


def _http_error(error: HTTPException) -> Any:
    """Werkzeug's own noes, in our words; a response that was aborted with goes through as it is."""
    if error.response is not None:
        return error.response
    name = re.sub(r"[^A-Z]+", "_", (error.name or "ERROR").upper())
    refusal = errors.TooLarge() if error.code == 413 else errors.Refusal()
    body, status = errors.problem(refusal)
    body |= {"status": error.code, "title": error.name} | ({} if error.code == 413 else {"reason": name})
    return Response(json.dumps(body), status=error.code or status, content_type="application/problem+json", headers=_kept(error))


def _kept(error: HTTPException) -> dict[str, str]:
    valid = getattr(error, "valid_methods", None)
    return {"Allow": ", ".join(valid)} if valid else {}


def _away(error: Exception) -> Response:
    log.warning("the database does not answer", extra={"error": type(error).__name__})
    return _problem(errors.Unavailable())


def _unexpected(error: Exception) -> Response:
    """Logged with its frames; the caller learns nothing of it."""
    log.error("unexpected error", extra={"route": str(request.url_rule)}, exc_info=error)
    return _problem(errors.Internal())


def register(app: Flask) -> None:
    """Every no of this application is a problem with its reason."""
    app.register_error_handler(errors.Refusal, _problem)
    app.register_error_handler(ValidationError, invalid)
    app.register_error_handler(RecursionError, lambda error: _problem(errors.Invalid("The body is nested too deeply.")))
    app.register_error_handler(HTTPException, _http_error)
    for away in AWAY:
        app.register_error_handler(away, _away)
    app.register_error_handler(Exception, _unexpected)
