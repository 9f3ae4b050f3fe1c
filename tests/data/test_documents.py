"""开放数据：every document keeps to its schema, and nothing inner is in one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.data import build_data
from generator.data.documents import (
    build_schemas,
    build_year_document,
    dump,
    write_documents,
    write_records,
)
from generator.data.records import OPEN, TABLES
from generator.gate import Archive
from generator.urls import data_url, results_url, schema_url
from tests.pages import sample
from tests.support import ROOT, examine
from tests.test_gate import ARCHIVE

SHIPPED = examine(ROOT).archive
INNER = {"case": {"pictures"}, "entry": {"remark"}, "results": {"announcement", "discrepancies"}}
"""fields that stay inside, or that a document says in another way"""
EMPTY = replace(sample.archive(), years=(), notices=(), organisations={})
ARCHIVES = {"full": ARCHIVE, "sample": sample.archive(), "shipped": SHIPPED, "empty": EMPTY}


def files_of(archive: Archive) -> dict[str, bytes]:
    return {file.path: file.content for file in build_data(archive)}


def documents_of(archive: Archive) -> Iterator[tuple[str, Any]]:
    records = [write_records((case,), archive) for case in archive.cases]
    for name, pieces in write_documents(archive, records):
        yield name, json.loads(b"".join(pieces))
    for year in archive.years:
        yield "year", build_year_document(year, archive)


@pytest.mark.parametrize("name", ARCHIVES)
def test_every_document_keeps_to_its_published_schema(name: str) -> None:
    archive = ARCHIVES[name]
    assert archive is not None
    schemas = dict(build_schemas(archive.site.base_url))
    for kind, document in documents_of(archive):
        faults = [
            error.message for error in Draft202012Validator(schemas[kind]).iter_errors(document)
        ]
        assert faults == [], kind


def test_the_schemas_are_themselves_sound_and_say_where_they_are() -> None:
    for name, schema in build_schemas("https://share.example.org/anli/"):
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"https://share.example.org/anli/{schema_url(name)}"


def undescribed(value: Any, schema: Any, path: str = "") -> Iterator[str]:
    """Keys of a document that its schema does not mention."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in schema.get("properties", {}):
                yield f"{path}/{key}"
            else:
                yield from undescribed(inner, schema["properties"][key], f"{path}/{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from undescribed(inner, schema.get("items", {}), path)


@pytest.mark.parametrize("name", ["full", "sample"])
def test_every_key_of_a_document_is_described(name: str) -> None:
    archive = ARCHIVES[name]
    assert archive is not None
    schemas = dict(build_schemas(archive.site.base_url))
    for kind, document in documents_of(archive):
        assert set(undescribed(document, schemas[kind])) == set()


def test_a_schema_refuses_a_document_that_breaks_its_word() -> None:
    schema = dict(build_schemas("https://a.example/"))["cases"]
    document = dict(documents_of(ARCHIVE))["cases"]
    document["cases"][0]["year"] = "2022"
    assert not Draft202012Validator(schema).is_valid(document)


def test_every_field_of_an_open_table_is_either_public_or_known_to_be_inner() -> None:
    for table in TABLES:
        names = {row.name for row in table.fields}
        assert set(OPEN[table.name]) == names - INNER.get(table.name, set()), table.name


def test_terms_are_slugs_figures_stay_as_written_and_empty_fields_are_left_out() -> None:
    case = dict(documents_of(sample.archive()))["cases"]["cases"][-1]
    assert (case["domain"], case["organisation"]) == ("manufacturing", "jingmi")
    assert case["organisation_name"] == "上海示例精密机械厂"
    assert case["kpis"][0] == {
        "name": "合格率",
        "unit": "%",
        "before": "96.2",
        "after": "99.1",
        "period_before": "2021年",
        "period_after": "2022年",
        "direction": "up",
    }
    assert "short_title" not in case
    assert case["url"] == "https://share.example.org/anli/cases/2022/case-1/"


def test_a_year_names_its_announcement_and_leads_from_entries_to_cases() -> None:
    archive = sample.archive()
    year = build_year_document(archive.years[1], archive)
    assert year["announcement"]["doc_number"] == "沪示协〔2022〕9号"
    written = {e["team"]: e.get("case") for e in year["entries"]}
    assert written["“匠芯”装配班组"] == "SHQ-2022-0001"
    assert written["示例热处理班"] is None


def test_no_file_tells_what_is_for_the_office_only() -> None:
    for path, content in files_of(sample.archive()).items():
        if not path.endswith(".xlsx"):
            assert "内部备注" not in content.decode(), path


def test_the_whole_of_open_data_has_fixed_addresses() -> None:
    paths = set(files_of(sample.archive()))
    assert paths == {
        *(data_url(name) for name in ("years", "cases", "organisations", "vocabularies")),
        *(schema_url(n) for n in ("years", "year", "cases", "organisations", "vocabularies")),
        *(results_url(y, suffix) for y in (2022, 2024) for suffix in ("csv", "xlsx", "json")),
        *("years/2022/datapackage.json", "years/2024/datapackage.json", "datapackage.json"),
        *("years/2022/calendar-2022.ics", "feed.xml", "feed.json"),
    }


PATH = re.compile(r"(?=[^./~])(?!.*/\.\./)(?!.*\\)(?!.*://).+")
"""a relative POSIX path as Data Package 2.0 allows it"""


@pytest.mark.parametrize("folder", ["", "years/2022/"])
def test_a_data_package_describes_files_that_lie_there(folder: str) -> None:
    files = files_of(sample.archive())
    package = json.loads(files[f"{folder}datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names) > 0
    for resource in package["resources"]:
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert PATH.fullmatch(resource["path"])
        content = files[folder + resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_table_schema_names_the_columns_of_the_list_in_order() -> None:
    files = files_of(ARCHIVE)
    package = json.loads(files["years/2022/datapackage.json"])
    table = next(r for r in package["resources"] if r["format"] == "csv")
    head, *lines = files[f"years/2022/{table['path']}"].decode("utf-8-sig").split("\r\n")
    fields = table["schema"]["fields"]
    assert [field["name"] for field in fields] == head.split(",")
    required = [n for n, f in enumerate(fields) if f.get("constraints", {}).get("required")]
    for line in filter(None, lines):
        assert all(line.split(",")[n] for n in required)
    assert table["schema"]["primaryKey"] == ["序号"]


@pytest.mark.parametrize(
    "value", [{}, [], {"a": []}, {"年": 2022, "b": [1, {"c": None}], "d": ("<", '"\\')}, "甲", [[]]]
)
def test_open_data_is_laid_out_as_json_dumps_does_it(value: object) -> None:
    assert dump(value) == json.dumps(value, ensure_ascii=False, indent=1) + "\n"
