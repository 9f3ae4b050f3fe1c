"""开放数据：stable JSON for other programs, each document with its JSON Schema (docs/data.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from generator.cache import Buffer
from generator.data.dates import case_dates, newest
from generator.data.records import SLUG, Json, build_record, build_record_schema
from generator.fields import CASE, ENTRY, ORGANISATION, RESULTS, VOCABULARY
from generator.gate import Archive, PublicYear
from generator.model import Case, Entry, Notice
from generator.urls import (
    absolute,
    case_url,
    collection_url,
    notice_url,
    results_url,
    schema_url,
    year_url,
)

VERSION = "1"
"""changes only when a field is renamed, moved or dropped"""
TITLES = {
    "years": "历年",
    "year": "一年的结果",
    "cases": "公开案例",
    "organisations": "单位",
    "vocabularies": "词表",
}
BETWEEN = b",\n  "
"""records in a document"""
TEXT: Json = {"type": "string"}
DAY: Json = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
ADDRESS: Json = {"type": "string", "pattern": "^https?://"}


def dump(value: Any) -> str:
    """JSON that people can read too, Chinese as it is, one value a line."""
    return _indented(value, "\n") + "\n"


def _indented(value: Any, margin: str) -> str:
    """What `json.dumps` makes of a value with an indent of one, without its detours."""
    inner = f"{margin} "
    if isinstance(value, dict) and value:
        members = (f"{_encode(key)}: {_indented(item, inner)}" for key, item in value.items())
        return f"{{{inner}{f',{inner}'.join(members)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        items = (_indented(item, inner) for item in value)
        return f"[{inner}{f',{inner}'.join(items)}{margin}]"
    return _encode(value)


_encode = json.JSONEncoder(ensure_ascii=False).encode


def write_documents(
    archive: Archive, records: Sequence[Buffer]
) -> Iterator[tuple[str, Sequence[Buffer]]]:
    """档案 → documents of the whole archive, by name, in pieces. `records` of the cases, by `write_records`."""
    base = archive.site.base_url
    years = [_overview(year, base) for year in archive.years]
    yield "years", [_written("years", archive, years)]
    yield "cases", list(_around(_written("cases", archive, []), records))
    organisations = [
        {
            **build_record(ORGANISATION, archive.organisations[slug]),
            "url": absolute(base, collection_url("organisation", slug)),
        }
        for slug in sorted(archive.organisations)
    ]
    yield "organisations", [_written("organisations", archive, organisations)]
    vocabularies = [
        {"slug": slug, **build_record(VOCABULARY, archive.vocabularies[slug])}
        for slug in sorted(archive.vocabularies)
    ]
    yield "vocabularies", [_written("vocabularies", archive, vocabularies)]


def _written(name: str, archive: Archive, items: Sequence[Json]) -> bytes:
    return dump(_document(name, archive, **{name: items})).encode()


def _around(document: bytes, records: Sequence[Buffer]) -> Iterator[Buffer]:
    """A document with an empty list, and records in it."""
    before, _, after = document.rpartition(b"[]")
    if not records:
        yield document
        return
    yield before + b"[\n  "
    for number, record in enumerate(records):
        if number:
            yield BETWEEN
        yield record
    yield b"\n ]" + after


def write_records(cases: Iterable[Case], archive: Archive) -> bytes:
    """案例 → their JSON, as it stands within the document of all cases."""
    return BETWEEN.join(_indented(_case(case, archive), "\n  ").encode() for case in cases)


def build_year_document(year: PublicYear, archive: Archive) -> Json:
    """公开年度 → its results with the whole list."""
    base = archive.site.base_url
    written = {case.key: case for case in year.cases}
    results = build_record(RESULTS, year.results)
    entries = [_entry(e, written.get(e.key), archive) for e in year.results.entries]
    return _document(
        "year",
        archive,
        **{key: value for key, value in results.items() if key != "entries"},
        url=absolute(base, year_url(year.year)),
        announcement=_notice(year.announcement, base),
        entries=entries,
    )


def _document(name: str, archive: Archive, **content: Any) -> Json:
    site = archive.site
    return {
        "$schema": absolute(site.base_url, schema_url(name)),
        "version": VERSION,
        "publisher": site.publisher,
        "licence": site.licence,
        "sample_data": site.sample_data,
        "updated": newest(archive).isoformat(),
        **content,
    }


def _overview(year: PublicYear, base: str) -> Json:
    results = build_record(RESULTS, replace(year.results, entries=()))
    return {
        **{key: results[key] for key in ("year", "activity", "announced_on", "total")},
        "cases": len(year.cases),
        "url": absolute(base, year_url(year.year)),
        "results": absolute(base, results_url(year.year, "json")),
    }


def _notice(notice: Notice, base: str) -> Json:
    found = {
        "title": notice.title,
        "doc_number": notice.doc_number.text if notice.doc_number else "",
        "issuer": notice.issuer,
        "issued_on": notice.issued_on.isoformat() if notice.issued_on else "",
        "url": absolute(base, notice_url(notice)),
        "source": notice.source,
    }
    return {key: value for key, value in found.items() if value}


def _entry(entry: Entry, case: Case | None, archive: Archive) -> Json:
    made = build_record(ENTRY, entry)
    made["organisation_name"] = _named(entry, archive)
    if case:
        made |= {"case": case.id, "url": absolute(archive.site.base_url, case_url(case))}
    return made


def _case(case: Case, archive: Archive) -> Json:
    dates = case_dates(case, archive)
    return {
        **build_record(CASE, case),
        "organisation_name": _named(case, archive),
        "url": absolute(archive.site.base_url, case_url(case)),
        "published": dates.published.isoformat(),
        "modified": dates.updated.isoformat(),
    }


def _named(of: Case | Entry, archive: Archive) -> str:
    return of.organisation_name or archive.organisations[of.organisation].name


_NOTICE: Json = {
    "type": "object",
    "title": "公告",
    "properties": {
        "title": TEXT,
        "doc_number": {**TEXT, "description": "发文字号，如 沪质协〔2022〕9号"},
        "issuer": TEXT,
        "issued_on": DAY,
        "url": ADDRESS,
        "source": {**ADDRESS, "description": "原文链接"},
    },
    "required": ["title", "url"],
}


def build_schemas(base_url: str) -> Iterator[tuple[str, Json]]:
    """JSON Schema (draft 2020-12) of every document, by name."""
    name = {"organisation_name": {**TEXT, "description": "单位当年的名称"}}
    case = {
        **name,
        "url": ADDRESS,
        "published": {**DAY, "description": "首次公开"},
        "modified": {**DAY, "description": "最近一次更正，没有更正同首次公开"},
    }
    entry = {**name, "case": {**TEXT, "description": "公开案例的编号"}, "url": ADDRESS}
    results = build_record_schema(RESULTS)
    overview = {
        "type": "object",
        "properties": {
            **{key: results["properties"][key] for key in ("year", "activity", "announced_on")},
            "total": results["properties"]["total"],
            "cases": {"type": "integer", "description": "公开案例数"},
            "url": ADDRESS,
            "results": {**ADDRESS, "description": "这一年的结果（JSON）"},
        },
        "required": ["year", "activity", "announced_on", "total", "cases", "url", "results"],
    }
    organisation = build_record_schema(ORGANISATION, {"url": ADDRESS})
    vocabulary = build_record_schema(VOCABULARY, {"slug": {**TEXT, "pattern": SLUG}})
    lists = {
        "years": overview,
        "cases": build_record_schema(CASE, case),
        "organisations": organisation,
        "vocabularies": vocabulary,
    }
    for key, items in lists.items():
        yield key, _schema(key, {key: {"type": "array", "items": items}}, [key], base_url)
    year = {**results["properties"], "url": ADDRESS, "announcement": _NOTICE}
    year["entries"] = {"type": "array", "items": build_record_schema(ENTRY, entry)}
    required = [*results["required"], "url", "announcement"]
    yield "year", _schema("year", year, required, base_url)


def _schema(name: str, properties: Json, required: list[str], base_url: str) -> Json:
    head: Json = {
        "$schema": ADDRESS,
        "version": {"const": VERSION},
        "publisher": TEXT,
        "licence": {**TEXT, "description": "授权声明"},
        "sample_data": {"type": "boolean", "description": "true：全部内容为虚构的示例"},
        "updated": {**DAY, "description": "公开内容最近一次变动"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": absolute(base_url, schema_url(name)),
        "title": TITLES[name],
        "type": "object",
        "properties": {**head, **properties},
        "required": [*head, *required],
    }
