"""正文之外：what a Word file holds beside its body, and what must not go on to readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from generator.intake.messages import problem
from generator.intake.runs import words_of
from generator.intake.text import is_page_number, tidy
from generator.problems import Place, Problem

TEMPLATE_AUTHOR = "anli 模板"
"""author of the comments in our own template; they are prompts, not remarks of people"""
_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "rPrChange", "pPrChange")
_STORIES = ("footnotes", "endnotes", "header", "footer")
"""parts with text of their own, by the relationship that leads to them"""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_DRAWN = {"chart": "图表", "diagramData": "智能图形"}


def check_marks(document: Any, place: Place) -> Iterator[Problem]:
    """修订、批注和隐藏文字: they show to the office and must not show to readers."""
    stories = [document.element.body, *(s for kind in _STORIES for s in _parts(document, kind))]
    revisions = [qn(f"w:{name}") for name in _REVISIONS]
    if any(next(story.iter(*revisions), None) is not None for story in stories):
        yield problem("intake.tracked", place)
    if any(author != TEMPLATE_AUTHOR for author in _comment_authors(document)):
        yield problem("intake.comments", place)
    if hidden := "".join(text for story in stories for text in _hidden_texts(story)).strip():
        yield problem("intake.hidden-text", place, text=hidden[:40])


def _comment_authors(document: Any) -> Iterator[str]:
    for root in _parts(document, "comments"):
        for comment in root.iter(qn("w:comment")):
            yield comment.get(qn("w:author")) or ""


def _hidden_texts(story: Any) -> Iterator[str]:
    for run in story.iter(qn("w:r")):
        mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
        if mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off"):
            yield "".join(text.text or "" for text in run.iter(qn("w:t")))


def read_aside(document: Any) -> Iterator[str]:
    """脚注、页眉页脚、图表里的字: one text each, with where it stood."""
    for kind, label in (("footnotes", "脚注"), ("endnotes", "尾注")):
        for root in _parts(document, kind):
            for note in root.iter(qn("w:footnote"), qn("w:endnote")):
                if text := tidy(words_of(note)):
                    yield f"{label} 〔注{note.get(qn('w:id'))}〕：{text}"
    for kind, label in (("header", "页眉"), ("footer", "页脚")):
        yield from (f"{label}：{text}" for text in dict.fromkeys(_running(document, kind)))
    for kind, label in _DRAWN.items():
        for root in _parts(document, kind):
            words = [text for text in map(tidy, _drawn_words(root)) if text]
            if words:
                yield f"{label}里的字：{' '.join(words)}"


def _drawn_words(root: Any) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str) and re.search(r"\}(?:t|v)$", element.tag):
            yield element.text or ""


def _running(document: Any, kind: str) -> Iterator[str]:
    for root in _parts(document, kind):
        for line in words_of(root).split("\n"):
            text = tidy(line)
            if text and not is_page_number(text) and not re.fullmatch(r"\d{0,3}", text):
                yield text


def _parts(document: Any, kind: str) -> Iterator[Any]:
    """Roots of the parts that a relationship of this kind leads to."""
    for relation in document.part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] == kind and not relation.is_external:
            yield etree.fromstring(relation.target_part.blob, _PARSER)
