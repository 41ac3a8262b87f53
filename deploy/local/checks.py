"""`make check`: lint and types, Python's and the pages'. Each check's name, and what it says where it refuses."""

import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deploy.local import pages
from deploy.local.failure import CannotStart
from deploy.local.folders import REPOSITORY


def commands() -> dict[str, list[str]]:
    """Every check that is a program."""
    beside = Path(sys.executable).parent
    found = {
        "ruff": [str(beside / "ruff"), "check", "--quiet"],
        "mypy": [str(beside / "mypy")],
        "buf lint": [str(beside / "buf"), "lint", "protos"],
    }
    if "importlinter" in tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"] or (REPOSITORY / ".importlinter").exists():
        found["import-linter"] = [str(beside / "lint-imports"), "--no-cache"]
    return found


def run(name: str, words: list[str]) -> bool:
    """Whether it passes; what it says is shown where it doesn't."""
    began = time.monotonic()
    done = subprocess.run(words, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    tell(name, done.returncode == 0, began, done.stdout + done.stderr)
    return done.returncode == 0


def check_pages() -> bool:
    """The pages' words, types and unit tests."""
    began = time.monotonic()
    try:
        pages.check()
    except CannotStart as refusal:
        tell("pages", False, began, str(refusal))
        return False
    tell("pages", True, began, "")
    return True


def tell(name: str, passed: bool, began: float, said: str) -> None:
    """One line a check."""
    print(f"{'ok  ' if passed else 'FAIL'}  {name:14} {time.monotonic() - began:5.1f} s", flush=True)
    if not passed:
        print(said, flush=True)


if __name__ == "__main__":
    # Python's and the pages' at once: neither has use for more than one core.
    with ThreadPoolExecutor() as pool:
        of_pages = pool.submit(check_pages)
        outcomes = [*(run(name, words) for name, words in commands().items()), of_pages.result()]
    sys.exit(0 if all(outcomes) else 1)
