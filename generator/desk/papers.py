"""来稿：read what was dropped, see what would change, then import it or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from generator.desk import importing
from generator.desk.changes import SIGNS, make_readable, sum_up
from generator.desk.context import desk, go
from generator.desk.excerpts import Excerpts
from generator.desk.findings import FileFindings, count_levels, group_findings
from generator.desk.kinds import KINDS
from generator.desk.uploads import Batch, Paper, read_batch, without, write_batch
from generator.intake.plan import Plan, write_plan
from generator.problems import has_errors

views = Blueprint("papers", __name__)


@views.get("/papers/<id>")
def review(id: str) -> str | Response:
    """The next step of a batch: findings and changes, from a dry run."""
    batch = read_batch(desk().root, id)
    if batch is None:
        return go("home.index", "gone")
    now = importing.papers_of_step(batch)
    plan = importing.plan_step(desk().root, batch)
    return render_template(
        "papers.html",
        batch=batch,
        kinds=KINDS,
        kind=KINDS[batch.stage],
        now=now,
        later=_count_kinds(paper for paper in batch.papers if paper not in now),
        changes=[make_readable(change) for change in plan.changes],
        total=sum_up(plan.changes),
        signs=SIGNS,
        counts=count_levels(plan.problems),
        files=_findings(batch, plan),
        refused=has_errors(plan.problems),
        may_update=not batch.update
        and any(p.id in importing.WAITS_FOR_UPDATE for p in plan.problems),
        seal=importing.seal(plan),
    )


def _findings(batch: Batch, plan: Plan) -> list[FileFindings]:
    papers = {paper.name: batch.path(paper) for paper in batch.papers}
    return group_findings(plan.problems, Excerpts(desk().root, papers))


def _count_kinds(papers: Iterable[Paper]) -> list[tuple[str, int]]:
    """How many there are of each kind, in the order of the steps."""
    counts = Counter(paper.kind for paper in papers)
    return [(name, counts[kind]) for kind, name in KINDS.items() if counts[kind]]


@views.post("/papers/<id>/confirm")
def confirm(id: str) -> Response:
    """Write what was shown, exactly that, and go on to the next step."""
    batch = _batch(id)
    with desk().alone():
        plan = importing.plan_step(desk().root, batch)
        if has_errors(plan.problems) or importing.seal(plan) != request.form.get("seal"):
            return go("papers.review", "moved", id=id)
        written = write_plan(desk().root, plan)
    left = without(batch, importing.papers_of_step(batch))
    done = "imported" if written else "nothing"
    return go("papers.review", done, id=id) if left else go("home.index", done)


@views.post("/papers/<id>/kind")
def change_kind(id: str) -> Response:
    """People know better what a paper is."""
    batch, kind = _batch(id), request.form.get("kind", "")
    paper = _paper(batch)
    if kind not in KINDS:
        abort(400)
    changed = (replace(p, kind=kind) if p == paper else p for p in batch.papers)
    write_batch(replace(batch, papers=tuple(changed)))
    return go("papers.review", id=id)


@views.post("/papers/<id>/update")
def update(id: str) -> Response:
    """Show what it would be to update what is there already."""
    write_batch(replace(_batch(id), update=True))
    return go("papers.review", id=id)


@views.post("/papers/<id>/leave")
def leave_out(id: str) -> Response:
    """One paper is not imported after all."""
    batch = _batch(id)
    left = without(batch, [_paper(batch)])
    return go("papers.review", id=id) if left else go("home.index", "dropped")


@views.post("/papers/<id>/discard")
def discard(id: str) -> Response:
    """Nothing of the batch is imported."""
    batch = _batch(id)
    without(batch, batch.papers)
    return go("home.index", "dropped")


def _batch(id: str) -> Batch:
    return read_batch(desk().root, id) or abort(404)


def _paper(batch: Batch) -> Paper:
    number = request.form.get("number", "")
    return next((p for p in batch.papers if str(p.number) == number), None) or abort(404)
