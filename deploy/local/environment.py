"""`make env`: the virtual environment. Runs on a bare Python, so it imports nothing that has to be installed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
VENV = REPOSITORY / ".venv"
STAMP = VENV / ".installed"
LOCK = REPOSITORY / "requirements-dev.lock"
OLDEST = (3, 11)


def wanted() -> str:
    """What the environment is made from: the lock, our own package's layout, this Python, this place."""
    import tomllib  # not there in the older Pythons that demand_python leaves

    # Not the tools' settings: how ruff is set up changes nothing that is installed.
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    layout = [project["project"], project["build-system"], project["tool"]["hatch"]]
    content = LOCK.read_bytes() + repr(layout).encode()
    return f"{hashlib.sha256(content).hexdigest()} {REPOSITORY}"


def demand_python() -> None:
    """Goes on with a newer Python from the path where this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(20, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, "-m", "deploy.local.environment"])
    sys.exit("Python 3.11 or newer is needed; `python3` here is {}.{}.".format(*sys.version_info))


def make_venv(moved: bool) -> None:
    """The folder itself; made anew where it stood elsewhere before, since its scripts name their place."""
    if (VENV / "bin" / "python").exists() and not moved:
        return
    print("  making .venv", flush=True)
    made = _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        version = "{}.{}".format(*sys.version_info)
        sys.exit(f"`python3 -m venv` does not work here. On Debian or Ubuntu: sudo apt install python{version}-venv")


def install() -> None:
    """What the lock pins, and the project itself by reference."""
    print("  installing what requirements-dev.lock pins (a few minutes the first time)", flush=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for words in (["--require-hashes", "-r", str(LOCK)], ["--no-deps", "--no-build-isolation", "-e", str(REPOSITORY)]):
        done = _run([*pip, *words])
        if done.returncode:
            said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
            full = "No space left" in said
            sys.exit("The disk is full. Free some space, then try again." if full else f"Installing failed:\n{said}")


def _run(words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def main() -> None:
    """Makes and fills the environment where it isn't what the lock wants."""
    demand_python()
    before = STAMP.read_text() if STAMP.exists() else ""
    if before == wanted() and (VENV / "bin" / "python").exists():
        return
    make_venv(moved=bool(before) and not before.endswith(f" {REPOSITORY}"))
    install()
    STAMP.write_text(wanted())


if __name__ == "__main__":
    main()
