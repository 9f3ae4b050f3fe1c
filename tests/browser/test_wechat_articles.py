"""推文：in a real browser nothing sticks out at WeChat's three widths, and every word can be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.wechat import limits
from generator.wechat.blocks import Article
from generator.wechat.checks import finding
from generator.wechat.dark import PAGE, WHITE, at_night, contrast
from generator.wechat.markdown import read_markdown
from generator.wechat.render import render_article
from generator.wechat.styles import Colour, colour_of
from generator.wechat.tokens import THEMES, Theme
from tests.support import ROOT
from tests.wechat.sample import FULL, article, resolve

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


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page."""
    context = chromium.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def show(page: Page, fragment: str, width: int, ground: Colour = WHITE) -> None:
    """The fragment in WeChat's column at a width."""
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(SHELL.format(fragment=fragment, ground="#{:02x}{:02x}{:02x}".format(*ground)))


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ARTICLES)
def test_nothing_sticks_out_at_any_width(page: Page, name: str, theme: Theme) -> None:
    fragment = render_article(ARTICLES[name], theme, resolve)
    for width in limits.WIDTHS:
        show(page, fragment, width)
        out = page.evaluate(STICKING_OUT)
        found = [finding("WX210", "正文", text, width=width, over=over) for text, over in out]
        assert found == []


def test_what_sticks_out_is_found(page: Page) -> None:
    show(page, '<section><p style="white-space:nowrap">' + "长" * 60 + "</p></section>", 375)
    assert page.evaluate(STICKING_OUT)[0][0] == "整页"


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ARTICLES)
def test_every_word_can_be_read(page: Page, name: str, theme: Theme, night: bool) -> None:
    fragment = render_article(ARTICLES[name], theme, resolve)
    show(page, at_night(fragment) if night else fragment, 375, PAGE if night else WHITE)
    texts = page.evaluate(TEXTS)
    assert texts
    assert [one["text"] for one in texts if not one["seen"] or one["tight"] < 1.39] == []
    least = limits.CONTRAST_DARK if night else limits.CONTRAST_LIGHT
    assert [one for one in texts if _contrast(one) < _least(one, least)] == []


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
