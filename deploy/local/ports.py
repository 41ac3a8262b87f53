"""Which port each part listens on, counted from one base port."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass

from deploy.local.failure import CannotStart

SERVICE_OFFSETS = {"identity": 10, "clinic": 20, "notify": 30, "videogate": 40}
LAST_OFFSET = 50


@dataclass(frozen=True)
class Ports:
    """All ports of one stack: base … base + 50."""

    gateway: int

    @property
    def envoy_admin(self) -> int:
        """Envoy's admin."""
        return self.gateway + 1

    @property
    def postgres(self) -> int:
        """PostgreSQL."""
        return self.gateway + 2

    @property
    def nats(self) -> int:
        """NATS, for clients."""
        return self.gateway + 3

    @property
    def nats_monitor(self) -> int:
        """NATS, for its probes."""
        return self.gateway + 4

    @property
    def smtp(self) -> int:
        """The development mail server."""
        return self.gateway + 5

    @property
    def inbox(self) -> int:
        """Its web inbox."""
        return self.gateway + 6

    @property
    def web(self) -> int:
        """The pages."""
        return self.gateway + LAST_OFFSET

    def http(self, service: str) -> int:
        """The HTTP port of a service, by its database name."""
        return self.gateway + SERVICE_OFFSETS[service]

    def grpc(self, service: str) -> int:
        """Its gRPC port."""
        return self.http(service) + 1

    def probe(self, service: str) -> int:
        """Where its grpc-and-worker process answers probes."""
        return self.http(service) + 2

    def all(self) -> Iterator[tuple[str, int]]:
        """(what listens there, port) for every port of the stack."""
        for name in ("gateway", "envoy_admin", "postgres", "nats", "nats_monitor", "smtp", "inbox", "web"):
            yield name.replace("_", " "), getattr(self, name)
        for service in SERVICE_OFFSETS:
            yield from ((f"{service} {kind}", getattr(self, kind)(service)) for kind in ("http", "grpc", "probe"))


def demand_free(ports: Ports) -> None:
    """Raises CannotStart naming every port of the stack that something else already listens on."""
    if not 1024 <= ports.gateway <= 65535 - LAST_OFFSET:
        raise CannotStart(f"PORT must be between 1024 and {65535 - LAST_OFFSET}.")
    taken = [f"{port} ({name})" for name, port in ports.all() if not _free(port)]
    if taken:
        which = ("Port " if len(taken) == 1 else "Ports ") + ", ".join(taken[:3]) + (" and more" if len(taken) > 3 else "")
        raise CannotStart(
            f"{which} in use by another program: stop it, or choose another range with `make run PORT={ports.gateway + 1000}`."
        )


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
