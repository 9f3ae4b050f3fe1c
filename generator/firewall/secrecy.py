"""保密：markings, and the words of arms and spacecraft that want a second look."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.firewall.findings import Finding, on, without_overlaps
from generator.model import Case

_MARKING = re.compile(
    r"(?:绝密|机密|秘密)\s?[★☆*＊](?:\s?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|长期)年?)?"
    r"|[【〔\[（(](?:绝密|机密|秘密|内部)[】〕\])）]"
    r"|(?:密级|保密期限|定密)(?:为|是)?[:：]\s?[^\s，。；]{1,8}"
    r"|(?:绝密|机密|秘密)级"
    r"|内部(?:资料|文件|使用|材料)[，,\s]{0,2}(?:注意保密|严禁外传|不得外传|请勿外传|禁止外传)"
    r"|(?<!不是)(?<!不含)(?<!没有)(?<!不得)(?<!涉及)(?<![不非无])涉密(?:项目|产品|载体|文件|人员|资料|型号|场所|任务|岗位|信息系统)"
    r"(?!不得|不能|不予|除外|不参加|不申报)"
)
_MILITARY = re.compile(
    "型号任务|军品|武器装备|军工(?:产品|型号|任务|项目|生产|科研|配套|单位|资质|订单)|军代表|军检|军用|军贸"
    "|国防(?:科工|科研|军工|任务|项目|专利)|装备承制|某型(?:号|舰|艇|机|弹|导弹|飞机|火箭|雷达|发动机|装备|产品)"
    "|(?:导弹|鱼雷|战斗机|轰炸机|歼击机|驱逐舰|护卫舰|潜艇|航母|航空母舰|弹药|火工品|核潜)"
    "|部队代号|[0-9]{5}部队"
)
_INDUSTRY = re.compile(
    "型号|试飞|靶场|发射场|总装厂房|推进剂|固体火箭|液体火箭|火箭|卫星|载荷|舰|军|战机|声呐|隐身|制导|配套任务|海试|航天员"
)
_MAY_BE_MARKED = re.compile(
    r"绝密|机密|秘密|密级|保密期限|定密|涉密|内部[】〕\])）资文使材]|型号任务|军[品工代检用贸]|武器装备|国防|装备承制"
    "|某型|导弹|鱼雷|战斗机|轰炸机|歼击机|驱逐舰|护卫舰|潜艇|航母|航空母舰|弹药|火工品|核潜|部队"
)
_SENSITIVE_CLASS = re.compile(r"C?37(?![0-9]{3})")


@on(_MAY_BE_MARKED.finditer)
def find_markings(text: str) -> Iterator[Finding]:
    """密级标志 and words that belong to arms."""
    found = [
        *(Finding(*m.span(), "secrecy.marking", m[0].strip()) for m in _MARKING.finditer(text)),
        *(Finding(*m.span(), "secrecy.military", m[0]) for m in _MILITARY.finditer(text)),
    ]
    return iter(without_overlaps(found))


@on(_INDUSTRY.finditer)
def find_industry_words(text: str) -> Iterator[Finding]:
    """In a case of air, space or ships also the words that are harmless elsewhere."""
    known = [*find_markings(text)]
    found = [Finding(*m.span(), "secrecy.industry", m[0]) for m in _INDUSTRY.finditer(text)]
    return iter([f for f in without_overlaps([*known, *found]) if f.id == "secrecy.industry"])


def is_sensitive(case: Case) -> bool:
    """航空、航天、船舶、军工 by class of industry or by name."""
    words = f"{case.organisation_name} {case.title} {case.team}"
    named = re.search("航空|航天|船舶|造船|军工|舰|兵器|核工业", words)
    return bool(_SENSITIVE_CLASS.match(case.industry_class.strip()) or named)
