"""The table of figures: what was measured, against which target, and how much the machine wavered."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line. met is None for figures that stand beside a target."""

    what: str
    value: str
    target: str = ""
    met: bool | None = None


def rendered(rows: Sequence[Row]) -> str:
    """As Markdown."""
    lines = ["| what | measured | target | met |", "|---|---|---|---|"]
    for row in rows:
        met = {None: "", True: "yes", False: "**no**"}[row.met]
        lines.append(f"| {row.what} | {row.value} | {row.target} | {met} |")
    return "\n".join(lines)


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]


def spread(values: Sequence[float]) -> str:
    """min, median and max, so that a noisy machine shows."""
    return f"{min(values):.3g} / {statistics.median(values):.3g} / {max(values):.3g}"
