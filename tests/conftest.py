"""The suite's stack: one for all, a practice per test. What shakes a stack has another."""

import contextlib
import fcntl
import functools
import os
from pathlib import Path
from typing import IO

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from chassis.testing import eventually
from deploy.local import mail, pages, readiness
from deploy.local.folders import REPOSITORY
from deploy.local.ports import Ports
from deploy.local.stack import RAISED_LIMITS, Stack
from tests.collector import Collector
from tests.dns_server import DnsServer
from tests.post_office import PostOffice

# Another range lets two suites run side by side.
BASE_PORT = int(os.environ.get("ANTEROOM_TEST_PORT", "18080"))
RUN_DIR = REPOSITORY / ".run" / f"test-{BASE_PORT}"
SHAKEN_DIR = REPOSITORY / ".run" / f"test-{BASE_PORT}-shaken"
STACK, SHAKEN, PAGES, REST = "the stack", "the shaken stack", "pages", "the rest"
ORDER = (STACK, SHAKEN, PAGES, REST)
_at_the_end = contextlib.ExitStack()

# An example's time says how busy the machine is; what must be fast is measured by itself.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@functools.cache
def kind_of(nodeid: str) -> str:
    """Who starts the suite's stack, and sees into what stands around it; who kills; who leans on the stack; who needs none."""
    path = Path(nodeid.partition("::")[0])
    text, folder = (REPOSITORY / path).read_text(), path.parent.name
    if "shaken_stack" in text:
        return SHAKEN
    if "web" in path.parts:
        return STACK if "name_server" in text else PAGES
    return STACK if folder in ("system", "local") else REST


class Dealt(LoadScopeScheduling):
    """The stack's tests in one process, those that kill in one; the other files are dealt out as processes become free."""

    def _split_scope(self, nodeid: str) -> str:
        kind = kind_of(nodeid)
        return kind if kind in (STACK, SHAKEN) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config, log):
    """Only asked where the suite runs in several processes."""
    return Dealt(config, log)


def pytest_collection_modifyitems(items):
    """What takes longest begins first."""
    items.sort(key=lambda item: ORDER.index(kind_of(item.nodeid)))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish():
    """What other processes may lean on longer than this one's last test, and so isn't a fixture's to end."""
    _at_the_end.close()


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
    """Every span of the suite's stack that was asked for, in the process that started it."""
    collector = Collector()
    collector.port = collector.start()
    _at_the_end.callback(collector.stop)
    return collector


@pytest.fixture(scope="session")
def post_office():
    """Stands between the suite's stack and its mailbox, and turns some addresses away."""
    office = PostOffice(Ports(BASE_PORT).smtp)
    _at_the_end.callback(office.stop)
    return office


@pytest.fixture(scope="session")
def name_server():
    """Answers the suite's stack about domains; tests add to its zone."""
    server = DnsServer({})
    _at_the_end.callback(server.stop)
    return server


def _lock(name: str) -> IO[str]:
    (REPOSITORY / ".run").mkdir(exist_ok=True)
    return _at_the_end.enter_context((REPOSITORY / ".run" / f"test-{BASE_PORT}.{name}").open("w"))


def _leans(request) -> bool:
    """Whether another process starts the stack: the one with the stack's own tests, else whichever comes first."""
    if any(kind_of(item.nodeid) == STACK for item in request.session.items):
        return kind_of(request._pyfuncitem.nodeid) != STACK
    try:
        fcntl.flock(_lock("starting"), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


@pytest.fixture(scope="session")
def stack(built, request):
    """The whole of Anteroom, fresh, in environment "test"; its logs stay in .run/test-<port>/logs afterwards."""
    if not _leans(request):
        return _started(*(request.getfixturevalue(name) for name in ("traces", "post_office", "name_server")))
    # While this is held, whoever started the stack doesn't stop it.
    fcntl.flock(_lock("leaning"), fcntl.LOCK_SH)
    whole = Stack(RUN_DIR, BASE_PORT, environment="test", extra_env=RAISED_LIMITS)
    eventually(lambda: readiness.missing(whole.plan) is True, seconds=100, every=0.3)
    return whole


def _started(traces, post_office, name_server) -> Stack:
    mailing = {"ANTEROOM_SMTP_URL": f"smtp://127.0.0.1:{post_office.port}", "ANTEROOM_DNS": name_server.address}
    tracing = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{traces.port}", "OTEL_BSP_SCHEDULE_DELAY": "200",
        # Only of requests that ask for it: to record every statement takes a fifth of what the services do.
        "OTEL_TRACES_SAMPLER": "parentbased_always_off",
    }
    running = Stack(RUN_DIR, BASE_PORT, environment="test", extra_env=RAISED_LIMITS | tracing | mailing)
    running.forget()
    _at_the_end.enter_context(running)
    leaning = _lock("leaning")
    _at_the_end.callback(lambda: fcntl.flock(leaning, fcntl.LOCK_EX))
    return running


@pytest.fixture(scope="session")
def shaken_stack(built):
    """Another one, whose processes are killed; ready again when a test gets it."""
    own = Stack(SHAKEN_DIR, BASE_PORT + 1000, environment="test", extra_env=RAISED_LIMITS)
    own.forget()
    with own:
        yield own
