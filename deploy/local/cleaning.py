"""`make clean`: removes the state of every stack under .run. Runs on a bare Python."""

from __future__ import annotations

import fcntl
import shutil
import sys
from pathlib import Path

RUN = Path(__file__).resolve().parents[2] / ".run"


def in_use(folder: Path) -> bool:
    """Whether a stack holds this run folder."""
    if (folder / "supervisor.sock").exists():
        return True
    try:
        with (folder / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def main() -> None:
    """Refuses while one of them runs."""
    if any(in_use(folder) for folder in [RUN, *RUN.glob("*/")]):
        sys.exit("Anteroom is running: press Ctrl-C where it was started, or run `make stop`, then clean.")
    shutil.rmtree(RUN, ignore_errors=True)
    if RUN.exists():
        sys.exit(f"{RUN} can't be removed: it belongs to another user.")


if __name__ == "__main__":
    main()
