"""What the network policies let through, computed from them, is what `calls:` lists: no less and no more."""

import ipaddress

import pytest

from tests.chart.rendering import EVERYTHING, default_values, environment, of_kind, pods, rendered, run

PORTS = range(1, 20_000)
WITHIN = {"database": ("postgres", 5432), "nats": ("nats", 4222), "smtp": ("mail", 1025), "inbox": ("mail", 1080)}
# A pod of somebody else's, in our namespace, and addresses out in the world.
STRANGER = {"app": "stranger"}


def chosen(selector, labels):
    """Whether a label selector means these labels."""
    assert set(selector) <= {"matchLabels"}, "the policies select by equality only"
    return selector.get("matchLabels", {}).items() <= labels.items()


def named(peers, labels):
    """Whether a rule's peers name a pod of this namespace; no peers name everybody."""
    pods_here = [peer["podSelector"] for peer in peers or [] if "podSelector" in peer and "namespaceSelector" not in peer]
    return not peers or any(chosen(selector, labels) for selector in pods_here)


def open_ports(policies, own, other, direction, key):
    """The ports that `own` may use with `other` in one direction; None for all, where no policy selects it."""
    selecting = [p for p in policies if chosen(p["spec"]["podSelector"], own) and direction in p["spec"]["policyTypes"]]
    if not selecting:
        return None
    rules = [rule for policy in selecting for rule in policy["spec"].get(direction.lower()) or []]
    return {entry["port"] for rule in rules if named(rule.get(key), other) for entry in rule["ports"]}


def reachable(objects):
    """Every (from, to, port) that both ends' policies allow, between the pods of the release."""
    policies, everyone = of_kind("NetworkPolicy", objects), {name: labels for name, (labels, _) in pods(objects).items()}
    for source, labels in everyone.items():
        for target, target_labels in everyone.items():
            out = open_ports(policies, labels, target_labels, "Egress", "to")
            into = open_ports(policies, target_labels, labels, "Ingress", "from")
            yield from ((source, target, port) for port in (PORTS if out is None else out) if into is None or port in into)


def wanted(*, demo):
    """The same from `calls:`."""
    for caller, words in default_values()["calls"].items():
        for word in words:
            if word in WITHIN and demo:
                yield (caller, *WITHIN[word])
            elif word not in WITHIN and word not in ("otlp", "imap"):
                yield caller, word, 8001 if word.endswith("-grpc") else 8000


@pytest.mark.parametrize("demo", [False, True])
def test_reachability_within_the_release_is_the_list_of_calls(demo):
    listed = set(wanted(demo=demo))
    # The gateway's door is open to everybody, our own pods by their way out are not.
    assert set(reachable(rendered(demo=demo))) == listed


@pytest.mark.parametrize("demo", [False, True])
def test_strangers_reach_the_gateway_only(demo):
    objects = rendered(demo=demo)
    policies = of_kind("NetworkPolicy", objects)
    let_in = {name: open_ports(policies, labels, STRANGER, "Ingress", "from") for name, (labels, _) in pods(objects).items()}
    assert {name: ports for name, ports in let_in.items() if ports} == {"gateway": {8080}}


def outside(objects, component):
    """The (block, port) pairs that a component may reach beyond the cluster's pods, and the ports it has in other namespaces."""
    labels = pods(objects)[component][0]
    policies = [p for p in of_kind("NetworkPolicy", objects) if chosen(p["spec"]["podSelector"], labels)]
    rules = [rule for policy in policies for rule in policy["spec"].get("egress") or []]
    peers = [(peer, entry["port"]) for rule in rules for peer in rule["to"] for entry in rule["ports"]]
    blocks = {(peer["ipBlock"]["cidr"], port) for peer, port in peers if "ipBlock" in peer}
    spaces = [(peer["namespaceSelector"], port) for peer, port in peers if "namespaceSelector" in peer]
    return blocks, {(space["matchLabels"]["kubernetes.io/metadata.name"], port) for space, port in spaces}


@pytest.mark.parametrize("everything", [False, True])
def test_outside_the_cluster_each_part_reaches_what_calls_names(everything):
    objects, values = rendered(values=EVERYTHING if everything else ()), default_values()
    values["egress"]["imap"]["to"] = [{"ipBlock": {"cidr": "192.0.2.0/24"}}] if everything else []
    for caller, words in values["calls"].items():
        expected = {("169.254.20.10/32", 53)} if [word for word in words if word != "otlp" or everything] else set()
        for word in [word for word in words if word in ("database", "nats", "smtp", "imap") or (word == "otlp" and everything)]:
            expected |= {(peer["ipBlock"]["cidr"], values["egress"][word]["port"]) for peer in values["egress"][word]["to"]}
        assert outside(objects, caller) == (expected, {("kube-system", 53)} if expected else set())


def test_the_demo_reaches_nothing_outside_but_names():
    objects = rendered(demo=True)
    for component in pods(objects):
        blocks, _ = outside(objects, component)
        assert {port for _, port in blocks} <= {53} and all(ipaddress.ip_network(block).is_link_local for block, _ in blocks)


def test_metrics_are_scraped_by_those_named_and_nobody_else():
    policies = of_kind("NetworkPolicy", rendered(values=EVERYTHING))
    scraped = {policy["metadata"]["name"].removeprefix("anteroom-"): rule["ports"][0]["port"] for policy in policies
               for rule in policy["spec"].get("ingress") or [] if "namespaceSelector" in rule["from"][0]}
    assert scraped["identity-http"] == 8000 and scraped["notify-worker"] == scraped["clinic-grpc"] == 8002 and scraped["gateway"] == 8082
    assert len(scraped) == 13


@pytest.mark.parametrize("demo", [False, True])
def test_every_address_in_an_environment_is_one_that_its_service_may_call(demo):
    calls = default_values()["calls"]
    for component, (_, spec) in pods(rendered(demo=demo)).items():
        read = environment(spec["containers"][0])
        service = component.rsplit("-", 1)[0]
        allowed = {word for caller, words in calls.items() if caller.startswith(service) for word in words}
        for name in ("IDENTITY_GRPC", "CLINIC_GRPC"):
            if value := read.get(f"ANTEROOM_{name}"):
                assert name.lower().replace("_", "-") in allowed and value.endswith(":8001")


def test_a_call_to_something_that_is_not_there_is_refused():
    assert "must be one of the following" in run("anteroom", values=("calls.web={moon}",)).stderr
