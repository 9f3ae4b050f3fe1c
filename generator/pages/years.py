"""历年对照：the years side by side, with the labels that changed explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.gate import PublicYear
from generator.pages.files import FileLink, build_file
from generator.pages.index import Index
from generator.pages.labels import Change, build_changes
from generator.pages.parts import Link, crumbs, day_text, doc_text, term_link
from generator.pages.statistics import count_by, differences, differences_in_numbers
from generator.urls import data_url, package_url, year_url

NONE = "—"
DATA = {
    "years": "历年总表",
    "cases": "公开案例",
    "organisations": "单位名录",
    "vocabularies": "词表和历年叫法",
}
"""open data of the whole archive, as visitors call it"""


@dataclass(frozen=True, slots=True)
class YearLine:
    """一年：one row of the overview."""

    link: Link
    activity: str
    announced_on: str
    doc_number: str
    total: int
    cases: int


@dataclass(frozen=True, slots=True)
class Cell:
    """一格：a count and the width of its bar, 0–100 of the largest in its table."""

    text: str
    width: str
    """empty where there is nothing to draw"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """对照表：one term a row, one year a column; — where the year did not know the term."""

    title: str
    head: str
    """what stands in the rows"""
    rows: tuple[tuple[Link, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class YearsView:
    """历年对照页."""

    crumbs: tuple[Link, ...]
    years: tuple[YearLine, ...]
    columns: tuple[Link, ...]
    """oldest first, as one reads a development"""
    comparisons: tuple[Comparison, ...]
    differences: tuple[str, ...]
    """where an announcement counts otherwise than its list"""
    changes: tuple[Change, ...]
    downloads: tuple[FileLink, ...]


def build_years(index: Index, sizes: Mapping[str, int] | None = None) -> YearsView:
    """档案 → 历年对照页. `sizes` in bytes by address of every file that is there."""
    ascending = tuple(reversed(index.archive.years))
    compared = (
        _coverage(ascending),
        _compare("按等级", "tier", ascending, index),
        _compare("按领域", "domain", ascending, index),
        _compare("按类别", "category", ascending, index),
    )
    return YearsView(
        crumbs=crumbs(),
        years=tuple(_line(year) for year in index.archive.years),
        columns=tuple(Link(str(y.year), year_url(y.year)) for y in ascending),
        comparisons=tuple(table for table in compared if table.rows),
        differences=tuple(_differences(ascending, index)),
        changes=build_changes(index),
        downloads=_downloads(sizes or {}),
    )


def _line(year: PublicYear) -> YearLine:
    return YearLine(
        link=Link(f"{year.year} 年", year_url(year.year)),
        activity=year.results.activity,
        announced_on=day_text(year.results.announced_on),
        doc_number=doc_text(year.announcement.doc_number),
        total=year.results.total,
        cases=len(year.cases),
    )


def _downloads(sizes: Mapping[str, int]) -> tuple[FileLink, ...]:
    links = [Link(title, data_url(name)) for name, title in DATA.items()]
    links.append(Link("数据包说明", package_url()))
    return tuple(build_file(link, sizes) for link in links if link.url in sizes)


COVERAGE: Mapping[str, Callable[[PublicYear], int]] = {
    "班组": lambda year: len(year.results.entries),
    "单位": lambda year: _distinct(year, "organisation"),
    "推荐单位": lambda year: _distinct(year, "recommender"),
    "写明的区": lambda year: _distinct(year, "district"),
    "写明的行业": lambda year: _distinct(year, "industry"),
    "公开案例": lambda year: len(year.cases),
}
"""how far a year reaches, as its list says"""


def _distinct(year: PublicYear, kind: str) -> int:
    return len({getattr(entry, kind) for entry in year.results.entries} - {""})


def _coverage(years: Sequence[PublicYear]) -> Comparison:
    rows = ((Link(name), [count(year) for year in years]) for name, count in COVERAGE.items())
    counted = tuple((link, tuple(_bare(n) for n in numbers)) for link, numbers in rows)
    return Comparison("规模", "名单里有多少", counted if years else ())


def _bare(number: int) -> Cell:
    """Rows of different things have no common measure, so no bar either."""
    return Cell(str(number), "")


def _compare(title: str, kind: str, years: Sequence[PublicYear], index: Index) -> Comparison:
    counts = [count_by(kind, year) for year in years]
    top = max((max(count.values(), default=0) for count in counts), default=0)
    rows = []
    for term in index.archive.vocabularies[kind].terms:
        if any(count[term.slug] for count in counts):
            cells = tuple(_cell(count, term.slug, top) for count in counts)
            rows.append((term_link(kind, term.slug, term.label), cells))
    return Comparison(title, title[1:], tuple(rows))


def _cell(count: Counter[str], slug: str, top: int) -> Cell:
    number = count[slug]
    return Cell(str(number), f"{number * 100 / top:.1f}") if number else Cell(NONE, "")


def _differences(years: Sequence[PublicYear], index: Index) -> list[str]:
    found = []
    for year in years:
        said = list(differences_in_numbers(year, index))
        said += [d for kind in ("domain", "category") for d in differences(kind, year, index)]
        if said:
            found.append(f"{year.year} 年{'；'.join(said)}")
    return found
