"""Hugo 的同一个网站：the same cases, pages and lists, with about as much HTML.

What is the same: a page for each case with its figures (change, drawing, table), text, picture, QR
code, facts, provenance, citation, JSON-LD, related cases and neighbours; the archive in pages of
fifty; a page for each domain, industry, district, organisation, recommender and method, and one for
each year of those that are long; the years with their lists and counts, side by side as well; the
notices, the editorial pages, the front page; all in the frame that our own pages stand in.

How it is made: as somebody who knows Hugo would. Facts stand in front matter and data files, texts
in Markdown; what we compute from them (changes, drawings, counts) the templates in
tests/bench/hugo compute, with Hugo's own taxonomies, pagination, image processing and `images.QR`,
and rows are made once. Hugo has no pages for a term and a year: a file for each, as
a script of the site would write it, says which. The related cases are given to it: its own related
content grows with the square of the cases, and 10,000 were not done in seven minutes.

What is not: Hugo checks nothing, and makes no open data, feeds, traditional characters, nor
calendars; its addresses begin at the root instead of leading on from the page. `make bench` prints
pages and HTML bytes of both.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.gate import Archive, PublicYear
from generator.model import Case
from generator.pages import build_index
from generator.pages.archive import ROWS_ON_PAGE
from generator.pages.collected import LONGEST_PAGE
from generator.pages.collections import INTRO, build_collection_parts, collect
from generator.pages.index import Index
from generator.pages.parts import KIND_LABELS
from generator.pages.provenance import build_origin
from generator.pages.related import choose_related
from generator.pages.roster import LONGEST_LIST, build_list, build_parts
from generator.urls import COLLECTIONS, case_url, collection_url, notice_url

LAYOUTS = Path(__file__).with_name("hugo")
OTHER_NAMES = {"tier": "等级", "category": "类别"}
"""terms that have no pages of their own"""
EDITORIAL = ("about", "privacy", "accessibility", "apply")
IN_A_BROWSER = {"compare": "对照阅读", "reading": "我的阅读"}
"""pages that the browser fills"""
_MAIN = re.compile(r"(<main[^>]*>).*(</main>)", re.S)
_HEAD = re.compile(r'<meta name="description".*?(?=<meta name="theme-color")', re.S)
_SHARED = re.compile(
    r'<title>.*?</title>|<meta property="og:.*?>|<script type="application/ld.*?</script>', re.S
)
Front = Mapping[str, Any]


def write_hugo(folder: Path, archive: Archive, root: Path, site: Path) -> None:
    """A project of Hugo for the cases of a project of ours, whose finished site lends its frame."""
    index = build_index(archive)
    shutil.copytree(LAYOUTS, folder)
    frame = site / case_url(archive.cases[0]) / "index.html"
    (folder / "layouts" / "baseof.html").write_text(_frame(frame.read_text("utf-8")), "utf-8")
    _write_json(folder / "hugo.json", _settings(archive))
    _write_json(folder / "data" / "labels.json", _labels(index))
    _write_json(folder / "data" / "order.json", _order(index))
    pages = (*_cases(index), *_collections(index), *_years(index), *_notices(archive), *_others())
    for path, front, body in pages:
        _write(folder / "content" / path, front, body)
    for case in archive.cases:
        for picture in case.pictures:
            shutil.copyfile(root / case.folder / picture.file, _home(folder, case) / picture.file)
    for name in EDITORIAL:
        text = (root / "site_config" / "pages" / f"{name}.md").read_text("utf-8")
        (folder / "content" / f"{name}.md").write_text(text.replace("kind: ", "sort: "), "utf-8")


def _frame(page: str) -> str:
    """The page of a case → what all pages have in common."""
    page = _SHARED.sub("", page.replace("{{", "").replace("}}", "").replace("../../../", "/"))
    page = _HEAD.sub('{{ partial "head.html" . }}', page, count=1)
    main = '<div class="wrap page" id="main" tabindex="-1">{{ block "main" . }}{{ end }}</div>'
    return _MAIN.sub(rf"\1{main}\2", page, count=1)


def _settings(archive: Archive) -> Front:
    return {
        "baseURL": archive.site.base_url,
        "title": archive.site.name,
        "locale": "zh-CN",
        "disableKinds": ["RSS", "sitemap", "robotsTXT"],
        "taxonomies": {kind: url.rstrip("/") for kind, url in COLLECTIONS.items()},
        "pagination": {"pagerSize": ROWS_ON_PAGE, "disableAliases": True},
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
        "params": {
            "publisher": archive.site.publisher,
            "longest": LONGEST_PAGE,
            "longest_list": LONGEST_LIST,
        },
    }


def _labels(index: Index) -> Front:
    names = {slug: one.name for slug, one in index.archive.organisations.items()}
    kinds = index.archive.vocabularies.items()
    terms = {kind: {term.slug: term.label for term in one.terms} for kind, one in kinds}
    return {**terms, "organisation": names}


def _order(index: Index) -> Front:
    """The kinds of terms: how they are called, where they stand, and their order."""
    terms = {
        kind: [term.slug for term in index.archive.vocabularies[kind].terms]
        for kind in (*KIND_LABELS, *OTHER_NAMES)
        if kind != "organisation"
    }
    return {
        "plural": {kind: url.rstrip("/") for kind, url in COLLECTIONS.items()},
        "names": {**KIND_LABELS, **OTHER_NAMES},
        "organisation": list(index.slugs("organisation")),
        **terms,
    }


Page = tuple[str, Front, str]
"""path below the content, front matter, Markdown"""


def _cases(index: Index) -> Iterator[Page]:
    yield "archive/_index.md", {"title": "案例档案", "layout": "archive"}, ""
    hidden = {"build": {"render": "never"}}
    yield "cases/_index.md", {"title": "案例", **hidden}, ""
    for year in index.archive.years:
        yield f"cases/{year.year}/_index.md", {"title": f"{year.year} 年", **hidden}, ""
        for weight, case in enumerate(year.cases, 1):
            name = f"{case_url(case).rstrip('/')}{'/index' if case.pictures else ''}.md"
            yield name, {**_facts(case, index), "weight": weight}, _body(case)


def _facts(case: Case, index: Index) -> Front:
    first = index.archive.clearance(case).first_published
    return {
        "title": case.title,
        "layout": "case",
        "short": case.short_title,
        "summary": case.summary,
        "id": case.id,
        "year": case.year,
        "team": case.team,
        **{kind: getattr(case, kind) for kind in (*KIND_LABELS, *OTHER_NAMES) if kind != "method"},
        **{
            COLLECTIONS[kind].rstrip("/"): [getattr(case, kind)]
            for kind in COLLECTIONS
            if kind != "method" and getattr(case, kind)
        },
        "methods": list(case.methods),
        "kpis": [
            {
                "name": kpi.name,
                "unit": kpi.unit,
                "before": kpi.before_text,
                "after": kpi.after_text,
                "basis": kpi.basis,
                "period_before": kpi.period_before,
                "period_after": kpi.period_after,
            }
            for kpi in case.kpis
        ],
        "sections": [{"id": part.slug, "title": part.title} for part in case.sections],
        "video": case.video,
        "rights": case.rights_holder,
        "licence": case.licence,
        "first_public": first.isoformat() if first else "",
        "corrections": [{"day": one.day.isoformat(), "text": one.text} for one in case.corrections],
        "steps": list(_steps(case, index)),
        "related": [_page(index.by_id[id]) for id in choose_related(case, index)],
    }


def _page(case: Case) -> str:
    """What `site.GetPage` wants."""
    return f"/{case_url(case)}".rstrip("/")


def _steps(case: Case, index: Index) -> Iterator[Front]:
    """The dated steps of the way here; the first two say the same in every case."""
    for step in build_origin(case, index)[2:]:
        day = "-".join(f"{int(part):02}" for part in re.findall(r"\d+", step.day))
        notice = f"/{step.link.url}".rstrip("/") if step.link else ""
        yield {"title": step.title, "day": day, "text": step.text, "notice": notice}


def _body(case: Case) -> str:
    return "".join(
        f"## {part.title} {{#{part.slug}}}\n\n"
        f"{'{{< figures >}}' if part.slug == 'results' else ''}\n\n{part.markdown}\n\n"
        for part in case.sections
    )


def _collections(index: Index) -> Iterator[Page]:
    yield "browse.md", {"title": "浏览", "layout": "browse", "lede": "从熟悉的一头进去。"}, ""
    for kind, name in KIND_LABELS.items():
        folder = COLLECTIONS[kind]
        yield f"{folder}_index.md", {"title": f"按{name}浏览", "lede": INTRO[kind]}, ""
        for slug in index.slugs(kind):
            title = index.name(kind, slug)
            yield f"{folder}{slug}/_index.md", {"title": title}, ""
            of = collect(kind, slug, index)
            for year in of.moved:
                parts = build_collection_parts(of, year, index)
                for place, (url, view) in enumerate(parts, 1):
                    front = {"title": view.title, "layout": "term-year", "url": f"/{url}"}
                    main = {"of": f"/{collection_url(kind, slug)}".rstrip("/")}
                    path = f"parts/{kind}-{slug}-{year}-{place}.md"
                    yield path, {**front, **main, "at": year, "place": place}, ""


def _years(index: Index) -> Iterator[Page]:
    lede = "每年一次公布：公告、名单、数字和日程。"
    yield "years/_index.md", {"title": "年度结果", "layout": "years", "lede": lede}, ""
    for year in index.archive.years:
        front = {"title": f"{year.year} 年度结果", "layout": "year", "number": year.year}
        parts = [
            {
                "domain": group.slug,
                "count": group.count,
                "pages": [{"text": page.text, "url": f"/{page.url}"} for page in group.pages],
            }
            for group in build_list(year, index)
        ]
        known = {"weight": year.year, "results": _results(year), "parts": parts}
        yield f"years/{year.year}.md", {**front, **known}, ""
        for part in build_parts(year, index):
            title = f"{year.year} 年名单：{part.group.label.text}"
            place = {"in": f"/years/{year.year}", "domain": part.group.slug, "place": part.place}
            front = {"title": title, "layout": "year-part", "url": f"/{part.url}"}
            yield (
                f"parts/list-{year.year}-{part.group.slug}-{part.place}.md",
                {**front, **place},
                "",
            )


def _results(year: PublicYear) -> Front:
    results, notice = year.results, year.announcement
    written = {(case.organisation, case.team): f"/{case_url(case)}" for case in year.cases}
    entries = [
        {
            "number": number,
            "team": entry.team,
            "organisation": entry.organisation,
            "domain": entry.domain,
            "tier": entry.tier,
            "category": entry.category,
            "district": entry.district,
            "recommender": entry.recommender,
            "url": written.get(entry.key, ""),
        }
        for number, entry in enumerate(results.entries, 1)
    ]
    return {
        "year": year.year,
        "activity": results.activity,
        "day": results.announced_on.isoformat() if results.announced_on else "",
        "notice": notice.title,
        "issuer": notice.issuer,
        "entries": entries,
    }


def _notices(archive: Archive) -> Iterator[Page]:
    lede = "历年活动通知、结果公告和附件。"
    yield "notices/_index.md", {"title": "通知", "layout": "notices", "lede": lede}, ""
    for notice in archive.notices:
        front = {
            "title": notice.title,
            "layout": "notice",
            "kind": notice.kind,
            "year": notice.year,
            "issuer": notice.issuer,
            "day": notice.issued_on.isoformat() if notice.issued_on else "",
        }
        yield f"{notice_url(notice).rstrip('/')}.md", front, notice.markdown


def _others() -> Iterator[Page]:
    lede = "一线班组怎样把活干好：做法、前后数据和可借鉴之处，都在这里。"
    yield "_index.md", {"title": "首页", "lede": lede}, "写给班组长和质量管理人员。"
    for name, title in IN_A_BROWSER.items():
        yield f"{name}.md", {"title": title}, "要用 JavaScript。"
    yield "parts/_index.md", {"title": "", "build": {"render": "never"}}, ""


def _home(folder: Path, case: Case) -> Path:
    return folder / "content" / case_url(case)


def _write(path: Path, front: Front, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{body}", "utf-8")


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
