"""Stamps: a file that says from what something was made, so that it is made again only when that changes."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(paths: Iterable[Path]) -> str:
    """One digest over names and contents of files, and of all files under folders."""
    seen = hashlib.sha256()
    for file in sorted(file for path in paths for file in _files(path)):
        seen.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return seen.hexdigest()


def _files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return [path] if path.exists() else []


def current(stamp: Path, made_from: str) -> bool:
    """Whether the stamp says the same."""
    return stamp.exists() and stamp.read_text() == made_from


def set_stamp(stamp: Path, made_from: str) -> None:
    """Remembers it."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from)
