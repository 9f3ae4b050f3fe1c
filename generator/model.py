"""模型：the nouns of the field as frozen values. Nothing here reads a file or knows a page."""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pickle import PickleBuffer
from typing import Any, NamedTuple, overload

from generator.problems import Place

_SPOT, _COUNT, _CUTS = struct.Struct("<3I"), struct.Struct("<I"), struct.Struct("<5I")
_APART = 5
"""protocol of pickles from which parts may stand apart"""
_SHARED_BY_CASES = (
    *("organisation", "domain", "industry", "district", "tier", "recommender", "licence"),
    *("category", "industry_class", "organisation_name", "rights_holder", "team"),
)
_SHARED_BY_KPIS = ("name", "unit", "period_before", "period_after", "basis")


def _share(value: object, names: Iterable[str]) -> None:
    """These fields of a frozen value hold texts that others hold too: each text is kept once."""
    for name in names:
        text = getattr(value, name)
        if (shared := sys.intern(text)) is not text:
            object.__setattr__(value, name, shared)


@dataclass(frozen=True, slots=True)
class Places:
    """出处：where each field of a value was written, so that a check can point at it.

    Packed: a large archive has a million places, and few of them are ever looked at.
    """

    file: str
    names: str
    """of the fields that were written, with a space between them"""
    spots: bytes
    """line, column and end column of the whole value, and of each field"""

    def __post_init__(self) -> None:
        """Names are the same for thousands of values, wherever they were read."""
        object.__setattr__(self, "names", sys.intern(self.names))

    @classmethod
    def pack(cls, whole: Place, fields: Mapping[str, Place]) -> Places:
        """All of one file."""
        pack = _SPOT.pack
        spots = [pack(line, at, end) for _, line, at, end in (whole, *fields.values())]
        return cls(whole.file, " ".join(fields), b"".join(spots))

    @property
    def whole(self) -> Place:
        """The place of the value."""
        return self.of("")

    @property
    def fields(self) -> dict[str, Place]:
        """The place of each field that was written."""
        _, *spots = _SPOT.iter_unpack(self.spots)
        return {
            name: Place(self.file, *spot)
            for name, spot in zip(self.names.split(), spots, strict=True)
        }

    def of(self, name: str) -> Place:
        """The place of one field, or of the whole value where the field was not written."""
        names = self.names.split()
        number = names.index(name) + 1 if name in names else 0
        return Place(self.file, *_SPOT.unpack_from(self.spots, number * _SPOT.size))


NOWHERE = Places.pack(Place(""), {})


@dataclass(frozen=True, slots=True)
class Label:
    """叫法：one label of a term and the years in which it was in force."""

    text: str
    since: int | None = None
    """first year of use, inclusive; None: always"""
    until: int | None = None
    """last year of use, inclusive; None: still in force"""

    def covers(self, year: int) -> bool:
        """Whether the label was in force in that year."""
        return (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True, slots=True)
class Term:
    """词条：one entry of a controlled list. The slug never changes, labels may."""

    slug: str
    labels: tuple[Label, ...]
    aliases: tuple[str, ...] = ()
    """other spellings met in real paperwork; read, but answered with a reminder"""
    code: str = ""
    """official code where there is one, such as C or 310114"""
    kind: str = ""
    """sort of recommender; empty in other vocabularies"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)

    @property
    def label(self) -> str:
        """规范名：the standing label, for pages that collect several years."""
        standing = [label for label in self.labels if label.until is None]
        return (standing or list(self.labels))[-1].text

    def label_in(self, year: int) -> str | None:
        """当年叫法，or None where the term was not in use in that year."""
        return next((label.text for label in self.labels if label.covers(year)), None)

    def shown_in(self, year: int) -> str:
        """当年叫法，the standing label where the year knew none."""
        return self.label_in(year) or self.label


@dataclass(frozen=True)
class Vocabulary:
    """词表：a controlled list in its official order."""

    slug: str
    name: str
    terms: tuple[Term, ...]

    def term(self, slug: str) -> Term:
        """The term of a slug; KeyError when there is none."""
        for term in self.terms:
            if term.slug == slug:
                return term
        raise KeyError(f"{self.slug}: {slug}")

    def labels_in(self, year: int) -> tuple[str, ...]:
        """All labels in force in a year, in official order."""
        return tuple(label for term in self.terms if (label := term.label_in(year)))

    def slugs_in(self, year: int | None) -> Mapping[str, str]:
        """规范写法 → slug: what may be written in a year, or today, without a word about it.

        A text that several terms know belongs to the first; empty where that one would not have it.
        """
        if year not in self._slugs:
            found: dict[str, str] = {}
            for term in self.terms:
                meant = term.label_in(year) if year else term.label
                for text in (term.slug, *(label.text for label in term.labels), *term.aliases):
                    fits = meant is not None and text in (meant, term.slug)
                    found.setdefault(text, term.slug if fits else "")
            self._slugs[year] = found
        return self._slugs[year]

    @cached_property
    def _slugs(self) -> dict[int | None, Mapping[str, str]]:
        return {}


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """单位名称：one name of an organisation and when it was in force (YYYY or YYYY-MM)."""

    text: str
    since: str = ""
    until: str = ""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Organisation:
    """单位：an organisation with its names over time; its page collects all of them."""

    slug: str
    name: str
    former_names: tuple[OrganisationName, ...] = ()
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    district: str = ""
    """slug of the district"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every full name it ever had, today's first."""
        return (self.name, *(former.text for former in self.former_names))


