"""从生成到草稿箱：what the build writes is what the draft box holds."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.wechat.push.client import Client, Clock
from tests.wechat.conftest import anli
from tests.wechat.push.mock import APP_ID, SECRET, MockWechat, serve

CASE = "SHQ-2022-0006"


@pytest.fixture
def mock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MockWechat:
    """A fake WeChat, and an environment that leads to it."""
    monkeypatch.setenv("WECHAT_MAIN_APP_ID", APP_ID)
    monkeypatch.setenv("WECHAT_MAIN_APP_SECRET", SECRET)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    patient = partial(Client, clock=Clock(sleep=lambda _: None))
    monkeypatch.setattr("generator.commands.push.Client", patient)
    return MockWechat(now=lambda: 1_790_000_000)


def push(root: Path, mock: MockWechat, slug: str, *words: str) -> Result:
    with serve(mock):
        address = {"WECHAT_API_BASE": mock.address}
        arguments = ["--root", str(root), "wechat", "push", slug, *words]
        return CliRunner().invoke(main, arguments, env=address)


def test_every_shipped_draft_arrives_as_it_was_built(shipped: Path, mock: MockWechat) -> None:
    folders = sorted(shipped.glob("dist/wechat/quality-month-2022/*/draft.json"))
    assert folders
    for path in folders:
        result = push(shipped, mock, f"quality-month-2022/{path.parent.name}", "--yes")
        assert (result.exit_code, result.stderr.count("读回核对一致")) == (0, 1), result.stderr
    before = len(mock.calls)
    for path in folders:
        assert (
            "无变化"
            in push(shipped, mock, f"quality-month-2022/{path.parent.name}", "--yes").stderr
        )
    assert len(mock.calls) == before
    assert len(mock.drafts) == len(folders)


def test_a_case_becomes_a_post_of_pictures(season: Path, mock: MockWechat) -> None:
    made = anli(season, "wechat", "newspic", CASE)
    assert made.exit_code == 0, made.output
    (folder,) = (season / "dist" / "newspic").iterdir()
    body = json.loads((folder / "draft.json").read_text(encoding="utf-8"))["articles"][0]
    names = [one["image_media_id"] for one in body["image_info"]["image_list"]]
    pictures = {path.name for path in folder.iterdir() if path.suffix in (".jpg", ".png")}
    assert {name.removeprefix("local:") for name in names} == pictures
    words = (folder / "post.txt").read_text("utf-8")
    assert words == f"{body['title']}\n\n{body['content']}\n"
    result = push(season, mock, f"newspic/{folder.name}", "--yes")
    assert result.exit_code == 0, result.stderr
    (draft,) = mock.drafts.values()
    sent = draft["news_item"][0]["image_info"]["image_list"]
    assert [one["image_media_id"] for one in sent] == sorted(mock.materials, key=_number)
    again = {path.name: path.read_bytes() for path in folder.iterdir()}
    anli(season, "wechat", "newspic", CASE)
    assert again == {path.name: path.read_bytes() for path in folder.iterdir()}


def _number(media_id: str) -> int:
    return int(media_id.rsplit("-", 1)[1])


def test_a_case_that_may_not_go_there_gives_no_pictures(season: Path) -> None:
    unknown = anli(season, "wechat", "newspic", "SHQ-2022-9999")
    assert (unknown.exit_code, "没有案例" in unknown.stderr) == (2, True), unknown.stderr
    approvals = season / "cases" / "2022" / "approvals.yaml"
    text = approvals.read_text(encoding="utf-8")
    approvals.write_text(text.replace("[官网, 公众号", "[官网"), encoding="utf-8")
    held = anli(season, "wechat", "newspic", CASE)
    assert (held.exit_code, "不含公众号" in held.stderr) == (2, True), held.stderr
    assert not (season / "dist").exists()


def test_a_withdrawn_case_empties_its_pictures(season: Path, mock: MockWechat) -> None:
    anli(season, "wechat", "newspic", CASE)
    words = ["--reason", "organisation", "--by", "张三"]
    withdrawn = anli(season, "withdraw", CASE, *words)
    assert "dist/newspic/" in withdrawn.stderr, withdrawn.stderr
    (folder,) = (season / "dist" / "newspic").iterdir()
    assert {path.name for path in folder.iterdir()} == {"report.json", "report.md"}
    result = push(season, mock, f"newspic/{folder.name}", "--yes")
    assert result.exit_code == 2
    assert mock.calls == []
