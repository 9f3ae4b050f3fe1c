"""内容：everything that people wrote, read into values; nothing is judged public here."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from generator import builders, fields
from generator.hashing import hash_case, is_leaving
from generator.memo import Memo, Task, fingerprint
from generator.model import (
    Approval,
    Case,
    Notice,
    Organisation,
    Post,
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
from generator.reader import Reader
from generator.schema import Reading
from generator.sections import split_sections
from generator.sources import read_text
from generator.survey import Survey, state_of
from generator.workers import FEW

Read = Callable[[Reader], Any]
"""reads one thing, and notes what is wrong with it"""

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
PAGES = "site_config/pages"
LEDGER = "site_config/published.yaml"
ORGANISATIONS = "site_config/organisations.yaml"
YEAR_FILES = {"results.yaml", "approvals.yaml", "waivers.yaml", "notices"}
PICTURE_SUFFIXES = {".png", ".jpg", ".jpeg", ".webp"}
LONG = 200_000
"""bytes of YAML that take longer to read, a quarter of a second, than another process to start"""
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
    posts: tuple[Post, ...] = ()
    """公众号文章 in the order of writing"""
    pages: tuple[str, ...] = ()
    """files of the office's own pages"""
    states: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """what each case and each year was read from, by folder: in words → fingerprint"""

    @property
    def cases(self) -> tuple[Case, ...]:
        """All cases of all years, public or not."""
        return tuple(case for year in self.years for case in year.cases)

    @property
    def lists(self) -> dict[int, PublishedList]:
        """公布过的名单 by year, as last recorded."""
        return {record.year: record for record in self.announced}

    def alone(self, case: Case, year: YearFolder) -> Content:
        """What concerns one case by itself, and nothing else of its year or of any other."""
        mine = replace(year, results=None, approvals=(), cases=(case,), notices=(), waivers=())
        return replace(self, years=(mine,), topics=(), posts=(), pages=())

    def beside_cases(self, year: YearFolder | None) -> Content:
        """What lies in a year beside its cases; None: what lies in no year."""
        years = (replace(year, approvals=(), cases=(), waivers=()),) if year else ()
        rest = replace(self, years=years)
        return replace(rest, topics=(), posts=(), pages=()) if year else rest

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


def read_content(
    root: Path, memo: Memo | None = None, seen: Survey | None = None
) -> tuple[Content, list[Problem]]:
    """Read all sources below the project folder; every problem of every file comes back.

    With a `memo`, what stands as it stood is not read again: as it was `seen` a moment ago, or now.
    """
    reader = Reader(root, memo or Memo())
    reader.reading.vocabularies = {
        slug: vocabulary for slug in VOCABULARIES if (vocabulary := _read_vocabulary(reader, slug))
    }
    long = _long_settings(reader)
    few = _few(reader, [task.name for task in long])
    organisations, ledger = _recall(reader, "settings", long, few)
    reader.reading.organisations = dict(_names_of(organisations))
    content = Content(
        root=root,
        site=_read_site(reader),
        vocabularies=reader.reading.vocabularies,
        organisations=organisations,
        ledger=ledger,
        announced=_read_announced(reader),
        withdrawals=_read_withdrawals(reader),
        years=_read_years(reader, seen or Survey(root)),
        topics=tuple(_read_topics(reader)),
        pages=tuple(f"{PAGES}/{path.name}" for path in sorted((root / PAGES).glob("*.md"))),
        posts=_read_posts(reader),
        lines=reader.lines,
        states=reader.states,
    )
    return content, reader.reading.problems


def read_again(content: Content, folders: Collection[str]) -> tuple[Content, list[Problem]]:
    """Only these cases, with the approvals of their years, as they stand now."""
    names = dict(_names_of(content.organisations))
    reader = Reader(content.root, reading=Reading([], content.vocabularies, names))
    years = []
    for year in content.years:
        mine = sorted(folder for folder in folders if folder.startswith(f"{year.folder}/"))
        if mine:
            cases = [case for folder in mine for case in _read_case(reader, year.year, folder)]
            approvals = _read_approvals(reader, year.year)
            years.append(replace(year, cases=tuple(cases), approvals=approvals))
    return replace(content, years=tuple(years)), reader.reading.problems


