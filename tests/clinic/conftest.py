"""clinic alone on real parts: its doors in this process, a fresh practice for each test; what others tell it, tests tell it."""

import os
from unittest.mock import patch

import pytest

from chassis import health, service
from chassis.db import Database
from clinic.config import ClinicSettings
from clinic.service import SERVICE
from tests.clinic.practice import Practice
from tests.parts import parts  # noqa: F401  (a fixture)


@pytest.fixture(scope="session")
def settings(parts):  # noqa: F811
    """As clinic's processes read them; the schema is there."""
    with patch.dict(os.environ, parts.environment("clinic")):
        found = ClinicSettings()
    service.migrate(SERVICE, found)
    return found


@pytest.fixture(scope="session")
def app(settings):
    """Door 1, under the policies as in production."""
    return service.make_wsgi(SERVICE, settings, health.Health(), Database.app(settings))


@pytest.fixture(scope="session")
def worker(settings):
    """The worker's database, for door 3 and the timers."""
    return Database.worker(settings)


@pytest.fixture(scope="session")
def open_a_practice(app, worker, parts):  # noqa: F811
    """Another one at each call."""
    return lambda: Practice(app, worker, parts)


@pytest.fixture
def practice(open_a_practice):
    """A practice of one's own."""
    return open_a_practice()


@pytest.fixture
def other(open_a_practice):
    """The practice next door."""
    return open_a_practice()
