"""Passkeys (W3C Web Authentication, level 2): what a browser is asked, and whether its answer holds."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.options_to_json_dict import options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from identity.domain.second_factors import ASKED_LIFE, PasskeyRefused

# What py_webauthn raises for an answer that isn't one, and what its parsers let through from base64 and CBOR that are none.
BROKEN = (WebAuthnException, ValueError, LookupError, TypeError)
MILLISECONDS = int(ASKED_LIFE.total_seconds() * 1000)


@dataclass(frozen=True)
class Registered:
    """A new passkey, as it is kept."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True)
class Site:
    """The practice's own address: a passkey made there works nowhere else, not even at another practice of the installation."""

    origin: str

    @classmethod
    def of(cls, public_url: str, practice_id: str) -> "Site":
        """From the template of the practices' addresses."""
        at = urlsplit(public_url.format(practice=practice_id))
        return cls(f"{at.scheme}://{at.netloc}")

    @property
    def host(self) -> str:
        """The relying party's id."""
        return urlsplit(self.origin).hostname or ""

    def creation(self, name: str, account_id: UUID, email: str, challenge: bytes, known: Iterable[bytes]) -> dict[str, Any]:
        """What navigator.credentials.create() takes. known: passkeys the account has already."""
        return options_to_json_dict(webauthn.generate_registration_options(
            rp_id=self.host, rp_name=name, user_id=account_id.bytes, user_name=email, challenge=challenge, timeout=MILLISECONDS,
            exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                # Discoverable: it signs in by itself, without an address typed first.
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
        ))  # fmt: skip

    def request(self, challenge: bytes, known: Iterable[bytes]) -> dict[str, Any]:
        """What navigator.credentials.get() takes."""
        return options_to_json_dict(webauthn.generate_authentication_options(
            rp_id=self.host, challenge=challenge, timeout=MILLISECONDS,
            allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
            user_verification=UserVerificationRequirement.REQUIRED,
        ))  # fmt: skip

    def registered(self, credential: dict[str, Any], challenge: bytes) -> Registered:
        """The passkey that answered. Raises PasskeyRefused."""
        try:
            done = webauthn.verify_registration_response(
                credential=credential, expected_challenge=challenge, expected_rp_id=self.host, expected_origin=self.origin,
                require_user_verification=True,
            )  # fmt: skip
        except BROKEN as wrong:
            raise PasskeyRefused from wrong
        return Registered(done.credential_id, done.credential_public_key, done.sign_count)

    def signed(self, credential: dict[str, Any], challenge: bytes, public_key: bytes, sign_count: int) -> int:
        """How often the passkey says it has signed by now: more often than before, or always 0. Raises PasskeyRefused."""
        try:
            done = webauthn.verify_authentication_response(
                credential=credential, expected_challenge=challenge, expected_rp_id=self.host, expected_origin=self.origin,
                credential_public_key=public_key, credential_current_sign_count=sign_count, require_user_verification=True,
            )  # fmt: skip
        except BROKEN as wrong:
            raise PasskeyRefused from wrong
        return done.new_sign_count


def credential_id(credential: dict[str, Any]) -> bytes:
    """Which passkey an answer names; b"" for none."""
    named = credential.get("rawId")
    try:
        return base64url_to_bytes(named) if isinstance(named, str) else b""
    except ValueError:
        return b""


def challenge_signed(credential: dict[str, Any]) -> bytes:
    """What an answer says it was asked; b"" for none."""
    try:
        said = json.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))
        return base64url_to_bytes(said["challenge"])
    except (ValueError, LookupError, TypeError, AttributeError):
        return b""


def user_named(credential: dict[str, Any]) -> bytes:
    """Whose passkey it says it is: the account's id, as it was made with; b"" where it says nothing."""
    try:
        return base64url_to_bytes(credential["response"].get("userHandle") or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return b""
