"""Pod security "restricted" on every pod, probes apart, and time to drain."""

import itertools

import pytest

from tests.chart.rendering import EVERYTHING, containers, of_kind, pods, rendered, run

RELEASES = {"production": rendered(), "demo": rendered(demo=True), "everything": rendered(values=EVERYTHING)}
FOUND = {f"{name}-{component}": found for name, objects in RELEASES.items() for component, found in pods(objects).items()}
EVERY_POD = [pytest.param(*found, id=name) for name, found in FOUND.items()]
PASSING = {"postgres", "nats", "mail", "migrate", "provision"}
SERVING = [pytest.param(*found, id=name) for name, found in FOUND.items() if found[0]["app.kubernetes.io/component"] not in PASSING]
ALLOWED_VOLUMES = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}


@pytest.mark.parametrize(("labels", "spec"), EVERY_POD)
def test_the_pod_is_restricted(labels, spec):
    assert not {"hostNetwork", "hostPID", "hostIPC", "hostUsers"} & {key for key, value in spec.items() if value}
    assert spec["automountServiceAccountToken"] is False and spec["enableServiceLinks"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True and spec["securityContext"]["runAsUser"] == 65532
    assert spec["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
    assert all(set(volume) - {"name"} <= ALLOWED_VOLUMES for volume in spec["volumes"])


@pytest.mark.parametrize(("labels", "spec"), EVERY_POD)
def test_every_container_is_restricted(labels, spec):
    for container in containers(spec):
        security = container["securityContext"]
        assert security == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
        assert not any("hostPort" in port for port in container.get("ports", []))
        assert container["resources"]["limits"]["memory"] and container["resources"]["requests"]["cpu"]
        assert "cpu" not in container["resources"]["limits"]


@pytest.mark.parametrize(("labels", "spec"), EVERY_POD)
def test_secrets_are_files_that_only_their_reader_sees(labels, spec):
    for container in containers(spec):
        assert not any("valueFrom" in entry for entry in container.get("env", [])) and "envFrom" not in container
        assert all(mount["readOnly"] for mount in container.get("volumeMounts", []) if mount["mountPath"].startswith("/run/secrets"))
    for volume in spec["volumes"]:
        sources = [source["secret"] for source in volume.get("projected", {}).get("sources", [])] or [volume.get("secret")]
        assert all(source is None or source["items"] for source in sources)


def keys(component):
    """The keys of Secrets that a component's pod holds."""
    volumes = pods(rendered())[component][1]["volumes"]
    sources = itertools.chain.from_iterable(volume["projected"]["sources"] for volume in volumes if "projected" in volume)
    return {item["key"] for source in sources for item in source["secret"]["items"]}


def test_no_role_holds_more_than_it_reads():
    assert "ANTEROOM_OWNER_DATABASE_URL" in keys("migrate")
    for service, role in itertools.product(("identity", "clinic", "notify", "video-gate"), ("http", "grpc", "worker")):
        held = keys(f"{service}-{role}")
        assert "ANTEROOM_OWNER_DATABASE_URL" not in held
        assert ("nats.nk" in held) == ("ANTEROOM_WORKER_DATABASE_URL" in held) == (role == "worker")
        assert ("signing-keys.json" in held) == (service == "identity")
    assert not keys("web") and not keys("gateway")


@pytest.mark.parametrize(("labels", "spec"), SERVING)
def test_probes_are_three_and_the_pod_has_time_to_drain(labels, spec):
    (container,) = spec["containers"]
    assert container["livenessProbe"] != container["readinessProbe"] and container["startupProbe"]["periodSeconds"] == 1
    before_stop = container["lifecycle"]["preStop"]
    if "sleep" in before_stop:
        drain = next((float(e["value"]) for e in container["env"] if e["name"] == "ANTEROOM_DRAIN_SECONDS"), 10)
        spent = before_stop["sleep"]["seconds"] + drain
    else:
        spent = float(before_stop["exec"]["command"][-1])
    assert spent + 10 <= spec["terminationGracePeriodSeconds"]


def test_a_drain_that_does_not_fit_is_refused_with_the_arithmetic():
    done = run("anteroom", values=("shutdown.drainSeconds=60",))
    assert done.returncode and "preStopSeconds (5) + drainSeconds (60) + 10 must fit into graceSeconds (30)" in done.stderr


def test_replicas_are_spread_over_zones_and_nodes():
    for deployment in of_kind("Deployment", rendered()):
        spread = deployment["spec"]["template"]["spec"]["topologySpreadConstraints"]
        assert [rule["topologyKey"] for rule in spread] == ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]
        assert all(rule["labelSelector"]["matchLabels"] == deployment["spec"]["selector"]["matchLabels"] for rule in spread)
