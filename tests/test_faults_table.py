"""故障表：every row is there, and names a test that exists, or says why there is none."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.support import ROOT

PAGE = ROOT / "docs" / "faults.md"
SECTIONS = {"A": 17, "B": 17, "C": 7, "D": 10, "E": 23, "F": 14}
ROWS = [line for line in PAGE.read_text("utf-8").splitlines() if re.match(r"\| [A-F]\d+ \|", line)]
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
NOT_DONE = re.compile(r"没有做：.{8,}")


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split(" | ")]


@cache
def functions(file: str) -> frozenset[str]:
    """Names of the tests of a file."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_all_88_rows_are_there_in_their_order() -> None:
    expected = [f"{letter}{n}" for letter, most in SECTIONS.items() for n in range(1, most + 1)]
    assert len(expected) == 88
    assert [cells(row)[0] for row in ROWS] == expected


@pytest.mark.parametrize("row", ROWS, ids=[cells(row)[0] for row in ROWS])
def test_a_row_names_tests_that_exist_or_says_why_not(row: str) -> None:
    number, fault, answer, shown = cells(row)
    assert number and fault and answer
    named = TEST.findall(shown)
    assert named or NOT_DONE.search(row)
    assert "`" not in TEST.sub("", shown), "nothing but tests in their own form"
    for file, name in named:
        assert name.startswith("test_") and name in functions(file), f"{file}::{name}"
