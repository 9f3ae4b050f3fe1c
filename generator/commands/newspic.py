"""命令 `anli wechat newspic`：a case as upright pictures for a 小绿书 post."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cache import FOLDER, Cache
from generator.clock import today
from generator.console import CONTENT, DONE, root_of, say
from generator.drawing.fonts import find_fonts
from generator.pages.index import build_index
from generator.problems import Level, render_report, worth_showing
from generator.values import suggestion
from generator.wechat.folders import NEWSPIC, write_folder
from generator.wechat.newspic import NewspicError
from generator.wechat.opened import Opened, open_project
from generator.wechat.packs import make_pack, slug_of
from generator.wechat.studio import NO_FONT


@click.command(help="把一个案例做成图片消息（小绿书）：最多 20 张竖图和配文。写案例编号。")
@click.argument("id")
@root_of
def newspic(root: Path, id: str) -> None:
    """案例 → dist/newspic/<year>-<slug>/."""
    opened = open_project(root, today())
    if not isinstance(opened, Opened):
        say(render_report(worth_showing(opened.problems), opened.content.lines))
        raise click.UsageError("内容有错误，改好再来。")
    known = opened.eligibility
    if id in known.held:
        raise click.UsageError(f"{id} 不能上公众号：{known.held[id]}")
    if id not in known.cases:
        raise click.UsageError(f"没有案例 {id}。{suggestion(id, known.cases)}")
    fonts = find_fonts()
    if fonts is None:
        raise click.UsageError(NO_FONT)
    case = known.cases[id]
    folder = root / "dist" / NEWSPIC / slug_of(case)
    cache = Cache(root / FOLDER)
    try:
        files, findings = make_pack(case, build_index(opened.archive), root, fonts, cache)
    except NewspicError as error:
        say(str(error))
        sys.exit(CONTENT)
    folder.parent.mkdir(parents=True, exist_ok=True)
    write_folder(folder, files)
    for found in findings:
        say(found.render())
    pictures = sum(name.endswith((".png", ".jpg")) for name in files)
    say(
        f"已写入 {folder}，{pictures} 张图。看过以后运行 anli wechat push {NEWSPIC}/{folder.name}。"
    )
    sys.exit(CONTENT if any(found.level is Level.ERROR for found in findings) else DONE)
