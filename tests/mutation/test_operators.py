"""变异的做法：what is changed in a source, what is left alone, and how it is named."""

from __future__ import annotations

import ast

import pytest

from tests.mutation.operators import find_mutants, mutate


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("x == 1", ["pass", "x != 1", "x == 2"]),
        ("a < b <= c", ["pass", "a <= b <= c", "a < b < c"]),
        ("a in b and c is d", ["pass", "a in b or c is d", "a not in b and c is d", "a in b and c is not d"]),
        ("not x", ["pass", "x"]),
        ("a + b", ["pass", "a - b"]),
        ("f('', b'x', True)", ["pass", "f('XX', b'x', True)", "f('', b'xXX', True)", "f('', b'x', False)"]),
        ("a += 1", ["a -= 1", "pass", "a += 2"]),
        ("def f():\n    return x", ["def f():\n    return None"]),
        ("def f():\n    return None", []),
        ("raise e", ["pass"]),
        ("while x:\n    break", ["while not x:\n    break", "while x:\n    continue"]),
        ("for x in y:\n    continue", ["for x in y:\n    break"]),
        ("[x for x in y if z]", ["pass", "[x for x in y if not z]", "[x for x in y if True]"]),
        ("any(x.startswith(y))", ["pass", "all(x.startswith(y))", "any(x.endswith(y))"]),
        ("f'a{b}c'", ["pass"]),
        ("'''words'''", []),
        ("import a", []),
        ("x: int | str = None", []),
        ("@a(1)\ndef f(x: int = 0) -> 'y': pass", ["@a(1)\ndef f(x: int=1) -> 'y':\n    pass"]),
        ("__all__ = ['a']", []),
    ],
)  # fmt: skip
def test_each_place_is_changed_in_each_way_once(source: str, changed: list[str]) -> None:
    mutants = find_mutants("a.py", source)
    assert [ast.unparse(mutate(source, mutant.number)) for mutant in mutants] == changed


def test_a_mutant_is_named_by_its_place_and_its_change() -> None:
    source = "class A:\n    def f(self):\n        return (1 +\n            x)\n"
    first = find_mutants("generator/a.py", source)[1]
    assert first.key == "generator/a.py A.f: 1 + x ⇒ 1 - x"
    assert (first.first, first.last) == (3, 4)
