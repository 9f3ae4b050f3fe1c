"""一步一步地改：what people, and bad luck, do to a project between two builds."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import yaml
from PIL import Image

from generator.hashing import hash_case
from generator.withdrawing import REASONS

Step = Callable[["Project"], None]


class Project:
    """项目 on the disk, with its site and its theme, and the dice that decide what happens to it."""

    def __init__(self, root: Path, templates: Path, seed: int) -> None:
        self.root, self.templates = root, templates
        self.site = root / "site"
        self.dice = random.Random(seed)
        self.ledger = root / "site_config" / "published.yaml"
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


def edit_body(project: Project) -> None:
    """正文 changes and is approved again."""
    case = project.case()
    with (case / "case.md").open("a", encoding="utf-8") as file:
        file.write(f"\n第{project.number()}次核对，头发干了，发现面粉三处。\n")
    project.approve(case)


def edit_without_approval(project: Project) -> None:
    """正文 changes and nobody approves it: the case goes out."""
    with (project.case() / "case.md").open("a", encoding="utf-8") as file:
        file.write(f"\n又补{project.number()}字。\n")


def approve(project: Project) -> None:
    """Whatever the case holds now is approved."""
    project.approve(project.case())


def edit_title(project: Project) -> None:
    """短标题 changes: every list that shows it changes."""
    case = project.case()
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


def rename(project: Project) -> None:
    """The folder, and with it the address, is renamed, before the case was ever public."""
    case = project.case()
    name = f"ban-{project.number()}"
    old = f"/{case.parent.name}/{case.name}/"
    replace(project.ledger, re.escape(old), f"/{case.parent.name}/{name}/")
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
    path = project.root / "site_config" / "withdrawn.yaml"
    if path.exists():
        path.unlink()
        return
    one = project.dice.choice(ledger["公开"])
    record = {"编号": one["编号"], "地址": one["地址"], "生效日期": "2025-03-01"}
    rewrite(path, {"撤下": [{**record, "原因": next(iter(REASONS.values())), "经办人": "示例人"}]})


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


def results(project: Project) -> None:
    """名单: the day of publication changes."""
    path = project.dice.choice(sorted(project.root.glob("cases/*/results.yaml")))
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


def damage_cache(project: Project) -> None:
    """A file of the cache is cut off, altered, exchanged, or gone."""
    files = sorted(path for path in (project.root / ".cache").rglob("*") if path.is_file())
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
            shutil.copyfile(project.dice.choice(files), path)
        case _:
            path.unlink()


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
    *(damage_cache,) * 2,
    *(damage_site,) * 2,
    nothing,
)
