"""案例页：read, looked at closely, passed on and printed; with an ordinary case and with hard ones."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect

from generator import pipeline
from generator.drawing.fonts import find_fonts
from generator.furnishing import furnish
from generator.gate import PublicYear
from generator.model import Case, Correction, Direction, Kpi, Picture, Section
from generator.output import Writer
from generator.plugin import render_chrome
from tests.browser.axe import violations
from tests.browser.conftest import DESK, PHONE, ROOT, Handler, Visit, visit

pytestmark = pytest.mark.browser

USUAL = "cases/2022/jiangxin-zhuangpei-banzu/"
LONG = "cases/2022/smt-yiban/"
BARE = "cases/2022/anxin-ruhu-ban/"
SIZES = [PHONE, DESK]
SHORT_TEXT_WIDTH = 658
"""A4 between the margins of print, in CSS pixels"""


def long_case(case: Case) -> Case:
    """Everything at its limit: names of 60 字, 40 figures, 200 pictures, words without a break."""
    names = ["𬭚䶮㛃", "A" * 30]
    kpis = [
        replace(
            case.kpis[0],
            name=f"{n}很长很长的指标名称" * 4,
            unit="台次/百台·月均",
            before_text="123456789.123456",
            before=Decimal("123456789.123456"),
            after_text="0.000001",
            after=Decimal("0.000001"),
            basis="口径" * 40,
        )
        for n in range(39)
    ]
    alone = Kpi("接待", "人次", None, Decimal(7), "", "7", "", "2022年", Direction.UP)
    pictures = [Picture(f"p{n}.png", f"第{n}张图", "图注" * 20, "来源") for n in range(200)]
    lessons = "1. " + "做法" * 30 + "。前提是" + "有" * 200 + "。\n2. 短。投入：两千元。\n"
    body = "W" * 200 + "\n\n| 甲 | 乙 |\n| --- | --- |\n| " + "长" * 80 + " | " + "V" * 120 + " |\n"
    return replace(
        case,
        title=(names[0] + "长标题") * 10,
        short_title="",
        organisation_name="上海" + "很长的单位名称" * 8 + "有限公司",
        team=names[0] + names[1] + "班组" * 13,
        summary="摘" * 120,
        kpis=(*kpis, alone),
        pictures=tuple(pictures),
        sections=(
            Section("", "很" * 60, body, 1),
            Section("lessons", "可借鉴之处", lessons, 2),
        ),
        corrections=(Correction(date(2023, 5, 2), "更正" * 100),),
    )


def bare_case(case: Case) -> Case:
    """No picture, no figure, no section but one, names in English only."""
    return replace(
        case,
        title="Wafer Test Excellence",
        short_title="",
        organisation_name="Example Semiconductor Co., Ltd.",
        team="Wafer Test Team",
        kpis=(),
        pictures=(),
        methods=(),
        video="",
        team_size=None,
        founded="",
        sections=(Section("lessons", "可借鉴之处", "Only one sentence.", 1),),
    )


def with_hard_cases(year: PublicYear) -> PublicYear:
    """The year with its hard cases, and their entries in the list as they call themselves."""
    makers = {LONG: long_case, BARE: bare_case}
    made = {c.key: makers[f"{c.folder}/"](c) for c in year.cases if f"{c.folder}/" in makers}
    entries = (
        replace(
            entry,
            team=made[entry.key].team,
            organisation_name=made[entry.key].organisation_name,
        )
        if entry.key in made
        else entry
        for entry in year.results.entries
    )
    return replace(
        year,
        results=replace(year.results, entries=tuple(entries)),
        cases=tuple(made.get(case.key, case) for case in year.cases),
    )


@pytest.fixture(scope="module")
def hard_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped archive with two of its cases made hard."""
    root = tmp_path_factory.mktemp("hard")
    for name in ("cases", "site_config", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    archive = pipeline.load(root).archive
    assert archive is not None
    for number in range(200):
        image = Image.new("RGB", (40 + number, 30), (number, 99, 99))
        image.save(root / LONG / f"p{number}.png")
    years = tuple(map(with_hard_cases, archive.years))
    site = root / "site"
    site.mkdir()
    chrome = render_chrome(root, archive.site, site)
    made = replace(archive, years=years)
    assert furnish(made, chrome, root, Writer(site), search=False) == ()
    return site


@pytest.fixture(scope="module")
def hard(hard_site: Path) -> Iterator[str]:
    """Address of the site with the hard cases."""
    handler = functools.partial(Handler, directory=str(hard_site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.mark.parametrize("size", SIZES, ids=["390", "1280"])
@pytest.mark.parametrize("path", [LONG, BARE])
def test_a_hard_case_is_no_wider_than_the_window_and_says_nothing_silly(
    chromium: Browser, hard: str, size: ViewportSize, path: str
) -> None:
    for window in visit(chromium, hard, size):
        page = window.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        wide = page.evaluate(
            """width => Array.from(document.querySelectorAll("main *, .page *"))
            .filter(e => !e.closest(".table-wrap, .visually-hidden, svg"))
            .filter(e => e.getBoundingClientRect().right > width + 1)
            .map(e => e.outerHTML.slice(0, 90))""",
            size["width"],
        )
        assert wide == []
        text = page.locator(".page").inner_text()
        assert not re.search(r"None|undefined|nan|\(\)|\[\]", text)
        assert window.faults == []


LISTS = (
    "",
    "archive/",
    "years/2022/",
    "domains/sme-srdi/",
    "organisations/shanghai-shili-chuangan-jishu/",
    "compare/?ids=SHQ-2022-0012,SHQ-2022-0005,SHQ-2022-0001",
    "topics/mistakes-stopped-early/",
)
"""pages of other kinds on which the hard cases stand"""


@pytest.mark.parametrize("size", SIZES, ids=["390", "1280"])
def test_names_at_their_limit_fit_every_list(
    chromium: Browser, hard: str, size: ViewportSize
) -> None:
    met = ""
    for window in visit(chromium, hard, size):
        for path in LISTS:
            page = window.open(path)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
            text = page.locator("main").inner_text()
            assert not re.search(r"None|undefined|nan|\(\)|\[\]", text), path
            met += text
        assert window.faults == []
    assert "𬭚䶮㛃长标题" in met
    assert "Wafer Test Excellence" in met


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [LONG, BARE])
def test_a_hard_case_is_accessible(chromium: Browser, hard: str, path: str, scheme: str) -> None:
    for window in visit(chromium, hard, PHONE, color_scheme=scheme):
        assert violations(window.open(path)) == ""


def test_pages_stay_light_even_with_two_hundred_pictures(hard_site: Path, site_dir: Path) -> None:
    for page in (*site_dir.glob("cases/*/*/index.html"), hard_site / LONG / "index.html"):
        assert len(gzip.compress(page.read_bytes())) <= 25_000, page
    assets = site_dir / "assets"
    names = ("anli.css", "case.css", "anli.js", "theme.js", "case.js")
    assert sum(len(gzip.compress((assets / name).read_bytes())) for name in names) <= 70_000


def test_a_bare_case_has_no_empty_parts(chromium: Browser, hard: str) -> None:
    for window in visit(chromium, hard, PHONE):
        page = window.open(BARE)
        assert (
            page.locator(".kpi, .lead-figure, .chart, .zoom[href$=jpg], figure, .toc").count() == 0
        )
        empty = page.evaluate(
            """Array.from(document.querySelectorAll(".case p:not([role=status]), .case dd, .case li, .case h2"))
            .filter(e => !e.textContent.trim() && !e.querySelector("svg"))
            .map(e => e.outerHTML)"""
        )
        assert empty == []


def test_the_first_screen_says_who_what_and_which_result(visitor: Visit) -> None:
    page = visitor.open(USUAL)
    for words in (
        "上海示例精密机械有限公司",
        "装配班组",
        "典型经验",
        "32 个经验中",
        "99.1",
        "口径：",
    ):
        assert page.locator(".case-head", has_text=words).count() == 1
    height = page.viewport_size["height"] if page.viewport_size else 0
    for part in (".tier-meaning", ".lead-basis", ".summary"):
        box = page.locator(part).bounding_box()
        assert box is not None and box["y"] < height


def test_a_chart_has_a_name_a_sentence_and_a_table_that_says_the_same(visitor: Visit) -> None:
    page = visitor.open(USUAL)
    chart = page.get_by_role("img", name="一次交验合格率前后对比")
    expect(chart).to_be_visible()
    said = "一次交验合格率，2021年全年 96.2%，2022年1—5月 99.1%，提高 2.9 个百分点。"
    assert chart.locator("desc").text_content() == said
    page.get_by_text("数据表（4 项）").click()
    row = page.get_by_role("row", name=re.compile("一次交验合格率"))
    for cell in ("96.2%", "99.1%", "+2.9 个百分点"):
        expect(row).to_contain_text(cell)


def test_chips_lead_to_the_sections(visitor: Visit) -> None:
    page = visitor.open(USUAL)
    page.get_by_role("navigation", name="本文内容").get_by_role("link", name="可借鉴之处").click()
    expect(page.get_by_role("heading", name="可借鉴之处")).to_be_in_viewport()
    assert page.locator(".practice").count() == 3
    assert page.locator(".practice dt", has_text="前提").count() == 3


def open_viewer(page: Page) -> None:
    page.locator("figure .zoom").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="看大图")).to_be_visible()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def test_pictures_open_larger_by_keyboard_with_their_captions(visitor: Visit) -> None:
    page = visitor.open(USUAL)
    open_viewer(page)
    viewer = page.get_by_role("dialog")
    expect(viewer).to_contain_text(
        "装配工位示意：导轨粘贴与打表同台完成　图源：上海示例精密机械有限公司"
    )
    expect(viewer.locator("img")).to_have_attribute("alt", re.compile("插图（非实拍）"))
    assert focused(page) == "关闭"
    for expected in ("下一张", "关闭", "下一张"):
        page.keyboard.press("Tab")
        assert focused(page) == expected
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "关闭"
    page.keyboard.press("ArrowRight")
    expect(viewer).to_contain_text("2 / 4")
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    assert page.evaluate("document.activeElement.classList.contains('zoom')")
    assert page.url == visitor.address + USUAL


