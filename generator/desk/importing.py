"""导入：one step of a batch → the plan that `anli import … --dry-run` shows. Nothing is written."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.content import read_content
from generator.desk.kinds import KINDS
from generator.desk.uploads import Batch, Paper
from generator.intake.approvalbook import plan_approvals
from generator.intake.approvals import read_approvals
from generator.intake.batch import read_papers
from generator.intake.caselist import plan_cases
from generator.intake.notice import read_notice
from generator.intake.noticebook import plan_notice
from generator.intake.plan import Plan
from generator.intake.results import read_results
from generator.intake.yearlist import plan_results

WAITS_FOR_UPDATE = {"intake.case-exists", "intake.notice-exists"}
"""problems that say: it is there already and stays as it is, unless told to update"""


def papers_of_step(batch: Batch) -> tuple[Paper, ...]:
    """来稿 of the next step: write-ups all together, anything else one by one."""
    papers = batch.of(batch.stage)
    return papers if batch.stage == "cases" else papers[:1]


def plan_step(root: Path, batch: Batch) -> Plan:
    """写入计划 of the next step of a batch that is not empty."""
    paths = [batch.path(paper) for paper in papers_of_step(batch)]
    if batch.stage == "results":
        return _plan_results(root, paths[0], batch.year)
    if batch.stage == "cases":
        return _plan_cases(root, paths, batch.year, batch.update)
    if batch.stage == "approvals":
        rows, problems = read_approvals(paths[0], batch.year)
        return plan_approvals(read_content(root)[0], batch.year, rows, problems)
    return _plan_notice(root, paths[0], batch)


def _plan_results(root: Path, path: Path, year: int) -> Plan:
    content, _ = read_content(root)
    listing, problems = read_results(path, year, content.vocabularies)
    if listing is None:
        return Plan(problems=tuple(problems))
    return plan_results(content, listing, problems)


def _plan_cases(root: Path, paths: list[Path], year: int, update: bool) -> Plan:
    content, _ = read_content(root)
    papers, problems = read_papers(paths, year, content.vocabularies, lambda: None)
    return plan_cases(content, year, papers, problems, update=update)


def _plan_notice(root: Path, path: Path, batch: Batch) -> Plan:
    draft, problems = read_notice(path, batch.year, KINDS[batch.stage])
    if draft is None:
        return Plan(problems=tuple(problems))
    content, _ = read_content(root)
    return plan_notice(content, draft, problems, update=batch.update)


def seal(plan: Plan) -> str:
    """封条：tells whether a plan is still the one that was shown."""
    total = hashlib.sha256()
    for path, data in sorted(plan.files.items()):
        total.update(f"{path}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    total.update("\0".join(sorted(plan.removed)).encode())
    return total.hexdigest()
