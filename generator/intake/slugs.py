"""代号：pinyin slugs for new folders and terms. Made once at import, never again: they are addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

LONGEST = 80
LEGAL_FORM = re.compile(r"(股份)?有限(责任)?公司$")
_FIELD_WORDS = """
示例 上海 班组 质量 信得过 行业 协会 集团 中心 促进 公司 装配 包装 机台 胶印 作业 带电 入户 安心 信号 检修 示范
钢筋 掘进 盾构 运行 泵站 维保 电梯 桥吊 冷链 配送 坐席 机坪 保障 护理 检测 理化 清扫 道路 抢修 刮研 膳食 食堂
施工 公用 事业 社区 卫生 第一 人民 金山区 长宁区 市质协 会员 推进部 环境 管理所 医疗 器械 机床 附件 养护 市政 材料
生物 阅览 流通 静脉 用药 调配 客户 成功 号线 单元 板块 安装 后勤 氩弧焊 机修 中控 精密 机械 制药 印务 供电 燃气
轨道 交通 公共 医院 图书馆 建设 工程 隧道 传感 技术 科技 服务 管理 维修 幼儿园 物业 养老 船舶 芯片 物流
"""
"""words of this field that the dictionary lacks"""
_KNOWN = frozenset(PHRASES_DICT) | frozenset(_FIELD_WORDS.split())
_PRONOUNCED = {"长宁": "changning", "长宁区": "changningqu", "行业": "hangye"}
"""names that the dictionary reads wrongly"""
_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")


def make_slug(text: str, taken: Collection[str] = ()) -> str:
    """名称 → 代号：`“匠芯”装配班组` → jiangxin-zhuangpei-banzu; a number is added when taken."""
    plain = unicodedata.normalize("NFKC", text).lower()
    words = [word for run in _RUN.findall(plain) for word in _words_of(run)]
    slug = _within_limit(words) or "x"
    return slug if slug not in taken else _numbered(slug, taken)


def make_organisation_slug(name: str, taken: Collection[str] = ()) -> str:
    """单位名称 → 代号 without its legal form: 上海示例制药有限公司 → shanghai-shili-zhiyao."""
    return make_slug(LEGAL_FORM.sub("", name) or name, taken)


def _words_of(run: str) -> Iterator[str]:
    """Pinyin word by word; single characters next to each other make one word (匠芯 → jiangxin)."""
    if run.isascii():
        yield run
        return
    loose = ""
    for word in _cut(run):
        pinyin = _PRONOUNCED.get(word) or "".join(lazy_pinyin(word, v_to_u=False))
        if len(word) == 1:
            loose += pinyin
            continue
        if loose:
            yield loose
        loose = ""
        yield pinyin
    if loose:
        yield loose


def _cut(run: str) -> Iterator[str]:
    """Longest known word first; pypinyin's own segmenter takes beginnings of words for words."""
    start = 0
    while start < len(run):
        sizes = (size for size in (3, 2) if run[start : start + size] in _KNOWN)
        size = min(next(sizes, 1), len(run) - start)
        yield run[start : start + size]
        start += size


def _within_limit(words: list[str]) -> str:
    while words and len("-".join(words)) > LONGEST:
        words = words[:-1]
    return "-".join(words)


def _numbered(slug: str, taken: Collection[str]) -> str:
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
