"""The chassis knows no business: a service could be about anything and stand on it."""

import ast
import re

from tests.architecture.services import ROOT

CHASSIS = ROOT / "libs" / "chassis"
NOUNS = r"client|chart|guardian|consent|invitation|contact|clinician|therap|patient|welcome|relationship|clinic\b|notify\b|video"
MOST_LINES_OF_CODE = 1730


def code_lines(source: str) -> int:
    """Lines that hold code: neither blank, nor comment, nor docstring."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        line for node in ast.walk(tree) if isinstance(node, documented) and ast.get_docstring(node)
        for line in range(node.body[0].lineno, node.body[0].end_lineno + 1)
    }
    lines = enumerate(source.splitlines(), 1)
    return sum(1 for number, line in lines if line.strip() and not line.strip().startswith("#") and number not in docstrings)


def test_no_business_noun_in_the_chassis():
    for path in CHASSIS.glob("*.py"):
        names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
        names |= {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        wrong = {name for name in names if re.search(NOUNS, name, re.I) and name != "Client"}
        assert not wrong, (path.name, wrong)


def test_the_chassis_stays_small():
    assert sum(code_lines(path.read_text()) for path in CHASSIS.rglob("*.py") if path.name != "testing.py") <= MOST_LINES_OF_CODE
