"""名单表：the columns of a year's list, told once for CSV, XLSX and their description."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.gate import Archive, PublicYear
from generator.model import Entry
from generator.urls import absolute, case_url


@dataclass(frozen=True, slots=True)
class Listing:
    """一行：an entry with what its cells are made from."""

    number: int
    """place in the published list, from 1"""
    entry: Entry
    year: int
    archive: Archive
    address: str
    """absolute address of the case; empty where none is public"""

    def label(self, vocabulary: str, slug: str) -> str:
        """当年叫法; empty where the entry says nothing."""
        if not slug:
            return ""
        return self.archive.vocabularies[vocabulary].term(slug).shown_in(self.year)

    @property
    def organisation(self) -> str:
        """单位名称 as the paper of that year writes it."""
        entry = self.entry
        return entry.organisation_name or self.archive.organisations[entry.organisation].name


@dataclass(frozen=True, slots=True)
class Column:
    """一列 of the list. New columns are added at the end; none is renamed or moved."""

    title: str
    width: int
    """in a spreadsheet, in half-width characters"""
    note: str
    cell: Callable[[Listing], str]
    required: bool = False
    type: str = "string"
    """in the words of Table Schema"""


COLUMNS = (
    Column("序号", 6, "在名单里的次序，从 1 起", lambda r: str(r.number), True, "integer"),
    Column("领域", 22, "当年叫法", lambda r: r.label("domain", r.entry.domain), True),
    Column("单位", 36, "当年名称", lambda r: r.organisation, True),
    Column("班组", 26, "当年名称", lambda r: r.entry.team, True),
    Column("等级", 12, "当年叫法", lambda r: r.label("tier", r.entry.tier), True),
    Column("类别", 18, "当年叫法", lambda r: r.label("category", r.entry.category)),
    Column("推荐单位", 36, "", lambda r: r.label("recommender", r.entry.recommender), True),
    Column("所在区", 12, "名单写明的才有", lambda r: r.label("district", r.entry.district)),
    Column(
        "行业",
        28,
        "国民经济行业分类的门类；名单写明的才有",
        lambda r: r.label("industry", r.entry.industry),
    ),
    Column(
        "推荐全国",
        10,
        "“是”：择优推荐申报全国",
        lambda r: "是" if r.entry.nominated_national else "",
    ),
    Column("入选全国", 24, "全国结果的名称", lambda r: r.entry.national_result),
    Column("行业大类", 28, "代码和名称", lambda r: r.entry.industry_class),
    Column("入选来源", 36, "全国结果的出处", lambda r: r.entry.national_source),
    Column("案例", 48, "公开案例的网址", lambda r: r.address),
)


def build_rows(year: PublicYear, archive: Archive) -> list[tuple[str, ...]]:
    """公开年度 → rows of text in the order of the list, one cell for each column."""
    base = archive.site.base_url
    written = {case.key: absolute(base, case_url(case)) for case in year.cases}
    listings = (
        Listing(number, entry, year.year, archive, written.get(entry.key, ""))
        for number, entry in enumerate(year.results.entries, 1)
    )
    return [tuple(column.cell(listing) for column in COLUMNS) for listing in listings]
