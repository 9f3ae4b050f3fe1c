"""问题：everything found wrong is a value, collected and shown all at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """级别。An error stops a build; a warning does not; a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


LEVEL_LABEL = {Level.ERROR: "错误", Level.WARNING: "提醒", Level.NOTE: "说明"}


class Place(NamedTuple):
    """位置：where in the sources a value stands; lines and columns count from 1."""

    file: str
    """path relative to the project, with forward slashes"""
    line: int = 0
    """0 when the problem concerns the file as a whole"""
    column: int = 0
    """in characters, not bytes"""
    end_column: int = 0
    """first column after the value on the same line; 0 when unknown"""


@dataclass(frozen=True, slots=True)
class Problem:
    """问题：one finding, with a permanent id and a hint that can be acted on."""

    id: str
    level: Level
    place: Place
    message: str
    hint: str = ""

    def as_json(self) -> dict[str, str | int]:
        """The contract of `--json`; changing a key breaks other programs."""
        return {
            "id": self.id,
            "level": self.level.value,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "message": self.message,
            "hint": self.hint,
        }


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything in the list stops a build."""
    return any(problem.level is Level.ERROR for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by place, each finding once: the same list whatever order the checks ran in."""
    return sorted(set(problems), key=lambda p: (p.place, p.level.value, p.id, p.message))


def worth_showing(problems: Iterable[Problem]) -> list[Problem]:
    """What people should act on; notes are for programs and for `anli status`."""
    return [problem for problem in problems if problem.level is not Level.NOTE]


def display_width(text: str) -> int:
    """显示宽度 in terminal cells: Chinese and full-width characters take two, marks none."""
    return sum(_cell_width(char) for char in text)


def _cell_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def render_problem(problem: Problem, line_text: str | None = None) -> str:
    """问题 → 文本：one finding as staff read it, with the source line and a caret if known."""
    place = problem.place
    where = ":".join(str(part) for part in (place.file, place.line, place.column) if part)
    lines = [f"{where} {LEVEL_LABEL[problem.level]} {problem.id}", f"  {problem.message}"]
    if line_text is not None and place.line:
        lines += _excerpt(place, line_text)
    if problem.hint:
        lines.append(f"  提示：{problem.hint}")
    return "\n".join(lines)


def _excerpt(place: Place, line_text: str) -> list[str]:
    visible = line_text.replace("\t", " ").rstrip("\r\n")
    start = max(place.column - 1, 0)
    end = max(place.end_column - 1, start + 1) if place.end_column else start + 1
    number = str(place.line)
    gutter = f"    {number} | "
    blank = f"    {' ' * len(number)} | "
    if len(visible) > 120:
        cut = max(start - 40, 0)
        visible = ("…" if cut else "") + visible[cut : cut + 110] + "…"
        start, end = start - cut + bool(cut), end - cut + bool(cut)
    marked = visible[start:end] or " "
    caret = " " * display_width(visible[:start]) + "^" * max(display_width(marked), 1)
    return [gutter + visible, blank + caret]


def render_report(problems: Iterable[Problem], lines: Mapping[str, list[str]]) -> str:
    """问题清单 → 文本。`lines` holds the lines of each source file, for the excerpts."""
    blocks = []
    for problem in in_order(problems):
        source = lines.get(problem.place.file, [])
        number = problem.place.line
        text = source[number - 1] if 0 < number <= len(source) else None
        blocks.append(render_problem(problem, text))
    return "\n\n".join(blocks)
