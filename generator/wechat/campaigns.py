"""推文活动：what is published when, of which cases, and who answers for it. Read as all settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator import fields
from generator.builders import is_broken, nested
from generator.content import SLUG, Content
from generator.hashing import is_leaving
from generator.model import NOWHERE, Organisation, Places
from generator.problems import Place, Problem
from generator.reader import Reader
from generator.schema import Reading, Record
from generator.wechat.blocks import Kind
from generator.wechat.ticks import SUFFIX, Tick, read_ticks

FOLDER = "site_config/campaigns"


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """挑选条件; empty parts do not count."""

    year: int | None = None
    domain: str = ""
    district: str = ""
    industry: str = ""
    category: str = ""
    method: str = ""
    most: int | None = None
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """计划的推文: one entry of a campaign."""

    slug: str
    kind: Kind
    day: date | None = None
    style: str = ""
    """版式 of its own"""
    number: int | None = None
    """期号 in the series, given by the editors"""
    cases: tuple[str, ...] = ()
    query: CaseQuery | None = None
    year: int | None = None
    """of 年度结果"""
    separate: bool = False
    """分篇: one article for each case of a digest"""
    sections: tuple[str, ...] = ()
    """titles of the sections to use; empty: all"""
    broken: frozenset[str] = frozenset()
    """fields that could not be read; that is said already"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Campaign:
    """推文活动."""

    slug: str
    title: str
    column: str
    style: str
    author: str
    drafts: tuple[CampaignDraft, ...]
    theme: str = ""
    """主题 of the year, word for word"""
    theme_source: str = ""
    total: int | None = None
    """总期数 of the series"""
    editor: str = ""
    first_review: str = ""
    second_review: str = ""
    final_review: str = ""
    at: Places = field(default=NOWHERE, compare=False, repr=False)

    @property
    def file(self) -> str:
        """Relative to the project."""
        return campaign_file(self.slug)

    @property
    def reviews(self) -> tuple[tuple[str, str], ...]:
        """三审: step and name; a name may still be missing."""
        names = (self.first_review, self.second_review, self.final_review)
        return tuple(zip(("初审", "复审", "终审"), names, strict=True))

    @property
    def series(self) -> tuple[CampaignDraft, ...]:
        """系列 in the order of their numbers."""
        numbered = (draft for draft in self.drafts if draft.kind is Kind.SERIES)
        return tuple(sorted(numbered, key=lambda draft: (draft.number or 0, draft.slug)))


@dataclass(frozen=True, slots=True)
class EditBasis:
    """依据: one part of a case as it stood when the editor wrote."""

    part: str
    fingerprint: str
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OtherSource:
    """另有依据: words that stand in no case, and where they are from."""

    text: str
    source: str
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Edits:
    """编辑稿: what an editor says otherwise than the case would. Empty parts leave it as it is."""

    title: str = ""
    digest: str = ""
    editor_note: str = ""
    lead: str = ""
    quote: str = ""
    quote_by: str = ""
    pictures: tuple[str, ...] = ()
    cover_title: str = ""
    cover_line: str = ""
    ai: bool = False
    other_sources: tuple[OtherSource, ...] = ()
    basis: tuple[EditBasis, ...] = ()
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Campaigns:
    """全部活动 with the editors' texts, by campaign/article."""

    campaigns: tuple[Campaign, ...]
    edits: Mapping[str, Edits]
    lines: Mapping[str, list[str]]
    """of every file, for the excerpts of messages"""
    ticks: Mapping[str, tuple[Tick, ...]] = field(default_factory=dict)
    """核对记录, by campaign/draft"""

    def edits_of(self, campaign: Campaign) -> dict[str, Edits]:
        """编辑稿 of one campaign, by the slug of the article."""
        head = f"{campaign.slug}/"
        return {k.removeprefix(head): v for k, v in self.edits.items() if k.startswith(head)}


def campaign_file(slug: str) -> str:
    """活动文件, relative to the project."""
    return f"{FOLDER}/{slug}.yaml"


def campaign_folder(slug: str) -> str:
    """The folder beside a campaign for what its editors write."""
    return f"{FOLDER}/{slug}"


def edits_file(campaign: str, article: str) -> str:
    """编辑稿 of an article, beside its campaign."""
    return f"{campaign_folder(campaign)}/{article}.yaml"


def read_campaigns(content: Content) -> tuple[Campaigns, list[Problem]]:
    """All campaigns below the project, by slug; what is broken is named and left out."""
    reading = Reading(
        vocabularies=content.vocabularies, organisations=_names(content.organisations)
    )
    reader = Reader(content.root, reading=reading)
    found = tuple(c for slug in _slugs(reader) if (c := _read_campaign(reader, slug)))
    edits: dict[str, Edits] = {}
    ticks: dict[str, tuple[Tick, ...]] = {}
    for campaign in found:
        edits |= _read_edits(reader, campaign.slug)
        known = read_ticks(reader, campaign_folder(campaign.slug))
        ticks |= {f"{campaign.slug}/{draft}": given for draft, given in known.items()}
    return Campaigns(found, edits, reader.lines, ticks), reading.problems


def _names(organisations: tuple[Organisation, ...]) -> dict[str, Organisation]:
    return {name: one for one in organisations for name in one.all_names}


def _slugs(reader: Reader) -> list[str]:
    folder = reader.root / FOLDER
    slugs = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir():
            continue
        if path.suffix != ".yaml" or is_leaving(path.name):
            reader.warn_of(f"{FOLDER}/{path.name}")
        elif SLUG.fullmatch(path.stem):
            slugs.append(path.stem)
        else:
            place = Place(f"{FOLDER}/{path.name}")
            reader.reading.report("file.name", place, value=path.name)
    return slugs


def _read_campaign(reader: Reader, slug: str) -> Campaign | None:
    record = reader.yaml(campaign_file(slug), fields.CAMPAIGN)
    if record is None or is_broken(record, fields.CAMPAIGN):
        return None
    drafts = tuple(_build_draft(item) for item in record.values["drafts"])
    return record.build(Campaign, slug=slug, drafts=drafts)


def _build_draft(record: Record) -> CampaignDraft:
    query = record.values.get("query")
    return record.build(
        CampaignDraft,
        kind=Kind(record.values["kind"]),
        query=query.build(CaseQuery) if query else None,
        broken=record.broken,
    )


def _read_edits(reader: Reader, campaign: str) -> dict[str, Edits]:
    folder: Path = reader.root / FOLDER / campaign
    found = {}
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        if is_leaving(path.name) or path.name.endswith(SUFFIX):
            continue
        if record := reader.yaml(edits_file(campaign, path.stem), fields.EDITS):
            found[f"{campaign}/{path.stem}"] = _build_edits(record)
    return found


def _build_edits(record: Record) -> Edits:
    edits = record.build(
        Edits,
        other_sources=nested(record, "other_sources", OtherSource),
        basis=nested(record, "basis", EditBasis),
    )
    texts = ("digest", "editor_note", "lead", "quote", "cover_title")
    return replace(edits, **{name: getattr(edits, name).strip() for name in texts})
