"""层次：imports point down, the gate is alone, and MkDocs stays at the edge."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

GENERATOR = ROOT / "generator"
LAYERS: tuple[tuple[str, ...], ...] = (
    ("people", "problems", "usage"),
    ("catalogue", "clock", "console", "fields", "model"),
    ("cache", "chrome", "output", "sections", "sources", "urls", "values", "workers"),
    ("folders", "memo", "packs", "stretches", "switching"),
    ("conversion", "drawing", "hashing", "images", "prose", "standing", "stock", "survey"),
    ("mentions", "sieve"),
    ("schema", "traditional"),
    ("builders", "reader"),
    ("content",),
    ("firewall", "gatekeeper"),
    ("checks", "gate", "json_schema", "outward"),
    ("approving", "release", "status", "waiving", "withdrawing"),
    ("bundle", "data", "intake", "pages", "posters", "reconcile", "search"),
    ("casework",),
    ("framing", "furnishing"),
    ("pipeline",),
    ("plugin",),
    ("previewing",),
    ("publishing",),
    ("wechat",),
    ("desk",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""modules and packages of `generator`, low to high"""
HEIGHT = {name: height for height, layer in enumerate(LAYERS) for name in layer}
OUTPUTS = ("pages", "images", "posters", "data", "search")
SOURCES = {"content", "sources", "schema", "builders", "checks", "hashing", "approving"}


def module_of(path: Path) -> str:
    """The module or package directly below `generator`."""
    return path.relative_to(GENERATOR).with_suffix("").parts[0]


def imports_of(path: Path) -> Iterator[str]:
    """Full names that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)


FILES = [path for path in sorted(GENERATOR.rglob("*.py")) if path.name != "__init__.py"] + [
    path for path in sorted(GENERATOR.rglob("__init__.py")) if path.parent != GENERATOR
]


def inner_imports(path: Path) -> set[str]:
    """Modules of `generator` that a file needs, itself left out."""
    names = {name.split(".")[1] for name in imports_of(path) if name.startswith("generator.")}
    return names - {module_of(path)}


def test_every_module_has_a_layer() -> None:
    assert {module_of(path) for path in FILES} <= set(HEIGHT), "give the new module a layer"


@pytest.mark.parametrize("path", FILES, ids=[str(p.relative_to(GENERATOR)) for p in FILES])
def test_imports_point_down(path: Path) -> None:
    too_high = {name for name in inner_imports(path) if HEIGHT[name] > HEIGHT[module_of(path)]}
    assert too_high == set()


def test_no_module_needs_itself_on_a_round_trip() -> None:
    needs: dict[str, set[str]] = {}
    for path in FILES:
        needs.setdefault(module_of(path), set()).update(inner_imports(path))
    while free := {name for name, others in needs.items() if not others & set(needs)}:
        needs = {name: others for name, others in needs.items() if name not in free}
    assert needs == {}


def test_mkdocs_is_known_to_the_plugin_only() -> None:
    users = {
        path.relative_to(GENERATOR).as_posix()
        for path in FILES
        for name in imports_of(path)
        if name.split(".")[0] in ("mkdocs", "material", "mkdocs_material")
    }
    assert users == {"plugin.py"}


@pytest.mark.parametrize("output", OUTPUTS)
def test_outputs_read_the_archive_and_no_source(output: str) -> None:
    for path in FILES:
        if module_of(path) == output:
            assert inner_imports(path) & SOURCES == set(), path


def test_only_markdown_of_authors_goes_through_comrak_and_only_in_prose() -> None:
    users = {
        module_of(path)
        for path in FILES
        for name in imports_of(path)
        if name.split(".")[0] in ("comrak", "nh3", "markdown")
    }
    assert users == {"prose"}


def test_no_pattern_holds_on_to_a_whole_group() -> None:
    """Python before 3.11.5 takes such a group for matched where only its beginning is (gh-106052)."""
    held = re.compile(r"\)(?:[*+?]|\{+[0-9,]*\}+)\+|\(\?>")
    assert [path for path in FILES if held.search(path.read_text("utf-8"))] == []
    assert held.search(r"(?:[a-z]++|<p>)*+")
