"""词表对照：what a paper says → the label in force that year."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.intake.text import plain_digits, squeeze
from generator.model import Term, Vocabulary

_NOTHING = {"", "—", "——", "-", "－", "/", "／", "无"}
_YES = {"√", "✓", "✔", "☑", "是", "推荐", "有", "对", "y", "yes", "true", "1"}
_NO = {"否", "不推荐", "未推荐", "不", "×", "✗", "✘", "x", "n", "no", "false", "0", "□"}
_INDUSTRY = re.compile(r"([A-T])(\d{2})?\s*(?=[\u4e00-\u9fff])(.+)")


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: empty or a dash."""
    return squeeze(text) in _NOTHING


def is_yes(text: str) -> bool:
    """Whether a cell is ticked."""
    return squeeze(plain_digits(text)).lower() in _YES


def is_no(text: str) -> bool:
    """Whether a cell says no outright."""
    return squeeze(plain_digits(text)).lower() in _NO


def find_term(vocabulary: Vocabulary, text: str, year: int) -> Term | None:
    """词条 of a text by its label of the year, another label, alias or code."""
    wanted = _folded(text)
    for term in vocabulary.terms:
        if _folded(term.shown_in(year)) == wanted:
            return term
    for term in vocabulary.terms:
        names = (*(label.text for label in term.labels), *term.aliases, term.code)
        if wanted and wanted in {_folded(name) for name in names}:
            return term
    return None


def _folded(text: str) -> str:
    """For comparing only: without white space and with one kind of quotes and dashes."""
    return re.sub("[－—]", "-", re.sub('[“＂"「」『』]', "”", squeeze(text)))


def label_of(vocabularies: Mapping[str, Vocabulary], slug: str, text: str, year: int) -> str | None:
    """The label in force that year, or None when the vocabulary does not know the text."""
    vocabulary = vocabularies.get(slug)
    term = find_term(vocabulary, text, year) if vocabulary else None
    return term.shown_in(year) if term else None


def split_industry(text: str) -> tuple[str, str]:
    """行业 → section and class: `制造业（C34 通用设备制造业）`, `C 制造业`, `C34 制造业`.

    A code alone, as in the last, is all that is known of the class.
    """
    if inside := re.fullmatch(r"(.+?)[（(]([A-T]\d{2}\s*.+)[）)]", text):
        code, name = inside.group(2)[:3], inside.group(2)[3:].strip()
        return inside.group(1).strip(), f"{code} {name}"
    if found := _INDUSTRY.fullmatch(text):
        letter, number, name = found.groups()
        return name, f"{letter}{number}" if number else ""
    return text, ""
