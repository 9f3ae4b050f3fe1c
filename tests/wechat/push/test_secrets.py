"""凭证：from the environment only, and in no output, file, log or exception, whatever happens."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands.push import push
from generator.wechat.push.errors import ConfigError, PushError
from generator.wechat.push.secrets import Redactor, read_credentials
from generator.wechat.push.transport import OFFICIAL, Transport, check_base_url
from tests.wechat.push.conftest import Bench, article
from tests.wechat.push.mock import APP_ID, SECRET, TOKEN, Trouble

CANARIES = (APP_ID, SECRET, TOKEN, "CANARY")
ECHO = f"bad {APP_ID} {SECRET} access_token={TOKEN} rid: 1234abcd-9"
TROUBLES = (
    Trouble(code=-1, errmsg=ECHO),
    Trouble(code=40001, errmsg=ECHO),
    Trouble(code=40013, errmsg=ECHO),
    Trouble(code=40164, errmsg=ECHO),
    Trouble(code=45003, errmsg=ECHO),
    Trouble(code=99999, errmsg=ECHO),
    Trouble(how="cut"),
    Trouble(how="half", done=True),
    Trouble(how="page"),
    Trouble(how="502"),
)
CALLS = ("stable_token", "media/uploadimg", "material/add_material", "draft/add", "draft/get")


def told(bench: Bench, error: BaseException | None = None) -> str:
    """All that anybody or any file was told, but for the one that keeps the token."""
    files = [
        path
        for folder in (bench.root, Path(bench.environment["XDG_STATE_HOME"]))
        for path in folder.rglob("*")
        if path.is_file() and path.name != "token.json"
    ]
    written = "".join(path.read_bytes().decode("utf-8", "replace") for path in files)
    lines = traceback.format_exception(error) if error else []
    return "\n".join([*bench.said, *bench.log, *lines, repr(error), written])


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda t: t.how or str(t.code))
def test_no_failure_tells_a_secret(
    bench: Bench, caplog: pytest.LogCaptureFixture, call: str, trouble: Trouble
) -> None:
    caplog.set_level(logging.DEBUG)
    bench.mock.fail(call, *[trouble] * 9)
    with pytest.raises(PushError) as caught:
        bench.push()
    assert bench.log, "calls are told"
    for canary in CANARIES:
        assert canary not in told(bench, caught.value) + caplog.text


def test_a_good_push_tells_no_secret(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bench.push()
    for canary in CANARIES:
        assert canary not in told(bench) + caplog.text
    assert bench.log[0].startswith("POST /cgi-bin/stable_token 200 errcode=0 rid=- 发 ")
    assert not any("?" in line for line in bench.log), "no query"


def test_a_closed_port_tells_no_secret(bench: Bench) -> None:
    bench.mock.port = 1
    with pytest.raises(PushError, match="连不上") as caught:
        bench.push()
    assert "CANARY" not in told(bench, caught.value)
    assert len(bench.slept) == 4


def test_a_proxy_that_cannot_be_used_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://user:CANARY@127.0.0.1:9")
    with pytest.raises(ConfigError, match="代理设置用不了") as caught:
        Transport(OFFICIAL, Redactor(), print)
    assert "CANARY" not in str(caught.value)


def run(bench: Bench, *words: str) -> Result:
    environment = {**bench.environment, "WECHAT_API_BASE": bench.mock.address}
    return CliRunner().invoke(push, ["first", *words], obj=bench.root, env=environment)


def test_the_command_rehearses_unless_told_otherwise(bench: Bench) -> None:
    result = run(bench)
    assert result.exit_code == 0
    assert bench.mock.calls == []
    assert "month/first：新建草稿。" in result.stderr
    assert "要上传 one.jpg" in result.stderr
    assert '"thumb_media_id": "local:cover-pair.jpg"' in result.stdout
    assert run(bench, "--yes", "--dry-run").exit_code == 0
    assert bench.mock.calls == []


def test_the_command_pushes_and_says_what_comes_next(bench: Bench) -> None:
    result = run(bench, "--yes")
    assert (result.exit_code, bench.mock.count("draft/add")) == (0, 1)
    assert "读回核对一致" in result.stderr
    assert "无变化" in run(bench, "--yes").stderr
    assert "无变化" in run(bench).stderr
    bench.write(article("改了。"))
    rehearsal = run(bench).stderr
    assert "更新草稿" in rehearsal
    assert "已传过 one.jpg" in rehearsal
    for canary in CANARIES:
        assert canary not in told(bench) + result.output + rehearsal


@pytest.mark.parametrize(
    ("call", "trouble", "exit"),
    [
        ("draft/add", Trouble(code=45003, errmsg=ECHO), 2),
        ("stable_token", Trouble(code=40125, errmsg=ECHO), 3),
        ("draft/add", Trouble(code=48001, errmsg=ECHO), 4),
        ("draft/add", Trouble(code=45009, errmsg=ECHO), 5),
        ("draft/add", Trouble(code=45011, errmsg=ECHO), 6),
        ("draft/add", Trouble(how="half", done=True), 7),
        ("draft/get", Trouble(code=40007, errmsg=ECHO), 8),
    ],
)
def test_the_exit_code_says_what_kind_of_help_is_needed(
    bench: Bench, call: str, trouble: Trouble, exit: int
) -> None:
    bench.mock.fail(call, trouble)
    result = run(bench, "--yes")
    assert result.exit_code == exit
    assert "Traceback" not in result.output
    for canary in CANARIES:
        assert canary not in told(bench) + result.output
    log = next(Path(bench.environment["XDG_STATE_HOME"]).rglob("push.log"))
    assert call in log.read_text(encoding="utf-8")


def test_a_draft_not_as_it_was_sent_is_for_a_person_to_look_at(bench: Bench) -> None:
    bench.mock.filter_images = True
    result = run(bench, "--yes")
    assert result.exit_code == 7
    assert "读回 0 张" in result.stderr


def test_an_unknown_draft_is_told_by_name(bench: Bench) -> None:
    result = CliRunner().invoke(push, ["none"], obj=bench.root, env=bench.environment)
    assert result.exit_code == 2
    assert "没有草稿 none" in result.stderr
    outside = CliRunner().invoke(push, ["../first"], obj=bench.root, env=bench.environment)
    assert "不是草稿的名称" in outside.stderr


def test_without_keys_there_is_a_rehearsal_and_no_push(bench: Bench) -> None:
    bench.environment |= {"WECHAT_MAIN_APP_ID": "", "WECHAT_MAIN_APP_SECRET": ""}
    assert run(bench).exit_code == 0
    result = run(bench, "--yes")
    assert result.exit_code == 3
    assert "没有设置 WECHAT_MAIN_APP_ID 和 WECHAT_MAIN_APP_SECRET" in result.stderr
    assert bench.mock.calls == []


def test_keys_may_lie_in_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    lines = f"WECHAT_MAIN_APP_ID={APP_ID}\nWECHAT_MAIN_APP_SECRET={SECRET}\n"
    path.write_text(lines, encoding="utf-8")
    path.chmod(0o644)
    environment = {"WECHAT_MAIN_FILE": str(path)}
    with pytest.raises(ConfigError, match="chmod 600"):
        read_credentials("main", environment)
    path.chmod(0o600)
    found = read_credentials("main", environment)
    assert (found.app_id, found.secret) == (APP_ID, SECRET)
    assert "CANARY" not in repr(found)
    path.unlink()
    with pytest.raises(ConfigError, match="读不出来"):
        read_credentials("main", environment)


@pytest.mark.parametrize("account", ["", "a b", "../x", "账号"])
def test_the_name_of_an_account_is_plain(account: str) -> None:
    with pytest.raises(ConfigError, match="代号"):
        read_credentials(account, {})


@pytest.mark.parametrize(
    "address",
    [
        "http://api.weixin.qq.com",
        "https://api.weixin.qq.com.example.org",
        "https://api.weixin.qq.com@example.org",
        "https://api.weixin.qq.com:8443",
        "https://example.org",
        "http://localhost:8000",
        "http://127.0.0.1",
        "http://10.0.0.1:80",
        "http://127.0.0.1:80/x",
        "http://[::1",
        "http://127.0.0.1:99999999",
        "",
    ],
)
def test_keys_go_to_wechat_or_stay_on_this_machine(address: str) -> None:
    with pytest.raises(ConfigError):
        check_base_url(address)


@pytest.mark.parametrize(
    "address", [OFFICIAL, f"{OFFICIAL}/", "http://127.0.0.1:8000", "http://[::1]:80"]
)
def test_the_official_address_and_this_machine_are_allowed(address: str) -> None:
    assert check_base_url(address) == address.rstrip("/")


def test_a_secret_is_hidden_in_every_way_of_writing_it() -> None:
    redactor = Redactor()
    redactor.hide("a/b+c=d")
    redactor.hide("")
    assert redactor.clean('access_token=zzz&a {"secret": "yyy"}') == (
        'access_token=***&a {"secret": "***"}'
    )
    assert redactor.clean("x a/b+c=d y a%2Fb%2Bc%3Dd z") == "x *** y *** z"
