"""命令 `anli reconcile`：名单, 案例, 审批 and 公告 of a year beside one another."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from generator.console import CONTENT, DONE, root_of, say, with_json
from generator.content import read_content
from generator.problems import has_errors
from generator.reconcile import reconcile_year
from generator.reconcile.render import render_html, render_text


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
    sys.exit(CONTENT if has_errors(found.problems) else DONE)
