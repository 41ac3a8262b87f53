"""Every query takes the practice, and every query stands in a test with two practices."""

import ast

import pytest

from tests.architecture.services import PACKAGES, ROOT, sources


def store_functions(package):
    for path in sources(package):
        if path.name == "store.py" or path.parent.name == "store":
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield node


@pytest.mark.parametrize("package", PACKAGES.values())
def test_every_store_function_takes_the_practice_or_says_it_works_across(package):
    for function in store_functions(package):
        first = function.args.args[0].arg if function.args.args else ""
        assert first == "tx" or "across" in (ast.get_docstring(function) or "").lower(), function.name


@pytest.mark.parametrize("package", PACKAGES.values())
def test_every_store_function_stands_in_a_two_practice_test(package):
    tests = " ".join(path.read_text() for path in (ROOT / "tests" / package).glob("test_store*.py"))
    missing = [f.name for f in store_functions(package) if f.name not in tests and "across" not in (ast.get_docstring(f) or "").lower()]
    assert not missing
