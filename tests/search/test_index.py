"""索引与小表：what is written for the browser, and that it is the same every time."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.pages import build_archive, build_index, rows
from generator.pages.environment import build_environment, render_page
from generator.search import SearchIndexError, build_search_documents, pagefind
from generator.search.tables import fragments_json
from tests.search.sample import CASES, build_archive_value
from tests.search.site import as_written, row_files, write_index, write_search

ARCHIVE = build_archive_value()
DOCUMENTS = build_search_documents(ARCHIVE, as_written)


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    files = write_search(ARCHIVE, tmp_path_factory.mktemp("tables"))
    return {path.removeprefix("search/"): json.loads(text) for path, text in files.items()}


def test_documents_stand_in_the_order_of_the_archive() -> None:
    assert [document.title for document in DOCUMENTS] == [case.title for case in CASES]


def test_a_document_holds_names_summary_figures_and_sections() -> None:
    first = DOCUMENTS[0]
    assert first.names == ("主轴装配班", "上海样例精密机械有限公司", "样例精机", "SHQ-2024-0001")
    assert [block.heading for block in first.blocks] == ["摘要", "指标", "班组概况", "建设成效"]
    assert first.blocks[1].text == "一次交验合格率：96.2%→99.1%"
    assert [block.anchor for block in first.blocks] == ["", "results", "team-profile", "results"]


def test_a_heading_of_the_authors_own_gets_its_anchor_from_the_caller() -> None:
    own = build_search_documents(ARCHIVE, as_written, lambda s: s.slug or s.title)[2]
    assert own.blocks[-1].anchor == "我们的笨办法"


def test_two_runs_in_different_folders_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = write_index(ARCHIVE, tmp_path / "a"), write_index(ARCHIVE, tmp_path / "b/c")
    assert first == second
    assert tree(tmp_path / "a") == tree(tmp_path / "b/c")


def test_only_what_our_search_reads_is_published(tmp_path: Path) -> None:
    indexed = write_index(ARCHIVE, tmp_path)
    top = {path.name.split(".")[0] for path in (tmp_path / "pagefind").iterdir()}
    assert top == {"fragment", "index", "pagefind", "pagefind-entry", "wasm"}
    fragments = {path.stem for path in (tmp_path / "pagefind/fragment").iterdir()}
    assert fragments == {id for each in indexed for id in each.ids.values()}


def test_the_entry_counts_the_cases(tmp_path: Path) -> None:
    write_index(ARCHIVE, tmp_path)
    entry = json.loads((tmp_path / "pagefind/pagefind-entry.json").read_text("utf-8"))
    assert [each["page_count"] for each in entry["languages"].values()] == [len(CASES)]


def test_settings_of_the_machine_do_not_reach_pagefind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_GLOB", "nothing-*.html")
    assert write_index(ARCHIVE, tmp_path)


def test_without_a_case_there_is_no_index_and_empty_tables(tmp_path: Path) -> None:
    files = write_search(build_archive_value(cases=False), tmp_path)
    assert files["search/fragments.json"] == '""\n'
    assert not (tmp_path / "pagefind").exists()


def test_two_documents_of_one_address_stop_the_build(tmp_path: Path) -> None:
    year = ARCHIVE.years[0]
    twice = replace(year, cases=(year.cases[0], year.cases[0]))
    with pytest.raises(SearchIndexError, match="应有 2 个案例进入索引"):
        write_index(replace(ARCHIVE, years=(twice,)), tmp_path)


def _missing() -> Path:
    raise FileNotFoundError


def _slow(*_args: object, **_more: object) -> None:
    raise subprocess.TimeoutExpired("pagefind", 1)


def _broken(*args: object, **_more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.CompletedProcess(["pagefind"], 1, b"", b"out of space\n")


def _idle(*args: object, **_more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.CompletedProcess(["pagefind"], 0, b"", b"")


@pytest.mark.parametrize(
    ("name", "fault", "message"),
    [
        ("pagefind_bin.get_executable", _missing, "找不到 pagefind"),
        ("subprocess.run", _slow, "已停止"),
        ("subprocess.run", _broken, "out of space"),
        ("subprocess.run", _idle, "没有写出该写的文件"),
    ],
)
def test_what_goes_wrong_is_said_in_chinese(
    name: str,
    fault: Callable[..., object],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(f"{pagefind.__name__}.{name}", fault)
    with pytest.raises(SearchIndexError, match=message):
        write_index(ARCHIVE, tmp_path)


def test_filter_values_are_numbers_into_the_options_of_the_page(tables: dict[str, Any]) -> None:
    cases = tables["cases.json"]
    assert (cases["total"], cases["rows"]) == (len(CASES), rows.ROWS_A_FILE)
    columns = {facet["name"]: facet for facet in cases["facets"]}
    assert columns["year"]["values"] == ["2024", "2023"]
    assert columns["year"]["of"] == [[0], [0], [0], [1], [1], [1]]
    assert columns["methods"]["of"][:3] == [[0], [], [0, 1]]


def test_rows_come_in_files_of_some_as_the_archive_page_writes_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "ROWS_A_FILE", 4)
    index = build_index(build_archive_value())
    files = {path: json.loads(text) for path, text in row_files(index).items()}
    assert {path: len(made) for path, made in files.items()} == {
        "search/rows/0.json": 4,
        "search/rows/1.json": 2,
    }
    page = render_page(build_environment(), "archive", build_archive(index), "..")
    for row in files["search/rows/0.json"] + files["search/rows/1.json"]:
        assert row in page


def test_every_case_has_its_fragment(tables: dict[str, Any]) -> None:
    assert len(set(tables["fragments.json"].split())) == len(CASES)


@pytest.mark.parametrize(
    ("ids", "beginnings"),
    [
        ((), ""),
        (("zh_7a",), "7"),
        (("zh_abcd", "zh_abce", "zh_1234"), "abcd abce 1"),
        (("zh_12", "zh_123"), "12 123"),
    ],
)
def test_of_a_fragments_id_only_what_tells_it_apart_is_published(
    ids: tuple[str, ...], beginnings: str
) -> None:
    assert json.loads(fragments_json(ids)) == beginnings


def test_names_hold_former_and_short_names_once(tables: dict[str, Any]) -> None:
    names = tables["names.json"]
    assert names["organisations"] == [
        ["organisations/fangzhi/", "上海样例纺织厂"],
        ["organisations/gongjiao/", "上海样例公共交通有限公司", "上海样例汽车运输公司"],
        ["organisations/jingji/", "上海样例精密机械有限公司", "样例精机"],
        ["organisations/yiyuan/", "上海样例医院", "样例人民医院"],
    ]
    first = [2, "2024/case-1", "主轴装配班", ["把五微米装进心里"], "SHQ-2024-0001"]
    assert names["cases"][0] == first
    assert names["cases"][5][3] == ["看得见的温度", "看得见的温度：热处理班的做法"]


def test_a_listed_team_without_a_case_can_be_found_too(tables: dict[str, Any]) -> None:
    assert tables["names.json"]["teams"] == [[0, "细纱甲班", 2024]]
