"""命令行 `anli`：data to stdout, messages to stderr, exit codes as in the contract."""

from __future__ import annotations

import functools
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator import approving, cache, pipeline, withdrawing
from generator.chrome import ChromeError
from generator.clock import today
from generator.console import LazyGroup, by_option, report, root_of, say, with_json, with_release
from generator.json_schema import build_schemas
from generator.memo import Memo, cores
from generator.output import LockedError, lock
from generator.problems import has_errors
from generator.status import build_status

UNCHANGED = "网站没有改动。"
INTERRUPTED = "已中断。没有做完的，再运行一次同一条命令就接着做完。"
FAULTY = "稿件有错误，改好再批准；运行 anli check 看是哪些"
DONE, CONTENT, USAGE, GATE, ENVIRONMENT, LOCKED, BUG = range(7)


ELSEWHERE = {
    "build": "generator.commands.build:build",
    "bundle": "generator.commands.bundle:bundle",
    "desk": "generator.desk.command:desk",
    "export": "generator.commands.export:export",
    "import": "generator.commands.importing:import_group",
    "links": "generator.commands.links:links",
    "new": "generator.commands.blanks:new_group",
    "publish": "generator.commands.publish:publish",
    "reconcile": "generator.commands.reconcile:reconcile",
    "rollback": "generator.commands.publish:rollback",
    "serve": "generator.commands.build:serve",
    "template": "generator.commands.blanks:template",
    "verify": "generator.commands.publish:verify",
    "waive": "generator.commands.waive:waive",
    "wechat": "generator.commands.wechat:wechat",
}


def _end(number: int, _: object) -> None:
    """Ended from outside is ended as by Ctrl-C: servers shut down, what was begun is cleared away."""
    raise KeyboardInterrupt(number)


class Group(LazyGroup):
    """Turns what went wrong outside the content into the exit codes of the contract."""

    def invoke(self, ctx: click.Context) -> Any:
        for number in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:
            if signal.getsignal(number) == signal.SIG_DFL:  # nohup has it ignored
                signal.signal(number, _end)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as ended:
            say(INTERRUPTED)
            sys.exit(128 + int(ended.args[0] if ended.args else signal.SIGINT))
        except LockedError as error:
            say(f"另一次运行正在进行（{error}）。{UNCHANGED}请等它结束再试。")
            sys.exit(LOCKED)
        except ChromeError as error:
            say(
                f"页面外框没有做成：{error}。{UNCHANGED}请检查 mkdocs.yml、theme/ 和 site_config/pages。"
            )
            sys.exit(USAGE)
        except (OSError, ImportError) as error:  # a program file that cannot be read is no bug
            say(f"环境有问题：{error}。{UNCHANGED}请检查磁盘空间、权限和安装。")
            sys.exit(ENVIRONMENT)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("ANLI_DEBUG"):
                raise
            what = f"{type(error).__name__}: {error}"
            say(f"程序出错：{what}。{UNCHANGED}请带上 ANLI_DEBUG=1 再运行一次，把输出发给维护者。")
            sys.exit(BUG)


@click.group(cls=Group, elsewhere=ELSEWHERE, help="案例：把批准公开的典型经验做成在线分享档案站。")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="项目文件夹，默认是当前文件夹。",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Entry point; the project folder goes to every command."""
    ctx.obj = root.resolve()


def alone(command: Callable[..., None]) -> Callable[..., None]:
    """独占：a command that writes sources runs while no other one does."""

    @functools.wraps(command)
    def run(root: Path, **options: Any) -> None:
        with lock(root / cache.FOLDER / "lock"):
            command(root, **options)

    return run


@main.command(help="检查全部内容，一次列出所有问题。")
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, file_okay=False, exists=True)
)
@with_release
@with_json
@root_of
def check(root: Path, folder: Path | None, release: bool, as_json: bool) -> None:
    """All problems of the content, or of the project folder named."""
    project = (folder or root).resolve()
    loaded = pipeline.load(project, release=release, memo=Memo(project / cache.FOLDER, cores()))
    report(loaded.problems, loaded.content.lines, as_json)
    sys.exit(CONTENT if has_errors(loaded.problems) else DONE)


@main.command(help="批准案例公开：记下内容指纹、批准人和日期。对象写编号或年度。")
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


@main.command(help="撤下一个公开过的案例：地址留下说明，内容从各处消失。")
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


@main.command(help="一个年度里每个典型经验走到哪一步。")
@click.argument("year", type=int)
@with_json
@root_of
def status(root: Path, year: int, as_json: bool) -> None:
    """Table of where each case stands."""
    standings = build_status(pipeline.load(root).content, year, today())
    if as_json:
        rows = [asdict(standing) for standing in standings]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not standings:
        raise click.UsageError(f"没有 {year} 年的名单。")
    for standing in standings:
        who = f"{standing.organisation} {standing.team}"
        click.echo(f"{standing.id or '—':<14} {standing.state}　{who}")


@main.command(help="输出各类文件的 JSON Schema，可给编辑器使用。")
@root_of
def schema(root: Path) -> None:
    """Field table and vocabularies → JSON Schema."""
    content = pipeline.load(root).content
    schemas = build_schemas(content.vocabularies)
    click.echo(json.dumps(schemas, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
