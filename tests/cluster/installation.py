"""The installation on a cluster, seen as the journeys see a local stack: two ports and a command."""

import contextlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from deploy.kubernetes.cluster import kubectl

NAMESPACE = RELEASE = "anteroom"


@dataclass(frozen=True)
class Ports:
    """Where the gateway and the mail sink's inbox are reached from here."""

    gateway: int
    inbox: int


@dataclass(frozen=True)
class Installed:
    """What `make deploy` left on the cluster."""

    ports: Ports

    def command(self, service: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs `python -m <service> …` in that service's worker."""
        package = {"videogate": "video_gate"}.get(service, service)
        return within(f"{package.replace('_', '-')}-worker", "python", "-m", package, *words)


def within(component: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs a command in a pod of one component."""
    return kubectl("-n", NAMESPACE, "exec", f"deploy/{RELEASE}-{component}", "--", *words, check=False)


@contextlib.contextmanager
def forwarded(component: str, port: int) -> Iterator[int]:
    """A port of this machine that leads to one of a Service."""
    program = shutil.which("kubectl") or "kubectl"
    words = [program, "-n", NAMESPACE, "port-forward", f"service/{RELEASE}-{component}", f":{port}"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout and running.stderr
            found = re.search(r"127\.0\.0\.1:(\d+)", running.stdout.readline())
            assert found, running.stderr.read()
            yield int(found.group(1))
        finally:
            running.terminate()
