"""消息目录：complete, used and tested."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.catalogue import MESSAGES
from tests.support import ROOT, ids_in

GENERATOR = ROOT / "generator"
MAKERS = {"problem", "report", "_report"}
OWN_CATALOGUES = {path.parent for path in GENERATOR.rglob("messages.py")}
"""packages with a catalogue and tests of their own; their ids begin with their name"""


def modules() -> list[Path]:
    return [
        path
        for path in sorted(GENERATOR.rglob("*.py"))
        if not OWN_CATALOGUES & set(path.parents) and path.name != "catalogue.py"
    ]


def texts_in(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def reported_ids(path: Path) -> Iterator[str]:
    """First arguments of the calls that make problems, where they are written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = node.args[0]
        if name in MAKERS and isinstance(first, ast.Constant):
            yield str(first.value)


def test_every_id_that_is_reported_stands_in_the_catalogue() -> None:
    reported = {id for path in modules() for id in reported_ids(path)}
    assert len(reported) > 90
    others = {folder.name for folder in OWN_CATALOGUES}
    ours = {id for id in reported if id.split(".")[0] not in others}
    assert ours - set(MESSAGES) == set()


def test_every_id_of_the_catalogue_is_reported_somewhere() -> None:
    written = {
        text for path in modules() for text in texts_in(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert set(MESSAGES) - written == set()


def test_every_message_is_tested() -> None:
    """By the projects under tests/sites or by a test that names its id."""
    tested: set[str] = set()
    for path in (ROOT / "tests").rglob("*"):
        if path.suffix in (".py", ".json", ".txt") and path != Path(__file__):
            tested |= ids_in(path.read_text(encoding="utf-8"))
    assert set(MESSAGES) - tested == set()


@pytest.mark.parametrize("id", MESSAGES)
def test_a_message_is_chinese_and_says_what_to_do(id: str) -> None:
    message = MESSAGES[id]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*", id)
    assert message.text and message.hint
    for text in (message.text, message.hint):
        literal = "".join(part for part, *_ in string.Formatter().parse(text))
        if literal.strip("。"):
            assert re.search(r"[\u4e00-\u9fff]", literal), text
        assert "{" not in literal and "}" not in literal
