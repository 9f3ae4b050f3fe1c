"""提示：names while one types, by keyboard, by screen reader and by mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.search.conftest import Reader

pytestmark = pytest.mark.browser


def type_in(reader: Reader, text: str) -> Locator:
    """Type into the box; the options that came."""
    page = reader.open()
    page.focus("#q")
    page.locator("#q-names").wait_for(state="attached")
    page.keyboard.type(text)
    options = page.locator("#q-names [role=option]")
    options.first.wait_for()
    return options


def active(page: Page) -> str:
    """Text of the option that the box points at."""
    found = page.locator("#q").get_attribute("aria-activedescendant")
    return page.inner_text(f"#{found} .suggest-name") if found else ""


def test_names_come_while_one_types_with_what_was_typed_marked(reader: Reader) -> None:
    options = type_in(reader, "精密")
    names = options.locator(".suggest-name").all_inner_texts()
    assert names[0] == "把五微米装进心里"
    assert "上海样例精密机械有限公司" in names
    assert set(options.locator("mark").all_inner_texts()) == {"精密"}


@pytest.mark.parametrize("typed", ["jmjx", "jingmi", "樣例紡織", "样例精机"])
def test_suggestions_understand_pinyin_traditional_characters_and_abbreviations(
    reader: Reader, typed: str
) -> None:
    texts = " ".join(type_in(reader, typed).all_inner_texts())
    assert "上海样例" in texts


def test_arrows_point_enter_opens_and_the_count_is_said(reader: Reader) -> None:
    options = type_in(reader, "磨工")
    page = reader.page
    box = page.locator("#q")
    expect(box).to_have_attribute("aria-expanded", "true")
    said = page.locator(".archive-search [role=status]")
    expect(said).to_have_text(re.compile(rf"^{options.count()} 条名称"))
    page.keyboard.press("ArrowDown")
    assert active(page) == "磨出来的信得过"
    assert page.locator("[aria-selected=true]").count() == 1
    page.keyboard.press("ArrowUp")
    assert active(page) == ""
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/2023/case-4/")


def test_enter_without_a_choice_searches_what_was_typed(reader: Reader) -> None:
    options = type_in(reader, "磨工")
    reader.page.keyboard.press("Enter")
    reader.settle()
    expect(options).to_have_count(0)
    assert reader.page.url.endswith("?q=%E7%A3%A8%E5%B7%A5")


def test_escape_closes_the_list_and_keeps_what_was_typed(reader: Reader) -> None:
    type_in(reader, "磨工")
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator("#q-names")).to_be_hidden()
    assert reader.page.input_value("#q") == "磨工"
    expect(reader.page.locator("#q")).to_have_attribute("aria-expanded", "false")


def test_a_click_opens_and_leaving_the_box_closes(reader: Reader) -> None:
    type_in(reader, "细纱")
    reader.page.locator("#q-names [role=option]", has_text="细纱甲班").click()
    reader.page.wait_for_url("**/organisations/fangzhi/")
    type_in(reader, "细纱")
    reader.page.keyboard.press("Tab")
    expect(reader.page.locator("#q-names")).to_be_hidden()


def test_names_that_do_not_load_leave_the_box_as_it_is(reader: Reader) -> None:
    reader.page.route("**/search/names.json", lambda route: route.abort())
    page = reader.open()
    page.focus("#q")
    page.locator("#q-names").wait_for(state="attached")
    page.keyboard.type("磨工")
    page.wait_for_timeout(300)
    expect(page.locator("#q-names")).to_be_hidden()
    assert reader.faults == []


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_a_key_leads_into_the_box(reader: Reader, keys: str) -> None:
    page = reader.open()
    page.keyboard.press(keys)
    expect(page.locator("#q")).to_be_focused()
    assert page.input_value("#q") == ""


@pytest.mark.parametrize("width", [390, 1280])
def test_the_open_list_is_accessible_and_fits(reader: Reader, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 844})
    options = type_in(reader, "样例")
    reader.page.keyboard.press("ArrowDown")
    assert violations(reader.page) == ""
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    heights = options.evaluate_all("all => all.map((line) => line.offsetHeight)")
    assert min(heights) >= 44
