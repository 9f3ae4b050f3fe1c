"""推文：in a real browser nothing sticks out at WeChat's three widths, and every word can be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.wechat import limits
from generator.wechat.blocks import Article
from generator.wechat.checks import Finding, finding
from generator.wechat.dark import PAGE, WHITE, at_night, contrast
from generator.wechat.markdown import read_markdown
from generator.wechat.render import render_article
from generator.wechat.styles import Colour, colour_of
from generator.wechat.tokens import THEMES, Theme
from tests.support import ROOT
from tests.wechat.conftest import shipped
from tests.wechat.sample import FULL, article, resolve

__all__ = ["shipped"]
pytestmark = pytest.mark.browser
BAD = ROOT / "tests" / "wechat" / "bad"
SHELL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: {ground}; }}
#column {{ padding: 0 16px; font-size: 17px; line-height: 1.6; letter-spacing: .578px;
  text-align: justify; word-break: break-word; color: rgba(0,0,0,.9); }}
#column * {{ max-width: 100% !important; box-sizing: border-box !important; }}
</style><div id="column">{fragment}</div>"""
"""the container as measured in a real draft: it holds every element to its width"""
STICKING_OUT = """() => {
  const edge = document.documentElement.clientWidth - 16;
  const scrolls = (node) => node && (getComputedStyle(node).overflowX === 'auto'
    || scrolls(node.parentElement));
  const all = [...document.querySelectorAll('#column *')].filter((node) => !scrolls(node.parentElement));
  const out = all.map((node) => [node.textContent.slice(0, 20),
    Math.round(node.getBoundingClientRect().right - edge)]).filter(([, over]) => over > 0);
  const page = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return page > 0 ? [['整页', page], ...out] : out;
}"""
OVER_EACH_OTHER = """() => {
  const walker = document.createTreeWalker(document.querySelector('#column'), NodeFilter.SHOW_TEXT);
  const lines = [];
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const text = walker.currentNode.textContent;
    if (text.trim()) for (const box of range.getClientRects()) lines.push([box, text]);
  }
  const common = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
  return lines.flatMap(([box, text], number) => lines.slice(number + 1)
    .filter(([other]) => common(box, other, 'left', 'right') > 3
      && common(box, other, 'top', 'bottom') > Math.min(box.height, other.height) / 2)
    .map(([, covered]) => `${text}／${covered}`));
}"""
TEXTS = """() => {
  const walker = document.createTreeWalker(document.querySelector('#column'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.textContent.trim()) continue;
    const style = getComputedStyle(node.parentElement);
    let ground = node.parentElement;
    while (getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    found.push({ text: node.textContent, colour: style.color,
      ground: getComputedStyle(ground).backgroundColor, size: parseFloat(style.fontSize),
      bold: Number(style.fontWeight) >= 600, seen: box.width > 0 && box.height > 0,
      tight: parseFloat(style.lineHeight) / parseFloat(style.fontSize) });
  }
  return found;
}"""


def everything_bad() -> Article:
    """All bad inputs after each other."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(BAD.glob("*.md"))]
    return article(*(block for text in texts for block in read_markdown(text).blocks))


def shipped_case() -> Article:
    """A whole case as it is shipped, word for word."""
    text = (ROOT / "cases" / "2022" / "daidian-zuoye-ban" / "case.md").read_text(encoding="utf-8")
    return article(*read_markdown(text.partition("\n---\n")[2]).blocks)


ARTICLES = {"every block": FULL, "bad inputs": everything_bad(), "a case": shipped_case()}


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A page to put fragments into."""
    context = chromium.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def show(page: Page, fragment: str, width: int, ground: Colour = WHITE) -> None:
    """The fragment in WeChat's column at a width."""
    resize(page, width)
    page.set_content(SHELL.format(fragment=fragment, ground="#{:02x}{:02x}{:02x}".format(*ground)))


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def sticking_out(page: Page) -> list[Finding]:
    """What is wider than the column, at each of the three widths."""
    found = []
    for width in limits.WIDTHS:
        resize(page, width)
        out = page.evaluate(STICKING_OUT)
        found += [finding("WX210", "正文", text, width=width, over=over) for text, over in out]
    return found


