"""Signatures of delivery reports, by the Standard Webhooks specification: HMAC-SHA-256 over id, timestamp and body."""

import base64
import binascii
import hmac
from collections.abc import Iterable
from hashlib import sha256

from chassis.errors import Unauthenticated

PREFIX = "whsec_"
# How far a timestamp may be from now, either way.
WINDOW_SECONDS = 300
SHORTEST_KEY = 24


class SignatureInvalid(Unauthenticated):
    """No key of ours made this signature, or there is none."""

    reason, title = "SIGNATURE_INVALID", "Sign webhook-id, webhook-timestamp and the body with a current key of this installation."


class SignatureStale(Unauthenticated):
    """Signed too long ago, or by a clock that is wrong: somebody may be sending it again."""

    reason, title = "SIGNATURE_STALE", "Sign again, with a webhook-timestamp within five minutes of now."


def keys_of(text: str) -> list[bytes]:
    """The keys of a file, one whsec_… a line; while they are exchanged there are two. Raises ValueError naming the line."""
    return [_key(line.strip(), number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _key(line: str, number: int) -> bytes:
    try:
        key = base64.b64decode(line.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError(f"line {number} isn't {PREFIX} and base64") from error
    if not line.startswith(PREFIX) or len(key) < SHORTEST_KEY:
        raise ValueError(f"line {number} isn't {PREFIX} and the base64 of at least {SHORTEST_KEY} bytes")
    return key


def sign(key: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    """What a sender puts into webhook-signature."""
    made = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


def check(keys: Iterable[bytes], message_id: str, timestamp: str, signatures: str, body: bytes, now: float) -> None:
    """Raises SignatureInvalid, SignatureStale. signatures: several may stand there, with a space between."""
    if not (message_id and timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise SignatureInvalid
    given = [signature.encode() for signature in signatures.split()[:10]]
    # Every key with every signature, so that the time taken tells nothing of which came near.
    right = [hmac.compare_digest(sign(key, message_id, int(timestamp), body).encode(), one) for key in keys for one in given]
    if not any(right):
        raise SignatureInvalid
    if abs(now - int(timestamp)) > WINDOW_SECONDS:
        raise SignatureStale
