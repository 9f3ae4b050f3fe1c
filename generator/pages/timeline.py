"""日程：the calendar of a year as a line of twelve months."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from generator.model import Step

MONTH = 10
"""width of a month on the strip, whatever its days"""
DUE_WIDTH = 1.6
"""width of a step of which only the deadline is known"""


@dataclass(frozen=True, slots=True)
class Strip:
    """横条 on a line of 120 units: where a step begins and how long it takes."""

    x: str
    width: str
    due: bool
    """only the deadline is known"""


@dataclass(frozen=True, slots=True)
class StepView:
    """日程 of one step, in the words of the notice."""

    name: str
    when: str
    by: str
    machine: str
    """ISO date for <time>; empty when unknown"""
    strip: Strip | None
    """None without a date, and where all of it lies in another year"""


def build_step(step: Step, year: int) -> StepView:
    """步骤 → 展示值."""
    day = step.start or step.end
    machine = day.isoformat() if day else ""
    return StepView(step.name, step.when, step.by, machine, build_strip(step, year))


def build_strip(step: Step, year: int) -> Strip | None:
    """步骤 → 横条 within its year."""
    first, last = step.start or step.end, step.end or step.start
    if first is None or last is None or first.year > year or last.year < year:
        return None
    end = _place(last, year, 1)
    if step.start is None:
        return Strip(f"{end - DUE_WIDTH:.1f}", f"{DUE_WIDTH:.1f}", due=True)
    start = _place(first, year, 0)
    return Strip(f"{start:.1f}", f"{max(end - start, DUE_WIDTH):.1f}", due=False)


def _place(day: date, year: int, after: int) -> float:
    """Units from the beginning of the year to a day, or with `after` 1 to its end."""
    if day.year != year:
        return 0.0 if day.year < year else 12.0 * MONTH
    share = (day.day - 1 + after) / monthrange(year, day.month)[1]
    return (day.month - 1 + share) * MONTH
