"""公众号编辑指南的图：posts, previews, desk and terminal as they are today. `make shots`."""

from __future__ import annotations

import html
import io
import os
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.staff_pictures import IMAGES, SIZE, TERMINAL
from tests.desk.serving import served
from tests.support import ROOT
from tests.wechat.conftest import EPOCH, anli

SEASON = "quality-month-2022"
DRAFT = f"{SEASON}/issue-2"
PHONE = {"width": 390, "height": 844}
ACCOUNT = {
    "SOURCE_DATE_EPOCH": EPOCH,
    "WECHAT_MAIN_APP_ID": "wx-example",
    "WECHAT_MAIN_APP_SECRET": "example",
}
"""a fixed day, and keys for a rehearsal that connects to nobody"""
GROUND, GAP = "#e4e0d8", 24
POSTS = (
    (f"{SEASON}/issue-2", "day", 0),
    (f"{SEASON}/issue-2", "day", 4060),
    ("autumn-2022/service", "day", 0),
    (f"{SEASON}/issue-2", "night", 4060),
)
"""draft, look, and how far down: a post in red, its results, a digest in blue, the night"""


def make_project(folder: Path) -> Path:
    """The shipped project with its drafts made."""
    for name in ("cases", "site_config"):
        shutil.copytree(ROOT / name, folder / name)
    anli(folder, "wechat", "build")
    return folder


def write(picture: Image.Image, name: str) -> None:
    """A picture in few colours; its commonest are kept as they are, and the rare ones too."""
    whole = picture.convert("RGB")
    pixels = whole.tobytes()
    counted = Counter(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))
    common = [channel for colour, _ in counted.most_common(128) for channel in colour]
    rare = whole.quantize(128, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*common, *rare[:384]])
    few = whole.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{name}.png", optimize=True)


def save(page: Page, name: str) -> None:
    """The window as it is."""
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        write(picture, name)


def show_posts(browser: Browser, drafts: Path) -> None:
    """Four telephones in a row."""
    shots = []
    page = browser.new_page(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
    for number, (name, look, top) in enumerate(POSTS):
        page.goto((drafts / name / "preview.html").as_uri())
        page.locator(f'input[value="{look}"]').check(force=True)
        page.locator('input[name="marks"]').uncheck()
        path = drafts / f"{number}.png"
        page.locator("[data-sheet]").screenshot(path=path)
        with Image.open(path) as whole:
            shots.append(whole.convert("RGB").crop((0, top, whole.width, top + PHONE["height"])))
    page.close()
    wide = sum(one.width for one in shots) + GAP * (len(shots) + 1)
    row = Image.new("RGB", (wide, PHONE["height"] + 2 * GAP), GROUND)
    left = GAP
    for one in shots:
        row.paste(one, (left, GAP))
        left += one.width + GAP
    small = row.resize((row.width * 3 // 4, row.height * 3 // 4), Image.Resampling.LANCZOS)
    write(small, "wechat-posts")


def show_files(page: Page, drafts: Path) -> None:
    """总览 and 预览, as a double click opens them."""
    page.goto((drafts / SEASON / "index.html").as_uri())
    save(page, "wechat-index")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((drafts / DRAFT / "preview.html").as_uri())
    save(page, "wechat-preview")
    page.get_by_role("heading", name="核对单").scroll_into_view_if_needed()
    page.get_by_role("heading", name="在微信里的样子").scroll_into_view_if_needed()
    save(page, "wechat-checklist")


def show_desk(page: Page, address: str) -> None:
    """公众号工作台, with some of the list ticked."""
    page.goto(f"{address}/wechat/{DRAFT}/preview.html")
    for words in ("朗读清单", "初审：", "图片和肖像"):
        page.get_by_label(words).first.check()
    page.get_by_label("新勾选的由谁看过").fill("示例编辑")
    page.get_by_role("button", name="记下勾选").click()
    page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    page.goto(f"{address}/wechat/")
    page.get_by_role("heading", name="质量月").scroll_into_view_if_needed()
    save(page, "wechat-desk")


def show_push(browser: Browser, root: Path) -> None:
    """试运行 with an account, without the payload that goes to the standard output."""
    page = browser.new_page(viewport={"width": 1000, "height": 330}, locale="zh-CN")
    said = anli(root, "wechat", "push", DRAFT).stderr
    page.set_content(TERMINAL.format(text=html.escape(f"> anli wechat push {DRAFT}\n\n{said}")))
    save(page, "wechat-push")
    page.close()


def main() -> None:
    """All pictures anew."""
    with TemporaryDirectory() as temporary, sync_playwright() as playwright:
        os.environ |= {**ACCOUNT, "XDG_STATE_HOME": f"{temporary}/state"}
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        root = make_project(Path(temporary) / "project")
        show_posts(browser, root / "dist" / "wechat")
        page = browser.new_page(viewport=SIZE, locale="zh-CN")  # type: ignore[arg-type]
        show_files(page, root / "dist" / "wechat")
        with served(root) as address:
            show_desk(page, address)
        show_push(browser, root)
        browser.close()


if __name__ == "__main__":
    main()
