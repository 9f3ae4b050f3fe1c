"""通知：the overview of all notices and the page of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.model import Attachment, Notice
from generator.pages.index import Index
from generator.pages.page import ProseRenderer
from generator.pages.parts import Link, crumbs, day_text, doc_text, size_text
from generator.urls import NOTICES, notice_url, year_url

KIND_LABEL = {"results": "结果公告", "activity": "活动通知", "other": "其他通知"}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """一条通知 in a list."""

    link: Link
    kind: str
    doc_number: str
    issued_on: str


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
class AttachmentView:
    """附件 with its format and, if known, its size."""

    link: Link
    note: str
    """PDF，236 KB"""


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
    attachments: tuple[AttachmentView, ...]
    source: str
    year: Link


def build_notice_line(notice: Notice) -> NoticeLine:
    """通知 → 列表中的一条."""
    return NoticeLine(
        link=Link(notice.title, notice_url(notice)),
        kind=KIND_LABEL.get(notice.kind, notice.kind),
        doc_number=doc_text(notice.doc_number),
        issued_on=day_text(notice.issued_on),
    )


def build_notices(index: Index) -> NoticesView:
    """档案 → 通知总览, newest year first."""
    years = (
        NoticeYear(
            Link(f"{year.year} 年", year_url(year.year)),
            tuple(build_notice_line(notice) for notice in year.notices),
        )
        for year in index.archive.years
    )
    return NoticesView(crumbs(), tuple(year for year in years if year.notices))


def build_notice(notice: Notice, prose: ProseRenderer, sizes: Mapping[str, int]) -> NoticeView:
    """通知 → 通知页."""
    return NoticeView(
        crumbs=crumbs(Link("通知", NOTICES)),
        title=notice.title,
        kind=KIND_LABEL.get(notice.kind, notice.kind),
        doc_number=doc_text(notice.doc_number),
        issuer=notice.issuer,
        issued_on=day_text(notice.issued_on),
        machine_day=notice.issued_on.isoformat() if notice.issued_on else "",
        body=prose.section(notice.markdown, {}),
        attachments=tuple(_attachment(notice, a, sizes) for a in notice.attachments),
        source=notice.source,
        year=Link(f"{notice.year} 年度结果", year_url(notice.year)),
    )


def _attachment(notice: Notice, attachment: Attachment, sizes: Mapping[str, int]) -> AttachmentView:
    url = notice_url(notice) + attachment.file
    suffix = attachment.file.rpartition(".")[2].upper() if "." in attachment.file else ""
    parts = (suffix, size_text(sizes.get(url)))
    return AttachmentView(Link(attachment.title, url), "，".join(part for part in parts if part))
