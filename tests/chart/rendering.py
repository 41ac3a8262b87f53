"""The chart as helm renders it."""

import functools
import subprocess
from typing import Any

import yaml

from deploy.kubernetes.cluster import helm
from deploy.kubernetes.installation import CHART, DEMO

WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "Job")
# Letters that YAML would take for a boolean, a number, or nothing special.
ODD_NAMES = ("n", "on", "1e3", "a-rather-long-release-name-that-uses-up-53-characters")
# What only some installations set, all at once.
EVERYTHING = (
    "otlp.endpoint=http://collector.observability:4317", "metrics.from[0].namespaceSelector.matchLabels.name=monitoring",
    "gateway.from[0].ipBlock.cidr=10.1.0.0/16", "imagePullSecrets[0].name=registry", "gateway.service.type=LoadBalancer",
    "gateway.service.annotations.kind=internal", "services.notify.worker.replicas=5", "images.app.digest=sha256:" + "a" * 64,
    "egress.imap.to[0].ipBlock.cidr=192.0.2.0/24",
)


@functools.cache
def rendered(release: str = "anteroom", *, demo: bool = False, values: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Every object of a release."""
    done = run(release, demo=demo, values=values)
    assert not done.returncode, done.stderr
    return [found for found in yaml.safe_load_all(done.stdout) if found]


def run(release: str, *, demo: bool = False, values: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """helm template, whatever comes of it."""
    options = [*(["--values", str(DEMO)] if demo else []), *(word for value in values for word in ("--set", value))]
    program = [helm(), "template", release, str(CHART), "--namespace", "rooms"]
    return subprocess.run([*program, *options], capture_output=True, text=True, check=False)


def default_values(*, demo: bool = False) -> Any:
    """values.yaml, or what the demo says beside it."""
    return yaml.safe_load((DEMO if demo else CHART / "values.yaml").read_text())


def of_kind(kind: str, objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The objects of one kind."""
    return [found for found in objects if found["kind"] == kind]


def pods(objects: list[dict[str, Any]]) -> dict[str, tuple[dict[str, str], dict[str, Any]]]:
    """Component → (labels, pod spec) of everything that makes pods."""
    templates = [found["spec"]["template"] for found in objects if found["kind"] in WORKLOADS]
    return {made["metadata"]["labels"]["app.kubernetes.io/component"]: (made["metadata"]["labels"], made["spec"]) for made in templates}


def containers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Every container of a pod, those that run first included."""
    return [*spec.get("initContainers", []), *spec["containers"]]


def environment(container: dict[str, Any]) -> dict[str, str]:
    """A container's variables."""
    return {entry["name"]: entry["value"] for entry in container.get("env", [])}
