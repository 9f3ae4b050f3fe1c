"""人人可用：large type, dark, 繁體, reading aloud, reading list, comparison, dates: by keyboard and touch."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from generator import pipeline
from generator.traditional import apply
from tests.browser.axe import OF_LOOKS, violations
from tests.browser.conftest import DESK, PHONE, ROOT, Visit, visit
from tests.browser.test_page_kinds import PAGES
from tests.support import stretches_in

pytestmark = pytest.mark.browser

SPINDLE, GAS, LIBRARY = "SHQ-2022-0001", "SHQ-2022-0005", "SHQ-2022-0009"
CASE = "cases/2022/jiangxin-zhuangpei-banzu/"
OTHER = "cases/2022/anxin-ruhu-ban/"
COMPARE = f"compare/?ids={SPINDLE},{GAS},{LIBRARY}"
TOPIC = "topics/mistakes-stopped-early/"
OURS = {
    "home": "",
    "case": CASE,
    "compare": COMPARE,
    "compare without cases": "compare/",
    "reading": "reading/",
    "topics": "topics/",
    "topic": TOPIC,
    "apply": "apply/",
}
ITEMS = json.dumps(
    [
        {"id": SPINDLE, "url": CASE, "title": "把五微米装进心里", "who": "示例机械 装配班组"},
        {"id": GAS, "url": OTHER, "title": "敲开一扇门，放下一颗心", "who": "示例燃气 安心入户班"},
    ]
)
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])


def stored(window: Visit, **values: str) -> None:
    """What the device remembers when the next page opens."""
    pairs = json.dumps({f"anli-{name}": value for name, value in values.items()})
    window.page.add_init_script(
        f"if (!sessionStorage.set) {{ Object.entries({pairs}).forEach(([k, v]) => "
        "localStorage.setItem(k, v)); sessionStorage.set = 1; }"
    )


def open_menu(page: Page) -> None:
    menu = page.get_by_role("button", name="菜单")
    if menu.is_visible():
        menu.click()


def live(window: Visit, path: str) -> Page:
    """The page, once its scripts have filled it."""
    page = window.open(path)
    page.wait_for_load_state("networkidle")
    return page


# ---------- every page of ours, every way of showing it ----------


@SIZES
@pytest.mark.parametrize("mode", ["large", "zh-Hant"])
def test_every_page_is_accessible_and_fits_in_every_mode(
    chromium: Browser, address: str, size: ViewportSize, mode: str
) -> None:
    for window in visit(chromium, address, size, reduced_motion="reduce"):
        stored(
            window,
            reading=ITEMS,
            type="large" if mode == "large" else "",
            script="zh-Hant" if mode == "zh-Hant" else "",
        )
        for name, path in OURS.items():
            page = live(window, path)
            if name in PAGES:
                assert violations(page, rules=OF_LOOKS) == "", name
            else:
                assert violations(page) == "", name
            page.emulate_media(color_scheme="dark")
            assert violations(page, rules=OF_LOOKS) == "", (name, "dark")
            page.emulate_media(color_scheme="light")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        assert window.elsewhere == []
        assert window.faults == []


@SIZES
def test_no_page_of_the_site_is_wider_than_its_window_in_large_type(
    chromium: Browser, address: str, size: ViewportSize
) -> None:
    for window in visit(chromium, address, size):
        stored(window, type="large")
        for name, path in PAGES.items():
            width = window.open(path).evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], name


# ---------- large type ----------


def test_large_type_is_remembered_and_set_before_anything_is_seen(visitor: Visit) -> None:
    page = visitor.open("")
    before = page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")
    button = page.get_by_role("button", name="大字")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    after = page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")
    assert float(after[:-2]) / float(before[:-2]) > 1.2
    page.route("**/*.js", lambda route: route.abort() if "theme" not in route.request.url else route.continue_())  # fmt: skip
    visitor.open("about/")
    assert page.evaluate("document.documentElement.getAttribute('data-type')") == "large"


def test_type_follows_the_size_that_the_browser_is_set_to(chromium: Browser, address: str) -> None:
    for window in visit(chromium, address, PHONE):
        page = window.open(CASE)
        page.evaluate("document.documentElement.style.fontSize = '212.5%'")
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 34
        style = (ROOT / "theme/assets/anli.css").read_text(encoding="utf-8")
        assert re.findall(r"html \{[^}]*font-size: \d+px", style) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


# ---------- light and dark ----------


def test_the_three_states_of_light_and_dark_have_names(visitor: Visit) -> None:
    page = visitor.open("")
    open_menu(page)
    toggle = page.locator("[data-theme-toggle]")
    status = page.locator("[data-display-status]")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    expect(toggle).to_have_accessible_name("外观：跟随系统")
    assert page.evaluate(paper) == "rgb(250, 248, 244)"
    for name, colour in (("浅色", "(250, 248, 244)"), ("深色", "(22, 24, 28)")):
        toggle.click()
        expect(toggle).to_have_accessible_name(f"外观：{name}")
        expect(status).to_have_text(f"外观：{name}")
        assert page.evaluate(paper) == f"rgb{colour}"
    visitor.open("about/")
    assert page.evaluate(paper) == "rgb(22, 24, 28)"
    open_menu(page)
    toggle.click()
    expect(toggle).to_have_accessible_name("外观：跟随系统")
    assert page.evaluate("localStorage.getItem('anli-theme')") is None


# ---------- 繁體 ----------


def test_the_page_turns_traditional_and_back(visitor: Visit) -> None:
    page = visitor.open(CASE)
    heading = page.get_by_role("heading", level=1)
    before = heading.inner_text()
    assert not any("traditional" in url for url in visitor.requests)
    open_menu(page)
    page.get_by_role("button", name="繁體").click()
    expect(heading).to_contain_text("裝配班組質量信得過建設經驗")
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"
    assert "質量" in page.title()
    expect(page.locator("[data-citation]")).to_contain_text("质量信得过建设经验")
    expect(page.get_by_role("img", name="一次交驗合格率前後對比")).to_be_attached()
    page.get_by_role("button", name="简体").click()
    expect(heading).to_have_text(before)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "质量" in page.title()


def test_traditional_is_remembered_and_follows_what_scripts_bring(visitor: Visit) -> None:
    stored(visitor, script="zh-Hant")
    page = visitor.open("archive/?q=质量")
    expect(page.get_by_role("heading", level=1)).to_have_text("案例檔案")
    expect(page.locator("[data-status]")).to_contain_text("個案例")
    box = page.locator("main [data-search-box]").first
    expect(box).to_have_value("质量")
    box.fill("質量")
    page.keyboard.press("Enter")
    expect(page.locator(".case-row:visible").first).to_be_visible()
    assert visitor.faults == []


def test_the_browser_writes_as_the_table_was_learnt(chromium: Browser, address: str) -> None:
    archive = pipeline.load(ROOT).archive
    assert archive is not None
    runs = sorted(stretches_in(archive))
    for window in visit(chromium, address, PHONE):
        page = window.open("")
        table = page.evaluate("fetch('traditional.json').then(answer => answer.json())")
        shown = page.evaluate(
            """async runs => {
              const { makeConverter } = await import("./assets/traditional.js");
              const table = await (await fetch("traditional.json")).json();
              return runs.map(makeConverter(table));
            }""",
            runs,
        )
        assert shown == [apply(table, run) for run in runs]


def test_without_its_table_the_page_stays_as_it_is_and_says_so(visitor: Visit) -> None:
    page = visitor.open("about/")
    page.route("**/traditional.json", lambda route: route.abort())
    open_menu(page)
    page.get_by_role("button", name="繁體").click()
    expect(page.locator("[data-display-status]")).to_contain_text("暂时换不成")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    expect(page.get_by_role("heading", level=1)).to_have_text("关于本站")


# ---------- 朗读 ----------

VOICE = """
window.said = [];
window.cancelled = 0;
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { configurable: true, value: {
  getVoices: () => [{ lang: "en-US" }, { lang: "zh-CN", name: "中文" }],
  speak(one) { window.said.push([one.text, one.lang, one.voice && one.voice.name]); this.now = one; },
  cancel() { window.cancelled += 1; this.now = null; },
} });
window.finishSentence = () => { const one = speechSynthesis.now; if (one.onstart) one.onstart(); one.onend(); };
"""


def test_a_case_is_read_aloud_with_pause_and_stop(visitor: Visit) -> None:
    visitor.page.add_init_script(VOICE)
    page = visitor.open(CASE)
    speak = page.locator("[data-speak]")
    expect(speak).to_have_text("朗读")
    speak.click()
    expect(speak).to_have_text("暂停")
    visitor.wait_until("said.length === 1")
    assert page.evaluate("said[0]") == [
        "把五微米装进心里——“匠芯”装配班组质量信得过建设经验。",
        "zh-CN",
        "中文",
    ]
    page.evaluate("finishSentence()")
    speak.click()
    expect(speak).to_have_text("继续朗读")
    count = page.evaluate("said.length")
    speak.click()
    visitor.wait_until(f"said.length === {count + 1}")
    assert page.evaluate("said[said.length - 1][0] === said[said.length - 2][0]")
    while page.evaluate("speechSynthesis.now !== null"):
        page.evaluate("finishSentence()")
    expect(speak).to_have_text("朗读")
    heard = "".join(page.evaluate("said.map(one => one[0])"))
    figure = "一次交验合格率，2021年全年 96.2%，2022年1—5月 99.1%，提高 2.9 个百分点。"
    assert figure in heard
    assert heard.index("单台装配周期缩短") < heard.index(figure) < heard.index("可借鉴之处")
    assert "前提：" in heard
    speak.click()
    stop = page.get_by_role("button", name="停止朗读")
    stop.focus()
    page.keyboard.press("Enter")
    expect(stop).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "朗读"


def test_a_device_without_a_voice_has_no_button(visitor: Visit) -> None:
    visitor.page.add_init_script(
        "Object.defineProperty(window, 'speechSynthesis', { value: undefined })"
    )
    page = visitor.open(CASE)
    expect(page.get_by_role("button", name="加入我的阅读")).to_be_visible()
    expect(page.locator("[data-speak]")).to_be_hidden()


# ---------- 我的阅读 ----------


def test_a_case_is_kept_on_the_device_and_nowhere_else(chromium: Browser, address: str) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    for window in visit(chromium, address, PHONE, permissions=permissions):
        page = window.open(CASE)
        keep = page.get_by_role("button", name="加入我的阅读")
        keep.click()
        expect(keep).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_text("只记在这台设备上")).to_be_visible()
        expect(page.locator("[data-reading-tally]")).to_have_text("1")
        window.open(OTHER).get_by_role("button", name="加入我的阅读").click()
        sent = len(window.requests)
        window.open("reading/")
        links = page.locator(".kept-title a")
        expect(links).to_have_count(2)
        page.get_by_role("button", name="复制成文字").click()
        expect(page.locator("[data-status]")).to_contain_text("已复制")
        text = page.evaluate("navigator.clipboard.readText()")
        assert text.startswith("我的阅读（2 个案例）\n\n1. 把五微米装进心里")
        assert f"https://share.example.org/{CASE}\n" in text
        page.get_by_role("button", name=re.compile("^移除：把五微米")).click()
        expect(links).to_have_count(1)
        assert "移除：敲开一扇门" in str(
            page.evaluate("document.activeElement.getAttribute('aria-label')")
        )
        page.get_by_role("button", name="全部移除").click()
        page.get_by_role("button", name="确定全部移除？").click()
        expect(page.get_by_text("还没有收藏")).to_be_visible()
        assert page.evaluate("localStorage.getItem('anli-reading')") is None
        assert page.evaluate("document.activeElement.tagName") == "H1"
        words = ("SHQ-", "jiangxin", "五微米")
        assert not any(word in url for url in window.requests[sent:] for word in words)
        assert window.page.context.cookies() == []


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "null",
        '[{"id":"SHQ-2022-0001","url":"javascript:alert(1)","title":"甲","who":"乙"}]',
        '[{"id":"x","url":"cases/2022/a/","title":"甲","who":"乙"}]',
        '[null, 3, {"title": {}}]',
    ],
)
def test_a_damaged_list_is_an_empty_one(visitor: Visit, kept: str) -> None:
    stored(visitor, reading=kept, compare=kept)
    page = visitor.open("reading/")
    expect(page.get_by_text("还没有收藏")).to_be_visible()
    visitor.open("compare/")
    expect(page.get_by_text("还没有选案例")).to_be_visible()
    assert visitor.faults == []


def test_where_nothing_can_be_kept_the_visitor_is_told(visitor: Visit) -> None:
    visitor.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page = visitor.open(CASE)
    keep = page.get_by_role("button", name="加入我的阅读")
    keep.click()
    expect(keep).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_text("这个浏览器不让网页记东西")).to_be_visible()


# ---------- 对照阅读 ----------


def test_cases_are_chosen_on_their_pages_and_compared_by_an_address(visitor: Visit) -> None:
    page = visitor.open(CASE)
    page.get_by_role("button", name="选来对照").click()
    expect(page.get_by_text("再选一个案例就能对照")).to_be_visible()
    visitor.open(OTHER).get_by_role("button", name="选来对照").click()
    page.get_by_role("link", name="对照选好的 2 个案例").click()
    expect(page).to_have_url(f"{visitor.address}compare/?ids={SPINDLE},{GAS}")
    expect(page.get_by_role("heading", level=3, name="把五微米装进心里")).to_have_count(5)
    expect(page.locator(".page")).to_contain_text("都用了防错、排列图。")
    expect(page.locator(".page")).to_contain_text("不打分，不排名")


def test_a_fourth_case_is_refused_in_words(visitor: Visit) -> None:
    page = visitor.open(CASE)
    items = json.loads(ITEMS)
    three = [dict(items[1], id=f"SHQ-2022-000{n}") for n in (2, 3, 4)]
    page.evaluate("text => localStorage.setItem('anli-compare', text)", json.dumps(three))
    page.get_by_role("button", name="选来对照").click()
    expect(page.get_by_text("最多对照 3 个案例")).to_be_visible()
    expect(page.get_by_role("button", name="选来对照")).to_have_attribute("aria-pressed", "false")


def test_on_a_phone_the_names_stay_in_sight_and_on_a_desk_the_heads_do(visitor: Visit) -> None:
    page = live(visitor, COMPARE)
    wide = page.viewport_size == DESK
    part = page.locator(".side-heads" if wide else ".side-part:last-of-type .side-name").first
    cell = page.locator(".side-part:last-of-type .side-cell").first
    cell.evaluate("cell => scrollTo(0, cell.getBoundingClientRect().top + scrollY + 120)")
    box = part.bounding_box()
    assert box is not None and 0 <= box["y"] < 5


def test_a_case_is_taken_out_of_the_comparison(visitor: Visit) -> None:
    page = live(visitor, COMPARE)
    button = page.get_by_role("button", name="移除：敲开一扇门，放下一颗心")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".side-heads > li")).to_have_count(2)
    expect(page).to_have_url(f"{visitor.address}compare/?ids={SPINDLE},{LIBRARY}")
    expect(page.locator("[data-status]")).to_have_text("已移除《敲开一扇门，放下一颗心》")
    assert page.evaluate("document.activeElement.tagName") == "H1"


@pytest.mark.parametrize(
    "ids", ["SHQ-2022-9999", "../../etc/passwd", "<script>alert(1)</script>", ",,,", "A" * 500]
)
def test_a_wrong_address_shows_nothing_and_runs_nothing(visitor: Visit, ids: str) -> None:
    page = visitor.open("compare/?ids=" + ids)
    expect(page.get_by_text("还没有选案例")).to_be_visible()
    assert not any("etc/passwd" in url and "ids=" not in url for url in visitor.requests)
    assert [fault for fault in visitor.faults if "404" not in fault] == []


def test_related_cases_can_be_compared_with_this_one(visitor: Visit) -> None:
    page = visitor.open(CASE)
    link = page.get_by_role("link", name=re.compile("^与本案例对照：")).first
    assert re.search(
        rf"compare/\?ids={SPINDLE},SHQ-2022-\d{{4}}$", link.get_attribute("href") or ""
    )


# ---------- 今年怎么申报 ----------


def at(window: Visit, moment: str) -> Page:
    """The page of the calendar at a moment (UTC, ISO)."""
    window.page.clock.set_fixed_time(moment)
    return window.open("apply/")


def states(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".apply-state").all_text_contents()]


def test_dates_that_are_past_are_said_to_be_past(visitor: Visit) -> None:
    page = at(visitor, "2022-05-10T04:00:00Z")
    assert states(page) == [
        "已截止",
        "还有 10 天截止",
        "正在进行，还有 21 天截止",
        "还有 41 天截止",
        "还没开始",
        "还有 143 天截止",
        "还没开始",
    ]
    expect(page.locator("[data-now]")).to_contain_text("现在：辅导培育")
    assert page.locator(".apply-steps .past").count() == 1


def test_the_day_is_that_of_shanghai(visitor: Visit) -> None:
    assert states(at(visitor, "2022-04-30T15:59:00Z"))[0] == "正在进行，今天截止"
    assert states(at(visitor, "2022-04-30T16:01:00Z"))[0] == "已截止"


def test_before_and_after_the_year_the_page_says_what_is_next(visitor: Visit) -> None:
    page = at(visitor, "2022-03-01T04:00:00Z")
    expect(page.locator("[data-now]")).to_have_text("下一步：活动报名（线上平台），4月1日开始。")
    at(visitor, "2023-01-01T04:00:00Z")
    expect(page.locator("[data-now]")).to_contain_text("2022 年的日程已经全部截止")
    assert set(states(page)) == {"已截止"}


def test_the_way_to_the_platform_is_on_the_page(plain_visitor: Visit) -> None:
    page = plain_visitor.open("apply/")
    link = page.get_by_role("link", name="去申报平台")
    expect(link).to_have_attribute("href", "https://apply.example.org/")
    expect(page.locator(".apply-steps li")).to_have_count(7)
    assert page.locator(".apply-state:visible").count() == 0
    expect(page.get_by_role("heading", name="不收费")).to_be_visible()


# ---------- without scripts, by touch, by keyboard, on paper ----------


def test_without_javascript_nothing_dead_is_shown(plain_visitor: Visit) -> None:
    for path in OURS.values():
        page = plain_visitor.open(path)
        buttons = page.get_by_role("button").all_text_contents()
        assert [text for text in buttons if text.strip() not in ("", "搜索")] == [], path
    page = plain_visitor.open("compare/")
    expect(page.get_by_text("对照要用 JavaScript")).to_be_visible()


@pytest.fixture
def finger(chromium: Browser, address: str) -> Iterator[Visit]:
    yield from visit(chromium, address, PHONE, has_touch=True, is_mobile=True)


SMALL = """
Array.from(document.querySelectorAll("a[href], button, input, select, summary, label"))
  .filter(e => e.offsetParent && !e.closest(".visually-hidden, .skip, .case-row-title"))
  .filter(e => !(e.tagName === "A" && getComputedStyle(e).display === "inline"
    && e.parentNode.textContent.trim() !== e.textContent.trim()))
  .filter(e => e.tagName === "LABEL" ? e.querySelector("input") : !(e.tagName === "INPUT" && e.closest("label")))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5)
  .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${box.height}`)
"""


@pytest.mark.parametrize("kind", OURS)
def test_targets_are_large_enough_for_a_finger(finger: Visit, kind: str) -> None:
    stored(finger, reading=ITEMS)
    page = live(finger, OURS[kind])
    page.get_by_role("button", name="菜单").click()
    small = page.evaluate(SMALL)
    assert small == [], "\n".join(small)


@pytest.mark.parametrize("path", ["", COMPARE, "apply/"])
def test_the_focus_is_never_under_the_bar_nor_under_the_heads(
    chromium: Browser, address: str, path: str
) -> None:
    for size in (PHONE, DESK):
        for window in visit(chromium, address, size):
            page = live(window, path)
            hidden = []
            for _ in range(60):
                page.keyboard.press("Tab")
                covered = page.evaluate(
                    """() => {
                      const e = document.activeElement;
                      const box = e.getBoundingClientRect();
                      if (e === document.body || !box.height) return "";
                      const found = document.elementFromPoint(
                        box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2);
                      return found && (e.contains(found) || found.contains(e)) ? "" : e.outerHTML.slice(0, 80);
                    }"""
                )
                if covered:
                    hidden.append(covered)
            assert hidden == []


def test_the_first_stop_is_the_skip_link_and_it_leads_to_the_text(visitor: Visit) -> None:
    page = visitor.open(CASE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_bar_has_four_items_and_covers_nothing_at_the_end(
    chromium: Browser, address: str
) -> None:
    for window in visit(chromium, address, PHONE):
        page = window.open("apply/")
        bar = page.get_by_role("navigation", name="常用")
        names = ["首页", "找案例", "年度结果", "我的阅读"]
        assert bar.get_by_role("link").all_inner_texts() == names
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        foot = page.locator(".site-foot").bounding_box()
        top = bar.bounding_box()
        assert foot is not None and top is not None
        assert foot["y"] + foot["height"] <= top["y"] + 1
        page.emulate_media(media="print")
        assert not bar.is_visible()


def test_pages_of_ours_stay_light(site_dir: Path) -> None:
    def weight(*names: str) -> int:
        return sum(len(gzip.compress((site_dir / name).read_bytes())) for name in names)

    shared = [f"assets/{name}" for name in ("anli.css", "anli.js", "theme.js", "store.js")]
    dom, load = "assets/search/dom.js", "assets/search/load.js"
    case = ("assets/case.css", "assets/case.js", "assets/case-tools.js")
    assert weight(*shared) < 15_000
    assert weight(*shared, *case) < 25_000
    assert weight(*shared, "assets/kept.css", "assets/compare.js", dom, load) < 25_000
    assert weight(*shared, "assets/kept.css", "assets/reading.js", dom) < 25_000
    assert weight("assets/traditional.js", "traditional.json") < 15_000
    for name in ("compare", "reading", "topics", "apply"):
        assert weight(f"{name}/index.html") < 8_000
