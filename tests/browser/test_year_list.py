"""年度页：the list can be sorted and searched, stays a table without script, and bears bad input."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from generator.furnishing import furnish
from generator.gate import Archive, PublicYear
from generator.model import Entry, Notice, Organisation, Step, YearResult
from generator.output import Writer
from generator.plugin import render_chrome
from tests.browser.axe import violations
from tests.browser.conftest import DESK, PHONE, ROOT, Handler, Visit, visit
from tests.support import examine

pytestmark = pytest.mark.browser

YEAR = "years/2022/"
HEAVIEST = 25_000
"""bytes of HTML on the wire"""


def column(page: Page, number: int) -> list[str]:
    """Texts of a column, in the order shown."""
    cells = page.locator(f".roster .entry > :nth-child({number})")
    return [text.strip() for text in cells.all_text_contents()]


def sort_by(page: Page, title: str) -> None:
    page.locator(".roster thead").get_by_role("button", name=title, exact=True).click()


def test_a_click_on_a_head_sorts_and_a_second_one_turns_the_order_round(visitor: Visit) -> None:
    page = visitor.open(YEAR)
    official = column(page, 2)
    sort_by(page, "等级")
    tiers = [tier.split()[0] for tier in column(page, 4)]
    assert tiers == sorted(tiers, key=["经验", "典型经验"].index)
    head = page.locator(".roster th[aria-sort]")
    assert (head.count(), head.inner_text(), head.get_attribute("aria-sort")) == (
        *(1, "等级"),
        "ascending",
    )
    assert "已按等级排列，升序" in page.locator("[data-list-tools] [role=status]").inner_text()
    sort_by(page, "等级")
    assert column(page, 4)[0].startswith("典型经验")
    assert head.get_attribute("aria-sort") == "descending"
    sort_by(page, "序号")
    assert column(page, 2) == official
    assert visitor.faults == []


def test_districts_run_in_official_order_and_what_states_none_comes_last(visitor: Visit) -> None:
    page = visitor.open(YEAR)
    sort_by(page, "区")
    shown = list(dict.fromkeys(column(page, 6)))
    assert shown[:4] == ["黄浦区", "徐汇区", "长宁区", "静安区"]


def test_out_of_its_segment_a_row_still_says_its_domain(visitor: Visit) -> None:
    page = visitor.open(YEAR)
    sort_by(page, "单位")
    assert page.locator(".roster .segment:visible").count() == 0
    row = page.locator(".entry", has_text="钢筋示范班组").locator("th")
    assert row.evaluate("e => getComputedStyle(e, '::after').content") == '"建造类"'


def test_the_list_can_be_searched_sorted_or_not(visitor: Visit) -> None:
    page = visitor.open(YEAR)
    page.get_by_label("在名单里找").fill("轨道交通")
    assert page.locator(".entry:visible").count() == 1
    assert page.locator(".segment:visible").count() == 1
    sort_by(page, "单位")
    assert page.locator(".entry:visible").count() == 1
    page.get_by_label("在名单里找").fill("没有这样的班组")
    assert "名单里没有" in page.locator("[data-list-tools] [role=status]").inner_text()


def test_a_keyboard_alone_sorts_and_keeps_its_place(visitor: Visit) -> None:
    page = visitor.open(YEAR)
    page.get_by_label("在名单里找").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".roster th[aria-sort]").inner_text() == "班组"
    assert page.evaluate("document.activeElement.textContent") == "班组"


def test_without_script_the_list_is_a_plain_table_in_the_order_of_the_paper(
    plain_visitor: Visit,
) -> None:
    page = plain_visitor.open(YEAR)
    assert page.locator(".roster .entry:visible").count() == 32
    assert page.locator(".roster button").count() == 0
    assert column(page, 1) == [str(number) for number in range(1, 33)]


def test_a_sorted_list_is_accessible_and_keeps_to_the_window(visitor: Visit) -> None:
    page = visitor.open(YEAR)
    sort_by(page, "推荐单位")
    page.get_by_text("看表格").click()
    assert violations(page) == ""
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_structured_data_is_read_and_the_strict_policy_has_nothing_against_it(
    visitor: Visit,
) -> None:
    for path in ("", YEAR, "cases/2022/jiangxin-zhuangpei-banzu/", "notices/2022/results/"):
        page = visitor.open(path)
        text = page.locator('script[type="application/ld+json"]').text_content()
        assert json.loads(text or "")["@context"] == "https://schema.org"
    assert visitor.faults == []


LONG = "上海示例超长单位名称用来检验版面会不会溢出" * 3
ENGLISH = "International-Precision-Manufacturing-Example-Company-Limited"


def extreme() -> Archive:
    """The shipped archive with a year of 1,000 entries, badly named, and one of none."""
    archive = examine(ROOT).archive
    assert archive is not None
    terms = archive.vocabularies
    names = (LONG[:60], ENGLISH[:60], "上海示例机械有限公司")
    organisations = {f"x-{n}": Organisation(f"x-{n}", names[n % 3]) for n in range(1000)}
    entries = tuple(
        Entry(
            organisation=f"x-{n}",
            team=(LONG[:40], ENGLISH[:40], f"{n}班")[n % 3],
            domain="manufacturing" if n % 2 else terms["domain"].terms[n % 5].slug,
            tier="experience",
            recommender=terms["recommender"].terms[n % 20].slug,
            district=terms["district"].terms[n % 18].slug if n % 7 else "",
            organisation_name=names[n % 3],
        )
        for n in range(1000)
    )
    step = Step(LONG[:60], "另行通知", None, date(2021, 5, 20), ENGLISH)
    years = (_year(2021, entries, (step,)), _year(2020, (), ()))
    return replace(
        archive,
        organisations={**archive.organisations, **organisations},
        years=(*archive.years, *years),
        notices=(*archive.notices, *(year.announcement for year in years)),
    )


def _year(year: int, entries: tuple[Entry, ...], calendar: tuple[Step, ...]) -> PublicYear:
    day = date(year, 9, 6)
    notice = Notice(year, "results", f"{ENGLISH}{LONG[:40]}", "results", LONG[:60], day)
    results = YearResult(year, LONG[:40], day, "results", len(entries), entries, calendar=calendar)
    return PublicYear(results, (notice,), ())


@pytest.fixture(scope="module")
def extreme_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive, folder = extreme(), tmp_path_factory.mktemp("extreme")
    chrome = render_chrome(ROOT, archive.site, folder)
    furnish(archive, chrome, ROOT, Writer(folder), search=False, posters=False)
    return folder


@pytest.fixture(scope="module")
def extreme_address(extreme_site: Path) -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(extreme_site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


EXTREMES = ("years/2021/", "years/2021/manufacturing/", "years/2020/", "years/", "notices/")


def test_with_a_thousand_entries_every_page_of_the_year_keeps_its_bound(
    extreme_site: Path,
) -> None:
    pages = sorted((extreme_site / "years").rglob("index.html"))
    sizes = {page: len(gzip.compress(page.read_bytes(), 6)) for page in pages}
    assert len([page for page in pages if "2021" in page.parts]) == 1 + 6
    assert {page: size for page, size in sizes.items() if size > HEAVIEST} == {}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_bad_names_and_empty_years_neither_overflow_nor_say_none(
    chromium: Browser, extreme_address: str, size: ViewportSize
) -> None:
    for window in visit(chromium, extreme_address, size):
        for path in EXTREMES:
            page = window.open(path)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], path
            assert "None" not in page.locator("body").inner_text(), path
        assert window.faults == []


def test_a_year_without_a_list_says_so_and_leads_on(
    chromium: Browser, extreme_address: str
) -> None:
    for window in visit(chromium, extreme_address, PHONE):
        page = window.open("years/2020/")
        assert page.get_by_text("名单还没有收录").is_visible()
        assert page.locator(".roster, .breakdowns, .calendar").count() == 0