class Direction(StrEnum):
    """方向 of a change as the case claims it."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Kpi:
    """指标：one figure before and after, with its definition. The change is computed."""

    name: str
    unit: str
    before: Decimal | None
    """None where nothing was measured before; nothing can then be compared"""
    after: Decimal
    before_text: str
    """as written, so that 95.0 stays 95.0; empty without a figure"""
    after_text: str
    period_before: str
    period_after: str
    direction: Direction
    basis: str = ""
    """口径：how it is counted"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        """As with cases."""
        _share(self, _SHARED_BY_KPIS)


class People(StrEnum):
    """人像：whether persons can be recognised in a picture."""

    NONE = "none"
    GROUP = "group"
    IDENTIFIABLE = "identifiable"


@dataclass(frozen=True, slots=True)
class Picture:
    """图片 of a case, a file beside case.md."""

    file: str
    alt: str
    caption: str = ""
    credit: str = ""
    kind: str = ""
    people: People = People.NONE
    consent_until: date | None = None
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """插图：a picture ready to be shown, with the address of its public rendition."""

    src: str
    """site-relative from the picture index; relative to the page where prose receives it"""
    width: int
    """pixels"""
    height: int
    """pixels"""
    alt: str
    caption: str = ""
    credit: str = ""
    webp: tuple[tuple[str, int], ...] = ()
    """lighter renditions in WebP, address and width in pixels, narrowest first"""


@dataclass(frozen=True, slots=True)
class Correction:
    """更正：what was corrected after publication, and when."""

    day: date
    text: str
    at: Places = field(default=NOWHERE, compare=False, repr=False)


class Section(NamedTuple):
    """章节：one second-level heading and what follows it, still Markdown."""

    slug: str
    """a known slug (team-profile …), or empty for a heading of the author's own"""
    title: str
    markdown: str
    line: int
    """line of the heading in case.md"""
    odd_heading: str = ""
    """the heading as written, where that is more than `## ` and the title"""

    @property
    def heading(self) -> str:
        """The line of the heading as written."""
        return self.odd_heading or f"## {self.title}"


class Sections(Sequence[Section]):
    """各章节 of one case in order, packed: an archive has a hundred thousand, and few are looked at.

    In a pickle they stand apart from the rest, so that a memory may leave them where they lie.
    """

    __slots__ = ("_packed",)

    def __init__(self, packed: bytes | memoryview) -> None:
        """As `pack` makes it: how many; how long the four texts of each are, and the line of its
        heading; then slug, title, text and odd heading of each, a line after every one of them.
        """
        self._packed = packed

    @classmethod
    def pack(cls, sections: Iterable[Section]) -> Sections:
        """All of one case."""
        texts: list[str] = []
        cuts = []
        for section in sections:
            mine = (section.slug, section.title, section.markdown, section.odd_heading)
            texts += mine
            cuts.append(_CUTS.pack(*map(len, mine), section.line))
        text = "".join(f"{one}\n" for one in texts)
        return cls(b"".join((_COUNT.pack(len(cuts)), *cuts, text.encode())))

    @property
    def text(self) -> str:
        """All texts, each on lines of its own."""
        return str(self._packed[_COUNT.size + len(self) * _CUTS.size :], "utf-8")

    def __len__(self) -> int:
        [number] = _COUNT.unpack_from(self._packed)
        return int(number)

    def __iter__(self) -> Iterator[Section]:
        start, text = 0, self.text
        cuts = self._packed[_COUNT.size : _COUNT.size + len(self) * _CUTS.size]
        for slug, title, markdown, odd, line in _CUTS.iter_unpack(cuts):
            named, told = start + slug, start + slug + 1 + title
            ended = told + 1 + markdown
            end = ended + 1 + odd
            yield Section(
                text[start:named],
                text[named + 1 : told],
                text[told + 1 : ended],
                line,
                text[ended + 1 : end],
            )
            start = end + 1

    @overload
    def __getitem__(self, at: int) -> Section: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Section, ...]: ...
    def __getitem__(self, at: int | slice) -> Section | tuple[Section, ...]:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sections) and self._packed == other._packed

    def __hash__(self) -> int:
        return hash(bytes(self._packed))

    def __repr__(self) -> str:
        return f"Sections({list(self)!r})"

    def __reduce_ex__(self, protocol: Any) -> tuple[object, ...]:
        return Sections, (
            PickleBuffer(self._packed) if protocol >= _APART else bytes(self._packed),
        )


