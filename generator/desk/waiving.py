"""放行：one finding of the firewall let through; the firewall says which can be, and how it is written."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from generator.firewall.waivers import WAIVABLE, make_waiver, render_waiver
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


def write_waiver(root: Path, problem: Problem, by: str, reason: str, day: date) -> str:
    """Append the waiver to the file of its year; returns that file."""
    file = f"cases/{problem.place.file.split('/')[1]}/waivers.yaml"
    source = problem.place.file
    is_text = source.endswith(TEXT_SUFFIXES)
    content = read_text(root, source)[0].text if is_text else (root / source).read_bytes()
    waiver = make_waiver(problem, content, by, reason, day)
    path = root / file
    text = path.read_text(encoding="utf-8") if path.exists() else HEAD
    item = render_waiver(waiver)
    path.write_text(text.rstrip("\n") + "\n" + item, encoding="utf-8", newline="\n")
    return file
