"""名单的一行：cells → the fields of one entry, in the words of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.fields import ENTRY
from generator.intake.emit import Fields
from generator.intake.headers import Head
from generator.intake.messages import problem
from generator.intake.terms import is_no, is_nothing, is_yes, label_of, split_industry
from generator.intake.text import squeeze
from generator.intake.workbook import Row, Sheet
from generator.model import Vocabulary
from generator.problems import Place, Problem
from generator.values import suggestion

DITTO = {"同上", "同前", "上同", "〃", "″", "''", '"', "”", "〞", "々", "“", "＂"}
REQUIRED = ("organisation", "team", "domain", "tier", "recommender")
_TERMS = ("domain", "tier", "category", "recommender", "district")


@dataclass(frozen=True, slots=True)
class Listed:
    """名单条目 as the paper has it; `fields` by English identifier."""

    fields: Fields
    sheet: Sheet
    head: Head
    row: int

    def at(self, name: str) -> Place:
        """The cell of a field; that of the team where the list has no such column."""
        return self.sheet.place(self.row, self.head.column(name) or self.head.column("team"))

    @property
    def place(self) -> Place:
        """The cell of the team, which stands for the entry."""
        return self.at("team")

    @property
    def name(self) -> str:
        """单位和班组 for people."""
        return f"{self.fields.get('organisation', '')} {self.fields.get('team', '')}".strip()


@dataclass(slots=True)
class RowReader:
    """One row after the other below a head; dittos need the row above."""

    sheet: Sheet
    head: Head
    year: int
    vocabularies: Mapping[str, Vocabulary]
    problems: list[Problem]
    before: Mapping[str, str] = field(default_factory=dict)
    labels: dict[tuple[str, str], str | None] = field(default_factory=dict)
    """label by vocabulary and text: a list says the same few words a thousand times"""

    def report(self, id: str, row: Row, name: str, **args: object) -> None:
        """Note a problem of one cell."""
        column = self.head.column(name) or row.first
        self.problems.append(problem(id, self.sheet.place(row.number, column), **args))

    def read(self, row: Row, section: Mapping[str, str]) -> Listed:
        """一行 → entry. `section` has the domain and tier that the heads above set."""
        raw = self._without_dittos(row)
        self.before = raw
        stated = {name: text for name, text in raw.items() if not is_nothing(text)}
        entry = self._worded(row, {**section, **stated})
        self._check_lengths(row, entry)
        for name in REQUIRED:
            if not entry.get(name):
                self.report("intake.cell-missing", row, name, label=ENTRY.field(name).label)
        said = {name: text for name, text in entry.items() if text}
        return Listed(said, self.sheet, self.head, row.number)

    def _without_dittos(self, row: Row) -> dict[str, str]:
        raw = self.head.cells(row)
        for name, text in raw.items():
            above = self.before.get(name, "")
            if squeeze(text) in DITTO:
                raw[name] = above
                if not above:
                    self.report("intake.ditto", row, name, text=text)
            elif name == "organisation" and not text and above and not self.sheet.name:
                # a CSV file has lost the merged cells of its workbook
                raw[name] = above
                args = {"label": "单位", "value": "（空）", "meant": above}
                self.report("intake.value-odd", row, name, **args)
        return raw

    def _worded(self, row: Row, raw: Mapping[str, str]) -> dict[str, str]:
        industry, industry_class = split_industry(raw.get("industry", ""))
        entry = {
            "organisation": raw.get("organisation", ""),
            "team": raw.get("team", ""),
            **{name: self._term(row, name, raw.get(name, "")) for name in _TERMS},
            "industry": self._term(row, "industry", industry),
            "industry_class": raw.get("industry_class", "") or industry_class,
            "nominated_national": self._yes(row, raw.get("nominated_national", "")),
            "remark": raw.get("remark", ""),
        }
        return {**entry, "category": entry["category"] or self._term(row, "category", "常规")}

    def _yes(self, row: Row, text: str) -> str:
        if is_yes(text):
            return "是"
        if not is_nothing(text) and not is_no(text):
            args = {"label": "推荐全国", "value": text, "meant": "否"}
            self.report("intake.value-odd", row, "nominated_national", **args)
        return ""

    def _term(self, row: Row, name: str, text: str) -> str:
        """A label of the year; an unknown recommender stays, it is proposed to the vocabulary."""
        slug = ENTRY.field(name).vocabulary
        label = self._label(slug, text)
        if label is None and name != "recommender":
            vocabulary = self.vocabularies.get(slug)
            options = vocabulary.labels_in(self.year) if vocabulary else ()
            self.report(
                "intake.value-unknown",
                row,
                name,
                label=ENTRY.field(name).label,
                value=text,
                year=self.year,
                suggestion=suggestion(text, options),
                options="、".join(options[:12]) + ("……" if len(options) > 12 else ""),
            )
        return label or text

    def _label(self, slug: str, text: str) -> str | None:
        if text and (slug, text) not in self.labels:
            self.labels[slug, text] = label_of(self.vocabularies, slug, text, self.year)
        return self.labels[slug, text] if text else ""

    def _check_lengths(self, row: Row, entry: Mapping[str, str]) -> None:
        for name, text in entry.items():
            limit = ENTRY.field(name).limit
            if len(text) > limit:
                args = {"label": ENTRY.field(name).label, "length": len(text), "limit": limit}
                self.report("intake.cell-long", row, name, **args)


def with_fields(listed: Listed, **fields: str) -> Listed:
    """The entry with some fields changed."""
    return replace(listed, fields={**listed.fields, **fields})
