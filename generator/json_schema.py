"""JSON Schema of every file that people write, made from the field table (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.fields import TABLES, Field, Kind, Table
from generator.model import Vocabulary

_PATTERNS = {
    Kind.INTEGER: r"^\d{1,9}$",
    Kind.DECIMAL: r"^-?\d{1,12}(\.\d{1,6})?$",
    Kind.YEAR: r"^(19|20)\d\d$",
    Kind.URL: r"^https?://",
    Kind.FILE: r"^[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)+$",
    Kind.SLUG: r"^[a-z0-9]+(-[a-z0-9]+)*$",
    Kind.ID: r"^SHQ-(19|20)\d\d-\d{4}$",
    Kind.HASH: r"^[0-9a-f]{64}$",
}
Json = dict[str, Any]


def build_schemas(vocabularies: Mapping[str, Vocabulary]) -> dict[str, Json]:
    """字段表 → JSON Schema, one for each kind of file, by the name of its table."""
    return {table.name: _file_schema(table, vocabularies) for table in TABLES}


def _file_schema(table: Table, vocabularies: Mapping[str, Vocabulary]) -> Json:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.label,
        **_table_schema(table, vocabularies),
    }


def _table_schema(table: Table, vocabularies: Mapping[str, Vocabulary]) -> Json:
    """Either name of a field may be written; the schema demands one where it is required."""
    properties: Json = {}
    for row in table.fields:
        schema = _field_schema(row, vocabularies)
        properties[row.label] = schema
        properties[row.name] = {**schema, "description": f"同“{row.label}”"}
    required = [
        {"anyOf": [{"required": [row.label]}, {"required": [row.name]}]}
        for row in table.fields
        if row.required
    ]
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "allOf": required} if required else schema


def _field_schema(row: Field, vocabularies: Mapping[str, Vocabulary]) -> Json:
    schema = _single_schema(row, vocabularies)
    if row.many:
        schema = {"type": "array", "items": schema}
    if row.note:
        schema["description"] = row.note
    if row.example:
        schema["examples"] = [row.example]
    return schema


def _single_schema(row: Field, vocabularies: Mapping[str, Vocabulary]) -> Json:
    if row.table is not None:
        return _table_schema(row.table, vocabularies)
    if row.kind is Kind.YES_NO:
        return {"enum": ["是", "否"]}
    if row.kind is Kind.CHOICE:
        return {"enum": [label for label, _ in row.choices]}
    if row.kind is Kind.TERM and row.vocabulary in vocabularies:
        return {"enum": _term_labels(vocabularies[row.vocabulary])}
    if row.kind in (Kind.TEXT, Kind.PARAGRAPH):
        # YAML tools hand over bare digits as numbers; we read both as text
        return {"type": ["string", "number"], "maxLength": row.limit}
    if row.kind in _PATTERNS:
        return {"type": ["string", "number"], "pattern": _PATTERNS[row.kind]}
    return {"type": "string"}


def _term_labels(vocabulary: Vocabulary) -> list[str]:
    return [label.text for term in vocabulary.terms for label in term.labels]
