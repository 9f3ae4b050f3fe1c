"""推文正文：each kind of block in both themes stands in tests/wechat/golden, character by character."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.wechat.blocks import Block, Cell, Heading, Item, Paragraph, Run, Table
from generator.wechat.render import render_article
from generator.wechat.shorten import shorten
from generator.wechat.tokens import THEMES, Theme
from generator.wechat.tree import read_tree
from tests.wechat.sample import BLOCKS, FULL, article, resolve, table, text

GOLDEN = Path(__file__).parent / "golden"
RED, INK = THEMES["red"], THEMES["ink"]


def fragment(*blocks: Block, theme: Theme = RED, short: bool = False) -> str:
    """Blocks as a whole fragment."""
    return render_article(article(*blocks), theme, resolve, short=short)


def laid_out(markup: str) -> str:
    """A fragment with a line for each block, and below it for each box, so that people can read it."""
    return re.sub(r"(?<=>)(?=<(?:section|p|table|tr)\b)", "\n", markup) + "\n"


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("short", [False, True], ids=["long", "short"])
def test_every_kind_of_block(theme: Theme, short: bool) -> None:
    expected = (GOLDEN / f"{theme.name}-{'short' if short else 'long'}.html").read_text("utf-8")
    assert laid_out(render_article(FULL, theme, resolve, short=short)) == expected


def test_the_sample_has_every_kind_of_block() -> None:
    assert {type(block) for block in BLOCKS} == set(Block.__args__)


def test_an_external_link_becomes_a_number_and_the_same_address_the_same_number() -> None:
    one = Run("标准", link="https://std.example.org/1")
    other = Run("别处", link="https://other.example.org/")
    shown = read_tree(fragment(Paragraph((one, other)), Paragraph((one,)))).root.text()
    assert shown.startswith("标准[1]别处[2]标准[1]参考链接[1]\u2002标准：https://std.example.org/1")
    assert shown.endswith("[2]\u2002别处：https://other.example.org/")


def test_an_address_that_is_its_own_words_is_listed_once() -> None:
    address = "https://std.example.org/" + "a" * 400
    markup = fragment(Paragraph((Run(address, link=address),)))
    assert read_tree(markup).root.text() == f"{address}[1]参考链接[1]\u2002{address}"
    assert "word-break:break-all" in markup


def test_addresses_come_before_who_signs() -> None:
    shown = read_tree(render_article(FULL, RED, resolve)).root.text()
    assert shown.index("注释") < shown.index("参考链接") < shown.index("来源：")


def test_a_link_within_wechat_stays_and_is_secure() -> None:
    markup = fragment(Paragraph((Run("往期", link="http://mp.weixin.qq.com/s?a=1&b=2"),)))
    assert '<a href="https://mp.weixin.qq.com/s?a=1&amp;b=2"' in markup
    assert "参考链接" not in markup


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("mailto:wang@example.org", "王工（wang@example.org）"),
        ("tel:02112345678", "王工（02112345678）"),
        ("../2021/a.md", "王工"),
        ("#top", "王工"),
        ("javascript:alert(1)", "王工"),
    ],
)
def test_other_links_are_words(address: str, shown: str) -> None:
    markup = fragment(Paragraph((Run("王工", link=address),)))
    assert read_tree(markup).root.text() == shown
    assert "<a" not in markup


def test_a_number_of_mail_is_not_said_twice() -> None:
    markup = fragment(Paragraph((Run("a@example.org", link="mailto:a@example.org"),)))
    assert read_tree(markup).root.text() == "a@example.org"


def test_words_cannot_become_markup() -> None:
    markup = fragment(Paragraph(text('<b class="x">&amp;\x00\x1b</b>')))
    assert read_tree(markup).root.text() == '<b class="x">&amp;</b>'


def test_entries_hang_by_their_level_and_deeper_ones_no_further() -> None:
    for level, indent in ((0, "1.5em"), (1, "3em"), (2, "4.5em"), (5, "4.5em")):
        markup = fragment(Item(text("一条"), "•", level))
        assert f"padding-left:{indent};text-indent:-1.5em" in markup
    assert "text-indent" not in fragment(Item(text("接着说"), ""))


def test_four_columns_stand_and_five_scroll() -> None:
    four = [["甲", "乙", "丙", "丁"]]
    assert "overflow-x" not in fragment(table(four))
    five = fragment(table([[*four[0], "戊"]], "表一"))
    assert "overflow-x:auto" in five
    assert "表一　左右滑动看全表" in five


def test_spans_count_for_the_columns() -> None:
    rows = ((Cell(text("合并"), colspan=4), Cell(text("末"), rowspan=2)), (Cell(text("下")),) * 4)
    markup = fragment(Table(rows))
    assert "overflow-x:auto" in markup
    assert 'colspan="4"' in markup
    assert 'rowspan="2"' in markup


def test_numbers_of_a_table_do_not_break() -> None:
    markup = fragment(table([["指标", "前"], ["一次作业成功率（含返工）与单次用时", "97.1%"]]))
    row = markup[markup.index("一次作业成功率") :]
    assert "white-space:nowrap" in row[: row.index("97.1%")]


def test_a_heading_keeps_its_level() -> None:
    for level in (2, 3):
        assert RED[f"h{level}"] in fragment(Heading(text("小标题"), level))


def test_a_text_near_the_limit_takes_the_short_form_by_itself() -> None:
    block = Paragraph(text("字" * 100))
    assert "leaf" in fragment(*[block] * 60)
    many = fragment(*[block] * 110)
    assert "leaf" not in many
    assert many == shorten(many)
    assert read_tree(many).root.text() == "字" * 11_000


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_short_form_says_the_same_in_less(theme: Theme) -> None:
    long = render_article(FULL, theme, resolve)
    short = render_article(FULL, theme, resolve, short=True)
    assert read_tree(short).root.text() == read_tree(long).root.text()
    assert len(short) < 0.85 * len(long)


def test_the_same_article_gives_the_same_bytes() -> None:
    again = replace(FULL, blocks=tuple(FULL.blocks))
    assert render_article(again, INK, resolve) == render_article(FULL, INK, resolve)


def test_what_is_struck_out_stays_struck_out() -> None:
    """A sentence taken back must not read as one that holds."""
    markup = fragment(Paragraph((Run("原定九月", struck=True), Run("十月"))))
    assert re.search(r"line-through\">原定九月</span><span[^>]*>十月", markup)
    bold = fragment(Paragraph((Run("原定九月", struck=True, strong=True),)))
    assert re.search(r"<strong><span[^>]*line-through\">原定九月", bold)


def test_a_name_that_is_to_stay_whole_is_a_box_of_its_own() -> None:
    """The line breaks before it, and within it only where it is wider than the column."""
    markup = fragment(Item((Run("示例船厂　"), Run("焊二班", whole=True)), "1."))
    assert re.search(
        r'示例船厂　</span><span[^>]*style="display:inline-block;text-indent:0">焊二班</span>',
        markup,
    )
