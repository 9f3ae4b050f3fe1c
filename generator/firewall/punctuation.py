"""标点 (GB/T 15834-2011)：half-width marks within Chinese, straight and unpaired quotes.

Markdown and addresses have marks of their own; they are covered before anything is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.firewall.findings import HAN, Finding, on

_COVERED = re.compile(
    r"`[^`\n]{1,300}`|\]\([^()\n]{0,300}\)"
    r"|(?:https?|mailto|ftp):[A-Za-z0-9\-._~:/?#\[\]@!$&'(*+),;=%]+"
)
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_MARK = re.compile(r"[,;:?!.]")
_AFTER_CHINESE = re.compile(f"[{HAN}”’）》]")
_BEFORE_CHINESE = re.compile(f"[{HAN}“《（]")
_PARENS = re.compile(r"\(([^()\n]{0,80})\)")
_HAN = re.compile(f"[{HAN}]")
_QUOTED = re.compile(r"\"([^\"\n]{1,80})\"|(?<![A-Za-z])'([^'\n]{1,80})'(?![A-Za-z])")
_DOTS = re.compile(r"\.{3,}|。{2,}|…+")
_DOUBLED = re.compile("[，、；：]{2,}|[，、；：]。|。[，、；：]|、(?=[“《])")

_PAIRS = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "《": "》",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
}
_OPENERS = {close: start for start, close in _PAIRS.items()}
_PAIRED = re.compile("[" + "".join([*_PAIRS, *_OPENERS]) + "]")
_LIST_MARK = re.compile(
    r"(?:^|[^A-Za-z0-9])(?:[0-9]{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[①-⑳])$"
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*(?:\n|[-*+>#|]|[0-9]{1,3}[.、）)]))[^\n]+)*")

_MAY_BE_HALF_WIDTH = re.compile(f"[,;:?!.](?:(?<=[{HAN}”’）》].)|(?=[{HAN}“《（]))")
_MAY_BE_DOUBLED = re.compile("[，、；：。](?:[，、；：。]|(?<=、)[“《])")
_MARKS = "".join([*_PAIRS, *_OPENERS])
_FLAT = "|".join(f"{start}[^{_MARKS}\n]*+{end}" for start, end in _PAIRS.items())
_MAY_BE_UNPAIRED = re.compile(f"{_FLAT}|([{_MARKS}])")
"""a mark by itself: its partner is not on the same line, or others stand between them"""
_ALL_PAIRED = re.compile(f"[^{_MARKS}]*+(?:(?:{_FLAT})[^{_MARKS}]*+)*")
"""the same seen in one go: no mark by itself, as in most texts"""


def _unpaired_marks(text: str) -> Iterable[re.Match[str]]:
    if _ALL_PAIRED.fullmatch(text):
        return ()
    return (found for found in _MAY_BE_UNPAIRED.finditer(text) if found[1])


@on(
    _MAY_BE_HALF_WIDTH.finditer,
    _MAY_BE_DOUBLED.finditer,
    _PARENS.finditer,
    *(re.compile(re.escape(mark)).finditer for mark in ('"', "'", "…", "...")),
    _unpaired_marks,
)
def find_punctuation(text: str) -> Iterator[Finding]:
    """半角标点、直引号、不成对、省略号、重复."""
    plain = _COVERED.sub(lambda found: "\x00" * len(found[0]), text)
    for found in _MARK.finditer(plain):
        if _is_in_chinese(
            found[0], plain[found.start() - 1 : found.start()], plain[found.end() : found.end() + 1]
        ):
            yield Finding(*found.span(), "punctuation.half-width", found[0], _WIDE[found[0]])
    yield from _parentheses(plain)
    yield from _straight_quotes(plain)
    for found in _DOTS.finditer(plain):
        if _is_chinese_dots(plain, found):
            yield Finding(*found.span(), "punctuation.ellipsis", found[0], "……")
    for found in _DOUBLED.finditer(plain):
        before = plain[found.start() - 1 : found.start()]
        if found[0] != "、" or before + plain[found.end()] in ("”“", "》《"):
            yield Finding(*found.span(), "punctuation.doubled", found[0], _single(found[0]))
    yield from _unpaired(plain)


def _single(marks: str) -> str:
    if marks == "、":
        return "不用顿号"
    return f"“{'。' if '。' in marks else marks[-1]}”"


def _is_in_chinese(mark: str, before: str, after: str) -> bool:
    """Between Chinese, not in 10:30, 1,140, a.b or Q&A; `before` and `after` are one sign."""
    if mark == ".":
        return bool(_AFTER_CHINESE.match(before)) and (
            after.isspace() or not after or bool(_BEFORE_CHINESE.match(after))
        )
    if _AFTER_CHINESE.match(before):
        return after != "-"
    if not _BEFORE_CHINESE.match(after) or mark == ":":
        return False
    latin = before.isascii() and before.isalpha()
    return latin or before in ("%", "％", '"', ")") or (before.isdigit() and mark != ",")


def _is_chinese_dots(text: str, found: re.Match[str]) -> bool:
    """Neither the six dots that are right, nor 1...10, ../x or code."""
    if found[0] == "……":
        return False
    around = text[max(0, found.start() - 2) : found.start()] + text[found.end() : found.end() + 2]
    return "。" in found[0] or (bool(_HAN.search(around)) and not re.search(r"[\d/]", around))


def _parentheses(text: str) -> Iterator[Finding]:
    for found in _PARENS.finditer(text):
        before = text[found.start() - 1 : found.start()] if found.start() else ""
        if (
            before != "]"
            and (_HAN.search(found[1]) or _HAN.match(before))
            and "\x00" not in found[0]
        ):
            yield Finding(*found.span(), "punctuation.half-width", found[0], f"（{found[1]}）")


def _straight_quotes(text: str) -> Iterator[Finding]:
    seen: set[int] = set()
    for found in _QUOTED.finditer(text):
        inner = found[1] or found[2]
        around = (
            text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
        )
        if _HAN.search(inner) or _HAN.search(around):
            seen |= {found.start(), found.end() - 1}
            yield Finding(*found.span(), "punctuation.straight-quote", found[0], f"“{inner}”")
    for at in (found.start() for found in re.finditer('"', text)):
        if at in seen:
            continue
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        if re.match(f"[{HAN}，。：]", before) or (_HAN.match(after) and not before.isdigit()):
            yield Finding(at, at + 1, "punctuation.straight-quote", '"', "“ 或 ”")


def _unpaired(text: str) -> Iterator[Finding]:
    """The first mark of a paragraph without its partner, or a quote within the same quote."""
    for paragraph in _PARAGRAPH.finditer(text):
        if found := _first_unpaired(paragraph[0]):
            at, meant = found
            start = paragraph.start() + at
            yield Finding(start, start + 1, "punctuation.unpaired", paragraph[0][at], meant)


def _first_unpaired(text: str) -> tuple[int, str] | None:
    opened: list[tuple[str, int]] = []
    for found in _PAIRED.finditer(text):
        mark, at = found[0], found.start()
        if mark in _PAIRS:
            if mark in "“‘" and any(other == mark for other, _ in opened):
                return at, "里层用‘’，外层用“”；或者前一个引号没有关上"
            opened.append((mark, at))
        elif opened and opened[-1][0] == _OPENERS[mark]:
            opened.pop()
        elif not _may_stand_alone(mark, text, at):
            return at, f"前面少了“{_OPENERS[mark]}”"
    return (opened[0][1], f"后面少了“{_PAIRS[opened[0][0]]}”") if opened else None


def _may_stand_alone(mark: str, text: str, at: int) -> bool:
    """1）as a list mark, ’ as an apostrophe."""
    if mark == "）":
        return bool(_LIST_MARK.search(text[max(0, at - 4) : at]))
    return mark == "’" and text[at - 1 : at].isascii() and text[at - 1 : at].isalnum()
