"""检索导出：the public cases as documents for a search server, with what it must know of them.

For the day when an archive outgrows an index in the browser (docs/scale.md). The documents hold what
the site shows, and nothing else. Sources: OpenSearch documentation (index mappings, bulk API) and
Meilisearch documentation (settings, documents as NDJSON).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.gate import Archive
from generator.model import Case
from generator.prose import plain_text
from generator.search.documents import case_names
from generator.search.text import normalise
from generator.urls import absolute, case_url

INDEX = "anli-cases"
TERMS = ("domain", "industry", "district", "tier", "category", "recommender")
"""fields of one term each"""
DOCUMENTS, BULK = "documents.ndjson", "opensearch-bulk.ndjson"
MAPPING, SETTINGS = "opensearch-index.json", "meilisearch-settings.json"
Json = dict[str, Any]


def build_export(archive: Archive) -> Iterator[tuple[str, str]]:
    """档案 → files by name: the documents, the same as a bulk request, a mapping, and settings."""
    documents = [build_document(case, archive) for case in archive.cases]
    yield DOCUMENTS, "".join(map(_line, documents))
    actions = ({"index": {"_index": INDEX, "_id": document["id"]}} for document in documents)
    pairs = zip(actions, documents, strict=True)
    yield BULK, "".join(_line(action) + _line(document) for action, document in pairs)
    yield MAPPING, _pretty(MAPPING_OF_CASES)
    yield SETTINGS, _pretty(SETTINGS_OF_CASES)


def build_document(case: Case, archive: Archive) -> Json:
    """案例 → 检索文档. Terms are labels, as people filter by them; texts are NFKC but for marks."""
    labels = {kind: _label(archive, kind, getattr(case, kind)) for kind in TERMS}
    organisation = archive.organisations[case.organisation]
    return {
        "id": case.id,
        "url": absolute(archive.site.base_url, case_url(case)),
        "year": case.year,
        "title": normalise(case.title),
        "summary": normalise(case.summary),
        "organisation": organisation.name,
        "team": case.team,
        "names": list(case_names(case, organisation)),
        **labels,
        "methods": [_label(archive, "method", slug) for slug in case.methods],
        "figures": [kpi.name for kpi in case.kpis],
        "sections": [
            {"heading": section.title, "text": normalise(plain_text(section.markdown))}
            for section in case.sections
        ],
    }


def _label(archive: Archive, kind: str, slug: str) -> str:
    if not slug:
        return ""
    [label] = [term.label for term in archive.vocabularies[kind].terms if term.slug == slug]
    return label


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _pretty(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


_TEXT: Json = {"type": "text", "analyzer": "cjk"}
_NAME: Json = {**_TEXT, "fields": {"raw": {"type": "keyword"}}}
_WORD: Json = {"type": "keyword"}
MAPPING_OF_CASES: Json = {
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "id": _WORD,
            "url": {"type": "keyword", "index": False},
            "year": {"type": "short"},
            "title": _TEXT,
            "summary": _TEXT,
            "organisation": _NAME,
            "team": _NAME,
            "names": _TEXT,
            **dict.fromkeys((*TERMS, "methods", "figures"), _WORD),
            "sections": {"properties": {"heading": _TEXT, "text": _TEXT}},
        },
    }
}
"""`cjk` is built in and indexes pairs of characters, as our own index does; no plugin is needed"""
SETTINGS_OF_CASES: Json = {
    "searchableAttributes": [
        *("title", "organisation", "team", "names", "summary", "figures"),
        *("sections.heading", "sections.text"),
    ],
    "filterableAttributes": ["year", *TERMS, "methods", "organisation"],
    "sortableAttributes": ["year"],
    "localizedAttributes": [{"attributePatterns": ["*"], "locales": ["zho"]}],
}
"""in the order of their weight"""
