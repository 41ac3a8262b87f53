"""`make deploy`: namespace, Secrets, chart; waits until everything is ready and says how long it took."""

import os
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from deploy.images.build import NAMES, Image, built
from deploy.kubernetes import cluster
from deploy.kubernetes.secrets import Installation
from deploy.local.failure import CannotStart
from deploy.local.folders import REPOSITORY

CHART = REPOSITORY / "deploy" / "helm" / "anteroom"
DEMO = CHART / "values-demo.yaml"


def make_namespace(namespace: str) -> None:
    """Makes the namespace where it is missing, with pod security "restricted" enforced by the cluster itself."""
    if cluster.kubectl("get", "namespace", namespace, check=False).returncode:
        enforced = {f"pod-security.kubernetes.io/{mode}": "restricted" for mode in ("enforce", "warn")}
        cluster.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace, "labels": enforced}}, namespace)


def make_secrets(target: Installation) -> None:
    """Makes the Secrets where there are none; to those that are there it adds what a newer release wants."""
    if cluster.secret_keys(target.namespace, target.names()):
        add_missing(target)
    else:
        cluster.apply(target.manifests(), target.namespace)


def add_missing(target: Installation) -> None:
    """Adds what a newer release wants of the Secrets and changes nothing else; needs nothing of the first installation."""
    there = cluster.secret_keys(target.namespace, target.names())
    with tempfile.TemporaryDirectory() as passing:
        own = target if target.folder.exists() else replace(target, kept_in=Path(passing))
        for name, held in own.missing(there).items():
            cluster.add_keys(target.namespace, name, held)
            print(f"Added to Secret {name}: {', '.join(held)}.", flush=True)


def apply_secrets(target: Installation) -> None:
    """Makes the Secrets, again out of what is kept. Raises CannotStart where there are some that were made of something else."""
    if not target.folder.exists() and cluster.secret_keys(target.namespace, target.names()):
        raise CannotStart(f"The Secrets are there, but not what they were made of: bring {target.folder} back, or add --missing.")
    make_namespace(target.namespace)
    cluster.apply(target.manifests(), target.namespace)


def images() -> list[str]:
    """The images that were built last, as Helm's words. IMAGE_TAG names others. Raises CannotStart where there are none."""
    tags = {part: os.environ.get("IMAGE_TAG") or built().get(part) for part in NAMES}
    if not all(tags.values()):
        raise CannotStart("There are no images yet: run `make images` first, or set IMAGE_REGISTRY and IMAGE_TAG to those of a registry.")
    return [word for part, tag in tags.items()
            for word in ("--set-string", f"images.{part}.repository={Image(part).repository},images.{part}.tag={tag}")]


def deploy(target: Installation, values: list[str] | None, timeout: str) -> None:
    """Installs or upgrades. Raises CannotStart naming the pods that did not become ready."""
    cluster.demand_answer()
    began = time.monotonic()
    make_namespace(target.namespace)
    make_secrets(target)
    print(f"Installing {target.release} into namespace {target.namespace}; waiting until everything is ready.", flush=True)
    files = [word for file in values or [str(DEMO)] for word in ("--values", file)]
    done = subprocess.run([
        cluster.helm(), "upgrade", "--install", target.release, str(CHART), "--namespace", target.namespace, *files, *images(),
        "--wait", "--wait-for-jobs", "--timeout", timeout,
    ], check=False)
    if done.returncode:
        pods = cluster.kubectl("get", "pods", "-n", target.namespace, check=False).stdout
        raise CannotStart(f"Not everything became ready within {timeout}:\n{pods}")
    print(f"Ready after {time.monotonic() - began:.0f} s.")
