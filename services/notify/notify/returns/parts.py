"""A mail's parts and fields, taken as they come: half of what arrives here follows no standard."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_string
from email.message import Message
from email.utils import parsedate_to_datetime

MOST_PARTS = 50
HEADERS_ONLY = {"text/rfc822-headers", "message/global-headers"}
WHOLE = {"message/rfc822", "message/global"}


def parts(mail: Message) -> Iterator[Message]:
    """The mail's own parts, itself included; not those of a mail inside it."""
    waiting, seen = [mail], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        yield part
        if part.get_content_maintype() == "multipart":
            waiting += _inside(part)


def first(mail: Message, *types: str) -> Message | None:
    """The first part of one of these types."""
    return next((part for part in parts(mail) if part.get_content_type() in types), None)


def field(block: Message, name: str) -> str:
    """A field's text on one line; empty where there is none or it can't be read."""
    return " ".join(str(block.get(name, "")).split())


def typed(block: Message, name: str) -> str:
    """What follows the type in a field such as "rfc822; somebody@example.com" (RFC 3464 section 2.1.2)."""
    kind, separator, value = field(block, name).partition(";")
    return (value if separator else kind).strip()


def text(part: Message) -> str:
    """A part's text, whatever its encoding claims."""
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def blocks(part: Message) -> list[Message]:
    """The groups of fields of a status part. The library splits only the type without "global-" (RFC 6533) into them."""
    inner = _inside(part)
    rest = inner[0].get_payload() if len(inner) == 1 else "" if inner else text(part)
    return [*inner, *(_groups(rest) if isinstance(rest, str) else [])]


def _inside(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _groups(written: str) -> list[Message]:
    return [message_from_string(group) for group in re.split(r"\r?\n[ \t]*\r?\n", written) if group.strip()]


def original(mail: Message) -> Message | None:
    """The returned mail's headers, from a whole copy or from a part that holds only them."""
    part = first(mail, *WHOLE, *HEADERS_ONLY)
    if part is None:
        return None
    return next(iter(_inside(part)), None) or message_from_string(text(part))


def when(*texts: str) -> datetime | None:
    """The first of these that is a date."""
    for written in texts:
        try:
            found = parsedate_to_datetime(written)
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
            continue
    return None
