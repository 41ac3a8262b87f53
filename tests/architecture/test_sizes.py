"""Files and functions stay small enough to hold in the head."""

import ast
import statistics

from tests.architecture.services import ROOT

FOLDERS = ("libs/chassis", "libs/admission", "libs/trail", "services", "deploy")
LONGEST_FILE, LONGEST_FUNCTION, P90_FUNCTION, MEDIAN_FUNCTION = 300, 60, 25, 8
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "manager.py", "common.py", "misc.py"}


def files():
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and "node_modules" not in path.parts:
                yield path


def functions():
    for path in files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_no_file_passes_300_lines():
    assert not [f"{path.relative_to(ROOT)}: {n}" for path in files() if (n := len(path.read_text().splitlines())) > LONGEST_FILE]


def test_no_function_passes_60_lines():
    assert not [(name, size) for name, size in functions() if size > LONGEST_FUNCTION]


def test_most_functions_are_a_few_lines():
    sizes = sorted(size for _, size in functions())
    assert statistics.median(sizes) <= MEDIAN_FUNCTION
    assert sizes[int(len(sizes) * 0.9)] <= P90_FUNCTION


def test_no_file_has_a_name_that_says_nothing():
    assert not [str(path) for path in files() if path.name in FORBIDDEN_NAMES]


def test_every_module_says_what_belongs_in_it():
    assert not [
        str(path.relative_to(ROOT)) for path in files() if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
