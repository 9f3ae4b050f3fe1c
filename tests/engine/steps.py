"""一步一步地改：what people, and bad luck, do to a project between two builds."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import yaml
from PIL import Image

from generator.hashing import hash_case
from generator.withdrawing import REASONS

Step = Callable[["Project"], None]
MOST_CASES = 6
"""beyond it none is added: small projects are built fast"""


class Project:
    """项目 on the disk, with its site and its theme, and the dice that decide what happens to it."""

    def __init__(self, root: Path, templates: Path, seed: int) -> None:
        self.root, self.templates = root, templates
        self.site = root / "site"
        self.dice = random.Random(seed)
        self.ledger = root / "site_config" / "published.yaml"
        self.withdrawn = root / "site_config" / "withdrawn.yaml"
        self.count = 0

    def cases(self) -> list[Path]:
        """Folders of the cases, in order."""
        return sorted(path.parent for path in self.root.glob("cases/*/*/case.md"))

    def case(self) -> Path:
        """Some case."""
        return self.dice.choice(self.cases())

    def number(self) -> int:
        """A number that no text holds yet."""
        self.count += 1
        return self.count

    def approve(self, case: Path) -> None:
        """The approval bears the fingerprint of what is there now."""
        id = re.search(r"编号: (\S+)", (case / "case.md").read_text("utf-8"))
        assert id
        path = case.parent / "approvals.yaml"
        book = yaml.safe_load(path.read_text("utf-8"))
        for item in book["审批"]:
            if item["编号"] == id[1]:
                item["内容指纹"] = hash_case(case)
        rewrite(path, book)


def rewrite(path: Path, value: object) -> None:
    """A YAML file anew."""
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def replace(path: Path, pattern: str, new: str) -> None:
    """The first place where a pattern stands."""
    text = path.read_text("utf-8")
    path.write_text(re.sub(pattern, new, text, count=1), encoding="utf-8", newline="\n")


def edit_body(project: Project, case: Path | None = None) -> None:
    """正文 gets a sentence more near its beginning and is approved again: all that follows moves."""
    case = case or project.case()
    path = case / "case.md"
    head, end, body = path.read_text("utf-8").partition("\n---\n")
    first, stop, rest = body.partition("。")
    more = f"第{project.number()}次核对，头发干了，发现面粉三处。"
    path.write_text(f"{head}{end}{first}{stop}{more}{rest}", encoding="utf-8", newline="\n")
    project.approve(case)


def edit_without_approval(project: Project) -> None:
    """正文 changes and nobody approves it: the case goes out."""
    with (project.case() / "case.md").open("a", encoding="utf-8") as file:
        file.write(f"\n又补{project.number()}字。\n")


def approve(project: Project) -> None:
    """Whatever the case holds now is approved."""
    project.approve(project.case())


def edit_title(project: Project, case: Path | None = None) -> None:
    """短标题 of some case changes: every list that shows it changes."""
    case = case or project.case()
    replace(case / "case.md", r"短标题: .*", f"短标题: 示例短标题{project.number()}")
    project.approve(case)


def edit_methods(project: Project) -> None:
    """方法 changes: the case moves between collections."""
    case = project.case()
    methods = project.dice.sample(["FMEA", "SPC", "6S", "防错", "标准作业"], 2)
    text = (case / "case.md").read_text("utf-8")
    text = re.sub(r"方法:\n(?:- .*\n)+", f"方法: [{', '.join(methods)}]\n", text)
    text = re.sub(r"方法: \[.*\]", f"方法: [{', '.join(methods)}]", text)
    (case / "case.md").write_text(text, encoding="utf-8", newline="\n")
    project.approve(case)


def add(project: Project) -> None:
    """A case comes in, approved and in the list of its year; it may go away again like any other."""
    if len(project.cases()) >= MOST_CASES:
        return
    like, number = project.case(), project.number()
    year, team = like.parent.name, f"示例{number}班"
    case = like.with_name(f"xin-{number}")
    shutil.copytree(like, case)
    old = re.findall(r"^(?:编号|班组): (.*)", (case / "case.md").read_text("utf-8"), re.M)
    replace(case / "case.md", r"编号: .*", f"编号: SHQ-{year}-{5000 + number}")
    replace(case / "case.md", r"班组: .*", f"班组: {team}")
    results = yaml.safe_load((case.parent / "results.yaml").read_text("utf-8"))
    entry = next(entry for entry in results["名单"] if entry["班组"] == old[1])
    results["名单"].append({**deepcopy(entry), "班组": team})
    results["总数"] += 1
    rewrite(case.parent / "results.yaml", results)
    book = yaml.safe_load((case.parent / "approvals.yaml").read_text("utf-8"))
    approval = next(item for item in book["审批"] if item["编号"] == old[0])
    book["审批"].append({**deepcopy(approval), "编号": f"SHQ-{year}-{5000 + number}"})
    rewrite(case.parent / "approvals.yaml", book)
    project.approve(case)


def rename(project: Project) -> None:
    """The folder, and with it the address, is renamed, before the case was ever public."""
    case = project.case()
    name = f"ban-{project.number()}"
    old = f"/{case.parent.name}/{case.name}/"
    for path in (project.ledger, project.withdrawn):
        if path.exists():
            replace(path, re.escape(old), f"/{case.parent.name}/{name}/")
    case.rename(case.with_name(name))


def remove(project: Project) -> None:
    """A case goes away, and with a later step comes back as it was."""
    if len(project.cases()) > 3:
        away = project.root / "away"
        shutil.rmtree(away, ignore_errors=True)
        case = project.case()
        shutil.move(str(case), away / case.parent.name / case.name)


def bring_back(project: Project) -> None:
    """The case that went away comes back."""
    for case in (project.root / "away").glob("*/*"):
        shutil.move(str(case), project.root / "cases" / case.parent.name / case.name)


def withdraw(project: Project) -> None:
    """撤下 one of the ledger's cases, or none any more."""
    ledger = yaml.safe_load(project.ledger.read_text("utf-8"))
    if project.withdrawn.exists():
        project.withdrawn.unlink()
        return
    one = project.dice.choice(ledger["公开"])
    record = {"编号": one["编号"], "地址": one["地址"], "生效日期": "2025-03-01"}
    rewrite(
        project.withdrawn,
        {"撤下": [{**record, "原因": next(iter(REASONS.values())), "经办人": "示例人"}]},
    )


