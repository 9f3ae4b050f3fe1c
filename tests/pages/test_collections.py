"""汇集页：standing labels, all names of an organisation, cases first, then the other teams."""

from __future__ import annotations

import pytest

from generator.pages import collected as collected_module
from generator.pages.collections import (
    CollectionView,
    build_browse,
    build_collection,
    build_collection_parts,
    build_overview,
    collect,
)
from generator.pages.index import Index
from generator.pages.parts import KIND_LABELS
from tests.pages import sample


def all_parts(kind: str, slug: str, index: Index) -> dict[str, CollectionView]:
    """Every further page of a collection."""
    of = collect(kind, slug, index)
    return {url: view for year in of.moved for url, view in build_collection_parts(of, year, index)}


def main_page(kind: str, slug: str, index: Index) -> CollectionView:
    """Its own page."""
    return build_collection(collect(kind, slug, index), index)


def test_a_domain_page_uses_the_standing_label_and_tells_what_it_was_called_in_a_year() -> None:
    view = main_page("domain", "construction", sample.index())
    assert view.title == "建设工程类"
    assert [(y.year.text, y.label) for y in view.years] == [("2024 年", ""), ("2022 年", "建造类")]
    assert view.years[1].rows[0].domain == "建设工程类"
    assert view.former == ("建造类（2023年及以前）", "建设工程类（2024年起）")


def test_an_organisation_page_has_all_its_teams_and_former_names() -> None:
    view = main_page("organisation", "jingmi", sample.index())
    assert view.former == ("上海示例精密机械厂（至 2023-05）",)
    assert view.sentence == "嘉定区。2022—2024 年，4 个班组列入公布名单，2 个案例公开。"
    teams = [(y.year.text, [o.team.text for o in y.others]) for y in view.years]
    assert teams == [("2024 年", ["示例热处理班"]), ("2022 年", ["示例热处理班"])]


def test_a_method_page_lists_the_cases_that_use_it() -> None:
    view = main_page("method", "fmea", sample.index())
    rows = [row.id for year in view.years for row in year.rows]
    assert rows == ["SHQ-2024-0001", "SHQ-2024-0002", "SHQ-2022-0001"]
    assert view.sentence == "2022—2024 年，3 个公开案例用到这一方法。"


def test_a_term_with_nothing_public_has_no_page() -> None:
    assert "5s" not in sample.index().slugs("method")


def test_every_overview_counts_what_its_pages_hold() -> None:
    found = sample.index()
    for kind in KIND_LABELS:
        bars = [bar for group in build_overview(kind, found).groups for bar in group.bars]
        for slug in found.slugs(kind):
            held = sum(year.count for year in main_page(kind, slug, found).years)
            assert held in {bar.count for bar in bars if bar.url and bar.url.endswith(f"/{slug}/")}


def test_organisations_stand_under_their_district_and_the_rest_at_the_end() -> None:
    groups = build_overview("organisation", sample.index()).groups
    assert [group.title for group in groups] == ["嘉定区", "青浦区", "未注明区"]


def test_the_browse_page_leads_to_every_overview() -> None:
    urls = {link.url for link in build_browse(sample.index()).siblings}
    assert urls == {
        *("domains/", "industries/", "districts/"),
        *("methods/", "organisations/", "recommenders/"),
    }


def test_a_long_collection_keeps_its_newest_year_and_moves_the_others_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collected_module, "LONGEST_PAGE", 2)
    found = sample.index()
    main = main_page("organisation", "jingmi", found)
    assert [y.url for y in main.years] == [None, "organisations/jingmi/2022/"]
    parts = all_parts("organisation", "jingmi", found)
    assert [p.years[0].count for p in parts.values()] == [2]


def test_a_year_too_long_for_a_page_has_several_and_its_beginning_stands_on_the_main_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = sample.index()
    whole = {row.id for y in main_page("method", "fmea", found).years for row in y.rows}
    monkeypatch.setattr(collected_module, "LONGEST_PAGE", 1)
    main = main_page("method", "fmea", found)
    assert [(len(y.rows), y.url) for y in main.years] == [
        (1, "methods/fmea/2024/"),
        (0, "methods/fmea/2022/"),
    ]
    parts = all_parts("method", "fmea", found)
    assert list(parts) == ["methods/fmea/2024/", "methods/fmea/2024/2/", "methods/fmea/2022/"]
    assert {row.id for part in parts.values() for row in part.years[0].rows} == whole
    second = parts["methods/fmea/2024/2/"]
    assert second.title == "FMEA · 2024 年（第 2 页）"
    assert [page.text for page in second.years[0].pages] == ["1—1", "2—2"]
    assert second.years[0].place == 2


def test_other_teams_of_a_year_follow_its_cases_from_page_to_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collected_module, "LONGEST_PAGE", 1)
    parts = all_parts("organisation", "jingmi", sample.index())
    held = [(len(p.years[0].rows), len(p.years[0].others)) for p in parts.values()]
    assert held == [(1, 0), (0, 1), (1, 0), (0, 1)]
