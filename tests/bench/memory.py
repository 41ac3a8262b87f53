"""Memory of an idle installation, by process."""

from tests.bench.processes import pss_megabytes, tree
from tests.bench.table import Row

REAL_PARTS = {"postgres", "nats", "mail", "gateway"}


def measure(stack) -> list[Row]:
    """Sum of PSS of all our Python processes, then each; real parts apart."""
    sizes = {name: sum(pss_megabytes(pid) for pid in tree(stack.pid(name))) for name in stack.programs}
    ours = sum(size for name, size in sizes.items() if name not in REAL_PARTS)
    rows = [Row("memory of all our Python processes, idle (PSS)", f"{ours:.0f} MB", "≤ 1,200 MB", ours <= 1200)]
    return rows + [Row(f"· {name}", f"{size:.0f} MB") for name, size in sorted(sizes.items(), key=lambda item: -item[1])]
