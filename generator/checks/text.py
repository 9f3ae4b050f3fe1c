"""检查正文：what Markdown would show otherwise than its author thinks."""

from __future__ import annotations

from collections.abc import Iterator

from generator import mentions
from generator.catalogue import problem
from generator.content import Content
from generator.problems import Place, Problem
from generator.prose import is_safe_link

LONGEST_PARAGRAPH = 3000
"""characters; longer blocks are pasted by mistake, and slow to read anyway"""


def check_prose(content: Content) -> Iterator[Problem]:
    """案例和通知的正文."""
    for file, markdown, line in _texts(content):
        if len(markdown) > LONGEST_PARAGRAPH or not mentions.is_plain(markdown):
            yield from _check_markdown(file, markdown, line)


def _texts(content: Content) -> Iterator[tuple[str, str, int]]:
    """File, Markdown and the line on which it begins."""
    for year in content.years:
        for case in year.cases:
            for section in case.sections:
                yield f"{case.folder}/case.md", section.markdown, section.line + 1
        for notice in year.notices:
            yield f"{notice.folder}/{notice.slug}.md", notice.markdown, notice.body_line


def _check_markdown(file: str, markdown: str, first: int) -> Iterator[Problem]:
    """Blocks that are too long first: what is wrong inside of them would take minutes to find."""
    long = list(_too_long(file, markdown, first))
    yield from long or _check_markup(file, markdown, first)


def _too_long(file: str, markdown: str, first: int) -> Iterator[Problem]:
    for number, text in enumerate(markdown.split("\n"), first):
        if len(text) > LONGEST_PARAGRAPH:
            place, said = Place(file, number, 1), {"length": len(text), "limit": LONGEST_PARAGRAPH}
            yield problem("prose.too-long", place, line=number, **said)


def _check_markup(file: str, markdown: str, first: int) -> Iterator[Problem]:
    def at(mention: mentions.Mention) -> Place:
        end = mention.column + len(mention.text)
        return Place(file, first + mention.line, mention.column, end)

    for mention in mentions.raw_html(markdown):
        if mention.text.startswith("<!--"):
            yield problem("prose.comment", at(mention))
        else:
            yield problem("prose.html", at(mention), value=mention.text[:40])
    for mention in mentions.links(markdown):
        if not is_safe_link(mention.text):
            yield problem("prose.link", at(mention), value=mention.text[:60])
    for mention in mentions.headings(markdown, "h1", "h2"):
        id = "prose.heading" if mention.text.lstrip().startswith("#") else "prose.underlined"
        yield problem(id, at(mention), value=mention.text.strip()[:20])
    for mention in mentions.lost(markdown):
        yield problem("prose.lost", at(mention))
