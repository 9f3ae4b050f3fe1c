"""年度：in which step a year is, and where each typical case stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.content import Content, YearFolder
from generator.gate import missing_evidence, reasons_to_hold
from generator.model import Case
from generator.status import Standing, build_status


@dataclass(frozen=True, slots=True)
class Step:
    """一步 of a year."""

    name: str
    text: str
    """how far it has come, such as `8 / 12`"""
    done: bool
    now: bool = False
    """the first that is not done"""


@dataclass(frozen=True, slots=True)
class YearView:
    """一个年度 on the start page."""

    year: int
    steps: tuple[Step, ...]
    advice: str
    standings: tuple[Standing, ...]

    @property
    def finished(self) -> bool:
        """Whether every step is done."""
        return all(step.done for step in self.steps)


def build_years(content: Content, day: date) -> list[YearView]:
    """年度 of the content, newest first."""
    folders = sorted(content.years, key=lambda folder: folder.year, reverse=True)
    return [_build_year(content, folder, day) for folder in folders]


def _build_year(content: Content, folder: YearFolder, day: date) -> YearView:
    steps = _with_now(_steps(content, folder, day))
    advice = next(
        (_ADVICE[step.name] for step in steps if step.now),
        "这一年都做完了，可以生成、发布网站（anli build --release）。",
    )
    return YearView(folder.year, steps, advice, build_status(content, folder.year, day))


_ADVICE = {
    "结果名单": "下一步：放进结果名单（Excel）。",
    "结果公告": "下一步：放进结果公告（Word）。",
    "案例材料": "下一步：放进班组的案例材料（Word）。",
    "审批记录": "下一步：放进审批记录（Excel）。",
    "批准": "下一步：在下面的表里点班组名称，逐个看稿、批准。",
}


def _steps(content: Content, folder: YearFolder, day: date) -> list[Step]:
    results = folder.results
    keys = [e.key for e in results.entries if e.tier == "typical"] if results else []
    gone = {entry.id for entry in content.withdrawals if entry.day <= day}
    cases = [case for case in folder.cases if (case.organisation, case.team) in keys]
    complete = sum(_is_complete(case, folder) for case in cases)
    settled = sum(_is_settled(case, folder, gone) for case in cases)
    total = len(keys)
    return [
        Step("结果名单", f"{len(results.entries)} 个班组" if results else "还没有", bool(keys)),
        _announcement(folder, day),
        Step("案例材料", f"{len(cases)} / {total}", 0 < total <= len(cases)),
        Step("审批记录", f"{complete} / {total}", 0 < total <= complete),
        Step("批准", f"{settled} / {total}", 0 < total <= settled),
    ]


def _announcement(folder: YearFolder, day: date) -> Step:
    results = folder.results
    slugs = {notice.slug for notice in folder.notices}
    if results is None or results.announced_on is None or results.announcement not in slugs:
        return Step("结果公告", "还没有", done=False)
    when = f"{results.announced_on:%Y-%m-%d}"
    return Step("结果公告", when if results.announced_on <= day else f"{when} 公布", done=True)


def _is_complete(case: Case, folder: YearFolder) -> bool:
    found = [approval for approval in folder.approvals if approval.case == case.id]
    return len(found) == 1 and not missing_evidence(found[0])


def _is_settled(case: Case, folder: YearFolder, gone: Iterable[str]) -> bool:
    """Nobody has to decide any more: it may go out, is withdrawn, or was never to go out."""
    if case.id in gone:
        return True
    held = next(reasons_to_hold(case, folder), None)
    return held is None or held.id in ("approval.consent", "gate.tier")


def _with_now(steps: list[Step]) -> tuple[Step, ...]:
    first = next((step.name for step in steps if not step.done), "")
    return tuple(Step(s.name, s.text, s.done, s.name == first) for s in steps)


def choose_year(years: Iterable[YearView], day: date) -> int:
    """哪一年 is being worked on: the newest that is not finished, else the year of today."""
    return next((view.year for view in years if not view.finished), day.year)


def offered_years(years: Iterable[YearView], day: date) -> list[int]:
    """Years that papers can be dropped for, newest first: next year to the one before the first."""
    first = min((view.year for view in years), default=day.year)
    return list(range(day.year + 1, min(first, day.year - 4) - 2, -1))
