"""What one stack is: its folder, ports, secrets and environment; and what each process of it reads."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local import mail, postgres
from deploy.local.folders import REPOSITORY, RunFolder
from deploy.local.ports import Ports
from deploy.local.secrets import PROVISIONER, Secrets
from deploy.local.services import SERVICES, Service

# What a process may inherit from whoever starts the stack; the rest of that environment is none of its business.
INHERITED = (
    "PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_BSP_SCHEDULE_DELAY", "ANTEROOM_LOG_LEVEL"
)

# The demo's loader signs in as everybody from one address; what faces the internet keeps the gateway's own limits.
LIMITS = {f"{name}_limit": 600 for name in ("sign_in", "reset", "inspect", "redeem", "code", "check", "renew", "guest", "report")}


@dataclass(frozen=True)
class Plan:
    """environment is "development" or "test"; extra goes to every service and to the gateway, over what stands here."""

    folder: RunFolder
    ports: Ports
    environment: str = "development"
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def secrets(self) -> Secrets:
        """This stack's secrets."""
        return Secrets(self.folder.secrets)

    @property
    def public_url(self) -> str:
        """Template of a practice's address."""
        return f"http://{{practice}}.localhost:{self.ports.gateway}"

    def url(self, practice: str) -> str:
        """A practice's address."""
        return self.public_url.format(practice=practice)


def base_environment() -> dict[str, str]:
    """What every process starts with."""
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**inherited, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(REPOSITORY)}


def service_environment(plan: Plan, service: Service, role: str = "all") -> dict[str, str]:
    """What a service's process reads. role: http, background (grpc and worker), migrate, or all of them for commands."""
    environment = _common(plan, service)
    if role in ("http", "background", "all"):
        environment["ANTEROOM_DATABASE_URL"] = postgres.service_url(service.name, "app", plan.ports, plan.secrets)
    if role in ("background", "all"):
        environment["ANTEROOM_WORKER_DATABASE_URL"] = postgres.service_url(service.name, "worker", plan.ports, plan.secrets)
    if role in ("migrate", "all"):
        owner = postgres.service_url(service.name, "owner", plan.ports, plan.secrets)
        environment.setdefault("ANTEROOM_DATABASE_URL", owner)
        environment["ANTEROOM_OWNER_DATABASE_URL"] = owner
        environment["ANTEROOM_NATS_PROVISION_NKEY_FILE"] = str(plan.secrets.nkey_file(PROVISIONER))
    return {**base_environment(), **environment, **_own(plan, service), **plan.extra}


def _common(plan: Plan, service: Service) -> dict[str, str]:
    ports, secrets = plan.ports, plan.secrets
    return {
        "ANTEROOM_ENVIRONMENT": plan.environment,
        "ANTEROOM_NATS_URL": f"nats://127.0.0.1:{ports.nats}",
        "ANTEROOM_NATS_NKEY_FILE": str(secrets.nkey_file(service.name)),
        "ANTEROOM_BIND": "127.0.0.1",
        "ANTEROOM_HTTP_PORT": str(ports.http(service.name)),
        "ANTEROOM_GRPC_PORT": str(ports.grpc(service.name)),
        "ANTEROOM_PROBE_PORT": str(ports.probe(service.name)),
        "ANTEROOM_JWKS_URL": f"http://127.0.0.1:{ports.http('identity')}/api/identity/v1/jwks.json",
        "ANTEROOM_CALLERS_JWKS_FILE": str(secrets.callers_jwks_file),
        "ANTEROOM_CALLER_KEY_FILE": str(secrets.caller_key_file(service.name)),
        "ANTEROOM_PUBLIC_URL": plan.public_url,
        "ANTEROOM_DRAIN_SECONDS": "3",
        "OTEL_SERVICE_NAME": service.label,
        **{f"ANTEROOM_{callee.name.upper()}_GRPC": f"127.0.0.1:{ports.grpc(callee.name)}" for callee in service.calls},
    }


def _own(plan: Plan, service: Service) -> dict[str, str]:
    if service.name == "identity":
        return {
            "ANTEROOM_LINK_KEYS_FILE": str(plan.secrets.link_keys_file),
            "ANTEROOM_SIGNING_KEYS_FILE": str(plan.secrets.signing_keys_file),
            "ANTEROOM_FACTOR_KEYS_FILE": str(plan.secrets.factor_keys_file),
        }
    if service.name == "notify":
        return {
            "ANTEROOM_SMTP_URL": f"smtp://127.0.0.1:{plan.ports.smtp}", "ANTEROOM_MAIL_FROM": "no-reply@anteroom.example",
            "ANTEROOM_REPORT_KEYS_FILE": str(plan.secrets.report_keys_file), "ANTEROOM_BOUNCE_MAILBOX": f"maildir://{plan.folder.returned_mail}",
        }
    return {}


def gateway_environment(plan: Plan) -> dict[str, str]:
    """What the gateway reads."""
    ports = plan.ports
    named: dict[str, object] = {"public_url": plan.public_url, "port": ports.gateway, "admin_port": ports.envoy_admin,
             "file": plan.folder.path / "envoy.yaml", "web": f"127.0.0.1:{ports.web}", "inbox": f"127.0.0.1:{ports.inbox}", **LIMITS}
    for service in SERVICES:
        named[f"{service.package}_http"] = f"127.0.0.1:{ports.http(service.name)}"
        named[f"{service.package}_grpc"] = f"127.0.0.1:{ports.grpc(service.name)}"
    if collector := base_environment().get("OTEL_EXPORTER_OTLP_ENDPOINT") or plan.extra.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        named["otlp"] = collector.partition("://")[2].rstrip("/")
    environment = {f"ANTEROOM_GATEWAY_{name.upper()}": str(value) for name, value in named.items()}
    return {**base_environment(), **environment, **plan.extra}


def inbox_url(plan: Plan) -> str:
    """The web inbox, and its JSON API under /email, as processes on this machine reach it."""
    return f"http://127.0.0.1:{plan.ports.inbox}{mail.BASE_PATH}"


def run_folder(path: str | Path) -> RunFolder:
    """A run folder by its path; a relative one lies in the repository."""
    return RunFolder((REPOSITORY / path).resolve())
