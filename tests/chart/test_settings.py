"""Every process can read its settings out of what its pod holds: variables and files."""

import importlib
import os
from unittest import mock

import pytest

from chassis import config
from deploy.kubernetes import secrets as kubernetes_secrets
from deploy.kubernetes.secrets import Installation
from tests.chart.rendering import EVERYTHING, environment, pods, rendered

SECRETS = "/run/secrets/anteroom"
OPTIONS = {
    "production": {}, "demo": {"demo": True},
    "everything": {"values": (*EVERYTHING, "services.notify.env.ANTEROOM_BOUNCE_ADDRESS=bounces@example.org")},
}


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """Secret → keys and values, as the first installation makes them."""
    with mock.patch.object(kubernetes_secrets, "REPOSITORY", tmp_path_factory.mktemp("kept")):
        made = Installation("rooms", "anteroom").manifests()["items"]
    return {secret["metadata"]["name"]: secret["stringData"] for secret in made}


def mount(folder, spec, container, held):
    """Lays a container's Secrets into a folder."""
    names = {mounted["name"] for mounted in container["volumeMounts"] if mounted["mountPath"] == SECRETS}
    for source in (source["secret"] for volume in spec["volumes"] if volume["name"] in names for source in volume["projected"]["sources"]):
        for item in source["items"]:
            (folder / item["path"]).write_text(held[source["name"]][item["key"]])


def processes():
    """(options, component, command, spec, container) of everything that a service runs."""
    for option, chosen in OPTIONS.items():
        for component, (_, spec) in pods(rendered(**chosen)).items():
            for container in spec["containers"]:
                package = container["command"][2] if container["command"][:2] == ["python", "-m"] else ""
                if package in ("identity", "clinic", "notify", "video_gate"):
                    yield pytest.param(package, spec, container, id=f"{option}-{component}-{container['name']}")


@pytest.mark.parametrize(("package", "spec", "container"), list(processes()))
def test_a_process_reads_its_settings(package, spec, container, held, tmp_path):
    mount(tmp_path, spec, container, held)
    read = {name: value.replace(SECRETS, str(tmp_path)) for name, value in environment(container).items()}
    service = importlib.import_module(f"{package}.service").SERVICE
    with mock.patch.dict(os.environ, read, clear=True):
        settings = config.load(service.settings)
    role = container["command"][-1]
    # Only the worker speaks to NATS; Jobs start before there is anything to sign or to open.
    read_by_it = {name for name in settings.model_dump() if name.endswith("_file") and (role == "worker" or not name.startswith("nats_"))}
    missing = {name for name in read_by_it if (path := getattr(settings, name)) and not path.exists()}
    assert not missing or role in ("migrate", "provision"), missing
