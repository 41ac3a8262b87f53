"""What stands in the way of a start is one sentence, and nothing is left running."""

import socket
import subprocess
import sys

import pytest

from deploy.local import stack as stack_module
from deploy.local.failure import CannotStart
from deploy.local.folders import REPOSITORY
from deploy.local.ports import demand_free
from deploy.local.stack import Stack
from deploy.local.supervision import Supervisor
from tests.conftest import BASE_PORT as SUITE_PORT

FREE_BASE = SUITE_PORT + 1400


def test_a_second_start_from_the_same_folder_is_refused(stack):
    with pytest.raises(CannotStart, match="already runs from this folder"):
        Stack(stack.plan.folder.path, FREE_BASE).start()
    assert stack.supervisor.answers()


def test_ports_in_use_are_named_and_another_range_is_offered(stack, tmp_path):
    with pytest.raises(CannotStart, match=rf"{stack.ports.gateway} \(gateway\).* in use by another program.*make run PORT="):
        Stack(tmp_path, stack.ports.gateway).start()


def test_one_port_in_use_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", FREE_BASE + 20))
        taken.listen()
        with pytest.raises(CannotStart, match=rf"Port {FREE_BASE + 20} \(clinic http\) in use"):
            Stack(tmp_path, FREE_BASE).start()


def test_too_little_disk_is_told_before_anything_starts(tmp_path, monkeypatch):
    monkeypatch.setattr(stack_module, "NEEDED_MB", 1 << 40)
    with pytest.raises(CannotStart, match="Free some, then start again"):
        Stack(tmp_path, FREE_BASE).start()
    assert not (tmp_path / "postgres").exists()


def test_a_process_that_can_t_start_is_named_with_its_last_words_and_nothing_stays(tmp_path):
    broken = Stack(tmp_path, FREE_BASE, extra_env={"ANTEROOM_ENVIRONMENT": "nowhere"})
    with pytest.raises(CannotStart, match="could not migrate: ANTEROOM_ENVIRONMENT"):
        broken.start()
    assert not Supervisor(broken.plan.folder).answers()
    demand_free(broken.ports)


def test_state_in_use_is_not_cleaned(stack):
    cleaned = subprocess.run([sys.executable, "-m", "deploy.local.cleaning"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (cleaned.returncode, "press Ctrl-C" in cleaned.stderr) == (1, True)
    assert stack.plan.folder.secrets.exists()


def test_a_process_that_is_killed_comes_back(stack):
    before = stack.kill("web")
    stack.wait_ready()
    assert stack.pid("web") not in (0, before)