@dataclass(frozen=True, slots=True)
class Case:
    """案例 — one write-up with its structured facts. Vocabulary fields hold slugs."""

    id: str
    year: int
    slug: str
    title: str
    organisation: str
    team: str
    domain: str
    industry: str
    district: str
    tier: str
    recommender: str
    summary: str
    rights_holder: str
    licence: str
    short_title: str = ""
    organisation_name: str = ""
    """as written in the case, which may be a former name"""
    category: str = "general"
    industry_class: str = ""
    key_industries: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    team_size: int | None = None
    founded: str = ""
    video: str = ""
    kpis: tuple[Kpi, ...] = ()
    pictures: tuple[Picture, ...] = ()
    corrections: tuple[Correction, ...] = ()
    sections: Sequence[Section] = ()
    folder: str = ""
    """folder of the case, relative to the project"""
    content_hash: str = ""
    """SHA-256 (hex) of case.md and its pictures; see hashing.hash_case"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        """What thousands of cases share is one text."""
        _share(self, _SHARED_BY_CASES)
        object.__setattr__(self, "methods", tuple(map(sys.intern, self.methods)))

    @property
    def key(self) -> tuple[str, str]:
        """What makes a case unique within its year: organisation and team."""
        return (self.organisation, self.team)


@dataclass(frozen=True, slots=True)
class Entry:
    """名单条目：one team in a year's published results."""

    organisation: str
    team: str
    domain: str
    tier: str
    recommender: str
    district: str = ""
    industry: str = ""
    industry_class: str = ""
    category: str = "general"
    organisation_name: str = ""
    nominated_national: bool = False
    """推荐全国：an act of the association"""
    national_result: str = ""
    """入选全国：the result of the national body, only with its source"""
    national_source: str = ""
    remark: str = ""
    """备注：for the office only, never published"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """What makes an entry unique within its year: organisation and team."""
        return (self.organisation, self.team)


@dataclass(frozen=True, slots=True)
class Count:
    """统计：one official count of the announcement."""

    term: str
    number: int
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """日程：one step in the calendar of the year's activity."""

    name: str
    when: str
    """as the notice says it, such as 6月下旬至7月"""
    start: date | None = None
    end: date | None = None
    by: str = ""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class YearResult:
    """年度结果：announcement, official counts, calendar and the full list of a year."""

    year: int
    activity: str
    announced_on: date | None
    announcement: str
    """slug of the notice that announces the results"""
    total: int
    entries: tuple[Entry, ...]
    tier_counts: tuple[Count, ...] = ()
    domain_counts: tuple[Count, ...] = ()
    category_counts: tuple[Count, ...] = ()
    nominated: int | None = None
    discrepancies: tuple[str, ...] = ()
    """where the list as it came in contradicts itself, for the office alone"""
    calendar: tuple[Step, ...] = ()
    complete: bool = True
    """every entry could be read; only then do counts of the entries mean anything"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)

    @cached_property
    def positions(self) -> Mapping[tuple[str, str], int]:
        """Where each organisation and team stands in the list, from 0; the first where twice."""
        entries = reversed(list(enumerate(self.entries)))
        return {entry.key: position for position, entry in entries}

    def entry_of(self, of: Case | Entry) -> Entry | None:
        """The entry with the same organisation and team; None where it is not listed."""
        position = self.positions.get(of.key)
        return None if position is None else self.entries[position]


@dataclass(frozen=True, slots=True)
class DocNumber:
    """发文字号，restored to the standard form 沪质协〔2022〕9号; `raw` as written."""

    text: str
    year: int
    raw: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件 of a notice, a file beside it."""

    file: str
    title: str
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Notice:
    """通知：an official notice of a year with its text and attachments."""

    year: int
    slug: str
    title: str
    kind: str
    issuer: str
    issued_on: date | None
    doc_number: DocNumber | None = None
    source: str = ""
    attachments: tuple[Attachment, ...] = ()
    calendar: tuple[Step, ...] = ()
    """日程 of the year that it opens"""
    markdown: str = ""
    body_line: int = 1
    """line of the first line of the body"""
    folder: str = ""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TopicCase:
    """专题案例：one case of a topic, and why it is worth reading."""

    id: str
    reason: str = ""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Topic:
    """专题：cases that editors put together, in their order."""

    slug: str
    title: str
    intro: str
    day: date | None
    """first day on which it is public"""
    cases: tuple[TopicCase, ...]
    until: date | None = None
    """last day on the home page; its own page stays"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Consent:
    """公开同意 of the organisation, with its scope."""

    given: bool
    day: date | None = None
    scope: tuple[str, ...] = ()
    """of website, wechat, poster"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Review:
    """审查：one step of review that is done, by whom or under which number, and when."""

    day: date | None
    by: str = ""
    doc_number: DocNumber | None = None
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PersonConsent:
    """个人同意：one person's own consent to be named, with its scope and end."""

    name: str
    day: date | None
    scope: tuple[str, ...] = ()
    """of website, wechat, poster"""
    until: date | None = None
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Waiver:
    """放行：one finding of the firewall let through, bound to the text that it covers."""

    check: str
    """id of the message"""
    file: str
    """path relative to the project"""
    text: str
    """the very text that is let through"""
    fingerprint: str
    """SHA-256 (hex) of the line that it stands in; see firewall.waivers"""
    by: str
    day: date | None
    reason: str
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Approval:
    """审批：the evidence that lets one case out, bound to the content by its hash."""

    case: str
    """permanent id of the case"""
    formal: Review | None = None
    expert: Review | None = None
    guidance: Review | None = None
    secrecy: Review | None = None
    consent: Consent | None = None
    portrait: str = ""
    """肖像授权: granted, not-applicable or empty"""
    persons: tuple[PersonConsent, ...] = ()
    """个人同意 of those whom the text names"""
    content_hash: str = ""
    approved_by: str = ""
    approved_on: date | None = None
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clearance:
    """把关：what of a case's approval is public: days and scope; no person, no inner number."""

    formal: date | None = None
    expert: date | None = None
    guidance: date | None = None
    secrecy: date | None = None
    consent: date | None = None
    scope: tuple[str, ...] = ()
    """what the organisation agreed to: website, wechat, poster"""
    first_published: date | None = None


