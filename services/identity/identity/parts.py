"""What one process of identity stands on besides the chassis: its keys and its share of the cores. Opened once."""

from dataclasses import dataclass

from identity.config import IdentitySettings
from identity.hashing import Hashing
from identity.keyring import FactorKeys, LinkKeys, SigningKeys


@dataclass(frozen=True)
class Parts:
    """Set up before the first door opens."""

    link_keys: LinkKeys
    signing_keys: SigningKeys
    factor_keys: FactorKeys
    hashing: Hashing
    public_url: str


_parts: Parts | None = None


def open_parts(settings: IdentitySettings) -> None:
    """Read the key files; raises where one is missing or broken, so that the process does not start."""
    global _parts
    _parts = Parts(
        LinkKeys.read(settings.link_keys_file), SigningKeys.read(settings.signing_keys_file), FactorKeys.read(settings.factor_keys_file),
        Hashing(settings.hash_slots, settings.hash_queue), settings.public_url,
    )  # fmt: skip


def parts() -> Parts:
    """This process's parts."""
    if _parts is None:
        raise RuntimeError("open_parts was not called")
    return _parts
