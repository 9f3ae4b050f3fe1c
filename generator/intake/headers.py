"""表头：which column holds what, whatever the wording, the order and the number of lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from generator.intake.messages import problem
from generator.intake.text import plain_digits, squeeze
from generator.intake.workbook import Row, Sheet
from generator.problems import Problem
from generator.values import suggestion

_SEARCHED = 30
"""rows in which a head is looked for"""


@dataclass(frozen=True, slots=True)
class Head:
    """表头 of one or two lines."""

    first: int
    last: int
    """row numbers"""
    columns: Mapping[int, str]
    """field by index of the column, from 0"""
    unknown: tuple[tuple[int, str], ...] = ()
    """index and words of columns that nobody knows"""
    twice: tuple[tuple[int, str], ...] = ()
    """index and words of columns for a field that has one already"""

    def cells(self, row: Row) -> dict[str, str]:
        """The cells of a row by field."""
        return {name: row.cells[index] for index, name in self.columns.items()}

    def column(self, name: str) -> int:
        """Column of a field, from 1; 0 where there is none."""
        return next((index + 1 for index, field in self.columns.items() if field == name), 0)


def find_head(sheet: Sheet, aliases: Mapping[str, str], needed: Collection[str]) -> Head | None:
    """The first row, or pair of rows, that names all the needed fields."""
    for index, row in enumerate(sheet.rows[:_SEARCHED]):
        below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else None
        both = _build_head(row, below, aliases) if below and not row.whole else None
        if both and both.columns and _continues(row, below, both, aliases) and _has(both, needed):
            return both
        alone = _build_head(row, None, aliases)
        if _has(alone, needed):
            return alone
    return None


def _has(head: Head, needed: Collection[str]) -> bool:
    return set(head.columns.values()).issuperset(needed)


def _continues(above: Row, below: Row | None, head: Head, aliases: Mapping[str, str]) -> bool:
    """Whether the second row only says more about the columns of the first."""
    if below is None or below.whole or min(len(above.texts), len(below.texts)) < 2:
        return False
    known = {index for index, _ in head.columns.items()}
    for index, cell in enumerate(below.cells):
        merged_down = cell == above.cells[index]
        if (
            cell
            and not merged_down
            and not (index in known and _field(cell, above, index, aliases))
        ):
            return False
    return any(cell and cell != above.cells[index] for index, cell in enumerate(below.cells))


def _field(cell: str, above: Row, index: int, aliases: Mapping[str, str]) -> str:
    joined = above.cells[index] + cell
    return aliases.get(label_key(joined), "") or aliases.get(label_key(cell), "")


def _build_head(row: Row, below: Row | None, aliases: Mapping[str, str]) -> Head:
    columns: dict[int, str] = {}
    unknown: list[tuple[int, str]] = []
    twice: list[tuple[int, str]] = []
    for index, words in enumerate(row.cells):
        more = below.cells[index] if below else ""
        if not words and not more:
            continue
        name = next(filter(None, (aliases.get(key, "") for key in _keys(words, more))), "")
        if not name:
            unknown.append((index, more or words))
        elif name in columns.values():
            twice.append((index, more or words))
        else:
            columns[index] = name
    last = below.number if below else row.number
    return Head(row.number, last, columns, tuple(unknown), tuple(twice))


def _keys(words: str, more: str) -> Iterator[str]:
    if more and more != words:
        yield label_key(words + more)
        yield label_key(more)
    yield label_key(words)


def label_key(text: str) -> str:
    """列名 for comparing: no white space, no explanation in brackets, no marks of duty."""
    plain = squeeze(plain_digits(text)).strip("*※:")
    return re.sub(r"\([^()]*\)$", "", plain).strip("*※:") or plain


def report_columns(sheet: Sheet, head: Head, aliases: Mapping[str, str]) -> Iterator[Problem]:
    """Columns that are not imported, each with what was probably meant."""
    options = "、".join(dict.fromkeys(aliases))
    for index, words in head.unknown:
        place = sheet.place(head.last, index + 1)
        hint = suggestion(words, aliases)
        args = {"column": words, "suggestion": hint, "options": options}
        yield problem("intake.column-unknown", place, **args)
    for index, words in head.twice:
        yield problem("intake.column-twice", sheet.place(head.last, index + 1), column=words)
