"""检查正文：what Markdown would show otherwise than its author thinks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import prose
from generator.catalogue import problem
from generator.content import Content
from generator.problems import Place, Problem

LONGEST_PARAGRAPH = 3000
"""characters; longer blocks are pasted by mistake, and slow to read anyway"""


def check_prose(content: Content) -> Iterator[Problem]:
    """案例和通知的正文."""
    for file, markdown, line in _texts(content):
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
    def at(mention: prose.Mention) -> Place:
        end = mention.column + len(mention.text)
        return Place(file, first + mention.line, mention.column, end)

    for mention in prose.raw_html(markdown):
        if mention.text.startswith("<!--"):
            yield problem("prose.comment", at(mention))
        else:
            yield problem("prose.html", at(mention), value=mention.text[:40])
    for mention in prose.links(markdown):
        if not prose.is_safe_link(mention.text):
            yield problem("prose.link", at(mention), value=mention.text[:60])
    for number, text in enumerate(markdown.split("\n")):
        if re.match(r" {0,3}# ", text):
            yield problem("prose.heading", Place(file, first + number, 1, len(text) + 1))
        if len(text) > LONGEST_PARAGRAPH:
            place = Place(file, first + number, 1)
            length, limit = len(text), LONGEST_PARAGRAPH
            yield problem("prose.too-long", place, line=first + number, length=length, limit=limit)
