"""The toy on real parts: its WSGI application, its gRPC server, and its background process."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
import uuid
from unittest.mock import patch

import grpc
import pytest

from anteroom.notify.v1.notify_pb2_grpc import NotifyServiceStub
from chassis import audit, health, rpc, service
from chassis.config import Settings
from chassis.db import Actor, Database
from chassis.testing import eventually
from deploy.local.folders import REPOSITORY
from tests.chassis.toy import TOY, add_note
from tests.parts import parts  # noqa: F401  (a fixture)
from tests.ports import free_port


@pytest.fixture(scope="session")
def environment(parts):  # noqa: F811
    """As the toy's processes read it: notify's roles and ports, a database of its own."""
    found = parts.environment("notify")
    for name in ("ANTEROOM_DATABASE_URL", "ANTEROOM_WORKER_DATABASE_URL", "ANTEROOM_OWNER_DATABASE_URL"):
        found[name] = found[name].removesuffix("/notify") + "/toy"
    found["ANTEROOM_NATS_NKEY_FILE"] = found["ANTEROOM_NATS_PROVISION_NKEY_FILE"] = str(parts.nkey_of_all)
    parts.admin("CREATE DATABASE toy OWNER notify_owner")
    return found


@pytest.fixture(scope="session")
def settings(environment):
    with patch.dict(os.environ, environment):
        found = Settings(drain_seconds=3)
    service.migrate(TOY, found)
    return found


@pytest.fixture(scope="session")
def database(settings):
    return Database.app(settings)


@pytest.fixture(scope="session")
def worker(settings):
    return Database.worker(settings)


@pytest.fixture(scope="session")
def app(settings, database):
    return service.make_wsgi(TOY, settings, health.Health(), database)


@pytest.fixture
def call(app, parts):  # noqa: F811
    """One request of an owner of maple, unless said otherwise."""

    def ask(method, path, *, practice="maple", host=None, role="OWNER", token=None, bearer=True, headers=None, **body):
        sent = dict(headers or {})
        if bearer:
            sent["Authorization"] = f"Bearer {token or parts.token(practice, role)}"
        address = f"http://{host or practice}.localhost"
        return app.test_client().open(f"/api/toy/v1{path}", method=method, headers=sent, base_url=address, **body)

    return ask


@pytest.fixture(scope="session")
def edge(settings):
    return rpc.Edge("toy", settings, Database.app(settings), TOY.permissions)


@pytest.fixture(scope="session")
def stub(settings, edge):
    """Door 2 on a free port."""

    def register(server):
        for servicer, add, _ in TOY.servicers(edge):
            add(rpc.locked(servicer), server)
        return ["anteroom.notify.v1.NotifyService"]

    port = free_port()
    server, _ = rpc.serve(settings.model_copy(update={"grpc_port": port}), register)
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield NotifyServiceStub(channel)
    server.stop(0)


@pytest.fixture
def start(environment, settings):
    """Start the toy's roles as a process; stopped at the end."""
    running = []

    def begin(*roles, **more):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.chassis.toy", *roles], env=environment | more, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True)
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ready(port):
    """The readiness answer of a process, once it gives one."""

    def ask():
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz?verbose", timeout=2).read()
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read()) from None
        except OSError as error:
            raise LookupError(str(error)) from None

    return eventually(ask, seconds=60)


class Chain:
    """One practice's audit trail; its entries are linked when the test says so."""

    def __init__(self, database, worker, parts):  # noqa: F811
        self.database, self.worker, self.parts, self.practice = database, worker, parts, f"maple{uuid.uuid4().hex[:8]}"

    def grow(self, entries):
        """So many more entries, linked."""
        for number in range(entries):
            self.database.transact(self.practice, Actor(), add_note, f"note {number}")
        self.link()

    def link(self):
        """What the worker does every second."""
        with self.worker.across() as db:
            while audit.link(db):
                pass

    def forge(self, statement):
        """Past every wall; {practice} stands for this one."""
        self.parts.admin(statement.format(practice=self.practice), "toy")


@pytest.fixture
def chain(database, worker, parts):  # noqa: F811
    """A trail of one's own; what was forged is gone afterwards."""
    made = Chain(database, worker, parts)
    yield made
    for table in ("audit_entries", "audit_chains", "audit_heads"):
        made.forge(f"DELETE FROM {table} WHERE practice_id = '{{practice}}'")