def _long_settings(reader: Reader) -> list[Task[Read]]:
    """单位名录 and 台账, which grow with the archive."""
    folder = reader.root / "site_config"
    terms = {"词表": state_of(folder / "vocabulary")}
    return [
        Task(file, {"文件": state_of(folder, {Path(file).name}), **terms}, read)
        for file, read in ((ORGANISATIONS, _read_organisations), (LEDGER, _read_ledger))
    ]


def _names_of(organisations: tuple[Organisation, ...]) -> Iterator[tuple[str, Organisation]]:
    """Aliases first, so that a full name wins where two organisations share a text."""
    for organisation in organisations:
        for name in (*organisation.aliases, organisation.short_name):
            if name:
                yield name, organisation
    for organisation in organisations:
        for name in organisation.all_names:
            yield name, organisation


def _read_vocabulary(reader: Reader, slug: str) -> Vocabulary | None:
    file = f"site_config/vocabulary/{slug}.yaml"
    if not (reader.root / file).is_file():
        reader.reading.report("vocabulary.missing", Place(file), name=slug)
        return None
    record = reader.yaml(file, fields.VOCABULARY)
    if record is None or builders.is_broken(record, fields.VOCABULARY):
        return None
    return builders.build_vocabulary(slug, record)


def _read_organisations(reader: Reader) -> tuple[Organisation, ...]:
    record = reader.yaml(ORGANISATIONS, fields.ORGANISATIONS)
    return builders.build_organisations(record) if record else ()


def _read_site(reader: Reader) -> Site | None:
    file = "site_config/site.yaml"
    if not (reader.root / file).exists():
        hint = "站名、主办单位和网址写在这里。"
        reader.reading.report("file.missing", Place(file), name=file, hint=hint)
    record = reader.yaml(file, fields.SITE)
    return builders.build_site(record) if record else None


def _read_ledger(reader: Reader) -> tuple[PublishedAddress, ...]:
    record = reader.yaml(LEDGER, fields.LEDGER)
    return builders.build_ledger(record) if record else ()


def _read_announced(reader: Reader) -> tuple[PublishedList, ...]:
    record = reader.yaml("site_config/announced.yaml", fields.ANNOUNCED)
    return builders.build_announced(record) if record else ()


def _read_withdrawals(reader: Reader) -> tuple[Withdrawal, ...]:
    record = reader.yaml("site_config/withdrawn.yaml", fields.WITHDRAWN)
    return builders.build_withdrawals(record) if record else ()


def _read_posts(reader: Reader) -> tuple[Post, ...]:
    record = reader.yaml("site_config/posts.yaml", fields.POSTS)
    return builders.build_posts(record) if record else ()


def _read_topics(reader: Reader) -> Iterator[Topic]:
    folder = reader.root / "site_config" / "topics"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        file = f"site_config/topics/{path.name}"
        if path.suffix != ".yaml" or is_leaving(path.name):
            reader.warn_of(file)
        elif not SLUG.fullmatch(path.stem):
            reader.reading.report("file.name", Place(file), value=path.name)
        elif record := reader.yaml(file, fields.TOPIC):
            yield builders.build_topic(record, path.stem)


def _years(reader: Reader) -> list[int]:
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


def _read_years(reader: Reader, seen: Survey) -> tuple[YearFolder, ...]:
    """Years and cases, side by side; those that stand as they stood come from memory."""
    years = _years(reader)
    terms = {"词表和单位名录": _fingerprint_of_terms(reader)}
    tasks = [task for year in years for task in _tasks_of(reader, year, seen, terms)]
    lists = [
        f"cases/{year}/{name}" for year in years for name in ("results.yaml", "approvals.yaml")
    ]
    folders: list[YearFolder] = []
    cases: list[list[Case]] = []
    for found in _recall(reader, "read", tasks, _few(reader, lists)):
        if isinstance(found, YearFolder):
            folders.append(found)
            cases.append([])
        else:
            cases[-1] += found
    return tuple(replace(one, cases=tuple(mine)) for one, mine in zip(folders, cases, strict=True))


def _tasks_of(
    reader: Reader, year: int, seen: Survey, terms: Mapping[str, str]
) -> Iterator[Task[Read]]:
    """What lies beside the cases of a year, then each of them, all on one shelf."""
    parts = {"名单、审批和通知": _state_of_year(reader, year), **terms}
    yield Task(f"cases/{year}/", parts, partial(_read_year, year=year))
    for folder in _case_folders(reader, year):
        parts = {"正文和图片": seen.state_of(folder), **terms}
        yield Task(folder, parts, partial(_read_case, year=year, folder=folder))


