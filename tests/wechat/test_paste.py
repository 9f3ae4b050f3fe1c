"""粘贴：what the editor takes away is known, and nothing that an article says goes with it."""

from __future__ import annotations

import pytest

from generator.wechat.blocks import Paragraph
from generator.wechat.paste import Loss, losses, paste
from generator.wechat.render import render_article
from generator.wechat.shorten import shorten
from generator.wechat.tokens import THEMES, Theme
from tests.wechat.sample import FULL, article, resolve, table, text


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_our_markup_comes_out_as_it_went_in(theme: Theme) -> None:
    fragment = render_article(FULL, theme, resolve)
    assert paste(fragment) == fragment
    assert paste(shorten(fragment)) == shorten(fragment)


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_no_word_row_or_picture_of_an_article_is_lost(theme: Theme, short: bool) -> None:
    assert losses(FULL, render_article(FULL, theme, resolve, short=short)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<style>p{}</style><p>字</p>", "<p>字</p>"),
        ("<p>字<script>x</script><!-- 内部 --></p>", "<p>字</p>"),
        ('<div id="a" class="b" onclick="x">字</div>', "<section>字</section>"),
        (
            '<p style="position:absolute;top:0;color:#333333">字</p>',
            '<p style="color:#333333">字</p>',
        ),
        ('<p style="width:calc(100% - 2px);margin:1rem">字</p>', "<p>字</p>"),
        ('<a href="https://example.org/">字</a>', "字"),
        ('<p style="display:none">字</p>', ""),
        ("<p></p><section> <span></span></section>", ""),
        ('<img src="https://example.org/a.png">', ""),
        ('<img src="file:///C:/a.png">', ""),
        ('<img src="data:image/png;base64,AA">', '<img src="data:image/png;base64,AA">'),
        ("<pre>甲\n  乙</pre>", "<pre>甲 乙</pre>"),
        ("<blockquote>字</blockquote>", "字"),
    ],
)
def test_what_the_editor_takes_away(before: str, after: str) -> None:
    assert paste(before) == after


def test_a_word_left_out_is_a_loss() -> None:
    one = article(Paragraph(text("头一段")), Paragraph(text("后一段")))
    fragment = "<section><p>头一段</p></section>"
    assert losses(one, fragment) == [Loss(2, "文字", "后一段")]


def test_words_in_another_order_are_a_loss() -> None:
    one = article(Paragraph(text("97.1%")), Paragraph(text("99.6%")))
    fragment = "<section><p>99.6%</p><p>97.1%</p></section>"
    assert losses(one, fragment) == [Loss(2, "文字", "99.6%")]


def test_a_row_and_a_picture_left_out_are_losses() -> None:
    rows = article(table([["甲", "乙"], ["1", "2"]]))
    fragment = (
        "<section>甲乙12<table><tbody><tr><th>甲</th><th>乙</th></tr></tbody></table></section>"
    )
    assert losses(rows, fragment) == [Loss(1, "表格行", "1 | 2")]
    whole = render_article(FULL, THEMES["red"], resolve)
    without = whole.replace('src="images/fig-1.png"', 'src="file:///fig-1.png"')
    assert losses(FULL, without)[0].kind == "图片"
