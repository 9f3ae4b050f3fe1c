"""朗读清单：every proper name and every figure of an article once, each with where it comes from.

What has no origin is a finding: nothing stands in a draft that is not in its case, its year or
the settings, but for what the editor has given another source for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.firewall.names import find_names
from generator.pages.index import Index
from generator.wechat import words
from generator.wechat.blocks import Article, Block, Code, Item, QrCode
from generator.wechat.checks import Finding, finding
from generator.wechat.origins import Origin

NAME, PERSON, QUOTED, FIGURE = "名称", "人名", "引号里", "数字"
SHORTEST_NAME = 4
"""characters; shorter names of teams are words as well"""

_UNITS = (
    "个百分点|个千分点|百分点|台次|项次|人次|件次|小时|分钟|秒钟|毫米|厘米|公里|公斤|平方米|立方米"
    "|[年月日号期人名个项台次件点岁倍元万亿份张条米吨秒天周家例册盒袋箱支块套户站层道轮版页]"
)
_FIGURE = re.compile(
    rf"(?<![\d.])(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)"
    rf"(?:[ \u2009]?(?P<unit>[%％‰℃]|[A-Za-zμ]+|{_UNITS}))?"
)
_SPELLED = re.compile(
    "[一二三四五六七八九十百千万两半]+(?:成|倍|分之[一二三四五六七八九十百千万]+|个百分点)"
)
_BODY = re.compile(
    "[\u4e00-\u9fff（）()·]{2,}?"
    "(?:有限公司|股份公司|集团|协会|学会|医院|大学|学院|研究院|研究所|委员会|事务所|工会|联合会)"
)
_QUOTED = re.compile("“([^“”，。、；：？！]{2,12})”")
_LATIN = re.compile(r"(?<![A-Za-z0-9.])[A-Za-z][A-Za-z0-9+./@-]*[A-Za-z0-9+]")
_SAME = str.maketrans({"％": "%", ",": None, " ": None, "\u2009": None})
"""differences of writing that are none of number"""
_GONE = "\u3000"
"""stands where something was read already"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """要念的一处."""

    kind: str
    text: str
    place: str
    """where in the draft it stands first"""
    origin: str
    """where it comes from; empty: nowhere known"""

    def as_json(self) -> dict[str, str]:
        """The contract of report.json."""
        return {
            "kind": self.kind,
            "text": self.text,
            "place": self.place,
            "origin": self.origin,
        }


def known_names(index: Index) -> tuple[str, ...]:
    """已知的名称 of bodies, teams and papers, longest first."""
    archive = index.archive
    names: set[str] = {archive.site.publisher, *archive.site.guiding_bodies}
    for organisation in archive.organisations.values():
        names |= {*organisation.all_names, organisation.short_name}
    for term in archive.vocabularies["recommender"].terms:
        names |= {label.text for label in term.labels}
    for year in archive.years:
        names |= {entry.team for entry in year.results.entries}
        names |= {entry.organisation_name for entry in year.results.entries}
    for notice in archive.notices:
        names |= {notice.title, notice.issuer, notice.doc_number.text if notice.doc_number else ""}
    return tuple(sorted((n for n in names if len(n) >= SHORTEST_NAME), key=lambda n: (-len(n), n)))


def read_aloud(
    article: Article, origins: Iterable[Origin], names: Iterable[str]
) -> tuple[Spoken, ...]:
    """推文 → 朗读清单, in the order of reading, each text once."""
    reader = _Reader(tuple(origins), tuple(names))
    found: dict[tuple[str, str], Spoken] = {}
    for place, text in _passages(article):
        for kind, said, origin in reader.read(text):
            found.setdefault((kind, said), Spoken(kind, said, place, origin))
    return tuple(found.values())


def check_origins(spoken: Iterable[Spoken]) -> Iterator[Finding]:
    """没有出处的 names and figures."""
    for one in spoken:
        if not one.origin:
            yield finding("WX601" if one.kind == FIGURE else "WX602", one.place, one.text)


def _passages(article: Article) -> Iterator[tuple[str, str]]:
    """Everything that is said, with its place as findings name it."""
    yield "标题", article.title
    yield "摘要", article.digest
    yield "封面", article.cover_title
    yield "封面", article.cover_line
    for number, block in enumerate(article.blocks, 1):
        for text in _said(block):
            yield f"第 {number} 块", text


def _said(block: Block) -> Iterator[str]:
    """The words of a block; markers of lists are nobody's figures, and code is nobody's name."""
    if isinstance(block, Item):
        yield words.plain(block.text)
    elif not isinstance(block, Code | QrCode):
        yield from words.said(block)


class _Reader:
    def __init__(self, origins: tuple[Origin, ...], names: tuple[str, ...]) -> None:
        self.origins = origins
        self.names = names
        self.figures: dict[str, str] = {}
        for origin in origins:
            for found in _FIGURE.finditer(origin.text):
                for said in (found[0], found["number"]):
                    self.figures.setdefault(said.translate(_SAME), origin.place)

    def read(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Kind, words and origin of all that has to be read aloud."""
        rest = text
        for name in self.names:
            if name in rest:
                yield NAME, name, self.origin(name)
                rest = rest.replace(name, _GONE * len(name))
        for person in find_names(rest):
            yield PERSON, person.text, self.origin(person.text)
        for kind, pattern in ((NAME, _BODY), (QUOTED, _QUOTED), (NAME, _LATIN)):
            for found in pattern.finditer(rest):
                said = found[pattern.groups]
                yield kind, said, self.origin(said)
        for found in _FIGURE.finditer(_LATIN.sub(_GONE, rest)):
            yield FIGURE, found[0], self.figures.get(found[0].translate(_SAME), "")
        for found in _SPELLED.finditer(rest):
            yield FIGURE, found[0], self.origin(found[0])

    def origin(self, text: str) -> str:
        """The first text that says so; letters may be large or small."""
        wanted = text.casefold()
        places = (one.place for one in self.origins if wanted in one.text.casefold())
        return next(places, "")
