"""年度页 and 历年对照：official order, labels of the year, counts that agree with the list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markupsafe import Markup

from generator.pages import year as year_module
from generator.pages.home import build_home
from generator.pages.index import build_index
from generator.pages.year import YearView, build_year, build_year_parts
from generator.pages.years import build_years
from tests.pages import sample


def view_of(year: int) -> YearView:
    found = sample.index()
    return build_year(found.years[year], found, ())


def test_the_list_runs_by_domain_in_official_order_under_the_labels_of_the_year() -> None:
    groups = [(g.label.text, [e.team.text for e in g.entries]) for g in view_of(2022).groups]
    assert groups == [
        ("制造类", ["“匠芯”装配班组", "示例热处理班"]),
        ("市场服务类", ["①号线班"]),
        ("建造类", ["示例2班"]),
    ]


def test_only_an_entry_with_a_public_case_links_to_a_case() -> None:
    first, second = view_of(2022).groups[0].entries
    assert first.team.url == "cases/2022/case-1/"
    assert second.team.url is None
    assert second.organisation.url == "organisations/jingmi/"


def test_numbers_are_those_of_the_announcement() -> None:
    numbers = [(n.value, n.label) for n in view_of(2022).numbers]
    assert numbers == [
        ("4", "经验"),
        ("2", "典型经验"),
        ("1", "推荐申报全国"),
        ("2", "公开案例"),
    ]


def test_without_official_counts_typical_ones_still_count_as_experience() -> None:
    assert [(n.value, n.label) for n in view_of(2024).numbers][:2] == [
        ("3", "经验"),
        ("2", "典型经验"),
    ]


def test_statistics_leave_out_what_nobody_stated() -> None:
    tables = {t.title: {b.label: b.count for b in t.bars} for t in view_of(2022).statistics}
    assert tables["按区"] == {"嘉定区": 2, "青浦区": 1}
    assert tables["按领域"] == {"制造类": 2, "市场服务类": 1, "建造类": 1}
    assert tables["按推荐单位"] == {"示例集团": 4}


def test_the_longest_bar_is_full() -> None:
    bars = view_of(2022).statistics[0].bars
    assert [bar.width for bar in bars] == ["100.0", "50.0", "50.0"]


def test_the_note_names_the_number_of_the_announcement_or_else_its_title() -> None:
    assert view_of(2022).original == "沪示协〔2022〕9号"
    archive = sample.archive()
    bare = replace(archive.years[1], notices=(sample.notice(2022, doc_number=None),))
    assert year_module.original_of(bare) == "《关于发布2022年典型经验的通知（示例）》"


def test_a_year_knows_its_neighbours() -> None:
    assert (view_of(2022).earlier, view_of(2024).later) == (None, None)
    later = view_of(2022).later
    assert later and later.url == "years/2024/"


def test_a_list_too_long_for_one_page_moves_to_a_page_for_each_domain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(year_module, "LONGEST_LIST", 3)
    assert next(g.url for g in view_of(2022).groups) == "years/2022/manufacturing/"
    assert not any(group.entries for group in view_of(2022).groups)
    found = sample.index()
    parts = dict(build_year_parts(found.years[2022], found))
    assert sum(len(part.group.entries) for part in parts.values()) == 4


def test_the_comparison_uses_standing_labels_and_marks_what_a_year_did_not_have() -> None:
    view = build_years(sample.index())
    assert [column.text for column in view.columns] == ["2022", "2024"]
    domains = {link.text: cells for link, cells in view.comparisons[1].rows}
    assert domains["建设工程类"] == ("1", "1")
    assert domains["制造类"] == ("2", "1")
    tiers = {link.text: cells for link, cells in view.comparisons[0].rows}
    assert tiers == {"经验": ("4", "3"), "典型经验": ("2", "2")}


def test_a_changed_label_is_explained_oldest_first() -> None:
    changes = build_years(sample.index()).changes
    assert [change.labels for change in changes] == [
        ("建造类（2023年及以前）", "建设工程类（2024年起）")
    ]


def test_home_shows_the_picks_of_the_editors_and_without_any_the_newest_cases() -> None:
    chosen = build_index(sample.archive(picks=("SHQ-2022-0001",)))
    assert [r.id for r in build_home(chosen, Markup()).picks] == ["SHQ-2022-0001"]
    newest = [r.id for r in build_home(sample.index(), Markup()).picks]
    assert newest == ["SHQ-2024-0001", "SHQ-2024-0002", "SHQ-2022-0002"]


def test_home_shows_the_newest_year_in_three_numbers() -> None:
    newest = build_home(sample.index(), Markup()).newest
    assert newest is not None
    assert [n.label for n in newest.numbers] == ["经验", "典型经验", "公开案例"]
