"""改写：lists in YAML files, item by item. What an import does not touch keeps every character.

Comments, order and spelling of everything else stay as people wrote them; only items whose values
change are written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.fields import Field, Table
from generator.intake.emit import Fields, Value, in_words, render_yaml
from generator.intake.messages import problem
from generator.problems import Place, Problem, has_errors
from generator.sources import Mapping as MappingNode
from generator.sources import Node, Scalar, SourceText, parse_yaml, read_text
from generator.sources import Sequence as SequenceNode

_EMPTY = re.compile(r"""(["']?[^"':]+["']?:)\s*(?:\[\s*\]|~|null|""|'')?(\s*(?:#.*)?)""")
"""a key without items: nothing behind it, or an empty list in brackets"""


@dataclass(frozen=True, slots=True)
class ListItem:
    """一条 of a list: its lines as they are, and its values by English identifier."""

    lines: tuple[str, ...]
    fields: Fields


@dataclass(frozen=True, slots=True)
class ListFile:
    """一个文件 with one list in it, taken apart."""

    file: str
    table: Table
    """of the whole file"""
    key: str
    """English identifier of the list"""
    before: tuple[str, ...]
    """up to and with the line of the key"""
    items: tuple[ListItem, ...]
    after: tuple[str, ...]
    keys: frozenset[str]
    """identifiers at the top that are there already"""

    @property
    def row(self) -> Field:
        """The list in the field table."""
        return self.table.field(self.key)


def read_list_file(
    root: Path, file: str, table: Table, key: str
) -> tuple[ListFile | None, list[Problem]]:
    """文件 → its parts; a file that is not there is one with an empty list."""
    if not (root / file).exists():
        label = table.field(key).label
        return ListFile(file, table, key, (f"{label}:",), (), (), frozenset({key})), []
    source, problems = read_text(root, file)
    node, more = parse_yaml(source)
    if broken := [p for p in [*problems, *more] if has_errors([p])]:
        place = broken[0].place
        args = {"file": file, "reason": broken[0].message}
        return None, [problem("intake.not-editable", place, **args)]
    if not isinstance(node, MappingNode):
        node = MappingNode((), Place(file, 1, 1))
    return _take_apart(source, node, table, key)


def _take_apart(
    source: SourceText, node: MappingNode, table: Table, key: str
) -> tuple[ListFile | None, list[Problem]]:
    lines = source.text.rstrip("\n").split("\n") if source.text.strip() else []
    row = table.field(key)
    names = {row.label: row.name for row in table.fields} | {r.name: r.name for r in table.fields}
    keys = frozenset(names[k.text] for k, _ in node.pairs if k.text in names) | {key}
    index = next((i for i, (k, _) in enumerate(node.pairs) if names.get(k.text) == key), None)
    if index is None:
        before = (*lines, f"{row.label}:")
        return ListFile(source.file, table, key, before, (), (), keys), []
    opening, value = node.pairs[index]
    items = value.items if isinstance(value, SequenceNode) else ()
    first = opening.place.line
    if not items and (empty := _EMPTY.fullmatch(lines[first - 1])):
        before = (*lines[: first - 1], (empty[1] + empty[2]).rstrip())
        return ListFile(source.file, table, key, before, (), tuple(lines[first:]), keys), []
    in_lines = bool(items) and value.place.line > first
    if not in_lines or not all(isinstance(item, MappingNode) for item in items):
        args = {"file": source.file, "key": row.label}
        return None, [problem("intake.in-brackets", opening.place, **args)]
    following = [k.place.line for k, _ in node.pairs[index + 1 :]]
    end = _without_comments(lines, following[0] - 1) if following else len(lines)
    starts = [_first_line(lines, item) for item in items]
    blocks = tuple(
        ListItem(tuple(lines[a - 1 : b - 1]), fields_of(item, row.table))
        for a, b, item in zip(starts, [*starts[1:], end + 1], items, strict=True)
    )
    before = tuple(lines[: starts[0] - 1])
    return ListFile(source.file, table, key, before, blocks, tuple(lines[end:]), keys), []


def _first_line(lines: Sequence[str], item: Node) -> int:
    """The line of the hyphen, which may stand alone above its item."""
    line = item.place.line
    while line > 1 and not lines[line - 1].lstrip().startswith("-"):
        line -= 1
    return line


def _without_comments(lines: Sequence[str], end: int) -> int:
    """The end of a list without the comment that belongs to what follows."""
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def fields_of(node: Node, table: Table | None) -> dict[str, Value]:
    """节点 → values by English identifier; keys that the table lacks stay as they are."""
    if not isinstance(node, MappingNode):
        return {}
    rows = {row.label: row for row in table.fields} if table else {}
    rows |= {row.name: row for row in table.fields} if table else {}
    found: dict[str, Value] = {}
    for key, value in node.pairs:
        row = rows.get(key.text)
        found[row.name if row else key.text] = _value_of(value, row.table if row else None)
    return found


def _value_of(node: Node, table: Table | None) -> Value:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, SequenceNode):
        return [_value_of(item, table) for item in node.items]
    return fields_of(node, table)


def render_list_file(source: ListFile, items: Iterable[ListItem]) -> str:
    """文件 with these items."""
    lines = [*source.before, *(line for item in items for line in item.lines), *source.after]
    return "\n".join(lines).rstrip("\n") + "\n"


def with_key(source: ListFile, name: str, value: Value) -> ListFile:
    """文件 with one entry above its list as it should be; one that says the same stays as it is.

    An empty value takes the entry away.
    """
    label = source.table.field(name).label
    wanted = render_yaml(_in_known_words(source.table, {name: value})).splitlines()
    before, old = _take_out(source.before, (label, name))
    after, later = _take_out(source.after, (label, name))
    if wanted == [*old, *later]:
        return source
    opens = _opens((source.row.label, source.key))
    line = max(n for n, text in enumerate(before) if opens.match(text))
    return replace(source, before=(*before[:line], *wanted, *before[line:]), after=after)


def _take_out(
    lines: Sequence[str], keys: tuple[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines without, and lines of, an entry at the top."""
    opens = _opens(keys)
    rest: list[str] = []
    taken: list[str] = []
    inside = False
    for line in lines:
        inside = bool(opens.match(line)) or (inside and line.startswith((" ", "-")))
        (taken if inside else rest).append(line)
    return tuple(rest), tuple(taken)


def _opens(keys: tuple[str, str]) -> re.Pattern[str]:
    return re.compile(rf"""["']?(?:{"|".join(keys)})["']?:""")


def make_item(source: ListFile, fields: Fields, old: ListItem | None = None) -> ListItem:
    """An item written anew, unless it says what the old one says; full-line comments stay."""
    plain = {name: value for name, value in fields.items() if value}
    if old is not None and _same(old.fields, plain):
        return old
    table = source.row.table
    if table is None:
        raise ValueError(f"{source.key}: a list of records needs a table")
    kept = [line for line in old.lines if line.lstrip().startswith("#")] if old else []
    lines = render_yaml({"x": [_in_known_words(table, plain)]}).splitlines()[1:]
    return ListItem((*kept, *lines), plain)


def _same(one: Mapping[str, Value], two: Mapping[str, Value]) -> bool:
    return {k: _plain(v) for k, v in one.items() if v} == {k: _plain(v) for k, v in two.items()}


def _plain(value: Value) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if item}
    return [_plain(item) for item in value]


def _in_known_words(table: Table, fields: Fields) -> dict[str, Value]:
    """In the words of the table; keys that it lacks are kept at the end, for `check` to name."""
    names = {row.name for row in table.fields}
    known = {name: value for name, value in fields.items() if name in names}
    return in_words(table, known) | {k: v for k, v in fields.items() if k not in names}
