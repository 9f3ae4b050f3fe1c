"""可借鉴之处：read as a guide for those who want to do the same, where the author wrote one.

A practice is an item of the list or a sub-heading; its parts are known by their labels: 适用,
前提, 投入, 头三步, 注意事项. The words stay the author's, they only get a place. Where nothing is
labelled, or the text is more than words and lists, it stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LABELS = {
    "适用范围": "适用",
    "适用条件": "适用",
    "适用于": "适用",
    "适合": "适用",
    "前提条件": "前提",
    "前提": "前提",
    "投入": "投入",
    "头三步": "头三步",
    "注意事项": "注意事项",
}
"""what authors write → the label shown"""
ORDER = ("适用", "前提", "投入", "头三步", "注意事项")
LONGEST_TITLE = 40

_NAMES = "|".join(LABELS)
_LABELLED = re.compile(
    rf"(?:^|(?<=[。；]))\*{{0,2}}(?P<name>{_NAMES})(?:\*{{0,2}}[：:]\*{{0,2}}\s*|是)"
    r"|(?:^|(?<=[。；]))(?P<fit>适用于|适合)"
    r"|(?<=，)(?P<then>前提)是"
)
_ITEM = re.compile(r"(?:\d{1,3}[.)]|[-*+])[ \t]+(?=\S)")
_HEADING = re.compile(r"#{3,4} +(.*?)(?: +#+)? *$")
_BEYOND_WORDS = re.compile(r"!\[|\]\(|`|^\||<", re.M)


@dataclass(frozen=True, slots=True)
class Part:
    """做法的一项：label and the author's words, in Markdown."""

    label: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Practice:
    """一条做法 that others can take over."""

    title: str
    """plain text; empty where the first sentence is too long for a title"""
    markdown: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """借鉴指南：the practices, and what stands before them."""

    intro: str
    """Markdown"""
    practices: tuple[Practice, ...]


@lru_cache(maxsize=16)
def parse_guide(markdown: str) -> Guide | None:
    """正文 → 借鉴指南, or None where the author wrote prose; the page and the comparison ask for it."""
    if _BEYOND_WORDS.search(markdown):
        return None
    lines = markdown.strip("\n").split("\n")
    pattern = _HEADING if any(map(_HEADING.match, lines)) else _ITEM
    starts = [number for number, line in enumerate(lines) if pattern.match(line)]
    if all(_begins_with_label(lines[number]) for number in starts):
        return _single(lines)
    if pattern is _ITEM and _has_afterword(lines[starts[-1] + 1 :]):
        return None
    blocks = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    read = _read_headed if pattern is _HEADING else _read_item
    practices = tuple(read(block) for block in blocks)
    if not any(practice.parts for practice in practices):
        return None
    return Guide("\n".join(lines[: starts[0]]).strip(), practices)


def _single(lines: list[str]) -> Guide | None:
    """One practice whose parts are the items or paragraphs of the section."""
    if not any(map(_begins_with_label, lines)):
        return None
    text, parts = _read_parts(lines)
    return Guide("", (Practice("", text, parts),))


def _begins_with_label(line: str) -> bool:
    return bool(_LABELLED.match(_ITEM.sub("", line, count=1)))


def _has_afterword(lines: list[str]) -> bool:
    """Whether a paragraph follows the list: it belongs to all of it, and has no place in a guide."""
    return any(line and not line[0].isspace() for line in lines)


def _read_headed(lines: list[str]) -> Practice:
    heading = _HEADING.match(lines[0])
    text, parts = _read_parts(lines[1:])
    return Practice(_plain(heading[1]) if heading else "", text, parts)


def _read_item(lines: list[str]) -> Practice:
    first = _ITEM.sub("", lines[0], count=1)
    indent = len(lines[0]) - len(first)
    rest = [line[indent:] if line[:indent].isspace() else line.lstrip() for line in lines[1:]]
    text, parts = _read_parts([first, *rest])
    title, text = _take_title(text)
    return Practice(title, text, parts)


def _take_title(text: str) -> tuple[str, str]:
    """The first sentence is the title, where it is short enough for one."""
    head, stop, rest = text.partition("。")
    if "\n" in head or not 0 < len(head) <= LONGEST_TITLE:
        return "", text
    return _plain(head), rest.strip() if stop else ""


def _read_parts(lines: list[str]) -> tuple[str, tuple[Part, ...]]:
    """Text before the first label, and the labelled parts in the order of the guide."""
    found: dict[str, list[str]] = {"": []}
    label = ""
    for line in lines:
        for said, text in _clauses(line):
            label = said or label
            found.setdefault(label, []).append(text)
    parts = (Part(name, _sentence(found[name])) for name in ORDER if name in found)
    return _sentence(found[""]), tuple(part for part in parts if part.markdown)


def _clauses(line: str) -> Iterator[tuple[str, str]]:
    """The line cut at its labels; empty is the label of what stands before the first one."""
    bare = _ITEM.sub("", line.lstrip(), count=1)
    labelled = bare if _LABELLED.match(bare) else line
    marks = list(_LABELLED.finditer(labelled))
    yield "", labelled[: marks[0].start()] if marks else labelled
    ends = [*(mark.start() for mark in marks[1:]), len(labelled)]
    for mark, end in zip(marks, ends, strict=False):
        name = mark["name"] or mark["fit"] or mark["then"]
        yield LABELS[name], labelled[mark.end() : end]


def _sentence(texts: list[str]) -> str:
    """The clauses of one label; a single line ends like a sentence."""
    text = "\n".join(line.strip() for line in texts).strip()
    if "\n" in text or not text:
        return text
    text = text.rstrip("，；")
    return text if text[-1] in "。！？…”" else f"{text}。"


def _plain(text: str) -> str:
    return text.replace("**", "").strip().rstrip("。：")
