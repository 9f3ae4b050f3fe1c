"""生成：the shipped content, built as a user does, compared byte for byte."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("cases", "site_config", "theme", "mkdocs.yml")
CANARY = "金丝雀XQZ"


def copy_project(target: Path) -> Path:
    """The shipped project without its code: what `--root` points at."""
    target.mkdir(parents=True)
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        else:
            shutil.copy(source, target / name)
    return target


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def build(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return run("generator", "build", cwd=project, **environment)


def tree(folder: Path) -> dict[str, str]:
    """Every file with its hash and mode."""
    return {
        path.relative_to(folder).as_posix(): f"{path.stat().st_mode & 0o777:o} "
        + hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project that tests look at and do not change."""
    folder = copy_project(tmp_path_factory.mktemp("build") / "project")
    result = build(folder)
    assert result.returncode == 0, result.stderr
    return folder


def test_mkdocs_build_gives_the_same_site(project: Path, tmp_path: Path) -> None:
    other = copy_project(tmp_path / "other")
    result = run("mkdocs", "build", "--strict", cwd=other)
    assert result.returncode == 0, result.stderr
    assert tree(other / "site") == tree(project / "site")


def test_the_same_content_gives_the_same_bytes_anywhere(project: Path, tmp_path: Path) -> None:
    """All of the shipped content; tests/test_variations.py varies one thing after the other."""
    other = copy_project(tmp_path / "深一层" / "b")
    before = os.umask(0o077)
    try:
        result = build(other, TZ="America/New_York", LC_ALL="zh_CN.GBK", PYTHONHASHSEED="7")
    finally:
        os.umask(before)
    assert result.returncode == 0, result.stderr
    assert tree(other / "site") == tree(project / "site")


def test_twenty_unapproved_cases_change_no_byte(project: Path, tmp_path: Path) -> None:
    other = copy_project(tmp_path / "other")
    for number in range(20):
        _add_unapproved_case(other, number)
    result = build(other)
    assert result.returncode == 0, result.stderr
    assert tree(other / "site") == tree(project / "site")


def _add_unapproved_case(project: Path, number: int) -> None:
    """A sound case with picture and attachment: of a listed team, or of one nobody listed."""
    folder = project / f"cases/2023/canary-{number}"
    shutil.copytree(project / "cases/2022/jiangxin-zhuangpei-banzu", folder)
    _, front, body = (folder / "case.md").read_text(encoding="utf-8").split("---\n", 2)
    results = (project / "cases/2023/results.yaml").read_text(encoding="utf-8")
    entries = yaml.load(results, Loader=yaml.BaseLoader)["名单"]
    typical = [entry for entry in entries if entry["等级"] == "典型经验"]
    fields = yaml.load(front, Loader=yaml.BaseLoader)
    fields |= {"编号": f"SHQ-2023-9{number:03d}", "年度": "2023", "标题": f"{CANARY}{number}"}
    if number < len(typical):
        shared = ("单位", "班组", "领域", "类别", "推荐单位", "区", "行业")
        fields |= {key: typical[number][key] for key in shared if key in typical[number]}
        if "类别" not in typical[number]:
            fields.pop("类别", None)
    else:
        fields["班组"] = f"{CANARY}{number}班"
    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
    (folder / "case.md").write_text(f"---\n{text}---\n{body}", encoding="utf-8")
    Image.new("RGB", (9, 9), (number, 0, 0)).save(folder / "fig-1.png")
    (folder / f"{CANARY}.pdf").write_bytes(b"%PDF-1.4 canary")
    if number % 3 == 0:
        _add_approval(project, fields["编号"], complete=number % 2 == 0)


def _add_approval(project: Path, id: str, *, complete: bool) -> None:
    path = project / "cases/2023/approvals.yaml"
    text = path.read_text(encoding="utf-8") if path.exists() else "审批:\n"
    record = f"  - 编号: {id}\n    形式审查:\n      日期: 2022-06-25\n"
    if complete:
        record += "    内容指纹: " + "0" * 64 + "\n    批准人: 某\n    批准日期: 2022-09-01\n"
    path.write_text(text.rstrip("\n") + "\n" + record, encoding="utf-8")


def test_every_name_of_the_site_can_be_unpacked_on_any_system(project: Path) -> None:
    site = project / "site"
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert len({path.casefold() for path in paths}) == len(paths)
    for path in paths:
        assert len(path) < 150, "Windows takes 260 characters, its own folders among them"
        for name in path.split("/"):
            assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?<!\.)", name), path
            assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name, re.I), path


