"""年度页 and 历年对照：official order, labels of the year, counts that agree with the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from markupsafe import Markup

from generator.gate import PublicYear
from generator.model import Count, Step
from generator.pages import roster
from generator.pages import year as year_module
from generator.pages.home import build_home
from generator.pages.index import build_index
from generator.pages.parts import Link
from generator.pages.statistics import TITLES, Breakdown, count_by
from generator.pages.tiles import PLACES, SHADES, shade_of
from generator.pages.timeline import Strip, build_strip
from generator.pages.year import YearView, build_year, build_year_parts
from generator.pages.years import build_years
from tests.pages import sample
from tests.support import ROOT, examine


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


def breakdowns(year: int) -> dict[str, Breakdown]:
    return {b.kind: b for b in view_of(year).breakdowns}


def test_statistics_count_the_list_and_say_how_many_teams_stated_nothing() -> None:
    tables = {kind: {b.label: b.count for b in t.bars} for kind, t in breakdowns(2022).items()}
    assert tables["district"] == {"嘉定区": 2, "青浦区": 1}
    assert tables["domain"] == {"制造类": 2, "市场服务类": 1, "建造类": 1}
    assert tables["recommender"] == {"示例集团": 4}
    assert breakdowns(2022)["district"].notes == ("另有 1 个班组，名单没有写明。",)


def test_every_breakdown_adds_up_to_the_list() -> None:
    found = sample.index()
    for year in found.years.values():
        for kind in TITLES:
            assert sum(count_by(kind, year).values()) == len(year.results.entries), kind


def test_the_longest_bar_is_full() -> None:
    assert [bar.width for bar in breakdowns(2022)["domain"].bars] == ["100.0", "50.0", "50.0"]


def counted_otherwise(**more: Any) -> PublicYear:
    year = sample.archive().years[1]
    return replace(year, results=replace(year.results, **more))


def test_where_the_announcement_counts_otherwise_both_figures_are_shown() -> None:
    found = sample.index()
    counts = (Count("manufacturing", 2), Count("market-service", 1), Count("construction", 7))
    view = build_year(counted_otherwise(domain_counts=counts, total=10, nominated=3), found)
    assert view.breakdowns[0].notes == ("公告写建造类 7 个，名单里有 1 个，以公告原件为准。",)
    assert view.differences == (
        "公告写总数 10 个，名单里有 4 个",
        "公告写推荐全国 3 个，名单里有 1 个",
    )


def test_where_both_agree_the_page_says_so() -> None:
    counts = (Count("manufacturing", 2), Count("market-service", 1), Count("construction", 1))
    view = build_year(counted_otherwise(domain_counts=counts), sample.index())
    assert view.breakdowns[0].notes == ("按名单计数，与公告写的数字一致。",)
    assert view.differences == ()


def test_sixteen_districts_each_have_a_tile_of_their_own() -> None:
    shipped = examine(ROOT).archive
    assert shipped is not None
    codes = {t.slug for t in shipped.vocabularies["district"].terms if t.code}
    assert set(PLACES) == codes
    assert len(set(PLACES.values())) == 16


def test_a_tile_is_shaded_by_its_count_and_links_only_where_there_is_something() -> None:
    tiles = {tile.name: tile for tile in breakdowns(2022)["district"].tiles}
    assert (tiles["嘉定"].count, tiles["嘉定"].shade) == (2, SHADES)
    assert (tiles["青浦"].count, tiles["青浦"].shade) == (1, 2)
    assert tiles["青浦"].url == "districts/qingpu/"
    assert [shade_of(count, 0) for count in (0, 3)] == [0, 0]
    assert [shade_of(count, 100) for count in (0, 1, 25, 26, 100)] == [0, 1, 1, 2, 4]


def test_a_district_that_is_none_of_the_sixteen_is_named_beside_the_tiles() -> None:
    archive = sample.archive()
    outside = sample.term("outside", "市外项目")
    known = archive.vocabularies["district"]
    vocabularies = {
        **archive.vocabularies,
        "district": replace(known, terms=(*known.terms, outside)),
    }
    entries = (*sample.ENTRIES_2022, sample.entry(team="远方班", district="outside"))
    year = counted_otherwise(entries=entries)
    found = build_index(replace(archive, vocabularies=vocabularies, years=(year,)))
    made = {b.kind: b for b in build_year(year, found).breakdowns}
    assert made["district"].notes[0] == "方格之外：市外项目 1 个。"


def test_a_label_of_the_year_is_explained_by_the_one_of_today() -> None:
    assert view_of(2022).renames == ("“建造类”自 2024 年起称“建设工程类”",)
    assert view_of(2024).renames == ()


def test_a_step_lies_on_the_line_of_its_year_where_its_dates_are() -> None:
    whole = Step("全年", "全年", date(2022, 1, 1), date(2022, 12, 31))
    due = Step("截止", "6月30日前", None, date(2022, 6, 30))
    over = Step("跨年", "12月至次年1月", date(2022, 12, 16), date(2023, 1, 31))
    gone = Step("次年", "次年", date(2023, 2, 1))
    assert build_strip(whole, 2022) == Strip("0.0", "120.0", due=False)
    assert build_strip(due, 2022) == Strip("58.4", "1.6", due=True)
    assert build_strip(over, 2022) == Strip("114.8", "5.2", due=False)
    assert build_strip(gone, 2022) is None
    assert build_strip(Step("另行通知", "另行通知"), 2022) is None


def test_the_calendar_follows_the_notice_of_the_activity() -> None:
    year = sample.archive().years[1]
    activity = sample.notice(2022, slug="activity", kind="activity", title="活动通知")
    both = replace(year, notices=(*year.notices, activity))
    assert build_year(both, sample.index()).calendar_source.url == "notices/2022/activity/"
    assert view_of(2022).calendar_source.url == "notices/2022/results/"


def test_files_are_offered_with_format_and_size_and_a_calendar_only_where_there_is_one() -> None:
    found = sample.index()
    link = Link("Excel 表格", "years/2022/results-2022.xlsx")
    sizes = {"years/2022/results-2022.xlsx": 12_400, "years/2022/calendar-2022.ics": 900}
    view = build_year(found.years[2022], found, (link,), sizes)
    assert [file.note for file in view.downloads] == ["XLSX，12 KB"]
    assert view.calendar_file and view.calendar_file.note == "ICS，1 KB"
    assert view_of(2022).calendar_file is None


def test_the_note_names_the_number_of_the_announcement_or_else_its_title() -> None:
    assert view_of(2022).original == "沪示协〔2022〕9号"
    archive = sample.archive()
    bare = replace(archive.years[1], notices=(sample.notice(2022, doc_number=None),))
    assert year_module.original_of(bare) == "《关于发布2022年典型经验的通知（示例）》"


def test_a_year_knows_its_neighbours() -> None:
    assert (view_of(2022).earlier, view_of(2024).later) == (None, None)
    later = view_of(2022).later
    assert later and later.url == "years/2024/"


def test_a_list_too_long_for_one_page_moves_to_pages_for_each_domain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(roster, "LONGEST_LIST", 1)
    groups = {g.slug: g for g in view_of(2022).groups}
    assert [page.url for page in groups["manufacturing"].pages] == [
        "years/2022/manufacturing/",
        "years/2022/manufacturing/2/",
    ]
    assert not any(group.entries for group in groups.values())
    found = sample.index()
    parts = dict(build_year_parts(found.years[2022], found))
    numbers = [entry.number for view in parts.values() for entry in view.part.group.entries]
    assert sorted(numbers) == [1, 2, 3, 4]
    assert parts["years/2022/manufacturing/2/"].title == "2022 年名单：制造类（第 2 页）"


def test_the_order_of_a_column_is_the_official_one_and_not_that_of_the_alphabet() -> None:
    orders = {column.title: column.order for column in view_of(2022).columns}
    assert orders["序号"] == "number"
    assert orders["单位"] == "text"
    assert orders["等级"] == "经验|典型经验"


def test_the_comparison_uses_standing_labels_and_marks_what_a_year_did_not_have() -> None:
    view = build_years(sample.index())
    assert [column.text for column in view.columns] == ["2022", "2024"]
    tables = {
        table.title: {link.text: [cell.text for cell in cells] for link, cells in table.rows}
        for table in view.comparisons
    }
    assert tables["按领域"] == {
        "制造类": ["2", "1"],
        "市场服务类": ["1", "1"],
        "建设工程类": ["1", "1"],
    }
    assert tables["按等级"] == {"经验": ["4", "3"], "典型经验": ["2", "2"]}
    assert tables["按类别"] == {"常规": ["3", "3"], "技术创新型": ["1", "—"]}
    assert tables["规模"]["单位"] == ["3", "2"]


def test_a_difference_between_paper_and_list_is_told_in_the_comparison_too() -> None:
    archive = sample.archive()
    years = (archive.years[0], counted_otherwise(total=9))
    found = build_index(replace(archive, years=years))
    assert build_years(found).differences == ("2022 年公告写总数 9 个，名单里有 4 个",)


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
