"""同类：the same cases as sites of Hugo and of stock mkdocs-material.

Hugo gets what our own build makes of them: a page for each case with its facts, figures, section
links and text, the archive in pages, and a list for each year, domain, industry, district,
organisation, recommender and method, all in the frame that our own pages stand in. Its search is
Pagefind over our shadow pages. mkdocs-material gets the case pages and its own navigation.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.gate import Archive
from generator.model import Case
from generator.prose import plain_text
from generator.search import build_search_documents
from generator.urls import case_url
from tests.search import pagefind_itself

LAYOUTS = Path(__file__).with_name("hugo")
TAXONOMIES = {
    "year": "years",
    "domain": "domains",
    "industry": "industries",
    "district": "districts",
    "organisation": "organisations",
    "recommender": "recommenders",
    "method": "methods",
}
_MAIN = re.compile(r"(<main[^>]*>).*(</main>)", re.S)
_HEAD = re.compile(r"<title>.*?</title>")


def write_hugo(folder: Path, archive: Archive, frame: Path) -> None:
    """A project of Hugo; `frame` is a page of our own site, whose head and foot it borrows."""
    shutil.copytree(LAYOUTS, folder)
    page = frame.read_text("utf-8")
    page = re.sub(r'<script type="application/ld\+json">.*?</script>', "", page, flags=re.S)
    page = page.replace("{{", "").replace("}}", "")
    page = _HEAD.sub("<title>{{ .Title }}</title>", page, count=1)
    page = _MAIN.sub(r'\1{{ block "main" . }}{{ end }}\2', page, count=1)
    (folder / "layouts" / "baseof.html").write_text(page, "utf-8")
    settings = {
        "baseURL": archive.site.base_url,
        "title": archive.site.name,
        "languageCode": "zh-CN",
        "disableKinds": ["RSS", "sitemap", "robotsTXT"],
        "taxonomies": TAXONOMIES,
        "pagination": {"pagerSize": 50},
    }
    (folder / "hugo.json").write_text(json.dumps(settings, ensure_ascii=False), "utf-8")
    for case in archive.cases:
        path = folder / "content" / f"{case_url(case).rstrip('/')}.md"
        _write(path, _front(case, archive), _body(case))


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


def _front(case: Case, archive: Archive) -> dict[str, Any]:
    def label(kind: str, slug: str) -> str:
        return archive.vocabularies[kind].term(slug).shown_in(case.year)

    terms = {
        "year": [str(case.year)],
        "organisation": [archive.organisations[case.organisation].name],
        "method": [label("method", slug) for slug in case.methods],
        **{kind: [label(kind, getattr(case, kind))] for kind in _KINDS if getattr(case, kind)},
    }
    return {
        "title": case.title,
        "short": case.short_title,
        "summary": case.summary,
        "id": case.id,
        "team": case.team,
        "tier": label("tier", case.tier),
        **terms,
        **{TAXONOMIES[kind]: values for kind, values in terms.items()},
        "kpis": [
            {
                "name": kpi.name,
                "unit": kpi.unit,
                "before": kpi.before_text,
                "after": kpi.after_text,
                "basis": kpi.basis,
            }
            for kpi in case.kpis
        ],
        "sections": [{"id": part.slug, "title": part.title} for part in case.sections],
    }


_KINDS = ("domain", "industry", "district", "recommender")


def _body(case: Case) -> str:
    return "".join(
        f"## {part.title} {{#{part.slug}}}\n\n{part.markdown}\n\n" for part in case.sections
    )


def _write(path: Path, front: Mapping[str, Any], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{body}", "utf-8")
