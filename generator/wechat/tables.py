"""表格：four columns fit a phone; more are scrolled, in columns wide enough to read.

A width in px is not allowed, and WeChat holds every width to the screen; but what may not break
cannot be held, so one cell of a column that does not break keeps the whole column wide enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from generator.wechat import limits
from generator.wechat.blocks import Cell, Table
from generator.wechat.inline import Inline, element
from generator.wechat.tokens import Theme
from generator.wechat.words import plain

_WIDE_ENOUGH = 9
"""em: a column that scrolls is at most so wide before its cells break"""
_SCREEN = 19.5
"""em that the words of a row have on a phone, what lies between the columns taken off"""
_NARROWEST = 4
"""em that a column whose cells break has at least"""
_SLIDE = "左右滑动看全表"

Spot = tuple[int, int]
"""row and place of a cell, as written"""
Column = list[tuple[Spot, Cell]]
"""cells of one column, from the top"""


def render_table(table: Table, theme: Theme, inline: Inline) -> str:
    """表格 with its caption; from five columns on in a box that scrolls sideways."""
    wide = table.columns > limits.TABLE_COLUMNS
    said = "　".join(filter(None, (table.caption, _SLIDE if wide else "")))
    caption = element("p", inline.plain(said), theme["caption"]) if said else ""
    holding = _holding_wide(table) if wide else _holding(table)
    rows = (
        element(
            "tr",
            "".join(
                _cell(cell, holding.get((number, place), ""), theme, inline)
                for place, cell in enumerate(row)
            ),
            theme["head row" if all(cell.head for cell in row) else "tr"],
        )
        for number, row in enumerate(table.rows)
    )
    body = element("tbody", "".join(rows))
    if not wide:
        return caption + element("table", body, theme["table"])
    return caption + element("section", element("table", body, theme["wide table"]), theme["wide"])


def _cell(cell: Cell, holding: str, theme: Theme, inline: Inline) -> str:
    spans = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    attributes = {name: str(count) for name, count in spans.items() if count > 1}
    tag = "th" if cell.head else "td"
    words = inline.render(cell.text, bold=cell.head)
    return element(tag, words, theme[tag] + holding, attributes)


def _width(cell: Cell) -> float:
    """em of the widest line of a cell."""
    lines = plain(cell.text).split("\n")
    return max(sum(1 if east_asian_width(c) in "WF" else 0.6 for c in line) for line in lines)


def _holding(table: Table) -> dict[Spot, str]:
    """Cells that hold their column together; the narrowest columns first, as far as there is room."""
    columns = list(_columns(table).values())
    columns.sort(key=_widest)
    room = _SCREEN - sum(min(_widest(cells), _NARROWEST) for cells in columns)
    held: dict[Spot, str] = {}
    for cells in columns:
        more = max(_widest(cells) - _NARROWEST, 0)
        fits = more <= room
        whole = _nearly(cells) if fits else _narrow(cells)
        held |= dict.fromkeys(whole, ";white-space:nowrap")
        room -= more if fits else 0
    return held


def _widest(column: Column) -> float:
    return max(_width(cell) for _, cell in column)


def _nearly(column: Column) -> list[Spot]:
    """Cells about as wide as the widest; which one is widest, only the font knows."""
    widest = _widest(column)
    return [spot for spot, cell in column if _width(cell) > max(widest - 1, 1)]


def _narrow(column: Column) -> list[Spot]:
    """Cells that need not break even where their column is narrow, such as a number."""
    return [spot for spot, cell in column if 1 < _width(cell) <= _NARROWEST]


def _holding_wide(table: Table) -> dict[Spot, str]:
    """Cells that hold their column open: the first of each, with room behind its words."""
    held: dict[Spot, str] = {}
    for cells in _columns(table).values():
        spot, first = cells[0]
        wanted = min(_widest(cells), _WIDE_ENOUGH)
        room = max(wanted - _width(first), 0) + 1
        if _width(first) <= _WIDE_ENOUGH:
            held[spot] = f";white-space:nowrap;padding-right:{room:.1f}em"
    return held


def _columns(table: Table) -> dict[int, Column]:
    """Column → its cells that are in no other."""
    columns: dict[int, Column] = {}
    for spot, column, cell in _places(table):
        if cell.colspan == 1:
            columns.setdefault(column, []).append((spot, cell))
    return columns


def _places(table: Table) -> Iterator[tuple[Spot, int, Cell]]:
    """Every cell with the column where it begins, spans counted."""
    taken: set[Spot] = set()
    for number, row in enumerate(table.rows):
        column = 0
        for place, cell in enumerate(row):
            while (number, column) in taken:
                column += 1
            yield (number, place), column, cell
            for below in range(cell.rowspan):
                taken.update((number + below, column + n) for n in range(cell.colspan))
            column += cell.colspan
