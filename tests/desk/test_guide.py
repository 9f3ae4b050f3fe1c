"""办公指南：every command of the year's twelve steps runs as the guide says, one after another."""

from __future__ import annotations

import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.withdrawing import REASONS
from tests.office import PAPERS, new_project
from tests.support import ROOT, change

STAFF = ROOT / "docs" / "staff"
SERVERS = ("anli serve", "anli desk")
"""commands that go on until somebody ends them"""
ID = "SHQ-2024-0001"
FILING = "ICP备案号: 沪ICP备00000000号-1\n公安备案号: 沪公网安备00000000000000号\n"


@dataclass(frozen=True, slots=True)
class Block:
    """一段命令 of the guide."""

    commands: tuple[str, ...]
    after: str
    """what the guide says up to the next block or heading"""

    @property
    def exit_code(self) -> int:
        """退出码 that the guide announces; 0 when it says nothing."""
        said = re.search(r"退出码是 (\d)", self.after)
        return int(said[1]) if said else 0


def read_blocks(guide: Path) -> list[Block]:
    """The shell commands of a guide, in order."""
    text = guide.read_text(encoding="utf-8")
    found = re.findall(r"```sh\n(.*?)```\n(.*?)(?=```sh\n|\n## |\Z)", text, re.DOTALL)
    return [Block(tuple(commands.splitlines()), after) for commands, after in found]


YEAR = read_blocks(STAFF / "year.md")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the papers of 2024 beside it, under the names that the guide gives them."""
    root = new_project(tmp_path / "anli")
    papers = PAPERS / "2024"
    for name in ("2024年度结果名单.xlsx", "审批记录.xlsx", "通知.docx"):
        shutil.copy(papers / name, root)
    shutil.copytree(papers / "案例", root / "来稿文件夹")
    _write_activity(root / "活动通知.docx")
    settings = root / "site_config" / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + FILING, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def _write_activity(path: Path) -> None:
    """活动通知 with the steps of the year."""
    notice = docx.Document()
    notice.add_paragraph("示例质协〔2024〕3号")
    notice.add_paragraph("关于开展2024年“质量信得过班组”建设活动的通知")
    notice.add_paragraph("各有关单位：")
    notice.add_paragraph("现将今年活动的安排通知如下。")
    steps = (("序号", "步骤", "时间", "责任单位"), ("1", "成果申报", "5月", "申报单位自愿"))
    table = notice.add_table(len(steps), 4)
    for cell, text in zip(table._cells, [text for row in steps for text in row], strict=True):
        cell.text = text
    notice.add_paragraph("上海市示例质量协会")
    notice.add_paragraph("2024年4月8日")
    notice.save(str(path))


def test_the_year_of_the_guide_runs_from_the_first_command_to_the_last(office: Path) -> None:
    checks = 0
    for block in YEAR:
        for command in block.commands:
            if command in SERVERS:
                assert serves(office, command), command
                continue
            if command == "anli check" and (checks := checks + 1) == 2:
                repair(office)
            result = CliRunner().invoke(main, shlex.split(command)[1:])
            assert result.exit_code == block.exit_code, f"{command}\n{result.output}"
    assert checks == 2
    assert {path.suffix for path in office.glob("*模板.*")} == {".docx", ".xlsx"}
    pages = {path.parent.name: path for path in office.glob("site/cases/2024/*/index.html")}
    assert len(pages) > 5 and "已经撤下" in pages["zhongkong-yunxing-ban"].read_text("utf-8")
    assert (office / "2024年核对.html").is_file() and (office / "2024年归档核对.html").is_file()


def repair(root: Path) -> None:
    """改：what the checks of 2024 ask for, as a clerk does it in the files."""
    cases = root / "cases" / "2024"
    change(cases, "shitang-shanshi-ban/case.md", "领域: 市场服务类", "领域: 非营利性服务类")
    change(cases, "daolu-qingsao-yiban/case.md", "，身份证号310199198502281233", "")
    for name in ("guayan-ban", "jixiu-ban"):
        replace(cases / name / "case.md", r"摘要: (.{60}).*", r"摘要: \1……")
    replace(cases / "dianti-weibao-sizu" / "case.md", r"\d{11}", "（见轿厢内公示）")
    [draft] = cases.glob("jiejing-*/case.md")
    replace(draft, r"许可: .*", r"\g<0>\n标题: 洁净组装经验\n摘要: 洁净间里怎样把住装配质量。")
    replace(draft, r"(?m)^## .*", r"\g<0>\n\n先量准，再改进，每一步都有记录。")


def replace(file: Path, pattern: str, new: str) -> None:
    """Replace by a pattern that has to be there."""
    text, number = re.subn(pattern, new, file.read_text(encoding="utf-8"))
    assert number, (file, pattern)
    file.write_text(text, encoding="utf-8", newline="\n")


def serves(root: Path, command: str) -> bool:
    """Whether a command answers in a browser within a minute, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "generator", *shlex.split(command)[1:], "--port", str(port)]
    with subprocess.Popen(words, cwd=root, stderr=subprocess.DEVNULL) as server:
        try:
            return any(_answers(f"http://127.0.0.1:{port}/") for _ in _seconds(60))
        finally:
            server.terminate()


def _seconds(most: int) -> Iterator[None]:
    """One step about every half second."""
    end = time.monotonic() + most
    while time.monotonic() < end:
        yield
        time.sleep(0.5)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_the_desk_of_the_guide_starts(office: Path) -> None:
    commands = [command for block in read_blocks(STAFF / "desk.md") for command in block.commands]
    assert commands == ["anli desk", "anli desk --lan"]
    assert serves(office, commands[0])


def test_the_guide_names_every_reason_of_a_withdrawal() -> None:
    text = (STAFF / "year.md").read_text(encoding="utf-8")
    assert all(f"{code} {label}" in text for code, label in REASONS.items())


def test_installing_by_hand_is_what_make_does() -> None:
    install = (STAFF / "install.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    quiet = " --quiet --disable-pip-version-check"
    steps = re.findall(r"\$\(BIN\)/(pip install --quiet .* (?:-r|-e) \S+)", makefile)
    assert len(steps) == 2
    for step in steps:
        assert install.count(step.replace(quiet, "")) == 2, "Windows and macOS"


@pytest.mark.parametrize("page", sorted(STAFF.glob("*.md")), ids=lambda page: page.name)
def test_links_and_pictures_of_the_guides_are_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith("http")]
    assert [link for link in local if not (page.parent / link).is_file()] == []


def test_pictures_of_the_guides_are_small_and_used() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in STAFF.glob("*.md"))
    pictures = [
        path
        for path in (ROOT / "docs" / "images").glob("*.png")
        if path.name.startswith(("desk-", "terminal-"))
    ]
    assert {path.name for path in pictures} == set(re.findall(r"images/([\w-]+\.png)", pages))
    assert all(path.stat().st_size < 200_000 for path in pictures)
