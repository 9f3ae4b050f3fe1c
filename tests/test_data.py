"""数据文件：what spreadsheets and other programs read."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

import pytest

from generator import data
from generator.data import COLUMNS, as_text_cell, build_results_csv, build_robots, build_sitemap
from tests.test_gate import ARCHIVE

YEARS = {year.year: year for year in ARCHIVE.years}


def rows(year: int) -> list[dict[str, str]]:
    text = build_results_csv(YEARS[year], ARCHIVE).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_list_of_a_year_is_a_spreadsheet_that_excel_opens() -> None:
    content = build_results_csv(YEARS[2022], ARCHIVE)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == len(YEARS[2022].results.entries) + 1
    assert tuple(rows(2022)[0]) == COLUMNS


def test_a_row_says_what_the_announcement_said_in_its_year() -> None:
    first = rows(2022)[0]
    assert (first["单位"], first["班组"], first["等级"]) == (
        "上海示例机械有限公司",
        "装配一班",
        "典型经验",
    )
    assert (first["推荐全国"], first["入选全国"]) == ("是", "全国质量信得过班组")
    assert rows(2022)[3]["单位"] == "上海示例电梯维修有限公司"
    assert {row["领域"] for row in rows(2022) if row["班组"] == "钢筋班"} == {"建造类"}
    assert {row["领域"] for row in rows(2024) if row["班组"] == "钢筋班"} == {"建设工程类"}


def test_what_is_for_the_office_only_is_not_in_it() -> None:
    text = build_results_csv(YEARS[2022], ARCHIVE).decode("utf-8-sig")
    assert "备注" not in text and "材料已归档" not in text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "＋1", "－1", "＠x"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert as_text_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["装配一班", "", "3M班", "①号线", "（一）班"])
def test_a_text_is_left_as_it_is(text: str) -> None:
    assert as_text_cell(text) == text


def test_a_sitemap_lists_full_addresses_and_escapes_them() -> None:
    text = build_sitemap("https://share.example.org/anli/", ["", "cases/2022/a&b/"])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert [node.text for node in root.iter(f"{space}loc")] == [
        "https://share.example.org/anli/",
        "https://share.example.org/anli/cases/2022/a&b/",
    ]


def test_robots_are_told_where_the_sitemap_is() -> None:
    assert "Sitemap: https://a.example/b/sitemap.xml" in build_robots("https://a.example/b/")


def test_the_file_of_a_year_lies_beside_its_page() -> None:
    assert data.results_file(2022) == "years/2022/results-2022.csv"
