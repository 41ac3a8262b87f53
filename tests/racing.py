"""Two transactions at once, in an order that a test chooses: the one has done its work and not committed when the other begins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import sqlalchemy as sa

from chassis.testing import eventually


def waits(tx: Any) -> bool:
    """Whether some transaction waits for another to end."""
    return bool(tx.db.scalar(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def race(run: Callable[..., Any], first: Callable[[Any], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """What became of both: a result, or what was raised. run: a function in a transaction of its own, as first is run in.

    first commits once second waits for it, or is through without waiting.
    """
    worked, commit = Event(), Event()

    def held(tx: Any) -> Any:
        result = first(tx)
        worked.set()
        assert commit.wait(10)
        return result

    with ThreadPoolExecutor(2) as both:
        one = both.submit(run, held)
        eventually(lambda: worked.is_set() or one.done())
        other = both.submit(second)
        eventually(lambda: other.done() or run(waits))
        commit.set()
        return tuple(done.exception() or done.result() for done in (one, other))  # type: ignore[return-value]
