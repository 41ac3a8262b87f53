"""Password hashing: argon2id at one cost, as many at once as there are cores, and a short queue."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from chassis.errors import Unavailable
from chassis.telemetry import meter
from identity.domain.passwords import LONGEST, normal

# OWASP's minimum for argon2id, and what the sign-in bench measures a bare hash at.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
# Verified where there is no hash to compare with, so that every path does the same work.
NOBODY = HASHER.hash("nobody has this password")
counted = meter.create_counter("anteroom_password_hashes", description="Argon2id computations, to keep or to compare")


class TooBusy(Unavailable):
    """More sign-ins at once than the cores can hash; the answer is the same for every address."""


class Hashing:
    """One process's share of the cores. made: how many hashes it has computed."""

    def __init__(self, slots: int, queue: int) -> None:
        cores = slots or os.cpu_count() or 1
        self._places, self._slots = threading.BoundedSemaphore(cores + queue), threading.BoundedSemaphore(cores)
        self._count, self.made = threading.Lock(), 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place in the queue, to be taken before anything is counted or read. Raises TooBusy at once where it is full."""
        if not self._places.acquire(blocking=False):
            raise TooBusy
        try:
            yield
        finally:
            self._places.release()

    def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is the one; None and anything too long to be one take as long and are not."""
        text = normal(password)
        right = self._verify(password_hash or NOBODY, text[:LONGEST])
        return right and password_hash is not None and len(text) <= LONGEST

    def make(self, password: str) -> str:
        """The hash to keep."""
        with self._slot():
            return HASHER.hash(normal(password))

    def _verify(self, password_hash: str, password: str) -> bool:
        with self._slot():
            try:
                return HASHER.verify(password_hash, password)
            except (VerificationError, InvalidHashError):
                return False

    @contextmanager
    def _slot(self) -> Iterator[None]:
        with self._slots:
            counted.add(1)
            with self._count:
                self.made += 1
            yield
