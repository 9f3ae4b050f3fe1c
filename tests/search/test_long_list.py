"""长名单：an archive of several pages, of which the browser only ever holds what it shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from generator import pipeline
from tests.bench.corpus import add_to, corpus
from tests.browser.axe import violations
from tests.search.conftest import Reader, served, write_site
from tests.support import ROOT

pytestmark = pytest.mark.browser

GENERATED = 70
TOTAL = GENERATED + 12
ON_PAGE, AT_ONCE = 50, 20


@pytest.fixture(scope="module")
def long_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    shipped = pipeline.load(ROOT).archive
    assert shipped is not None
    archive = add_to(shipped, corpus(GENERATED))
    with served(write_site(archive, tmp_path_factory.mktemp("long") / "site")) as address:
        yield address


@pytest.fixture
def reader(chromium: Browser, long_address: str) -> Iterator[Reader]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    yield Reader(context.new_page(), long_address)
    context.close()


def test_without_javascript_every_case_is_reached_page_by_page(
    chromium: Browser, long_address: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(long_address)
    links = page.locator(".case-row-title a")
    found = links.evaluate_all("all => all.map((a) => a.pathname)")
    assert len(found) == ON_PAGE
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("案例档案，第 2 页")
    found += links.evaluate_all("all => all.map((a) => a.pathname)")
    assert len(set(found)) == TOTAL
    page.get_by_role("link", name="上一页").click()
    page.get_by_role("link", name="2005 年").click()
    assert page.url == long_address + "2/"
    context.close()


def test_a_filter_shows_the_first_rows_and_the_others_when_asked(reader: Reader) -> None:
    page = reader.open()
    reader.choose("category", "general")
    sum_of_all = int(reader.count("category", "general"))
    assert sum_of_all > 2 * AT_ONCE
    assert reader.status == f"找到 {sum_of_all} 个案例"
    assert len(reader.titles()) == AT_ONCE
    page.get_by_role("button", name=f"再显示 {AT_ONCE} 个").press("Enter")
    expect(page.locator("[data-found] .case-row")).to_have_count(2 * AT_ONCE)
    expect(page.locator("[data-found] .case-row-title a").nth(AT_ONCE)).to_be_focused()
    hidden = page.locator("[data-all]")
    expect(hidden).to_be_hidden()


def test_a_filter_loads_neither_names_nor_text_and_only_the_rows_it_shows(reader: Reader) -> None:
    reader.open()
    reader.choose("year", "2022")
    loaded = {url.split("/search/")[1] for url in reader.search_requests}
    assert loaded == {"cases.json", "rows/0.json", "rows/1.json"}


def test_rows_that_stand_on_no_loaded_page_are_found_and_ordered(reader: Reader) -> None:
    reader.open("?year=2005&sort=organisation")
    who = reader.page.locator("[data-found] .case-row-who span:first-child").all_inner_texts()
    assert who == reader.page.evaluate(
        "all => all.slice().sort(new Intl.Collator('zh-CN').compare)", who
    )
    assert len(who) > 2
    assert reader.faults == []


def test_rows_that_do_not_load_can_be_tried_again(reader: Reader) -> None:
    page = reader.open("?category=general")
    page.route("**/search/rows/*.json", lambda route: route.abort())
    page.get_by_role("button", name=f"再显示 {AT_ONCE} 个").click()
    retry = page.get_by_role("button", name="没有载入，再试一次")
    expect(retry).to_be_visible()
    page.unroute("**/search/rows/*.json")
    retry.click()
    expect(page.locator("[data-found] .case-row")).to_have_count(2 * AT_ONCE)


def test_an_old_browser_finds_by_name_what_is_not_on_the_first_page(reader: Reader) -> None:
    last = reader.open("2/").locator(".case-row-title").last.inner_text()
    reader.page.route("**/assets/archive.js", lambda route: route.abort())
    reader.page.goto(f"{reader.address}?q={last}")
    expect(reader.page.locator("[data-found] a", has_text=last).first).to_be_visible()


@pytest.mark.parametrize("path", ["", "2/", "?domain=manufacturing"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_its_pages_have_no_violation_of_accessibility(
    chromium: Browser, long_address: str, path: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    reader = Reader(context.new_page(), long_address)
    reader.open(path)
    assert violations(reader.page) == ""
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
