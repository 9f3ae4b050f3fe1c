"""造项目：the generated cases as files that people might have written, in a project of their own.

`python -m tests.bench.tree FOLDER N` writes a project with N cases beside the shipped settings.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from generator.content import read_content
from generator.hashing import hash_case
from generator.model import Case, Organisation, Vocabulary
from generator.urls import case_url
from tests.bench.corpus import Corpus, corpus
from tests.support import ROOT

PARTS = ("theme", "site_config", "mkdocs.yml")
PICTURES = ("cases/2022/jiangxin-zhuangpei-banzu/fig-2.png",)
"""shipped charts, lent to some of the generated cases"""
SIGNED = date(2022, 9, 1).isoformat()
LABELS_OF = 2022
"""the generated years use the labels of the first real one"""
DIRECTIONS = {"up": "提升", "down": "降低", "hold": "保持"}


def write_tree(folder: Path, made: Corpus, *, picture_every: int = 0) -> Path:
    """A project with these cases, approved. Every `picture_every`-th of them has a picture."""
    for part in PARTS:
        source = ROOT / part
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, folder / part)
    (folder / "site_config" / "withdrawn.yaml").unlink(missing_ok=True)
    vocabularies = read_content(ROOT)[0].vocabularies
    _write_settings(folder, made.cases, made.organisations)
    by_year: dict[int, list[Case]] = {}
    for number, case in enumerate(made.cases):
        by_year.setdefault(case.year, []).append(case)
        has_picture = bool(picture_every) and number % picture_every == 0
        _write_case(folder, case, made.organisations, vocabularies, has_picture)
    for year, cases in by_year.items():
        _write_year(folder / "cases" / str(year), year, cases, made.organisations, vocabularies)
    return folder


def _dump(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_yaml(value), encoding="utf-8")


def _yaml(value: object) -> str:
    return yaml.dump(
        value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100_000
    )


def _write_settings(
    folder: Path, cases: Iterable[Case], organisations: Mapping[str, Organisation]
) -> None:
    listed = [
        {"代号": o.slug, "名称": o.name, "简称": o.short_name, "别名": list(o.aliases)}
        for o in organisations.values()
    ]
    _dump(folder / "site_config" / "organisations.yaml", {"单位": listed})
    addresses = [{"编号": c.id, "地址": case_url(c), "首次公开": SIGNED} for c in cases]
    _dump(folder / "site_config" / "published.yaml", {"公开": addresses})
    (folder / "site_config" / "announced.yaml").unlink(missing_ok=True)
    for path in (folder / "site_config" / "vocabulary").glob("*.yaml"):
        # the generated years lie before the labels of the shipped vocabularies came into use
        path.write_text(path.read_text("utf-8").replace(", 起: 2022", ""), encoding="utf-8")


def _write_case(
    folder: Path,
    case: Case,
    organisations: Mapping[str, Organisation],
    vocabularies: Mapping[str, Vocabulary],
    has_picture: bool,
) -> None:
    def label(kind: str, slug: str) -> str:
        return vocabularies[kind].term(slug).shown_in(max(case.year, LABELS_OF))

    front: dict[str, Any] = {
        "编号": case.id,
        "年度": case.year,
        "标题": case.title,
        "短标题": case.short_title,
        "单位": organisations[case.organisation].name,
        "班组": case.team,
        "区": label("district", case.district),
        "推荐单位": label("recommender", case.recommender),
        "领域": label("domain", case.domain),
        "行业": label("industry", case.industry),
        "等级": label("tier", case.tier),
        "类别": label("category", case.category),
        "方法": [label("method", method) for method in case.methods],
        "摘要": case.summary,
        "指标": [
            {
                "名称": kpi.name,
                "单位": kpi.unit,
                "改进前": kpi.before_text,
                "改进后": kpi.after_text,
                "改进前统计期": kpi.period_before,
                "改进后统计期": kpi.period_after,
                "方向": DIRECTIONS[kpi.direction.value],
                "口径": kpi.basis or "按登记数统计",
            }
            for kpi in case.kpis
        ],
        "视频": f"https://video.example.org/{case.id.lower()}",
        "权利人": case.rights_holder,
        "许可": "经权利人授权在本站展示",
        "更正": [{"日期": one.day.isoformat(), "内容": one.text} for one in case.corrections],
    }
    body = "".join(f"## {part.title}\n\n{part.markdown}\n\n" for part in case.sections)
    home = folder / case_url(case)
    home.mkdir(parents=True)
    if has_picture:
        _write_picture(home / "fig-1.png", case)
        alt, credit = "排列图：各类不合格的项次", case.rights_holder
        front["图片"] = [{"文件": "fig-1.png", "替代文字": alt, "来源": credit, "人像": "无"}]
        body += "![](fig-1.png)\n"
    (home / "case.md").write_text(f"---\n{_yaml(front)}---\n\n{body}", encoding="utf-8")


def _write_picture(path: Path, case: Case) -> None:
    """A picture like no other: whoever knows one of them still has the next to do."""
    with Image.open(ROOT / PICTURES[0]) as lent:
        picture = lent.convert("RGB")
    picture.putpixel((int(case.id[-4:]) % picture.width, 0), (case.year % 256, 0, 0))
    picture.save(path, compress_level=1)


def _write_year(
    folder: Path,
    year: int,
    cases: list[Case],
    organisations: Mapping[str, Organisation],
    vocabularies: Mapping[str, Vocabulary],
) -> None:
    def label(kind: str, slug: str) -> str:
        return vocabularies[kind].term(slug).shown_in(max(year, LABELS_OF))

    entries = [
        {
            "单位": organisations[case.organisation].name,
            "班组": case.team,
            "领域": label("domain", case.domain),
            "等级": label("tier", case.tier),
            "类别": label("category", case.category),
            "推荐单位": label("recommender", case.recommender),
        }
        for case in cases
    ]
    results = {"年度": year, "活动": "“质量信得过班组”建设活动", "公布日期": f"{year}-09-06"}
    _dump(
        folder / "results.yaml",
        {**results, "公告": "results", "总数": len(cases), "名单": entries},
    )
    _dump(folder / "approvals.yaml", {"审批": [_approval(folder, case) for case in cases]})
    notice = {"标题": f"关于发布{year}年结果的通知", "年度": year, "类型": "结果公告"}
    issued = {"发布单位": "上海示例质量协会", "发布日期": f"{year}-09-06"}
    (folder / "notices").mkdir()
    text = f"---\n{_yaml({**notice, **issued})}---\n\n各有关单位：现予发布。\n"
    (folder / "notices" / "results.md").write_text(text, encoding="utf-8")


def _approval(folder: Path, case: Case) -> dict[str, Any]:
    day = f"{case.year}-08-20"
    return {
        "编号": case.id,
        "内容指纹": hash_case(folder / case.slug),
        "批准人": "示例审核员",
        "批准日期": SIGNED,
        "形式审查": {"日期": day},
        "专家评审": {"日期": day},
        "指导单位审定": {"日期": day, "文号": f"示例指审〔{case.year}〕5号"},
        "保密审查": {"日期": day, "人": "李某"},
        "公开同意": {"同意": "是", "日期": day, "范围": ["官网", "公众号"]},
    }


if __name__ == "__main__":
    write_tree(Path(sys.argv[1]), corpus(int(sys.argv[2])), picture_every=20)
