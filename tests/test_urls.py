"""网址：every address is made in one place, and never changes."""

from __future__ import annotations

import posixpath

import pytest

from generator import urls
from tests.test_gate import ARCHIVE, CONTENT


def test_addresses_are_those_of_the_contract() -> None:
    case = next(case for case in ARCHIVE.cases if case.year == 2022)
    notice = ARCHIVE.years[1].notices[0]
    assert urls.case_url(case) == "cases/2022/zhuangpei-yiban/"
    assert urls.year_url(2022) == "years/2022/"
    assert urls.notice_url(notice) == "notices/2022/results/"
    assert urls.collection_url("domain") == "domains/"
    assert urls.collection_url("organisation", "shili") == "organisations/shili/"


def test_the_ledger_holds_the_addresses_that_pages_have() -> None:
    ledger = {entry.id: entry.address for entry in CONTENT.ledger}
    for case in ARCHIVE.cases:
        assert ledger[case.id] == urls.case_url(case)


@pytest.mark.parametrize(
    ("url", "file"),
    [("", "index.html"), ("cases/2022/a/", "cases/2022/a/index.html"), ("404.html", "404.html")],
)
def test_a_folder_is_answered_by_its_index(url: str, file: str) -> None:
    assert urls.file_of(url) == file


@pytest.mark.parametrize("url", ["", "archive/", "years/2022/", "cases/2022/a/", "404.html"])
def test_the_way_back_leads_to_the_root(url: str) -> None:
    folder = posixpath.dirname("/site/" + urls.file_of(url))
    assert posixpath.normpath(posixpath.join(folder, urls.base_of(url))) == "/site"
