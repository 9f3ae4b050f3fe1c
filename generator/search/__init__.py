"""检索：shadow pages → Pagefind, and the small tables that the archive page loads beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.gate import Archive
from generator.pages import ArchiveView
from generator.search.documents import Block, SearchDocument, build_search_documents
from generator.search.pagefind import build_index
from generator.search.tables import (
    build_names,
    cases_json,
    dump,
    fragments_json,
    spelling_json,
)

__all__ = [
    "Block",
    "SearchDocument",
    "build_index",
    "build_index_files",
    "build_search_documents",
]


def build_index_files(
    archive: Archive, view: ArchiveView, documents: Sequence[SearchDocument], out_dir: Path
) -> Iterator[tuple[str, str]]:
    """Writes `out_dir`/pagefind and yields the other files of the search: path and content."""
    with tempfile.TemporaryDirectory(prefix="anli-search-") as workdir:
        fragments = build_index(documents, out_dir, Path(workdir))
    yield "search/fragments.json", fragments_json(fragments)
    yield "search/cases.json", cases_json(archive, view)
    names = build_names(archive)
    yield "search/names.json", dump(names)
    yield "search/spelling.json", spelling_json(documents, names)
