"""命令 `anli build` and `anli serve`: the public site, and its preview on this machine."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import standing
from generator.cache import FOLDER
from generator.clock import today
from generator.console import CONTENT, UNCHANGED, report, root_of, say, with_json, with_release
from generator.memo import Memo, Redone, cores, fingerprint, undisturbed
from generator.output import is_source
from generator.problems import Problem
from generator.reader import Lines
from generator.stock import is_untouched
from generator.survey import Survey, survey
from generator.workers import aside

if TYPE_CHECKING:
    from generator.pipeline import Built

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Said:
    """说过的话 of a build that went through."""

    problems: tuple[Problem, ...]
    faulty: tuple[str, ...]
    years: int
    cases: int


@click.command(help="检查并生成网站；有错误时原来的网站保持不变。")
@click.option("--site-dir", type=click.Path(path_type=Path), help="输出文件夹，默认 site/。")
@click.option("--no-search", is_flag=True, help="不做搜索索引（预览时更快）。")
@click.option("--no-posters", is_flag=True, help="不画分享图和海报（预览时更快）。")
@click.option("--explain", is_flag=True, help="说明哪些重做了，为什么。")
@with_release
@with_json
@root_of
@undisturbed()
def build(  # noqa: PLR0913, PLR0917 -- one parameter for each option
    root: Path,
    site_dir: Path | None,
    no_search: bool,
    no_posters: bool,
    explain: bool,
    release: bool,
    as_json: bool,
) -> Built | None:
    """Sources → public site. What was built is given back: to the end of the process somebody has it,
    and nobody takes the time to take it apart.
    """
    target = (site_dir or root / "site").resolve()
    if root.is_relative_to(target) or is_source(target, root) or not _may_replace(target):
        raise click.UsageError(f"--site-dir 不能是 {target}：生成时会整个替换这个文件夹。")
    options = {"search": not no_search, "posters": not no_posters, "release": release}
    look = partial(survey, root, standing.SOURCES, cores())
    with aside("清点源文件", look, cores()) as surveyed:
        import_module("generator.furnishing")  # what a build needs takes as long to load
        seen = surveyed()
    made_from = standing.sources_of(seen, day=today(), **options)
    record = root / FOLDER / f"standing-{fingerprint(str(target))[:16]}"
    said: Said | None = standing.recall(record, made_from)
    built: Built | None = None
    memo = Memo(root / FOLDER, cores())
    if said and not is_untouched(target, root / FOLDER):
        said = None
    if same := said is not None:
        report(said.problems, Lines(root), as_json)
    else:
        record.unlink(missing_ok=True)  # whatever comes of this build, it speaks of another one
        built, said = _make(root, target, options, memo, seen, as_json=as_json)
        standing.keep(record, made_from, said)
    if explain:
        say(explanation(memo.redone))
    if said.faulty:
        say(f"有错误、没有进网站的草稿：{'、'.join(said.faulty)}")
    done = "没有变化，网站不用重做" if same else "网站已更新"
    counts = f"{said.years} 个年度，{said.cases} 个公开案例"
    say(f"{done}：{counts}。打开 {target / 'index.html'}")
    return built


def _make(  # noqa: PLR0913 -- what is built, where; what is known of it; and how it is told
    root: Path,
    target: Path,
    options: dict[str, bool],
    memo: Memo,
    seen: Survey,
    *,
    as_json: bool,
) -> tuple[Built, Said]:
    from generator import pipeline  # noqa: PLC0415 - not needed where nothing has changed
    from generator.commands.frame import render_chrome  # noqa: PLC0415

    built = pipeline.build(
        root,
        target,
        render_chrome,
        release=options["release"],
        search=options["search"],
        posters=options["posters"],
        memo=memo,
        seen=seen,
    )
    report(built.problems, built.lines, as_json)
    if built.archive is None:
        say(UNCHANGED)
        sys.exit(CONTENT)
    return built, Said(
        tuple(built.problems),
        tuple(sorted(built.faulty)),
        len(built.archive.years),
        len(built.archive.cases),
    )


def explanation(redone: Redone) -> str:
    """重做了什么, by step and reason, with the names where they are few."""
    if not redone:
        return "没有重做任何东西。"
    lines = ["重做的："]
    for (step, why), names in redone.items():
        shown = f"：{'、'.join(names)}" if len(names) <= MOST_NAMED else ""
        lines.append(f"  {step} {len(names)} 项，因为 {why}{shown}")
    return "\n".join(lines)


def _may_replace(folder: Path) -> bool:
    """Whether a folder is new, empty, or a site that we made: all of it will be gone."""
    return (
        not folder.exists()
        or not any(folder.iterdir())
        or (folder / "assets" / "anli.css").exists()
    )


@click.command(help="本机预览，改动后自动刷新。")
@click.option("--port", default=8000, show_default=True)
@root_of
def serve(root: Path, port: int) -> None:
    """Local preview, on this machine only."""
    from generator import previewing  # noqa: PLC0415 - MkDocs only where it is needed

    previewing.serve(root, port)
