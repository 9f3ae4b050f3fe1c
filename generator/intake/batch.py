"""一批案例材料：many papers → drafts, side by side on the processors that there are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.intake.case import CaseDraft, read_case
from generator.intake.messages import problem
from generator.model import Vocabulary
from generator.problems import Place, Problem

_WORTH_A_POOL = 4
"""fewer papers are read sooner than processes start"""


@dataclass(frozen=True, slots=True)
class PaperRead:
    """一份来稿 as read; the draft is None when it cannot become a case."""

    path: Path
    draft: CaseDraft | None
    problems: tuple[Problem, ...]


def read_papers(
    paths: Sequence[Path],
    year: int,
    vocabularies: Mapping[str, Vocabulary],
    on_done: Callable[[], None] = lambda: None,
) -> tuple[list[PaperRead], list[Problem]]:
    """来稿 → drafts in the order of the paths; the same bytes are read once."""
    fresh, problems = _without_repeats(paths)
    read = partial(_read_one, year=year, vocabularies=dict(vocabularies))
    found = []
    try:
        for paper in _each(read, fresh):
            found.append(paper)
            on_done()
    except BrokenProcessPool:
        path = fresh[len(found)]
        args = {"name": path.name, "reason": "内存不够，读到一半停了"}
        problems.append(problem("intake.unreadable", Place(path.name), **args))
    return found, problems


def _each(read: Callable[[Path], PaperRead], paths: Sequence[Path]) -> Iterator[PaperRead]:
    if len(paths) < _WORTH_A_POOL:
        yield from map(read, paths)
        return
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        yield from pool.map(read, paths)


def _read_one(path: Path, year: int, vocabularies: Mapping[str, Vocabulary]) -> PaperRead:
    draft, problems = read_case(path, year, vocabularies)
    return PaperRead(path, draft, tuple(problems))


def _without_repeats(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """同一个文件 named twice or lying there under two names."""
    seen: dict[str, Path] = {}
    fresh: list[Path] = []
    problems = []
    for path in paths:
        digest = _digest(path)
        if digest in seen:
            args = {"other": seen[digest].name}
            problems.append(problem("intake.same-file", Place(path.name), **args))
        else:
            seen[digest] = path
            fresh.append(path)
    return fresh, problems


def _digest(path: Path) -> str:
    """Of the content; of the name for what cannot be opened, which is reported when it is read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return str(path.resolve())
