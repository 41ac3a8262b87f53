"""One whole stack: start it, wait until it answers, kill parts of it, stop it. What `make run` and the tests stand on."""

import contextlib
import fcntl
import functools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Self

from deploy.local import nats, postgres, readiness, stamp, supervision
from deploy.local.failure import CannotStart, told_plainly
from deploy.local.folders import REPOSITORY
from deploy.local.plan import Plan, run_folder, service_environment
from deploy.local.ports import Ports, demand_free
from deploy.local.programs import APP, DATA, Program, programs
from deploy.local.services import SERVICES, Service
from deploy.local.supervision import Supervisor

NEEDED_MB = 400
START_SECONDS = 180.0
STOP_SECONDS = 40.0
POLL_SECONDS = 0.1
# For tests and bench, where one address tries more in a second than a practice does in a day.
RAISED = ("SIGN_IN", "RESET", "INSPECT", "REDEEM", "CODE", "CHECK", "RENEW", "GUEST", "REPORT")
RAISED_LIMITS = {f"ANTEROOM_GATEWAY_{name}_LIMIT": "1000000" for name in RAISED}

Say = Callable[[str], None]


class Stack:
    """PostgreSQL, NATS, mail, gateway, web and the services, on ports base_port … base_port + 50, with state in run_dir.

    environment "test" allows shifted clocks. extra_env goes to every service and the gateway. Usable as a context manager.
    """

    def __init__(
        self, run_dir: str | Path, base_port: int, environment: str = "development",
        extra_env: Mapping[str, str] | None = None, say: Say = lambda line: None,
    ) -> None:
        self.plan = Plan(run_folder(run_dir), Ports(base_port), environment, extra_env or {})
        self.supervisor = Supervisor(self.plan.folder)
        self._say = say
        self._lock: IO[str] | None = None
        self._supervisord: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # What tests ask about.

    @property
    def ports(self) -> Ports:
        """Its ports."""
        return self.plan.ports

    @property
    def logs(self) -> Path:
        """The folder with one log file a process."""
        return self.plan.folder.logs

    @functools.cached_property
    def programs(self) -> dict[str, Program]:
        """Every process by name: postgres, nats, mail, gateway, web, <service>-http, <service>-worker."""
        return {program.name: program for program in programs(self.plan)}

    def url(self, practice: str) -> str:
        """A practice's address as a browser spells it; other clients connect to 127.0.0.1 and set Host."""
        return self.plan.url(practice)

    def service_env(self, service: str) -> dict[str, str]:
        """Everything a service's processes and commands read, by its name (identity, clinic, notify, videogate)."""
        return service_environment(self.plan, _service(service))

    def database_url(self, service: str, role: str) -> str:
        """SQLAlchemy address of a service's database as owner, app or worker."""
        return postgres.service_url(service, role, self.ports, self.plan.secrets)

    def command(self, service: str, *words: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        """Runs `python -m <service> …` against this stack and returns what it said."""
        return subprocess.run(
            [sys.executable, "-m", _service(service).package, *words], cwd=REPOSITORY, env=self.service_env(service),
            capture_output=True, text=True, check=False, timeout=timeout,
        )

    def pid(self, name: str) -> int:
        """A process's id; 0 while it isn't running."""
        return self.supervisor.states()[name]["pid"]

    # Life and death.

    def start(self) -> None:
        """Starts everything and returns once the whole answers. Raises CannotStart; then nothing is left running."""
        with told_plainly(self.plan.folder.path):
            try:
                self.reserve()
                self._start()
            except BaseException:
                self.stop()
                raise

    def reserve(self) -> None:
        """Takes the run folder for this process and sees that a start can go well. Raises CannotStart where it can't."""
        if self._lock:
            return
        folder = self.plan.folder
        folder.make()
        with contextlib.ExitStack() as unless_taken:
            lock = unless_taken.enter_context((folder.path / "lock").open("w"))
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotStart(_ALREADY) from None
            if self.supervisor.answers():
                raise CannotStart(_ALREADY)
            demand_free(self.ports)
            _demand_space(folder.path)
            unless_taken.pop_all()
        self._lock = lock

    def forget(self) -> None:
        """Removes its state, logs apart. Raises CannotStart while it runs."""
        self.reserve()
        for path in self.plan.folder.path.iterdir():
            if path.name not in ("lock", "logs"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.plan.folder.make()

    def _start(self) -> None:
        self._name_missing()
        new = self._prepare()
        began = time.monotonic()
        self._supervisord = supervision.launch(self.plan.folder, self.programs.values())
        self._until("supervisor", self.supervisor.answers)
        self.supervisor.start_group(DATA)
        self._until("PostgreSQL and NATS", readiness.left(self.plan, [self.programs["postgres"], self.programs["nats"]]))
        self._migrate(new)
        self.supervisor.start_group(APP)
        self._until("everything to be ready", readiness.left(self.plan, self.programs.values()))
        self._until("the whole to answer through the gateway", lambda: readiness.missing(self.plan))
        self._say(f"up in {time.monotonic() - began:.1f} s")

    def _prepare(self) -> bool:
        folder, secrets = self.plan.folder, self.plan.secrets
        secrets.make()
        new_databases = postgres.prepare(folder, secrets)
        new_streams = nats.prepare(folder, self.ports, secrets)
        return new_databases or new_streams

    def _name_missing(self) -> None:
        missing = [service.label for service in SERVICES if not service.written]
        if missing:
            self._say(f"MISSING SERVICES, LEFT OUT: {', '.join(missing)}")

    def _migrate(self, new: bool) -> None:
        """Databases, migrations and streams; nothing to do where the code is what it was and the state is there."""
        made_from, mark = stamp.digest([REPOSITORY / "services", REPOSITORY / "libs" / "chassis"]), self.plan.folder.path / "migrated"
        if not new and stamp.current(mark, made_from):
            return
        mark.unlink(missing_ok=True)
        self._say("migrating databases and making streams")
        postgres.create_databases(self.ports, self.plan.secrets)
        # All at once: each waits for the streams of those it hears.
        running = [(service, self._begin_migration(service)) for service in SERVICES if service.written]
        for service, process in running:
            said, _ = process.communicate(timeout=START_SECONDS)
            if process.returncode:
                for _, other in running:
                    other.kill()
                raise CannotStart(f"{service.label} could not migrate: {readiness.last_words(said)}")
        stamp.set_stamp(mark, made_from)

    def _begin_migration(self, service: Service) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", service.package, "migrate", "provision"], cwd=REPOSITORY, text=True,
            env=service_environment(self.plan, service, "migrate"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )

    def _until(self, what: str, waiting: Callable[[], list[str] | bool]) -> None:
        """waiting returns True when done, else False or the names still waited for."""
        deadline, told = time.monotonic() + START_SECONDS, ""
        while (left := waiting()) is not True:
            now = f"waiting for {what}" + (f": {', '.join(left)}" if isinstance(left, list) else "")
            if now != told:
                self._say(told := now)
            self._demand_no_death()
            if time.monotonic() > deadline:
                raise CannotStart(f"{now}: no answer within {START_SECONDS:.0f} s. See the logs in {self.logs}.")
            time.sleep(POLL_SECONDS)

    def _demand_no_death(self) -> None:
        if self._supervisord and self._supervisord.poll() is not None:
            said = (self.logs / "supervisord.out").read_text()
            raise CannotStart(f"supervisor died at start: {readiness.last_words(said)}")
        if self.supervisor.answers():
            readiness.demand_no_death(self.supervisor, self.logs)

    def wait_ready(self, seconds: float = 30.0) -> None:
        """Returns once every process answers again, after a fault; raises CannotStart naming those that don't."""
        deadline, waiting = time.monotonic() + seconds, readiness.left(self.plan, self.programs.values())
        while (left := waiting()) is not True:
            if time.monotonic() > deadline:
                raise CannotStart(f"no answer within {seconds:.0f} s from {left}")
            time.sleep(POLL_SECONDS)

    def kill(self, name: str) -> int:
        """kill -9 of a process and its children, as a crash; supervisor starts it again. Returns the pid that died.

        Raises ProcessLookupError where it isn't running: group 0 would be our own.
        """
        pid = self.pid(name)
        if not pid:
            raise ProcessLookupError(name)
        # PostgreSQL's backends have groups of their own and end by themselves when the postmaster is gone.
        os.killpg(pid, signal.SIGKILL)
        return pid

    def pause(self, name: str) -> None:
        """Stops a process properly and leaves it stopped."""
        self.supervisor.stop(self.programs[name])

    def resume(self, name: str) -> None:
        """Starts it again, without waiting."""
        self.supervisor.start(self.programs[name])

    def stop(self) -> None:
        """Stops everything, the data last, and returns when no process is left."""
        if self._supervisord:
            self._supervisord.send_signal(signal.SIGTERM)
            try:
                self._supervisord.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._kill_all()
            self._supervisord = None
        if self._lock:
            self.plan.folder.socket.unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def _kill_all(self) -> None:
        for state in self.supervisor.states().values():
            if state["pid"]:
                os.killpg(state["pid"], signal.SIGKILL)
        if self._supervisord:
            self._supervisord.kill()
            self._supervisord.wait()

    def died(self) -> bool:
        """Whether supervisor itself is gone."""
        return self._supervisord is None or self._supervisord.poll() is not None


_ALREADY = "Anteroom already runs from this folder: press Ctrl-C where it was started, or run `make stop`."


def stop_running(plan: Plan) -> bool:
    """Stops a stack that some other process started; returns whether there was one."""
    supervisor = Supervisor(plan.folder)
    if not supervisor.answers():
        return False
    supervisor.shut_down()
    deadline = time.monotonic() + STOP_SECONDS
    while supervisor.answers() or plan.folder.socket.exists():
        if time.monotonic() > deadline:
            raise CannotStart(f"It does not stop; its supervisor is process {supervisor.pid()}.")
        time.sleep(0.1)
    return True


def _service(name: str) -> Service:
    return next(service for service in SERVICES if name in (service.name, service.label, service.package))


def _demand_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free >> 20
    if free < NEEDED_MB:
        raise CannotStart(f"The disk that holds {folder} has {free} MB left; Anteroom needs {NEEDED_MB}. Free some, then start again.")
