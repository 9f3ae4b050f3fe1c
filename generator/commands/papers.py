"""命令 `anli import cases|approvals|notice`：案例材料, 审批记录 and 通知."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands.planned import (
    LOCK,
    finish,
    paper,
    read,
    with_dry_run,
    with_update,
    with_year,
)
from generator.console import root_of, with_json
from generator.intake.approvalbook import plan_approvals
from generator.intake.approvals import read_approvals
from generator.intake.batch import read_papers
from generator.intake.caselist import plan_cases
from generator.intake.notice import read_notice
from generator.intake.noticebook import KINDS, plan_notice
from generator.intake.plan import Plan
from generator.output import lock


@click.command("cases", help="导入案例材料（.docx，可以一次给多个，也可以给文件夹）。")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@with_year
@with_update
@with_dry_run
@with_json
@root_of
def import_cases(  # noqa: PLR0913, PLR0917 - one parameter for each option
    root: Path, files: tuple[Path, ...], year: int, update: bool, dry_run: bool, as_json: bool
) -> None:
    """案例材料 → folders below cases/<year>/."""
    with lock(root / LOCK):
        content = read(root)
        paths = _papers_of(files)
        with click.progressbar(length=len(paths), label="读来稿", file=sys.stderr) as bar:
            papers, problems = read_papers(paths, year, content.vocabularies, lambda: bar.update(1))
        plan = plan_cases(content, year, papers, problems, update=update)
        finish(root, plan, dry_run=dry_run, as_json=as_json)


def _papers_of(files: tuple[Path, ...]) -> list[Path]:
    """Files as named, and all papers of a folder; what Word leaves beside an open file is none."""
    found: list[Path] = []
    for path in files:
        found += sorted(path.glob("*.doc*")) if path.is_dir() else [path]
    return [path for path in found if not path.name.startswith("~$")]


@click.command("approvals", help="导入审批记录（.xlsx）。")
@paper
@with_year
@with_dry_run
@with_json
@root_of
def import_approvals(root: Path, file: Path, year: int, dry_run: bool, as_json: bool) -> None:
    """审批记录 → cases/<year>/approvals.yaml."""
    with lock(root / LOCK):
        rows, problems = read_approvals(file, year)
        plan = plan_approvals(read(root), year, rows, problems)
        finish(root, plan, dry_run=dry_run, as_json=as_json)


@click.command("notice", help="导入结果公告或活动通知（.docx，也可以是 .txt）。")
@paper
@with_year
@click.option("--kind", type=click.Choice(list(KINDS)), required=True, help="结果公告或活动通知。")
@with_update
@with_dry_run
@with_json
@root_of
def import_notice(  # noqa: PLR0913, PLR0917 - one parameter for each option
    root: Path, file: Path, year: int, kind: str, update: bool, dry_run: bool, as_json: bool
) -> None:
    """通知 → cases/<year>/notices/, and what it knows into the head of results.yaml."""
    with lock(root / LOCK):
        draft, problems = read_notice(file, year, KINDS[kind])
        content = read(root)
        plan = Plan(problems=tuple(problems))
        if draft:
            plan = plan_notice(content, draft, problems, update=update)
        finish(root, plan, dry_run=dry_run, as_json=as_json)
