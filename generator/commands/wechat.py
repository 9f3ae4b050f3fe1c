"""命令 `anli wechat`：plan a campaign, build its drafts, bring published articles back."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from generator.cache import FOLDER
from generator.clock import today
from generator.console import CONTENT, DONE, GATE, LazyGroup, root_of, say, with_json
from generator.model import Post
from generator.output import lock, replace_text
from generator.pages.index import build_index
from generator.pipeline import Loaded
from generator.problems import LEVEL_LABEL, Level, has_errors, render_report
from generator.values import suggestion
from generator.wechat import linking, planning
from generator.wechat.building import Built, UnknownDraftError, build_drafts
from generator.wechat.campaigns import campaign_file
from generator.wechat.drafts import plan_jobs
from generator.wechat.editing import write_edits
from generator.wechat.folders import DIST, find_drafts
from generator.wechat.opened import Opened, open_project

ELSEWHERE: dict[str, str] = {
    "newspic": "generator.commands.newspic:newspic",
    "push": "generator.commands.push:push",
    "desk": "generator.desk.command:wechat_desk",
}


@click.group(cls=LazyGroup, elsewhere=ELSEWHERE, help="公众号推文：计划、生成、编辑、登记。")
def wechat() -> None:
    """Group of commands; the larger ones lie in modules of their own."""


with_out = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"草稿放在哪里，默认 {DIST}/。",
)


def _open(root: Path) -> Opened:
    """The project, or an end with the errors that stand in the way."""
    opened = open_project(root, today())
    if not isinstance(opened, Opened):
        _refuse(opened)
    return opened


def _refuse(read: Loaded) -> NoReturn:
    """The end, where the content has errors."""
    say(render_report(read.problems, read.content.lines))
    say("内容有错误，改好以后再来。")
    sys.exit(CONTENT)


@wechat.command(help="提出一季推文的计划，写进 site_config/campaigns/。")
@click.argument("year", type=click.IntRange(1990, 2099))
@click.option(
    "--singles", type=click.IntRange(0, 30), default=4, show_default=True, help="单篇几篇。"
)
@click.option("--name", default="", help="活动的代号，默认 quality-month-<哪一年发>。")
@click.option("--yes", is_flag=True, help="已有的活动文件不问就换掉。")
@with_json
@root_of
def plan(  # noqa: PLR0913, PLR0917 -- one parameter for each option
    root: Path, year: int, singles: int, name: str, yes: bool, as_json: bool
) -> None:
    """公开的案例 → a campaign file."""
    opened, season = _open(root), planning.season_of(year, today())
    slug = name or f"quality-month-{season.first.year}"
    proposal = planning.plan_campaign(
        year,
        build_index(opened.archive),
        opened.eligibility,
        campaigns=[one for one in opened.campaigns.campaigns if one.slug != slug],
        posts=opened.loaded.content.posts,
        season=season,
        singles=singles,
        slug=slug,
    )
    if not proposal.cases:
        raise click.UsageError(f"{year} 年没有可以上公众号的案例。")
    file = campaign_file(slug)
    if (root / file).exists() and not yes:
        click.confirm(f"{file} 已经有了，要换掉吗？", abort=True, err=True)
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    with lock(root / FOLDER / "lock"):
        replace_text(root / file, proposal.text)
    if as_json:
        facts = {"file": file, "drafts": proposal.drafts, "skipped": dict(proposal.skipped)}
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    for id, reason in proposal.skipped:
        say(f"没有排进来：{id}　{reason}")
    say(f"已写入 {file}，{proposal.drafts} 篇。请编辑改定，再运行 anli wechat build {slug}。")


@wechat.command(help="生成推文草稿。可以只写一个活动，或“活动/代号”一篇；不写就全部。")
@click.argument("slug", default="")
@with_out
@with_json
@root_of
def build(root: Path, slug: str, out: Path | None, as_json: bool) -> None:
    """活动 → folders of drafts; what stands as it stood is not made again."""
    try:
        built = build_drafts(root, (out or root / DIST).resolve(), slug, today())
    except UnknownDraftError as error:
        raise click.UsageError(str(error)) from None
    if not isinstance(built, Built):
        _refuse(built)
    if as_json:
        facts = {
            "drafts": [one.as_json() for one in built.made],
            "recalled": [str(path) for path in built.recalled],
            "problems": [found.as_json() for found in built.problems],
        }
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        _show(built)
    for path in built.recalled:
        say(f"已撤回：{path}")
    for path in built.strays:
        say(f"活动里没有了，已删去：{path}")
    faulty = has_errors(built.problems) or any(one.counts[Level.ERROR] for one in built.made)
    sys.exit(CONTENT if faulty else DONE)


def _show(built: Built) -> None:
    if text := render_report(built.problems, built.opened.lines):
        say(text + "\n")
    for one in built.made:
        counts = "，".join(f"{LEVEL_LABEL[level]} {one.counts[level]}" for level in Level)
        click.echo(f"{one.name}　{one.title}\n  {one.state}；{counts}；{one.folder}")
    say(f"{len(built.made)} 份草稿。打开各活动文件夹里的 index.html，从那里看稿、核对、复制。")


@wechat.command(help="开始编辑一篇，或在看过案例的改动以后确认。写“活动/代号”。")
@click.argument("name")
@root_of
def edit(root: Path, name: str) -> None:
    """The editor's text bound to the case as it stands now."""
    opened = _open(root)
    campaign, _, article = name.partition("/")
    jobs, _ = plan_jobs(opened.archive, opened.campaigns, opened.eligibility, campaign)
    sheets = {f"{job.campaign}/{s.article.slug}": s for job in jobs for s in job.sheets}
    if name not in sheets:
        raise click.UsageError(f"没有“{name}”这一篇。{suggestion(name, sheets)}")
    with lock(root / FOLDER / "lock"):
        file = write_edits(root, campaign, article, sheets[name].basis)
    say(f"已写入 {file}。要改的写在里面，再运行 anli wechat build {name.partition('--')[0]}。")


@wechat.command(help="登记已发的公众号文章，案例页随后列出它。")
@click.argument("id")
@click.argument("url")
@click.option("--draft", default="", help="由哪一份草稿发出，写“活动/代号”。")
@click.option("--title", default="", help="文章标题；不写，用草稿或案例的。")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="发布日期，默认今天。")
@with_out
@root_of
def link(  # noqa: PLR0913, PLR0917 -- one parameter for each option
    root: Path, id: str, url: str, draft: str, title: str, day: datetime | None, out: Path | None
) -> None:
    """已发的文章 → the page of its case."""
    opened = _open(root)
    drafts = [report for _, report in find_drafts((out or root / DIST).resolve())]
    found = linking.find_article(drafts, id, draft)
    if draft and found is None:
        raise click.UsageError(f"没有写 {id} 的草稿“{draft}”，先运行 anli wechat build。")
    post = Post(
        id=id,
        url=url.strip(),
        day=day.date() if day else today(),
        title=title.strip() or (found.title if found else linking.title_of(opened.archive, id)),
        draft=found.draft if found else "",
    )
    if reason := linking.find_refusal(opened.loaded.content, opened.archive, post):
        say(f"没有登记：{reason}")
        sys.exit(GATE)
    with lock(root / FOLDER / "lock"):
        say(
            f"已写入 {linking.write_post(root, post)}。重新生成并发布网站以后，案例页会列出这篇文章。"
        )