def test_the_back_button_closes_the_picture_and_not_the_page(visitor: Visit) -> None:
    page = visitor.open(USUAL)
    open_viewer(page)
    assert violations(page) == ""
    page.go_back()
    expect(page.locator(".viewer:visible")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert visitor.faults == []


def test_without_javascript_the_link_opens_the_picture_and_nothing_dead_is_shown(
    plain_visitor: Visit,
) -> None:
    page = plain_visitor.open(USUAL)
    assert page.get_by_role("button", name=re.compile("复制|打印")).count() == 0
    expect(page.locator("[data-today]")).to_have_text("引用日期")
    href = page.locator("figure .zoom").first.get_attribute("href")
    answer = page.request.get(plain_visitor.address + USUAL + (href or ""))
    assert answer.headers["content-type"] in ("image/png", "image/jpeg")


def test_nothing_moves_while_pictures_come_in(chromium: Browser, hard: str) -> None:
    for window in visit(chromium, hard, PHONE):
        page = window.open(LONG)
        page.evaluate(
            """window.moved = 0;
            new PerformanceObserver(list => list.getEntries().forEach(e => { window.moved += e.value; }))
            .observe({ type: "layout-shift", buffered: true });"""
        )
        for _ in range(12):
            page.mouse.wheel(0, 1500)
            page.wait_for_timeout(60)
        assert page.evaluate("window.moved") < 0.01
        assert page.evaluate(
            "Array.from(document.querySelectorAll('figure img')).every(i => i.width && i.loading === 'lazy')"
        )


def test_webp_is_what_the_browser_takes(visitor: Visit) -> None:
    page = visitor.open(USUAL)
    image = page.locator("figure img").first
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=True)
    assert str(image.evaluate("image => image.currentSrc")).endswith(".webp")


