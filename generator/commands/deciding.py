"""命令 `anli approve` and `withdraw`: what may be public, and what may no longer."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator import approving, cache, pipeline, withdrawing
from generator.clock import today
from generator.console import CONTENT, DONE, GATE, by_option, report, root_of, say
from generator.output import lock

FAULTY = "稿件有错误，改好再批准；运行 anli check 看是哪些"


def alone(command: Callable[..., None]) -> Callable[..., None]:
    """独占：a command that writes sources runs while no other one does."""

    @functools.wraps(command)
    def run(root: Path, **options: Any) -> None:
        with lock(root / cache.FOLDER / "lock"):
            command(root, **options)

    return run


@click.command(help="批准案例公开：记下内容指纹、批准人和日期。对象写编号或年度。")
@click.argument("targets", nargs=-1, required=True)
@by_option(help="批准人。")
@root_of
@alone
def approve(root: Path, targets: tuple[str, ...], by: str) -> None:
    """Evidence → approval bound to the content as it is now."""
    loaded = pipeline.load(root)
    if loaded.blocked:
        report(loaded.problems, loaded.content.lines, as_json=False)
        say("内容有错误，没有批准任何案例。")
        sys.exit(CONTENT)
    cases, unknown = approving.choose_cases(loaded.content, targets)
    if unknown:
        raise click.UsageError(f"没有这些编号或年度：{'、'.join(unknown)}")
    refusals = [
        *(approving.Refusal(c.id, FAULTY) for c in cases if loaded.has_errors_about(c)),
        *approving.find_refusals(loaded.content, cases),
    ]
    for refusal in refusals:
        say(f"{refusal.case} 不能批准：{refusal.reason}。")
    refused = {refusal.case for refusal in refusals}
    ready = [case for case in cases if case.id not in refused]
    years = {int(target) for target in targets if len(target) == 4}
    for file in approving.approve(loaded.content, ready, by, today(), years=years):
        say(f"已写入 {file}")
    for case in ready:
        say(f"已批准 {case.id} {case.short_title or case.title}")
    sys.exit(GATE if refusals else DONE)


@click.command(help="撤下一个公开过的案例：地址留下说明，内容从各处消失。")
@click.argument("id")
@click.option(
    "--reason", required=True, type=click.Choice(list(withdrawing.REASONS)), help="原因。"
)
@click.option("--effective", type=click.DateTime(["%Y-%m-%d"]), help="生效日期，默认今天。")
@by_option(help="经办人。")
@root_of
@alone
def withdraw(root: Path, id: str, reason: str, effective: datetime | None, by: str) -> None:
    """A record that wins over every approval, and a list of what to recall."""
    content = pipeline.load(root).content
    entry = withdrawing.find_published(content, id)
    if entry is None:
        raise click.UsageError(f"公开台账里没有 {id}；没有公开过的案例不用撤下。")
    if withdrawing.is_withdrawn(content, id):
        raise click.UsageError(f"{id} 已经撤下。")
    day = effective.date() if effective else today()
    say(f"已写入 {withdrawing.withdraw(content, entry, reason, day, by)}")
    say("请重新生成并发布网站。还要收回：")
    for recall in withdrawing.list_recalls(content, entry):
        say(f"- {recall}")
    if day <= today():
        from generator.wechat.folders import DIST  # noqa: PLC0415 - few projects have drafts
        from generator.wechat.recalls import recall_drafts  # noqa: PLC0415

        for folder in recall_drafts(root / DIST, {id}):
            say(f"- 推文草稿 {folder.relative_to(root)}：已标为已撤回，文件已清空")
