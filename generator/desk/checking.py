"""检查：every problem of the project, and letting one through by name and reason."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from generator import pipeline, waiving
from generator.clock import today
from generator.desk.context import desk, go
from generator.desk.excerpts import Excerpts
from generator.desk.findings import cases_by_file, count_levels, group_findings
from generator.people import NAME_RULE, REASON_RULE, parse_name, parse_reason
from generator.problems import Problem

views = Blueprint("checking", __name__)


@views.get("/check")
def index() -> str:
    """全部问题 by file."""
    loaded = pipeline.load(desk().root)
    excerpts = Excerpts(desk().root, lines=loaded.content.lines)
    return render_template(
        "check.html",
        files=group_findings(loaded.problems, excerpts),
        counts=count_levels(loaded.problems),
        cases=cases_by_file(loaded.content),
        blocked=loaded.blocked,
        is_waivable=waiving.is_waivable,
        key_of=waiving.key_of,
    )


@views.get("/check/waive/<key>")
def ask(key: str) -> str | Response:
    """Who lets this one finding through, and why?"""
    found = _find(key)
    return _form(found, "") if found else go("checking.index", "waive-stale")


@views.post("/check/waive/<key>")
def waive(key: str) -> str | Response:
    """放行 one finding, bound to its text."""
    with desk().alone():
        found = _find(key)
        if found is None:
            return go("checking.index", "waive-stale")
        by = parse_name(request.form.get("by", ""))
        reason = parse_reason(request.form.get("reason", ""))
        if not (by and reason):
            return _form(found, REASON_RULE if by else f"姓名：{NAME_RULE}")
        waiving.waive(desk().root, found, by, reason, today())
    return go("checking.index", "waived")


def _find(key: str) -> Problem | None:
    problems = pipeline.load(desk().root).problems
    return next((p for p in problems if waiving.is_waivable(p) and waiving.key_of(p) == key), None)


def _form(found: Problem, fault: str) -> str:
    [file] = group_findings([found], Excerpts(desk().root))
    shown = [*file.findings, *file.notes]
    if len(shown) != 1:
        abort(404)
    return render_template(
        "waive.html", file=file, finding=shown[0], key=waiving.key_of(found), fault=fault
    )
