"""make bench: measures on a stack of its own and prints one table; --write puts it into docs/performance.md."""

import argparse
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from deploy.local.stack import RAISED_LIMITS, Stack
from tests.bench import access_report, authorize_join, client_search, delays, drain, memory, sign_in
from tests.bench.table import Row, rendered
from tests.system.practice import Practice

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


# On parts of its own, before anything else of ours runs.
ALONE: dict[str, Callable[[], list[Row]]] = {"authorize-join": authorize_join.alone}


def measures(stack: Stack) -> dict[str, Callable[[], list[Row]]]:
    """Every measure on the whole stack by name, in the order they are run: the idle ones before the heavy ones."""
    return {
        "memory": lambda: memory.measure(stack),
        "click": lambda: delays.click_to_mail(Practice(stack)),
        "consent": lambda: delays.withdrawal_to_refusal(Practice(stack)),
        "sign-in": lambda: sign_in.measure(Practice(stack)),
        "drain": lambda: drain.measure(Practice(stack)),
        "report": lambda: access_report.measure(Practice(stack)),
        "search": lambda: client_search.measure((Practice(stack), Practice(stack))),
    }


def main() -> None:
    """Run all measures, or those named."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("names", nargs="*")
    words.add_argument("--write", action="store_true")
    words.add_argument("--port", type=int, default=20080)
    given = words.parse_args()
    rows = taken(ALONE, given.names)
    stack = Stack(".run/bench", given.port, environment="test", extra_env=RAISED_LIMITS, say=print)
    stack.forget()
    with stack:
        rows += taken(measures(stack), given.names)
    print(rendered(rows))
    if given.write:
        PAGE.write_text(page(rows))


def taken(measures: dict[str, Callable[[], list[Row]]], names: list[str]) -> list[Row]:
    """The rows of those measures that are named, or of all."""
    rows: list[Row] = []
    for name, measure in measures.items():
        if not names or name in names:
            print(f"measuring {name}", flush=True)
            rows += measure()
            print(rendered(rows), flush=True)
    return rows


def page(rows: list[Row]) -> str:
    """The page that keeps the last table."""
    made = f"Made by `make bench` on {datetime.now(UTC).date()}, {platform.machine()}, Python {platform.python_version()}."
    how = "Ratios are taken side by side in one run; min / median / max show how much the machine wavered."
    return f"# Performance\n{made} {how}\n\n{rendered(rows)}\n"


if __name__ == "__main__":
    main()
