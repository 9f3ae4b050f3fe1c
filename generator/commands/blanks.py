"""命令 `anli template`, `anli new`：空白模板 and scaffolds."""

from __future__ import annotations

from pathlib import Path

import click

from generator.clock import today
from generator.commands.planned import LOCK, finish, read, with_dry_run, with_year
from generator.console import root_of, say
from generator.intake.scaffold import plan_scaffold
from generator.intake.template_word import write_case_template
from generator.intake.templates import write_approvals_template, write_results_template
from generator.output import lock


@click.command(help="生成空白模板：results 名单、case 案例、approvals 审批记录。")
@click.argument("kind", type=click.Choice(["results", "case", "approvals"]))
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--year", type=click.IntRange(1990, 2099), help="年度，默认今年；决定词表的叫法。")
@click.option("--force", is_flag=True, help="文件已经有了也覆盖。")
@root_of
def template(root: Path, kind: str, out: Path, year: int | None, force: bool) -> None:
    """Vocabularies → an Excel or Word file to fill in."""
    suffix = ".docx" if kind == "case" else ".xlsx"
    if out.suffix.lower() != suffix:
        raise click.UsageError(f"这个模板是 {suffix} 文件，请把文件名写成“…{suffix}”。")
    if out.exists() and not force:
        raise click.UsageError(f"“{out}”已经有了；要覆盖请加 --force。")
    write = {
        "results": write_results_template,
        "case": write_case_template,
        "approvals": write_approvals_template,
    }[kind]
    write(out, year or today().year, read(root).vocabularies)
    say(f"已生成 {out}")


@click.group("new", help="新建内容。")
def new_group() -> None:
    """Scaffolds."""


@new_group.command("case", help="新建一个案例的文件夹，填好名单里已有的项目。")
@with_year
@click.option("--organisation", "--单位", "organisation", required=True, help="单位全称。")
@click.option("--team", "--班组", "team", required=True, help="班组名称。")
@click.option("--title", "--标题", "title", default="", help="标题，可以以后再写。")
@with_dry_run
@root_of
def new_case(  # noqa: PLR0913, PLR0917 - one parameter for each option
    root: Path, year: int, organisation: str, team: str, title: str, dry_run: bool
) -> None:
    """An empty case with its id, its facts from the list and all headings."""
    with lock(root / LOCK):
        plan = plan_scaffold(read(root), year, organisation, team, title)
        finish(root, plan, dry_run=dry_run, as_json=False)
