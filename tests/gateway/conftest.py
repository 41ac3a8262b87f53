"""Gateways for these tests: as a laptop has it, and as a cluster has it behind TLS."""

import pytest

from tests.collector import Collector
from tests.gateway.edge import Edge, Upstream
from tests.ports import free_port


@pytest.fixture(scope="module")
def inbox():
    """A web inbox."""
    server = Upstream()
    yield server
    server.server.shutdown()


@pytest.fixture(scope="module")
def spans():
    """What the gateway tells a trace collector."""
    collector = Collector()
    collector.port = collector.start()
    yield collector
    collector.stop()


@pytest.fixture(scope="module")
def edge(tmp_path_factory, inbox, spans):
    """As on a laptop: plain http on *.localhost, with the development inbox; notify is away."""
    away = f"127.0.0.1:{free_port()}"
    made = Edge(tmp_path_factory.mktemp("edge"), inbox=inbox.address, otlp=f"127.0.0.1:{spans.port}", notify_http=away)
    made.wait_ready()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def secure_edge(tmp_path_factory):
    """As in a cluster: TLS in front of it, no inbox, one trusted proxy, no collector."""
    made = Edge(tmp_path_factory.mktemp("secure"), public_url="https://{practice}.localhost", trusted_hops="1")
    made.wait_ready()
    yield made
    made.stop()
