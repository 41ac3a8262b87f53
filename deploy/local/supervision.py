"""supervisor: its configuration, and talking to it over its private socket."""

import shlex
import subprocess
import sys
import xmlrpc.client
from collections.abc import Iterable
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from deploy.local.folders import REPOSITORY, RunFolder, write_private
from deploy.local.plan import base_environment
from deploy.local.programs import APP, DATA, Program

PRIORITIES = {DATA: 1, APP: 2}
STOP_SECONDS = 15


def configuration(folder: RunFolder, programs: Iterable[Program]) -> str:
    """supervisord's configuration. Nothing starts by itself: the stack says when."""
    made = list(programs)
    lines = [
        "[supervisord]", "nodaemon=true", "silent=true", f"pidfile={folder.path}/supervisord.pid", "umask=077",
        f"logfile={folder.logs}/supervisord.log", f"childlogdir={folder.logs}", f"directory={REPOSITORY}",
        "[unix_http_server]", f"file={folder.socket}", "chmod=0600",
        "[rpcinterface:supervisor]", "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface",
    ]
    for group, priority in PRIORITIES.items():
        names = ",".join(program.name for program in made if program.group == group)
        lines += [f"[group:{group}]", f"programs={names}", f"priority={priority}"]
    return "\n".join([*lines, *(line for program in made for line in _section(folder, program))]) + "\n"


def _section(folder: RunFolder, program: Program) -> list[str]:
    environment = ",".join(f'{name}="{value}"' for name, value in program.environment.items())
    return [
        f"[program:{program.name}]", f"command={_plain(shlex.join(program.command))}", f"environment={_plain(environment)}",
        "autostart=false", "autorestart=true", "startsecs=1", "startretries=30", f"stopsignal={program.stop_signal}",
        f"stopwaitsecs={STOP_SECONDS}", "killasgroup=true", "redirect_stderr=true",
        f"stdout_logfile={folder.logs}/{program.name}.log", "stdout_logfile_maxbytes=10MB", "stdout_logfile_backups=1",
    ]


def _plain(value: str) -> str:
    return value.replace("%", "%%")


def launch(folder: RunFolder, programs: Iterable[Program]) -> subprocess.Popen[bytes]:
    """Starts supervisord in a process group of its own, so that Ctrl-C reaches only whoever started it."""
    path = write_private(folder.path / "supervisord.conf", configuration(folder, programs))
    folder.socket.unlink(missing_ok=True)
    log = (folder.logs / "supervisord.out").open("wb")
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "supervisor.supervisord", "-c", str(path)],
        cwd=REPOSITORY, env=base_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
    )


class Supervisor:
    """A running supervisord, spoken to over its socket."""

    def __init__(self, folder: RunFolder) -> None:
        self._socket = folder.socket

    @property
    def _calls(self) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self._socket}")
        return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport).supervisor

    def answers(self) -> bool:
        """Whether one is there."""
        try:
            return self._calls.getState()["statename"] == "RUNNING"
        except (OSError, xmlrpc.client.Error):
            return False

    def pid(self) -> int:
        """Its own process id."""
        return self._calls.getPID()

    def states(self) -> dict[str, dict[str, Any]]:
        """Each program's name with statename, pid, spawnerr, start."""
        return {state["name"]: state for state in self._calls.getAllProcessInfo()}

    def start_group(self, group: str) -> None:
        """Starts a group's programs without waiting for them."""
        self._calls.startProcessGroup(group, False)

    def start(self, program: Program) -> None:
        """Starts one program without waiting for it."""
        self._calls.startProcess(f"{program.group}:{program.name}", False)

    def stop(self, program: Program) -> None:
        """Stops one program and waits until it has ended."""
        self._calls.stopProcess(f"{program.group}:{program.name}", True)

    def signal(self, program: Program, name: str) -> None:
        """Signals one program's main process."""
        self._calls.signalProcess(f"{program.group}:{program.name}", name)

    def shut_down(self) -> None:
        """Tells it to stop everything and itself."""
        self._calls.shutdown()
