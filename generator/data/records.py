"""记录：public values → JSON by the field table, and the JSON Schema of the same rows.

What is published is named here field by field: a new field stays inside until somebody adds it.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import Any

from generator.fields import (
    CASE,
    CORRECTION,
    COUNT_CATEGORY,
    COUNT_DOMAIN,
    COUNT_TIER,
    ENTRY,
    FORMER_NAME,
    KPI,
    LABEL,
    ORGANISATION,
    RESULTS,
    STEP,
    TERM,
    VOCABULARY,
    Field,
    Kind,
    Table,
)
from generator.model import DocNumber

Json = dict[str, Any]
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"

OPEN = {
    "case": (
        *("id", "year", "title", "short_title", "organisation", "team", "district"),
        *("recommender", "domain", "industry", "industry_class", "tier", "category"),
        *("key_industries", "concepts", "methods", "team_size", "founded", "summary", "kpis"),
        *("video", "rights_holder", "licence", "corrections"),
    ),
    "entry": (
        *("organisation", "team", "domain", "tier", "category", "recommender", "district"),
        *("industry", "industry_class", "nominated_national", "national_result"),
        "national_source",
    ),
    "results": (
        *("year", "activity", "announced_on", "total", "nominated", "tier_counts"),
        *("domain_counts", "category_counts", "calendar", "entries"),
    ),
    "kpi": (
        *("name", "unit", "before", "after", "period_before", "period_after"),
        *("direction", "basis"),
    ),
    "correction": ("day", "text"),
    "step": ("name", "when", "start", "end", "by"),
    "organisation": ("slug", "name", "former_names", "short_name", "aliases", "district"),
    "former-name": ("text", "since", "until"),
    "vocabulary": ("name", "terms"),
    "term": ("slug", "labels", "aliases", "code", "kind"),
    "label": ("text", "since", "until"),
    "tier-count": ("term", "number"),
    "domain-count": ("term", "number"),
    "category-count": ("term", "number"),
}
"""table → fields that everybody may read"""
TABLES: tuple[Table, ...] = (
    *(CASE, ENTRY, RESULTS, KPI, CORRECTION, STEP, ORGANISATION, FORMER_NAME, VOCABULARY),
    *(TERM, LABEL, COUNT_TIER, COUNT_DOMAIN, COUNT_CATEGORY),
)


def open_rows(table: Table) -> tuple[Field, ...]:
    """The rows of a table that are published, in the order of the table."""
    return _OPEN_ROWS[table.name]


_OPEN_ROWS = {
    table.name: tuple(row for row in table.fields if row.name in OPEN[table.name])
    for table in TABLES
}


def build_record(table: Table, value: object) -> Json:
    """值 → JSON object. A field without a value is left out; terms are slugs, days ISO dates."""
    found = {row.name: _plain(row, getattr(value, row.name)) for row in open_rows(table)}
    return {name: plain for name, plain in found.items() if plain not in ("", None, [])}


def _plain(row: Field, value: Any) -> Any:
    if value is None:
        return None
    if row.many:
        return [_single(row, item) for item in value]
    return _single(row, value)


def _single(row: Field, value: Any) -> Any:
    if row.table is not None:
        return build_record(row.table, value)
    if row.kind is Kind.DATE:
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, DocNumber):
        return value.text
    return value.value if isinstance(value, Enum) else value


def build_record_schema(table: Table, extra: Json | None = None) -> Json:
    """字段表 → JSON Schema of its published records; `extra` adds properties of the document."""
    rows = open_rows(table)
    properties = {row.name: _field_schema(row) for row in rows}
    return {
        "type": "object",
        "title": table.label,
        "properties": {**properties, **(extra or {})},
        "required": [row.name for row in rows if row.required],
    }


def _field_schema(row: Field) -> Json:
    schema = _single_schema(row)
    if row.many:
        schema = {"type": "array", "items": schema}
    words = [row.label]
    if row.vocabulary:
        words.append(f"词表 {row.vocabulary} 的代号")
    if row.kind is Kind.ORGANISATION:
        words.append("单位的代号")
    return {**schema, "description": "：".join(words)}


_SINGLE: dict[Kind, Json] = {
    Kind.INTEGER: {"type": "integer"},
    Kind.YEAR: {"type": "integer", "minimum": 1900, "maximum": 2099},
    Kind.DECIMAL: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    Kind.DATE: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.TERM: {"type": "string", "pattern": SLUG},
    Kind.ORGANISATION: {"type": "string", "pattern": SLUG},
    Kind.SLUG: {"type": "string", "pattern": SLUG},
    Kind.URL: {"type": "string", "pattern": "^https?://"},
    Kind.ID: {"type": "string", "pattern": r"^SHQ-(19|20)\d\d-\d{4}$"},
}


def _single_schema(row: Field) -> Json:
    if row.table is not None:
        return build_record_schema(row.table)
    if row.kind is Kind.CHOICE:
        return {"enum": [value for _, value in row.choices]}
    return _SINGLE.get(row.kind, {"type": "string", "minLength": 1})
