"""块 → Markdown: the body of a source file, one block after the other, nothing styled away."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.intake.blocks import (
    Block,
    Heading,
    Item,
    Paragraph,
    PictureBlock,
    Role,
    TableBlock,
    Text,
)

_SPECIAL = re.compile(r"[\\`*<\[\]~]|&(?=[#\w]+;)|(?<![^\W_])_|_(?![^\W_])")
_LINE_START = re.compile(r"^(?:(\d{1,9})([.)])(?=\s|$)|([#>+\-=]))", re.MULTILINE)


def render_blocks(
    blocks: Sequence[tuple[Block, str]] | Sequence[Block], first_level: int = 1
) -> str:
    """块 → 正文. `first_level` is one less than the number of # of a section."""
    parts: list[str] = []
    list_open = False
    numbers: dict[int, int] = {}
    for entry in blocks:
        block, file = entry if isinstance(entry, tuple) else (entry, "")
        is_item = isinstance(block, Item)
        if isinstance(block, Item):
            text = _item(block, numbers if list_open else _cleared(numbers))
        else:
            text = _block(block, file, first_level)
        parts.append(("\n" if is_item and list_open else "\n\n") + text if parts else text)
        list_open = is_item
    return "".join(parts) + "\n"


def _cleared(numbers: dict[int, int]) -> dict[int, int]:
    numbers.clear()
    return numbers


def _item(item: Item, numbers: dict[int, int]) -> str:
    """One list item; deeper ones are indented below the words of their parent."""
    for depth in [depth for depth in numbers if depth > item.depth]:
        del numbers[depth]
    number = numbers.get(item.depth, 0) + 1
    indent = sum(3 if numbers.get(depth) else 2 for depth in range(item.depth))
    numbers[item.depth] = number if item.ordered else 0
    lead = f"{number}. " if item.ordered else "- "
    inner = render_text(item.text).replace("\n", "\n" + " " * (indent + len(lead)))
    return " " * indent + lead + inner


def _block(block: Block, file: str, first_level: int) -> str:
    match block:
        case Heading():
            return _heading(block, first_level)
        case TableBlock():
            return render_table(block)
        case PictureBlock():
            return f"![]({file})"
        case Paragraph(role=Role.QUOTE):
            return "> " + render_text(block.text).replace("\n", "\n> ")
        case _:
            return render_text(block.text)


def _heading(heading: Heading, first_level: int) -> str:
    """A title of a section is text, not Markdown; # at its end would be taken for a mark."""
    level = heading.level + first_level
    text = re.sub(r"\s+(#+)$", r"\1", heading.text)
    return "#" * level + " " + (text if level == 2 else escape(text))


def render_text(text: Text) -> str:
    """片段 → inline Markdown; a break of the author's stays a break."""
    parts = []
    uniform = all(run.bold == text[0].bold for run in text)
    for run in text:
        inner = escape(run.text)
        core = inner.strip()
        if run.bold and core and not uniform:
            inner = inner.replace(core, f"**{core}**", 1)
        parts.append(inner)
    return _LINE_START.sub(_guard, "".join(parts)).replace("\n", "\\\n")


def _guard(found: re.Match[str]) -> str:
    number, dot, sign = found.groups()
    return f"{number}\\{dot}" if number else f"\\{sign}"


def escape(text: str) -> str:
    """Characters that Markdown would take for its own."""
    return _SPECIAL.sub(lambda found: "\\" + found.group(), text)


def render_table(table: TableBlock) -> str:
    """表格 with its first row as head; its caption stands above in bold."""
    width = max(len(row) for row in table.rows)
    lines = [_table_line(row, width) for row in table.rows]
    lines.insert(1, "|" + " --- |" * width)
    caption = f"**{escape(table.caption)}**\n\n" if table.caption else ""
    return caption + "\n".join(lines)


def _table_line(row: Sequence[str], width: int) -> str:
    cells = [escape(cell).replace("|", "\\|") for cell in row]
    return "| " + " | ".join(cells + [""] * (width - len(row))) + " |"
