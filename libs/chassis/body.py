"""What comes in over HTTP: JSON bodies and query parameters, strictly."""

import json
import re
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from chassis import errors

# C0 and C1 controls and the separators that some renderers break lines at; tab and newline are a field's own business.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Body(BaseModel):
    """A JSON body: unknown fields are refused, types are JSON's own (no "yes" for true), no control characters."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Validate as JSON, strictly: a UUID or an instant may be a string, a number may not."""
        if not isinstance(obj, dict):
            raise errors.Invalid("The body must be a JSON object, sent as application/json.")
        if bad := _control_in(obj):
            found = {"field": bad, "reason": "CONTROL_CHARACTER", "detail": "Control characters aren't allowed here."}
            raise errors.Invalid(errors=[found])
        return super().model_validate_json(json.dumps(obj), strict=True)

    @classmethod
    def model_validate_json(cls, json_data: Any, **options: Any) -> Self:
        """Refused: flask-openapi3 unwraps a JSON string that holds JSON, and would pass by the rules above."""
        raise errors.Invalid("The body must be a JSON object, sent as application/json.")


class Query(BaseModel):
    """Query parameters: unknown ones are refused."""

    model_config = ConfigDict(extra="forbid")


def _control_in(value: Any, path: str = "") -> str | None:
    if isinstance(value, str):
        return (path or "body") if CONTROL.search(value) else None
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return next((bad for key, item in pairs if (bad := _control_in(item, f"{path}.{key}".lstrip(".")))), None)
