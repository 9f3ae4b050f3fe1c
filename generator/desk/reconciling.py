"""核对：list, write-ups, approvals and announcement of a year side by side, on the page or as mail."""

from __future__ import annotations

import io

from flask import Blueprint, Response, abort, render_template, send_file

from generator.content import Content, read_content
from generator.desk.context import desk
from generator.desk.excerpts import Excerpts
from generator.desk.findings import cases_by_file, count_levels, group_findings
from generator.reconcile import Reconciliation, reconcile_year
from generator.reconcile.render import LABELS, cells_of, render_html

views = Blueprint("reconciling", __name__)


@views.get("/years/<int:year>")
def year(year: int) -> str:
    """What `anli reconcile` says of a year."""
    content, found = _reconcile(year)
    return render_template(
        "reconcile.html",
        found=found,
        counts=count_levels(found.problems),
        labels=LABELS,
        rows=[(row.case, cells_of(row)) for row in found.board],
        cases=cases_by_file(content),
        files=group_findings(found.problems, Excerpts(desk().root)),
    )


@views.get("/years/<int:year>/report.html")
def report(year: int) -> Response:
    """The page that `anli reconcile --html` writes, to be kept or mailed."""
    page = io.BytesIO(render_html(_reconcile(year)[1]).encode())
    return send_file(page, "text/html", as_attachment=True, download_name=f"{year}年核对.html")


def _reconcile(year: int) -> tuple[Content, Reconciliation]:
    if not 1990 <= year <= 2099:
        abort(404)
    content, problems = read_content(desk().root)
    return content, reconcile_year(content, problems, year)