def _few(reader: Reader, files: Iterable[str]) -> int:
    """How many tasks are left to one process: two are worth a second one where the files are long."""
    paths = [reader.root / file for file in files]
    size = sum(path.stat().st_size for path in paths if path.is_file())
    return 2 if size > LONG else FEW


def _recall(reader: Reader, step: str, tasks: Sequence[Task[Read]], few: int = FEW) -> list[Any]:
    """Each by itself, with a reader of its own; its problems are added to those of this one."""

    def read_alone(read: Read) -> tuple[Any, list[Problem]]:
        alone = Reader(reader.root, reading=replace(reader.reading, problems=[]))
        return read(alone), alone.reading.problems

    found = []
    for task, (value, problems) in zip(
        tasks, reader.memo.map(step, read_alone, tasks, few=few, guarded=True), strict=True
    ):
        reader.states[task.name.rstrip("/")] = task.parts
        reader.reading.problems += problems
        found.append(value)
    return found


def _state_of_year(reader: Reader, year: int) -> str:
    """状态 of the files of a year that belong to no case, and of its notices."""
    folder = reader.root / "cases" / str(year)
    return state_of(folder, YEAR_FILES) + state_of(folder / "notices")


def _read_year(reader: Reader, year: int) -> YearFolder:
    """What lies beside the cases of a year; terms are read by the labels of that year."""
    reader.reading.year = year
    results = reader.yaml(f"cases/{year}/results.yaml", fields.RESULTS)
    waivers = reader.yaml(f"cases/{year}/waivers.yaml", fields.WAIVERS)
    return YearFolder(
        year=year,
        results=builders.build_results(results) if results else None,
        approvals=_read_approvals(reader, year),
        notices=_read_notices(reader, year),
        waivers=builders.build_waivers(waivers) if waivers else (),
    )


def _read_approvals(reader: Reader, year: int) -> tuple[Approval, ...]:
    record = reader.yaml(f"cases/{year}/approvals.yaml", fields.APPROVALS)
    return builders.build_approvals(record) if record else ()


def _read_notices(reader: Reader, year: int) -> tuple[Notice, ...]:
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


def _read_notice(reader: Reader, file: str) -> list[Notice]:
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


def _fingerprint_of_terms(reader: Reader) -> str:
    """指纹 of what decides how the words of a case are read."""
    files = (*(f"site_config/vocabulary/{slug}.yaml" for slug in VOCABULARIES), ORGANISATIONS)
    return fingerprint(*(read_text(reader.root, file)[0].text for file in files))


def _case_folders(reader: Reader, year: int) -> Iterator[str]:
    with os.scandir(reader.root / "cases" / str(year)) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        file = f"cases/{year}/{entry.name}"
        if entry.name in YEAR_FILES or is_leaving(entry.name):
            continue
        if not entry.is_dir(follow_symlinks=False):
            reader.warn_of(file)
        else:
            yield file


def _read_case(reader: Reader, year: int, folder: str) -> tuple[Case, ...]:
    """One folder by itself: nothing but what it holds and the terms of its year."""
    reader.reading.year = year
    path, file = reader.root / folder, f"{folder}/case.md"
    if not os.path.lexists(path / "case.md"):
        hint = "每个案例一个文件夹，里面是 case.md 和图片。"
        reader.reading.report("file.missing", Place(folder), name="case.md", hint=hint)
        return ()
    if not SLUG.fullmatch(path.name):
        reader.reading.report("case.folder", Place(file), name=path.name)
    found = reader.document(file, fields.CASE)
    if found is None:
        return ()
    record, document = found
    intro, sections = split_sections(document.body, document.body_line)
    if intro.strip():
        line = document.body_line + _first_text_line(document.body)
        reader.reading.report("case.before-first-section", Place(file, line, 1))
    case = builders.build_case(record, path.name, folder, sections, hash_case(path, document.text))
    listed = {picture.file for picture in case.pictures}
    for other in sorted(os.listdir(path)):  # noqa: PTH208 - names are all that is wanted
        if other != "case.md" and other not in listed:
            reader.warn_of(f"{folder}/{other}")
    return (case,)


def _first_text_line(body: str) -> int:
    return next(n for n, line in enumerate(body.split("\n")) if line.strip())
