"""方法：which quality methods a text names outright, by label or alias."""

from __future__ import annotations

import re

from generator.model import Vocabulary

_EVERYDAY = {
    "看板",
    "对标",
    "树图",
    "网络图",
    "标准作业",
    "可视化看板",
    "数字看板",
    "检查表",
    "矩阵图",
}
"""words that mostly mean the everyday thing: somebody has to look"""


def find_methods(text: str, vocabulary: Vocabulary, year: int) -> list[str]:
    """方法 named in the text, by their labels, in the order of the vocabulary."""
    found = []
    for term in vocabulary.terms:
        names = {label.text for label in term.labels} | set(term.aliases)
        if any(_names(text, name) for name in names - _EVERYDAY):
            found.append(term.shown_in(year))
    return found


def _names(text: str, name: str) -> bool:
    """Latin names count only as whole words: MES is not in TIMES, FMEA is in 过程FMEA."""
    return bool(re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", text))
