"""草稿：campaigns → folders below dist/wechat, each written whole, none written twice the same."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.cache import FOLDER, Cache, read_checked, write_checked
from generator.catalogue import problem
from generator.drawing.fonts import find_fonts
from generator.gate import Archive, PublicYear
from generator.memo import code, cores, fingerprint
from generator.model import Case
from generator.pages.index import build_index
from generator.problems import Problem
from generator.prose import plain_text
from generator.values import suggestion
from generator.wechat.blocks import Article, Kind
from generator.wechat.campaigns import Campaign, Campaigns
from generator.wechat.choosing import Chosen, choose
from generator.wechat.compose import Desk, compose
from generator.wechat.editing import basis_of
from generator.wechat.eligible import Eligibility
from generator.wechat.folders import states_of, write_folder
from generator.wechat.origins import origins_of
from generator.wechat.preview.hosted import find_hosted
from generator.wechat.preview.page import looks
from generator.wechat.reading import known_names
from generator.wechat.studio import Job, Sheet, Studio, make_files
from generator.workers import spread

DIST = "dist/wechat"
NEW, UNCHANGED = "已生成", "没有变化"


@dataclass(frozen=True, slots=True)
class Made:
    """做好的草稿."""

    name: str
    """活动/代号"""
    folder: Path
    title: str
    state: str
    counts: Mapping[str, int]
    """findings by level"""

    def as_json(self) -> dict[str, object]:
        """The contract of `--json`."""
        return {**asdict(self), "folder": str(self.folder)}


def plan_jobs(
    archive: Archive, campaigns: Campaigns, eligibility: Eligibility, target: str
) -> tuple[list[Job], list[Problem]]:
    """活动 → what has to be made. `target`: a campaign, or one draft of it; empty for all."""
    wanted, _, slug = target.partition("/")
    jobs: list[Job] = []
    problems: list[Problem] = []
    for campaign in campaigns.campaigns:
        if wanted in ("", campaign.slug):
            found, said = _jobs_of(campaign, campaigns, archive, eligibility)
            jobs += [job for job in found if slug in ("", job.draft.slug)]
            problems += said
    return jobs, problems


def _jobs_of(
    campaign: Campaign, campaigns: Campaigns, archive: Archive, eligibility: Eligibility
) -> tuple[list[Job], list[Problem]]:
    index = build_index(archive)
    chosen, problems = choose(campaign, eligibility, frozenset(index.years))
    desk = Desk(index, campaign, campaigns.edits_of(campaign))
    issues = {one.draft.slug: one.cases[0] for one in chosen if one.draft.kind is Kind.SERIES}
    jobs = []
    for one in chosen:
        draft = compose(one, desk, issues)
        sheets = tuple(_sheet(article, one, desk, issues) for article in draft.articles)
        hashes = tuple(case.content_hash for case in one.cases)
        ticks = campaigns.ticks.get(f"{campaign.slug}/{draft.slug}", ())
        jobs.append(Job(campaign.slug, one.draft, draft, sheets, hashes, ticks))
    problems += _check_edits(campaign, jobs, desk)
    return jobs, problems


def _sheet(article: Article, chosen: Chosen, desk: Desk, issues: Mapping[str, Case]) -> Sheet:
    cases = tuple(case for case in chosen.cases if case.id in article.cases)
    year = _year_of(chosen, desk)
    edits = desk.edits_of(article.slug)
    quoted = cases if edits.quote else ()
    texts = [section.markdown for case in quoted for section in case.sections]
    return Sheet(
        article,
        edits,
        origins_of(chosen.draft, cases, desk, edits, issues),
        basis_of(cases, year),
        plain_text("\n\n".join(texts)),
    )


def _year_of(chosen: Chosen, desk: Desk) -> PublicYear | None:
    return None if chosen.draft.year is None else desk.index.years[chosen.draft.year]


def _check_edits(campaign: Campaign, jobs: Sequence[Job], desk: Desk) -> Iterator[Problem]:
    """编辑稿 of no article, and pictures that are in no case."""
    articles = {article.slug: article for job in jobs for article in job.draft.articles}
    planned = {draft.slug for draft in campaign.drafts}
    for slug, edits in desk.edits.items():
        article = articles.get(slug)
        if article is None:
            if slug.partition("--")[0] not in planned:
                name = f"{campaign.slug}/{slug}.yaml"
                yield problem("campaign.edits-orphan", edits.at.whole, name=name)
            continue
        pictures = [p.file for id in article.cases for p in desk.index.by_id[id].pictures]
        for file in edits.pictures:
            if file not in pictures:
                hint = suggestion(file, pictures)
                place = edits.at.of("pictures")
                yield problem("campaign.picture", place, file=file, suggestion=hint)


def make_drafts(root: Path, out: Path, jobs: Sequence[Job], archive: Archive) -> list[Made]:
    """要做的草稿 → folders below `out`. What stands as it stood is not made again."""
    studio = Studio(
        root=root,
        names=known_names(build_index(archive)),
        fonts=find_fonts(),
        cache=Cache(root / FOLDER),
        hosted=find_hosted(root, os.environ),
    )
    fonts = studio.fonts.digest if studio.fonts else ""
    common = fingerprint(code(), looks(), studio.names, fonts, studio.hosted.digest)

    def make(job: Job) -> Made:
        return _make(job, studio, out, common)

    return spread(make, jobs, cores(), lambda job: job.name, guarded=True)


def _make(job: Job, studio: Studio, out: Path, common: str) -> Made:
    folder = out / job.campaign / job.draft.slug
    stamp = studio.root / FOLDER / "wechat-drafts" / fingerprint(str(folder.resolve()))
    key = fingerprint(common, job.key)
    state, counts = UNCHANGED, _counts_of_unchanged(stamp, key, folder)
    if counts is None:
        files, account = make_files(job, studio)
        write_folder(folder, files)
        state, counts = NEW, account.counts
        entry = {"key": key, "files": states_of(folder), "counts": counts}
        write_checked(stamp, json.dumps(entry).encode())
    return Made(job.name, folder, job.draft.articles[0].title, state, counts)


def _counts_of_unchanged(stamp: Path, key: str, folder: Path) -> dict[str, int] | None:
    """Findings of the folder as it was made, when nobody has touched it since."""
    data = read_checked(stamp)
    entry = json.loads(data) if data else {}
    same = entry.get("key") == key and entry["files"] == states_of(folder)
    return entry["counts"] if same else None
