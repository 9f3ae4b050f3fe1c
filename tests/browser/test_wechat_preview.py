"""推文预览：in a real browser, by double click and over http; what is copied is the article."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import threading
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.wechat import limits
from generator.wechat.dark import at_night
from tests.browser.axe import OF_LOOKS, violations
from tests.desk.serving import served
from tests.wechat.conftest import EPOCH, shipped

__all__ = ["shipped"]
pytestmark = pytest.mark.browser
DRAFT = "autumn-2022/issue-1"
PREVIEW = f"{DRAFT}/preview.html"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WITHOUT_POST = (
    "() => { for (const post of document.querySelectorAll('[data-column]')) post.hidden = true; }"
)
"""the post does not follow the colours of the page around it: one look at it is enough"""
PASTE = """async () => {
  const area = document.createElement('div');
  area.contentEditable = 'true';
  document.body.append(area);
  area.focus();
  window.pasted = new Promise((done) => area.addEventListener('paste', (event) => {
    event.preventDefault();
    done([event.clipboardData.getData('text/html'), event.clipboardData.getData('text/plain')]);
  }));
}"""
SMALL = """() => [...document.querySelectorAll('a, button, summary, .switches label, input[type=text]')]
  .filter((e) => e.getClientRects().length && e.getBoundingClientRect().height < 43.5)
  .map((e) => e.outerHTML.slice(0, 120))"""
SHOWN = """() => { const root = document.querySelector('[data-column]').shadowRoot;
  return root.querySelector('section').outerHTML; }"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """A plain server."""

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@pytest.fixture(scope="module")
def project(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The shipped project with its drafts made, to be worked on."""
    folder = tmp_path_factory.mktemp("season") / "project"
    root = shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns(".cache"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        yield root


@pytest.fixture(scope="module")
def server(project: Path) -> Iterator[str]:
    """The drafts behind a server."""
    handler = functools.partial(Handler, directory=str(project / "dist" / "wechat"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, project: Path, server: str) -> str:
    """Where the drafts are opened: on the disk, or behind a server."""
    return server if request.param == "http" else (project / "dist" / "wechat").as_uri()


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """One browser for all windows."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A window in which every fault is a failure."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield page
    page.close()
    assert faults == []


def paste(page: Page) -> tuple[str, str]:
    """What arrives where something is pasted."""
    page.evaluate(PASTE)
    page.keyboard.press("Control+V")
    html, text = page.evaluate("() => window.pasted")
    return str(html), str(text)


def article(project: Path) -> str:
    return (project / "dist" / "wechat" / DRAFT / "article.html").read_text("utf-8")


def restored(html: str, fragment: str) -> str:
    """The fragment with its own picture addresses put back, in order."""
    sources = iter(re.findall(r' src="([^"]*)"', fragment))
    return re.sub(r' src="data:[^"]*"', lambda _: f' src="{next(sources)}"', html)


def test_what_is_copied_is_the_article_but_for_the_pictures(
    page: Page, address: str, project: Path
) -> None:
    page.goto(f"{address}/{PREVIEW}")
    page.get_by_role("button", name="复制到公众号").click()
    pictures = article(project).count("<img ")
    said = f"{pictures} 张图：{pictures} 张随正文带上"
    expect(page.get_by_role("status")).to_contain_text(said)
    html, text = paste(page)
    assert 'src="images/' not in html
    assert restored(html, article(project)) == article(project)
    assert "盾构" in text and "<" not in text


def test_every_draft_is_copied_as_it_was_built_by_double_click(page: Page, project: Path) -> None:
    files = sorted((project / "dist" / "wechat").glob("*/*/*preview.html"))
    assert len(files) == 13
    for file in files:
        page.goto(file.as_uri())
        page.get_by_role("button", name="复制到公众号").click()
        expect(page.get_by_role("status")).to_contain_text("已复制正文")
        built = file.with_name(file.name.replace("preview", "article")).read_text("utf-8")
        assert restored(paste(page)[0], built) == built


def test_what_is_copied_at_night_and_on_a_wide_screen_is_the_same(
    page: Page, address: str, project: Path
) -> None:
    page.goto(f"{address}/{PREVIEW}")
    page.get_by_label("深色").check()
    page.get_by_label("677").check()
    page.get_by_role("button", name="复制到公众号").click()
    assert restored(paste(page)[0], article(project)) == article(project)


def test_pictures_that_wechat_has_are_copied_by_their_address(page: Page, project: Path) -> None:
    """As a build after a push writes the page."""
    file = project / "dist" / "wechat" / PREVIEW
    text = file.read_text("utf-8").replace(
        '"url": ""', '"url": "https://mmbiz.qpic.cn/a/0?wx_fmt=png&from=1"', 1
    )
    other = file.with_name("pushed.html")
    other.write_text(text, "utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(other.as_uri())
    page.get_by_role("button", name="复制到公众号").click()
    expect(page.get_by_role("status")).to_contain_text("1 张用微信图片库的地址")
    html, _ = paste(page)
    assert html.count("https://mmbiz.qpic.cn/") == 1 and 'src="images/' not in html
    assert [url for url in asked if url.startswith("http")] == []
    other.unlink()


def test_titles_and_digests_are_copied_as_plain_text(page: Page, address: str) -> None:
    page.goto(f"{address}/{PREVIEW}")
    page.get_by_role("button", name="复制 标题").click()
    title = page.locator("h1").inner_text()
    assert paste(page) == ("", title)


def test_without_the_copy_event_the_clipboard_is_written(page: Page, project: Path) -> None:
    page.add_init_script("""document.execCommand = () => false;
      window.ClipboardItem = function (blobs) { this.blobs = blobs; };
      Object.defineProperty(navigator, 'clipboard', { value: {
        write: async ([item]) => { window.written = await item.blobs['text/html'].text(); } } });""")
    page.goto((project / "dist" / "wechat" / PREVIEW).as_uri())
    page.get_by_role("button", name="复制到公众号").click()
    expect(page.get_by_role("status")).to_contain_text("已复制正文")
    assert restored(page.evaluate("window.written"), article(project)) == article(project)


def test_without_any_clipboard_the_source_is_there_to_be_copied(page: Page, project: Path) -> None:
    page.add_init_script("""document.execCommand = () => { throw new Error('no'); };
      Object.defineProperty(navigator, 'clipboard', { value: undefined });""")
    page.goto((project / "dist" / "wechat" / PREVIEW).as_uri())
    page.get_by_role("button", name="复制到公众号").click()
    expect(page.get_by_role("status")).to_contain_text("按 Ctrl+C")
    area = page.get_by_label("正文的源码")
    expect(area).to_be_focused()
    assert restored(area.input_value(), article(project)) == article(project)


def test_the_page_asks_for_nothing(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{PREVIEW}")
    page.get_by_label("深色").check()
    assert [url for url in asked if not url.startswith("data:")] == [f"{address}/{PREVIEW}"]


def test_the_switches_show_three_widths_and_the_colours_of_the_night(
    page: Page, address: str, project: Path
) -> None:
    page.goto(f"{address}/{PREVIEW}")
    sheet = page.locator("[data-sheet]")
    for width in limits.WIDTHS:
        page.get_by_label(str(width)).check()
        assert sheet.bounding_box()["width"] == width  # type: ignore[index]
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    parse = """(markup) => { const box = document.createElement('template');
      box.innerHTML = markup; return box.innerHTML; }"""
    day = restored(page.evaluate(SHOWN), article(project))
    assert day == page.evaluate(parse, article(project))
    page.get_by_label("深色").check()
    night = at_night(article(project))
    assert restored(page.evaluate(SHOWN), night) == page.evaluate(parse, night)
    assert sheet.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(25, 25, 25)"


def findings_of(project: Path) -> list[dict[str, Any]]:
    report = json.loads((project / "dist/wechat" / DRAFT / "report.json").read_text("utf-8"))
    found: list[dict[str, Any]] = report["articles"][0]["findings"]
    return found


def test_a_finding_is_marked_at_the_words_that_it_is_about(page: Page, project: Path) -> None:
    page.goto((project / "dist" / "wechat" / PREVIEW).as_uri())
    quoted = [found for found in findings_of(project) if found["place"].startswith("第 ")]
    assert quoted
    assert page.locator("[data-marks] [data-number]").count() == len(quoted)
    page.get_by_role("button", name="看文中这一处").first.click()
    mark = page.locator("[data-marks] .current").first.bounding_box()
    frame = page.locator("[data-frame]").bounding_box()
    assert mark and frame
    assert frame["y"] <= mark["y"] <= frame["y"] + frame["height"]
    page.get_by_label("标出要看的").uncheck()
    expect(page.locator("[data-marks]")).to_be_hidden()


@pytest.mark.parametrize(
    "path", [PREVIEW, "autumn-2022/manufacturing/1-preview.html", "autumn-2022/index.html"]
)
def test_nobody_is_shut_out(page: Page, project: Path, path: str) -> None:
    """The colours of the night are looked into by their own test: reds end at 4.48 there."""
    page.goto((project / "dist" / "wechat" / path).as_uri())
    for closed in page.locator("details").all():
        closed.locator("summary").click()
    for scheme, width in product(SCHEMES, (390, 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        first = (scheme, width) == (SCHEMES[0], 390)
        assert violations(page, rules=None if first else OF_LOOKS) == ""
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [one for one in page.evaluate(SMALL) if "<summary" not in one] == []
        page.evaluate(WITHOUT_POST)


def test_an_editor_ticks_and_copies_at_the_desk(page: Page, project: Path) -> None:
    with served(project) as desk:
        page.goto(f"{desk}/wechat/")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page, rules=None if width == 390 else OF_LOOKS) == ""
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{desk}/wechat/{PREVIEW}")
        assert violations(page) == ""
        page.get_by_label("初审：").check()
        page.get_by_label("新勾选的由谁看过").fill("示例审核")
        page.get_by_role("button", name="记下勾选").click()
        expect(page.get_by_label("初审：")).to_be_checked()
        expect(page.get_by_text("示例审核　2026-11-24")).to_be_visible()
        page.get_by_role("button", name="复制到公众号").click()
        assert restored(paste(page)[0], article(project)) == article(project)
        page.get_by_role("link", name="公众号工作台").click()
        expect(page.get_by_text("初审", exact=True)).to_be_visible()
