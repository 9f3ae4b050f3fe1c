"""命令行 `anli`：data to stdout, messages to stderr, exit codes as in the contract."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator import approving, cache, pipeline, withdrawing
from generator.chrome import ChromeError
from generator.clock import today
from generator.console import LazyGroup, by_option, root_of, say, with_json
from generator.json_schema import build_schemas
from generator.output import LockedError, lock
from generator.pipeline import Loaded
from generator.problems import Level, Problem, has_errors, render_report, worth_showing
from generator.status import build_status

UNCHANGED = "网站没有改动。"
FAULTY = "稿件有错误，改好再批准；运行 anli check 看是哪些"
DONE, CONTENT, USAGE, GATE, ENVIRONMENT, LOCKED, BUG = range(7)


ELSEWHERE = {
    "bundle": "generator.commands.bundle:bundle",
    "desk": "generator.desk.command:desk",
    "import": "generator.commands.importing:import_group",
    "new": "generator.commands.blanks:new_group",
    "reconcile": "generator.commands.reconcile:reconcile",
    "template": "generator.commands.blanks:template",
    "waive": "generator.commands.waive:waive",
}


class Group(LazyGroup):
    """Turns what went wrong outside the content into the exit codes of the contract."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LockedError as error:
            say(f"另一次运行正在进行（{error}）。{UNCHANGED}请等它结束再试。")
            sys.exit(LOCKED)
        except ChromeError as error:
            say(
                f"页面外框没有做成：{error}。{UNCHANGED}请检查 mkdocs.yml、theme/ 和 site_config/pages。"
            )
            sys.exit(USAGE)
        except OSError as error:
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


with_release = click.option(
    "--release", is_flag=True, help="按正式发布的要求检查（备案号、台账）。"
)


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
    loaded = pipeline.load((folder or root).resolve(), release=release)
    report(loaded, as_json)
    sys.exit(CONTENT if has_errors(loaded.problems) else DONE)


@main.command(help="检查并生成网站；有错误时原来的网站保持不变。")
@click.option("--site-dir", type=click.Path(path_type=Path), help="输出文件夹，默认 site/。")
@click.option("--no-search", is_flag=True, help="不做搜索索引（预览时更快）。")
@click.option("--no-posters", is_flag=True, help="不画分享图和海报（预览时更快）。")
@with_release
@with_json
@root_of
def build(  # noqa: PLR0913, PLR0917 -- one parameter for each option
    root: Path,
    site_dir: Path | None,
    no_search: bool,
    no_posters: bool,
    release: bool,
    as_json: bool,
) -> None:
    """Sources → public site."""
    from generator.plugin import render_chrome  # noqa: PLC0415 - MkDocs only where it is needed

    target = (site_dir or root / "site").resolve()
    if target == root or target in root.parents or not _may_replace(target):
        raise click.UsageError(f"--site-dir 不能是 {target}：生成时会整个替换这个文件夹。")
    loaded = pipeline.build(
        root,
        target,
        render_chrome,
        release=release,
        search=not no_search,
        posters=not no_posters,
    )
    report(loaded, as_json)
    if loaded.archive is None:
        say(UNCHANGED)
        sys.exit(CONTENT)
    if loaded.faulty:
        say(f"有错误、没有进网站的草稿：{'、'.join(sorted(loaded.faulty))}")
    cases, years = len(loaded.archive.cases), len(loaded.archive.years)
    say(f"网站已更新：{years} 个年度，{cases} 个公开案例。打开 {target / 'index.html'}")


def _may_replace(folder: Path) -> bool:
    """Whether a folder is new, empty, or a site that we made: all of it will be gone."""
    return (
        not folder.exists()
        or not any(folder.iterdir())
        or (folder / "assets" / "anli.css").exists()
    )


@main.command(help="批准案例公开：记下内容指纹、批准人和日期。对象写编号或年度。")
@click.argument("targets", nargs=-1, required=True)
@by_option(help="批准人。")
@root_of
@alone
def approve(root: Path, targets: tuple[str, ...], by: str) -> None:
    """Evidence → approval bound to the content as it is now."""
    loaded = pipeline.load(root)
    if loaded.blocked:
        report(loaded, as_json=False)
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


@main.command(help="本机预览，改动后自动刷新。")
@click.option("--port", default=8000, show_default=True)
@root_of
def serve(root: Path, port: int) -> None:
    """Local preview through MkDocs, on this machine only."""
    from generator.plugin import preview  # noqa: PLC0415 - MkDocs only where it is needed

    preview(root, port)


def report(loaded: Loaded, as_json: bool) -> None:
    """Problems to stdout for programs, or to stderr for people, with a closing line of counts."""
    problems = loaded.problems
    if as_json:
        click.echo(json.dumps([p.as_json() for p in problems], ensure_ascii=False, indent=2))
        return
    if text := render_report(worth_showing(problems), loaded.content.lines):
        say(text + "\n")
    say(summary(problems))


def summary(problems: list[Problem]) -> str:
    """One line of counts."""
    counts = Counter(problem.level for problem in problems)
    errors, warnings, notes = (counts[level] for level in Level)
    return f"错误 {errors} 个，提醒 {warnings} 个，说明 {notes} 个。"


if __name__ == "__main__":
    main()
