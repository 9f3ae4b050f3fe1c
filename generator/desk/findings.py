"""发现：problems grouped by file, each with the place it is about, ready to be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.content import Content
from generator.desk.excerpts import Excerpt, Excerpts
from generator.desk.hints import hint_of
from generator.model import Case
from generator.problems import LEVEL_LABEL, Level, Problem, in_order


@dataclass(frozen=True, slots=True)
class Finding:
    """一条发现 as the page shows it."""

    problem: Problem
    where: str
    """第 5 行, 第 3 段 or 名单 C14"""
    excerpt: Excerpt | None

    @property
    def label(self) -> str:
        """错误, 提醒 or 说明."""
        return LEVEL_LABEL[self.problem.level]


@dataclass(frozen=True, slots=True)
class FileFindings:
    """一个文件的发现."""

    name: str
    findings: tuple[Finding, ...]
    """errors first"""
    notes: tuple[Finding, ...]
    """nothing to be done about these"""

    def count(self, level: Level) -> int:
        """How many there are of a level."""
        return sum(finding.problem.level is level for finding in self.findings)

    @property
    def errors(self) -> int:
        """错误的个数."""
        return self.count(Level.ERROR)

    @property
    def warnings(self) -> int:
        """提醒的个数."""
        return self.count(Level.WARNING)


def cases_by_file(content: Content) -> dict[str, Case]:
    """案例 that can be shown, by the file that their findings name."""
    return {f"{case.folder}/case.md": case for case in content.cases if case.id}


def count_levels(problems: Iterable[Problem]) -> dict[str, int]:
    """How many there are of each level, by its English name."""
    counts = Counter(problem.level for problem in problems)
    return {level.value: counts[level] for level in Level}


def group_findings(problems: Iterable[Problem], excerpts: Excerpts) -> list[FileFindings]:
    """问题 by file."""
    by_file: dict[str, list[Problem]] = {}
    for problem in in_order(problems):
        by_file.setdefault(problem.place.file.split("!")[0], []).append(problem)
    return [_build_file(file, found, excerpts) for file, found in by_file.items()]


def _build_file(file: str, problems: list[Problem], excerpts: Excerpts) -> FileFindings:
    problems = sorted(problems, key=lambda problem: list(Level).index(problem.level))
    findings = [
        Finding(replace(p, hint=hint_of(p)), _where(p, excerpts), excerpts.of(p)) for p in problems
    ]
    return FileFindings(
        file,
        tuple(f for f in findings if f.problem.level is not Level.NOTE),
        tuple(f for f in findings if f.problem.level is Level.NOTE),
    )


def _where(problem: Problem, excerpts: Excerpts) -> str:
    place = problem.place
    name, _, cell = place.file.partition("!")
    if cell:
        return cell.replace("!", " ")
    if not place.line:
        return ""
    return f"第 {place.line} 段" if name in excerpts.papers else f"第 {place.line} 行"
