"""内容：everything that people wrote, read into values; nothing is judged public here."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from generator import builders, fields
from generator.catalogue import problem
from generator.fields import Table
from generator.hashing import hash_case, is_leaving
from generator.model import (
    Approval,
    Case,
    Notice,
    Organisation,
    PublishedAddress,
    PublishedList,
    Site,
    Topic,
    Vocabulary,
    Waiver,
    Withdrawal,
    YearResult,
)
from generator.problems import Place, Problem
from generator.schema import Reading, Record, read_record
from generator.sections import split_sections
from generator.sources import Document, SourceText, parse_document, parse_yaml, read_text

VOCABULARIES = (
    "domain",
    "industry",
    "district",
    "tier",
    "category",
    "method",
    "concept",
    "key-industry",
    "recommender",
)
YEAR_FILES = {"results.yaml", "approvals.yaml", "waivers.yaml", "notices"}
PICTURE_SUFFIXES = {".png", ".jpg", ".jpeg", ".webp"}
ATTACHMENT_SUFFIXES = {".pdf", ".csv", ".txt"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class YearFolder:
    """年度文件夹：what lies under cases/<year>/."""

    year: int
    results: YearResult | None
    approvals: tuple[Approval, ...] = ()
    notices: tuple[Notice, ...] = ()
    cases: tuple[Case, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    """findings of the firewall that somebody let through"""

    @property
    def folder(self) -> str:
        """Relative to the project."""
        return f"cases/{self.year}"

    @cached_property
    def _approvals(self) -> Mapping[str, tuple[Approval, ...]]:
        found: dict[str, tuple[Approval, ...]] = {}
        for approval in self.approvals:
            found[approval.case] = (*found.get(approval.case, ()), approval)
        return found

    def approvals_of(self, id: str) -> tuple[Approval, ...]:
        """审批记录 of a case: one, or something is wrong."""
        return self._approvals.get(id, ())


@dataclass(frozen=True, slots=True)
class Content:
    """全部内容：public or not. Only `gate` turns it into an Archive."""

    root: Path
    site: Site | None
    vocabularies: Mapping[str, Vocabulary]
    organisations: tuple[Organisation, ...]
    years: tuple[YearFolder, ...]
    """oldest first"""
    ledger: tuple[PublishedAddress, ...]
    announced: tuple[PublishedList, ...]
    """in the order of writing; the last record of a year rules"""
    withdrawals: tuple[Withdrawal, ...]
    lines: Mapping[str, list[str]]
    """lines of every source, for the excerpts of messages"""
    topics: tuple[Topic, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        """All cases of all years, public or not."""
        return tuple(case for year in self.years for case in year.cases)

    @property
    def lists(self) -> dict[int, PublishedList]:
        """公布过的名单 by year, as last recorded."""
        return {record.year: record for record in self.announced}

    def without(self, folders: Container[str]) -> Content:
        """The same content less these folders of years and of cases."""
        return replace(
            self,
            years=tuple(
                replace(year, cases=tuple(c for c in year.cases if c.folder not in folders))
                for year in self.years
                if year.folder not in folders
            ),
        )


@dataclass(slots=True)
class _Reader:
    """One walk through the tree; gathers problems and source lines on the way."""

    root: Path
    reading: Reading = field(default_factory=Reading)
    lines: dict[str, list[str]] = field(default_factory=dict)

    def text(self, file: str) -> SourceText | None:
        """A source as text, its problems noted; None when it cannot be read at all."""
        source, problems = read_text(self.root, file)
        self.reading.problems += problems
        if problems and not source.text:
            return None
        self.lines[file] = source.lines
        return source

    def yaml(self, file: str, table: Table) -> Record | None:
        """A YAML file as a record; None without a problem when there is no such file."""
        if not (self.root / file).exists():
            return None
        source = self.text(file)
        if source is None:
            return None
        node, problems = parse_yaml(source)
        if table is fields.APPROVALS:
            problems = [_in_doubt(found) for found in problems]
        self.reading.problems += problems
        return read_record(node, table, self.reading, Place(file, 1, 1)) if node else None

    def document(self, file: str, table: Table) -> tuple[Record, Document] | None:
        """A Markdown file with front matter as a record and its body."""
        source = self.text(file)
        if source is None:
            return None
        document, problems = parse_document(source)
        self.reading.problems += problems
        if document.front is None:
            return None
        record = read_record(document.front, table, self.reading, Place(file, 1, 1))
        return (record, document) if record else None

    def warn_of(self, file: str) -> None:
        """Note a file that is nobody's; leavings of editors and systems are passed over."""
        name = file.rsplit("/", 1)[-1]
        if not is_leaving(name):
            self.reading.report("file.unexpected", Place(file), name=name)


