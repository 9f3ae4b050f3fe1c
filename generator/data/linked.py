"""结构化数据：what a page is in the words of schema.org, as JSON-LD for its head."""

from __future__ import annotations

import json

from markupsafe import Markup

from generator.data.dates import case_dates
from generator.data.packages import MEDIA
from generator.data.records import Json
from generator.gate import Archive, PublicYear
from generator.model import Case, Notice
from generator.pages import Page
from generator.urls import HOME, absolute, notice_url, package_url, results_url, year_url

Subject = Case | PublicYear | Notice
PAGE_TYPES = {
    **dict.fromkeys(("archive", "years", "year", "collections", "collection"), "CollectionPage"),
    "notices": "CollectionPage",
}
MUTE = ("withdrawn", "not-found")
"""pages that no search engine shall show"""
_HARMLESS = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def build_subjects(archive: Archive) -> dict[str, Subject]:
    """What the pages of years and notices are about, by address."""
    return {
        **{year_url(year.year): year for year in archive.years},
        **{notice_url(notice): notice for notice in archive.notices},
    }


def build_head(page: Page, subject: Subject | None, archive: Archive) -> Markup:
    """页头 of a page about something: its picture and its JSON-LD. The latter is data; no browser runs it."""
    if page.kind in MUTE:
        return Markup()
    base = archive.site.base_url
    head = Markup()
    if page.picture:
        head += Markup('<meta property="og:image" content="%s">\n') % absolute(base, page.picture)
    graph = [_main(page, subject, archive)]
    if page.crumbs:
        graph.append(_breadcrumbs(page, base))
    text = render_linked({"@context": "https://schema.org", "@graph": graph})
    return Markup('%s<script type="application/ld+json">%s</script>') % (head, text)


def render_linked(value: Json) -> Markup:
    """JSON-LD inside HTML: nothing in it can end the element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char, harmless in _HARMLESS.items():
        text = text.replace(char, harmless)
    return Markup(text)  # noqa: S704 -- nothing that HTML reads is left in it


def _main(page: Page, subject: Subject | None, archive: Archive) -> Json:
    base = archive.site.base_url
    common: Json = {
        "name": page.title,
        "description": page.description,
        "url": absolute(base, page.url),
        "inLanguage": "zh-CN",
        "publisher": _organisation(archive.site.publisher),
    }
    if isinstance(subject, Case):
        return {"@type": "Article", **common, **_case(subject, page, archive)}
    if isinstance(subject, Notice):
        return {"@type": "DigitalDocument", **common, **_notice(subject)}
    if isinstance(subject, PublicYear):
        return {"@type": "CollectionPage", **common, "mainEntity": _dataset(subject, base)}
    if page.url == HOME:
        return {"@type": "WebSite", **common, "potentialAction": _search(base)}
    return {"@type": PAGE_TYPES.get(page.kind, "WebPage"), **common}


def _organisation(name: str) -> Json:
    return {"@type": "Organization", "name": name}


def _case(case: Case, page: Page, archive: Archive) -> Json:
    base, dates = archive.site.base_url, case_dates(case, archive)
    organisation = case.organisation_name or archive.organisations[case.organisation].name
    label = archive.vocabularies
    team = {**_organisation(case.team), "parentOrganization": _organisation(organisation)}
    return {
        "headline": case.title,
        "identifier": case.id,
        "author": team,
        "datePublished": dates.published.isoformat(),
        "dateModified": dates.updated.isoformat(),
        "articleSection": label["domain"].term(case.domain).shown_in(case.year),
        "keywords": [label["method"].term(slug).label for slug in case.methods],
        "copyrightHolder": _organisation(case.rights_holder),
        "copyrightNotice": case.licence,
        "isPartOf": {"@type": "CollectionPage", "url": absolute(base, year_url(case.year))},
        **({"image": [absolute(base, page.picture)]} if page.picture else {}),
    }


def _notice(notice: Notice) -> Json:
    found: Json = {"publisher": _organisation(notice.issuer)}
    if notice.issued_on:
        found["datePublished"] = notice.issued_on.isoformat()
    if notice.doc_number:
        found["identifier"] = notice.doc_number.text
    if notice.source:
        found["sameAs"] = notice.source
    return found


def _dataset(year: PublicYear, base: str) -> Json:
    notice, day = year.announcement, year.results.announced_on
    number = f"（{notice.doc_number.text}）" if notice.doc_number else ""
    return {
        "@type": "Dataset",
        "name": f"{year.year} 年度结果名单",
        "description": f"{year.results.activity}，{len(year.results.entries)} 个班组。"
        f"以《{notice.title}》{number}原件为准。",
        "url": absolute(base, package_url(year.year)),
        "temporalCoverage": str(year.year),
        **({"datePublished": day.isoformat()} if day else {}),
        "isBasedOn": absolute(base, notice_url(notice)),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media,
                "contentUrl": absolute(base, results_url(year.year, suffix)),
            }
            for suffix, media in MEDIA.items()
        ],
    }


def _search(base: str) -> Json:
    return {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": absolute(base, "archive/") + "?q={query}",
        },
        "query-input": "required name=query",
    }


def _breadcrumbs(page: Page, base: str) -> Json:
    trail = [(crumb.text, crumb.url or "") for crumb in page.crumbs] + [(page.title, page.url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": text,
                "item": absolute(base, url),
            }
            for position, (text, url) in enumerate(trail, 1)
        ],
    }
