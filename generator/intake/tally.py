"""计数：what heads of sections and rows of totals claim, against what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.intake.messages import problem
from generator.intake.rows import Listed
from generator.intake.terms import label_of
from generator.intake.text import plain_digits, squeeze
from generator.intake.workbook import Row
from generator.model import Vocabulary
from generator.problems import Place, Problem

_NUMBERING = r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．:：]?|[（(]?\d{1,2}[）)]?[、.．])"
_SECTION = re.compile(
    rf"(?P<number>{_NUMBERING})?\s*[【\[]?(?P<name>.+?)(?:名单)?[】\]]?"
    r"(?:[（(，,:：]?\s*(?:共计|合计|共)?\s*(?P<said>\d{1,4})\s*[个项条家]?\s*[）)]?)?"
)
_TOTAL = re.compile(r"合计|总计|共计|总数|小计|共\d+[个项条]")


@dataclass(slots=True)
class Section:
    """分段：a head with the number that it claims and the number found below."""

    text: str
    field: str
    """domain or tier"""
    label: str
    """in the words of the year; empty when it means nothing known"""
    said: int | None
    place: Place
    counted: int = 0


def parse_section(
    row: Row, place: Place, year: int, vocabularies: Mapping[str, Vocabulary]
) -> Section | None:
    """一行 → section, when it looks like the head of one."""
    text = " ".join(row.texts)
    plain = plain_digits(text)
    found = _SECTION.fullmatch(squeeze(plain))
    if found is None or (not row.whole and len(row.texts) > 2):
        return None
    said = int(found["said"]) if found["said"] else None
    name = found["name"]
    for field in ("domain", "tier"):
        if label := label_of(vocabularies, field, name, year):
            return Section(text, field, label, said, place)
    if found["number"] and said is not None:
        return Section(text, "domain", "", said, place)
    return None


def is_total(row: Row) -> bool:
    """Whether a row sums up."""
    return bool(row.texts) and bool(_TOTAL.match(squeeze(plain_digits(row.texts[0]))))


def is_subtotal(row: Row) -> bool:
    """Whether a row sums up only the section above."""
    return is_total(row) and squeeze(row.texts[0]).startswith("小计")


def parse_totals(row: Row) -> dict[str, int]:
    """合计行 → total, typical and nominated, as far as they are said."""
    words = squeeze(plain_digits("，".join(row.texts)))
    totals = {}
    for name, pattern in (
        ("typical", r"典型(?:经验)?[^\d，,、)]{0,4}(\d+)"),
        ("nominated", r"推荐全国[^\d，,、)]{0,6}(\d+)"),
    ):
        if found := re.search(pattern, words):
            totals[name] = int(found[1])
    if found := re.search(r"\d+", words):
        totals["total"] = int(found[0])
    return totals


def check_sections(sections: Sequence[Section]) -> Iterator[Problem]:
    """段头括号数 against the rows below."""
    for section in sections:
        if section.said is not None and section.said != section.counted:
            args = {"text": section.text, "said": section.said, "counted": section.counted}
            yield problem("intake.section-count", section.place, **args)


def check_totals(
    totals: Mapping[str, int], place: Place, entries: Sequence[Listed], what: str = "合计"
) -> Iterator[Problem]:
    """合计 against all entries."""
    typical = sum(entry.fields.get("tier") == "典型经验" for entry in entries)
    nominated = sum("nominated_national" in entry.fields for entry in entries)
    counted = {"total": len(entries), "typical": typical, "nominated": nominated}
    labels = {"total": what, "typical": f"{what}里典型经验", "nominated": f"{what}里推荐全国"}
    for name, said in totals.items():
        if said != counted[name]:
            args = {"what": labels[name], "said": said, "counted": counted[name]}
            yield problem("intake.total", place, **args)
