"""The gateway in a cluster is the gateway on a laptop: one template, one program, other addresses."""

import os
import re
import subprocess
import sys
from unittest import mock

import pytest
import yaml

from deploy.gateway.configuration import render
from deploy.gateway.settings import Settings, load
from deploy.images.build import FOLDER
from deploy.local.folders import REPOSITORY
from deploy.local.plan import Plan, gateway_environment, run_folder
from deploy.local.ports import Ports
from deploy.local.programs import programs
from tests.chart.rendering import EVERYTHING, environment, pods, rendered

LOCAL = Plan(run_folder(".run/none"), Ports(8080))


def in_cluster(**options):
    """The gateway's container as the chart renders it."""
    (container,) = pods(rendered(**options))["gateway"][1]["containers"]
    return container


def settings(variables):
    """What the gateway makes of an environment."""
    with mock.patch.dict(os.environ, variables, clear=True):
        return load()


def without_addresses(read):
    """The configuration with every address, port and host replaced by its name."""
    text = render(read)
    named = {name: value for name, value in read.model_dump().items() if isinstance(value, str) and re.search(r":\d+$", value)}
    for name, value in sorted(named.items(), key=lambda item: -len(item[1])):
        host, _, port = value.rpartition(":")
        text = text.replace(f'address: "{host}", port_value: {port}', f"<{name}>").replace(f"http://{value}/", f"<{name}>/")
    for name, value in {"port": f'address: "{read.bind}", port_value: {read.port}', "admin": f"port_value: {read.admin_port}"}.items():
        text = text.replace(value, f"<{name}>")
    return yaml.safe_load(text.replace(f'"*.{read.domain}"', "domain"))


def test_the_pod_runs_the_program_that_make_run_starts():
    local = next(program for program in programs(LOCAL) if program.name == "gateway")
    assert in_cluster()["command"][1:] == local.command[1:] == ["-m", "deploy.gateway"]
    assert "COPY deploy/gateway deploy/gateway" in (FOLDER / "gateway.Dockerfile").read_text()


def test_nothing_but_addresses_differs_between_the_demo_and_a_laptop():
    assert without_addresses(settings(environment(in_cluster(demo=True)))) == without_addresses(settings(gateway_environment(LOCAL)))


@pytest.mark.parametrize("options", [{}, {"demo": True}, {"values": EVERYTHING}])
def test_every_variable_is_one_that_the_gateway_reads(options):
    known = {f"ANTEROOM_GATEWAY_{name.upper()}" for name in Settings.model_fields}
    assert set(environment(in_cluster(**options))) <= known


def test_production_shows_no_mailbox_and_is_strict_about_tls():
    read = settings(environment(in_cluster()))
    assert read.inbox is None and read.secure and read.access_cookie.startswith("__Host-")


@pytest.mark.parametrize("options", [{}, {"demo": True}, {"values": EVERYTHING}], ids=["production", "demo", "everything"])
def test_envoy_accepts_what_the_chart_says(options):
    program = [sys.executable, "-m", "deploy.gateway", "--mode", "validate"]
    read = environment(in_cluster(**options))
    done = subprocess.run(program, env=read, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
