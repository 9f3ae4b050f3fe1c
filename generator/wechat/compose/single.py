"""单篇：one case as an article, in the order in which a good post of an association tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.model import Case, Picture, Section
from generator.pages.lessons import Guide, Practice, parse_guide
from generator.wechat.blocks import (
    Article,
    Block,
    Heading,
    Item,
    Kind,
    Lead,
    Notes,
    Paragraph,
    Run,
    Text,
    Video,
)
from generator.wechat.blocks import Picture as Shown
from generator.wechat.compose.desk import Desk, fitting, golden, head, plain, tail
from generator.wechat.compose.figures import build_card, build_chart, build_table
from generator.wechat.markdown import read_markdown

RESULTS, LESSONS = "results", "lessons"
MOST_PRACTICES = 3
PHOTOGRAPHS = ("photo", "team-photo")
COMPARING = "bar"
"""the kind of picture that shows figures side by side"""


@dataclass(frozen=True, slots=True)
class Frame:
    """框: what stands around the text of a case."""

    sections: tuple[str, ...] = ()
    """titles of those to use; empty: all"""
    aside: str = ""
    """beside the column; the year where there is nothing else"""
    beside: tuple[Block, ...] = ()
    """before who signs"""


PLAIN = Frame()


def compose_single(case: Case, desk: Desk, slug: str, frame: Frame = PLAIN) -> Article:
    """案例 → 推文."""
    edits = desk.edits_of(slug)
    title = edits.title or fitting(_titles(case, desk))
    body = _Body(case, edits.pictures)
    blocks = (
        *head(desk, edits, frame.aside or f"{case.year} 年"),
        Lead(plain(edits.lead or case.summary)),
        *build_card(case.kpis),
        *body.blocks(
            tuple(s for s in case.sections if not frame.sections or s.title in frame.sections)
        ),
        *golden(edits),
        *frame.beside,
        *tail(desk, _sources(case, desk), desk.address(case), "案例原文"),
    )
    return Article(
        slug=slug,
        kind=Kind.SINGLE,
        title=title,
        digest=edits.digest or case.summary,
        author=desk.campaign.author,
        source_url=desk.address(case),
        blocks=blocks,
        cover_title=edits.cover_title or case.short_title or title,
        cover_line=edits.cover_line or desk.whose(case),
        cases=(case.id,),
    )


def _titles(case: Case, desk: Desk) -> Iterator[str]:
    """From the one that says most to the one that says least."""
    name = case.short_title or case.title
    organisation = desk.index.archive.organisations[case.organisation]
    if case.short_title:
        yield case.title
        yield f"{name}｜{organisation.short_name or organisation.name}{case.team}"
    yield f"{name}｜{case.team}"
    yield name


def _sources(case: Case, desk: Desk) -> tuple[tuple[str, str], ...]:
    recommender = desk.index.label("recommender", case.recommender, case.year)
    return (
        ("案例提供", desk.whose(case)),
        ("推荐单位", recommender),
        ("来源", desk.index.archive.site.name),
        ("案例编号", case.id),
    )


class _Body:
    """正文 of a case: its sections as blocks, footnotes numbered through."""

    def __init__(self, case: Case, order: tuple[str, ...]) -> None:
        self.case = case
        self.shown = {picture.file: _picture(picture, case) for picture in case.pictures}
        self.order = order
        self.notes: list[tuple[int, Text]] = []

    def blocks(self, sections: tuple[Section, ...]) -> tuple[Block, ...]:
        """All sections, the video and the notes at the end."""
        found = [block for section in sections for block in self._section(section)]
        found = list(_in_order(found, self.shown, self.order))
        video = (Video(f"{self.case.team}发表视频"),) if self.case.video else ()
        notes = (Notes(tuple(self.notes)),) if self.notes else ()
        return (*found, *video, *notes)

    def _section(self, section: Section) -> Iterator[Block]:
        yield Heading(plain(section.title))
        guide = parse_guide(section.markdown) if section.slug == LESSONS else None
        if section.slug == RESULTS:
            yield from build_table(self.case.kpis)
            yield from () if self._compares(section) else build_chart(self.case.kpis)
        if guide:
            yield from _practices(guide, self._read)
        else:
            yield from self._read(section.markdown)

    def _compares(self, section: Section) -> bool:
        """Whether a picture of the case itself shows before and after already."""
        bars = (picture.file for picture in self.case.pictures if picture.kind == COMPARING)
        return any(file in section.markdown for file in bars)

    def _read(self, markdown: str) -> tuple[Block, ...]:
        read = read_markdown(markdown, self.shown, first_note=len(self.notes) + 1)
        self.notes += read.notes
        return read.blocks


def _practices(guide: Guide, read: Callable[[str], tuple[Block, ...]]) -> Iterator[Block]:
    """可借鉴 as up to three numbered practices, each with what it takes."""
    yield from read(guide.intro)
    for number, practice in enumerate(guide.practices[:MOST_PRACTICES], 1):
        yield from _practice(number, practice, read)


def _practice(
    number: int, practice: Practice, read: Callable[[str], tuple[Block, ...]]
) -> Iterator[Block]:
    text = read(practice.markdown)
    if practice.title:
        yield Item((Run(practice.title, strong=True),), f"{number}.")
        yield from _within(text)
    else:
        yield from _marked(f"{number}.", text)
    for part in practice.parts:
        first, *rest = read(part.markdown) or (Paragraph(()),)
        label = Run(f"{part.label}：", strong=True)
        if isinstance(first, Paragraph):
            yield Item((label, *first.text), "")
        else:
            yield Item((label,), "")
            rest = [first, *rest]
        yield from _within(tuple(rest))


def _marked(marker: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The first paragraph bears the number."""
    if blocks and isinstance(blocks[0], Paragraph):
        yield Item(blocks[0].text, marker)
        yield from _within(blocks[1:])
    else:
        yield Item((), marker)
        yield from _within(blocks)


def _within(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """What belongs to a practice stands under it."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Item(block.text, "")
        elif isinstance(block, Item):
            yield replace(block, level=min(block.level + 1, 2))
        else:
            yield block


def _picture(picture: Picture, case: Case) -> Shown:
    photograph = picture.kind in PHOTOGRAPHS
    caption, credit = picture.caption, picture.credit
    if credit and not photograph:
        caption, credit = f"{caption}\n图源：{credit}".strip(), ""
    return Shown(f"{case.folder}/{picture.file}", picture.alt, caption, credit)


def _in_order(
    blocks: list[Block], shown: dict[str, Shown], order: tuple[str, ...]
) -> Iterator[Block]:
    """Pictures in the editor's order where the text has one; those left over are left out."""
    if not order:
        yield from blocks
        return
    chosen = [shown[file] for file in order if file in shown]
    for block in blocks:
        if not isinstance(block, Shown) or block.chart:
            yield block
        elif chosen:
            yield chosen.pop(0)
