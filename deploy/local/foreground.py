"""`make run`: the stack in the foreground, told as it goes, until Ctrl-C."""

import signal
import subprocess
import sys
import threading
from types import FrameType

from deploy.demo.people import MAPLE, PASSWORD
from deploy.local import mail, pages
from deploy.local.failure import CannotStart, told_plainly
from deploy.local.folders import REPOSITORY
from deploy.local.plan import Plan, inbox_url
from deploy.local.stack import Stack

WATCH_SECONDS = 2.0


def run(plan: Plan, *, demo: bool) -> int:
    """Builds what changed, starts the stack, loads the demo practices, says where things are, and waits to be stopped."""
    stopping = _stopping_on_signals()
    say = _Teller()
    stack = Stack(plan.folder.path, plan.ports.gateway, plan.environment, plan.extra, say)
    try:
        with told_plainly(plan.folder.path):
            stack.reserve()
            say("building pages" if pages.stale() else "pages are built")
            pages.build()
            mail.install()
        stack.start()
        if demo:
            _load_demo(stack, say)
        say.end()
        print(welcome(plan), flush=True)
        _watch(stack, stopping)
    except _Interrupted:
        pass
    finally:
        say("stopping")
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        stack.stop()
        say.end()
    return 0


class _Interrupted(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal, wherever the program stands."""


def _stopping_on_signals() -> threading.Event:
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()
        raise _Interrupted

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop)
    return stopping


class _Teller:
    """One line that changes on a terminal; one line after the other elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stdout.isatty()

    def __call__(self, line: str) -> None:
        if self._terminal and not line.isupper():
            print(f"\r\033[K  {line[:110]}", end="", flush=True)
        else:
            print(f"  {line}", flush=True)

    def end(self) -> None:
        """Clears the changing line."""
        if self._terminal:
            print("\r\033[K", end="", flush=True)


def _load_demo(stack: Stack, say: _Teller) -> None:
    """The demo practices, through the API as people would; the loader itself finds what is there already."""
    addresses = ["--gateway", f"http://127.0.0.1:{stack.ports.gateway}", "--mailbox", inbox_url(stack.plan)]
    loader = subprocess.Popen(
        [sys.executable, "-m", "deploy.demo", *addresses], cwd=REPOSITORY, env=stack.service_env("clinic"), text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )
    said = ["nothing"]
    try:
        for line in loader.stdout or ():
            said.append(line.rstrip())
            say(line.strip())
    finally:
        loader.kill() if sys.exc_info()[0] else loader.wait()
    if loader.returncode:
        # Somebody may have changed a demo password or archived a demo chart; that must not keep the rest from running.
        say.end()
        print(f"The demo practices could not be brought up to date ({said[-1]}). `make clean` starts them afresh.", flush=True)


def _sign_ins() -> str:
    rows = [(member.role.replace("_", " ").lower(), member.email) for member in (MAPLE.owner, *MAPLE.staff)]
    active = [person for client in MAPLE.clients for person in client.people if person.state == "active"]
    rows += [("guardian", active[0].email), ("client", next(c.email for c in MAPLE.clients if c.state == "active" and not c.people))]
    return "".join(f"    {role:12} {email}\n" for role, email in rows)


def welcome(plan: Plan) -> str:
    """Where things are."""
    return (
        f"\nAnteroom is up.\n\n"
        f"  Maple Counselling      {plan.url('maple')}\n"
        f"  Birch Family Therapy   {plan.url('birch')}\n"
        f"\n  Sign in at Maple with one of these and the password “{PASSWORD}”:\n{_sign_ins()}\n"
        f"  Every mail it sends    {plan.url('maple')}{mail.BASE_PATH}/\n"
        f"  The API                {plan.url('maple')}/api/docs\n"
        f"  Logs                   {plan.folder.logs}\n\n"
        f"Ctrl-C stops everything."
    )


def _watch(stack: Stack, stopping: threading.Event) -> None:
    """Waits for the end, and says which process died and was started again meanwhile."""
    pids = {name: state["pid"] for name, state in stack.supervisor.states().items()}
    while not stopping.wait(WATCH_SECONDS):
        if stack.died():
            raise CannotStart(f"supervisor died; see {stack.logs / 'supervisord.log'}.")
        for name, state in stack.supervisor.states().items():
            if state["pid"] and pids[name] != state["pid"]:
                print(f"{name} died and was started again; see {stack.logs / name}.log", flush=True)
                pids[name] = state["pid"]
