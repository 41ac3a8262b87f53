"""The list of breached and common passwords: 30,000 of them, the most common first, as zxcvbn ships them."""

import ast
import importlib.util
from functools import cache
from pathlib import Path

LIST = "passwords"


def is_listed(word: str) -> bool:
    """Whether a guesser has it on the list. word: in small letters."""
    return word != "" and "," not in word and f",{word}," in _listed()


@cache
def _listed() -> str:
    """One text, ",123456,password,…,", searched as it is: 240 kB, where a set of its words takes ten times as much.

    Read from the library's source and not imported: importing it keeps six lists and their ranks, 30 MB, in every process
    that asks.
    """
    found = importlib.util.find_spec("zxcvbn")
    assert found and found.submodule_search_locations
    source = (Path(found.submodule_search_locations[0]) / "frequency_lists.py").read_text()
    entry = next(line for line in source.splitlines() if line.lstrip().startswith(f'"{LIST}":'))
    words = ast.literal_eval(entry.partition(":")[2].strip().partition(".split(")[0])
    return f",{words},"
