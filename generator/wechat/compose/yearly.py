"""年度结果：the published list as an article, in the order of the source document, no adjectives."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.gate import PublicYear
from generator.pages.parts import day_text, doc_text
from generator.urls import year_url
from generator.wechat.blocks import (
    Article,
    Block,
    Cell,
    DataCard,
    Figure,
    Heading,
    Item,
    Kind,
    Lead,
    Paragraph,
    Run,
    Table,
)
from generator.wechat.campaigns import CampaignDraft
from generator.wechat.compose.desk import Desk, fitting, golden, head, plain, tail

TYPICAL, EXPERIENCE = "typical", "experience"
LONGEST_LIST = 60
"""entries; of a longer list only 典型经验 stand here, the whole of it on the site"""


def compose_yearly(draft: CampaignDraft, year: PublicYear, desk: Desk) -> Article:
    """年度结果 → 推文."""
    edits = desk.edits_of(draft.slug)
    results, site = year.results, desk.index.archive.site
    title = edits.title or fitting(
        (
            f"{site.publisher}发布{year.year}年{results.activity}结果",
            f"{year.year}年{results.activity}结果发布",
            f"{year.year}年{results.activity}结果",
        )
    )
    lead = edits.lead or _basis(year)
    address = desk.page(year_url(year.year))
    notice = year.announcement
    source = f"{notice.issuer} {doc_text(notice.doc_number)}".strip()
    blocks: tuple[Block, ...] = (
        *head(desk, edits, f"{year.year} 年度结果"),
        Lead(plain(lead)),
        *_card(year, desk),
        *_counts(year, desk),
        *_list(year, desk),
        *golden(edits),
        *tail(desk, (("来源", source), *_contact(desk)), address, "完整名单"),
    )
    return Article(
        slug=draft.slug,
        kind=Kind.YEARLY,
        title=title,
        digest=edits.digest or _digest(year, desk),
        author=desk.campaign.author,
        source_url=address,
        blocks=blocks,
        cover_title=edits.cover_title or title,
        cover_line=edits.cover_line or notice.issuer,
    )


def _basis(year: PublicYear) -> str:
    """One paragraph: which paper says so."""
    notice = year.announcement
    number = f"（{doc_text(notice.doc_number)}）" if notice.doc_number else ""
    return f"{day_text(notice.issued_on)}，{notice.issuer}印发《{notice.title}》{number}。名单次序照原文。"


def _numbers(year: PublicYear, desk: Desk) -> list[tuple[str, int]]:
    """经验 in all, 典型经验 among them, 推荐全国."""
    results = year.results
    found = [
        (desk.index.label("tier", count.term, year.year), count.number)
        for count in results.tier_counts
    ] or [("班组", results.total)]
    return [*found, *([("推荐全国", results.nominated)] if results.nominated else [])]


def _card(year: PublicYear, desk: Desk) -> tuple[DataCard, ...]:
    figures = tuple(
        Figure(str(number), "个", label, _note(label, desk, year))
        for label, number in _numbers(year, desk)
    )
    return (DataCard(figures[:4]),)


def _note(label: str, desk: Desk, year: PublicYear) -> str:
    experience = desk.index.label("tier", EXPERIENCE, year.year)
    return f"含{desk.index.label('tier', TYPICAL, year.year)}" if label == experience else ""


def _digest(year: PublicYear, desk: Desk) -> str:
    numbers = "，".join(f"{label} {number} 个" for label, number in _numbers(year, desk))
    return f"{year.year}年{year.results.activity}结果：{numbers}。"


def _counts(year: PublicYear, desk: Desk) -> Iterator[Block]:
    """按领域统计, in the order of the announcement."""
    if not year.results.domain_counts:
        return
    yield Heading(plain("按领域"))
    rows = (
        (desk.index.label("domain", count.term, year.year), str(count.number))
        for count in year.results.domain_counts
    )
    yield _table(("领域", "数量（个）"), rows)


def _list(year: PublicYear, desk: Desk) -> Iterator[Block]:
    """名单 with the numbers of the source, a heading for each run of a domain, nothing moved."""
    entries = list(enumerate(year.results.entries, 1))
    tier = desk.index.label("tier", TYPICAL, year.year)
    whole = len(entries) <= LONGEST_LIST
    shown = entries if whole else [row for row in entries if row[1].tier == TYPICAL]
    yield Heading(plain("名单" if whole else f"{tier}名单"))
    if whole:
        yield Paragraph(plain(f"带★的是{tier}。"))
    else:
        yield Paragraph(plain(f"名单共 {len(entries)} 条，这里列{tier}；完整名单见阅读原文。"))
    for domain, run in groupby(shown, key=lambda row: row[1].domain):
        yield Heading(plain(desk.index.label("domain", domain, year.year)), 3)
        for number, entry in run:
            mark = "\u00a0★" if whole and entry.tier == TYPICAL else ""
            name = desk.index.organisation_name(entry)
            team = Run(f"{entry.team}{mark}", whole=True)
            yield Item((Run(f"{name}　"), team), f"{number}.")


def _table(head_row: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Table:
    top = tuple(Cell((Run(text),), head=True) for text in head_row)
    return Table((top, *(tuple(Cell((Run(text),)) for text in row) for row in rows)))


def _contact(desk: Desk) -> tuple[tuple[str, str], ...]:
    contact = desk.index.archive.site.contact
    words = "，".join(filter(None, (contact.department, contact.phone)))
    return (("联系", words),) if words else ()