def picture(project: Project) -> None:
    """图片 of a case is another one."""
    found = sorted(project.root.glob("cases/*/*/fig-1.png"))
    if found:
        path = project.dice.choice(found)
        shade = project.dice.randrange(256)
        Image.new("RGB", (700, 400), (shade, 90, 140)).save(path)
        project.approve(path.parent)


def label(project: Project) -> None:
    """叫法 of a term changes, everywhere."""
    path = project.root / "site_config" / "vocabulary" / "method.yaml"
    replace(
        path, r"名称: 5S.*\n(?:    别名.*\n)?", f"名称: 5S 第{project.number()}版\n    别名: [5S]\n"
    )


def organisation(project: Project) -> None:
    """简称 of an organisation changes."""
    path = project.root / "site_config" / "organisations.yaml"
    replace(path, r"简称: .*", f"简称: 示例{project.number()}厂")


def results(project: Project, year: Path | None = None) -> None:
    """名单 of some year: the day of publication changes."""
    years = sorted(path.parent for path in project.root.glob("cases/*/results.yaml"))
    path = (year or project.dice.choice(years)) / "results.yaml"
    replace(path, r"公布日期: .*", f"公布日期: '2021-09-{project.dice.randrange(10, 29)}'")


def notice(project: Project) -> None:
    """通知 is corrected."""
    path = project.dice.choice(sorted(project.root.glob("cases/*/notices/results.md")))
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n补充说明{project.number()}。\n")


def template(project: Project) -> None:
    """模板 of the case page changes."""
    path = project.dice.choice([project.templates / "case.html", project.templates / "year.html"])
    with path.open("a", encoding="utf-8") as file:
        file.write(f"<p>{project.number()}</p>\n")


def editorial(project: Project) -> None:
    """固定页面, or what stands in the frame of all pages, changes, and changes back."""
    about, site = (project.root / "site_config" / name for name in ("pages/about.md", "site.yaml"))
    path, old, new = project.dice.choice(
        [(about, "# 关于本站", "# 关于这个网站"), (site, "一线班组", "一线的班组")]
    )
    text = path.read_text("utf-8")
    here, there = (old, new) if old in text else (new, old)
    path.write_text(text.replace(here, there, 1), encoding="utf-8", newline="\n")


def damage_cache(project: Project) -> None:
    """A file of the cache is cut off, altered, exchanged, or gone."""
    files = sorted(filter(Path.is_file, (project.root / ".cache").rglob("*")), key=_settled)
    if not files:
        return
    path = project.dice.choice(files)
    data = path.read_bytes()
    match project.dice.randrange(4):
        case 0:
            path.write_bytes(data[: len(data) // 2])
        case 1 if data:
            at = project.dice.randrange(len(data))
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        case 2:
            path.write_bytes(project.dice.choice(files).read_bytes())
        case _:
            path.unlink()


def _settled(path: Path) -> str:
    """A name without what it owes to the place of the project: a walk can be taken again elsewhere."""
    return re.sub(r"stock-\w+", "stock", path.as_posix())


def damage_site(project: Project) -> None:
    """Somebody edits, or deletes, a file of the finished site by hand."""
    files = sorted(path for path in project.site.rglob("*") if path.is_file())
    if files:
        path = project.dice.choice(files)
        path.unlink()
        if project.dice.random() < 0.5:
            path.write_text("手改", encoding="utf-8")


def nothing(project: Project) -> None:
    """Nobody does anything."""


STEPS: tuple[Step, ...] = (
    *(edit_body,) * 5,
    edit_without_approval,
    *(approve,) * 3,
    *(edit_title,) * 2,
    edit_methods,
    add,
    rename,
    remove,
    *(bring_back,) * 3,
    withdraw,
    picture,
    label,
    organisation,
    results,
    notice,
    template,
    editorial,
    *(damage_cache,) * 2,
    *(damage_site,) * 2,
    nothing,
)
