"""对照阅读：what the comparison shows of each case, as a small file that the browser fetches.

Side by side stand the facts in words; nothing is scored, nothing ordered by a figure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.model import Case, Kpi, Section
from generator.pages.index import Index
from generator.pages.kpis import build_kpi
from generator.pages.lessons import Guide, parse_guide
from generator.pages.parts import Link, clip, crumbs
from generator.urls import ARCHIVE, case_url, compared_url

LESSONS = "lessons"
LONGEST_LESSON = 160
"""characters of a practice, or of 可借鉴之处 that its author did not divide"""

PlainText = Callable[[str], str]
"""Markdown → the words that a reader sees, one block a line"""


@dataclass(frozen=True, slots=True)
class DeviceView:
    """本机页：a page that the browser fills from what is kept on the device."""

    crumbs: tuple[Link, ...]
    site: str
    """address of the root, for texts that leave the page"""


def build_device(index: Index) -> DeviceView:
    """档案 → 对照阅读、我的阅读, still empty."""
    return DeviceView(crumbs(Link("案例", ARCHIVE)), index.archive.site.base_url)


def build_compared(case: Case, index: Index, plain_text: PlainText) -> tuple[str, str]:
    """案例 → 对照数据, address and JSON."""
    record = _record(case, index, plain_text)
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return compared_url(case), text + "\n"


def _record(case: Case, index: Index, plain_text: PlainText) -> dict[str, Any]:
    return {
        "id": case.id,
        "url": case_url(case),
        "title": case.short_title or case.title,
        "who": [index.organisation_name(case), case.team],
        "domain": case.domain,
        "facts": _facts(case, index),
        "summary": case.summary,
        "methods": [index.name("method", slug) for slug in case.methods],
        "kpis": [_kpi(kpi) for kpi in case.kpis],
        "lessons": [
            lesson
            for section in case.sections
            if section.slug == LESSONS
            for lesson in _lessons(section, plain_text)
        ],
    }


def _facts(case: Case, index: Index) -> list[list[str]]:
    facts = [
        ("年度", f"{case.year} 年"),
        ("领域", index.label("domain", case.domain, case.year)),
        ("行业", index.name("industry", case.industry)),
        ("所在区", index.label("district", case.district)),
        ("人数", f"{case.team_size} 人" if case.team_size else ""),
    ]
    return [[label, text] for label, text in facts if text]


def _kpi(kpi: Kpi) -> dict[str, str]:
    view = build_kpi(kpi)
    return {
        "line": view.line,
        "change": view.change,
        "said": view.chart.description,
        "basis": view.basis,
    }


def _lessons(section: Section, plain_text: PlainText) -> Iterator[dict[str, Any]]:
    """可借鉴之处 in short: the practices with what they need, else the beginning of the text."""
    guide = parse_guide(section.markdown) or Guide(section.markdown, ())
    if not guide.practices:
        yield {"title": clip(plain_text(guide.intro), LONGEST_LESSON), "parts": []}
    for practice in guide.practices:
        title = practice.title or clip(plain_text(practice.markdown), LONGEST_LESSON)
        parts = [[part.label, plain_text(part.markdown)] for part in practice.parts]
        yield {"title": title, "parts": parts}
