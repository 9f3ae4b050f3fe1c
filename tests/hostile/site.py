"""敌意网站：a project with a hostile text in every field of every case, and the site made of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, cycle
from pathlib import Path

import pytest

from generator import pipeline, prose
from generator.checks import check_content
from generator.content import read_content
from generator.memo import Memo
from generator.model import Case, Correction
from generator.pages import press
from generator.pages.environment import build_environment
from generator.plugin import render_chrome
from generator.problems import Level, Problem
from tests.bench.corpus import Corpus, corpus
from tests.bench.tree import write_tree
from tests.support import TODAY

SLOTS = 11
"""fields of a case that hold a vector each"""
HARMLESS = "示例"
SHORT, LONGEST_TITLE = 28, 60
"""characters that any field takes, and that a title takes"""
_NUMBER = re.compile(r"hit\((\d+)\)|evil\.example[/\\]{1,2}(\d+)")


@dataclass(frozen=True, slots=True)
class Attack:
    """一次攻击: the site, what stands where, and what the reader and the checks refused."""

    site: Path
    cases: Mapping[str, tuple[int, ...]]
    """site-relative address → numbers of the vectors in it"""
    refused: frozenset[int]
    """numbers with an error on any of their lines; they are published here all the same"""


def attack(folder: Path, vectors: Mapping[int, str], patch: pytest.MonkeyPatch) -> Attack:
    """Write a project with these vectors and build it, past the checks that would refuse some."""
    root = folder / "project"
    made = corpus(-(-len(vectors) // SLOTS))
    _write(root, made, vectors)
    content, problems = read_content(root)
    unreadable = _numbers_in(root, problems)
    if unreadable:
        readable = {n: HARMLESS if n in unreadable else text for n, text in vectors.items()}
        _write(root, made, readable)
        content, problems = read_content(root)
        assert [p for p in problems if p.level is Level.ERROR] == []
    refused = unreadable | _numbers_in(root, check_content(content))
    patch.setattr(pipeline, "check_content", lambda *_: [])
    patch.setattr(pipeline, "check_promises", lambda *_: [])
    loaded = pipeline.build(
        root, folder / "site", render_chrome, search=False, posters=False, memo=Memo(), day=TODAY
    )
    assert loaded.archive is not None, [p for p in loaded.problems if p.level is Level.ERROR]
    numbers = sorted(vectors)
    cases = {
        f"cases/{case.year}/{case.slug}/": tuple(numbers[at * SLOTS : (at + 1) * SLOTS])
        for at, case in enumerate(made.cases)
    }
    return Attack(folder / "site", cases, frozenset(refused))


def switch_off_protection(patch: pytest.MonkeyPatch) -> None:
    """What would come out without sanitiser and without escaping: the proof that the harness sees."""
    environment = build_environment().overlay(autoescape=False)
    patch.setattr(press, "build_environment", lambda _: environment)
    patch.setattr(prose, "render_markdown", lambda markdown: markdown)


def _write(root: Path, made: Corpus, vectors: Mapping[int, str]) -> None:
    texts = [vectors[number] for number in sorted(vectors)]
    short = cycle([text for text in texts if len(text) <= SHORT and _is_line(text)] or [HARMLESS])
    cases = tuple(
        _hostile(case, texts[at * SLOTS : (at + 1) * SLOTS], short)
        for at, case in enumerate(made.cases)
    )
    organisations = {
        slug: replace(organisation, name=f"{organisation.name}{next(short)}")
        for slug, organisation in made.organisations.items()
    }
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    write_tree(root, Corpus(cases, organisations))


def _is_line(text: str) -> bool:
    """Whether a text has no breaks and control characters, which no field takes."""
    return not any(ord(char) < 0x20 or char in "\u2028\u2029" for char in text)


def _hostile(case: Case, texts: list[str], short: Iterator[str]) -> Case:
    """All the vectors in the body, each that is one line in a field as well, short ones everywhere."""
    body = "\n\n".join(map(_in_markdown, count(), texts))
    lines = [text if _is_line(text) else HARMLESS for text in texts]
    title, summary, holder, *rest = [*lines, *[HARMLESS] * (SLOTS - len(lines))]
    return replace(
        case,
        title=f"标{title}"[:LONGEST_TITLE],
        short_title=f"短{next(short)}",
        team=f"班{next(short)}",
        summary=f"摘{summary}",
        rights_holder=f"权{holder}"[:LONGEST_TITLE],
        kpis=tuple(
            replace(kpi, basis=f"口{basis}", name=f"率{next(short)}", period_before=next(short))
            for kpi, basis in zip(case.kpis, rest, strict=False)
        ),
        corrections=tuple(Correction(date(2025, 1, 2), text) for text in rest[len(case.kpis) :]),
        sections=(case.sections[0]._replace(markdown=body), *case.sections[1:]),
    )


def _in_markdown(place: int, text: str) -> str:
    """A paragraph, a list item, a cell, a heading, a quotation, or in the middle of words."""
    shapes = ("{}", "- {}", "| 表 |\n|---|\n| {} |", "#### {}", "> {}", "前文{}后文")
    return shapes[place % len(shapes)].format(text)


def _numbers_in(root: Path, problems: Iterable[Problem]) -> set[int]:
    """Numbers of the vectors that stand where errors are: on that line, or on the next three."""
    found: set[int] = set()
    for problem in problems:
        if problem.level is Level.ERROR:
            lines = (root / problem.place.file).read_text("utf-8").split("\n")
            near = "\n".join(lines[problem.place.line - 1 : problem.place.line + 3])
            found |= {int(a or b) for a, b in _NUMBER.findall(near)}
    return found
