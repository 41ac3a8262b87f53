"""Sign-in: what a bare argon2id verification costs against what the whole path costs."""

import time

from argon2 import PasswordHasher

from tests.bench.processes import backends, cpu_seconds
from tests.bench.table import Row, spread
from tests.system.practice import PASSWORD, Practice

ROUNDS, EACH = 5, 40


def measure(practice: Practice) -> list[Row]:
    """Ratio of CPU-seconds, in turn within one run; sign-ins per second beside it."""
    stack = practice.stack
    person = practice.adult()
    practice.active(person)
    hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
    stored = hasher.hash(PASSWORD)
    ratios, rates = [], []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(EACH):
            hasher.verify(stored, PASSWORD)
        bare = (time.process_time() - begun) / EACH
        whole, rate = _whole(practice, person.email, stack)
        ratios.append(bare / whole)
        rates.append(rate)
    middle = sorted(ratios)[len(ratios) // 2]
    return [
        Row(
            "sign-in: CPU of one bare argon2id ÷ CPU of Envoy + identity + its database",
            f"{middle:.2f} ({spread(ratios)})",
            "≥ 0.6",
            middle >= 0.6,
        ),
        Row("sign-ins per second, one at a time", spread(rates)),
    ]


def _whole(practice: Practice, email: str, stack) -> tuple[float, float]:
    visitor = practice.visitor()
    roots = [stack.pid("gateway"), stack.pid("identity-http")]
    served = backends(stack.pid("postgres"), "identity")
    before, begun = cpu_seconds([*roots, *served]), time.monotonic()
    for _ in range(EACH):
        answer = visitor.send("POST", "/api/identity/v1/sessions", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
    took = time.monotonic() - begun
    return (cpu_seconds([*roots, *served]) - before) / EACH, EACH / took