def test_the_citation_is_copied_with_the_day_of_reading(chromium: Browser, address: str) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    for window in visit(chromium, address, DESK, permissions=permissions):
        page = window.open(USUAL)
        page.get_by_role("button", name="复制引文").click()
        expect(page.locator("[data-case-status]")).to_have_text("已复制")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert re.fullmatch(
            r"上海示例精密机械有限公司“匠芯”装配班组\. 把五微米装进心里——“匠芯”装配班组质量信得过建设经验"
            r"\[EB/OL\]\. \(\d{4}-\d\d-\d\d\)\[\d{4}-\d\d-\d\d\]\. "
            rf"https://share\.example\.org/{USUAL}",
            copied,
        )


def test_the_code_on_the_page_leads_to_the_case_in_light_and_dark(
    chromium: Browser, address: str
) -> None:
    for scheme in ("light", "dark"):
        for window in visit(chromium, address, PHONE, color_scheme=scheme, device_scale_factor=2):
            shot = window.open(USUAL).locator(".qr").screenshot()
            [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(shot)))
            assert found.text == f"https://share.example.org/{USUAL}"


@pytest.mark.skipif(find_fonts() is None, reason="没有安装思源黑体（Noto Sans CJK SC）")
def test_the_share_picture_opens_in_place_with_a_hint_and_the_poster_is_a_pdf(
    visitor: Visit,
) -> None:
    page = visitor.open(LONG)
    page.get_by_role("link", name="分享图").click()
    expect(page.get_by_role("dialog")).to_contain_text("长按图片，保存或转发给同事。")
    page.keyboard.press("Escape")
    href = page.get_by_role("link", name="A3 海报（PDF）").get_attribute("href")
    answer = page.request.get(visitor.address + LONG + (href or ""))
    assert answer.headers["content-type"] == "application/pdf"
    assert visitor.open(USUAL).get_by_role("link", name="A3 海报（PDF）").count() == 0


@pytest.mark.parametrize("path", [USUAL, LONG, BARE])
def test_paper_holds_the_whole_case_within_its_margins(
    chromium: Browser, hard: str, path: str
) -> None:
    for window in visit(chromium, hard, {"width": SHORT_TEXT_WIDTH, "height": 1000}):
        page = window.open(path)
        page.emulate_media(media="print")
        cut = page.evaluate(
            """width => Array.from(document.querySelectorAll(".page *"))
            .filter(e => !e.closest("svg, .visually-hidden, .viewer"))
            .filter(e => e.getBoundingClientRect().right > width + 1)
            .map(e => e.outerHTML.slice(0, 90))""",
            SHORT_TEXT_WIDTH,
        )
        assert cut == []
        code = page.locator(".qr").bounding_box()
        assert code is not None and code["y"] < 300 and code["width"] > 90
        for hidden in (".toc", ".site-head", ".bottom-bar", ".pager", ".share ul"):
            assert page.locator(f"{hidden}:visible").count() == 0, hidden


def test_an_ordinary_case_takes_six_sheets_of_a4(chromium: Browser, address: str) -> None:
    for window in visit(chromium, address, DESK):
        pdf = window.open(USUAL).pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6
        boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", pdf))
        assert {tuple(round(float(n)) for n in box.split()[2:]) for box in boxes} == {(595, 842)}
