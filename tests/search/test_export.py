"""检索导出：what a search server gets fits its mapping, says what the site says, and no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.search.export import (
    BULK,
    DOCUMENTS,
    MAPPING,
    MAPPING_OF_CASES,
    SETTINGS,
    SETTINGS_OF_CASES,
    build_export,
)
from tests.support import ROOT
from tests.test_gate import ARCHIVE

TYPES: dict[str, type] = {"keyword": str, "text": str, "short": int}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return dict(build_export(ARCHIVE))


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def misfits(value: Any, mapping: dict[str, Any], path: str = "") -> list[str]:
    """Where a document breaks a strict mapping: unknown fields, and values of another type."""
    if isinstance(value, list):
        return [found for item in value for found in misfits(item, mapping, path)]
    if "properties" in mapping:
        known = mapping["properties"]
        unknown = [f"{path}.{name}" for name in value if name not in known]
        inner = (
            misfits(value[name], known[name], f"{path}.{name}") for name in value if name in known
        )
        return unknown + [found for several in inner for found in several]
    return [] if type(value) is TYPES[mapping["type"]] else [path]


def test_every_document_fits_the_mapping(files: dict[str, str]) -> None:
    mapping = json.loads(files[MAPPING])["mappings"]
    assert mapping["dynamic"] == "strict"
    documents = lines(files[DOCUMENTS])
    assert documents
    assert [misfits(document, mapping) for document in documents] == [[]] * len(documents)
    assert misfits({"id": 1, "nobody": ""}, mapping) == [".nobody", ".id"]


def test_the_bulk_request_names_the_index_before_each_document(files: dict[str, str]) -> None:
    bulk = lines(files[BULK])
    assert bulk[1::2] == lines(files[DOCUMENTS])
    assert [action["index"]["_id"] for action in bulk[::2]] == [d["id"] for d in bulk[1::2]]
    assert files[BULK].endswith("}\n")


def test_the_settings_name_only_fields_that_the_documents_have(files: dict[str, str]) -> None:
    settings = json.loads(files[SETTINGS])
    assert settings == SETTINGS_OF_CASES
    known = MAPPING_OF_CASES["mappings"]["properties"]
    named = [*settings["searchableAttributes"], *settings["filterableAttributes"]]
    assert {name.partition(".")[0] for name in named} <= set(known)


def test_a_case_is_found_under_its_labels_and_with_all_its_text(files: dict[str, str]) -> None:
    by_id = {document["id"]: document for document in lines(files[DOCUMENTS])}
    for case in ARCHIVE.cases:
        document = by_id.pop(case.id)
        assert case.team in document["names"]
        assert [part["heading"] for part in document["sections"]] == [
            s.title for s in case.sections
        ]
        assert document["url"].startswith("https://")
    assert by_id == {}


def test_the_command_writes_into_an_empty_folder_only(tmp_path: Path) -> None:
    target = tmp_path / "out"
    run = CliRunner().invoke(main, ["--root", str(ROOT), "export", "search", str(target)])
    assert run.exit_code == 0, run.output
    assert sorted(path.name for path in target.iterdir()) == sorted(
        [DOCUMENTS, BULK, MAPPING, SETTINGS]
    )
    again = CliRunner().invoke(main, ["--root", str(ROOT), "export", "search", str(target)])
    assert again.exit_code == 2
    assert "已有文件" in again.output
