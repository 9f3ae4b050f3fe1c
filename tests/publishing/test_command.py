"""命令行：publish, rollback and verify on a real project."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.output import lock
from generator.publishing.changes import compare
from generator.publishing.manifest import EMPTY, Manifest
from generator.publishing.publish import Outcome, State
from tests.conftest import MakeProject
from tests.support import ROOT, change


def anli(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *map(str, arguments)])


def test_from_sources_to_a_served_site_and_back(project: MakeProject, tmp_path: Path) -> None:
    root, target, page = project("full"), tmp_path / "www", tmp_path / "changes.html"
    approved = anli(root, "approve", "SHQ-2022-0004", "--by", "王某某")
    assert approved.exit_code == 0, approved.stderr
    planned = anli(root, "publish", "--to", target, "--dry-run", "--page", page)
    assert planned.exit_code == 0, planned.stderr
    assert "试运行" in planned.stderr and not (target / "current").exists()
    assert "<h2>新增（" in page.read_text("utf-8")
    done = anli(root, "publish", "--to", target, "--json", "--after", " ")
    assert done.exit_code == 0, done.stderr
    first = json.loads(done.stdout)
    assert first["state"] == "published"
    assert first["changes"]["summary"].startswith("+")
    site = target / "current" / "site"
    assert (site / "cases/2022/zhuangpei-yiban/index.html").exists()
    gone = (target / "current/server/gone.map").read_text("utf-8")
    assert "anbao" in gone, "the withdrawn case answers 410"
    assert anli(root, "verify", target).exit_code == 0
    same = anli(root, "publish", "--to", target, "--dry-run", "--page", page)
    assert "发布出来会和线上一样" in same.stderr
    assert "没有改动。" in page.read_text("utf-8"), "and no word of the changes before"
    change(root, "site_config/site.yaml", "用到每一个字段的示例项目。", "一句新的介绍。")
    second = anli(root, "publish", "--to", target, "--after", "sh -c 'exit 3'")
    assert second.exit_code == 4, "old addresses answer only after a reload"
    assert "切换之后的命令没有成功（退出码 3）：sh -c 'exit 3'。" in second.stderr
    assert "网站已更新为" in second.stderr
    back = anli(root, "rollback", "--to", target, "--after", "/no/such/program")
    assert back.exit_code == 4 and "No such file" in back.stderr
    assert (target / "current").readlink().name == first["release"]
    (site / "index.html").write_text("x", "utf-8")
    assert anli(root, "verify", target).exit_code == 3


def test_content_that_is_not_fit_for_release_is_not_published(
    project: MakeProject, tmp_path: Path
) -> None:
    root, target = project("minimal"), tmp_path / "www"
    done = anli(root, "publish", "--to", target)
    assert done.exit_code == 1
    assert "site.icp" in done.stderr and "网站没有改动" in done.stderr
    assert not (target / "current").exists()


def test_wrong_targets_are_wrong_usage_and_change_nothing(
    project: MakeProject, tmp_path: Path
) -> None:
    root = project("minimal")
    busy = tmp_path / "busy"
    busy.mkdir()
    (busy / "x.docx").touch()
    for target in (busy, "ssh://host", root / "cases" / "www", root / "site_config" / "a.zip"):
        done = anli(root, "publish", "--to", target)
        assert done.exit_code == 2 and "网站没有改动" in done.stderr
    assert not (root / "cases" / "www").exists()
    assert anli(root, "rollback", "--to", tmp_path / "none").exit_code == 2
    assert [path.name for path in busy.iterdir()] == ["x.docx"]


@pytest.mark.parametrize("where", ["ssh://h/srv", "s3://bucket"])
def test_what_lies_elsewhere_cannot_be_rolled_back_and_the_way_is_told(
    project: MakeProject, where: str
) -> None:
    done = anli(project("minimal"), "rollback", "--to", where)
    assert done.exit_code == 2
    assert "恢复旧内容再发布一次" in done.stderr


def test_what_is_no_site_cannot_be_verified(project: MakeProject, tmp_path: Path) -> None:
    root = project("minimal")
    (tmp_path / "a.zip").touch()
    for where in (tmp_path / "a.zip", tmp_path / "none"):
        done = anli(root, "verify", where)
        assert done.exit_code == 2 and "不是这里的文件夹" in done.stderr


def test_a_command_after_the_switch_with_a_lone_quote_is_wrong_usage(
    project: MakeProject, tmp_path: Path
) -> None:
    root, target = project("minimal"), tmp_path / "www"
    for command in ("publish", "rollback"):
        done = anli(root, command, "--to", target, "--after", "echo 'x")
        assert done.exit_code == 2 and "引号没有配对：echo 'x" in done.stderr
    assert not target.exists()


def test_a_second_publication_names_the_first(project: MakeProject, tmp_path: Path) -> None:
    root, target = project("minimal"), tmp_path / "www"
    target.mkdir()
    with lock(target / ".lock"):
        done = anli(root, "publish", "--to", target)
    assert done.exit_code == 5
    assert "始于" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="没有 /dev/full")
def test_a_log_on_a_full_disk_does_not_make_a_publication_a_failure(
    project: MakeProject, tmp_path: Path
) -> None:
    code = (
        "from generator import cli; from generator.commands import publish\n"
        "from generator.publishing.publish import Outcome, State\n"
        "publish.publish_site = lambda *_: Outcome(State.PUBLISHED, release='1')\n"
        f"cli.main(['--root', {str(project('minimal'))!r}, 'publish', '--to', {str(tmp_path)!r}])"
    )
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, stdout=full, stderr=full, check=False
        )
    assert run.returncode == 0


def test_a_page_that_cannot_be_written_is_told_and_the_publication_stands(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Outcome(State.PUBLISHED, changes=compare(EMPTY, Manifest({"a": "0" * 64})), release="1")
    monkeypatch.setattr("generator.commands.publish.publish_site", lambda *_: done)
    page = tmp_path / "nowhere" / "page.html"
    run = anli(project("minimal"), "publish", "--to", tmp_path / "www", "--page", page)
    assert run.exit_code == 4
    assert "page.html 没有写成" in run.stderr and "网站已更新为 1" in run.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_ended_clears_up_and_leaves_the_old_site(
    project: MakeProject, tmp_path: Path, number: signal.Signals
) -> None:
    target = tmp_path / "www"
    code = (
        "import signal, time; from generator import cli, pipeline\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # background jobs ignore both
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "pipeline.build = lambda *_, **__: time.sleep(60)\n"
        f"cli.main(['--root', {str(project('minimal'))!r}, 'publish', '--to', {str(target)!r}])"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    for _ in range(500):
        if list(target.glob(".work-*")):
            break
        time.sleep(0.02)
    time.sleep(0.2)
    run.send_signal(number)
    _, said = run.communicate(timeout=20)
    assert run.returncode == 128 + number
    assert "已中断" in said and "Traceback" not in said
    assert [path.name for path in target.iterdir()] == [".lock"]


def test_a_target_that_cannot_be_written_is_a_matter_of_the_environment(
    project: MakeProject, tmp_path: Path
) -> None:
    root, target = project("minimal"), tmp_path / "file"
    target.write_text("x", "utf-8")
    done = anli(root, "publish", "--to", target / "www")
    assert done.exit_code == 4
    assert "网站没有改动" in done.stderr
    shutil.rmtree(root)
