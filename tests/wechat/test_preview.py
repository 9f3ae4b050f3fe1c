"""预览：pages made from the files of a draft alone; ticks that hold for what was looked at."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.desk.app import create_app
from generator.wechat.preview.hosted import ACCOUNT, find_hosted
from generator.wechat.push.state import DraftState, write_state
from generator.wechat.push.uploads import Endpoint, Uploaded, Uploads
from generator.wechat.ticks import Item, Tick, hold, reached, set_ticks
from tests.desk.conftest import PORT, Clerk
from tests.support import change
from tests.wechat.conftest import anli, report_of

NAME = "quality-month-2022/baozhuang"
SEVERAL = "autumn-2022/manufacturing"
PAGE = f"/wechat/{NAME}/preview.html"
TICKS = f"site_config/campaigns/{NAME}.ticks.yaml"
DAY = date(2022, 9, 20)
_DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.S)


def folder_of(root: Path, name: str = NAME) -> Path:
    return root / "dist" / "wechat" / name


def data_of(page: str) -> dict[str, Any]:
    """What the script of a preview is given."""
    found = _DATA.search(page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.fixture
def built(shipped: Path, season: Path) -> Path:
    """The project with one draft made."""
    shutil.copytree(folder_of(shipped), folder_of(season))
    return season


@pytest.fixture
def clerk(built: Path) -> Clerk:
    """An editor at the desk."""
    return Clerk(built, create_app(built, PORT))


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An account of WeChat, set up in this environment."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for what in ("APP_ID", "APP_SECRET"):
        monkeypatch.setenv(f"WECHAT_{ACCOUNT.upper()}_{what}", f"wx-canary-{what}")


def test_the_fragment_in_the_preview_is_article_html_byte_for_byte(shipped: Path) -> None:
    folder = folder_of(shipped)
    data = data_of((folder / "preview.html").read_text("utf-8"))
    assert data["fragment"] == (folder / "article.html").read_text("utf-8")
    named = set(re.findall(r'src="([^"]+)"', data["fragment"]))
    assert named == set(data["pictures"])
    assert all(one["data"].startswith("data:image/") for one in data["pictures"].values())
    assert {one["url"] for one in data["pictures"].values()} == {""}


def test_the_preview_shows_meters_findings_checklist_and_reading(shipped: Path) -> None:
    page = (folder_of(shipped) / "preview.html").read_text("utf-8")
    report = report_of(shipped, NAME)
    (article,) = report["articles"]
    title, content = (article["counters"][name]["count"] for name in ("title", "content"))
    assert f"<b>{title}/32</b>" in page and f"<b>{content:,}/20,000</b>" in page
    assert all(found["message"] in page for found in article["findings"])
    assert all(item in page for item in report["checklist"])
    assert all(row["origin"] in page for row in article["reading"])


def test_a_preview_asks_nobody_for_anything(shipped: Path) -> None:
    page = (folder_of(shipped) / "preview.html").read_text("utf-8")
    assert "default-src 'none'" in unescape(page) and "img-src data:" in page
    shell = page.partition("<script")[0]
    assert re.findall(r'(?:src|href)="(?!data:)([^"]+)"', shell) == ["../index.html"]


def test_the_words_of_a_case_cannot_end_the_data(season: Path) -> None:
    folder = season / "site_config" / "campaigns" / "quality-month-2022"
    folder.mkdir()
    (folder / "baozhuang.yaml").write_text("导语: 写作</script><script>alert(1)\n", "utf-8")
    anli(season, "wechat", "build", NAME)
    page = (folder_of(season) / "preview.html").read_text("utf-8")
    assert page.count("<script") == 2
    assert "&lt;/script&gt;" in data_of(page)["fragment"]


def test_every_article_of_a_draft_has_its_preview_that_leads_to_the_others(shipped: Path) -> None:
    first, second = (
        (folder_of(shipped, SEVERAL) / f"{n}-preview.html").read_text("utf-8") for n in (1, 2)
    )
    assert 'href="2-preview.html"' in first and 'href="1-preview.html"' in second
    text = (folder_of(shipped, SEVERAL) / "2-article.html").read_text("utf-8")
    assert data_of(second)["fragment"] == text


def test_the_index_has_a_card_for_every_article_with_its_state(shipped: Path) -> None:
    page = (shipped / "dist/wechat/autumn-2022/index.html").read_text("utf-8")
    for link in re.findall(r'href="([^"]+\.html)"', page):
        assert (shipped / "dist/wechat/autumn-2022" / link).is_file()
    assert page.count("<article") == 7 and page.count(">草稿<") == 7


def test_pictures_that_an_account_has_already_are_copied_by_their_address(
    built: Path, account: None
) -> None:
    folder = folder_of(built)
    picture = next(iter(sorted((folder / "images").iterdir())))
    vault = find_hosted(built, os.environ).vault
    assert vault
    url = "https://mmbiz.qpic.cn/a/0"
    Uploads(vault).keep(Endpoint.IMAGE, picture.read_bytes(), Uploaded(url))
    anli(built, "wechat", "build", NAME)
    page = (folder / "preview.html").read_text("utf-8")
    pictures = data_of(page)["pictures"]
    assert [name for name, one in pictures.items() if one["url"] == url] == [
        f"images/{picture.name}"
    ]
    assert "canary" not in page


def test_what_was_pushed_published_or_withdrawn_says_so(built: Path, account: None) -> None:
    index = built / "dist/wechat/quality-month-2022/index.html"
    vault = find_hosted(built, os.environ).vault
    assert vault
    write_state(vault, NAME, DraftState(media_id="m"))
    anli(built, "wechat", "build", NAME)
    assert ">已推送<" in index.read_text("utf-8")
    link = ("wechat", "link", "SHQ-2022-0002", "https://mp.weixin.qq.com/s/b", "--draft", NAME)
    assert anli(built, *link).exit_code == 0
    anli(built, "wechat", "build", NAME)
    assert ">已发布<" in index.read_text("utf-8")
    anli(built, "withdraw", "SHQ-2022-0002", "--reason", "organisation", "--by", "示例经办")
    anli(built, "wechat", "build", "quality-month-2022")
    text = index.read_text("utf-8")
    assert ">已撤回<" in text and ">已发布<" not in text


# ---- 核对单 ----


def given(item: str, seen: str = "a") -> Tick:
    return Tick(item, "示例审核", DAY, seen)


def test_a_tick_holds_only_for_the_draft_that_was_looked_at() -> None:
    items = hold(["念过", "看过"], [given("念过"), given("看过", seen="b")], "a")
    assert [item.fresh for item in items] == [True, False]
    assert items[1].tick == given("看过", seen="b")


def test_the_state_is_the_last_review_with_all_before_it() -> None:
    checklist = ["初审：甲", "复审：乙", "终审：丙"]
    states = []
    for ticked in ([], checklist[:1], checklist[:2], checklist, checklist[1:]):
        states.append(reached(hold(checklist, map(given, ticked), "a")))
    assert states == ["", "初审", "复审", "终审", ""]


def test_what_was_ticked_before_keeps_its_name() -> None:
    items = (Item("一", given("一"), fresh=True), Item("二", None, fresh=False))
    by = Tick("", "后来的人", DAY, "a")
    assert set_ticks(items, [0, 1], by) == (given("一"), Tick("二", "后来的人", DAY, "a"))
    assert set_ticks(items, [1], by) == (Tick("二", "后来的人", DAY, "a"),)


# ---- 工作台 ----


def tick(clerk: Clerk, *chosen: int, seen: str = "", name: str = "示例审核") -> int:
    """Send the form of the checklist; the status of the answer."""
    seen = seen or report_of(clerk.root, NAME)["seen"]
    fields = {"item": [str(one) for one in chosen], "seen": seen, "name": name}
    return clerk.post(f"/wechat/{NAME}/ticks?page=preview.html", fields).status_code


def test_the_desk_lists_all_drafts_and_shows_the_same_preview(clerk: Clerk) -> None:
    home = clerk.page("/wechat/")
    assert PAGE in home and home.count("还没有生成") == 11
    file = (folder_of(clerk.root) / "preview.html").read_text("utf-8")
    assert data_of(clerk.page(PAGE)) == data_of(file)


def test_ticks_are_kept_beside_the_campaign_and_move_the_state(clerk: Clerk) -> None:
    assert tick(clerk, 0, 1, 2) == 303
    kept = (clerk.root / TICKS).read_text("utf-8")
    assert "事项: 初审：示例初审" in kept and "姓名: 示例审核" in kept and "2026-11-24" in kept
    assert "复审</b>" in clerk.page("/wechat/")
    assert clerk.page(PAGE).count(" checked><span>") >= 3
    assert anli(clerk.root, "wechat", "build", NAME).exit_code == 0
    index = clerk.root / "dist/wechat/quality-month-2022/index.html"
    assert ">复审<" in index.read_text("utf-8")
    assert "示例审核　2026-11-24" in (folder_of(clerk.root) / "preview.html").read_text("utf-8")


def test_ticking_the_rights_answers_the_finding_about_them(clerk: Clerk) -> None:
    checklist = report_of(clerk.root, NAME)["checklist"]
    tick(clerk, next(n for n, item in enumerate(checklist) if item.startswith("图片和肖像")))
    anli(clerk.root, "wechat", "build", NAME)
    (article,) = report_of(clerk.root, NAME)["articles"]
    assert "WX509" not in {found["code"] for found in article["findings"]}


def test_a_changed_case_asks_for_new_ticks(clerk: Clerk) -> None:
    tick(clerk, 0, 1, 2, 3)
    case = "cases/2022/baozhuang-sanban/case.md"
    change(clerk.root, case, "## 下一步打算\n\n", "## 下一步打算\n\n先数准。")
    anli(clerk.root, "approve", "SHQ-2022-0002", "--by", "示例审核员")
    old = report_of(clerk.root, NAME)["seen"]
    assert clerk.post("/wechat/build", {"campaign": "quality-month-2022"}).status_code == 303
    assert "之后改动了，请再看" in clerk.page(PAGE)
    assert tick(clerk, 0, seen=old) == 303
    assert "没有记下勾选" in clerk.page("/wechat/?done=stale-draft")
    assert old in (clerk.root / TICKS).read_text("utf-8"), "the old record stays as it was"


@pytest.mark.parametrize("name", ["", "名" * 21])
def test_no_tick_without_a_proper_name(clerk: Clerk, name: str) -> None:
    assert tick(clerk, 0, name=name) == 403
    assert not (clerk.root / TICKS).exists()


def test_nobody_else_may_tick_or_build(clerk: Clerk) -> None:
    for path in (f"/wechat/{NAME}/ticks", "/wechat/build"):
        assert clerk.post(path, {"csrf": "wrong"}).status_code == 403
        assert clerk.post(path, Origin="https://example.org").status_code == 403
    assert clerk.get(PAGE, Host="example.org").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        f"/wechat/{NAME}/report.json",
        f"/wechat/{NAME}/2-preview.html",
        "/wechat/../campaigns/preview.html",
        "/wechat/%2e%2e/%2e%2e/preview.html",
        "/wechat/quality-month-2022/none/preview.html",
    ],
)
def test_the_desk_gives_out_nothing_but_previews_and_covers(clerk: Clerk, path: str) -> None:
    assert clerk.get(path).status_code == 404
    assert clerk.get(f"/wechat/{NAME}/cover-1x1.jpg").status_code == 200


def test_the_ticks_are_no_text_of_the_editors_and_no_problem_of_the_content(clerk: Clerk) -> None:
    tick(clerk, 0)
    result = anli(clerk.root, "wechat", "build", NAME)
    assert result.exit_code == 0 and ".ticks" not in result.stderr
    assert ".ticks" not in anli(clerk.root, "check").stderr
