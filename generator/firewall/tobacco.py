"""烟草：names of brands, which must not appear on the internet at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.firewall.findings import Finding, on
from generator.model import Case

BRAND = "tobacco.brand"

_ONLY_TOBACCO = (
    "红塔山|芙蓉王|利群|苏烟|云烟|贵烟|黄金叶|大前门|万宝路|红双喜(?!婚|字)|玉溪(?=烟)|黄鹤楼(?=烟)|七匹狼(?=烟)"
    "|中南海(?=烟)|骆驼(?=牌?香烟)|红旗渠(?=烟)|五叶神|白沙烟|和天下|软中华|硬中华|中支(?=中华)|好猫烟|冬虫夏草烟"
)
_ALSO_WORDS = (
    "中华|熊猫|牡丹|双喜|玉溪|白沙|黄山|南京|泰山|长白山|钻石|红河|真龙|娇子|好猫|兰州|哈德门|金圣|黄鹤楼"
    "|七匹狼|石狮|凤凰|上海|飞马|恒大|都宝|中南海|红金龙|金桥|云斯顿|健牌|万事发|七星|骆驼|三五|宽窄"
)
_PRODUCTS = "香烟|卷烟|细支|中支|雪茄|烤烟型"
_BRAND = re.compile(
    rf"(?:{_ONLY_TOBACCO})"
    rf"|[“《]?(?:{_ALSO_WORDS})[”》]?(?:牌|系列|品牌)?(?:\([^()]{{1,6}}\)|（[^（）]{{1,6}}）)?(?:牌)?(?:{_PRODUCTS})"
)
_MAY_BE_BRAND = re.compile(f"{_ONLY_TOBACCO}|{_PRODUCTS}")
_IN_TRADE = re.compile(
    rf"“(?:{_ALSO_WORDS})”(?!精神|文化|小组|班组)|(?:{_ALSO_WORDS})(?:\([软硬细中][^()]{{0,4}}\)|（[软硬细中][^（）]{{0,4}}）|牌|品牌|系列|条盒|小盒|烟包|商标纸)"
)


@on(_MAY_BE_BRAND.finditer)
def find_brands(text: str) -> Iterator[Finding]:
    """Brand names that can mean nothing else, or stand beside 香烟 and the like."""
    return (Finding(*m.span(), BRAND, m[0]) for m in _BRAND.finditer(text))


@on()
def find_trade_brands(text: str) -> Iterator[Finding]:
    """In a case of the trade also 中华, 熊猫, 牡丹 …, which are ordinary words elsewhere."""
    known = [m.span() for m in _BRAND.finditer(text)]
    for found in _IN_TRADE.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in known):
            yield Finding(*found.span(), BRAND, found[0])


def is_tobacco(case: Case) -> bool:
    """烟草行业 by class of industry or by name."""
    by_class = re.match(r"C?16(?![0-9]{3})", case.industry_class.strip())
    return bool(by_class or re.search("烟草|卷烟|烟厂", f"{case.organisation_name}{case.title}"))
