"""`python -m deploy.local run | up | stop | status | env <service>`, with --port and --dir."""

import argparse
import shlex
import sys

from deploy.local import foreground
from deploy.local.failure import CannotStart
from deploy.local.plan import Plan, run_folder, service_environment
from deploy.local.ports import Ports
from deploy.local.services import SERVICES
from deploy.local.stack import stop_running
from deploy.local.supervision import Supervisor


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    parser.add_argument("verb", choices=["run", "stop", "status", "env"])
    parser.add_argument("service", nargs="?", choices=[service.name for service in SERVICES], help="for env")
    parser.add_argument("--port", type=int, default=8080, help="first of 51 ports (8080)")
    parser.add_argument("--dir", default=".run", help="where the state lies (.run)")
    parser.add_argument("--no-demo", action="store_true", help="leave the demo practices out")
    return parser.parse_args()


def status(plan: Plan) -> None:
    """Each process, its state and since when."""
    supervisor = Supervisor(plan.folder)
    if not supervisor.answers():
        raise CannotStart("Anteroom does not run from this folder.")
    for name, state in supervisor.states().items():
        print(f"{name:20} {state['statename']:9} {state['description']}")


def main() -> int:
    """Exit code 0, or 1 after one sentence on what is wrong."""
    asked = arguments()
    plan = Plan(run_folder(asked.dir), Ports(asked.port))
    try:
        if asked.verb == "run":
            return foreground.run(plan, demo=not asked.no_demo)
        if asked.verb == "stop":
            print("Stopped." if stop_running(plan) else "Anteroom does not run from this folder.")
        elif asked.verb == "status":
            status(plan)
        else:
            service = next(service for service in SERVICES if service.name == (asked.service or "identity"))
            for name, value in service_environment(plan, service).items():
                print(f"export {name}={shlex.quote(value)}")
    except CannotStart as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


sys.exit(main())
