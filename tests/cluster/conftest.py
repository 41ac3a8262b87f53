"""Fixtures on a cluster: the same names as the local stack's, so that the same journeys run."""

import base64

import pytest

from deploy.kubernetes.cluster import demand_answer, kubectl
from tests.cluster.installation import NAMESPACE, Installed, Ports, forwarded
from tests.system.practice import Practice


class OnCluster(Practice):
    """Opened by the command in a pod."""

    def _open(self, words):
        opened = self.stack.command("clinic", "open-practice", *words)
        assert opened.returncode == 0, opened.stderr

    def report_keys(self):
        found = kubectl("-n", NAMESPACE, "get", "secret", "anteroom-notify", "-o", "jsonpath={.data.report-keys}").stdout
        return base64.b64decode(found).decode()


@pytest.fixture(scope="session")
def stack():
    """What `make deploy` installed."""
    demand_answer()
    assert kubectl("-n", NAMESPACE, "get", "deployments", "-o", "name").stdout, "nothing is installed: run `make deploy` first"
    with forwarded("gateway", 8080) as gateway, forwarded("mail", 1080) as inbox:
        yield Installed(Ports(gateway, inbox))


@pytest.fixture
def practice(stack):
    """A freshly opened practice."""
    return OnCluster(stack)
