"""订阅：Atom (RFC 4287) and JSON Feed 1.1 of public cases and notices, newest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from xml.etree import ElementTree as ET

from generator.data.dates import Dates, case_dates, moment, newest
from generator.data.documents import dump
from generator.data.records import Json
from generator.gate import Archive
from generator.model import Case, Notice
from generator.urls import FEED_ATOM, FEED_JSON, absolute, case_url, notice_url

LONGEST = 60
"""items in a feed; everything older is in the archive"""
ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """一条：a case or a notice."""

    url: str
    title: str
    summary: str
    author: str
    tags: tuple[str, ...]
    dates: Dates


def build_items(archive: Archive) -> tuple[Item, ...]:
    """档案 → items, what changed last comes first."""
    newest = nsmallest(LONGEST, _candidates(archive), key=lambda found: found[:2])
    return tuple(make() for _, _, make in newest)


def _candidates(archive: Archive) -> Iterator[tuple[int, str, Callable[[], Item]]]:
    """Everything, the newest being the least: age, address, and how it becomes an item."""
    base = archive.site.base_url
    for case in archive.cases:
        age = -case_dates(case, archive).updated.toordinal()
        yield age, absolute(base, case_url(case)), partial(_case, case, archive)
    for notice in archive.notices:
        if day := notice.issued_on:
            url = absolute(base, notice_url(notice))
            yield -day.toordinal(), url, partial(_notice, notice, url, Dates(day, day))


def _case(case: Case, archive: Archive) -> Item:
    organisation = case.organisation_name or archive.organisations[case.organisation].name
    domain = archive.vocabularies["domain"].term(case.domain).shown_in(case.year)
    return Item(
        url=absolute(archive.site.base_url, case_url(case)),
        title=case.title,
        summary=case.summary,
        author=f"{organisation} {case.team}",
        tags=("案例", f"{case.year} 年", domain),
        dates=case_dates(case, archive),
    )


def _notice(notice: Notice, url: str, dates: Dates) -> Item:
    tags = ("通知", f"{notice.year} 年")
    return Item(url, notice.title, _told(notice), notice.issuer, tags, dates)


def _told(notice: Notice) -> str:
    number = f"，{notice.doc_number.text}" if notice.doc_number else ""
    count = len(notice.attachments)
    return f"{notice.issuer}{number}。" + (f"有附件 {count} 个。" if count else "")


def _subtitle(archive: Archive) -> str:
    sample = "示例数据，单位、班组、数据均为虚构。" if archive.site.sample_data else ""
    return sample + archive.site.tagline


def build_json_feed(archive: Archive) -> str:
    """档案 → JSON Feed 1.1."""
    site = archive.site
    feed: Json = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "home_page_url": site.base_url,
        "feed_url": absolute(site.base_url, FEED_JSON),
        "description": _subtitle(archive),
        "language": "zh-CN",
        "authors": [{"name": site.publisher}],
        "items": [
            {
                "id": item.url,
                "url": item.url,
                "title": item.title,
                "content_text": item.summary,
                "date_published": moment(item.dates.published),
                "date_modified": moment(item.dates.updated),
                "authors": [{"name": item.author}],
                "tags": list(item.tags),
            }
            for item in build_items(archive)
        ],
    }
    return dump(feed)


def build_atom(archive: Archive) -> bytes:
    """档案 → Atom."""
    site = archive.site
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    _add(feed, "title", site.name)
    _add(feed, "subtitle", _subtitle(archive))
    _add(feed, "id", site.base_url)
    _add(feed, "link", rel="self", href=absolute(site.base_url, FEED_ATOM))
    _add(feed, "link", rel="alternate", href=site.base_url)
    _add(feed, "updated", moment(newest(archive)))
    _add(_add(feed, "author"), "name", site.publisher)
    if site.licence:
        _add(feed, "rights", site.licence)
    for item in build_items(archive):
        _add_item(feed, item)
    ET.indent(feed, " ")
    ET.register_namespace("", ATOM)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_item(feed: ET.Element, item: Item) -> None:
    entry = _add(feed, "entry")
    _add(entry, "title", item.title)
    _add(entry, "id", item.url)
    _add(entry, "link", rel="alternate", href=item.url)
    _add(entry, "published", moment(item.dates.published))
    _add(entry, "updated", moment(item.dates.updated))
    _add(_add(entry, "author"), "name", item.author)
    for tag in item.tags:
        _add(entry, "category", term=tag)
    _add(entry, "summary", item.summary)


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    if text:
        element.text = _NOT_XML.sub("", text)
    return element