@dataclass(frozen=True, slots=True)
class PublishedAddress:
    """台账：one public id and its address. Entries are added, never removed."""

    id: str
    address: str
    first_published: date | None
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PublishedList:
    """公布台账：how many entries a year's public list has. The last record of a year rules."""

    year: int
    announced_on: date
    entries: int
    reason: str = ""
    """why there are fewer than before"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤下：a case that was public and must not be any more; its address keeps a tombstone."""

    id: str
    address: str
    day: date
    """first day on which the case is gone"""
    reason: str
    """code of the reason, see fields.WITHDRAWAL"""
    by: str = ""
    """经办人：for the office only, never published"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Post:
    """公众号文章 that was published about a case. Records are added, seldom removed."""

    id: str
    """of the case"""
    url: str
    day: date | None
    title: str
    draft: str = ""
    """活动/代号 of the draft that it was made from"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Contact:
    """联系方式 of the office: landline and office mail only, no persons."""

    department: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Site:
    """站点设置：publisher, guiding bodies, filing numbers and wording of the whole site."""

    name: str
    tagline: str
    publisher: str
    base_url: str
    guiding_bodies: tuple[str, ...] = ()
    sample_data: bool = False
    """示例数据：every page then says so"""
    icp: str = ""
    mps: str = ""
    platform_url: str = ""
    association_url: str = ""
    licence: str = ""
    contact: Contact = Contact()
    picks: tuple[str, ...] = ()
    """ids of the cases that the editors put on the home page"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)
