"""What the gateway reads from its environment: addresses of what stands behind it, limits, and who may be trusted."""

import sys
from typing import Annotated, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Address = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+:\d+$")]
MARK = "{practice}."


class Settings(BaseSettings):
    """Names are the fields in capitals behind ANTEROOM_GATEWAY_; addresses are host:port."""

    model_config = SettingsConfigDict(env_prefix="ANTEROOM_GATEWAY_", frozen=True, extra="ignore")

    public_url: str = Field(description="template of a practice's address, e.g. https://{practice}.example.org")
    bind: str = "127.0.0.1"
    port: int = 8080
    admin_port: int = 8081
    metrics_port: int = Field(default=0, description="where Prometheus may read Envoy's own metrics; 0: nowhere")
    workers: int = 2
    identity_http: Address
    identity_grpc: Address
    clinic_http: Address
    clinic_grpc: Address
    notify_http: Address
    notify_grpc: Address
    video_gate_http: Address
    video_gate_grpc: Address
    web: Address
    inbox: Address | None = Field(default=None, description="web inbox of the development mail server; none elsewhere")
    otlp: Address | None = Field(default=None, description="OTLP over gRPC; none: trace headers pass, no span is sent")
    trusted_hops: int = Field(default=0, description="proxies of ours in front that append to X-Forwarded-For")
    # Tries a minute from one address. A practice's desks often share one address, so these stop floods;
    # the limit that protects an account is identity's.
    sign_in_limit: int = Field(default=30, gt=0)
    reset_limit: int = Field(default=15, gt=0)
    inspect_limit: int = Field(default=60, gt=0)
    redeem_limit: int = Field(default=30, gt=0)
    code_limit: int = Field(default=10, gt=0)
    check_limit: int = Field(default=60, gt=0)
    renew_limit: int = Field(default=10, gt=0)
    guest_limit: int = Field(default=120, gt=0)
    report_limit: int = Field(default=600, gt=0)

    @model_validator(mode="after")
    def _public_url_names_a_practice(self) -> Self:
        scheme, _, rest = self.public_url.partition("://")
        if scheme not in ("http", "https") or not rest.startswith(MARK):
            raise ValueError("ANTEROOM_GATEWAY_PUBLIC_URL must look like https://{practice}.example.org")
        if scheme == "http" and self.domain != "localhost":
            raise ValueError("ANTEROOM_GATEWAY_PUBLIC_URL may be plain http only for {practice}.localhost")
        return self

    @property
    def domain(self) -> str:
        """What follows the practice's label in a host, without a port."""
        return self.public_url.partition(MARK)[2].partition("/")[0].partition(":")[0]

    @property
    def secure(self) -> bool:
        """Whether browsers come over TLS (ended in front of the gateway); decides HSTS and the cookie's name."""
        return self.public_url.startswith("https://")

    @property
    def access_cookie(self) -> str:
        """The cookie that carries the access token (architecture, section 7: Sessions)."""
        return "__Host-anteroom_access" if self.secure else "anteroom_access"


def load() -> Settings:
    """The gateway's settings; exits 1 naming each variable that is missing or wrong, never a value."""
    try:
        return Settings()  # type: ignore[call-arg]  # the required fields come from the environment
    except ValidationError as wrong:
        for error in wrong.errors():
            name = "_".join(str(part) for part in error["loc"]).upper()
            print(f"ANTEROOM_GATEWAY_{name}: {error['msg']}", file=sys.stderr)
        sys.exit(1)
