"""Every subject that is announced stands in the contracts, and every subject that is heard is announced."""

import re

from tests.architecture.services import PACKAGES, ROOT, service, sources

# Facts nobody inside needs: they are for integrators who listen to the stream.
FOR_INTEGRATORS = set()


def declared() -> set[str]:
    found = set()
    for path in (ROOT / "protos").rglob("events.proto"):
        found |= set(re.findall(r"subject: ([a-z]+)\.v1\.(?:<practice>|all)\.([a-z_.]+)", path.read_text()))
    return {f"{service}.{thing}" for service, thing in found}


def announced() -> set[str]:
    found = {"identity.heartbeat.beaten", "clinic.heartbeat.beaten"}  # these and the heads by the chassis, for every service alike
    found |= {f"{service(package).name}.audit.sealed" for package in PACKAGES.values()}
    for package in PACKAGES.values():
        for path in sources(package):
            things = re.findall(r"(?:announce|envelope)\(\s*tx,\s*\"([a-z_.]+)\"", path.read_text())
            found |= {f"{service(package).name}.{thing}" for thing in things}
    return found


def heard() -> set[str]:
    return {
        f"{listener.source}.{thing}"
        for package in PACKAGES.values()
        for listener in service(package).listeners
        for thing in listener.consumers
    }


def test_what_is_announced_is_what_the_contracts_declare():
    assert announced() == declared()


def test_what_is_heard_is_announced():
    assert heard() <= announced()


def test_what_is_announced_is_heard_or_meant_for_integrators():
    assert announced() - heard() == FOR_INTEGRATORS


def test_the_gate_never_skips_an_event_of_a_copy_that_decides():
    assert all(listener.deciding for listener in service("video_gate").listeners)
