"""Settings: one frozen class a service, read from the environment once."""

import os
import sys
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What every service reads; a service adds its own fields. Names are the fields in capitals behind ANTEROOM_."""

    model_config = SettingsConfigDict(env_prefix="ANTEROOM_", frozen=True, extra="ignore")

    environment: Literal["development", "test", "production"] = "production"
    database_url: str
    worker_database_url: str = ""
    owner_database_url: str = ""
    database_pool: int = 12
    nats_url: str = ""
    nats_nkey_file: Path | None = None
    nats_provision_nkey_file: Path | None = None
    nats_replicas: int = 1
    bind: str = "127.0.0.1"
    http_port: int = 8000
    http_threads: int = 12
    grpc_port: int = 8001
    grpc_threads: int = 12
    probe_port: int = 8002
    jwks_url: str = ""
    callers_jwks_file: Path | None = None
    caller_key_file: Path | None = None
    public_url: str = "https://{practice}.example"
    drain_seconds: float = 10

    @model_validator(mode="after")
    def _production_is_strict(self) -> Self:
        if self.environment == "production" and not self.public_url.startswith("https://"):
            raise ValueError("ANTEROOM_PUBLIC_URL must begin with https:// in production")
        if not self.public_url.startswith("https://") and ".localhost" not in self.public_url:
            raise ValueError("ANTEROOM_PUBLIC_URL may be plain http only for *.localhost")
        return self

    @property
    def secure(self) -> bool:
        """Whether browsers reach the practice over TLS; decides cookie names and flags."""
        return self.public_url.startswith("https://")

    @property
    def test_clock(self) -> bool:
        """Whether a practice's clock may be shifted; never outside tests."""
        return self.environment == "test"


S = TypeVar("S", bound=Settings)


def load(settings: type[S]) -> S:
    """The settings of this process; exits 1 naming every variable that is missing or wrong, never a value.

    A variable that is not set is read from the file of its name in ANTEROOM_SECRETS_DIR, where that is set.
    """
    try:
        return settings(_secrets_dir=os.environ.get("ANTEROOM_SECRETS_DIR"))  # type: ignore[call-arg]
    except ValidationError as wrong:
        for error in wrong.errors():
            name = "ANTEROOM_" + "_".join(str(part) for part in error["loc"]).upper() if error["loc"] else "settings"
            print(f"{name}: {error['msg']}", file=sys.stderr)
        sys.exit(1)
