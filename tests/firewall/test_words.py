"""人名、保密、烟草、用语、标点、乱码：what is found, and what is left alone."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from generator.firewall import garbled, names, punctuation, secrecy, tobacco, wording
from generator.firewall.findings import Detector
from generator.firewall.secrecy import is_sensitive
from generator.firewall.tobacco import is_tobacco
from generator.model import Case

claims = wording.claims_finder(("一次交验合格率",))

FOUND: list[tuple[Detector, str, list[str]]] = [
    (names.find_names, "班长张伟民带领大家", ["张伟民"]),
    (names.find_names, "组长王鹏说", ["王鹏"]),
    (names.find_names, "由李建国师傅示范", ["李建国"]),
    (names.find_names, "摄影：欧阳建华", ["欧阳建华"]),
    (names.find_names, "文/图：王晓明、李大力", ["王晓明", "李大力"]),
    (names.find_names, "工程师高建军与患者陈桂英", ["高建军", "陈桂英"]),
    (names.find_names, "建档负责人：姓名钱小满，负责台账", ["钱小满"]),
    (names.find_bare_name, "张伟民", ["张伟民"]),
    (names.find_bare_name, "摄影 张伟民", ["张伟民"]),
    (secrecy.find_markings, "机密★10年", ["机密★10年"]),
    (secrecy.find_markings, "密级：内部", ["密级：内部"]),
    (secrecy.find_markings, "内部资料，注意保密", ["内部资料，注意保密"]),
    (secrecy.find_markings, "承担某型舰型号任务和军品生产", ["某型舰", "型号任务", "军品"]),
    (secrecy.find_industry_words, "卫星载荷装配", ["卫星", "载荷"]),
    (secrecy.find_industry_words, "军品之外的试飞", ["试飞"]),
    (tobacco.find_brands, "利群和中华牌香烟", ["利群", "中华牌香烟"]),
    (tobacco.find_trade_brands, "“中华”条盒与牡丹小盒", ["“中华”", "牡丹小盒"]),
    (wording.find_absolute, "国家级品质、全国第一、最佳产品", ["国家级", "全国第一", "最佳"]),
    (wording.find_absolute, "行业唯一，国内首创", ["行业唯一", "国内首创"]),
    (wording.find_awards, "荣获称号，排名第一，被命名", ["荣获", "称号", "排名第一", "被命名"]),
    (wording.find_awards, "获奖3项，受到表彰", ["获奖", "表彰"]),
    (claims, "满意度达到100%。", ["度达到100%"]),
    (claims, "实现零投诉", ["零投诉"]),
    (claims, "全年投诉为零", ["投诉为零"]),
    (punctuation.find_punctuation, "质量,安全", [","]),
    (punctuation.find_punctuation, "温度(T)", ["(T)"]),
    (punctuation.find_punctuation, '说"不行"', ['"不行"']),
    (punctuation.find_punctuation, "完成.", ["."]),
    (punctuation.find_punctuation, "他说“好", ["“"]),
    (punctuation.find_punctuation, "好”了", ["”"]),
    (punctuation.find_punctuation, "“一“二”", ["“"]),
    (punctuation.find_punctuation, "等等...", ["..."]),
    (punctuation.find_punctuation, "好的…", ["…"]),
    (punctuation.find_punctuation, "“一”、“二”", ["、"]),
    (punctuation.find_punctuation, "第一，，第二", ["，，"]),
    (punctuation.find_punctuation, "《甲》、《乙》。。", ["、", "。。"]),
    (garbled.find_garbled, "锟斤拷", ["锟斤拷"]),
    (garbled.find_garbled, "质量â€œ第一", ["â€œ"]),
    (garbled.find_garbled, "ä¸\xadæ–‡", ["ä¸\xadæ–‡"]),
    (garbled.find_garbled, "班组鈥滃伐", ["鈥"]),
    (garbled.find_garbled, "坏\ufffd字", ["\ufffd"]),
    (garbled.find_garbled, "字\ue123库", ["\ue123"]),
    (garbled.find_traditional, "质量與安全的經驗", ["與", "經驗"]),
]


@pytest.mark.parametrize(("detect", "text", "expected"), FOUND)
def test_what_is_found(detect: Detector, text: str, expected: list[str]) -> None:
    found = sorted(detect(text), key=lambda finding: finding.start)
    assert [text[f.start : f.end] for f in found] == expected


SILENT: list[tuple[Detector, str]] = [
    (names.find_names, "班长老李、组长张某、小王师傅、李工和王主任"),
    (names.find_names, "摄影：质量部"),
    (names.find_bare_name, "上海示例机械有限公司"),
    (names.find_bare_name, "高级工"),
    (secrecy.find_markings, "商业秘密与保密审查，成功的秘密"),
    (tobacco.find_trade_brands, "“中华”文化，黄山旅游"),
    (tobacco.find_brands, "中华人民共和国，南京路"),
    (wording.find_absolute, "质量第一，最佳实践，第一时间，国家级技能大师工作室"),
    (wording.find_awards, "排名不分先后；不评奖、不排名；文件命名为“日期”"),
    (claims, "2022年上半年抽检 320 台，合格率100%"),
    (claims, "目标是零投诉"),
    (claims, "一次交验合格率达到100%"),
    (claims, "100%全检"),
    (
        punctuation.find_punctuation,
        "见[说明](https://a.example/b,c?d=1;e)和`a,b`，1）先做（甲）；It’s",
    ),
    (punctuation.find_punctuation, "一段“引文，\n还在同一段”。"),
    (garbled.find_garbled, "café，naïve，手锛，银钞"),
    (garbled.find_traditional, "简体字和①㎡ΔE"),
]


@pytest.mark.parametrize(("detect", "text"), SILENT)
def test_what_is_left_alone(detect: Detector, text: str) -> None:
    assert [text[f.start : f.end] for f in detect(text)] == []


def test_suggestions_stand_in_the_finding() -> None:
    assert [f.meant for f in garbled.find_traditional("經驗")] == ["经验"]
    assert [f.meant for f in punctuation.find_punctuation('说"不行",好')] == ["，", "“不行”"]


def case(**more: str) -> Case:
    names = [field.name for field in fields(Case) if field.default is field.default_factory]
    named: dict[str, Any] = {**dict.fromkeys(names, ""), "year": 2022, **more}
    return Case(**named)


@pytest.mark.parametrize(
    ("industry_class", "sensitive", "trade"),
    [
        ("C37 铁路、船舶、航空航天和其他运输设备制造业", True, False),
        ("37", True, False),
        ("C373", True, False),
        ("C16 烟草制品业", False, True),
        ("C34 通用设备制造业", False, False),
    ],
)
def test_the_class_of_industry_sharpens_the_look(
    industry_class: str, sensitive: bool, trade: bool
) -> None:
    one = case(industry_class=industry_class)
    assert (is_sensitive(one), is_tobacco(one)) == (sensitive, trade)


def test_the_name_of_the_organisation_does_too() -> None:
    assert is_sensitive(case(organisation_name="上海示例船舶制造有限公司"))
    assert is_tobacco(case(organisation_name="上海示例烟草机械有限公司"))