def _in_doubt(found: Problem) -> Problem:
    """“是 # 待确认” is no consent: a remark behind a value of an approval is an error."""
    is_remark = found.id == "yaml.comment-after-value"
    return problem("approval.remark", found.place) if is_remark else found


def read_content(root: Path) -> tuple[Content, list[Problem]]:
    """Read all sources below the project folder; every problem of every file comes back."""
    reader = _Reader(root)
    reader.reading.vocabularies = {
        slug: vocabulary for slug in VOCABULARIES if (vocabulary := _read_vocabulary(reader, slug))
    }
    organisations = _read_organisations(reader)
    reader.reading.organisations = dict(_names_of(organisations))
    content = Content(
        root=root,
        site=_read_site(reader),
        vocabularies=reader.reading.vocabularies,
        organisations=organisations,
        ledger=_read_ledger(reader),
        announced=_read_announced(reader),
        withdrawals=_read_withdrawals(reader),
        years=tuple(_read_year(reader, year) for year in _years(reader)),
        topics=tuple(_read_topics(reader)),
        lines=reader.lines,
    )
    return content, reader.reading.problems


def _names_of(organisations: tuple[Organisation, ...]) -> Iterator[tuple[str, Organisation]]:
    """Aliases first, so that a full name wins where two organisations share a text."""
    for organisation in organisations:
        for name in (*organisation.aliases, organisation.short_name):
            if name:
                yield name, organisation
    for organisation in organisations:
        for name in organisation.all_names:
            yield name, organisation


def _read_vocabulary(reader: _Reader, slug: str) -> Vocabulary | None:
    file = f"site_config/vocabulary/{slug}.yaml"
    if not (reader.root / file).is_file():
        reader.reading.report("vocabulary.missing", Place(file), name=slug)
        return None
    record = reader.yaml(file, fields.VOCABULARY)
    if record is None or builders.is_broken(record, fields.VOCABULARY):
        return None
    return builders.build_vocabulary(slug, record)


def _read_organisations(reader: _Reader) -> tuple[Organisation, ...]:
    record = reader.yaml("site_config/organisations.yaml", fields.ORGANISATIONS)
    return builders.build_organisations(record) if record else ()


def _read_site(reader: _Reader) -> Site | None:
    file = "site_config/site.yaml"
    if not (reader.root / file).exists():
        hint = "站名、主办单位和网址写在这里。"
        reader.reading.report("file.missing", Place(file), name=file, hint=hint)
    record = reader.yaml(file, fields.SITE)
    return builders.build_site(record) if record else None


def _read_ledger(reader: _Reader) -> tuple[PublishedAddress, ...]:
    record = reader.yaml("site_config/published.yaml", fields.LEDGER)
    return builders.build_ledger(record) if record else ()


def _read_announced(reader: _Reader) -> tuple[PublishedList, ...]:
    record = reader.yaml("site_config/announced.yaml", fields.ANNOUNCED)
    return builders.build_announced(record) if record else ()


def _read_withdrawals(reader: _Reader) -> tuple[Withdrawal, ...]:
    record = reader.yaml("site_config/withdrawn.yaml", fields.WITHDRAWN)
    return builders.build_withdrawals(record) if record else ()


def _read_topics(reader: _Reader) -> Iterator[Topic]:
    folder = reader.root / "site_config" / "topics"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        file = f"site_config/topics/{path.name}"
        if path.suffix != ".yaml" or is_leaving(path.name):
            reader.warn_of(file)
        elif not SLUG.fullmatch(path.stem):
            reader.reading.report("file.name", Place(file), value=path.name)
        elif record := reader.yaml(file, fields.TOPIC):
            yield builders.build_topic(record, path.stem)


