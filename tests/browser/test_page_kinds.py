"""每种页面：accessible in light and dark, no request elsewhere, nothing wider than the window."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.axe import OF_LOOKS, violations
from tests.browser.conftest import DESK, PHONE, Visit, visit

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "archive": "archive/",
    "archive with results": "archive/?q=防错",
    "case": "cases/2022/jiangxin-zhuangpei-banzu/",
    "years": "years/",
    "year": "years/2022/",
    "year without cases": "years/2023/",
    "browse": "browse/",
    "domains": "domains/",
    "domain": "domains/manufacturing/",
    "industries": "industries/",
    "industry": "industries/c-manufacturing/",
    "districts": "districts/",
    "district": "districts/jiading/",
    "organisations": "organisations/",
    "organisation": "organisations/shanghai-shili-jingmi-jixie/",
    "recommenders": "recommenders/",
    "recommender": "recommenders/saq-member/",
    "methods": "methods/",
    "method": "methods/fmea/",
    "notices": "notices/",
    "notice": "notices/2022/results/",
    "notice with attachment": "notices/2022/activity/",
    "topics": "topics/",
    "topic": "topics/mistakes-stopped-early/",
    "compare": "compare/?ids=SHQ-2022-0001,SHQ-2022-0005,SHQ-2022-0009",
    "reading": "reading/",
    "about": "about/",
    "apply": "apply/",
    "privacy": "privacy/",
    "accessibility": "accessibility/",
    "nothing found": "archive/?q=宇宙飞船",
    "not found": "404.html",
}


DRAWN = {
    "archive with results": "main mark",
    "nothing found": ".archive-nothing",
    "compare": ".side-figures",
}
"""what the scripts of a page draw, to be waited for"""


PAPER = "getComputedStyle(document.documentElement).backgroundColor"
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})"""


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_kind_is_accessible_says_sample_data_and_keeps_to_its_own_host(
    chromium: Browser, address: str, kind: str
) -> None:
    for window in visit(chromium, address, PHONE, reduced_motion="reduce"):
        page = window.open(PAGES[kind])
        assert page.get_by_text("示例数据").first.is_visible()
        if kind in DRAWN:
            page.locator(DRAWN[kind]).first.wait_for()
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme="light")
            assert violations(page) == "", (kind, size)
            page.emulate_media(color_scheme="dark")
            assert page.evaluate(PAPER) == "rgb(22, 24, 28)"
            assert violations(page, rules=OF_LOOKS) == "", (kind, size, "dark")
        assert window.elsewhere == []
        assert window.faults == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_no_page_is_wider_than_its_window(
    chromium: Browser, address: str, size: ViewportSize
) -> None:
    for window in visit(chromium, address, size):
        for kind, path in PAGES.items():
            width = window.open(path).evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], kind


@pytest.mark.parametrize(
    "path", ["archive/?q=合格率", "archive/?q=宇宙飞船", "archive/?year=2022&domain=manufacturing"]
)
def test_an_answer_does_not_push_anything_aside(visitor: Visit, path: str) -> None:
    page = visitor.open(path)
    expect(page.locator("[data-found] > *").first).to_be_visible()
    assert page.evaluate(SHIFTS) < 0.01
    page.goto(visitor.address + "archive/?utm_source=weixin")
    expect(page.locator("[data-all]")).to_be_visible()
