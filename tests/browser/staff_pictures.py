"""办公指南的图：the desk and the terminal as they are today, into docs/images. `make shots`."""

from __future__ import annotations

import html
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from generator.cli import main as anli
from tests.desk.serving import served
from tests.office import PAPERS as EVERY_YEAR
from tests.support import ROOT

IMAGES = ROOT / "docs" / "images"
PAPERS = EVERY_YEAR / "2024"
LIST = PAPERS / "2024年度结果名单.xlsx"
WRITE_UP, READY = "道路清扫一班", "SHQ-2024-0002"
SIZE = {"width": 1000, "height": 720}
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body{{margin:0;background:#16181c;color:#e6e8eb;font:15px/1.6 "Noto Sans Mono CJK SC",monospace;padding:20px 24px}}
pre{{margin:0;white-space:pre-wrap;font:inherit}}</style><pre>{text}</pre>"""


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
    drop(page, *(PAPERS / "案例").iterdir(), PAPERS / "审批记录.xlsx", PAPERS / "通知.docx")
    for _ in range(3):
        page.get_by_role("button", name="确认导入").click()
    page.goto(f"{address}/years/2024")
    save(page, "desk-reconcile")
    page.get_by_role("link", name="检查", exact=True).click()
    page.get_by_role("link", name=WRITE_UP).evaluate("title => title.scrollIntoView()")
    save(page, "desk-sentence")
    page.goto(f"{address}/cases/{READY}")
    page.get_by_label("批准人").fill("王某")
    save(page, "desk-case")


def drop(page: Page, *papers: Path) -> None:
    """Choose papers of 2024 and have them read."""
    page.get_by_label("哪一年的").select_option("2024")
    page.get_by_label("把来稿放到这里").set_input_files([str(paper) for paper in papers])
    page.get_by_role("button", name="读取文件").click()


def show_terminal(page: Page, root: Path, words: list[str], name: str, most: int) -> None:
    """What a command says, as the window shows it; its first lines."""
    said = CliRunner().invoke(anli, ["--root", str(root), *words]).output
    typed = " ".join(["> anli", *words])
    text = "\n".join([typed, "", *said.splitlines()[:most]]).replace(f"{PAPERS}/", "")
    page.goto("about:blank")  # or the policy of the desk would forbid the style
    page.set_content(TERMINAL.format(text=html.escape(text)))
    save(page, name)


def main() -> None:
    """All pictures anew."""
    with TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=SIZE, locale="zh-CN")  # type: ignore[arg-type]
        root = make_project(Path(temporary))
        imported = ["import", "results", str(LIST), "--year", "2024", "--dry-run"]
        show_terminal(page, root, imported, "terminal-import", 30)
        with served(root) as address:
            show_desk(page, address)
        show_terminal(page, root, ["check"], "terminal-check", 30)
        browser.close()


if __name__ == "__main__":
    main()
