"""检索：from any page of the shipped site to a case, by suggestion or by query."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SPINDLE = "cases/2022/jiangxin-zhuangpei-banzu/"
PAGES_WITH_A_BOX = ("", "archive/", "404.html")


@pytest.mark.parametrize("path", PAGES_WITH_A_BOX)
def test_a_name_leads_from_the_box_straight_to_its_case(visitor: Visit, path: str) -> None:
    page = visitor.open(path)
    page.keyboard.press("/")
    page.keyboard.type("wuweimi")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/" + SPINDLE)
    assert visitor.faults == []


def test_keys_are_meant_for_what_stands_in_the_box_and_not_for_an_older_list(
    visitor: Visit,
) -> None:
    page = visitor.open("")
    page.keyboard.press("/")
    page.keyboard.type("w")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.type("uweimi")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/" + SPINDLE)
    assert visitor.faults == []


def test_an_abbreviation_finds_the_organisation_and_its_case(visitor: Visit) -> None:
    page = visitor.open("archive/?q=示例精机")
    expect(page.locator(f".archive-group a[href*='{SPINDLE}']")).to_be_visible()
    expect(page.locator(".archive-names")).to_contain_text("又名 示例精机")


def test_nothing_is_loaded_for_suggestions_before_a_box_is_entered(visitor: Visit) -> None:
    visitor.open("")
    assert not any("/search" in url or "pagefind" in url for url in visitor.requests)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_on_the_home_page_is_accessible(visitor: Visit, scheme: str) -> None:
    page = visitor.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visitor.open("")
    page.keyboard.press("Control+k")
    page.keyboard.type("示例")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page) == ""
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_the_box_of_the_home_page_leads_to_the_lists(
    plain_visitor: Visit,
) -> None:
    page = plain_visitor.open("")
    page.fill("main input[name=q]", "铜棒")
    page.locator("main form button[type=submit]").click()
    note = page.locator(".archive-plain")
    expect(note).to_contain_text("搜索和筛选要用 JavaScript")
    links = note.locator("a").evaluate_all("all => all.map((a) => a.href)")
    assert len(links) == 6
    for link in links:
        answer = page.goto(link)
        assert answer is not None and answer.ok, link
