"""章节：the known headings of a case and the cutting of its body into sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Section


@dataclass(frozen=True, slots=True)
class SectionKind:
    """章节名：one heading of the model of a case (domain: four ideas, four parts)."""

    slug: str
    title: str
    required: bool
    aliases: tuple[str, ...] = ()


KNOWN = (
    SectionKind("team-profile", "班组概况", True, ("班组简介", "班组基本情况")),
    SectionKind("team-culture", "班组文化", False),
    SectionKind("customer-needs", "顾客识别与需求", True, ("顾客需求", "关注顾客")),
    SectionKind("planning", "目标与策划", False, ("建设策划",)),
    SectionKind("integrity", "质量承诺与诚信守诺", True, ("诚信守诺", "质量承诺")),
    SectionKind("basic-management", "基础管理", False),
    SectionKind("learning", "有效学习", True),
    SectionKind("improvement", "改进创新", True),
    SectionKind("innovation-detail", "技术创新详述", False),
    SectionKind("service-blueprint", "服务蓝图", False),
    SectionKind("results", "建设成效", True, ("成效",)),
    SectionKind("lessons", "可借鉴之处", True, ("推广价值",)),
    SectionKind("next-steps", "下一步打算", False, ("下一步",)),
)
BY_TITLE = {kind.title: kind for kind in KNOWN}
TO_SORT = "待整理"
"""heading under which an import leaves what has no place yet; somebody has to look"""

_HEADING = re.compile(r" {0,3}## +(.*?)(?: +#+)? *$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_MAY_BEGIN = (" ", "#", "`", "~")


def split_sections(body: str, first_line: int) -> tuple[str, tuple[Section, ...]]:
    """正文 → 引言 and sections. What stands before the first `## ` comes back first."""
    lines = body.split("\n")
    marks = list(_headings(lines))
    start = marks[0][0] if marks else len(lines)
    intro = "\n".join(lines[:start]).strip("\n")
    sections = []
    for (index, title), end in zip(marks, [m[0] for m in marks[1:]] + [len(lines)], strict=False):
        kind = BY_TITLE.get(title)
        slug, text = kind.slug if kind else "", "\n".join(lines[index + 1 : end])
        odd = "" if lines[index] == f"## {title}" else lines[index]
        sections.append(Section(slug, title, text, first_line + index, odd))
    return intro, tuple(sections)


def _headings(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Index and title of second-level headings outside fenced code."""
    fence = ""
    for index, line in enumerate(lines):
        if not line.startswith(_MAY_BEGIN):
            continue
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark.group(1)
        elif mark and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif not fence and (heading := _HEADING.match(line)):
            yield index, heading.group(1).strip()
