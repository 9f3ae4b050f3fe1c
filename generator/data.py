"""数据文件：what other programs and spreadsheets read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from generator.gate import Archive, PublicYear
from generator.model import Entry
from generator.urls import year_url

COLUMNS = (
    "序号",
    "领域",
    "单位",
    "班组",
    "等级",
    "类别",
    "推荐单位",
    "所在区",
    "行业",
    "推荐全国",
    "入选全国",
)
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def results_file(year: int) -> str:
    """Address of a year's list as a spreadsheet."""
    return f"{year_url(year)}results-{year}.csv"


def build_results_csv(year: PublicYear, archive: Archive) -> bytes:
    """结果名单 → CSV in UTF-8 with BOM, which Excel opens rightly. No cell can be a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, entry in enumerate(year.results.entries, 1):
        writer.writerow([str(number), *map(as_text_cell, _cells(entry, year.year, archive))])
    return out.getvalue().encode("utf-8-sig")


def _cells(entry: Entry, year: int, archive: Archive) -> Iterator[str]:
    def label(vocabulary: str, slug: str) -> str:
        return archive.vocabularies[vocabulary].term(slug).shown_in(year) if slug else ""

    yield label("domain", entry.domain)
    yield entry.organisation_name
    yield entry.team
    yield label("tier", entry.tier)
    yield label("category", entry.category)
    yield label("recommender", entry.recommender)
    yield label("district", entry.district)
    yield label("industry", entry.industry)
    yield "是" if entry.nominated_national else ""
    yield entry.national_result


def as_text_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def build_sitemap(base_url: str, urls: Iterable[str]) -> str:
    """站点地图 of the public pages, in the order of the site."""
    entries = "".join(f"<url><loc>{escape(urljoin(base_url, url))}</loc></url>\n" for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )


def build_robots(base_url: str) -> str:
    """robots.txt：the archive may be indexed; the search files are of no use outside."""
    return f"User-agent: *\nDisallow: /pagefind/\nSitemap: {urljoin(base_url, 'sitemap.xml')}\n"
