"""公告里的数字：official counts out of the words of an announcement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.intake.emit import Value
from generator.intake.text import plain_digits, squeeze
from generator.model import Vocabulary

TYPICAL = "典型经验"


@dataclass(frozen=True, slots=True)
class OfficialCounts:
    """公告写的数字; None or empty where nothing was said."""

    total: int | None = None
    typical: int | None = None
    nominated: int | None = None
    domains: Mapping[str, int] | None = None
    """number by label of the year, in official order"""
    categories: Mapping[str, int] | None = None

    def as_fields(self, experience: str = "经验") -> dict[str, Value]:
        """统计 in the words of the field table."""
        tiers = {experience: self.total, TYPICAL: self.typical}
        fields: dict[str, Value] = {
            "total": _text(self.total),
            "nominated": _text(self.nominated),
            "tier_counts": [_count(k, v) for k, v in tiers.items() if v is not None],
            "domain_counts": [_count(k, v) for k, v in (self.domains or {}).items()],
            "category_counts": [_count(k, v) for k, v in (self.categories or {}).items()],
        }
        return {name: value for name, value in fields.items() if value}


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _count(label: str, number: int) -> dict[str, Value]:
    return {"term": label, "number": str(number)}


def parse_counts(text: str, vocabularies: Mapping[str, Vocabulary], year: int) -> OfficialCounts:
    """公告正文 → the numbers that it gives."""
    words = squeeze(plain_digits(text))
    return OfficialCounts(
        total=_first(r"(?<!典型)(?:经验|班组[”\"]?)(?:共计|共)?(\d+)个", words),
        typical=_first(r"典型经验(?:共计|共)?(\d+)个", words),
        nominated=_first(r"推荐全国(?:典型经验|班组)?(?:共计|共)?(\d+)个", words),
        domains=dict(_by_label(words, vocabularies.get("domain"), year)),
        categories=dict(_by_label(words, vocabularies.get("category"), year)),
    )


def _first(pattern: str, words: str) -> int | None:
    found = re.search(pattern, words)
    return int(found[1]) if found else None


def _by_label(words: str, vocabulary: Vocabulary | None, year: int) -> Iterator[tuple[str, int]]:
    for term in vocabulary.terms if vocabulary else ():
        label = term.shown_in(year)
        for words_of_term in (label, *term.aliases):
            name = re.escape(squeeze(plain_digits(words_of_term)))
            found = re.search(
                rf"{name}(?:共)?(\d+)个|(?:其余|其他|余下)(\d+)个(?:均?为|是){name}", words
            )
            if found:
                yield label, int(found[1] or found[2])
                break
