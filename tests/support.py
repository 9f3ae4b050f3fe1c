"""测试的共用部分：small projects under tests/sites, read and changed by hand."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import pipeline
from generator.catalogue import MESSAGES
from generator.content import Content
from generator.gate import Archive
from generator.problems import Problem
from generator.stretches import HAN, texts_in

ROOT = Path(__file__).resolve().parents[1]
SITES = ROOT / "tests" / "sites"
GOLDEN = ROOT / "tests" / "golden"
TODAY = date(2026, 1, 5)
"""the day on which the tests look at their projects"""


@dataclass(frozen=True, slots=True)
class Examined:
    """读过、查过、过了闸门的项目."""

    content: Content
    archive: Archive | None
    problems: list[Problem]

    @property
    def ids(self) -> list[str]:
        """Ids of the problems, in order of place."""
        return [problem.id for problem in self.problems]

    @property
    def public(self) -> list[str]:
        """Ids of the public cases."""
        return [case.id for case in self.archive.cases] if self.archive else []


def examine(root: Path, day: date = TODAY) -> Examined:
    """What a build would read and let out on a fixed day."""
    loaded = pipeline.load(root, day=day)
    return Examined(loaded.content, loaded.archive, loaded.problems)


def copy_site(name: str, target: Path) -> Path:
    """A project of tests/sites, to be changed at will."""
    return Path(shutil.copytree(SITES / name, target, dirs_exist_ok=True))


def change(root: Path, file: str, old: str, new: str) -> None:
    """Replace the one place where `old` stands; a test that finds nothing to change is wrong."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file}: “{old}” stands {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def listing(problems: Iterable[Problem]) -> list[str]:
    """One sorted line for each problem: `file:line:column level id`."""
    return sorted(
        f"{p.place.file}:{p.place.line}:{p.place.column} {p.level.value} {p.id}" for p in problems
    )


def new_problems(root: Path, before: Examined) -> list[str]:
    """Ids that a change of the project has brought, with their lines."""
    known = {(p.id, p.place.file, p.message) for p in before.problems}
    return [
        f"{p.id}:{p.place.line}"
        for p in examine(root).problems
        if (p.id, p.place.file, p.message) not in known
    ]


_ID = re.compile(r"[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*")


def stretches_in(value: object) -> set[str]:
    """汉字串：stretches of Chinese characters in every text within a value."""
    return set(re.findall(f"[{HAN}]+", "\n".join(texts_in(value))))


def ids_in(text: str) -> set[str]:
    """Ids of the catalogue that a text names."""
    return set(_ID.findall(text)) & set(MESSAGES)


def peak_memory() -> float:
    """Peak memory of this process alone, in MB; getrusage would count the parent that started it."""
    [line] = [x for x in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in x]
    return int(line.split()[1]) / 1024
