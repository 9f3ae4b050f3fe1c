"""命令 `anli waive`：let one finding through that somebody has looked at."""

from __future__ import annotations

from pathlib import Path

import click

from generator import cache, pipeline, waiving
from generator.clock import today
from generator.console import by_option, root_of, say
from generator.output import lock
from generator.people import REASON_RULE, parse_reason
from generator.problems import Problem, render_report


def _reason(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    if not (reason := parse_reason(value)):
        raise click.BadParameter(REASON_RULE)
    return reason


@click.command(help="放行一处：看过、可以公开的，记下人和理由；文字改了就失效。")
@click.argument("spot", metavar="文件:行[:列]")
@click.argument("id", metavar="编号")
@by_option(help="放行人。")
@click.option("--reason", required=True, callback=_reason, help="为什么可以公开。")
@root_of
def waive(root: Path, spot: str, id: str, by: str, reason: str) -> None:
    """A waiver for the finding that `anli check` names with this place and id."""
    with lock(root / cache.FOLDER / "lock"):
        loaded = pipeline.load(root)
        found = _choose(loaded.problems, spot, id)
        say(render_report([found], loaded.content.lines))
        say(f"已放行，写入 {waiving.waive(root, found, by, reason, today())}")


def _choose(problems: list[Problem], spot: str, id: str) -> Problem:
    """The one finding meant; UsageError when there is none, or more than one."""
    found = waiving.find_at(problems, spot, id)
    if not found:
        raise click.UsageError(f"{spot} 没有 {id}。请照 anli check 写的位置和编号填。")
    if not waiving.is_waivable(found[0]):
        raise click.UsageError(f"{id} 不能放行，只能改。")
    if len(found) > 1:
        spots = "、".join(waiving.spot_of(problem) for problem in found)
        raise click.UsageError(f"这一行有 {len(found)} 处 {id}，请写到列：{spots}")
    return found[0]
