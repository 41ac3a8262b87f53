"""For tests: wait for facts instead of sleeping, run coroutines, and shift a practice's clock."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import sqlalchemy as sa

R = TypeVar("R")
_pause = threading.Event()


def eventually(find: Callable[[], R], seconds: float = 20.0, every: float | None = None) -> R:
    """Call find until it returns something true without raising AssertionError or LookupError; its last failure otherwise.

    every: seconds between two calls. Unless it is said, a pause grows to a tenth of what was waited already, so that asking doesn't
    take the processor from what is waited for.
    """
    began = time.monotonic()
    while True:
        try:
            if found := find():
                return found
            failure: Exception = AssertionError(f"nothing came of {getattr(find, '__qualname__', find)} within {seconds} s")
        except (AssertionError, LookupError) as error:
            failure = error
        waited = time.monotonic() - began
        if waited > seconds:
            raise failure
        _pause.wait(every or max(0.02, waited / 10))


def run(coroutine: Coroutine[Any, Any, R]) -> R:
    """What asyncio.run would give, on a thread of its own: where a browser is driven, this one has a loop under way already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def shift_clock(worker_urls: list[str], practice_id: str, seconds: float) -> None:
    """Move one practice's clock by so many seconds from real time, in every service's database (environment "test" only)."""
    for url in worker_urls:
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("SELECT set_config('app.practice_id', %s, true)", (practice_id,))
            connection.exec_driver_sql(
                "INSERT INTO clock_offsets (practice_id, seconds) VALUES (%s, %s) "
                "ON CONFLICT (practice_id) DO UPDATE SET seconds = excluded.seconds",
                (practice_id, seconds),
            )
        engine.dispose()
