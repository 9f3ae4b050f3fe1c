"""打开项目：what every command about WeChat begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import pipeline
from generator.cache import FOLDER
from generator.gate import Archive
from generator.memo import Memo, cores
from generator.pipeline import Loaded
from generator.problems import Problem
from generator.wechat.campaigns import Campaigns, read_campaigns
from generator.wechat.eligible import Eligibility, judge_cases


@dataclass(frozen=True, slots=True)
class Opened:
    """打开的项目."""

    loaded: Loaded
    archive: Archive
    campaigns: Campaigns
    eligibility: Eligibility
    problems: tuple[Problem, ...]
    """of the campaigns alone"""

    @property
    def lines(self) -> Mapping[str, list[str]]:
        """源文件的行, for the excerpts of messages."""
        return self.campaigns.lines


def open_project(root: Path, day: date) -> Opened | Loaded:
    """The project with its campaigns; only what was read where errors stand in the way."""
    loaded = pipeline.load(root, day=day, memo=Memo(root / FOLDER, cores()))
    if loaded.archive is None:
        return loaded
    campaigns, problems = read_campaigns(loaded.content)
    eligibility = judge_cases(loaded, loaded.archive, day)
    return Opened(loaded, loaded.archive, campaigns, eligibility, tuple(problems))
