"""放行：one finding of the firewall let through by name and reason; `anli waive` and the desk."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from generator.firewall import WAIVABLE, make_waiver, render_waiver
from generator.output import append_text
from generator.problems import Problem
from generator.sources import read_text

HEAD = "# 放行记录：一条对应一处文字；文字改了就要重新看过。\n放行:\n"
TEXT_SUFFIXES = (".md", ".yaml", ".csv", ".txt")


def is_waivable(problem: Problem) -> bool:
    """Whether people may let this one through."""
    return problem.id in WAIVABLE and problem.place.file.startswith("cases/")


def key_of(problem: Problem) -> str:
    """A name for a finding that changes when its place or its words change."""
    text = f"{problem.id}\0{problem.place}\0{problem.message}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def find_at(problems: Iterable[Problem], spot: str, id: str) -> list[Problem]:
    """Findings of an id at a spot: `文件`, `文件:行` or `文件:行:列`, as `anli check` writes it."""
    wanted = re.sub(r"\\", "/", spot)
    return [p for p in problems if p.id == id and wanted in _spots_of(p)]


def _spots_of(problem: Problem) -> set[str]:
    place = problem.place
    line = f"{place.file}:{place.line}"
    return {line, f"{line}:{place.column}"} if place.line else {place.file}


def spot_of(problem: Problem) -> str:
    """位置 as precisely as it is known."""
    return max(_spots_of(problem), key=len)


def waive(root: Path, problem: Problem, by: str, reason: str, day: date) -> str:
    """Add a waiver, bound to the text it covers, to the file of its year; returns that file."""
    source = problem.place.file
    is_text = source.endswith(TEXT_SUFFIXES)
    content = read_text(root, source)[0].text if is_text else (root / source).read_bytes()
    file = f"cases/{source.split('/')[1]}/waivers.yaml"
    item = render_waiver(make_waiver(problem, content, by, reason, day))
    append_text(root / file, HEAD, item)
    return file
