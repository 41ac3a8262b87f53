"""A guest link's token: made from its row's seed with a key that no database holds; kept as a hash."""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from functools import cache

from video_gate.config import VideoGateSettings
from video_gate.domain import GuestLinkUnknown

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
PATH = "/guest"


@dataclass(frozen=True)
class Token:
    """256 bits, base64url. seed: what the row keeps, with the token's hash, so that a mail tried again carries the same link."""

    seed: bytes
    text: str

    @property
    def hash(self) -> bytes:
        """What the link is found by."""
        return digest(self.text)


def new_secret() -> str:
    """256 random bits for the cookie that says which browser this is."""
    return secrets.token_urlsafe(32)


def new_token(settings: VideoGateSettings) -> Token:
    """One that nobody has seen."""
    return token_of(settings, secrets.token_bytes(32))


def token_of(settings: VideoGateSettings, seed: bytes) -> Token:
    """The token of a row, the same at every call while the key is the same."""
    made = hmac.digest(_key(settings), seed, "sha256")
    return Token(seed, base64.urlsafe_b64encode(made).rstrip(b"=").decode())


def url_of(settings: VideoGateSettings, practice_id: str, token: Token) -> str:
    """The token travels in the fragment: no server and no proxy on the way sees it."""
    return f"{settings.public_url.format(practice=practice_id)}{PATH}#{token.text}"


def digest(secret: str) -> bytes:
    """What is kept of a secret that has 256 bits of its own."""
    return hashlib.sha256(secret.encode()).digest()


def token_hash(text: str) -> bytes:
    """What a link is found by. Raises GuestLinkUnknown for anything that can't be a token."""
    if not TOKEN.fullmatch(text):
        raise GuestLinkUnknown
    return digest(text)


@cache
def _key(settings: VideoGateSettings) -> bytes:
    """A key of its own, out of the caller's private key: no second secret to keep. With a new one, what was mailed still opens."""
    return hashlib.sha256(b"anteroom guest link\0" + settings.caller_key_file.read_bytes()).digest()
