"""一次导入：what every command that brings in papers shares: options, reading, showing, writing.

Data goes to stdout, messages to stderr. Nothing is written when there are errors, and with
`--dry-run` nothing at all.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from generator import cache
from generator.console import CONTENT, DONE, say
from generator.content import Content, read_content
from generator.intake.plan import Plan, write_plan
from generator.intake.report import render_problems, render_summary
from generator.problems import has_errors

NOTHING_WRITTEN = "什么都没有写入。"
LOCK = f"{cache.FOLDER}/lock"

paper = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
with_year = click.option(
    "--year", type=click.IntRange(1990, 2099), required=True, help="年度，如 2024。"
)
with_dry_run = click.option("--dry-run", is_flag=True, help="只看差别和问题，什么都不写。")
with_update = click.option("--update", is_flag=True, help="已有的也用来稿更新。")


def read(root: Path) -> Content:
    """The project as it stands; what is wrong elsewhere is the business of `anli check`."""
    return read_content(root)[0]


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
    sys.exit(CONTENT if failed else DONE)


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
