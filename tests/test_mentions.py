"""文中所及：checks see what the parser sees, where the author wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import mentions
from generator.mentions import Mention, headings, images, links, lost, raw_html
from generator.prose import render_with_places

Find = Callable[[str], Iterator[Mention]]


@pytest.mark.parametrize(
    ("find", "text", "expected"),
    [
        (
            links,
            "甲[乙](https://a.example/)[丙](#丁)",
            [("https://a.example/", 0, 6), ("#丁", 0, 29)],
        ),
        (links, "![图](a.png)", []),
        (links, "[括号](https://a.example/b(c)d)", [("https://a.example/b(c)d", 0, 6)]),
        (links, "[引][1]\n\n[1]: javascript:x", [("javascript:x", 0, 1)]),
        (links, "`[码](javascript:x)`", []),
        (images, "甲\n乙![图](a.png)", [("a.png", 1, 7)]),
        (images, "![](<a.png>)", [("a.png", 0, 6)]),
        (images, "![图][甲]\n\n[甲]: a.png", [("a.png", 0, 1)]),
        (images, "![](图.png)", [("图.png", 0, 5)]),
        (raw_html, "甲<br>乙</b>", [("<br>", 0, 2), ("</b>", 0, 7)]),
        (raw_html, "3 <5 且 6> 2", []),
        (raw_html, "写作`<b>`，或\n\n```\n<!-- 甲 -->\n```\n\n<i>", [("<i>", 6, 1)]),
        (raw_html, "<!-- 一\n二 -->", [("<!-- 一", 0, 1)]),
    ],
)
def test_what_a_text_mentions_is_found_with_its_place(
    find: Find, text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert [(m.text, m.line, m.column) for m in find(text)] == expected


def test_headings_are_found_however_they_are_written() -> None:
    text = "# 一\n\n二\n===\n\n三\n---\n\n### 四\n\n```\n# 五\n```\n"
    assert [(m.text, m.line) for m in headings(text, "h1", "h2")] == [
        ("# 一", 0),
        ("二", 2),
        ("三", 5),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("| 甲 | 乙 |\n|-|-|\n| 1 | 2 | 三 |", [2]),
        ("正文[^1]\n\n[^1]: 脚注", [2]),
        ('见[说明][甲]\n\n[甲]: https://a.example/ "题"', [2]),
        ("1. 1月\n2. 二\n10) 十", []),
        ("- 甲\n  3. 乙", []),
        ("3月\n4. 日", []),
        ("[![甲](b.png)](https://c.example/d)", []),
        ("一 &lt;b&gt; &amp; `x < y`", []),
        ("```python\nprint(1)\n```", []),
        ("甲\\_乙 a_b *丙*", []),
        ("**“重点”**内容 ~~删~~ 5*3", []),
        ("| 甲 | 乙 |\n|:-:|-|\n| 1 | |", []),
        ("甲  \n乙\\\n丙", []),
        ("> 引\n> 1. 文", []),
    ],
)
def test_words_that_no_reader_sees_are_found(text: str, lines: list[int]) -> None:
    assert [mention.line for mention in lost(text)] == lines


def test_what_comes_after_a_lost_line_is_still_compared() -> None:
    text = "[甲]: https://a.example/\n\n正文还在\n\n[乙]: https://b.example/\n\n还在"
    assert [mention.line for mention in lost(text)] == [0, 4]


@given(st.text(alphabet="甲乙1.|-#[]()!`*_~<>&; \n", max_size=200))
def test_no_text_confuses_the_reading(text: str) -> None:
    for find in (links, images, raw_html, lost):
        for mention in find(text):
            assert 0 <= mention.line < len(text.split("\n"))
            assert mention.column >= 1


@given(st.text(alphabet="甲乙1.|-=#[]()!`*_~<>&; \n", max_size=60))
def test_a_plain_text_needs_no_parsing(text: str) -> None:
    if mentions.is_plain(text):
        walker = mentions._Walker(text.split("\n"))
        walker.feed(render_with_places(text))
        assert {e.tag for e in walker.elements} <= {
            "p",
            "ul",
            "ol",
            "li",
            "em",
            "strong",
            "hr",
            "br",
            "blockquote",
        }


def test_a_text_is_parsed_once_for_all_checks() -> None:
    text = "只读一次[甲](#乙)"
    before = mentions._walk.cache_info()
    for find in (links, images, raw_html, lost):
        list(find(text))
    after = mentions._walk.cache_info()
    assert after.misses == before.misses + 1
