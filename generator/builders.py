"""构造：records of the field table → values of the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from generator.fields import CASE, NOTICE, RESULTS, SITE, TOPIC, Table
from generator.model import (
    Approval,
    Attachment,
    Case,
    Consent,
    Contact,
    Correction,
    Count,
    Direction,
    Entry,
    Kpi,
    Label,
    Notice,
    Organisation,
    OrganisationName,
    People,
    PersonConsent,
    Picture,
    Post,
    PublishedAddress,
    PublishedList,
    Review,
    Section,
    Sections,
    Site,
    Step,
    Term,
    Topic,
    TopicCase,
    Vocabulary,
    Waiver,
    Withdrawal,
    YearResult,
)
from generator.schema import Record

T = TypeVar("T")

BLANK: dict[str, object] = {
    "year": 0,
    "announced_on": None,
    "issued_on": None,
    "day": None,
    "total": 0,
}
"""what stands for a required value that could not be read; everything else is empty text"""


def nested(record: Record, name: str, make: Callable[..., T]) -> tuple[T, ...]:
    """The nested records of one field, each as a value."""
    return tuple(item.build(make) for item in record.values.get(name, ()))


def blanks(record: Record, table: Table) -> dict[str, object]:
    """Stand-ins for what is broken, so that the rest of the value can still be checked."""
    if not record.broken:
        return {}
    return {
        row.name: () if row.many else BLANK.get(row.name, "")
        for row in table.fields
        if row.required and row.name in record.broken
    }


def is_broken(record: Record, table: Table) -> bool:
    """Whether a required field of the record is missing or unreadable."""
    return any(row.required and row.name in record.broken for row in table.fields)


def build_vocabulary(slug: str, record: Record) -> Vocabulary:
    """词表."""
    terms = tuple(
        term.build(Term, labels=tuple(Label(**label.values) for label in term.values["labels"]))
        for term in record.values.get("terms", ())
    )
    return Vocabulary(slug, record.values.get("name", slug), terms)


def build_organisations(record: Record) -> tuple[Organisation, ...]:
    """单位名录."""
    return tuple(
        item.build(Organisation, former_names=nested(item, "former_names", OrganisationName))
        for item in record.values.get("organisations", ())
    )


def build_site(record: Record) -> Site | None:
    """站点设置, or None where something required is missing."""
    if is_broken(record, SITE):
        return None
    contact = record.values.get("contact")
    return record.build(Site, contact=contact.build(Contact) if contact else Contact())


def build_ledger(record: Record) -> tuple[PublishedAddress, ...]:
    """公开台账."""
    return nested(record, "addresses", PublishedAddress)


def build_announced(record: Record) -> tuple[PublishedList, ...]:
    """公布台账."""
    return nested(record, "lists", PublishedList)


def build_withdrawals(record: Record) -> tuple[Withdrawal, ...]:
    """撤下记录."""
    return nested(record, "withdrawals", Withdrawal)


def build_posts(record: Record) -> tuple[Post, ...]:
    """公众号文章."""
    return nested(record, "posts", Post)


def build_results(record: Record) -> YearResult:
    """年度结果."""
    counts = ("tier_counts", "domain_counts", "category_counts")
    parts: dict[str, object] = {
        **blanks(record, RESULTS),
        **{name: nested(record, name, Count) for name in counts},
        "calendar": nested(record, "calendar", Step),
        "complete": "entries" not in record.broken,
        "entries": tuple(_build_entry(item) for item in record.values.get("entries", ())),
    }
    return record.build(YearResult, **parts)


def _build_entry(record: Record) -> Entry:
    return record.build(Entry, organisation_name=record.raw.get("organisation", "").strip())


def build_notice(record: Record, slug: str, folder: str, markdown: str, body_line: int) -> Notice:
    """通知."""
    return record.build(
        Notice,
        **blanks(record, NOTICE),
        attachments=nested(record, "attachments", Attachment),
        calendar=nested(record, "calendar", Step),
        slug=slug,
        folder=folder,
        markdown=markdown,
        body_line=body_line,
    )


def build_topic(record: Record, slug: str) -> Topic:
    """专题."""
    parts = {**blanks(record, TOPIC), "cases": nested(record, "cases", TopicCase)}
    return record.build(Topic, slug=slug, **parts)


def build_approvals(record: Record) -> tuple[Approval, ...]:
    """审批记录."""
    return tuple(_build_approval(item) for item in record.values.get("approvals", ()))


def _build_approval(record: Record) -> Approval:
    reviews = {
        name: value.build(Review)
        for name in ("formal", "expert", "guidance", "secrecy")
        if (value := record.values.get(name))
    }
    consent = record.values.get("consent")
    return record.build(
        Approval,
        **reviews,
        consent=consent.build(Consent) if consent else None,
        persons=nested(record, "persons", PersonConsent),
    )


def build_waivers(record: Record) -> tuple[Waiver, ...]:
    """放行记录."""
    return nested(record, "waivers", Waiver)


def build_case(
    record: Record, slug: str, folder: str, sections: tuple[Section, ...], content_hash: str
) -> Case:
    """案例."""
    return record.build(
        Case,
        **blanks(record, CASE),
        slug=slug,
        folder=folder,
        sections=Sections.pack(sections),
        content_hash=content_hash,
        organisation_name=record.raw.get("organisation", "").strip(),
        kpis=tuple(_build_kpi(item) for item in record.values.get("kpis", ())),
        pictures=tuple(_build_picture(item) for item in record.values.get("pictures", ())),
        corrections=nested(record, "corrections", Correction),
    )


def _build_kpi(record: Record) -> Kpi:
    return record.build(
        Kpi,
        before=record.values.get("before"),
        before_text=record.raw.get("before", "").strip(),
        period_before=record.values.get("period_before", ""),
        after_text=record.raw["after"].strip(),
        direction=Direction(record.values["direction"]),
    )


def _build_picture(record: Record) -> Picture:
    return record.build(Picture, people=People(record.values.get("people", "none")))
