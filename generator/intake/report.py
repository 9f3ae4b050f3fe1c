"""报告：what an import found, as staff read it, in the order of the paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from generator.intake.plan import Plan
from generator.problems import Level, Problem, render_problem

_SIGNS = {"+": "新增", "~": "修改", "-": "去掉", "=": "不变"}
_LONG = 12
"""more findings of one kind than this are shortened"""


def render_problems(problems: Iterable[Problem]) -> str:
    """问题 → 文本: errors first within a file, cells in the order of reading."""
    ordered = sorted(dict.fromkeys(problems), key=_order)
    shown: Counter[str] = Counter()
    lines = []
    for problem in ordered:
        shown[problem.id] += 1
        if problem.level is not Level.NOTE or shown[problem.id] <= _LONG:
            lines.append(render_problem(problem))
    lines += (
        f"（{id} 同样的说明还有 {number - _LONG} 条，加 --json 可以看全部）"
        for id, number in shown.items()
        if number > _LONG and _is_note(ordered, id)
    )
    return "\n\n".join(lines)


def _is_note(problems: Iterable[Problem], id: str) -> bool:
    return any(problem.id == id and problem.level is Level.NOTE for problem in problems)


def _order(problem: Problem) -> tuple[str, int, int, int, str]:
    """File, sheet and cell: C5 stands before C14, and row 5 before row 14."""
    found = re.fullmatch(r"(.*!)([A-Z]{1,3})(\d+)", problem.place.file)
    if found:
        sheet, column, row = found.groups()
        return sheet, int(row), len(column), ord(column[-1]), problem.id
    return problem.place.file, problem.place.line, 0, 0, problem.id


def render_summary(plan: Plan) -> str:
    """Counts of rows, changes and findings, one line each."""
    lines = [*_rows(plan), *_changes(plan)]
    levels = Counter(problem.level for problem in set(plan.problems))
    errors, warnings, notes = (levels[level] for level in Level)
    return "\n".join([*lines, f"错误 {errors} 个，提醒 {warnings} 个，说明 {notes} 个。"])


def _rows(plan: Plan) -> Iterable[str]:
    rows = plan.facts.get("rows")
    if not isinstance(rows, dict):
        return
    if "sections" in rows:
        yield (
            f"读了 {rows['read']} 行 = 条目 {rows['entries']} + 分段 {rows['sections']}"
            f" + 没有导入 {rows['ignored']}。"
        )
        ignored = plan.facts.get("ignored")
        for row in ignored if isinstance(ignored, list) else ():
            yield f"  没有导入 {row['cell']}（{row['kind']}）：{row['text']}"
    else:
        yield f"读了 {rows['read']} 条：对上案例 {rows['matched']} 条，没有案例 {rows['unmatched']} 条。"


def _changes(plan: Plan) -> Iterable[str]:
    counts = Counter(change.sign for change in plan.changes)
    parts = [f"{label} {counts[sign]}" for sign, label in _SIGNS.items() if counts[sign]]
    if parts:
        yield "，".join(parts) + "。"
