"""文风与责任：what a person should look at again; nothing here stops a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.wechat import limits, words
from generator.wechat.blocks import (
    Article,
    Code,
    EditorNote,
    Item,
    Lead,
    Paragraph,
    Picture,
    Signature,
)
from generator.wechat.checks.catalogue import Finding, finding

ABSOLUTE = re.compile(
    "国家级|世界级|最高级|最佳|最好|最优秀|最先进|最大|最强|唯一|独一无二|第一品牌|全国第一|行业第一|世界第一"
    "|顶级|顶尖|极致|首个|首家|首创|独家|绝对|万能|永久|史无前例|前无古人|零缺陷|百分之百|100%|100％"
)
OFFICIAL = re.compile(
    "全国质量信得过班组|国家级\\s*QC\\s*小组(?:成果)?|首席质量官|质量第一|安全第一|顾客第一|用户第一|最佳实践"
    "|零缺陷管理|国家级[^，。；]{0,12}(?:奖|成果|称号|实验室|中心|标准)|最大(?:值|程度|限度|偏差|误差|负荷|功率|直径|半径)"
    "|绝对(?:值|误差|压力|湿度|温度)"
)
"""names, awards, slogans and terms of the trade, which the law lets stand"""
INDUCING = re.compile(
    "分享后(?:可|才|即)|集赞|转发抽奖|转发(?:后)?(?:领|送|赢)|点赞在看|不转不是|关注后(?:可|才|即)|求转发"
)
PRIVATE = {
    "身份证号": re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])"),
    "手机号": re.compile(r"(?<![\d.])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.])"),
    "电子邮箱": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w"),
}
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?]|(?<=[\u4e00-\u9fff])\.(?=\s|$)")
MARKS = re.compile(r"\*\*|~~|```|\]\(|\[\^|^#{1,6}\s|^>\s|\|\s*:?-{3,}", re.M)
DUTIES = ("来源", "责编", "审核")


def check_words(article: Article) -> Iterator[Finding]:
    """The words of every block, and of the title and digest."""
    for place, text, running in _texts(article):
        yield from _terms(place, text)
        if running and len(text) > limits.PARAGRAPH:
            count = len(text)
            yield finding("WX504", place, text[:20], count=count, limit=limits.PARAGRAPH)


def _texts(article: Article) -> Iterator[tuple[str, str, bool]]:
    """Place, words, and whether they are running text."""
    yield "标题", article.title, False
    yield "摘要", article.digest, False
    for number, block in enumerate(article.blocks, start=1):
        if not isinstance(block, Code):
            running = isinstance(block, Paragraph | Lead | EditorNote | Item)
            for piece in words.said(block):
                yield f"第 {number} 块", piece, running


def _terms(place: str, text: str) -> Iterator[Finding]:
    masked = OFFICIAL.sub(lambda name: "\u3000" * len(name[0]), text)
    for found in ABSOLUTE.finditer(masked):
        yield finding("WX501", place, _around(text, found), word=found[0])
    for found in INDUCING.finditer(text):
        yield finding("WX502", place, _around(text, found), word=found[0])
    for kind, pattern in PRIVATE.items():
        for found in pattern.finditer(text):
            yield finding("WX503", place, _around(text, found), kind=kind)
    for found in HALF_WIDTH.finditer(text):
        yield finding("WX505", place, _around(text, found), mark=found[0])
    for found in MARKS.finditer(text):
        yield finding("WX508", place, _around(text, found), mark=found[0].strip())


def _around(text: str, found: re.Match[str]) -> str:
    """The words there with some before and after, about twenty characters."""
    start, end = max(found.start() - 8, 0), found.end() + 8
    cut = text[start:end].replace("\n", " ")
    return ("…" if start else "") + cut + ("…" if end < len(text) else "")


def check_duties(article: Article, *, rights_ticked: bool, ai: str) -> Iterator[Finding]:
    """落款, captions, rights, and what a machine made."""
    signed = {
        label
        for block in article.blocks
        if isinstance(block, Signature)
        for label, name in block.lines
        if name.strip()
    }
    missing = [duty for duty in DUTIES if not any(duty in label for label in signed)]
    if missing:
        yield finding("WX506", "落款", missing="、".join(missing))
    for number, block in enumerate(article.blocks, start=1):
        if isinstance(block, Picture) and not block.caption:
            yield finding("WX507", f"第 {number} 块", block.alt[:20])
    count = sum(1 for picture in words.pictures(article) if not picture.chart)
    if count and not rights_ticked:
        yield finding("WX509", "核对单", count=count)
    if ai:
        yield finding("WX510", "核对单", detail=ai)
