"""kubectl and helm, as they are on this machine; whichever cluster KUBECONFIG points at."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from deploy.local.failure import CannotStart


def kubectl(*words: str, given: str | None = None, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs kubectl. Raises CannotStart with what it said, unless check is off."""
    program = shutil.which("kubectl")
    if not program:
        raise CannotStart("kubectl is missing: install it, it belongs to your cluster's tools.")
    done = subprocess.run([program, *words], input=given, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise CannotStart(f"kubectl {' '.join(words[:3])}: {done.stderr.strip()}")
    return done


def helm() -> str:
    """helm's program: beside this Python (its wheel), or on the path."""
    beside = Path(sys.executable).with_name("helm")
    found = str(beside) if beside.exists() else shutil.which("helm")
    if not found:
        raise CannotStart("helm is missing: run `make env`.")
    return found


def demand_answer() -> None:
    """Raises CannotStart where no cluster answers."""
    if kubectl("get", "--raw", "/readyz", "--request-timeout=10s", check=False).returncode:
        raise CannotStart("No cluster answers: let KUBECONFIG point at one (kind, k3d, a cloud's), then try again.")


def apply(manifests: dict[str, Any], namespace: str) -> None:
    """Applies on the server's side: the client's way would copy secrets into an annotation."""
    words = ("apply", "--server-side", "--force-conflicts", "--field-manager=anteroom", "-n", namespace, "-f", "-")
    kubectl(*words, given=json.dumps(manifests))


def secret_keys(namespace: str, names: list[str]) -> dict[str, set[str]]:
    """The keys of those Secrets that are there, by their names."""
    found = json.loads(kubectl("get", "secret", *names, "-n", namespace, "--ignore-not-found", "-o", "json").stdout or "{}")
    items = found.get("items", [found] if found else [])
    return {secret["metadata"]["name"]: set(secret.get("data") or {}) for secret in items}


def add_keys(namespace: str, secret: str, held: dict[str, str]) -> None:
    """Adds keys to a Secret. By standard input: what stands on a command line can be read by others."""
    words = ("patch", "secret", secret, "-n", namespace, "--patch-file", "/dev/stdin")
    kubectl(*words, given=json.dumps({"stringData": held}))
