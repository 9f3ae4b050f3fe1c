"""数据包：Frictionless descriptors of the files of a year and of the whole site.

Source: Data Package 2.0, datapackage.org. Paths are relative to the descriptor, as it demands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from posixpath import dirname, relpath

from generator.cache import Buffer
from generator.data.dates import moment, newest
from generator.data.records import Json
from generator.data.roster import COLUMNS
from generator.gate import Archive, PublicYear
from generator.urls import YEARS, absolute, notice_url, package_url, year_url

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """文件的大小和指纹."""

    size: int
    """bytes"""
    sha256: str

    @classmethod
    def of(cls, *pieces: Buffer) -> Facts:
        """Of the content of a file."""
        total = hashlib.sha256()
        for piece in pieces:
            total.update(piece)
        return cls(sum(map(len, pieces)), total.hexdigest())


def build_year_package(year: PublicYear, archive: Archive, files: Mapping[str, Facts]) -> Json:
    """公开年度 → the descriptor of its list; `files` by site-relative path."""
    notice, base = year.announcement, archive.site.base_url
    day = year.results.announced_on
    number = f"（{notice.doc_number.text}）" if notice.doc_number else ""
    source = notice.source or absolute(base, notice_url(notice))
    return {
        "$schema": PROFILE,
        "name": f"results-{year.year}",
        "title": f"{year.year} 年度结果名单",
        "description": f"{year.results.activity}。以{notice.title}{number}原件为准。",
        "homepage": absolute(base, year_url(year.year)),
        **({"created": moment(day)} if day else {}),
        "contributors": _publisher(archive),
        "sources": [{"title": notice.title + number, "path": source}],
        "resources": _resources(package_url(year.year), files),
    }


def build_site_package(archive: Archive, files: Mapping[str, Facts]) -> Json:
    """档案 → the descriptor of all data files; `files` by site-relative path."""
    site = archive.site
    return {
        "$schema": PROFILE,
        "name": "archive",
        "title": site.name,
        "description": site.licence or site.tagline,
        "homepage": absolute(site.base_url, YEARS),
        "created": moment(newest(archive)),
        "contributors": _publisher(archive),
        "resources": _resources(package_url(), files),
    }


def _publisher(archive: Archive) -> list[Json]:
    return [{"title": archive.site.publisher, "roles": ["publisher"]}]


def _resources(package: str, files: Mapping[str, Facts]) -> list[Json]:
    return list(_each_resource(dirname(package), files.items()))


def _each_resource(folder: str, files: Iterable[tuple[str, Facts]]) -> Iterable[Json]:
    for path, facts in files:
        stem, _, suffix = path.rpartition("/")[2].rpartition(".")
        resource: Json = {
            "name": f"{stem}-{suffix}",
            "path": relpath(path, folder or "."),
            "format": suffix,
            "mediatype": MEDIA[suffix],
            "bytes": facts.size,
            "hash": f"sha256:{facts.sha256}",
        }
        if suffix != "xlsx":
            resource["encoding"] = "utf-8"
        if suffix != "json":
            resource |= {"type": "table", "schema": build_table_schema()}
        yield resource


def build_table_schema() -> Json:
    """名单表 → Table Schema."""
    fields = []
    for column in COLUMNS:
        field: Json = {"name": column.title, "type": column.type}
        if column.note:
            field["description"] = column.note
        if column.required:
            field["constraints"] = {"required": True}
        fields.append(field)
    return {"fields": fields, "primaryKey": ["序号"], "missingValues": [""]}
