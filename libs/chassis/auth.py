"""Who calls: accounts by identity's signed tokens, services by tokens signed with their own keys."""

import json
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from chassis.errors import Unauthenticated, Unavailable

ALGORITHM = "ES256"
ISSUER = "anteroom"
CALL_TOKEN_SECONDS = 60
JWKS_FRESH_SECONDS = 300
JWKS_RETRY_SECONDS = 2
LEEWAY_SECONDS = 5
MOST_KEPT = 10_000


@dataclass(frozen=True)
class Principal:
    """Who a door let in. account_id is None at public doors; role is None for clients and guardians; service names a calling service."""

    practice_id: str
    account_id: UUID | None = None
    role: str | None = None
    login_session_id: UUID | None = None
    bearer: bool = False
    service: str | None = None


class Keys:
    """A set of public keys that is fetched on first use, kept, and fetched again when a new key id appears."""

    def __init__(self, fetch: Callable[[], bytes], *, owned: bool = False) -> None:
        self._fetch, self._lock, self._owned = fetch, threading.Lock(), owned
        self._keys: KeySet | None = None
        self._fetched = self._tried = -1e9
        # Verified already, by token and audience. Empty again whenever the keys are read, so that a key withdrawn is a token refused.
        self._live: dict[tuple[str, str], Mapping[str, Any]] = {}

    @classmethod
    def at(cls, url: str) -> "Keys":
        """From identity's JWKS address."""
        return cls(lambda: urllib.request.urlopen(url, timeout=2).read())  # noqa: S310  (the address is ours, from the settings)

    @classmethod
    def in_file(cls, path: Path) -> "Keys":
        """From a file of several owners' keys, read again when an unknown key id appears. A key signs for its owner alone: <owner>.<id>."""
        return cls(path.read_bytes, owned=True)

    def _refresh(self) -> None:
        with self._lock:
            if time.monotonic() - self._tried < JWKS_RETRY_SECONDS:
                return
            self._tried = time.monotonic()
            try:
                self._keys, self._fetched = KeySet.import_key_set(json.loads(self._fetch())), time.monotonic()
                self._live = {}
            except (OSError, ValueError) as error:
                if self._keys is None:
                    raise Unavailable("The signing keys can't be read just now.") from error

    def claims(self, token: str, audience: str) -> Mapping[str, Any]:
        """The verified claims. Raises Unauthenticated for anything but a live token of a known key for this audience."""
        if self._keys is None or time.monotonic() - self._fetched > JWKS_FRESH_SECONDS:
            self._refresh()
        known = self._live.get((token, audience))
        if known is not None and known["exp"] + LEEWAY_SECONDS > time.time():
            return known
        try:
            return self._verified(token, audience)
        except (JoseError, ValueError):
            self._refresh()
        try:
            return self._verified(token, audience)
        except (JoseError, ValueError) as error:
            raise Unauthenticated from error

    def _verified(self, token: str, audience: str) -> Mapping[str, Any]:
        # The memory before the keys: what old keys verified is never written into the new memory.
        live, keys = self._live, self._keys
        if keys is None:
            raise Unavailable("The signing keys can't be read just now.")
        decoded = jwt.decode(token, keys, algorithms=[ALGORITHM])
        claims = decoded.claims
        if self._owned and decoded.header.get("kid", "").partition(".")[0] != claims.get("iss"):
            raise ValueError("signed with another's key")
        required = {"essential": True}
        jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS, exp=required, aud=required | {"value": audience}, iss=required, sub=required  # type: ignore[arg-type]
        ).validate(claims)
        if len(live) >= MOST_KEPT:
            live.clear()
        live[token, audience] = claims
        return claims


def account_of(claims: Mapping[str, Any], *, bearer: bool) -> Principal:
    """The account that identity's token names."""
    if claims["iss"] != ISSUER:
        raise Unauthenticated
    return Principal(claims["practice"], UUID(claims["sub"]), claims.get("role"), UUID(claims["lsid"]), bearer)


class Caller:
    """This service as a caller of others: short-lived tokens signed with its own key, reused for half their life."""

    def __init__(self, service: str, key_file: Path) -> None:
        self.service, self._key_file = service, key_file
        self._tokens: dict[str, tuple[float, str]] = {}

    def token(self, audience: str) -> str:
        """A token for one callee."""
        made, token = self._tokens.get(audience, (-1e9, ""))
        if time.monotonic() - made > CALL_TOKEN_SECONDS / 2:
            key = ECKey.import_key(json.loads(self._key_file.read_text()))
            now = int(time.time())
            claims = {"iss": self.service, "sub": self.service, "aud": audience, "iat": now, "exp": now + CALL_TOKEN_SECONDS}
            token = jwt.encode({"alg": ALGORITHM, "kid": key.kid}, claims, key)
            self._tokens[audience] = time.monotonic(), token
        return token
