"""书写：values → YAML and Markdown in the hand of this repository.

Keys are the Chinese labels in the order of the field table; one value a line; every scalar is
text, quoted only where YAML would read it as something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.fields import Kind, Table

Value = str | Sequence["Value"] | Mapping[str, "Value"]
Fields = Mapping[str, Value]

_NEEDS_QUOTES = re.compile(
    r"""^$|^\s|\s$|^[-?:](?=\s|$)|^[,\[\]{}#&*!|>'"%@`]|:(?=\s|$)|\s\#|^(?:~|null|---.*|\.\.\..*)$""",
    re.IGNORECASE,
)
_NEEDS_QUOTES_IN_FLOW = re.compile(r"[,\[\]{}]|^[-?:]")
_UNREAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
"""what the reader reports and leaves out, or takes for a blank"""
_FLOW_WIDTH = 90


def in_words(table: Table, fields: Fields) -> dict[str, Value]:
    """English identifiers → Chinese labels in the table's order; empty values are left out.

    KeyError for an identifier that the table lacks.
    """
    unknown = set(fields) - {row.name for row in table.fields}
    if unknown:
        raise KeyError(f"{table.name}: {', '.join(sorted(unknown))}")
    worded: dict[str, Value] = {}
    for row in table.fields:
        value = fields.get(row.name, "")
        if row.kind is Kind.RECORD and row.table and value:
            value = _records_in_words(row.table, value)
        if value:
            worded[row.label] = value
    return worded


def _records_in_words(table: Table, value: Value) -> Value:
    if isinstance(value, str):
        raise TypeError(f"{table.name}: a record was expected")
    if isinstance(value, Mapping):
        return in_words(table, value)
    return [_records_in_words(table, item) for item in value]


def render_yaml(value: Mapping[str, Value]) -> str:
    """键值 → YAML text with a final line end."""
    return "".join(line + "\n" for line in _mapping_lines(value))


def render_document(front: Mapping[str, Value], body: str) -> str:
    """文头 and body → a Markdown file."""
    return f"---\n{render_yaml(front)}---\n\n{body.strip()}\n"


def _mapping_lines(value: Mapping[str, Value]) -> list[str]:
    lines: list[str] = []
    for key, item in value.items():
        if isinstance(item, str):
            lines += _text_lines(f"{key}:", item)
        elif isinstance(item, Mapping):
            lines += [f"{key}:", *_indented(_mapping_lines(item))]
        elif flow := _flow(item):
            lines.append(f"{key}: {flow}")
        else:
            lines += [f"{key}:", *_indented(_sequence_lines(item))]
    return lines


def _sequence_lines(items: Sequence[Value]) -> list[str]:
    lines: list[str] = []
    for item in items:
        if isinstance(item, str):
            lines += _text_lines("-", item)
        elif isinstance(item, Mapping):
            first, *rest = _mapping_lines(item)
            lines += [f"- {first}", *_indented(rest)]
        else:
            raise TypeError("a list directly in a list has no place in the sources")
    return lines


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _flow(items: Sequence[Value]) -> str:
    """A short list of texts on one line, or nothing."""
    texts = [item for item in items if isinstance(item, str) and "\n" not in item]
    if len(texts) != len(items):
        return ""
    line = "[" + ", ".join(_scalar(text, in_flow=True) for text in texts) + "]"
    return line if len(line) <= _FLOW_WIDTH else ""


def _text_lines(lead: str, text: str) -> list[str]:
    if "\n" in text:
        return [f"{lead} |-", *_indented(text.split("\n"))]
    return [f"{lead} {_scalar(text)}"]


def _is_odd(text: str, in_flow: bool) -> bool:
    """Whether YAML would take a text for something else."""
    return bool(_NEEDS_QUOTES.search(text) or (in_flow and _NEEDS_QUOTES_IN_FLOW.search(text)))


def _scalar(text: str, *, in_flow: bool = False) -> str:
    if not any(_is_odd(_UNREAD.sub(instead, text), in_flow) for instead in ("", " ")):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
