"""命令 `anli desk`：the desk on this machine and, when asked, the preview for phones."""

from __future__ import annotations

import errno
import logging
import threading
from pathlib import Path
from typing import Any

import click
import waitress  # type: ignore[import-untyped,unused-ignore]
from flask import Flask

from generator.console import root_of, say
from generator.desk.app import LARGEST_UPLOAD, create_app
from generator.desk.phone import PhoneLink, create_phone_app, find_lan_address, make_link
from generator.desk.uploads import clear

HOST = "127.0.0.1"


@click.command(help="打开工作台：在浏览器里放文件、看问题、看稿、批准和撤下。")
@click.option("--port", default=8123, show_default=True, type=click.IntRange(1024, 65535))
@click.option("--lan", is_flag=True, help="另开一个带随机口令的地址，供办公网里的手机看草稿。")
@root_of
def desk(root: Path, port: int, lan: bool) -> None:
    """Local page for office people; ends with Ctrl+C."""
    run(root, port, lan)


@click.command("desk", help="打开公众号工作台：看稿、核对、勾选、复制，只在这台电脑上。")
@click.option("--port", default=8123, show_default=True, type=click.IntRange(1024, 65535))
@root_of
def wechat_desk(root: Path, port: int) -> None:
    """The same desk, said to begin at the drafts of WeChat."""
    run(root, port, lan=False, path="wechat/")


def run(root: Path, port: int, lan: bool, path: str = "") -> None:
    """Serve until interrupted. UsageError when an address cannot be had."""
    link = _make_link(port) if lan else None
    server = listen(create_app(root, port, link), HOST, port, 4 * LARGEST_UPLOAD)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    clear(root)
    if link:
        phones = listen(create_phone_app(root, link), link.host, port, 1024)
        threading.Thread(target=phones.run, daemon=True).start()
    say(f"工作台：http://{HOST}:{port}/{path}　（只有这台电脑能打开；按 Ctrl+C 结束）")
    if link:
        say(f"手机看草稿：{link.url}　（办公网里拿到这个地址的人都能看）")
    server.run()


def _make_link(port: int) -> PhoneLink:
    host = find_lan_address()
    if host is None:
        raise click.UsageError("找不到办公网地址，不能用 --lan。请先连上办公网（内网地址）。")
    return make_link(host, port)


def listen(app: Flask, host: str, port: int, most: int) -> Any:
    """A server that is bound already, so that a port in use is noticed at once.

    `most` bytes of a request are taken in before the app is asked.
    """
    try:
        return waitress.create_server(
            app, host=host, port=port, ident="", max_request_body_size=most
        )
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            raise
        text = f"端口 {port} 用不了（{error.strerror}），也许工作台已经开着。换一个：anli desk --port {port + 1}"
        raise click.UsageError(text) from error
