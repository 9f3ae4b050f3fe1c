"""篇幅：what a fragment takes of the limit, and where a text too long is parted."""

from __future__ import annotations

from pathlib import Path

from generator.wechat import limits
from generator.wechat.blocks import Block, Heading, Paragraph, Picture
from generator.wechat.budget import Split, measure, propose_split
from generator.wechat.render import render_article
from generator.wechat.tokens import THEMES
from tests.wechat.sample import article, resolve, table, text

RED = THEMES["red"]


def case(words: int) -> list[Block]:
    """小标题 with paragraphs of 90 字, of so many 字 in all."""
    body: list[Block] = [Heading(text("把返修变成一次做对"))]
    body += [Paragraph(text("字" * 90))] * 4
    return body * (words // 360)


def test_a_fragment_is_counted_with_all_its_markup() -> None:
    fragment = '<section style="margin:0"><p>甲乙<span leaf="">丙</span></p></section>'
    budget = measure(fragment)
    assert (budget.characters, budget.size) == (len(fragment), len(fragment) + 6)
    assert (budget.words, budget.styles, budget.short) == (3, 8, False)
    assert budget.left == limits.CONTENT - 1 - len(fragment)
    assert measure("<section>甲</section>").short


def test_a_single_case_of_1800_characters_fits_in_the_long_form() -> None:
    pictures = [Picture(f"a/fig-{n}.png", "图", "图注") for n in range(4)]
    rows = table([["指标", "前", "后"]] * 4)
    budget = measure(render_article(article(*case(1800), *pictures, rows), RED, resolve))
    assert not budget.short
    assert budget.characters < 11_000


def test_4000_characters_fit_too() -> None:
    budget = measure(render_article(article(*case(4000)), RED, resolve))
    assert budget.characters < limits.CONTENT_NEAR


def test_what_comes_near_the_limit_changes_to_the_short_form_by_itself() -> None:
    blocks = [Paragraph(text("字" * 90))] * 90
    long = render_article(article(*blocks[:80]), RED, resolve)
    assert 'leaf=""' in long and len(long) < limits.CONTENT_NEAR
    assert 'leaf=""' not in render_article(article(*blocks), RED, resolve)


def test_no_shipped_case_comes_near_the_limit(shipped: Path) -> None:
    """The longest has 2,200 字, four pictures, two tables and a card of figures."""
    sizes = [len(path.read_text("utf-8")) for path in shipped.glob("dist/wechat/*/*/*article.html")]
    assert len(sizes) == 13
    assert max(sizes) < limits.CONTENT_NEAR


def test_a_text_too_long_is_parted_at_the_heading_that_leaves_the_longer_part_shortest() -> None:
    blocks: list[Block] = [
        *(Paragraph(text("字" * 3000)), Heading(text("一")), Paragraph(text("字" * 6000))),
        *(Heading(text("二")), Paragraph(text("字" * 9000)), Heading(text("三"), 3)),
        *(Paragraph(text("字" * 3000)), Heading(text("四")), Paragraph(text("字" * 900))),
    ]
    split = propose_split(article(*blocks), RED, resolve)
    assert isinstance(split, Split)
    assert (split.heading, split.at) == ("二", 3)
    assert max(split.characters) < limits.CONTENT


def test_a_text_without_headings_cannot_be_parted() -> None:
    assert propose_split(article(Paragraph(text("字" * 25_000))), RED, resolve) is None
