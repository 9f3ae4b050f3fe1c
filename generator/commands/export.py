"""命令 `anli export`: the public content for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import pipeline
from generator.cache import FOLDER
from generator.console import CONTENT, root_of, say
from generator.memo import Memo, cores
from generator.output import Writer
from generator.problems import render_report, worth_showing
from generator.search.export import build_export


@click.group(help="把公开的内容导出给别的程序用。")
def export() -> None:
    """Commands of one kind."""


@export.command(help="检索文档：给 OpenSearch、Meilisearch 一类的检索服务器，连同索引设置。")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@root_of
def search(root: Path, folder: Path) -> None:
    """Public cases only, into an empty folder."""
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} 里已有文件；请换一个空文件夹或新名字。")
    loaded = pipeline.load(root, memo=Memo(root / FOLDER, cores()))
    if loaded.archive is None:
        report = render_report(worth_showing(loaded.problems), loaded.content.lines)
        say(f"{report}\n\n内容有错误，没有导出。")
        sys.exit(CONTENT)
    writer = Writer(folder)
    for name, text in build_export(loaded.archive):
        writer.write(name, text, "export")
    say(f"已导出 {len(loaded.archive.cases)} 个公开案例：{folder}。怎样导入见 docs/scale.md。")
