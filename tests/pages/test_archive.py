"""案例档案：filters counted beforehand, and a list that never grows beyond its page."""

from __future__ import annotations

import pytest

from generator.pages import archive as archive_module
from generator.pages.archive import build_archive, build_archive_part, build_pagers
from generator.urls import archive_url
from tests.pages import sample


def test_facets_come_from_the_field_table_with_counts_and_static_pages() -> None:
    view = build_archive(sample.index())
    facets = {facet.name: facet for facet in view.facets}
    assert list(facets) == [
        *("year", "domain", "industry", "district", "tier", "category", "methods"),
    ]
    domain = {o.value: (o.label, o.count, o.url) for o in facets["domain"].options}
    assert domain["construction"] == ("建设工程类", 2, "domains/construction/")
    assert [o.url for o in facets["tier"].options] == [None]
    assert [(o.value, o.count) for o in facets["methods"].options] == [("fmea", 3), ("spc", 2)]


def test_a_short_list_stands_on_one_page() -> None:
    view = build_archive(sample.index())
    assert view.total == len(view.rows) == 4
    assert (view.pager.pages, view.pager.earlier, view.pager.later) == (1, None, None)
    assert [pager.place for pager in build_pagers(sample.index())] == [1]


def test_a_long_list_goes_on_over_pages_that_lead_to_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive_module, "ROWS_ON_PAGE", 3)
    index = sample.index()
    first = build_archive(index)
    parts = {
        archive_url(pager.place): build_archive_part(pager, index)
        for pager in build_pagers(index)[1:]
    }
    assert list(parts) == ["archive/2/"]
    second = parts["archive/2/"]
    assert [row.id for row in (*first.rows, *second.rows)] == [case.id for case in index.all]
    assert (first.total, second.total) == (4, 4)
    assert first.pager.later is not None
    assert first.pager.later.url == "archive/2/"
    assert second.pager.earlier is not None
    assert second.pager.earlier.url == "archive/"
    assert second.pager.later is None


def test_each_year_leads_to_the_page_on_which_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "ROWS_ON_PAGE", 1)
    index = sample.index()
    found = {link.text: link.url for link in build_archive(index).pager.years}
    newest, oldest = index.all[0].year, index.all[-1].year
    place = next(n for n, case in enumerate(index.all, 1) if case.year == oldest)
    assert found == {f"{newest} 年": "archive/", f"{oldest} 年": f"archive/{place}/"}
