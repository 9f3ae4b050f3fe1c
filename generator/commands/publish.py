"""命令 `anli publish`、`anli rollback`、`anli verify`: going public, back, and making sure."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator import pipeline
from generator.clock import today
from generator.commands.frame import render_chrome
from generator.console import (
    CONTENT,
    DONE,
    ENVIRONMENT,
    GATE,
    TAKEN_BACK,
    UNCHANGED,
    root_of,
    say,
    with_json,
)
from generator.gatekeeper import LedgerError, read_ledger
from generator.output import replace_text
from generator.problems import Problem, render_report, worth_showing
from generator.publishing.changes import as_json as changes_json
from generator.publishing.changes import render_page, render_text
from generator.publishing.prepared import SITE
from generator.publishing.publish import Outcome, State, UnfinishedError, Wishes
from generator.publishing.publish import publish as publish_site
from generator.publishing.redirects import RedirectsError, read_redirects
from generator.publishing.rollback import roll_back
from generator.publishing.store import CURRENT, Store, StoreError
from generator.publishing.targets import open_target
from generator.publishing.verify import render, verify_address, verify_folder

CODES = {
    State.CONTENT: CONTENT,
    State.REFUSED: GATE,
    State.TAKEN_BACK: TAKEN_BACK,
    State.UNSETTLED: TAKEN_BACK,
}
ELSEWHERE = "请恢复旧内容再发布一次"
with_target = click.option(
    "--to", "target", required=True, help="文件夹、文件.zip、ssh://主机/文件夹 或 s3://桶/前缀。"
)
with_after = click.option(
    "--after", default="", help="切换之后运行的命令，如 'systemctl reload nginx'。"
)


@click.command(help="生成、检查、发布：先写齐再一次切换；出错时线上的网站原样不动。")
@with_target
@click.option("--dry-run", is_flag=True, help="只说会改变什么，不发布。")
@click.option("--yes", is_flag=True, help="看过了，同意删除很多文件或减少条目。")
@click.option("--url", default="", help="发布后从这个网址核对；不对就退回。")
@click.option(
    "--page", type=click.Path(path_type=Path, dir_okay=False), help="把将要改变什么写成一个网页。"
)
@with_after
@with_json
@root_of
def publish(  # noqa: PLR0913, PLR0917 -- one parameter for each option
    root: Path,
    target: str,
    dry_run: bool,
    yes: bool,
    url: str,
    page: Path | None,
    after: str,
    as_json: bool,
) -> None:
    """Sources → the served site."""
    run = _After(after)
    wishes = Wishes(dry_run=dry_run, yes=yes, url=url, after_switch=run if run.words else None)
    try:
        place = open_target(target, root)
        outcome = publish_site(root, place, _builder(root), today(), wishes)
    except (StoreError, RedirectsError, LedgerError) as error:
        raise click.UsageError(f"{error}。{UNCHANGED}") from error
    except UnfinishedError as error:
        say(f"线上已经改动，但有一步没有做完：{error}。修好后再运行一次同一条命令，会接着做完。")
        sys.exit(ENVIRONMENT)
    code = CODES.get(outcome.state, DONE)
    if run.failed:
        code = code or ENVIRONMENT
    if page and outcome.changes is not None and not _write_page(page, outcome, target):
        code = code or ENVIRONMENT
    try:
        if as_json:
            click.echo(json.dumps(_as_json(outcome), ensure_ascii=False, indent=2))
        else:
            _tell(outcome)
    except OSError:  # nobody to listen, or a log on a full disk: the exit code still says it
        sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
    sys.exit(code)


@click.command(help="退回上一个版本（或指定的版本）；有撤下案例的版本不能退回。")
@click.option("--to", "target", required=True, help="发布的文件夹。")
@click.argument("release", required=False, default="")
@with_after
@root_of
def rollback(root: Path, target: str, release: str, after: str) -> None:
    """An earlier release, served again."""
    run = _After(after)
    try:
        store = open_target(target, root)
        if not isinstance(store, Store):
            raise StoreError(f"{target} 不是这台机器上的文件夹，不能退回：{ELSEWHERE}")
        redirects = read_redirects(root)
        done = roll_back(store, read_ledger(root, today()), redirects, release)
    except (StoreError, RedirectsError, LedgerError) as error:
        raise click.UsageError(f"{error}。{UNCHANGED}") from error
    if done.problems:
        _show(done.problems)
        say(UNCHANGED)
        sys.exit(GATE)
    if run.words:
        run()
    say(f"已退回版本 {done.release}。")
    sys.exit(ENVIRONMENT if run.failed else DONE)


@click.command(help="核对网址或文件夹里的网站是不是发布的那一份，逐个文件比对 SHA-256。")
@click.argument("where")
@with_json
@root_of
def verify(root: Path, where: str, as_json: bool) -> None:
    """A served site against its manifest."""
    if where.startswith(("http://", "https://")):
        verdict = verify_address(where)
    else:
        folder = Path(where)
        if not folder.is_dir():
            raise click.UsageError(f"{where} 不是这里的文件夹，也不是 http(s):// 开头的网址。")
        store = folder / CURRENT / SITE
        verdict = verify_folder(store if store.is_dir() else folder)
    if as_json:
        found = {
            "release": verdict.release,
            "checked": verdict.checked,
            "faults": list(verdict.faults),
        }
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        say(render(verdict))
    sys.exit(DONE if verdict.good else GATE)


def _write_page(page: Path, outcome: Outcome, target: str) -> bool:
    """Whether the page of the changes could be written; the publication stands either way."""
    assert outcome.changes is not None  # noqa: S101 - asked above
    try:
        replace_text(page, render_page(outcome.changes, outcome.losses, target))
    except OSError as error:
        say(f"{page} 没有写成：{error}。")
        return False
    return True


def _builder(root: Path) -> Callable[[Path], tuple[bool, tuple[Problem, ...]]]:
    """The build of the pipeline, as a release."""

    def build(site: Path) -> tuple[bool, tuple[Problem, ...]]:
        built = pipeline.build(root, site, render_chrome, release=True, lasting=False)
        if built.archive is None and (
            text := render_report(worth_showing(built.problems), built.lines)
        ):
            say(text + "\n")
        return built.archive is not None, tuple(built.problems)

    return build


class _After:
    """切换之后的命令 of the operator, without a shell. What goes wrong is told, not raised."""

    def __init__(self, command: str) -> None:
        """UsageError for a command that cannot be taken apart into words."""
        try:
            self.words = shlex.split(command)
        except ValueError:
            raise click.UsageError(f"--after 的引号没有配对：{command}") from None
        self.failed = False

    def __call__(self) -> None:
        try:
            subprocess.run(self.words, check=True)  # noqa: S603 - the operator's own words
        except subprocess.CalledProcessError as error:
            self._tell(f"退出码 {error.returncode}")
        except OSError as error:
            self._tell(str(error))

    def _tell(self, why: str) -> None:
        self.failed = True
        command = shlex.join(self.words)
        say(f"网站已经切换，但切换之后的命令没有成功（{why}）：{command}。请手工再运行一次。")


def _show(problems: tuple[Problem, ...]) -> None:
    if text := render_report(worth_showing(problems), {}):
        say(text + "\n")


def _tell(outcome: Outcome) -> None:
    """The end of a publication, for people."""
    if outcome.changes:
        say(f"改动 {outcome.changes.summary}")
        say(render_text(outcome.changes))
    if outcome.state is State.REFUSED:
        _show(outcome.problems)
    if outcome.verdict:
        say(render(outcome.verdict))
    say(_closing(outcome))


def _closing(outcome: Outcome) -> str:
    release = outcome.release
    match outcome.state:
        case State.CONTENT:
            return f"内容有错误，没有发布。{UNCHANGED}"
        case State.REFUSED:
            return f"没有发布。{UNCHANGED}"
        case State.PLANNED:
            asks = "".join(f"\n需要 --yes：{loss}" for loss in outcome.losses)
            same = "" if outcome.changes else "发布出来会和线上一样。"
            return f"这是试运行，{UNCHANGED}{same}{asks}"
        case State.SAME:
            return f"内容没有变化，线上仍是版本 {release}。"
        case State.PUBLISHED:
            return f"网站已更新为 {release}。"
        case State.TAKEN_BACK:
            return f"版本 {release} 发布后核对不上，已退回原来的版本。"
        case State.UNSETTLED:
            return f"版本 {release} 发布后核对不上，又没有可以退回的版本，请立即查看服务器。"


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "state": outcome.state.value,
        "release": outcome.release,
        "changes": changes_json(outcome.changes, outcome.losses) if outcome.changes else None,
        "problems": [found.as_json() for found in outcome.problems],
        "faults": list(outcome.verdict.faults) if outcome.verdict else [],
    }
