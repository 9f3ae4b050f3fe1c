"""命令 `anli import results`：结果名单 into the results of a year."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.planned import LOCK, finish, paper, read, with_dry_run, with_year
from generator.console import root_of, with_json
from generator.intake.plan import Plan
from generator.intake.results import read_results
from generator.intake.yearlist import plan_results
from generator.output import lock


@click.command("results", help="导入结果名单（.xlsx、.xls 或 .csv）。")
@paper
@with_year
@with_dry_run
@with_json
@root_of
def import_results(root: Path, file: Path, year: int, dry_run: bool, as_json: bool) -> None:
    """结果名单 → cases/<year>/results.yaml, and proposals for the registers."""
    with lock(root / LOCK):
        content = read(root)
        listing, problems = read_results(file, year, content.vocabularies)
        plan = (
            plan_results(content, listing, problems) if listing else Plan(problems=tuple(problems))
        )
        finish(root, plan, dry_run=dry_run, as_json=as_json)
