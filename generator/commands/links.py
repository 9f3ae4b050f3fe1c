"""命令 `anli links`: the links of the finished site that lead elsewhere, each asked for once."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from generator.clock import today
from generator.console import root_of, say, with_json
from generator.outward import ask_all, read_outward, render_outward


@click.command(help="逐个去问成品里指向别处的链接还在不在。只报告，什么都不拦；要联网。")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="成品文件夹，默认 site/。",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="另存报告。")
@with_json
@root_of
def links(root: Path, site_dir: Path | None, out: Path | None, as_json: bool) -> None:
    """成品 → report of the links that lead elsewhere; ends with 0 whatever they answer."""
    site = site_dir or root / "site"
    if not (site / "index.html").is_file():
        raise click.UsageError(f"{site} 里没有成品，先运行 anli build。")
    outcomes = ask_all(read_outward(site))
    text = render_outward(outcomes, today())
    if out:
        out.write_text(text, encoding="utf-8", newline="\n")
        say(f"已写入 {out}")
    if as_json:
        rows = [asdict(one) for one in outcomes]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo(text, nl=False)
