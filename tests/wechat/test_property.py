"""任意的正文：thousands of random Markdown bodies → allowed markup, and every visible word in it."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.prose import render_open
from generator.wechat.allowlist import deviations
from generator.wechat.blocks import Notes
from generator.wechat.checks.night import check_contrast
from generator.wechat.markdown import Reading, read_markdown
from generator.wechat.paste import losses, paste
from generator.wechat.render import render_article
from generator.wechat.spacing import CONTROL
from generator.wechat.tokens import THEMES
from generator.wechat.tree import read_tree
from tests.wechat.sample import article, resolve

THEME = THEMES["red"]
PIECES = [
    *("# ", "## ", "- ", "* ", "1. ", "  - ", "    - ", "> ", "- [ ] ", "- [x] ", "\n", "\n\n"),
    *(
        "**",
        "*",
        "~~",
        "`",
        "```\n",
        "|",
        "|--|--|\n",
        "| 甲 | 乙 |\n",
        "[^1]",
        "[^1]: ",
        "![",
        "](",
    ),
    *(
        ")",
        "[",
        "]",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<table><tr><td>",
        "</table>",
        "<!--",
        "-->",
    ),
    *(
        "<svg>",
        "<text>",
        "<script>",
        "</script>",
        "<br>",
        "&nbsp;",
        "&amp;",
        "&#0;",
        "\\",
        "\t",
        "    ",
    ),
    *(
        "https://example.org/a",
        "mailto:a@b.c",
        "《名》",
        "“好。”",
        "99.6%",
        "汉字",
        "word",
        "---\n",
        "<p>",
    ),
    *(
        "<ul><li>",
        "<td colspan=3>",
        "<a href='x'>",
        "<img src=a alt=b>",
        "<sup>",
        "<iframe>",
        "👨‍👩‍👧",
        "𠮷",
    ),
]


class _Shown(HTMLParser):
    """The words in the parser's own HTML: an oracle that shares nothing with the conversion."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe" or ("class", "footnote-backref") in attrs:
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def characters(text: str) -> Counter[str]:
    """Characters that can be seen, and how often."""
    return Counter("".join(CONTROL.sub("", text).split()))


def shown_by_the_parser(markdown: str) -> Counter[str]:
    """Characters that a browser would show of the text."""
    parser = _Shown()
    parser.feed(render_open(markdown))
    parser.close()
    return characters("".join(parser.words))


def rendered(reading: Reading) -> str:
    """The fragment after pasting, having met every promise on the way."""
    one = article(*reading.blocks, *([Notes(reading.notes)] if reading.notes else []))
    fragment = render_article(one, THEME, resolve)
    if one.blocks:
        assert deviations(fragment) == []
    assert losses(one, fragment) == []
    assert list(check_contrast(fragment)) == []
    return read_tree(paste(fragment)).root.text()


@settings(max_examples=2000, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_gives_allowed_markup_and_loses_no_character(markdown: str) -> None:
    kept = characters(rendered(read_markdown(markdown)))
    assert shown_by_the_parser(markdown) - kept == Counter()


words = st.lists(st.integers(0, 9999), min_size=1, max_size=4).map(
    lambda numbers: "，".join(f"字{number}句" for number in numbers)
)
lines = st.one_of(
    words,
    words.map("**{}**".format),
    words.map("[{}](https://example.org/a)".format),
    words.map("<u>{}</u><!-- 内部 -->".format),
)


def _indented(block: str, first: str, rest: str) -> str:
    head, *tail = block.split("\n")
    return "\n".join([first + head, *(rest + line if line else "" for line in tail)])


def _listed(blocks: list[str], marker: str) -> str:
    return "\n".join(_indented(block, marker, " " * len(marker)) for block in blocks)


def _table(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    full = [row + [""] * (width - len(row)) for row in rows]
    made = ["| " + " | ".join(row) + " |" for row in full]
    return "\n".join([made[0], "|" + "--|" * width, *made[1:]])


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map("\n\n".join),
        several.map(lambda blocks: _listed(blocks, "- ")),
        several.map(lambda blocks: _listed(blocks, "1. ")),
        inner.map(lambda block: _indented(block, "> ", "> ")),
        inner.map("<div>\n\n{}\n\n</div>".format),
    )


bodies = st.recursive(
    st.one_of(
        lines,
        words.map("### {}".format),
        st.lists(st.lists(words, min_size=1, max_size=9), min_size=1, max_size=4).map(_table),
        words.map("```\n{}\n```".format),
    ),
    _nested,
    max_leaves=12,
)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(bodies)
def test_words_stand_in_the_order_in_which_they_were_written(markdown: str) -> None:
    shown, at = rendered(read_markdown(markdown)), 0
    parser = _Shown()
    parser.feed(render_open(markdown))
    for word in "".join(parser.words).replace("，", "\n").split():
        found = shown.find(word, at)
        assert found >= 0
        at = found + len(word)
