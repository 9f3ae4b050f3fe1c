"""模式：nodes and the field table → values with places; every problem is collected.

`read_record` walks one mapping by its table. Values that cannot be read stay out of the record
and are named in `broken`, so that later checks do not complain about them a second time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, TypeVar

from generator import values
from generator.catalogue import problem
from generator.fields import Field, Kind, Table
from generator.model import Organisation, Places, Vocabulary
from generator.problems import Place, Problem
from generator.sources import Mapping, Node, Scalar, Sequence, full_width_colon

T = TypeVar("T")


@dataclass(slots=True)
class Reading:
    """读取：what the meaning of a text depends on, and where its problems are collected."""

    problems: list[Problem] = field(default_factory=list)
    vocabularies: AbstractMapping[str, Vocabulary] = field(default_factory=dict)
    organisations: AbstractMapping[str, Organisation] = field(default_factory=dict)
    """by every name and alias"""
    year: int | None = None
    """year whose labels are in force; None: the standing ones"""

    def report(self, id: str, place: Place, /, **args: object) -> None:
        """Add a problem from the catalogue."""
        self.problems.append(problem(id, place, **args))


class Record(NamedTuple):
    """记录：the values that could be read, by English identifier."""

    values: AbstractMapping[str, Any]
    raw: AbstractMapping[str, str]
    """text of single values as written"""
    at: Places
    broken: frozenset[str] = frozenset()
    """fields that are missing or not wholly readable; their problems are reported already"""

    def build(self, make: Callable[..., T], **more: object) -> T:
        """Make the model value of this record; its attributes bear the names of the table."""
        return make(**{**self.values, **more, "at": self.at})


def read_record(node: Node | None, table: Table, reading: Reading, place: Place) -> Record | None:
    """键值 → 记录. None when there is no mapping to read."""
    if not isinstance(node, Mapping):
        where = node.place if node else place
        if isinstance(node, Scalar) and full_width_colon(node.text):
            reading.report("yaml.full-width-colon", where)
        else:
            first = table.fields[0]
            reading.report(
                "yaml.not-mapping", where, example=f"{first.label}: {first.example or '……'}"
            )
        return None
    nodes, blamed = _match_keys(node, table, reading)
    found: dict[str, Any] = {}
    raw: dict[str, str] = {}
    places: dict[str, Place] = {}
    broken = set(blamed)
    for row in table.fields:
        name = row.name
        value_node = nodes.get(name)
        if value_node is not None:
            places[name] = value_node.place
        elif not row.required:
            continue
        if value_node is None or _is_blank(value_node):
            if row.required and name not in blamed:
                _report_missing(row, table, reading, places.get(name, node.place))
                broken.add(name)
            continue
        read = _read_list if row.many else _read_single
        value = read(value_node, row, reading)
        if value is None or (
            isinstance(value_node, Sequence) and len(value) < len(value_node.items)
        ):
            broken.add(name)
        if value is None:
            continue
        found[name] = value
        if isinstance(value_node, Scalar):
            raw[name] = value_node.text
    return Record(found, raw, Places.pack(node.place, places), frozenset(broken))


def _is_blank(node: Node) -> bool:
    if isinstance(node, Scalar):
        return not node.text or node.text.isspace()
    return isinstance(node, Sequence) and not node.items


def _report_missing(row: Field, table: Table, reading: Reading, place: Place) -> None:
    example = row.example or (row.choices[0][0] if row.choices else "……")
    reading.report("field.missing", place, table=table.label, label=row.label, example=example)


def _match_keys(
    node: Mapping, table: Table, reading: Reading
) -> tuple[dict[str, Node], frozenset[str]]:
    """Nodes by English identifier, and the fields that a look-alike key was meant for.

    Unknown, look-alike and doubled keys are reported.
    """
    known = _known_keys(table)
    nodes: dict[str, Node] = {}
    blamed: set[str] = set()
    for key, value in node.pairs:
        row = known.get(key.text)
        if row is None:
            meant = _report_unknown(key, table, reading)
            blamed |= {known[meant].name} if meant else set()
        elif row.name in nodes:
            first = next(k.place.line for k, _ in node.pairs if known.get(k.text) is row)
            reading.report("field.twice", key.place, label=row.label, first=first)
        else:
            nodes[row.name] = value
    return nodes, frozenset(blamed)


@cache
def _known_keys(table: Table) -> AbstractMapping[str, Field]:
    return {key: row for row in table.fields for key in (row.label, row.name)}


def _report_unknown(key: Scalar, table: Table, reading: Reading) -> str:
    """Report a key that is not in the table; the key that it only looks like, or nothing."""
    labels = [row.label for row in table.fields]
    plain = _skeleton(key.text)
    options = [*labels, *(row.name for row in table.fields)]
    meant = next((option for option in options if _skeleton(option) == plain), "")
    if full_width_colon(key.text):
        reading.report("yaml.full-width-colon", key.place)
    elif meant:
        detail = _odd_characters(key.text, meant)
        reading.report("field.look-alike", key.place, key=key.text, meant=meant, detail=detail)
    else:
        hint = values.suggestion(key.text, labels)
        shown = "、".join(labels)
        reading.report("field.unknown", key.place, key=key.text, suggestion=hint, options=shown)
    return meant


_CONFUSABLE = str.maketrans(
    "囗曰巿аеорсухіАВЕІКМНОРСТУХ",  # the letters are Cyrillic
    "口日市aeopcyxiABEIKMHOPCTYX",
)


def _skeleton(text: str) -> str:
    """The text without what the eye does not see: widths, spaces, zero-width marks."""
    folded = unicodedata.normalize("NFKC", text).translate(_CONFUSABLE)
    return "".join(
        char for char in folded if not char.isspace() and unicodedata.category(char) != "Cf"
    ).casefold()


def _odd_characters(text: str, meant: str) -> str:
    odd = [char for char in text if char not in meant]
    return "、".join(f"U+{ord(char):04X}" for char in odd) or "次序或大小写"


def _read_list(node: Node, row: Field, reading: Reading) -> Any | None:
    if not isinstance(node, Sequence):
        reading.report("field.not-list", node.place, label=row.label)
        return None
    items = [_read_single(item, row, reading) for item in node.items]
    return tuple(item for item in items if item is not None)


def _read_single(node: Node, row: Field, reading: Reading) -> Any | None:
    if row.table is not None:
        return _read_nested(node, row, row.table, reading)
    if not isinstance(node, Scalar):
        reading.report("field.not-single", node.place, label=row.label)
        return None
    text = node.text.strip()
    if node.plain and len(text) <= len("null") and text.lower() in ("~", "null"):
        reading.report("field.null", node.place, label=row.label, value=text)
        return None
    if parse := _PARSERS.get(row.kind):
        value = parse(row, text, node.place)
    else:
        value = _READERS[row.kind](row, text, node.place, reading)
    if isinstance(value, Problem):
        reading.problems.append(value)
        return None
    return value


def _read_nested(node: Node, row: Field, table: Table, reading: Reading) -> Record | None:
    if not isinstance(node, Mapping):
        if isinstance(node, Scalar) and full_width_colon(node.text):
            reading.report("yaml.full-width-colon", node.place)
        else:
            options = "、".join(inner.label for inner in table.fields)
            reading.report("field.not-record", node.place, label=row.label, options=options)
        return None
    record = read_record(node, table, reading, node.place)
    return None if record is None or _lacks_required(record, table) else record


def _lacks_required(record: Record, table: Table) -> bool:
    """A nested record without its required parts says nothing; its problems are reported."""
    return any(row.required and row.name in record.broken for row in table.fields)


def _read_term(row: Field, text: str, place: Place, reading: Reading) -> str | Problem | None:
    """词条 → slug, by the labels of the year."""
    vocabulary = reading.vocabularies.get(row.vocabulary)
    if vocabulary is None:
        return None  # reported once, where the vocabulary itself is read
    year = reading.year
    if slug := vocabulary.slugs_in(year).get(text):
        return slug
    for term in vocabulary.terms:
        labels = {label.text for label in term.labels}
        if text not in (term.slug, *labels, *term.aliases):
            continue
        meant = term.label_in(year) if year else term.label
        if meant is None:
            break
        if year and text in labels:
            return problem(
                "term.not-in-year", place, label=row.label, value=text, year=year, meant=meant
            )
        reading.report("term.alias", place, label=row.label, value=text, meant=meant)
        return term.slug
    return _unknown_term(row, text, place, reading, vocabulary)


def _unknown_term(
    row: Field, text: str, place: Place, reading: Reading, vocabulary: Vocabulary
) -> Problem:
    year = reading.year
    options = vocabulary.labels_in(year) if year else tuple(term.label for term in vocabulary.terms)
    shown = "、".join(options[:12]) + ("……" if len(options) > 12 else "")
    return problem(
        "term.unknown",
        place,
        label=row.label,
        value=text,
        year=year or "现行",
        name=vocabulary.name,
        suggestion=values.suggestion(text, options),
        options=shown,
    )


def _read_organisation(row: Field, text: str, place: Place, reading: Reading) -> str | Problem:
    """单位名称 → slug."""
    organisation = reading.organisations.get(text)
    if organisation is None:
        hint = values.suggestion(text, reading.organisations)
        return problem("organisation.unknown", place, value=text, suggestion=hint)
    if text not in organisation.all_names:
        reading.report("organisation.alias", place, value=text, meant=organisation.name)
    return organisation.slug


_PARSERS: dict[Kind, Callable[[Field, str, Place], Any]] = {
    Kind.TEXT: values.parse_text,
    Kind.PARAGRAPH: values.parse_paragraph,
    Kind.INTEGER: values.parse_integer,
    Kind.DECIMAL: values.parse_decimal,
    Kind.DATE: values.parse_date,
    Kind.YEAR: values.parse_year,
    Kind.YES_NO: values.parse_yes_no,
    Kind.CHOICE: values.parse_choice,
    Kind.URL: values.parse_url,
    Kind.FILE: values.parse_file,
    Kind.SLUG: values.parse_slug,
    Kind.ID: values.parse_id,
    Kind.HASH: values.parse_hash,
    Kind.DOC_NUMBER: values.parse_doc_number,
}
"""of what a text means by itself"""
_READERS: dict[Kind, Callable[[Field, str, Place, Reading], Any]] = {
    Kind.TERM: _read_term,
    Kind.ORGANISATION: _read_organisation,
}
