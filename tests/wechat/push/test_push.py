"""推送：one draft is one draft, whatever the line, the editor or the program does in between."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from generator.output import LockedError
from generator.wechat.push.errors import Exit, PushError, UnknownOutcomeError
from generator.wechat.push.plan import Action
from generator.wechat.push.vault import open_vault
from tests.wechat.push.conftest import Bench, article, picture
from tests.wechat.push.mock import APP_ID, Trouble


def test_a_first_push_uploads_adds_and_reads_back(bench: Bench) -> None:
    outcome = bench.push()
    assert (outcome.action, outcome.uploaded, outcome.faults) == (Action.ADD, 2, ())
    assert [call.removeprefix("/cgi-bin/") for call in bench.mock.calls] == [
        "stable_token",
        "media/uploadimg",
        "material/add_material",
        "draft/add",
        "draft/get",
    ]
    (sent,) = bench.mock.bodies[0]["articles"]
    ours = bench.package.items[0].body
    differing = {name for name, value in ours.items() if sent[name] != value}
    assert differing == {"content", "thumb_media_id"}, "nothing else differs from draft.json"
    assert "https://mmbiz.qpic.cn/" in sent["content"], "http is rewritten"
    assert "images/one.jpg" not in sent["content"]


def test_a_second_push_without_change_sends_nothing(bench: Bench) -> None:
    bench.push()
    calls = list(bench.mock.calls)
    outcome = bench.push()
    assert (outcome.action, outcome.uploaded) == (Action.NOTHING, 0)
    assert bench.mock.calls == calls


def test_one_edited_word_is_one_update(bench: Bench) -> None:
    bench.push()
    bench.mock.calls.clear()
    bench.write(article("装配二班把返修变成一次做对。"))
    outcome = bench.push()
    assert (outcome.action, outcome.uploaded, outcome.faults) == (Action.UPDATE, 0, ())
    assert [call.removeprefix("/cgi-bin/draft/") for call in bench.mock.calls] == [
        "get",
        "update",
        "get",
    ]
    assert "装配二班" in bench.mock.drafts["draft-1"]["news_item"][0]["content"]


def test_of_several_articles_only_the_changed_one_is_sent(bench: Bench) -> None:
    bench.write(article(digest=""), article("第二篇。", "第二篇", digest=""))
    bench.push()
    bench.write(article(digest=""), article("第二篇改了。", "第二篇", digest=""))
    bench.push()
    updates = [body for body in bench.mock.bodies if "index" in body]
    assert [(body["index"], body["articles"]["title"]) for body in updates] == [(1, "第二篇")]


def test_a_new_picture_alone_is_a_change(bench: Bench) -> None:
    bench.push()
    (bench.folder / "images" / "one.jpg").write_bytes(picture(200))
    outcome = bench.push()
    assert (outcome.action, outcome.uploaded) == (Action.UPDATE, 1)


@pytest.mark.parametrize("how", ["cut", "half", "page", "502", "empty"])
@pytest.mark.parametrize("done", [True, False])
def test_an_addition_without_an_answer_is_never_repeated_but_looked_for(
    bench: Bench, how: str, done: bool
) -> None:
    bench.mock.fail("draft/add", Trouble(how=how, done=done))
    with pytest.raises(UnknownOutcomeError) as caught:
        bench.push()
    assert caught.value.exit == Exit.UNKNOWN
    assert bench.mock.count("draft/add") == 1, "not repeated in this run"
    assert bench.state.pending is not None
    bench.now += 3600
    outcome = bench.push()
    assert len(bench.mock.drafts) == 1, "found again, or added once"
    assert bench.mock.count("draft/add") == (1 if done else 2)
    assert outcome.action is (Action.CHECK if done else Action.ADD)
    assert outcome.faults == ()
    assert bench.state.media_id == "draft-1"
    assert bench.push().action is Action.NOTHING


def test_a_draft_found_again_takes_the_words_edited_since(bench: Bench) -> None:
    bench.mock.fail("draft/add", Trouble(how="cut", done=True))
    with pytest.raises(UnknownOutcomeError):
        bench.push()
    bench.write(article("后来又改了。"))
    assert bench.push().action is Action.UPDATE
    assert bench.mock.count("draft/add") == 1
    assert "后来又改了" in bench.mock.drafts["draft-1"]["news_item"][0]["content"]


def test_a_run_that_died_after_sending_is_taken_up_by_the_next(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("generator.wechat.push.client.Client.add_draft", die)
        with pytest.raises(KeyboardInterrupt):
            bench.push()
    assert bench.state.pending is not None
    assert bench.push().action is Action.ADD
    assert len(bench.mock.drafts) == 1


def test_several_drafts_of_one_title_are_for_a_person(bench: Bench) -> None:
    bench.mock.fail("draft/add", Trouble(how="cut", done=True))
    with pytest.raises(UnknownOutcomeError):
        bench.push()
    bench.mock.drafts["draft-by-hand"] = bench.mock.drafts["draft-1"]
    with pytest.raises(UnknownOutcomeError, match="有 2 篇同名的草稿"):
        bench.push()
    assert bench.mock.count("draft/add") == 1


def test_an_older_draft_of_the_same_title_is_not_taken_for_ours(bench: Bench) -> None:
    bench.push()
    old = dict(bench.mock.drafts.pop("draft-1"))
    bench.mock.drafts["draft-old"] = old
    bench.now += 86_400
    bench.write(article("另一稿。"))
    bench.mock.fail("draft/add", Trouble(how="cut", done=True))
    with pytest.raises(UnknownOutcomeError):
        bench.push(replace=True)
    assert bench.push().media_id == "draft-2"


def test_the_box_is_searched_page_by_page(bench: Bench) -> None:
    bench.mock.fail("draft/add", Trouble(how="cut", done=True))
    with pytest.raises(UnknownOutcomeError):
        bench.push()
    for number in range(45):
        other = {"news_item": [{"title": f"别的 {number}"}], "update_time": int(bench.now) + 9}
        bench.mock.drafts[f"other-{number}"] = other
    bench.push()
    assert (bench.mock.count("draft/batchget"), bench.mock.count("draft/add")) == (3, 1)


def test_what_a_person_changed_in_the_box_is_not_overwritten(bench: Bench) -> None:
    bench.push()
    item = bench.mock.drafts["draft-1"]["news_item"][0]
    item["content"] = item["content"].replace("经验可以学", "经验人人可学")
    bench.write(article("改过的稿。"))
    with pytest.raises(PushError, match="被人改过") as caught:
        bench.push()
    assert caught.value.exit == Exit.CHANGED
    assert bench.mock.count("draft/update") == 0
    assert bench.push(overwrite=True).action is Action.UPDATE


def test_a_draft_that_is_gone_is_not_added_again_unasked(bench: Bench) -> None:
    bench.push()
    bench.mock.drafts.clear()
    bench.write(article("改过的稿。"))
    with pytest.raises(PushError, match="已经没有这篇草稿") as caught:
        bench.push()
    assert caught.value.exit == Exit.CHANGED
    assert bench.mock.count("draft/add") == 1
    assert bench.push(replace=True).faults == ()
    assert (len(bench.mock.drafts), bench.mock.count("draft/delete")) == (1, 0)


def test_another_number_of_articles_needs_a_replacement(bench: Bench) -> None:
    bench.push()
    bench.write(article(digest=""), article("第二篇。", "第二篇", digest=""))
    with pytest.raises(PushError, match="不能改篇数") as caught:
        bench.push()
    assert caught.value.exit == Exit.CHANGED
    bench.push(replace=True)
    assert list(bench.mock.drafts) == ["draft-2"], "the old one goes after the new one is there"
    order = [call.rsplit("/", 1)[1] for call in bench.mock.calls]
    assert order.index("delete") > len(order) - 1 - order[::-1].index("add")


def test_an_old_draft_not_yet_deleted_goes_with_the_next_run(bench: Bench) -> None:
    bench.push()
    bench.mock.fail("draft/delete", Trouble(code=48001))
    with pytest.raises(PushError):
        bench.push(replace=True)
    assert len(bench.mock.drafts) == 2
    bench.push()
    assert list(bench.mock.drafts) == ["draft-2"]


def test_a_cover_that_wechat_forgot_is_uploaded_again_once(bench: Bench) -> None:
    bench.push()
    bench.mock.materials.clear()
    bench.write(article("改过的稿。"))
    outcome = bench.push()
    assert (outcome.action, outcome.uploaded, outcome.faults) == (Action.UPDATE, 1, ())
    bench.mock.materials.clear()
    bench.push(replace=True)
    assert bench.mock.count("material/add_material") == 3


def test_pictures_that_wechat_took_out_are_told_and_uploaded_again(bench: Bench) -> None:
    bench.mock.filter_images = True
    outcome = bench.push()
    assert outcome.faults == ("这篇送去 1 张图，读回 0 张",)
    bench.mock.filter_images = False
    bench.write(article("改过的稿。"))
    assert bench.push().uploaded == 1


def test_an_animation_goes_to_the_library(bench: Bench) -> None:
    moving = article()
    moving["content"] = moving["content"].replace("one.jpg", "two.gif")
    bench.write(moving)
    frames = {"save_all": True, "append_images": [Image.new("L", (800, 600), 250)]}
    (bench.folder / "images" / "two.gif").write_bytes(picture(9, "GIF", **frames))
    assert bench.push().faults == ()
    assert (bench.mock.count("uploadimg"), bench.mock.count("add_material")) == (0, 2)


def test_a_quota_that_ends_halfway_loses_no_upload(bench: Bench) -> None:
    bench.mock.fail("material/add_material", Trouble(code=45009, errmsg="reach max api daily"))
    with pytest.raises(PushError) as caught:
        bench.push()
    assert caught.value.exit == Exit.QUOTA
    bench.push()
    assert bench.mock.count("uploadimg") == 1


def test_an_update_cut_in_the_middle_is_done_again(bench: Bench) -> None:
    bench.push()
    bench.write(article("改过的稿。"))
    bench.mock.fail("draft/update", *[Trouble(how="cut", done=True)] * 5)
    with pytest.raises(PushError) as caught:
        bench.push()
    assert caught.value.exit == Exit.TRANSIENT
    assert bench.push().action is Action.UPDATE, "the change in the box is our own"
    assert len(bench.mock.drafts) == 1


def test_uploads_keep_half_a_second_apart(bench: Bench) -> None:
    bench.push()
    assert bench.slept == [0.5]


def test_two_runs_for_one_account_do_not_push_at_once(bench: Bench) -> None:
    vault = open_vault(APP_ID, bench.root, bench.environment)
    with vault.lock(), pytest.raises(LockedError):
        bench.push()
    assert bench.mock.calls == []


def test_what_is_remembered_is_for_its_owner_only_and_outside_the_project(bench: Bench) -> None:
    bench.push()
    state = Path(bench.environment["XDG_STATE_HOME"])
    files = [path for path in state.rglob("*") if path.is_file() and path.name != "lock"]
    assert {path.name for path in files} == {"token.json", "uploads.json", "drafts.json"}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    folders = list((state / "anli" / "wechat").iterdir())
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
    written = {path.name for path in bench.root.rglob("*") if path.is_file()}
    assert written == {"draft.json", "report.json", "one.jpg", "cover-pair.jpg"}


def test_a_state_folder_inside_the_project_is_refused(bench: Bench) -> None:
    bench.environment["XDG_STATE_HOME"] = str(bench.root / "state")
    with pytest.raises(PushError, match="不能放在项目里"):
        bench.push()
    assert bench.mock.calls == []


@pytest.mark.parametrize(
    ("faulty", "code"),
    [
        ({"title": "字" * 33}, "WX102"),
        ({"author": "字" * 17}, "WX103"),
        ({"digest": "字" * 129}, "WX104"),
        ({"content_source_url": "ftp://x"}, "WX107"),
        ({"content": "<section>" + "字" * 20_000 + "</section>"}, "WX109"),
        ({"content": "<section><div>字</div></section>"}, "WX201"),
        ({"thumb_media_id": ""}, "WX312"),
    ],
)
def test_what_the_interface_would_refuse_opens_no_connection(
    bench: Bench, faulty: dict[str, str], code: str
) -> None:
    bench.write(article(**faulty))
    assert code in {found.code for found in bench.package.errors}
    with pytest.raises(PushError) as caught:
        bench.push()
    assert caught.value.exit == Exit.CONTENT
    assert bench.mock.calls == []


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("../../../secret.jpg", "没有图片"),
        ("images/none.jpg", "没有图片"),
        ("images/text.jpg", "不是 JPEG"),
    ],
)
def test_a_picture_must_be_one_and_lie_in_the_folder(
    bench: Bench, source: str, message: str
) -> None:
    body = article()
    body["content"] = body["content"].replace("images/one.jpg", source)
    bench.write(body)
    (bench.folder / "images" / "text.jpg").write_text("文字", encoding="utf-8")
    bench.root.joinpath("secret.jpg").write_bytes(picture(1))
    with pytest.raises(PushError, match=message):
        bench.push()


def test_a_text_that_grows_too_long_with_the_addresses_of_wechat_is_not_sent(
    bench: Bench,
) -> None:
    room = 19_990 - len(article("")["content"])
    bench.write(article("字" * room))
    assert bench.package.errors == ()
    with pytest.raises(PushError, match="换成微信的图片地址后，正文") as caught:
        bench.push()
    assert caught.value.exit == Exit.CONTENT
    assert bench.mock.count("draft/add") == 0


def test_a_recalled_draft_is_refused(bench: Bench) -> None:
    bench.write(report={"state": "recalled", "articles": [], "findings": []})
    with pytest.raises(PushError, match="已撤回"):
        bench.push()


def test_errors_of_the_build_stop_a_push(bench: Bench) -> None:
    row = {
        "code": "WX601",
        "level": "error",
        "place": "第 2 块",
        "quote": "99.9",
        "message": "这个数没有出处。",
        "fix": "照案例改。",
    }
    bench.write(report={"state": "ready", "articles": [{"findings": [row]}], "findings": []})
    assert [found.code for found in bench.package.errors] == ["WX601"]
    with pytest.raises(PushError):
        bench.push()
    assert bench.mock.calls == []


def test_the_state_on_the_disk_is_never_half_written(bench: Bench) -> None:
    bench.push()
    path = next(Path(bench.environment["XDG_STATE_HOME"]).rglob("drafts.json"))
    table = json.loads(path.read_text(encoding="utf-8"))
    assert list(table) == ["month/first"]
    path.write_text('{"month/first": {"media', encoding="utf-8")
    with pytest.raises(PushError, match="坏了"):
        bench.push()


def test_pauses_grow_and_stay_below_a_minute(bench: Bench) -> None:
    bench.mock.fail("draft/get", *[Trouble(how="502")] * 9)
    with pytest.raises(PushError) as caught:
        bench.push()
    assert caught.value.exit == Exit.TRANSIENT
    assert bench.mock.count("draft/get") == 5
    pauses = bench.slept[1:]
    assert all(later == 2 * earlier for earlier, later in pairwise(pauses))
    assert sum(pauses) < 60
    assert bench.push().action is Action.CHECK, "what was added is only read back"
