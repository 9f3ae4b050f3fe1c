"""核对报告：for the terminal, and as one page of HTML that can be mailed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from generator.pages.environment import environment_of
from generator.problems import LEVEL_LABEL, Level, display_width, render_problem
from generator.reconcile.compare import BoardRow, Reconciliation

_COLUMNS = (
    ("单位", "organisation"),
    ("班组", "team"),
    ("名单", "listed"),
    ("案例", "case"),
    ("审批材料", "approval"),
    ("同意范围", "consent"),
    ("视频", "video"),
    ("状态", "state"),
)
LABELS = tuple(label for label, _ in _COLUMNS)
"""heads of the board"""


def render_text(found: Reconciliation) -> str:
    """核对结果 → 文本."""
    numbers = "，".join(f"{name} {number}" for name, number in found.numbers)
    board = [cells_of(row) for row in found.board]
    parts = [f"{found.year} 年核对：{numbers or '没有名单'}", *_columns(board)]
    parts += ["", *("\n" + render_problem(problem) for problem in found.problems)]
    return "\n".join([*parts, "", summary(found)])


def _columns(rows: list[list[str]]) -> list[str]:
    """Cells under each other, by display width."""
    table = [[*LABELS], *rows] if rows else []
    widths = [max(map(display_width, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - display_width(cell))
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in table
    ]


def summary(found: Reconciliation) -> str:
    """One line of counts."""
    counts = Counter(problem.level for problem in found.problems)
    return "，".join(f"{LEVEL_LABEL[level]} {counts[level]} 个" for level in Level) + "。"


def render_html(found: Reconciliation) -> str:
    """核对结果 → one page without anything from outside; every text is escaped."""
    return (
        environment_of(Path(__file__).parent)
        .get_template("report.html")
        .render(
            found=found,
            summary=summary(found),
            labels=LABELS,
            rows=[cells_of(row) for row in found.board],
            groups=_groups(found),
        )
    )


def cells_of(row: BoardRow) -> list[str]:
    """进度的一行, under LABELS."""
    return [getattr(row, name) or "—" for _, name in _COLUMNS]


def _groups(found: Reconciliation) -> list[dict[str, object]]:
    """Findings by level, with the place as people write it."""
    groups: list[dict[str, object]] = []
    for level in Level:
        problems = [problem for problem in found.problems if problem.level is level]
        if problems:
            shown = [
                {
                    "where": ":".join(str(p) for p in (q.place.file, q.place.line) if p),
                    "message": q.message,
                    "hint": q.hint,
                    "id": q.id,
                }
                for q in problems
            ]
            groups.append({"level": level.value, "label": LEVEL_LABEL[level], "problems": shown})
    return groups
