"""The main job through the cluster's own gateway, with the network policies in force."""

import json

import pytest
import yaml

from deploy.kubernetes.cluster import kubectl
from deploy.kubernetes.installation import CHART
from tests.cluster.installation import NAMESPACE, within
from tests.system import test_journey_01_welcome as journey

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]

test_an_adult_walks_into_the_video_session = journey.test_an_adult_walks_from_the_welcome_email_into_the_video_session
test_the_front_desk_sees_every_step = journey.test_the_front_desk_sees_every_step_of_it_in_the_access_report

CALLS = yaml.safe_load((CHART / "values.yaml").read_text())["calls"]
WITHIN = {"database": ("postgres", 5432), "nats": ("nats", 4222), "smtp": ("mail", 1025), "inbox": ("mail", 1080)}
# Nowhere in the demo.
OUTSIDE = {"otlp", "imap"}
WORDS = {word for words in CALLS.values() for word in words} - OUTSIDE
DOORS = {word: WITHIN.get(word) or (word, 8001 if word.endswith("-grpc") else 8000) for word in WORDS} | {"gateway": ("gateway", 8080)}
TRY = """
import concurrent.futures, json, socket, sys
def opens(door):
    try:
        socket.create_connection(tuple(door[1]), 3).close()
        return door[0]
    except OSError:
        return None
doors = json.loads(sys.argv[1])
with concurrent.futures.ThreadPoolExecutor(len(doors)) as pool:
    print(json.dumps([name for name in pool.map(opens, doors.items()) if name]))
"""


def addresses():
    """Each door's pod and port, looked up from here: some pods may not ask the DNS."""
    found = json.loads(kubectl("-n", NAMESPACE, "get", "endpointslices", "-o", "json").stdout)["items"]
    by_service = {item["metadata"]["labels"]["kubernetes.io/service-name"]: item["endpoints"][0]["addresses"][0] for item in found}
    return {word: (by_service[f"anteroom-{component}"], port) for word, (component, port) in DOORS.items()}


@pytest.mark.parametrize("caller", [caller for caller in CALLS if caller not in ("migrate", "provision")])
def test_a_pod_reaches_what_calls_lists_and_nothing_else(stack, caller):
    # A pod always reaches itself.
    others = {word: door for word, door in addresses().items() if word != caller}
    said = within(caller, "python", "-c", TRY, json.dumps(others))
    assert not said.returncode, said.stderr
    assert set(json.loads(said.stdout)) == set(CALLS[caller]) - OUTSIDE - {caller}, "does this cluster's network enforce NetworkPolicies?"