def test_no_byte_of_approvals_or_remarks_gets_out(project: Path) -> None:
    site = b"\n".join(p.read_bytes() for p in (project / "site").rglob("*") if p.is_file())
    for secret in ("示例指审〔2022〕5号", "涉及商业秘密", "暂未收录", "内容指纹", "批准人"):
        assert secret.encode() not in site, secret


Change = Callable[[Path], None]


def _break(file: str, old: str, new: str) -> Change:
    def change(project: Path) -> None:
        path = project / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.mark.parametrize("command", [("generator", "build"), ("mkdocs", "build")])
def test_errors_leave_the_old_site_as_it_was(
    project: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    other = copy_project(tmp_path / "other")
    shutil.copytree(project / "site", other / "site")
    before = tree(other / "site")
    _break("cases/2022/results.yaml", "总数: 32", "总数: 33")(other)
    result = run(*command, cwd=other)
    assert result.returncode == 1
    assert "网站没有改动" in result.stdout + result.stderr
    assert tree(other / "site") == before
    assert [p.name for p in other.iterdir() if p.name.startswith(".site")] == []


def test_one_edited_character_takes_the_case_out_and_says_so(project: Path, tmp_path: Path) -> None:
    other = copy_project(tmp_path / "other")
    _break("cases/2022/jiangxin-zhuangpei-banzu/case.md", "高级技师2人", "高级技师3人")(other)
    result = build(other)
    assert result.returncode == 0
    assert "approval.changed" in result.stderr
    assert not (other / "site/cases/2022/jiangxin-zhuangpei-banzu").exists()
    released = run("generator", "build", "--release", cwd=other)
    assert released.returncode == 1
    assert "ledger.vanished" in released.stderr


HOSTILE = (
    '<script>alert(1)</script>{{ 7*7 }}{% raw %}"><img src=x onerror=alert(1)>',
    "]]>--><svg/onload=alert(1)>${7*7}",
)


def _poison(node: object, depth: int = 0) -> object:
    """Hostile text into every free text of a file, keeping what has a grammar of its own."""
    free = ("标题", "短标题", "班组", "摘要", "口径", "替代文字", "图注", "来源", "权利人", "许可")
    if isinstance(node, dict):
        return {
            key: value + HOSTILE[depth % 2][:30]
            if key in free and isinstance(value, str) and "://" not in value
            else _poison(value, depth + 1)
            for key, value in node.items()
        }
    return [_poison(item, depth + 1) for item in node] if isinstance(node, list) else node


def test_templates_and_scripts_in_fields_come_out_as_text(tmp_path: Path) -> None:
    other = copy_project(tmp_path / "other")
    path = other / "cases/2022/jiangxin-zhuangpei-banzu/case.md"
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = _poison(yaml.load(front, Loader=yaml.BaseLoader))
    assert isinstance(fields, dict)
    team = "“匠芯”装配班组"
    hostile_team = str(fields["班组"])
    fields["标题"] = "示例" + HOSTILE[0][:50]
    fields["短标题"] = HOSTILE[1][:30]
    fields["摘要"] = HOSTILE[0]
    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10_000)
    body += f"\n{HOSTILE[0]}\n"
    path.write_text(f"---\n{text}---\n{body}", encoding="utf-8")
    results = other / "cases/2022/results.yaml"
    listed = results.read_text(encoding="utf-8")
    quoted = yaml.safe_dump(hostile_team, allow_unicode=True, width=1000).strip().split("\n")[0]
    results.write_text(listed.replace(team, quoted, 1), encoding="utf-8")
    approved = run("generator", "approve", "SHQ-2022-0001", "--by", "测试", cwd=other)
    assert approved.returncode == 0, approved.stderr
    result = build(other)
    assert result.returncode == 0, result.stderr
    page = (other / "site/cases/2022/jiangxin-zhuangpei-banzu/index.html").read_text("utf-8")
    assert "{{ 7*7 }}" in page
    assert "&lt;script&gt;alert(1)" in page
    for html in (other / "site").rglob("*.html"):
        text = html.read_text("utf-8")
        for live in ("<script>alert", "<img src=x", "<svg/onload", "49{%"):
            assert live not in text, (html, live)
