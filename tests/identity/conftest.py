"""identity on real PostgreSQL: practices as clinic tells of them, and browsers at their doors."""

import os
from unittest.mock import patch

import grpc
import pytest

from anteroom.identity.v1.identity_pb2_grpc import IdentityServiceStub
from chassis import health, rpc, service
from chassis.db import Database
from identity.config import IdentitySettings
from identity.service import SERVICE
from tests.identity.practice import Practice
from tests.parts import parts  # noqa: F401  (a fixture)


@pytest.fixture(scope="session")
def settings(parts):  # noqa: F811
    """As identity's processes read them; the schema is there."""
    with patch.dict(os.environ, parts.environment("identity")):
        found = IdentitySettings()
    service.migrate(SERVICE, found)
    return found


@pytest.fixture(scope="session")
def app(settings):
    """Door 1, under the policies as in production."""
    return service.make_wsgi(SERVICE, settings, health.Health(), Database.app(settings))


@pytest.fixture(scope="session")
def worker(settings):
    """The worker role's database."""
    return Database.worker(settings)


@pytest.fixture(scope="session")
def stub(settings, app):
    """Door 2 on its real port."""
    edge = rpc.Edge("identity", settings, Database.app(settings), SERVICE.permissions)

    def register(server):
        for servicer, add, _ in SERVICE.servicers(edge):
            add(rpc.locked(servicer), server)
        return ["anteroom.identity.v1.IdentityService"]

    server, _ = rpc.serve(settings, register)
    with grpc.insecure_channel(f"127.0.0.1:{settings.grpc_port}") as channel:
        yield IdentityServiceStub(channel)
    server.stop(0)


@pytest.fixture
def make_practice(parts, app, worker, settings):  # noqa: F811
    """More than one for a test of the wall."""
    return lambda **settings_: Practice(app, worker, parts, **settings_)


@pytest.fixture
def practice(make_practice):
    """A practice of this test's own."""
    return make_practice()


@pytest.fixture
def neighbour(make_practice):
    """Another one, whose rows nobody here may see."""
    return make_practice()
