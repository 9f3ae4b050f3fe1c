"""命令 `anli wechat push`：a finished draft into the draft box of an account; nothing is published."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from generator.console import root_of, say
from generator.output import LockedError
from generator.wechat.folders import DIST, NEWSPIC
from generator.wechat.push.client import Client
from generator.wechat.push.errors import ConfigError, Exit, PushError
from generator.wechat.push.package import Package, PackageError, read_package
from generator.wechat.push.plan import Action, Plan, Wishes, plan_push
from generator.wechat.push.push import Outcome, Push
from generator.wechat.push.resolving import Resolver
from generator.wechat.push.secrets import Credentials, Redactor, read_credentials
from generator.wechat.push.state import DraftState, read_state
from generator.wechat.push.token import TokenCache
from generator.wechat.push.transport import OFFICIAL, Transport
from generator.wechat.push.uploads import Uploads
from generator.wechat.push.vault import Vault, open_vault

BASE_URL = "WECHAT_API_BASE"
"""环境变量 for tests: an address on this machine"""


@click.command(help="把做好的草稿推送到公众号的草稿箱；不加 --yes 只试运行，不连网。")
@click.argument("slug")
@click.option("--dry-run", is_flag=True, help="只说会做什么（默认）。")
@click.option("--yes", is_flag=True, help="看过了，真的推送。")
@click.option(
    "--account",
    default="main",
    show_default=True,
    help="账号的代号；凭证在 WECHAT_<代号>_APP_ID 和 _APP_SECRET。",
)
@click.option(
    "--replace", is_flag=True, help="另建一篇，成功后删去旧的（篇数变了、旧的没了时用）。"
)
@click.option("--overwrite", is_flag=True, help="草稿箱里被人改过也盖掉。")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=f"默认 {DIST}/。")
@root_of
def push(  # noqa: PLR0913, PLR0917 -- one parameter for each option
    root: Path,
    slug: str,
    dry_run: bool,
    yes: bool,
    account: str,
    replace: bool,
    overwrite: bool,
    out: Path | None,
) -> None:
    """A folder below dist/wechat → the draft box."""
    redactor = Redactor()
    wishes = Wishes(replace=replace, overwrite=overwrite)
    try:
        package = read_package(_find(_place(root, out, slug), slug))
        _tell_findings(package)
        if yes and not dry_run:
            _push(root, package, account, wishes, redactor)
        else:
            _rehearse(root, package, account, wishes)
    except PushError as error:
        say(redactor.clean(str(error)))
        sys.exit(error.exit)
    except LockedError:
        say("这个账号正有另一次推送在进行，请等它结束再运行。")
        sys.exit(Exit.TRANSIENT)


def _place(root: Path, out: Path | None, slug: str) -> Path:
    """图片消息 lie beside the drafts."""
    return out or (root / "dist" if slug.startswith(f"{NEWSPIC}/") else root / DIST)


def _find(out: Path, slug: str) -> Path:
    """Folder of a draft by 活动/代号, or by its own name where only one campaign has it."""
    if not all(part and part.strip(".") for part in slug.split("/")) or slug.count("/") > 1:
        raise PackageError(f"“{slug}”不是草稿的名称，请写 活动/代号。")
    found = sorted(path for path in out.glob(f"{slug}/" if "/" in slug else f"*/{slug}/"))
    if not found:
        raise PackageError(f"没有草稿 {slug}。请先运行 anli wechat build，看它列出的名称。")
    if len(found) > 1:
        names = "、".join(f"{path.parent.name}/{path.name}" for path in found)
        raise PackageError(f"有几个草稿叫 {slug}：{names}。请写出活动。")
    return found[0]


def _tell_findings(package: Package) -> None:
    for found in package.errors:
        say(found.render())


def _rehearse(root: Path, package: Package, account: str, wishes: Wishes) -> None:
    """试运行: no connection; without keys everything counts as new."""
    try:
        vault = _vault(root, read_credentials(account, os.environ), os.environ)
        plan = plan_push(package, read_state(vault, package.name), Uploads(vault), wishes)
    except ConfigError as error:
        say(f"{error}试运行按全部新上传来算。")
        plan = plan_push(package, DraftState(), None, wishes)
    _tell_plan(package, plan)
    payload = {"articles": [item.body for item in package.items]}
    click.echo(json.dumps(payload, ensure_ascii=False, indent=1))
    if package.errors:
        say(f"有 {len(package.errors)} 个错误，改好才能推送。")
        sys.exit(Exit.CONTENT)
    say("这是试运行，没有连网。看过以后加 --yes 推送。")


def _tell_plan(package: Package, plan: Plan) -> None:
    say(f"{package.name}：{plan.action.value}。")
    for upload, known in plan.uploads:
        state = "已传过" if known else "要上传"
        say(f"  {state} {upload.file.name}（{len(upload.file.data):,} 字节）")
    for item in package.items:
        say(f"  《{item.title}》{item.counts}")


def _push(root: Path, package: Package, account: str, wishes: Wishes, redactor: Redactor) -> None:
    """真的推送. What went over the wire in this run is kept beside the state."""
    credentials = read_credentials(account, os.environ)
    redactor.hide_all(credentials)
    vault = _vault(root, credentials, os.environ)
    lines: list[str] = []
    with vault.lock():
        try:
            base = os.environ.get(BASE_URL) or OFFICIAL
            with Transport(base, redactor, lines.append) as transport:
                tokens = TokenCache(vault, redactor)
                client = Client(transport, credentials, tokens, redactor)
                resolver = Resolver(client, Uploads(vault))
                outcome = Push(package, client, vault, resolver, wishes, say).run()
        finally:
            vault.write_text("push.log", "".join(f"{line}\n" for line in lines))
    _tell_outcome(package, outcome)


def _vault(root: Path, credentials: Credentials, environment: Mapping[str, str]) -> Vault:
    return open_vault(credentials.app_id, root, environment)


def _tell_outcome(package: Package, outcome: Outcome) -> None:
    if outcome.action is Action.NOTHING:
        say(f"{package.name}：{outcome.action.value}。")
        return
    for fault in outcome.faults:
        say(f"读回来核对，{fault}。")
    if outcome.faults:
        say("草稿已在草稿箱，但和送去的不一样，请打开看一眼，再决定用不用。")
        sys.exit(Exit.UNKNOWN)
    say(
        f"{package.name}：{outcome.action.value}，完成，上传 {outcome.uploaded} 张图，读回核对一致。"
    )
    say("下一步：在公众号后台打开草稿箱，预览到手机上看过，再由有权限的人发表。")
