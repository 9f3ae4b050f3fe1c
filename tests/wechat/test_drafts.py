"""草稿：whole folders, the same bytes, no work done twice, nothing left of what was withdrawn."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from generator.wechat import drafts
from generator.wechat.folders import write_folder
from tests.support import ROOT, change
from tests.wechat.conftest import Write, anli, report_of

SEASON = "quality-month-2022"
NAME = f"{SEASON}/baozhuang"
FILES = {
    "article.html",
    "cover-1x1.jpg",
    "cover-2.35x1.jpg",
    "cover-pair.jpg",
    "draft.json",
    "preview.html",
    "qr.png",
    "report.json",
    "report.md",
}


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def build(root: Path, *more: str) -> dict[str, str]:
    """State of every draft by name."""
    result = anli(root, "wechat", "build", "--json", *more)
    found = {one["name"]: one["state"] for one in json.loads(result.stdout)["drafts"]}
    return dict(found)


def test_the_shipped_campaigns_have_no_errors_and_the_same_bytes_twice(
    season: Path, tmp_path: Path
) -> None:
    """The second time without anything from the first, or from before."""
    first = anli(season, "wechat", "build", "--json", "--out", str(tmp_path / "a"))
    assert first.exit_code == 0
    made = json.loads(first.stdout)["drafts"]
    assert len(made) == 12
    assert sum(one["counts"]["error"] for one in made) == 0
    (season / ".cache").rename(tmp_path / "old-cache")
    assert anli(season, "wechat", "build", "--out", str(tmp_path / "b")).exit_code == 0
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_draft_has_all_its_files(shipped: Path) -> None:
    folder = shipped / "dist" / "wechat" / NAME
    names = tree(folder)
    assert {name for name in names if not name.startswith("images/")} == FILES
    fragment = (folder / "article.html").read_text("utf-8")
    assert fragment.startswith("<section") and "\ufeff" not in fragment
    for name in names:
        if name.startswith("images/"):
            assert name.split("/")[1].split(".")[0] == names[name][:8]
            assert f'src="{name}"' in fragment


def test_the_payload_is_the_body_of_draft_add_with_local_names(shipped: Path) -> None:
    folder = shipped / "dist" / "wechat" / NAME
    text = (folder / "draft.json").read_text("utf-8")
    (article,) = json.loads(text)["articles"]
    assert article["content"] == (folder / "article.html").read_text("utf-8")
    assert article["thumb_media_id"] == "local:cover-pair.jpg"
    assert (article["pic_crop_235_1"], article["article_type"]) == ("0_0_0.701493_1", "news")
    assert article["content_source_url"].startswith("https://share.example.org/cases/")
    assert "\\u" not in text


def test_a_draft_of_several_articles_has_files_for_each_and_one_payload(shipped: Path) -> None:
    name = "autumn-2022/manufacturing"
    folder = shipped / "dist" / "wechat" / name
    payload = json.loads((folder / "draft.json").read_text("utf-8"))
    assert [a["thumb_media_id"] for a in payload["articles"]] == [
        "local:1-cover-pair.jpg",
        "local:2-cover-pair.jpg",
    ]
    assert (folder / "2-article.html").is_file()
    assert [a["file"] for a in report_of(shipped, name)["articles"]] == [
        "1-article.html",
        "2-article.html",
    ]


def test_nothing_is_made_again_when_nothing_has_changed(
    season: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(build(season, SEASON).values()) == {drafts.NEW}

    def refuse(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(drafts, "make_files", refuse)
    assert set(build(season, SEASON).values()) == {drafts.UNCHANGED}


def test_only_the_draft_whose_case_has_changed_is_made_again(season: Path) -> None:
    build(season, SEASON)
    change(
        season,
        "cases/2022/baozhuang-sanban/case.md",
        "## 下一步打算\n\n",
        "## 下一步打算\n\n先数准。",
    )
    anli(season, "approve", "SHQ-2022-0002", "--by", "示例审核员")
    made = [name for name, state in build(season, SEASON).items() if state == drafts.NEW]
    assert made == [NAME]


def test_what_somebody_changed_by_hand_in_a_folder_is_made_anew(season: Path) -> None:
    build(season, NAME)
    article = season / "dist" / "wechat" / NAME / "article.html"
    article.write_text("改坏了", "utf-8")
    assert build(season, NAME) == {NAME: drafts.NEW}
    assert article.read_text("utf-8").startswith("<section")


def test_a_missing_picture_is_an_error_by_name_and_the_draft_is_still_written(season: Path) -> None:
    """Between the check and the making somebody took a picture away."""
    (season / "cases/2022/baozhuang-sanban/fig-2.png").write_bytes(b"not a picture")
    assert anli(season, "wechat", "build", NAME).exit_code == 1


def test_a_title_too_long_is_whole_in_the_draft_and_a_finding(season: Path) -> None:
    folder = season / "site_config" / "campaigns" / "quality-month-2022"
    folder.mkdir()
    (folder / "baozhuang.yaml").write_text(f"标题: {'包装三班' * 9}\n", "utf-8")
    build(season, NAME)
    (article,) = report_of(season, NAME)["articles"]
    assert article["title"] == "包装三班" * 9
    found = next(f for f in article["findings"] if f["code"] == "WX102")
    assert "36 字" in found["message"] and "上限 32 字" in found["message"]


def test_a_draft_that_is_planned_no_more_is_taken_away(campaign: Write, season: Path) -> None:
    one = "  - {代号: a, 种类: 单篇, 案例: [SHQ-2022-0001]}\n"
    two = "  - {代号: b, 种类: 单篇, 案例: [SHQ-2022-0002]}\n"
    campaign(one + two)
    build(season)
    campaign(one)
    result = anli(season, "wechat", "build")
    assert "活动里没有了，已删去" in result.stderr
    assert [p.parent.name for p in (season / "dist/wechat/one").glob("*/report.json")] == ["a"]


def test_the_drafts_of_a_withdrawn_case_are_emptied_at_once(season: Path) -> None:
    build(season, NAME)
    link = ("wechat", "link", "SHQ-2022-0002", "https://mp.weixin.qq.com/s/b")
    assert anli(season, *link).exit_code == 0
    result = anli(
        season, "withdraw", "SHQ-2022-0002", "--reason", "organisation", "--by", "示例经办"
    )
    assert f"推文草稿 dist/wechat/{NAME}：已标为已撤回" in result.stderr
    assert "https://mp.weixin.qq.com/s/b：删除或更正" in result.stderr
    folder = season / "dist" / "wechat" / NAME
    assert set(tree(folder)) == {"report.json", "report.md"}
    report = report_of(season, NAME)
    assert (report["state"], report["recalled"]) == ("recalled", ["SHQ-2022-0002"])
    assert "已撤回" in (folder / "report.md").read_text("utf-8")
    assert NAME not in build(season, SEASON)
    assert set(tree(folder)) == {"report.json", "report.md"}


def test_a_withdrawn_case_leaves_the_digest_that_it_was_in(season: Path) -> None:
    name = f"{SEASON}/round-up"
    build(season, name)
    anli(season, "withdraw", "SHQ-2022-0009", "--reason", "organisation", "--by", "示例经办")
    build(season, name)
    report = report_of(season, name)
    assert (report["state"], "SHQ-2022-0009" in report["cases"]) == ("ready", False)


def test_a_folder_is_whole_or_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    write_folder(folder, {"x": b"1"})
    with pytest.raises(TypeError):
        write_folder(folder, {"y": b"2", "z": None})  # type: ignore[dict-item]
    assert tree(folder).keys() == {"x"}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_an_unknown_campaign_is_answered_with_the_one_that_was_meant(season: Path) -> None:
    result = anli(season, "wechat", "build", "autum-2022")
    assert result.exit_code == 2
    assert "是不是“autumn-2022”？" in result.stderr


def test_errors_in_the_content_stop_before_anything_is_written(season: Path) -> None:
    change(season, "site_config/site.yaml", "站名:", "站名称:")
    assert anli(season, "wechat", "build").exit_code == 1
    assert not (season / "dist").exists()


def test_the_repository_keeps_no_drafts() -> None:
    assert "/dist/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
