"""Entries as CSV (RFC 4180), safe to open in a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

# A cell that begins so is run as a formula by spreadsheets (OWASP: CSV injection); an apostrophe before it keeps it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PLAIN = ("actor_account_id", "actor_role", "origin", "address", "action", "subject_type", "subject_id")


def cell(value: Any) -> str:
    """A value as text that no spreadsheet runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def lines(rows: Iterable[sa.Row[Any]], zone: ZoneInfo) -> Iterator[str]:
    """The head, then a line for each entry: its instant in the practice's zone and in UTC, who, what, for whom, where in the chain."""
    yield _line(["time_utc", f"time {zone.key}", *PLAIN, "detail", "position", "hash"])
    for row in rows:
        at = row.record_time.astimezone(UTC)
        times = [at.isoformat(timespec="milliseconds").replace("+00:00", "Z"), at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")]
        said = json.dumps(row.detail, ensure_ascii=False, sort_keys=True)
        yield _line([*times, *(cell(getattr(row, name)) for name in PLAIN), cell(said), str(row.position), row.hash.hex()])


def _line(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
