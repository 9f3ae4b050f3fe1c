"""文段：every text that may become public, with the way back to its place in the sources.

备注 of the published list, approvals and waivers are for the office only and are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from generator.content import Content
from generator.fields import CASE, NOTICE, POST, RESULTS, TOPIC, Kind, Table
from generator.model import Case, Notice, Places
from generator.problems import Place
from generator.sources import read_text

_TEXTS = (Kind.TEXT, Kind.PARAGRAPH, Kind.URL)
_PRIVATE, _CREDIT = {("entry", "remark")}, ("picture", "credit")
_FAR = 400
"""characters of indentation and quoting between two characters of a value, at most"""


class Look(Enum):
    """看法：how much of the firewall a text has to pass."""

    BODY = 1
    """Markdown of a case or notice: everything"""
    PROSE = 2
    """sentences in a field: not whether a figure is explained by the next sentence"""
    CREDIT = 3
    """a field that often is nothing but a name"""
    DATA = 4
    """addresses and table files: not their punctuation and wording"""
    PAGE = 5
    """pages of the office itself: personal data and garbled text only"""


class Passage(NamedTuple):
    """文段：one field, or one section or body as Markdown, which stands in the file as it is."""

    text: str
    at: Places | Place
    """出处 of the record that the field belongs to; where the Markdown begins"""
    look: Look
    field: str = ""
    """English identifier"""
    case: Case | None = None

    def place(self, start: int, end: int, sources: Mapping[str, Sequence[str]]) -> Place:
        """Where a stretch of the text stands; the end column only if on the same line.

        `sources` are the lines of files.
        """
        if isinstance(self.at, Place):
            return _in_markdown(self.text, self.at, start, end)
        begin = self.at.of(self.field)
        offsets = _align(self.text[:end], begin, sources.get(begin.file, ()))
        if offsets is None:
            return begin
        first, last = offsets[start], offsets[end - 1]
        same = first[0] == last[0]
        return Place(begin.file, *first, last[1] + 1 if same else 0)


def _in_markdown(text: str, begin: Place, start: int, end: int) -> Place:
    line = begin.line + text.count("\n", 0, start)
    column = start - text.rfind("\n", 0, start)
    same = "\n" not in text[start:end]
    return Place(begin.file, line, column, column + end - start if same else 0)


def _align(text: str, begin: Place, lines: Sequence[str]) -> list[tuple[int, int]] | None:
    """Line and column of each character of a value, past quotes, folds and indentation.

    None where the value is written with escapes and cannot be followed.
    """
    line, column = begin.line, begin.column
    found: list[tuple[int, int]] = []
    skipped = 0
    for char in text:
        while True:
            if line > len(lines) or skipped > _FAR:
                return None
            row = lines[line - 1] + "\n"
            here, at = row[column - 1 : column], (line, column)
            line, column = (line + 1, 1) if column >= len(row) else (line, column + 1)
            if here == char or (char == " " and here == "\n"):
                break
            skipped += 1
        found.append(at)
        skipped = 0
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """字段表的一行, as far as texts go."""

    name: str
    look: Look
    many: bool = False
    rows: tuple[_Row, ...] = ()
    """of a record: its own"""


def _rows(table: Table) -> Iterator[_Row]:
    for row in table.fields:
        field = (table.name, row.name)
        if field in _PRIVATE:
            continue
        if row.kind is Kind.RECORD and row.table:
            yield _Row(row.name, Look.PROSE, row.many, tuple(_rows(row.table)))
        elif row.kind in _TEXTS:
            yield _Row(row.name, _look(row.kind, field))


def _look(kind: Kind, field: tuple[str, str]) -> Look:
    if kind is Kind.URL:
        return Look.DATA
    return Look.CREDIT if field == _CREDIT else Look.PROSE


_CASE, _NOTICE, _RESULTS, _TOPIC, _POST = (
    tuple(_rows(table)) for table in (CASE, NOTICE, RESULTS, TOPIC, POST)
)


def passages(content: Content) -> Iterator[Passage]:
    """All texts of all years."""
    for year in content.years:
        for case in year.cases:
            yield from _of_case(case)
        for notice in year.notices:
            yield from _of_notice(notice, content)
        if year.results:
            yield from _fields(year.results, _RESULTS, None)
    for topic in content.topics:
        yield from _fields(topic, _TOPIC, None)
    for post in content.posts:
        yield from _fields(post, _POST, None)
    for file in content.pages:
        yield _whole_file(content, file, Look.PAGE)


def _of_case(case: Case) -> Iterator[Passage]:
    yield from _fields(case, _CASE, case)
    file = f"{case.folder}/case.md"
    for section in case.sections:
        text = f"{section.heading}\n{section.markdown}"
        yield Passage(text, Place(file, section.line, 1), Look.BODY, case=case)


def _of_notice(notice: Notice, content: Content) -> Iterator[Passage]:
    yield from _fields(notice, _NOTICE, None)
    file = f"{notice.folder}/{notice.slug}.md"
    yield Passage(notice.markdown, Place(file, notice.body_line, 1), Look.BODY)
    for attachment in notice.attachments:
        if attachment.file.endswith((".csv", ".txt")):
            yield _whole_file(content, f"{notice.folder}/{attachment.file}", Look.DATA)


def _whole_file(content: Content, file: str, look: Look) -> Passage:
    """A file that is published as it is; what cannot be read is reported elsewhere."""
    source, _ = read_text(content.root, file)
    return Passage(source.text, Place(file, 1, 1), look)


def _fields(value: Any, rows: Iterable[_Row], case: Case | None) -> Iterator[Passage]:
    """The texts of a record, by its table, and of the records in it."""
    for row in rows:
        inner = getattr(value, row.name, None)
        if not inner:
            continue
        if row.rows:
            for item in inner if row.many else (inner,):
                yield from _fields(item, row.rows, case)
        elif isinstance(inner, str):
            yield Passage(inner, value.at, row.look, row.name, case)
