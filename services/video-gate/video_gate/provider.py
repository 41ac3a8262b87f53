"""The video provider `external`: the practice's own meeting address, and a short-lived token that says who was let in."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from chassis.errors import Unauthenticated
from video_gate import tokens
from video_gate.config import VideoGateSettings
from video_gate.operations import Decided, GuestDecided

# By the real clock, never a practice's shifted one: long enough to load a page, too short to pass on.
TOKEN_SECONDS = 120


@dataclass(frozen=True)
class Pass:
    """What a granted knock hands out, once per decision."""

    url: str
    token: str
    expire_time: datetime


def hand_out(settings: VideoGateSettings, practice_id: str, decided: Decided) -> Pass:
    """The booking's own address, else the practice's, else our room page; and the token."""
    facts = decided.facts
    url = facts.url or f"{settings.public_url.format(practice=practice_id)}/room/{facts.session_id}"
    return _pass(settings, url, practice_id, facts.session_id, facts.account_id, facts.display_name, decided.decision_id)


def hand_to_guest(settings: VideoGateSettings, practice_id: str, decided: GuestDecided) -> Pass:
    """The same for a guest; without a meeting address of the practice's, they stay on their own page. account: the guest's id."""
    link, url = decided.link, decided.facts.url or f"{settings.public_url.format(practice=practice_id)}{tokens.PATH}"
    return _pass(settings, url, practice_id, link.session_id, link.guest_id, link.name, decided.decision_id)


def _pass(
    settings: VideoGateSettings, url: str, practice_id: str, session_id: UUID, account_id: UUID, name: str, decision_id: UUID
) -> Pass:
    expires = int(time.time()) + TOKEN_SECONDS
    claims = {
        "practice": practice_id, "session": str(session_id), "account": str(account_id), "name": name, "decision": str(decision_id),
        "exp": expires,
    }
    body = _text(json.dumps(claims, separators=(",", ":")).encode())
    return Pass(url, f"{body}.{_text(_mac(settings, body))}", datetime.fromtimestamp(expires, UTC))


def read(settings: VideoGateSettings, token: str) -> dict[str, Any]:
    """The claims of a live token that this service handed out. Raises Unauthenticated."""
    body, _, mac = token.partition(".")
    if not hmac.compare_digest(_text(_mac(settings, body)), mac):
        raise Unauthenticated
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    if claims["exp"] < time.time():
        raise Unauthenticated
    return claims


def _mac(settings: VideoGateSettings, body: str) -> bytes:
    return hmac.digest(_key(settings), body.encode(), "sha256")


@cache
def _key(settings: VideoGateSettings) -> bytes:
    """A key of its own, out of the caller's private key: no second secret to keep."""
    return hashlib.sha256(b"anteroom room token\0" + settings.caller_key_file.read_bytes()).digest()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
