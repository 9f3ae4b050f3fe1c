"""同类：the same cases for the others that we are measured beside; Hugo's site is made in hugo_site.

Pagefind gets our shadow pages, as beside Hugo somebody would have to write them. mkdocs-material gets
the case pages and its own navigation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.gate import Archive
from generator.model import Case
from generator.prose import plain_text
from generator.search import build_search_documents
from generator.urls import case_url
from tests.search import pagefind_itself


def write_material(folder: Path, archive: Archive) -> None:
    """A project of MkDocs with the theme as it comes, without its search."""
    settings = {
        "site_name": archive.site.name,
        "theme": {"name": "material", "language": "zh"},
        "plugins": [],
    }
    folder.mkdir()
    (folder / "mkdocs.yml").write_text(json.dumps(settings, ensure_ascii=False), "utf-8")
    _write(folder / "docs" / "index.md", {"title": archive.site.name}, "")
    for case in archive.cases:
        path = folder / "docs" / f"{case_url(case).rstrip('/')}.md"
        _write(path, {"title": case.title}, f"# {case.title}\n\n{_body(case)}")


def write_shadow_pages(folder: Path, archive: Archive) -> None:
    """影子页 of all cases: what Pagefind would index for us, beside Hugo."""
    documents = build_search_documents(archive, lambda part: plain_text(part.markdown))
    pagefind_itself.write_shadow_pages(documents, folder)


def _body(case: Case) -> str:
    return "".join(
        f"## {part.title} {{#{part.slug}}}\n\n{part.markdown}\n\n" for part in case.sections
    )


def _write(path: Path, front: Mapping[str, Any], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{body}", "utf-8")
