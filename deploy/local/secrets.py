"""Everything secret of one stack: made once, kept in files that only their owner may read."""

import base64
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

import nacl.signing
import nkeys
from joserfc.jwk import ECKey

from deploy.local.folders import write_private
from deploy.local.services import SERVICES

ROLES = ("owner", "app", "worker")
PROVISIONER = "provisioner"


@dataclass(frozen=True)
class Secrets:
    """Paths and values below one folder; `make` fills what is missing and never changes what is there."""

    folder: Path

    def make(self) -> None:
        """Makes what is missing."""
        for name in ("superuser", *(f"{service.name}_{role}" for service in SERVICES for role in ROLES)):
            _once(self.folder / "postgres" / name, lambda: secrets.token_urlsafe(24))
        for name in (PROVISIONER, *(service.name for service in SERVICES)):
            _once(self.nkey_file(name), _nkey_seed)
        for service in SERVICES:
            _once(self.caller_key_file(service.name), lambda s=service: json.dumps(_signing_key(s.package)))
        _once(self.signing_keys_file, lambda: json.dumps({"keys": [_signing_key("identity")]}))
        _once(self.link_keys_file, _named_keys)
        _once(self.factor_keys_file, _named_keys)
        _once(self.report_keys_file, _report_key)
        write_private(self.callers_jwks_file, json.dumps({"keys": [self._public(service.name) for service in SERVICES]}))

    def password(self, role: str) -> str:
        """A PostgreSQL role's password."""
        return (self.folder / "postgres" / role).read_text()

    def nkey_file(self, name: str) -> Path:
        """The seed of a NATS user: a service's, or the provisioner's."""
        return self.folder / "nats" / f"{name}.nk"

    def nkey_public(self, name: str) -> str:
        """The public half, as nats-server's configuration wants it."""
        return nkeys.from_seed(self.nkey_file(name).read_bytes()).public_key.decode()

    def caller_key_file(self, name: str) -> Path:
        """The private ES256 key with which a service signs its calls."""
        return self.folder / "callers" / f"{name}.json"

    @property
    def callers_jwks_file(self) -> Path:
        """The public halves of all those."""
        return self.folder / "callers" / "public.json"

    @property
    def signing_keys_file(self) -> Path:
        """identity's private JWKS: it signs access tokens."""
        return self.folder / "identity" / "signing-keys.json"

    @property
    def link_keys_file(self) -> Path:
        """identity's keys for link tokens."""
        return self.folder / "identity" / "link-keys.json"

    @property
    def factor_keys_file(self) -> Path:
        """identity's keys for what second factors keep."""
        return self.folder / "identity" / "factor-keys.json"

    @property
    def report_keys_file(self) -> Path:
        """The keys with which a mail provider signs delivery reports, one a line."""
        return self.folder / "notify" / "report-keys"

    def _public(self, name: str) -> dict[str, object]:
        key = json.loads(self.caller_key_file(name).read_text())
        return {field: value for field, value in key.items() if field != "d"}


def _once(path: Path, make: object) -> None:
    if not path.exists():
        write_private(path, make())  # type: ignore[operator]


def _nkey_seed() -> str:
    raw = bytes(nacl.signing.SigningKey.generate())
    return nkeys.encode_seed(raw, nkeys.PREFIX_BYTE_USER).decode()


def _signing_key(owner: str) -> dict[str, object]:
    key = ECKey.generate_key("P-256", private=True)
    # The owner's name leads the key id, so that a reader of a JWKS knows whose key verified.
    return {**key.as_dict(private=True), "kid": f"{owner}.{key.thumbprint()[:8]}", "alg": "ES256", "use": "sig"}


def _named_keys() -> str:
    return json.dumps({"current": "1", "keys": {"1": base64.b64encode(secrets.token_bytes(32)).decode()}})


def _report_key() -> str:
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}\n"
