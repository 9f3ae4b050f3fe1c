"""检索：cases → groups → one index, and the small tables that the archive page loads beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.gate import Archive
from generator.memo import Memo
from generator.pages import ArchiveView
from generator.search.documents import (
    Block,
    SearchDocument,
    build_document,
    build_search_documents,
)
from generator.search.indexing import Indexed, Indexing
from generator.search.pagefind import SearchIndexError
from generator.search.tables import (
    build_names,
    cases_json,
    dump,
    fragments_json,
    spelling_json,
)

__all__ = [
    "Block",
    "Indexed",
    "Indexing",
    "SearchDocument",
    "SearchIndexError",
    "build_document",
    "build_search_documents",
    "build_tables",
]


def build_tables(
    archive: Archive, view: ArchiveView, indexed: Sequence[Indexed], memo: Memo
) -> Iterator[tuple[str, str]]:
    """小表 beside the index: path and content."""
    ids = {case: id for each in indexed for case, id in each.ids.items()}
    yield "search/fragments.json", fragments_json([ids[case.id] for case in archive.cases])
    yield "search/cases.json", cases_json(archive, view)
    names = build_names(archive)
    yield "search/names.json", dump(names)
    yield "search/spelling.json", spelling_json((each.han for each in indexed), names, memo)
