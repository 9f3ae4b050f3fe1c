"""首页：where the year stands, and the place to drop papers."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from flask import Blueprint, abort, render_template, request, send_file
from werkzeug.wrappers import Response

from generator import pipeline
from generator.clock import today
from generator.content import read_content
from generator.desk.context import desk, go
from generator.desk.findings import count_levels
from generator.desk.uploads import MOST_FILES, create_batch, list_batches
from generator.desk.years import build_years, choose_year, offered_years
from generator.intake.template_word import write_case_template
from generator.intake.templates import write_approvals_template, write_results_template

views = Blueprint("home", __name__)
TEMPLATES = {
    "results": ("结果名单", ".xlsx", write_results_template),
    "case": ("案例材料", ".docx", write_case_template),
    "approvals": ("审批记录", ".xlsx", write_approvals_template),
}
"""blank papers by the name that `anli template` gives them"""


@views.get("/")
def index() -> str:
    """首页."""
    loaded = pipeline.load(desk().root)
    years = build_years(loaded.content, today())
    counts = count_levels(loaded.problems)
    return render_template(
        "home.html",
        site=loaded.content.site,
        years=years,
        waiting=list_batches(desk().root),
        templates=TEMPLATES,
        chosen=choose_year(years, today()),
        offered=offered_years(years, today()),
        counts=counts,
    )


@views.get("/templates/<kind>/<int:year>")
def template(kind: str, year: int) -> Response:
    """空白表格 with the words of a year, the same as of `anli template`."""
    if kind not in TEMPLATES or not 1990 <= year <= 2099:
        abort(404)
    name, suffix, write = TEMPLATES[kind]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"template{suffix}"
        write(path, year, read_content(desk().root)[0].vocabularies)
        data = io.BytesIO(path.read_bytes())
    return send_file(data, as_attachment=True, download_name=f"{year}年{name}（空白）{suffix}")


@views.post("/papers")
def drop() -> Response:
    """Take the dropped files in; nothing of the project changes yet."""
    named = [(file.filename or "", file) for file in request.files.getlist("files")]
    files = [(name, file) for name, file in named if name and not name.startswith("~$")]
    year = request.form.get("year", "")
    if not files or not (year.isdigit() and 1990 <= int(year) <= 2099):
        return go("home.index", "no-files")
    if len(files) > MOST_FILES:
        return go("home.index", "too-many")
    papers = ((name, file.read()) for name, file in files)
    return go("papers.review", id=create_batch(desk().root, int(year), papers).id)
