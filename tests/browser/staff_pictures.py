"""办公指南的图：the desk and the terminal as they are today, into docs/images. `make shots`."""

from __future__ import annotations

import html
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import waitress  # type: ignore[import-untyped,unused-ignore]
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from generator.cli import main as anli
from generator.desk.app import create_app
from tests.support import ROOT

IMAGES = ROOT / "docs" / "images"
PAPERS = ROOT / "tests" / "intake" / "paperwork" / "2024"
LIST = PAPERS / "2024年度结果名单.xlsx"
WRITE_UP = "道路清扫一班"
SIZE = {"width": 1000, "height": 720}
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body{{margin:0;background:#16181c;color:#e6e8eb;font:15px/1.6 "Noto Sans Mono CJK SC",monospace;padding:20px 24px}}
pre{{margin:0;white-space:pre-wrap;font:inherit}}</style><pre>{text}</pre>"""


@contextmanager
def desk(root: Path) -> Iterator[str]:
    """Address of a desk for a project."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = waitress.create_server(create_app(root, port), host="127.0.0.1", port=port)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{port}"
    server.close()


def make_project(folder: Path) -> Path:
    """The shipped project, its year 2024 still empty."""
    for name in ("cases", "site_config", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.rmtree(folder / "cases" / "2024")
    return folder


def save(page: Page, name: str) -> None:
    """A picture in few colours: a third of the size, and nobody sees it."""
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(128)
    small.save(path, optimize=True)


def show_desk(page: Page, address: str) -> None:
    """首页 → 放文件 → 问题和改动 → 确认 → 案例."""
    page.goto(address)
    save(page, "desk-home")
    drop(page, LIST)
    save(page, "desk-findings")
    page.get_by_role("heading", name="会有的改动").scroll_into_view_if_needed()
    save(page, "desk-changes")
    page.get_by_role("button", name="确认导入").click()
    page.goto(address)
    drop(page, *sorted((PAPERS / "案例").glob(f"*{WRITE_UP}*")))
    page.get_by_role("button", name="确认导入").click()
    page.get_by_role("link", name="检查", exact=True).click()
    save(page, "desk-sentence")
    page.goto(f"{address}/cases/SHQ-2022-0001")
    save(page, "desk-case")


def drop(page: Page, *papers: Path) -> None:
    """Choose papers of 2024 and have them read."""
    page.get_by_label("哪一年的").select_option("2024")
    page.get_by_label("把来稿放到这里").set_input_files([str(paper) for paper in papers])
    page.get_by_role("button", name="读取文件").click()


def show_terminal(page: Page, root: Path) -> None:
    """`anli import results` 的试运行, as the window shows it."""
    words = ["--root", str(root), "import", "results", str(LIST), "--year", "2024", "--dry-run"]
    said = CliRunner().invoke(anli, words).output.replace(str(PAPERS) + "/", "")
    lines = said.splitlines()
    text = "\n".join([f"> anli import results {LIST.name} --year 2024 --dry-run", "", *lines[:30]])
    page.set_content(TERMINAL.format(text=html.escape(text)))
    save(page, "terminal-import")


def main() -> None:
    """All pictures anew."""
    with TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=SIZE, locale="zh-CN")  # type: ignore[arg-type]
        root = make_project(Path(temporary))
        show_terminal(page, root)
        with desk(root) as address:
            show_desk(page, address)
        browser.close()


if __name__ == "__main__":
    main()
