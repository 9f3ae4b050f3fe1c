"""命令 `anli bundle`: the public site as a folder that opens from a disk."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from generator import pipeline
from generator.bundle import write_bundle, zip_bundle
from generator.commands.frame import render_chrome
from generator.console import CONTENT, root_of, say
from generator.problems import render_report, worth_showing


@click.command(help="做一个离线包：双击 index.html 就能看、能搜，不用服务器和网络。")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--zip", "zipped", is_flag=True, help="另压成一个 .zip，并写校验值。")
@root_of
def bundle(root: Path, folder: Path, zipped: bool) -> None:
    """Sources → a folder for an office PC, in one piece or not at all."""
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} 里已有文件；请换一个空文件夹或新名字。")
    with TemporaryDirectory(prefix="anli-") as temporary:
        site = Path(temporary) / "site"
        built = pipeline.build(root, site, render_chrome, lasting=False)
        if built.archive is None:
            report = render_report(worth_showing(built.problems), built.lines)
            say(f"{report}\n\n内容有错误，没有做离线包。")
            sys.exit(CONTENT)
        pages = write_bundle(site, folder)
    say(f"离线包已写好：{pages} 个网页。双击 {folder / 'index.html'}")
    if zipped:
        target = folder.with_name(folder.name + ".zip")
        click.echo(f"{target}　SHA-256 {zip_bundle(folder, target)}", err=True)
