"""访客：finds a case by a word, by a name, by facets, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SPINDLE = "cases/2022/jiangxin-zhuangpei-banzu/"


def test_a_two_character_word_of_the_body_finds_its_case(visitor: Visit) -> None:
    page = visitor.open("archive/")
    page.locator("input[type=search][name=q]").last.fill("铜棒")
    page.keyboard.press("Enter")
    link = page.locator(f"main a[href*='{SPINDLE}']").first
    expect(link).to_be_visible()
    expect(page.locator("main mark", has_text="铜棒").first).to_be_visible()
    link.click()
    expect(page.locator("main")).to_contain_text("铜棒轻敲导轨")


def test_a_part_of_an_organisation_name_finds_its_case(visitor: Visit) -> None:
    page = visitor.open("archive/?q=精密机械")
    expect(page.locator(f"main a[href*='{SPINDLE}']").first).to_be_visible()


def test_an_organisation_without_a_case_is_found_by_a_part_of_its_name(visitor: Visit) -> None:
    page = visitor.open("archive/?q=示例纺织")
    expect(page.locator("main a[href*='organisations/']", has_text="纺织").first).to_be_visible()


def test_facets_domain_and_year_narrow_the_archive(visitor: Visit) -> None:
    page = visitor.open("archive/")
    for name, value in (("domain", "manufacturing"), ("year", "2022")):
        box = page.locator(f"input[name={name}][value='{value}']")
        if not box.is_visible():
            page.locator("summary", has=page.locator("visible=true")).first.click()
        if not box.is_visible():
            box.locator("xpath=ancestor::details[not(@open)]").first.locator("summary").click()
        box.check()
    expect(page).to_have_url(visitor.address + "archive/?year=2022&domain=manufacturing")
    rows = page.locator(".case-row:visible")
    expect(rows).to_have_count(4)
    page.go_back()
    page.go_back()
    expect(page).to_have_url(visitor.address + "archive/")
    expect(rows).to_have_count(12)


def test_nothing_of_the_search_is_loaded_before_it_is_used(visitor: Visit) -> None:
    visitor.open("archive/")
    assert [url for url in visitor.requests if "pagefind" in url or "names.json" in url] == []


def test_without_javascript_every_case_is_reachable_by_links(plain_visitor: Visit) -> None:
    page = plain_visitor.open("")
    page.locator("a[href*='archive/']").first.click()
    page.wait_for_url("**/archive/")
    cases = page.locator("main a[href*='cases/2022/']").evaluate_all(
        "links => [...new Set(links.map(a => a.href))]"
    )
    assert len(cases) == 12
    page.goto(cases[0])
    expect(page.locator("main h1, h1").first).to_be_visible()


def test_without_javascript_domain_and_year_are_pages(plain_visitor: Visit) -> None:
    page = plain_visitor.open("browse/")
    page.locator("main a[href*='domains/manufacturing/']").first.click()
    expect(page.locator(f"main a[href*='{SPINDLE}']").first).to_be_visible()


def test_a_query_of_script_is_only_text(visitor: Visit) -> None:
    page = visitor.open("archive/?q=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E" * 12)
    expect(page.locator("main")).to_contain_text("没有")
    assert visitor.faults == []
    assert page.locator("main img[src='x']").count() == 0