def _years(reader: _Reader) -> list[int]:
    folder = reader.root / "cases"
    if not folder.is_dir():
        return []
    years = []
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            reader.reading.report("file.not-regular", Place(f"cases/{path.name}"), name=path.name)
        elif path.is_dir() and re.fullmatch(r"(19|20)\d\d", path.name):
            years.append(int(path.name))
        else:
            reader.warn_of(f"cases/{path.name}")
    return years


def _read_year(reader: _Reader, year: int) -> YearFolder:
    """One year's folder; terms are read by the labels of that year."""
    reader.reading.year = year
    folder = reader.root / "cases" / str(year)
    results = reader.yaml(f"cases/{year}/results.yaml", fields.RESULTS)
    approvals = reader.yaml(f"cases/{year}/approvals.yaml", fields.APPROVALS)
    waivers = reader.yaml(f"cases/{year}/waivers.yaml", fields.WAIVERS)
    notices = _read_notices(reader, year)
    cases = tuple(_read_cases(reader, year, folder))
    reader.reading.year = None
    return YearFolder(
        year=year,
        results=builders.build_results(results) if results else None,
        approvals=builders.build_approvals(approvals) if approvals else (),
        notices=notices,
        cases=cases,
        waivers=builders.build_waivers(waivers) if waivers else (),
    )


def _read_notices(reader: _Reader, year: int) -> tuple[Notice, ...]:
    folder = reader.root / "cases" / str(year) / "notices"
    if folder.is_symlink():
        place = Place(f"cases/{year}/notices")
        reader.reading.report("file.not-regular", place, name=folder.name)
        return ()
    if not folder.is_dir():
        return ()
    notices = []
    for path in sorted(folder.iterdir()):
        file = f"cases/{year}/notices/{path.name}"
        if path.suffix == ".md" and not is_leaving(path.name):
            notices += _read_notice(reader, file)
    used = {item.file for notice in notices for item in notice.attachments}
    for path in sorted(folder.iterdir()):
        if path.suffix != ".md" and path.name not in used:
            reader.warn_of(f"cases/{year}/notices/{path.name}")
    return tuple(notices)


def _read_notice(reader: _Reader, file: str) -> list[Notice]:
    folder, name = file.rsplit("/", 1)
    slug = name.removesuffix(".md")
    if not SLUG.fullmatch(slug):
        reader.reading.report("file.name", Place(file), value=name)
        return []
    found = reader.document(file, fields.NOTICE)
    if found is None:
        return []
    record, document = found
    return [builders.build_notice(record, slug, folder, document.body, document.body_line)]


def _read_cases(reader: _Reader, year: int, folder: Path) -> Iterator[Case]:
    for path in sorted(folder.iterdir()):
        file = f"cases/{year}/{path.name}"
        if path.name in YEAR_FILES or is_leaving(path.name):
            continue
        if path.is_symlink() or not path.is_dir():
            reader.warn_of(file)
        elif not (path / "case.md").exists():
            hint = "每个案例一个文件夹，里面是 case.md 和图片。"
            reader.reading.report("file.missing", Place(file), name="case.md", hint=hint)
        else:
            yield from _read_case(reader, file, path)


def _read_case(reader: _Reader, folder: str, path: Path) -> list[Case]:
    file = f"{folder}/case.md"
    if not SLUG.fullmatch(path.name):
        reader.reading.report("case.folder", Place(file), name=path.name)
    found = reader.document(file, fields.CASE)
    if found is None:
        return []
    record, document = found
    intro, sections = split_sections(document.body, document.body_line)
    if intro.strip():
        line = document.body_line + _first_text_line(document.body)
        reader.reading.report("case.before-first-section", Place(file, line, 1))
    case = builders.build_case(record, path.name, folder, sections, hash_case(path))
    listed = {picture.file for picture in case.pictures}
    for other in sorted(path.iterdir()):
        if other.name != "case.md" and other.name not in listed:
            reader.warn_of(f"{folder}/{other.name}")
    return [case]


def _first_text_line(body: str) -> int:
    return next(n for n, line in enumerate(body.split("\n")) if line.strip())
