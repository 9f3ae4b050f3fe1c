"""编辑稿：bound to the case as the editor read it; what changed since then is named part by part."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.fields import EDITS
from generator.gate import PublicYear
from generator.intake.emit import Value, in_words, render_yaml
from generator.model import Case
from generator.output import replace_text
from generator.wechat.campaigns import EditBasis, Edits, edits_file

HEAD = """\
# 编辑稿：写了的，草稿照这里；没写的，照案例。重新生成不会改动这个文件。
# 可写：标题、摘要、编者按、导语、金句、金句作者、图片次序、封面标题、封面小字、含AI内容、另有依据
# “依据”由 anli wechat edit 写入，记下您编辑时案例的样子；案例改动以后，报告会说改了哪里。
"""
_DIGITS = 16
_BASIS = re.compile(r"^(?:依据|basis):[^\n]*\n?(?:[ \t-][^\n]*\n?)*", re.M)


@dataclass(frozen=True, slots=True)
class Change:
    """改动: one part of what a draft is made from that is not as it was."""

    part: str
    how: str
    """改过, 新增 or 删去"""


def basis_of(cases: Iterable[Case], year: PublicYear | None = None) -> tuple[EditBasis, ...]:
    """依据: all parts that an article is made from, with their fingerprints."""
    parts: dict[str, object] = {}
    for case in cases:
        parts |= _parts_of(case)
    if year:
        parts[f"{year.year} 年名单"] = year.results
        parts[f"{year.year} 年结果公告"] = year.announcement
    return tuple(EditBasis(part, _fingerprint(value)) for part, value in parts.items())


def _parts_of(case: Case) -> Mapping[str, object]:
    facts = replace(case, kpis=(), pictures=(), sections=(), summary="", content_hash="")
    parts: dict[str, object] = {
        "基本信息": facts,
        "摘要": case.summary,
        "指标": case.kpis,
        "图片": case.pictures,
    }
    for section in case.sections:
        parts[section.title] = section.markdown
    return {f"{case.id} {name}": value for name, value in parts.items()}


def _fingerprint(value: object) -> str:
    """Places do not count: a line more above changes nothing of what is said."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:_DIGITS]


def changes_since(edits: Edits, now: Iterable[EditBasis]) -> Iterator[Change]:
    """改动 since the editor wrote; none where no basis was written down."""
    before = {basis.part: basis.fingerprint for basis in edits.basis}
    after = {basis.part: basis.fingerprint for basis in now}
    if not before:
        return
    for part, fingerprint in after.items():
        if part not in before:
            yield Change(part, "新增")
        elif before[part] != fingerprint:
            yield Change(part, "改过")
    yield from (Change(part, "删去") for part in before if part not in after)


def render_edits(basis: Iterable[EditBasis], before: str = HEAD) -> str:
    """The file with a new basis; what the editor wrote, notes and all, stays as it is."""
    rows: list[Value] = [{"part": one.part, "fingerprint": one.fingerprint} for one in basis]
    kept = _BASIS.sub("", before).rstrip("\n")
    return f"{kept}\n{render_yaml(in_words(EDITS, {'basis': rows}))}"


def write_edits(root: Path, campaign: str, article: str, basis: Iterable[EditBasis]) -> str:
    """Begin an editor's text, or bind the one that is there to the case as it stands now.

    Returns the file, relative to the project.
    """
    file = edits_file(campaign, article)
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else HEAD
    replace_text(path, render_edits(basis, before))
    return file
