"""来稿命令：`anli import`, `anli template`, `anli new`, `anli reconcile`.

Data goes to stdout, messages to stderr. Nothing is written when there are errors, and with
`--dry-run` nothing at all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.clock import today
from generator.content import Content, read_content
from generator.intake.approvalbook import plan_approvals
from generator.intake.approvals import read_approvals
from generator.intake.batch import read_papers
from generator.intake.caselist import plan_cases
from generator.intake.notice import read_notice
from generator.intake.noticebook import KINDS, plan_notice
from generator.intake.plan import Plan, write_plan
from generator.intake.report import render_problems, render_summary
from generator.intake.results import read_results
from generator.intake.scaffold import plan_scaffold
from generator.intake.template_word import write_case_template
from generator.intake.templates import write_approvals_template, write_results_template
from generator.intake.yearlist import plan_results
from generator.output import lock
from generator.problems import has_errors
from generator.reconcile import reconcile_year
from generator.reconcile.render import render_html, render_text

DONE, FOUND = 0, 1
NOTHING_WRITTEN = "什么都没有写入。"
_LOCK = ".cache/lock"

root_of: Callable[..., Any] = click.pass_obj
paper = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
with_year = click.option(
    "--year", type=click.IntRange(1990, 2099), required=True, help="年度，如 2024。"
)
with_dry_run = click.option("--dry-run", is_flag=True, help="只看差别和问题，什么都不写。")
with_json = click.option("--json", "as_json", is_flag=True, help="结果以 JSON 输出到标准输出。")
with_update = click.option("--update", is_flag=True, help="已有的也用来稿更新。")


def register(main: click.Group) -> None:
    """Hang the commands of this module onto `anli`."""
    for command in (import_group, template, new_group, reconcile):
        main.add_command(command)


def say(text: str) -> None:
    """A message to people, on stderr."""
    click.echo(text, err=True)


def finish(root: Path, plan: Plan, *, dry_run: bool, as_json: bool) -> None:
    """Show what was found, write what may be written, and end with the exit code."""
    failed = has_errors(plan.problems)
    written = []
    if not failed and not dry_run:
        written = write_plan(root, plan)
    if as_json:
        click.echo(json.dumps(_as_json(plan, written, dry_run), ensure_ascii=False, indent=2))
    else:
        if text := render_problems(plan.problems):
            say(text + "\n")
        for change in plan.changes if not failed else ():
            click.echo(change.render())
        say(render_summary(plan))
        say(_outcome(plan, written, failed, dry_run))
    sys.exit(FOUND if failed else DONE)


def _as_json(plan: Plan, written: list[str], dry_run: bool) -> dict[str, object]:
    failed = has_errors(plan.problems)
    return {
        **plan.facts,
        "changes": [change.as_json() for change in plan.changes] if not failed else [],
        "problems": [found.as_json() for found in plan.problems],
        "dry_run": dry_run,
        "written": written,
    }


def _outcome(plan: Plan, written: list[str], failed: bool, dry_run: bool) -> str:
    if failed:
        return f"有错误，{NOTHING_WRITTEN}改好后再导入一次。"
    if dry_run:
        return f"这是试运行，{NOTHING_WRITTEN}"
    if not written:
        return "没有变化，不用写。"
    cases = {path.removesuffix("/case.md") for path in written if path.endswith("/case.md")}
    others = {path for path in written if path.rsplit("/", 1)[0] not in cases}
    places = sorted({f"{folder}/" for folder in cases} | others)
    shown = "\n".join(f"  {path}" for path in places[:40])
    more = f"\n  ……共 {len(places)} 处" if len(places) > 40 else ""
    return f"已写入：\n{shown}{more}\n接着运行 anli check。"


@click.group("import", help="导入来稿：名单、案例、审批记录、通知。")
def import_group() -> None:
    """Office files → sources."""


@import_group.command("results", help="导入结果名单（.xlsx、.xls 或 .csv）。")
@paper
@with_year
@with_dry_run
@with_json
@root_of
def import_results(root: Path, file: Path, year: int, dry_run: bool, as_json: bool) -> None:
    """结果名单 → cases/<year>/results.yaml, and proposals for the registers."""
    with lock(root / _LOCK):
        content = _read(root)
        listing, problems = read_results(file, year, content.vocabularies)
        plan = (
            plan_results(content, listing, problems) if listing else Plan(problems=tuple(problems))
        )
        finish(root, plan, dry_run=dry_run, as_json=as_json)


@import_group.command("cases", help="导入案例材料（.docx，可以一次给多个，也可以给文件夹）。")
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
    with lock(root / _LOCK):
        content = _read(root)
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


@import_group.command("approvals", help="导入审批记录（.xlsx）。")
@paper
@with_year
@with_dry_run
@with_json
@root_of
def import_approvals(root: Path, file: Path, year: int, dry_run: bool, as_json: bool) -> None:
    """审批记录 → cases/<year>/approvals.yaml."""
    with lock(root / _LOCK):
        rows, problems = read_approvals(file, year)
        plan = plan_approvals(_read(root), year, rows, problems)
        finish(root, plan, dry_run=dry_run, as_json=as_json)


@import_group.command("notice", help="导入结果公告或活动通知（.docx，也可以是 .txt）。")
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
    with lock(root / _LOCK):
        draft, problems = read_notice(file, year, KINDS[kind])
        content = _read(root)
        plan = Plan(problems=tuple(problems))
        if draft:
            plan = plan_notice(content, draft, problems, update=update)
        finish(root, plan, dry_run=dry_run, as_json=as_json)


def _read(root: Path) -> Content:
    """The project as it stands; what is wrong elsewhere is the business of `anli check`."""
    return read_content(root)[0]


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
    write(out, year or today().year, _read(root).vocabularies)
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
    with lock(root / _LOCK):
        plan = plan_scaffold(_read(root), year, organisation, team, title)
        finish(root, plan, dry_run=dry_run, as_json=False)


@click.command(help="核对一个年度：名单、案例、审批记录、公告是否对得上。")
@click.argument("year", type=click.IntRange(1990, 2099))
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="另存为网页，可以发邮件。"
)
@with_json
@root_of
def reconcile(root: Path, year: int, html: Path | None, as_json: bool) -> None:
    """名单 ↔ 案例 ↔ 审批 ↔ 公告."""
    found = reconcile_year(*read_content(root), year)
    if html:
        html.write_text(render_html(found), encoding="utf-8", newline="\n")
        say(f"已写入 {html}")
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(render_text(found))
    sys.exit(FOUND if has_errors(found.problems) else DONE)
