"""The Secrets of a first installation are those that the chart mounts, and open what they should."""

import dataclasses
import json

import nkeys
import pytest

from deploy.kubernetes import secrets as kubernetes_secrets
from deploy.kubernetes.secrets import Installation
from deploy.local.failure import CannotStart
from tests.chart.rendering import ODD_NAMES, of_kind, pods, rendered


@pytest.fixture
def target(monkeypatch, tmp_path):
    monkeypatch.setattr(kubernetes_secrets, "REPOSITORY", tmp_path)
    return Installation("rooms", "anteroom")


def held(target):
    """Name → keys and values."""
    return {made["metadata"]["name"]: made["stringData"] for made in target.manifests()["items"]}


def mounted(**options):
    """(Secret, key) of everything that the chart's pods mount."""
    for _, spec in pods(rendered(**options)).values():
        for volume in spec["volumes"]:
            sources = [source["secret"] for source in volume.get("projected", {}).get("sources", [])]
            sources += [{"name": volume["secret"]["secretName"], "items": volume["secret"]["items"]}] if "secret" in volume else []
            yield from ((source["name"], item["key"]) for source in sources for item in source["items"])


def test_the_demos_secrets_are_made_and_none_is_left_over(target):
    made = {(name, key) for name, values in held(target).items() for key in values}
    assert made == set(mounted(demo=True))


def test_productions_secrets_name_its_own_database_and_relay(target):
    own = dataclasses.replace(target, database="db.example.org:5432", smtp_url="smtps://user:word@relay.example.org:465")
    made = held(own)
    assert {(name, key) for name, values in made.items() for key in values} == set(mounted())
    assert "@db.example.org:5432/videogate" in made["anteroom-video-gate"]["ANTEROOM_WORKER_DATABASE_URL"]
    assert made["anteroom-notify"]["ANTEROOM_SMTP_URL"] == own.smtp_url


def test_asked_again_they_are_the_same_and_only_ours_to_read(target):
    first = target.manifests()
    assert Installation("rooms", "anteroom").manifests() == first
    files = [path for path in target.secrets.folder.rglob("*") if path.is_file()]
    assert files and all(path.stat().st_mode & 0o077 == 0 for path in files)


@pytest.mark.parametrize("database", [None, "db.example.org:5432"])
def test_their_names_are_known_without_making_them(target, database):
    own = dataclasses.replace(target, database=database)
    assert own.names() == list(held(own))


def test_a_newer_release_adds_only_what_is_missing(target):
    there = {name: set(keys) for name, keys in held(target).items()}
    assert target.missing(there) == target.missing({name: keys for name, keys in there.items() if "demo" not in name}) == {}
    there["anteroom-identity"].remove("factor-keys.json")
    there["anteroom-notify"].remove("report-keys")
    assert {name: set(keys) for name, keys in target.missing(there).items()} == {
        "anteroom-identity": {"factor-keys.json"}, "anteroom-notify": {"report-keys"}}


def test_what_others_have_to_match_is_never_made_beside_what_is_there(target):
    there = {name: set(keys) for name, keys in held(target).items()}
    del there["anteroom-clinic"]
    with pytest.raises(CannotStart, match="Secret anteroom-clinic lacks ANTEROOM_DATABASE_URL"):
        target.missing(there)


def test_no_two_services_share_a_secret(target):
    values = [value for name, keys in held(target).items() if "demo" not in name for value in keys.values()]
    assert len(values) == len(set(values))


def test_nats_lets_in_exactly_the_keys_that_were_made(target):
    made = held(target)
    let_in = {user["nkey"] for user in json.loads(made["anteroom-demo-nats"]["nats.conf"])["authorization"]["users"]}
    seeds = [values["nats.nk"] for values in made.values() if "nats.nk" in values]
    assert let_in == {nkeys.from_seed(seed.encode()).public_key.decode() for seed in seeds} and len(seeds) == 5


@pytest.mark.parametrize("release", ["anteroom", "anteroom-two", *ODD_NAMES])
def test_addresses_follow_the_charts_names(target, release):
    named = dataclasses.replace(target, release=release)
    services = {made["metadata"]["name"] for made in of_kind("Service", rendered(release, demo=True))}
    assert {named.host(part).split(".")[0] for part in ("postgres", "mail")} <= services
    assert f"@{named.host('postgres')}:5432/" in held(named)["anteroom-clinic"]["ANTEROOM_DATABASE_URL"]
