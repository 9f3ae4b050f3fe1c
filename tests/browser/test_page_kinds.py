"""每种页面：accessible in light and dark, no request elsewhere, nothing wider than the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

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


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visit]:
    yield from visit(chromium, address, PHONE, color_scheme=request.param)


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_kind_is_accessible_says_sample_data_and_keeps_to_its_own_host(
    phone: Visit, kind: str
) -> None:
    page = phone.open(PAGES[kind])
    assert page.get_by_text("示例数据").first.is_visible()
    if kind in DRAWN:
        page.locator(DRAWN[kind]).first.wait_for()
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert phone.elsewhere == []
    assert phone.faults == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_no_page_is_wider_than_its_window(
    chromium: Browser, address: str, size: dict[str, int]
) -> None:
    for window in visit(chromium, address, size):
        for kind, path in PAGES.items():
            width = window.open(path).evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], kind
