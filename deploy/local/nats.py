"""nats-server with JetStream: one user a service, each with no more than its own subjects and consumers."""

import json
import shutil
import sys
from pathlib import Path

from deploy.local.folders import RunFolder, write_private
from deploy.local.ports import Ports
from deploy.local.secrets import PROVISIONER, Secrets
from deploy.local.services import SERVICES, Service

NAMES = [service.name for service in SERVICES]


def permissions(service: Service) -> dict[str, object]:
    """Publish its own subjects, read its own consumers, inspect its own stream; nothing else."""
    stream = service.name.upper()
    consumers = [(source.upper(), f"{service.name}-from-{source}") for source in service.hears]
    publish = [f"{service.name}.v1.>", f"$JS.API.STREAM.INFO.{stream}"]
    for source, durable in consumers:
        publish += [f"$JS.API.CONSUMER.{verb}.{source}.{durable}" for verb in ("INFO", "MSG.NEXT")]
        publish += [f"$JS.ACK.{source}.{durable}.>"]
    # An inbox of its own: under the common _INBOX.> every user could read every other's answers.
    return {"publish": {"allow": publish}, "subscribe": {"allow": [f"_INBOX.{service.name}.>"]}}


def provisioner_permissions() -> dict[str, object]:
    """Make and change streams and consumers; neither read nor write an event."""
    streams = [f"$JS.API.STREAM.{verb}.{name.upper()}" for name in NAMES for verb in ("CREATE", "UPDATE", "INFO", "DELETE")]
    consumers = [
        f"$JS.API.CONSUMER.{verb}.{name.upper()}.>"
        for name in NAMES for verb in ("CREATE", "DURABLE.CREATE", "INFO", "DELETE")
    ]
    inboxes = [f"_INBOX.{name}-provision.>" for name in NAMES]
    return {"publish": {"allow": ["$JS.API.INFO", *streams, *consumers]}, "subscribe": {"allow": inboxes}}


def configuration(folder: RunFolder, ports: Ports, secrets: Secrets) -> str:
    """The server's configuration; its format takes JSON."""
    users = [{"nkey": secrets.nkey_public(service.name), "permissions": permissions(service)} for service in SERVICES]
    users.append({"nkey": secrets.nkey_public(PROVISIONER), "permissions": provisioner_permissions()})
    return json.dumps({
        "server_name": "anteroom", "host": "127.0.0.1", "port": ports.nats,
        "http": f"127.0.0.1:{ports.nats_monitor}",
        "jetstream": {"store_dir": str(folder.nats / "jetstream"), "max_memory_store": 64 << 20, "max_file_store": 4 << 30},
        "authorization": {"users": users},
    }, indent=1)


def prepare(folder: RunFolder, ports: Ports, secrets: Secrets) -> bool:
    """Writes the configuration; returns whether the store is new, so that streams must be provisioned."""
    new = not (folder.nats / "jetstream").exists()
    write_private(folder.nats / "nats.conf", configuration(folder, ports, secrets))
    return new


def command(folder: RunFolder) -> list[str]:
    """What supervisor starts."""
    beside = Path(sys.executable).with_name("nats-server")
    program = str(beside) if beside.exists() else shutil.which("nats-server") or "nats-server"
    return [program, "-c", str(folder.nats / "nats.conf")]
