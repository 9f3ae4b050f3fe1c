"""离线包 in a browser: opened from the disk, by double click as it were, without any server."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.bundle import write_bundle, zip_bundle

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def bundle(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site as an office would unpack it, in a folder with a Chinese name."""
    folder = tmp_path_factory.mktemp("disk") / "在线分享 离线版"
    assert write_bundle(site_dir, folder) > 100
    return folder


@pytest.fixture
def page(chromium: Browser, bundle: Path) -> Iterator[Page]:
    """A window on the first page; nothing may go wrong and nothing may leave the disk."""
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on(
        "request", lambda asked: None if asked.url.startswith("file:") else faults.append(asked.url)
    )
    page.goto((bundle / "index.html").as_uri())
    yield page
    context.close()
    assert faults == []


def test_a_case_is_found_by_a_word_of_its_text_and_read(page: Page) -> None:
    page.get_by_role("link", name="案例", exact=True).first.click()
    page.get_by_label("在 12 个公开案例里找").fill("导轨平行度")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("找到")
    hit = page.locator("[data-found] mark").first
    expect(hit).to_have_text("导轨平行度")
    page.locator("[data-found] a", has_text="把五微米装进心里").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("匠芯")
    expect(page.locator("svg[role=img]").first).to_be_visible()
    pictures = page.locator("figure img")
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
        expect(pictures.nth(number)).to_have_js_property("complete", True)
        assert pictures.nth(number).evaluate("image => image.naturalWidth") > 0


def test_names_are_suggested_and_facets_narrow(page: Page) -> None:
    page.get_by_role("link", name="案例", exact=True).first.click()
    box = page.get_by_label("在 12 个公开案例里找")
    box.click()
    box.press_sequentially("匠芯")
    expect(page.get_by_role("option").first).to_contain_text("匠芯")
    box.press("Escape")
    box.fill("")
    page.get_by_label("制造类").check()
    expect(page.locator("[data-status]")).to_contain_text("个案例")
    assert "domain=manufacturing" in page.url


OPENED = """() => [...document.links].map((link) => {
  link.dispatchEvent(new Event("focusin", { bubbles: true }));
  return link.pathname + "|" + link.protocol;
})"""
"""where the links of a page lead once somebody goes to one, those that scripts made as well"""


def test_every_link_of_every_page_names_a_file_that_is_there(bundle: Path, page: Page) -> None:
    broken = page.evaluate(
        "() => [...document.links].map((a) => a.href).filter((href) => href.endsWith('/'))"
    )
    assert [link for link in broken if link.startswith("file:")] == []
    for html in sorted(bundle.rglob("*.html"))[::12]:
        page.goto(html.as_uri())
        for link in page.evaluate(OPENED):
            path, protocol = link.rsplit("|", 1)
            if protocol == "file:":
                target = page.evaluate("decodeURIComponent", path)
                assert Path(target).is_file(), (html, target)


def test_the_same_bundle_gives_the_same_archive(bundle: Path, tmp_path: Path) -> None:
    first = zip_bundle(bundle, tmp_path / "甲.zip")
    with zipfile.ZipFile(tmp_path / "甲.zip") as archive:
        assert archive.testzip() is None
        assert "甲/index.html" in archive.namelist()
    assert (tmp_path / "甲.zip.sha256").read_text("utf-8") == f"{first}  甲.zip\n"
    (tmp_path / "again").mkdir()
    assert zip_bundle(bundle, tmp_path / "again" / "甲.zip") == first
