"""The keys identity holds: those that links are made with, that second factors are kept under, and that access tokens are signed with."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from chassis.auth import ALGORITHM, ISSUER
from identity.domain.links import TOKEN, LinkUnknown
from identity.domain.login_sessions import ACCESS_TOKEN_LIFE


@dataclass(frozen=True)
class NamedKeys:
    """256-bit keys by name. The current one is used for what is new; a row names the key it was made with."""

    current: str
    keys: dict[str, bytes]

    @classmethod
    def read(cls, path: Path) -> Self:
        """From {"current": id, "keys": {id: base64}}."""
        kept = json.loads(path.read_text())
        return cls(kept["current"], {key_id: base64.b64decode(key) for key_id, key in kept["keys"].items()})


class LinkKeys(NamedKeys):
    """Keys that turn a link's seed into its token. Old ones stay until no link that names them can be retried."""

    def token(self, seed: bytes, key_id: str) -> str:
        """The token of a link, the same at every call: 256 bits, base64url, 43 characters."""
        return _text(hmac.digest(self.keys[key_id], seed, "sha256"))

    def code_mac(self, code_id: UUID | None, code: str, key_id: str | None) -> bytes:
        """What is kept of a one-time code: a bare hash of six digits would be undone by trying them all. No seed is this long."""
        said = b"one-time code" + (code_id or UUID(int=0)).bytes + code.encode()
        return hmac.digest(self.keys[key_id or self.current], said, "sha256")


class FactorKeys(NamedKeys):
    """Keys that apps' secrets are sealed with and recovery codes hashed with. Old ones stay as long as anybody's factor names them."""

    def seal(self, secret: bytes, about: str) -> tuple[bytes, str]:
        """Sealed (AES-256-GCM, its nonce in front), and the key's name. about: whose it is; it opens for nobody else."""
        nonce = secrets.token_bytes(12)
        return nonce + AESGCM(self._key(self.current, b"seal")).encrypt(nonce, secret, about.encode()), self.current

    def open(self, sealed: bytes, key_id: str, about: str) -> bytes:
        """What was sealed."""
        return AESGCM(self._key(key_id, b"seal")).decrypt(sealed[:12], sealed[12:], about.encode())

    def code_hashes(self, code: str, about: str) -> list[bytes]:
        """What a recovery code may be kept as, under the current key first."""
        names = sorted(self.keys, key=lambda name: name != self.current)
        return [hmac.digest(self._key(name, b"recovery code"), f"{about} {code}".encode(), "sha256") for name in names]

    def challenge(self, about: str, expires: datetime) -> bytes:
        """What a passkey is to sign before anybody is known: random, dated and ours, so that nothing is kept for whoever only asks."""
        said = secrets.token_bytes(16) + int(expires.timestamp()).to_bytes(8, "big")
        return said + self._challenge_mac(self.current, said, about)

    def challenge_expires(self, challenge: bytes, about: str) -> datetime | None:
        """Until when it may be signed; None for one that isn't ours."""
        said, mac = challenge[:24], challenge[24:]
        if not any(hmac.compare_digest(self._challenge_mac(name, said, about), mac) for name in self.keys):
            return None
        return datetime.fromtimestamp(int.from_bytes(said[16:], "big"), UTC)

    def _challenge_mac(self, key_id: str, said: bytes, about: str) -> bytes:
        return hmac.digest(self._key(key_id, b"passkey challenge"), about.encode() + said, "sha256")

    def _key(self, key_id: str, use: bytes) -> bytes:
        """One key for each use, from one that is uniformly random: no key serves two algorithms."""
        return hmac.digest(self.keys[key_id], use, "sha256")


@dataclass(frozen=True)
class SigningKeys:
    """ES256 keys. The first signs; the others are published so that tokens of the last and the next key verify."""

    keys: KeySet

    @classmethod
    def read(cls, path: Path) -> "SigningKeys":
        """From a private JWKS."""
        return cls(KeySet.import_key_set(json.loads(path.read_text())))

    def published(self) -> dict[str, object]:
        """The public JWKS."""
        return {"keys": [key.as_dict(private=False) for key in self.keys.keys]}

    def access_token(self, practice_id: str, account_id: UUID, role: str | None, login_session_id: UUID) -> str:
        """A token for 5 minutes of the real clock."""
        key = self.keys.keys[0]
        assert isinstance(key, ECKey)
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": ISSUER, "sub": str(account_id), "practice": practice_id, "lsid": str(login_session_id),
                  "iat": now, "exp": now + int(ACCESS_TOKEN_LIFE.total_seconds())}  # fmt: skip
        return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, claims | ({"role": role} if role else {}), key)


def new_secret() -> str:
    """256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is kept of a secret that has 256 bits of its own: nothing slower than SHA-256 is needed."""
    return hashlib.sha256(secret.encode()).digest()


def token_hash(token: str) -> bytes:
    """What a link is found by. Raises LinkUnknown for anything that can't be a token."""
    if not TOKEN.fullmatch(token):
        raise LinkUnknown
    return digest(token)


def _text(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
