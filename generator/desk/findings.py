"""发现：problems grouped by file, each with the place it is about, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.desk.excerpts import Excerpt, Excerpts
from generator.desk.hints import hint_of
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


def group_findings(
    problems: Iterable[Problem], excerpts: Excerpts, names: Mapping[str, str] | None = None
) -> list[FileFindings]:
    """问题 by file. `names` gives the names that people know for files that we named."""
    names = names or {}
    by_file: dict[str, list[Problem]] = {}
    for problem in in_order(problems):
        by_file.setdefault(problem.place.file.split("!")[0], []).append(problem)
    return [_build_file(file, found, excerpts, names) for file, found in by_file.items()]


def _build_file(
    file: str, problems: list[Problem], excerpts: Excerpts, names: Mapping[str, str]
) -> FileFindings:
    problems = sorted(problems, key=lambda problem: list(Level).index(problem.level))
    findings = [
        Finding(_in_their_words(p, names), _where(p, excerpts), excerpts.of(p)) for p in problems
    ]
    return FileFindings(
        names.get(file, file),
        tuple(f for f in findings if f.problem.level is not Level.NOTE),
        tuple(f for f in findings if f.problem.level is Level.NOTE),
    )


def _in_their_words(problem: Problem, names: Mapping[str, str]) -> Problem:
    """Our names of papers replaced by those that the senders gave."""
    message, hint = problem.message, hint_of(problem)
    for ours, theirs in names.items():
        message, hint = message.replace(ours, theirs), hint.replace(ours, theirs)
    return replace(problem, message=message, hint=hint)


def _where(problem: Problem, excerpts: Excerpts) -> str:
    place = problem.place
    name, _, cell = place.file.partition("!")
    if cell:
        return cell.replace("!", " ")
    if not place.line:
        return ""
    return f"第 {place.line} 段" if name in excerpts.papers else f"第 {place.line} 行"
