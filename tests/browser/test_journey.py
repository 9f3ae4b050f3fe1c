"""全程只用键盘：from the home page to a case, a comparison and a downloaded list, without a mouse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

MOST_STOPS = 150
SPINDLE = "cases/2022/jiangxin-zhuangpei-banzu/"
SEEN = """() => {
  const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const over = document.elementFromPoint(x, y);
  return Boolean(over) && (document.activeElement.contains(over) || over.contains(document.activeElement));
}"""
"""whether the focus lies in the window with nothing over it"""


def tab_to(page: Page, selector: str) -> None:
    """Tab until what has the focus is the wanted thing, and see that it can be seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            assert page.evaluate(SEEN), selector
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def follow(page: Page, selector: str, url: str) -> None:
    """Go to a link by Tab and open it with Enter."""
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(url))


def ask_by_suggestion(page: Page) -> None:
    """/ leads to the box, letters of its sound to the organisation, the arrow and Enter to it."""
    page.keyboard.press("/")
    expect(page.locator("main [data-search-box]")).to_be_focused()
    page.keyboard.type("shilijingmi")
    page.locator("[role=option]", has_text="单位").first.wait_for()
    for _ in range(8):
        page.keyboard.press("ArrowDown")
        if page.locator("[role=option][aria-selected=true]", has_text="单位").count():
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/**")


def narrow(page: Page) -> None:
    """A query, then one filter, opened first where the panel is folded."""
    page.keyboard.type("合格率")
    page.keyboard.press("Enter")
    expect(page.locator("[data-found] .case-row").first).to_be_visible()
    if not page.locator("[data-facet=domain] summary").is_visible():
        tab_to(page, "[data-panel] > summary")
        page.keyboard.press("Enter")
    tab_to(page, "input[value=manufacturing]")
    page.keyboard.press("Space")
    page.wait_for_url("**domain=manufacturing")
    expect(page.locator("[data-busy]")).to_have_count(0)
    expect(page.locator("[data-chips] li")).to_have_text(re.compile("领域：制造类"))


def read(page: Page) -> None:
    """The table behind the charts, and a picture opened larger and closed again."""
    tab_to(page, ".kpi-data summary")
    page.keyboard.press("Enter")
    expect(page.locator(".kpi-data table")).to_be_visible()
    tab_to(page, "figure a.zoom")
    opener = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="看大图")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.getAttribute('href')") == opener


def compare(page: Page) -> None:
    """This case beside a related one."""
    follow(page, ".related a.beside", r"/compare/\?ids=")
    expect(page.locator(".side-figures").first).to_be_visible()
    expect(page.get_by_role("heading", name="做成了什么")).to_be_visible()


def fetch_the_list(page: Page, folder: Path) -> Path:
    """From the comparison to the year and its list as a file."""
    follow(page, ".site-nav a[href$='years/'], .bottom-bar a[href$='years/']", "/years/$")
    follow(page, "main a[href$='/2022/']", "/years/2022/$")
    tab_to(page, "a[href$='.xlsx']")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def test_a_visitor_finds_reads_compares_and_downloads_by_keyboard_alone(
    visitor: Visit, tmp_path: Path
) -> None:
    page = visitor.open("")
    ask_by_suggestion(page)
    follow(page, ".site-nav a[href$='archive/'], .bottom-bar a[href$='archive/#q']", "/archive/")
    page.keyboard.press("Control+k")
    narrow(page)
    follow(page, f"[data-found] a[href$='{SPINDLE}']", SPINDLE)
    read(page)
    compare(page)
    sheet = load_workbook(fetch_the_list(page, tmp_path)).worksheets[0]
    assert sheet.max_row > 30
    assert visitor.faults == []
