"""What identity reads from the environment, besides what every service does."""

from pathlib import Path

from chassis.config import Settings


class IdentitySettings(Settings):
    """link_keys_file: {"current": id, "keys": {id: base64}}. signing_keys_file: a private JWKS of ES256 keys, the signing one first.
    factor_keys_file: as link_keys_file, for what second factors keep.

    hash_slots: password hashes at once, 0 for as many as there are cores; hash_queue: how many more may wait.
    """

    link_keys_file: Path
    signing_keys_file: Path
    factor_keys_file: Path
    hash_slots: int = 0
    hash_queue: int = 8
