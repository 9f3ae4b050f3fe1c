"""数据：what other programs and spreadsheets read of an archive (docs/data.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.cache import Buffer
from generator.data.dates import case_dates, newest, page_dates
from generator.data.documents import (
    build_schemas,
    build_year_document,
    dump,
    write_documents,
    write_records,
)
from generator.data.feeds import build_atom, build_json_feed
from generator.data.ics import build_calendar, has_dates
from generator.data.linked import Subject, build_head, build_subjects
from generator.data.packages import Facts, build_site_package, build_year_package
from generator.data.sitemap import build_robots, build_sitemap
from generator.data.spreadsheets import build_results_csv
from generator.gate import Archive, PublicYear
from generator.urls import (
    FEED_ATOM,
    FEED_JSON,
    calendar_url,
    data_url,
    package_url,
    results_url,
    schema_url,
)

__all__ = [
    "DataFile",
    "PublishedFile",
    "Subject",
    "build_common_data",
    "build_data",
    "build_head",
    "build_robots",
    "build_sitemap",
    "build_subjects",
    "build_year_data",
    "case_dates",
    "newest",
    "page_dates",
    "write_records",
]


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """写好的数据文件, as others describe it and lead to it."""

    path: str
    facts: Facts
    year: int | None
    """the year whose page offers it"""
    title: str
    """what the page calls it"""


@dataclass(frozen=True, slots=True)
class DataFile:
    """数据文件 at its site-relative path."""

    path: str
    pieces: Sequence[Buffer]
    """of its content: the largest has as many bytes as all cases together"""
    year: int | None = None
    title: str = ""

    @property
    def content(self) -> bytes:
        """All of it."""
        return b"".join(self.pieces)

    @property
    def published(self) -> PublishedFile:
        """All but its content."""
        return PublishedFile(self.path, Facts.of(*self.pieces), self.year, self.title)


def build_data(archive: Archive) -> Iterator[DataFile]:
    """档案 → every data file, in a fixed order."""
    of_years = [file for year in archive.years for file in build_year_data(year, archive)]
    yield from of_years
    records = [write_records(archive.cases, archive)] if archive.cases else []
    yield from build_common_data(archive, [file.published for file in of_years], records)


def build_common_data(
    archive: Archive, of_years: Iterable[PublishedFile], records: Sequence[Buffer]
) -> Iterator[DataFile]:
    """档案 → the data files that belong to no year. `records` of the cases, by `write_records`."""
    described = {file.path: file.facts for file in of_years if file.path.endswith(".csv")}
    for name, pieces in write_documents(archive, records):
        file = DataFile(data_url(name), pieces)
        described[file.path] = Facts.of(*pieces)
        yield file
    for name, schema in build_schemas(archive.site.base_url):
        yield DataFile(schema_url(name), [dump(schema).encode()])
    yield DataFile(package_url(), [dump(build_site_package(archive, described)).encode()])
    yield DataFile(FEED_ATOM, [build_atom(archive)])
    yield DataFile(FEED_JSON, [build_json_feed(archive).encode()])


def build_year_data(year: PublicYear, archive: Archive) -> Iterator[DataFile]:
    """年度 → its data files; of the archive they show the site, the terms and the organisations."""
    from generator.data.workbook import build_results_xlsx  # noqa: PLC0415 - openpyxl is slow to load

    lists = {
        "xlsx": ("Excel 表格", build_results_xlsx(year, archive)),
        "csv": ("CSV 表格", build_results_csv(year, archive)),
        "json": ("JSON 数据", dump(build_year_document(year, archive)).encode()),
    }
    for suffix, (title, content) in lists.items():
        yield DataFile(results_url(year.year, suffix), [content], year.year, title)
    files = {
        results_url(year.year, suffix): Facts.of(content) for suffix, (_, content) in lists.items()
    }
    package = dump(build_year_package(year, archive, files)).encode()
    yield DataFile(package_url(year.year), [package], year.year, "字段说明")
    if has_dates(year):
        yield DataFile(calendar_url(year.year), [build_calendar(year, archive.site)])
