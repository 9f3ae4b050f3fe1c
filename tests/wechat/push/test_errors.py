"""错误码：every code of the interface has its class, its way out in Chinese and its exit code."""

from __future__ import annotations

import re

import pytest

from generator.wechat.push.errors import RULES, Exit, Facts, PushError, explain, find_ip, find_rid
from tests.wechat.push.conftest import Bench
from tests.wechat.push.mock import Trouble

FACTS = Facts("WECHAT_MAIN_APP_ID", "WECHAT_MAIN_APP_SECRET", "one.jpg", "标题 33 字")
CODES = {
    Exit.TRANSIENT: {-1, 45011},
    Exit.CONFIG: {40001, 40014, 42001, 41001, 41002, 41004, 40013, 40125, 88000},
    Exit.ACCOUNT: {
        *(40243, 40164, 61004, 89501, 89503, 89506, 89507, 48001, 48004, 50002),
        *(45028, 53503, 53504, 53505),
    },
    Exit.QUOTA: {45009},
    Exit.CONTENT: {
        *(40004, 40005, 40009, 40137, 45001, 40033, 44003, 47001, 45002, 45003, 45004),
        *(45005, 45008, 45110, 45166, 53404, 53405, 53406),
    },
    Exit.CHANGED: {40007},
}
"""all codes of the specification, by how the command ends"""
ALL = [(code, exit) for exit, codes in CODES.items() for code in sorted(codes)]


def test_the_table_has_every_code_and_no_other() -> None:
    assert set(RULES) == {code for code, _ in ALL}


@pytest.mark.parametrize(("code", "exit"), ALL)
def test_every_code_ends_the_command_as_its_class_says(bench: Bench, code: int, exit: Exit) -> None:
    troubles = [Trouble(code=code, errmsg="told rid: 6541f3a2-77aa")] * 9
    bench.mock.fail("draft/add", *troubles)
    with pytest.raises(PushError) as caught:
        bench.push()
    assert caught.value.exit is exit
    said = str(caught.value)
    assert re.search(r"[\u4e00-\u9fff]", said)
    assert str(code) in said
    assert "查询号 6541f3a2-77aa" in said, "WeChat's diagnosis wants it"
    assert "{" not in said
    assert bench.mock.count("draft/add") <= 2, "an addition is repeated with a new token only"
    bench.mock.troubles.clear()
    assert bench.push().faults == ()
    assert len(bench.mock.drafts) == 1


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_token_that_wechat_refuses_is_fetched_anew_once(bench: Bench, code: int) -> None:
    bench.mock.fail("draft/add", Trouble(code=code))
    bench.push()
    assert (bench.mock.tokens_given, bench.mock.count("draft/add")) == (2, 2)


def test_a_token_lives_until_five_minutes_before_its_end(bench: Bench) -> None:
    bench.push()
    bench.write_again("改了。")
    bench.now += 6800
    bench.push()
    assert bench.mock.tokens_given == 1
    bench.write_again("又改了。")
    bench.now += 200
    bench.push()
    assert bench.mock.tokens_given == 2


def test_a_wrong_secret_is_told_by_the_name_of_its_variable(bench: Bench) -> None:
    bench.environment["WECHAT_MAIN_APP_SECRET"] = "CANARYwrong"  # noqa: S105
    with pytest.raises(PushError, match="WECHAT_MAIN_APP_SECRET") as caught:
        bench.push()
    assert caught.value.exit is Exit.CONFIG
    assert "CANARYwrong" not in str(caught.value)
    assert bench.mock.count("stable_token") == 1


def test_a_minute_quota_is_waited_for_where_it_does_no_harm(bench: Bench) -> None:
    bench.mock.fail("media/uploadimg", Trouble(code=45011))
    bench.push()
    assert 60 in bench.slept
    assert bench.mock.count("uploadimg") == 2


def test_a_busy_wechat_is_asked_again_but_not_for_an_addition(bench: Bench) -> None:
    bench.mock.fail("draft/get", Trouble(code=-1), Trouble(code=-1))
    bench.push()
    assert bench.mock.count("draft/get") == 3


def test_the_ip_is_the_one_that_wechat_names(bench: Bench) -> None:
    said = "invalid ip 203.0.113.77 ipv6 ::ffff:203.0.113.77, not in whitelist rid: 6541f3a2-1a"
    bench.mock.fail("stable_token", Trouble(code=40164, errmsg=said))
    with pytest.raises(PushError, match=r"加上 203\.0\.113\.77") as caught:
        bench.push()
    assert caught.value.exit is Exit.ACCOUNT
    assert find_ip("invalid ip 2001:db8::7, not in whitelist") == "2001:db8::7"
    assert find_ip("not in whitelist") == "微信没有说的地址"
    assert find_rid("no query number") == ""


def test_a_refused_file_is_named_with_its_measured_kind_and_size(bench: Bench) -> None:
    bench.mock.fail("media/uploadimg", Trouble(code=40009))
    with pytest.raises(PushError, match=r"one\.jpg（image/jpeg，[\d,]+ 字节）"):
        bench.push()


def test_a_length_that_wechat_refuses_is_told_as_we_counted_it(bench: Bench) -> None:
    bench.mock.fail("draft/add", Trouble(code=45003))
    with pytest.raises(PushError, match="标题 9 字"):
        bench.push()


def test_an_unknown_code_is_told_in_the_words_of_wechat(bench: Bench) -> None:
    bench.mock.fail("draft/add", Trouble(code=99999, errmsg="something new"))
    with pytest.raises(PushError, match="something new") as caught:
        bench.push()
    assert caught.value.exit is Exit.ACCOUNT


def test_json_under_a_wrong_content_type_is_read_all_the_same(bench: Bench) -> None:
    bench.mock.fail("media/uploadimg", Trouble(how="type"))
    assert bench.push().faults == ()
    assert bench.mock.count("uploadimg") == 1


@pytest.mark.parametrize("how", ["cut", "half", "page", "502"])
@pytest.mark.parametrize("call", ["stable_token", "media/uploadimg", "draft/get"])
def test_what_may_be_repeated_is_repeated(bench: Bench, call: str, how: str) -> None:
    bench.mock.fail(call, Trouble(how=how))
    assert bench.push().faults == ()
    assert bench.mock.count(call) == 2


@pytest.mark.parametrize("call", ["stable_token", "media/uploadimg", "material/add_material"])
def test_an_answer_without_what_was_asked_for_stops_before_any_draft(
    bench: Bench, call: str
) -> None:
    bench.mock.fail(call, Trouble(how="empty"))
    with pytest.raises(PushError) as caught:
        bench.push()
    assert caught.value.exit is Exit.TRANSIENT
    assert bench.mock.count("draft/add") == 0
    assert bench.push().faults == ()


def test_every_message_stands_without_a_placeholder() -> None:
    for code in RULES:
        said = explain(code, "", FACTS)
        assert "{" not in said
        assert said.endswith(("。", "）"))
