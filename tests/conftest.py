"""The suite's stack: one for all, a practice per test. Fault tests start their own."""

import fcntl
import os

import pytest
from xdist.scheduler import LoadScopeScheduling

from deploy.local import mail, pages
from deploy.local.folders import REPOSITORY
from deploy.local.ports import Ports
from deploy.local.stack import RAISED_LIMITS, Stack
from tests.collector import Collector
from tests.dns_server import DnsServer
from tests.post_office import PostOffice

# Another range lets two suites run side by side.
BASE_PORT = int(os.environ.get("ANTEROOM_TEST_PORT", "18080"))
RUN_DIR = REPOSITORY / ".run" / f"test-{BASE_PORT}"
SHARING = {"system", "web", "local"}


class Dealt(LoadScopeScheduling):
    """Whoever shares the stack runs in one process; the other files are dealt out as processes become free."""

    def _split_scope(self, nodeid: str) -> str:
        path = REPOSITORY / nodeid.partition("::")[0]
        return "the stack" if path.parent.name in SHARING and "def stack(" not in path.read_text() else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config, log):
    """Only asked where the suite runs in several processes."""
    return Dealt(config, log)


def pytest_collection_modifyitems(items):
    """What takes longest begins first."""
    items.sort(key=lambda item: "stack" not in item.fixturenames)


@pytest.fixture(scope="session")
def built():
    """The pages and the development mail server, installed and built, by one process at a time."""
    (REPOSITORY / ".run").mkdir(exist_ok=True)
    with (REPOSITORY / ".run" / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        pages.build()
        mail.install()


@pytest.fixture(scope="session")
def traces():
    """Every span of the suite's stack."""
    collector = Collector()
    collector.port = collector.start()
    yield collector
    collector.stop()


@pytest.fixture(scope="session")
def post_office():
    """Stands between the suite's stack and its mailbox, and turns some addresses away."""
    office = PostOffice(Ports(BASE_PORT).smtp)
    yield office
    office.stop()


@pytest.fixture(scope="session")
def name_server():
    """Answers the suite's stack about domains; tests add to its zone."""
    server = DnsServer({})
    yield server
    server.stop()


@pytest.fixture(scope="session")
def stack(built, traces, post_office, name_server):
    """The whole of Anteroom, fresh, in environment "test"; its logs stay in .run/test-<port>/logs afterwards."""
    mailing = {"ANTEROOM_SMTP_URL": f"smtp://127.0.0.1:{post_office.port}", "ANTEROOM_DNS": name_server.address}
    tracing = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{traces.port}", "OTEL_BSP_SCHEDULE_DELAY": "200"}
    running = Stack(RUN_DIR, BASE_PORT, environment="test", extra_env=RAISED_LIMITS | tracing | mailing)
    running.forget()
    with running:
        yield running
