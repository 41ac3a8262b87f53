"""Page tokens: where the next page begins, opaque to whoever holds them."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from chassis.errors import Invalid

Cursor = tuple[datetime, UUID]


def token_of(cursor: Cursor | None) -> str:
    """"" at the end."""
    if cursor is None:
        return ""
    return base64.urlsafe_b64encode(f"{cursor[0].isoformat()}/{cursor[1]}".encode()).decode().rstrip("=")


def cursor_of(token: str) -> Cursor | None:
    """None for the beginning. Raises Invalid for a token that isn't ours."""
    if not token:
        return None
    try:
        instant, _, message_id = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().partition("/")
        time = datetime.fromisoformat(instant)
        if time.tzinfo is None:
            raise ValueError("no zone")
        return time, UUID(message_id)
    except (binascii.Error, UnicodeError, ValueError):
        raise Invalid(errors=[{"field": "page_token", "reason": "PAGE_TOKEN", "detail": "Take it from the page before."}]) from None
