"""命令 `anli check`, `status` and `schema`: what there is, and what is wrong with it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from generator import cache, pipeline
from generator.clock import today
from generator.console import CONTENT, DONE, report, root_of, with_json, with_release
from generator.json_schema import build_schemas
from generator.memo import Memo, cores
from generator.problems import has_errors
from generator.status import build_status


@click.command(help="检查全部内容，一次列出所有问题。")
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


@click.command(help="一个年度里每个典型经验走到哪一步。")
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


@click.command(help="输出各类文件的 JSON Schema，可给编辑器使用。")
@root_of
def schema(root: Path) -> None:
    """Field table and vocabularies → JSON Schema."""
    content = pipeline.load(root).content
    schemas = build_schemas(content.vocabularies)
    click.echo(json.dumps(schemas, ensure_ascii=False, indent=2))
