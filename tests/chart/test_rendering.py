"""The chart renders valid objects, whatever the release is called."""

import kubernetes_validate  # type: ignore[import-untyped]
import pytest

from tests.chart.rendering import EVERYTHING, ODD_NAMES, WORKLOADS, of_kind, pods, rendered, run

OLDEST, NEWEST = "1.30", "1.34"
KINDS = {
    "production": ({}, NEWEST), "production-oldest": ({}, OLDEST),
    "demo": ({"demo": True}, NEWEST), "everything": ({"values": EVERYTHING}, NEWEST),
}


@pytest.mark.parametrize(("options", "version"), KINDS.values(), ids=KINDS)
def test_every_object_is_valid_kubernetes(options, version):
    for made in rendered(**options):
        kubernetes_validate.validate(made, version, strict=True)


@pytest.mark.parametrize("release", ["on", "1e3"])
def test_a_release_that_yaml_takes_for_something_else_stays_a_name(release):
    for made in rendered(release, demo=True):
        kubernetes_validate.validate(made, NEWEST, strict=True)


@pytest.mark.parametrize("release", ODD_NAMES)
@pytest.mark.parametrize("demo", [False, True])
def test_an_odd_release_name_gives_names_that_kubernetes_takes(release, demo):
    for made in rendered(release, demo=demo):
        name = made["metadata"]["name"]
        assert len(name) <= 63 and name[0].isalpha() and name == name.lower()
        assert made["metadata"]["labels"]["app.kubernetes.io/instance"] == release


def test_two_objects_never_share_a_name():
    names = [(made["kind"], made["metadata"]["name"]) for made in rendered(ODD_NAMES[-1], demo=True)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("demo", [False, True])
def test_every_selector_finds_its_own_pods_and_no_others(demo):
    objects = rendered(demo=demo)
    for kind in ("Service", "PodDisruptionBudget"):
        for made in of_kind(kind, objects):
            wanted = made["spec"]["selector"].get("matchLabels", made["spec"]["selector"])
            found = [component for component, (labels, _) in pods(objects).items() if wanted.items() <= labels.items()]
            assert found == [made["metadata"]["labels"]["app.kubernetes.io/component"]]


def test_every_serving_part_survives_a_drained_node():
    objects = rendered()
    kept = {made["metadata"]["name"]: made["spec"] for made in of_kind("PodDisruptionBudget", objects)}
    for deployment in of_kind("Deployment", objects):
        assert kept[deployment["metadata"]["name"]]["maxUnavailable"] == 1
        assert deployment["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_production_brings_no_demo_parts():
    assert not {"postgres", "nats", "mail"} & set(pods(rendered()))
    assert "anteroom-demo" not in run("anteroom").stdout


def test_hooks_use_nothing_that_the_chart_brings_later():
    objects = rendered()
    hooks = {(made["kind"], made["metadata"]["name"]) for made in objects if "helm.sh/hook" in made["metadata"].get("annotations", {})}
    for job in of_kind("Job", objects):
        assert ("Job", job["metadata"]["name"]) in hooks
        assert ("ServiceAccount", job["spec"]["template"]["spec"]["serviceAccountName"]) in hooks
        assert ("NetworkPolicy", job["metadata"]["name"]) in hooks
    assert not of_kind("ConfigMap", objects) and not of_kind("Secret", objects)


def test_the_demo_waits_for_its_own_database_in_jobs_of_each_revision():
    for job in of_kind("Job", rendered(demo=True)):
        assert "annotations" not in job["metadata"]
        assert job["metadata"]["name"].endswith("-1")
        assert job["spec"]["template"]["spec"]["initContainers"]


def test_what_differs_for_one_service_touches_no_other():
    replicas = {made["metadata"]["name"]: made["spec"]["replicas"] for made in of_kind("Deployment", rendered(values=EVERYTHING))}
    assert replicas["anteroom-notify-worker"] == 5 and replicas["anteroom-clinic-worker"] == 2


def test_nothing_but_these_kinds_is_rendered():
    known = {*WORKLOADS, "Service", "ServiceAccount", "PodDisruptionBudget", "NetworkPolicy"}
    assert {made["kind"] for made in rendered(demo=True)} <= known
