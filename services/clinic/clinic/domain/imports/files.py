"""The file: its encoding, its delimiter, its header, and its rows one after the other. Never the whole of it at once."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from charset_normalizer import from_bytes

MOST_BYTES = 10 << 20
PIECE_BYTES = 512 << 10
MOST_ROWS = 20_000
MOST_COLUMNS = 80
# What is longer is cut: nothing that we take is, and notes about somebody's care are better left where they were.
LONGEST_CELL = 2_000
LONGEST_FIELD = 131_072
DELIMITERS = ",;\t|"
LOOKED_AT = 40
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Zip and OLE: what .xlsx, .numbers, .ods and .xls begin with.
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.I)
VALUE_NOT_NAME = re.compile(r"\S+@\S+\.\S+|\+?[\d /.()-]{6,}")


class FileProblem(StrEnum):
    """Why a file can't be read at all."""

    EMPTY = "EMPTY"
    SPREADSHEET = "SPREADSHEET"
    NOT_TEXT = "NOT_TEXT"
    NO_HEADER = "NO_HEADER"
    NO_ROWS = "NO_ROWS"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    TOO_MANY_COLUMNS = "TOO_MANY_COLUMNS"
    QUOTE_OPEN = "QUOTE_OPEN"


class Unreadable(Exception):
    """The file is no table. row: where it showed, as a spreadsheet counts rows; 0 where it shows in none."""

    def __init__(self, problem: FileProblem, row: int = 0) -> None:
        super().__init__(problem.value)
        self.problem, self.row = problem, row


# Opens the file anew: its bytes in order, in pieces of any size.
Pieces = Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Layout:
    """How a file is written. header_record: how many records stand above the header, blank ones included."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_record: int


@dataclass(frozen=True)
class Record:
    """A row of the file, numbered as a spreadsheet does, the header's and blank ones counted. extra: more cells than the header names."""

    row: int
    cells: tuple[str, ...]
    extra: bool = False


class _Stream(io.RawIOBase):
    """Pieces as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._left:
            if (piece := next(self._pieces, None)) is None:
                return 0
            self._left = piece
        taken, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def layout(pieces: Pieces) -> Layout:
    """How the file is written. Raises Unreadable."""
    head = b"".join(islice(pieces(), 1))[: 64 << 10]
    if not head.strip():
        raise Unreadable(FileProblem.EMPTY)
    if head.startswith(SPREADSHEETS):
        raise Unreadable(FileProblem.SPREADSHEET)
    encoding = _encoding(pieces, head)
    lines = list(islice(_lines(pieces, encoding), LOOKED_AT * 4))
    delimiter = _delimiter(lines)
    sample = [_trimmed(cells) for _, cells in islice(_quietly(_parsed(iter(lines), delimiter)), LOOKED_AT)]
    header_record = _header_record(sample)
    header = sample[header_record]
    if len(header) > MOST_COLUMNS:
        raise Unreadable(FileProblem.TOO_MANY_COLUMNS, header_record + 1)
    return Layout(encoding, delimiter, header, header_record)


def records(pieces: Pieces, written: Layout) -> Iterator[Record]:
    """Its rows below the header, blank ones left out. Raises Unreadable where a quote never ends and where there are too many."""
    width, count = len(written.header), 0
    for row, cells in islice(_parsed(_lines(pieces, written.encoding), written.delimiter), written.header_record + 1, None):
        kept = _trimmed(cells)
        if not kept:
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(FileProblem.TOO_MANY_ROWS, row)
        padded = (*kept[:width], *("",) * (width - len(kept)))
        yield Record(row, padded, len(kept) > width)


def _encoding(pieces: Pieces, head: bytes) -> str:
    for mark, name in BOMS.items():
        if head.startswith(mark):
            return name
    if b"\0" in head:
        return _without_bom(head)
    if _decodes(pieces(), "utf-8"):
        return "utf-8"
    return _one_byte(b"\n".join(islice((line for line in _unplain(pieces())), 400)))


def _without_bom(head: bytes) -> str:
    """UTF-16 that doesn't say so: western text has its zeros all on one side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 8 or min(even, odd) > max(even, odd) // 20:
        raise Unreadable(FileProblem.NOT_TEXT)
    return "utf-16-le" if odd > even else "utf-16-be"


def _decodes(pieces: Iterator[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _unplain(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The lines that tell one encoding from another."""
    return (line for piece in pieces for line in piece.splitlines() if not line.isascii())


def _one_byte(sample: bytes) -> str:
    """What Windows writes in the Americas and western Europe, unless the letters speak for another."""
    found = from_bytes(sample[: 32 << 10], cp_isolation=["cp1252", "mac_roman", "cp850", "cp1250"]).best()
    return found.encoding if found and found.encoding != "cp1250" else "cp1252"


def _lines(pieces: Pieces, encoding: str) -> Iterator[str]:
    text = io.TextIOWrapper(io.BufferedReader(_Stream(pieces())), encoding, errors="replace", newline="")  # type: ignore[type-var]
    first = next(text, "")
    # Excel's own first line stands for a blank one, so that lines keep their numbers.
    yield "\n" if SEPARATOR_LINE.fullmatch(first) else first
    yield from text


def _delimiter(lines: list[str]) -> str:
    """The one that parts most records into the same number of cells, more than one; a comma where none does."""

    def fit(delimiter: str) -> tuple[float, int]:
        widths = Counter(len(cells) for _, cells in _quietly(_parsed(iter(lines), delimiter)) if any(cells))
        width, often = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        return (often / widths.total() if width > 1 else 0.0, width)

    return max(DELIMITERS, key=fit)


def _parsed(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each record, from 1. Raises Unreadable: a quote that never ends makes a field too long to be one."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t")
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error:
        raise Unreadable(FileProblem.QUOTE_OPEN, number + 1) from None


def _quietly(found: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """What could be read before a fault; a sample ends where it was cut."""
    try:
        yield from found
    except Unreadable:
        return


def _header_record(sample: list[tuple[str, ...]]) -> int:
    """The first record that fills about as many columns as its successors; titles above a table fill one. Raises Unreadable."""
    widths = [sum(bool(cell) for cell in cells) for cells in sample]
    enough = max(1, (max(widths, default=0) + 1) // 2)
    found = next((i for i, width in enumerate(widths) if width >= enough), None)
    if found is None:
        raise Unreadable(FileProblem.EMPTY)
    if any(VALUE_NOT_NAME.fullmatch(cell) for cell in sample[found]):
        raise Unreadable(FileProblem.NO_HEADER, found + 1)
    return found


def _trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """Without what no database keeps and without the empty ones at the end."""
    kept = [UNKEPT.sub("", cell).strip()[:LONGEST_CELL] for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