def unreadable(page: Page, least: float) -> list[dict[str, Any]]:
    """Text that cannot be seen, stands too tight, or is too pale for its ground."""
    texts = page.evaluate(TEXTS)
    assert texts
    return [
        one
        for one in texts
        if not one["seen"] or one["tight"] < 1.39 or _contrast(one) < _least(one, least)
    ]


def faults_of(page: Page, fragment: str) -> list[object]:
    """Of a fragment by day and at night."""
    show(page, fragment, limits.WIDTHS[0])
    found: list[object] = [*sticking_out(page)]
    resize(page, limits.WIDTHS[0])
    found += page.evaluate(OVER_EACH_OTHER)
    found += unreadable(page, limits.CONTRAST_LIGHT)
    show(page, at_night(fragment), limits.WIDTHS[0], PAGE)
    return found + unreadable(page, limits.CONTRAST_DARK)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("short", [False, True], ids=["long", "short"])
@pytest.mark.parametrize("name", ARTICLES)
def test_every_word_fits_and_can_be_read_by_day_and_at_night(
    page: Page, name: str, short: bool, theme: Theme
) -> None:
    assert faults_of(page, render_article(ARTICLES[name], theme, resolve, short=short)) == []


def test_so_it_is_with_every_shipped_draft(page: Page, shipped: Path) -> None:
    files = sorted(shipped.glob("dist/wechat/*/*/*article.html"))
    assert len(files) == 13
    for file in files:
        assert faults_of(page, file.read_text("utf-8")) == [], file


def test_what_sticks_out_is_found(page: Page) -> None:
    show(page, '<section><p style="white-space:nowrap">' + "长" * 60 + "</p></section>", 375)
    assert page.evaluate(STICKING_OUT)[0][0] == "整页"


def test_words_over_each_other_are_found(page: Page) -> None:
    name = '<span style="display:inline-block">焊二班</span>'
    show(page, f'<section><p style="text-indent:-1.5em">示例船厂{name}</p></section>', 375)
    assert page.evaluate(OVER_EACH_OTHER) == ["示例船厂／焊二班"]


def test_pale_and_hidden_words_are_found(page: Page) -> None:
    show(
        page,
        '<section><p style="color:#888888">淡</p><p style="color:#333333">深</p></section>',
        375,
    )
    assert [one["text"] for one in unreadable(page, limits.CONTRAST_LIGHT)] == ["淡"]
    show(page, '<section><p style="line-height:1">挤</p></section>', 375)
    assert [one["text"] for one in unreadable(page, limits.CONTRAST_LIGHT)] == ["挤"]


def _contrast(one: dict[str, Any]) -> float:
    colour, ground = colour_of(one["colour"]), colour_of(one["ground"])
    assert colour is not None
    assert ground is not None
    return contrast(colour, ground)


def _least(one: dict[str, Any], usual: float) -> float:
    large = one["bold"] and one["size"] >= limits.LARGE_BOLD
    return limits.CONTRAST_LARGE if large else usual


def test_a_wide_table_can_be_scrolled_to_its_end(page: Page) -> None:
    reading = read_markdown((BAD / "table-nine-columns.md").read_text(encoding="utf-8"))
    show(page, render_article(article(*reading.blocks), THEMES["red"], resolve), 375)
    box = page.evaluate(
        "() => { const box = document.querySelector('table').parentElement;"
        " return [box.scrollWidth, box.clientWidth]; }"
    )
    assert box[0] > box[1] + 100
    heights = page.evaluate("() => [...document.querySelectorAll('td')].map(c => c.clientHeight)")
    assert max(heights) < 90, "no column so narrow that its words stand upon each other"


def test_the_short_form_looks_like_the_long_one(page: Page) -> None:
    seen = []
    for short in (False, True):
        show(page, render_article(FULL, THEMES["ink"], resolve, short=short), 375)
        runs = groupby(page.evaluate(TEXTS), lambda one: (one["colour"], one["size"], one["bold"]))
        seen.append([(look, "".join(one["text"] for one in run)) for look, run in runs])
    assert seen[0] == seen[1]
