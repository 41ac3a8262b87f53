"""Every door has a lock, and every lock has a key somebody holds."""

from unittest import mock

import pytest

from chassis import health, http, rpc
from tests.architecture.services import PACKAGES, service, sources

OWN = {"static", "probes.live", "probes.ready", "probes.exposed"}


@pytest.fixture(params=PACKAGES.values())
def package(request):
    return request.param


def app_of(package):
    made = service(package)
    edge = http.Edge(mock.Mock(secure=False), mock.sentinel.database, mock.sentinel.keys, made.permissions, b"")
    return http.make_app(made.url_name, made.title, made.doors(), edge, health.Health())


def locks_of(package):
    app = app_of(package)
    return {
        f"{sorted(rule.methods - {'HEAD', 'OPTIONS'})} {rule.rule}": getattr(app.view_functions[rule.endpoint], "lock", None)
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in OWN and not rule.endpoint.startswith("openapi")
    }


def rpc_locks_of(package):
    made = service(package)
    edge = mock.Mock(spec=rpc.Edge)
    for servicer, _, _ in made.servicers(edge):
        generated = next(base for base in type(servicer).__mro__ if base.__module__.endswith("_pb2_grpc"))
        for name in [n for n in vars(generated) if n[0].isupper()]:
            yield name, getattr(getattr(servicer, name), "allows", None)


def test_every_route_names_its_permission_or_says_why_it_is_public(package):
    locks = locks_of(package)
    assert locks and not [route for route, lock in locks.items() if lock is None]


def test_every_rpc_names_its_callers_or_its_permission(package):
    locks = dict(rpc_locks_of(package))
    assert locks and all(allowed and any(allowed) for allowed in locks.values())


def test_every_permission_a_door_asks_for_is_held_by_some_role(package):
    held = set().union(*service(package).permissions.values())
    asked = {lock.permission for lock in locks_of(package).values() if lock and lock.permission}
    asked |= {permission for _, (_, permission) in rpc_locks_of(package) if permission}
    assert asked <= held


def test_no_role_holds_a_permission_that_no_door_asks_for(package):
    held = set().union(*service(package).permissions.values())
    asked = {lock.permission for lock in locks_of(package).values() if lock and lock.permission}
    asked |= {permission for _, (_, permission) in rpc_locks_of(package) if permission}
    assert held <= asked


def test_a_client_holds_only_permissions_over_what_is_their_own(package):
    assert all(permission.startswith("me:") for permission in service(package).permissions.get(None, set()))


def test_every_route_is_described_in_the_openapi_document(package):
    app = app_of(package)
    documented = set(app.api_doc["paths"])
    for rule in app.url_map.iter_rules():
        if getattr(app.view_functions[rule.endpoint], "lock", None):
            assert any(len(path.split("/")) == len(rule.rule.split("/")) for path in documented), rule.rule


def test_settings_are_read_in_one_place_only(package):
    assert not [path.name for path in sources(package) if "os.environ" in path.read_text() and path.name != "config.py"]


def test_the_document_says_who_may_do_what(package):
    said = app_of(package).api_doc["x-roles"]
    kept = {role or "CLIENT": held for role, held in service(package).permissions.items()}
    assert {role: set(held) for role, held in said.items()} == kept
