"""生成：campaigns → drafts, withdrawn ones emptied, and the overviews; for command and desk alike."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.cache import FOLDER, Cache
from generator.output import lock
from generator.pipeline import Loaded
from generator.problems import Problem, in_order
from generator.values import suggestion
from generator.wechat.drafts import Made, make_drafts, plan_jobs
from generator.wechat.folders import remove_strays
from generator.wechat.opened import Opened, open_project
from generator.wechat.preview.hosted import find_hosted
from generator.wechat.preview.overview import survey, write_indexes
from generator.wechat.recalls import recall_drafts


class UnknownDraftError(Exception):
    """没有这个活动或推文; the text says which was perhaps meant."""


@dataclass(frozen=True, slots=True)
class Built:
    """生成的结果."""

    opened: Opened
    made: list[Made]
    recalled: list[Path]
    strays: list[Path]
    problems: list[Problem]


def build_drafts(root: Path, out: Path, target: str, day: date) -> Built | Loaded:
    """All drafts, those of a campaign or a single one; what was read where the content has errors.

    Raises UnknownDraftError, and LockedError when another run is at it.
    """
    with lock(root / FOLDER / "lock-wechat"):
        opened = open_project(root, day)
        if not isinstance(opened, Opened):
            return opened
        jobs, problems = plan_jobs(opened.archive, opened.campaigns, opened.eligibility, target)
        names = [f"{c.slug}/{d.slug}" for c in opened.campaigns.campaigns for d in c.drafts]
        if target and not any(name == target or name.startswith(f"{target}/") for name in names):
            known = [*names, *(campaign.slug for campaign in opened.campaigns.campaigns)]
            hint = suggestion(target, known)
            raise UnknownDraftError(f"没有“{target}”这个活动或推文。{hint}")
        made = make_drafts(root, out, jobs, opened.archive)
        gone = {w.id for w in opened.loaded.content.withdrawals if w.day <= day}
        recalled = recall_drafts(out, gone)
        strays = [] if target else remove_strays(out, names)
        posts = opened.loaded.content.posts
        views = survey(out, opened.campaigns, posts, find_hosted(root, os.environ))
        write_indexes(out, views, Cache(root / FOLDER))
    return Built(opened, made, recalled, strays, in_order([*opened.problems, *problems]))
