"""Whether the parts answer, and what the one that died said last."""

import http.client
import json
import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deploy.local import postgres
from deploy.local.failure import CannotStart
from deploy.local.plan import Plan
from deploy.local.ports import Ports
from deploy.local.programs import Program
from deploy.local.services import SERVICES
from deploy.local.supervision import Supervisor

TIMEOUT = 2.0


def left(plan: Plan, programs: Iterable[Program]) -> Callable[[], list[str] | bool]:
    """Each call returns True once every program has been seen ready, else the names of those that haven't."""
    unseen = list(programs)

    def look() -> list[str] | bool:
        unseen[:] = [program for program in unseen if not _ready(plan, program)]
        return [program.name for program in unseen] or True

    return look


def _ready(plan: Plan, program: Program) -> bool:
    if program.name == "postgres":
        return accepts(plan.ports)
    return program.ready is None or status(program.ready) == 200


def accepts(ports: Ports) -> bool:
    """Whether PostgreSQL takes connections."""
    words = [str(postgres.binaries() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(ports.postgres), "-t", "1"]
    return subprocess.run(words, check=False).returncode == 0


def status(url: str, host: str | None = None) -> int:
    """The status of one GET; 0 where nothing answers."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
    try:
        connection.request("GET", parts.path, headers={"Host": host} if host else {})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def missing(plan: Plan) -> list[str] | bool:
    """True once pages, every service and the signing keys are there through the gateway; else what is missing."""
    gateway, host = f"http://127.0.0.1:{plan.ports.gateway}", f"ready.localhost:{plan.ports.gateway}"
    paths = ["/", *(f"/api/{service.label}/v1/openapi.json" for service in SERVICES if service.written)]
    absent = [path for path in paths if status(gateway + path, host) != 200]
    if SERVICES[0].written and not _keys_fetched(plan.ports):
        absent.append("signing keys")
    return absent or True


def _keys_fetched(ports: Ports) -> bool:
    """Whether the gateway holds identity's keys: before that it refuses every token."""
    connection = http.client.HTTPConnection("127.0.0.1", ports.envoy_admin, timeout=TIMEOUT)
    try:
        connection.request("GET", "/stats?filter=jwks_fetch_success")
        return re.search(r"jwks_fetch_success: [1-9]", connection.getresponse().read().decode()) is not None
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def demand_no_death(supervisor: Supervisor, logs: Path) -> None:
    """Raises CannotStart naming a program that died at start, with its last words."""
    for name, state in supervisor.states().items():
        if state["statename"] in ("BACKOFF", "FATAL", "EXITED"):
            log = logs / f"{name}.log"
            said = last_words(log.read_text(errors="replace") if log.exists() else state["spawnerr"])
            raise CannotStart(f"{name} died at start: {said} (all it said: {log})")


def last_words(said: str) -> str:
    """The last line that says something; of a JSON line its message."""
    for line in reversed(said.strip().splitlines()):
        try:
            entry: Any = json.loads(line)
        except ValueError:
            return line.strip()
        if isinstance(entry, dict) and entry.get("message"):
            return " ".join(str(entry[part]) for part in ("message", "exception") if entry.get(part))
    return "nothing"
