"""检索文档：档案 → plain values, and these → shadow pages that exist for indexing only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from generator.gate import Archive
from generator.model import Case, Kpi, Organisation, Section
from generator.search.text import END, NAMES_END, stored_text
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
    return [_document(case, archive, plain_text, anchor) for case in archive.cases]


def _document(
    case: Case,
    archive: Archive,
    plain_text: Callable[[Section], str],
    anchor: Callable[[Section], str],
) -> SearchDocument:
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


def render_shadow_page(document: SearchDocument) -> str:
    """检索文档 → HTML for Pagefind. No filter, no sort: with them its output is not reproducible.

    Every paragraph ends with a mark, or Pagefind would add a full stop and let phrases run across.
    """
    names = f" {END} ".join(map(stored_text, document.names))
    body = "".join(_render_block(*item) for item in enumerate(document.blocks))
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"></head><body>'
        '<main data-pagefind-body data-pagefind-meta="title:-">'
        f"<h1>{_stored(document.title)}</h1>"
        f'<p data-pagefind-weight="5">{escape(names)} {NAMES_END}</p>'
        f"{body}</main></body></html>"
    )


def _render_block(number: int, block: Block) -> str:
    """The id of a block without anchor begins with a blank's stand-in, `_`: no real one does."""
    anchor = block.anchor or f"_{number}"
    paragraphs = "".join(f"<p>{_stored(line)}</p>" for line in block.text.split("\n") if line)
    return f'<h2 id="{escape(anchor)}">{_stored(block.heading)}</h2>{paragraphs}'


def _stored(text: str) -> str:
    return f"{escape(stored_text(text))} {END}"
