"""通知：the overview of all notices and the page of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.model import Notice
from generator.pages.files import FileLink, build_file
from generator.pages.index import Index
from generator.pages.page import ProseRenderer
from generator.pages.parts import Link, crumbs, day_text, doc_text
from generator.urls import NOTICES, notice_url, year_url

KIND_LABEL = {"results": "结果公告", "activity": "活动通知", "other": "其他通知"}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """一条通知 in a list."""

    link: Link
    kind: str
    doc_number: str
    issued_on: str
    machine_day: str
    attachments: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class NoticeYear:
    """一年的通知, newest first."""

    year: Link
    notices: tuple[NoticeLine, ...]


@dataclass(frozen=True, slots=True)
class NoticesView:
    """通知总览."""

    crumbs: tuple[Link, ...]
    years: tuple[NoticeYear, ...]


@dataclass(frozen=True, slots=True)
class NoticeView:
    """通知页."""

    crumbs: tuple[Link, ...]
    title: str
    kind: str
    doc_number: str
    issuer: str
    issued_on: str
    machine_day: str
    body: Markup
    attachments: tuple[FileLink, ...]
    original: str
    """what the note names as authoritative: 文号, or the title without one"""
    source: str
    year: Link


def build_notice_line(notice: Notice, sizes: Mapping[str, int]) -> NoticeLine:
    """通知 → 列表中的一条."""
    return NoticeLine(
        link=Link(notice.title, notice_url(notice)),
        kind=KIND_LABEL.get(notice.kind, notice.kind),
        doc_number=doc_text(notice.doc_number),
        issued_on=day_text(notice.issued_on),
        machine_day=notice.issued_on.isoformat() if notice.issued_on else "",
        attachments=_attachments(notice, sizes),
    )


def build_notices(index: Index, sizes: Mapping[str, int]) -> NoticesView:
    """档案 → 通知总览, newest year first. `sizes` in bytes by address of the attachments."""
    by_year: dict[int, list[Notice]] = {}
    for notice in index.archive.notices:
        by_year.setdefault(notice.year, []).append(notice)
    years = (
        NoticeYear(_year_link(year, index), tuple(build_notice_line(n, sizes) for n in some))
        for year, some in sorted(by_year.items(), reverse=True)
    )
    return NoticesView(crumbs(), tuple(years))


def _year_link(year: int, index: Index, text: str = "") -> Link:
    """The page of a year, which is there only after its results are announced."""
    return Link(text or f"{year} 年", year_url(year) if year in index.years else None)


def build_notice(
    notice: Notice, index: Index, prose: ProseRenderer, sizes: Mapping[str, int]
) -> NoticeView:
    """通知 → 通知页."""
    return NoticeView(
        crumbs=crumbs(Link("通知", NOTICES)),
        title=notice.title,
        kind=KIND_LABEL.get(notice.kind, notice.kind),
        doc_number=doc_text(notice.doc_number),
        issuer=notice.issuer,
        issued_on=day_text(notice.issued_on),
        machine_day=notice.issued_on.isoformat() if notice.issued_on else "",
        body=prose.section(notice.markdown, {}, "通知"),
        attachments=_attachments(notice, sizes),
        original=doc_text(notice.doc_number) or f"《{notice.title}》",
        source=notice.source,
        year=_year_link(notice.year, index, f"{notice.year} 年度结果"),
    )


def _attachments(notice: Notice, sizes: Mapping[str, int]) -> tuple[FileLink, ...]:
    return tuple(
        build_file(Link(attachment.title, notice_url(notice) + attachment.file), sizes)
        for attachment in notice.attachments
    )
