"""The processes of one stack: what supervisor runs, in which group, with which environment."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from deploy.local import mail, nats, postgres
from deploy.local.plan import Plan, base_environment, gateway_environment, service_environment
from deploy.local.services import SERVICES

DATA, APP = "data", "app"


@dataclass(frozen=True)
class Program:
    """One process. Those of group "data" start first and stop last; ready is where it answers once it is."""

    name: str
    group: str
    command: list[str]
    environment: dict[str, str]
    ready: str | None = None
    stop_signal: str = "TERM"


def programs(plan: Plan) -> Iterator[Program]:
    """Every process of the stack."""
    folder, ports = plan.folder, plan.ports
    yield Program("postgres", DATA, postgres.command(folder, ports), base_environment(), stop_signal="INT")
    yield Program("nats", DATA, nats.command(folder), base_environment(), f"http://127.0.0.1:{ports.nats_monitor}/healthz")
    yield Program("mail", DATA, mail.command(folder, ports), base_environment(), f"http://127.0.0.1:{ports.inbox}{mail.BASE_PATH}/healthz")
    yield Program(
        "gateway", APP, [sys.executable, "-m", "deploy.gateway"], gateway_environment(plan), f"http://127.0.0.1:{ports.gateway}/gw/readyz"
    )
    yield Program("web", APP, _web(ports.web), base_environment(), f"http://127.0.0.1:{ports.web}/livez")
    for service in SERVICES:
        python = [sys.executable, "-m", service.package]
        if service.written:
            yield Program(
                f"{service.label}-http", APP, [*python, "http"], service_environment(plan, service, "http"),
                f"http://127.0.0.1:{ports.http(service.name)}/readyz",
            )
            yield Program(
                f"{service.label}-worker", APP, [*python, "grpc", "worker"], service_environment(plan, service, "background"),
                f"http://127.0.0.1:{ports.probe(service.name)}/readyz",
            )


def _web(port: int) -> list[str]:
    return [sys.executable, "-m", "gunicorn", "web.serve:app", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4",
            "--no-control-socket", "--log-level", "warning"]
