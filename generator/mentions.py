"""文中所及：what the parser sees in a text, with places, for checks to look at.

The text is read by the same parser as for the pages, so that checks and readers see one thing;
what stands in the source and reaches no reader is found by comparing both.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote

from generator.prose import render_with_places


@dataclass(frozen=True, slots=True)
class Mention:
    """文中一处：something in the Markdown that a check looks at."""

    text: str
    line: int
    """offset of the line within the Markdown, from 0"""
    column: int
    """from 1, in characters"""


@dataclass(frozen=True, slots=True)
class _Element:
    """元素：one tag that the parser made, and the lines and columns that it covers."""

    tag: str
    target: str
    """href of a link, src of a picture"""
    start: tuple[int, int]
    """line from 0 and column from 0, in characters"""
    end: tuple[int, int]
    """line from 0 and the column after the last character"""


class _Walker(HTMLParser):
    """Collects elements with their places, and the words that a reader sees."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = lines
        self.elements: list[_Element] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.words.append(values.get("alt", ""))
        found = re.fullmatch(r"(\d+):(\d+)-(\d+):(\d+)", values.get("data-sourcepos", ""))
        if found:
            line, column, last, end = (int(number) for number in found.groups())
            target = unquote(values.get("href", values.get("src", "")))
            start, stop = self._spot(line, column - 1), self._spot(last, end)
            self.elements.append(_Element(tag, target, start, stop))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def _spot(self, line: int, offset: int) -> tuple[int, int]:
        """The parser counts bytes; people count characters."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return line - 1, len(text.encode()[:offset].decode("utf-8", "ignore"))


_MARK = re.compile(r"[\[\]|<`~&]")
_HEADING = re.compile(r"^[ \t]*(?:#|={1,}[ \t]*$|-{1,}[ \t]*$)", re.M)


@lru_cache(maxsize=256)
def is_plain(markdown: str) -> bool:
    """Whether a text has nothing that any of these functions could find; most have not."""
    if _MARK.search(markdown):
        return False
    may_head = "#" in markdown or "=" in markdown or "-" in markdown
    return not (may_head and _HEADING.search(markdown))


@lru_cache(maxsize=256)
def _walk(markdown: str) -> tuple[tuple[_Element, ...], str]:
    if is_plain(markdown):
        return (), markdown
    walker = _Walker(markdown.split("\n"))
    walker.feed(render_with_places(markdown))
    walker.close()
    return tuple(walker.elements), "".join(walker.words)


def links(markdown: str) -> Iterator[Mention]:
    """Targets of links."""
    return _targets(markdown, "a")


def images(markdown: str) -> Iterator[Mention]:
    """Files that the text shows as pictures."""
    return _targets(markdown, "img")


def _targets(markdown: str, tag: str) -> Iterator[Mention]:
    if is_plain(markdown):
        return
    lines = markdown.split("\n")
    for element in _walk(markdown)[0]:
        if element.tag == tag:
            line, start = element.start
            end = element.end[1] if element.end[0] == line else len(lines[line])
            found = lines[line].find(element.target, start, end) if element.target else -1
            yield Mention(element.target, line, (start if found < 0 else found) + 1)


def headings(markdown: str, *levels: str) -> Iterator[Mention]:
    """Headings of these levels (h1, h2 …), written with # or underlined."""
    lines = markdown.split("\n")
    for element in _walk(markdown)[0]:
        if element.tag in levels:
            yield Mention(lines[element.start[0]], element.start[0], element.start[1] + 1)


_RAW_HTML = re.compile(
    r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,300})?/?|!--(?:[^-]|-(?!->)){0,3000}--)>"
)


def raw_html(markdown: str) -> Iterator[Mention]:
    """HTML tags and comments outside code, over several lines too; they come out as text."""
    masked = _without_code(markdown)
    for found in _RAW_HTML.finditer(masked):
        before = masked[: found.start()]
        column = found.start() - before.rfind("\n")
        yield Mention(found.group().split("\n")[0], before.count("\n"), column)


def _without_code(markdown: str) -> str:
    """The text with code blanked out, line by line as long as before."""
    lines = markdown.split("\n")
    for element in _walk(markdown)[0]:
        if element.tag in ("code", "pre"):
            (first, start), (last, end) = element.start, element.end
            for number in range(first, min(last + 1, len(lines))):
                stop = end if number == last else len(lines[number])
                _blank(lines, number, start if number == first else 0, stop)
    return "\n".join(lines)


def _blank(lines: list[str], number: int, start: int, end: int) -> None:
    text = lines[number]
    lines[number] = text[:start] + " " * (end - start) + text[end:]


def lost(markdown: str) -> Iterator[Mention]:
    """Lines that say something which no reader sees: surplus cells, definitions of links …"""
    elements, words = _walk(markdown)
    shown, at = _letters(words), 0
    marked = markdown.split("\n")
    for number, line in enumerate(_without_marks(elements, marked)):
        said = _letters(html.unescape(line))
        missing = 0
        if not shown.startswith(said, at):
            at = max(at, shown.find(said[:12], at, at + 20_000))
        for letter in said:
            if shown.startswith(letter, at):
                at += 1
            else:
                missing += 1
        if missing:
            text = marked[number]
            yield Mention(text.strip(), number, len(text) - len(text.lstrip()) + 1)


_MARKER = re.compile(r"\d{1,9}[.)]")


def _without_marks(elements: tuple[_Element, ...], source: list[str]) -> list[str]:
    """The lines less numbers of lists, targets of links and names of languages."""
    lines = list(source)
    for element in elements:
        number, start = element.start
        text = lines[number] if number < len(lines) else ""
        if element.tag == "li" and (found := _MARKER.match(text, start)):
            _blank(lines, number, start, found.end())
        elif element.tag in ("a", "img") and element.end[0] == number:
            _blank(lines, number, _label_end(source[number], start, element.end[1]), element.end[1])
        elif element.tag == "pre" and text.lstrip().startswith(("```", "~~~")):
            lines[number] = ""
    return lines


def _label_end(line: str, start: int, end: int) -> int:
    """Where the words of a link or picture end and its target begins."""
    found = max(line.rfind("](", start, end), line.rfind("][", start, end))
    return end if found < 0 else found


_WORDS = re.compile(r"[^\W_]+")


def _letters(text: str) -> str:
    """The letters and digits of a text, without what marks it up."""
    return "".join(_WORDS.findall(text))
