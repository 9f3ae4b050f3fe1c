"""检索文档：everything of a case that can be found, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.gate import Archive
from generator.model import Case, Kpi, Organisation, Section
from generator.urls import case_url


@dataclass(frozen=True, slots=True)
class Block:
    """段：one section of a case as plain text."""

    anchor: str
    """id of the heading on the case page; empty: the top of the page"""
    heading: str
    text: str
    """one paragraph a line"""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """检索文档：everything about one case that can be found."""

    url: str
    """site-relative, as in generator/urls.py"""
    title: str
    names: tuple[str, ...]
    """names of organisation and team, and whatever else the case goes by"""
    blocks: tuple[Block, ...]

    def texts(self) -> Iterator[str]:
        """Everything in it that people wrote."""
        yield self.title
        yield from self.names
        for block in self.blocks:
            yield block.heading
            yield block.text


def section_anchor(section: Section) -> str:
    """锚点 of a section with a known heading; a heading of the author's own has none here."""
    return section.slug


def build_search_documents(
    archive: Archive,
    plain_text: Callable[[Section], str],
    anchor: Callable[[Section], str] = section_anchor,
) -> list[SearchDocument]:
    """档案 → 检索文档, in the order of `archive.cases`.

    `anchor` gives the id of a section's heading as the case page writes it.
    """
    return [build_document(case, archive, plain_text, anchor) for case in archive.cases]


def build_document(
    case: Case,
    archive: Archive,
    plain_text: Callable[[Section], str],
    anchor: Callable[[Section], str] = section_anchor,
) -> SearchDocument:
    """案例 → 检索文档."""
    written = (Block(anchor(s), s.title, plain_text(s)) for s in case.sections)
    figures = "\n".join(_kpi_line(kpi) for kpi in case.kpis)
    blocks = (
        Block("", "摘要", case.summary),
        Block("results", "指标", figures),
        *written,
    )
    return SearchDocument(
        case_url(case),
        case.title,
        tuple(case_names(case, archive.organisations[case.organisation])),
        tuple(block for block in blocks if block.text.strip()),
    )


def case_names(case: Case, organisation: Organisation) -> Iterator[str]:
    """名称 of a case besides its title, each once: as the year wrote it first."""
    names = (
        case.short_title,
        case.organisation_name,
        case.team,
        *organisation.all_names,
        organisation.short_name,
        *organisation.aliases,
        case.id,
    )
    yield from dict.fromkeys(name for name in names if name and name != case.title)


def _kpi_line(kpi: Kpi) -> str:
    unit = kpi.unit if kpi.unit not in ("—", "-") else ""
    basis = f"（{kpi.basis}）" if kpi.basis else ""
    before = f"{kpi.before_text}{unit}→" if kpi.before_text else ""
    return f"{kpi.name}{basis}：{before}{kpi.after_text}{unit}"
