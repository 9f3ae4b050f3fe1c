"""用语：superlatives, words of awarding, and figures of 100 % or zero without a basis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.firewall.findings import Detector, Finding, on

_OFFICIAL = (
    "技能大师|专精特新|非物质|非遗|高新技术|重点实验室|实验室|企业技术中心|工业设计|绿色工厂|文物|新区|开发区"
    "|标准|课题|项目|质检中心|检测中心|示范区|博览会|制造业单项|智能制造|车间|众创|孵化器"
)
_TECHNICAL = (
    "实践|参数|工艺|组合|位置|角度|时机|时间|路径|路线|状态|温度|湿度|值|点|距离|间隙|方案|配比|速度|区间|范围|周期|频次|效果"
    "|厚度|压力|长度|尺寸|匹配|平衡"
)
_SCOPE = "世界|全球|国际|国内|全国|中国|全市|上海|本市|全行业|行业|同行业|同行|业内|业界|集团|系统内|华东|亚洲|国家"
_ALONE = (
    rf"国家级(?!{_OFFICIAL})|最高级(?!别)|最佳(?!{_TECHNICAL})|最先进|最优秀|最顶尖|顶级|极品|王牌(?!班)"
    "|世界级|宇宙级|史无前例|前所未有|前无古人|绝无仅有|独一无二|万无一失|举世无双|无与伦比|遥遥领先"
)
_RANKS = (
    *(
        "第一(?!时间|线|批|次|人民|个|家|机|汽|季|届|期|步|责任)",
        "唯一",
        "首创",
        "独创",
        "独家",
        "首家",
    ),
    *("首个", "首台", "首套", "最大", "最强", "最好", "最高", "领先", "顶尖"),
)
"""absolute only within a scope; two characters each"""
_OF_RANK = "第一(?:名|品牌|位的|流)"
_ABSOLUTE = re.compile(
    rf"{_ALONE}|(?:{_SCOPE})(?:内|上|中|范围内)?(?:的)?(?:排名|排在|位居|位列|稳居)?(?:{'|'.join(_RANKS)})|{_OF_RANK}"
)
_BEFORE_RANK = "".join(sorted({scope[-1] for scope in _SCOPE.split("|")})) + "内上中的名在居列"
_MAY_BE_ABSOLUTE = re.compile(
    "|".join((_ALONE, _OF_RANK, *(f"{rank}(?<=[{_BEFORE_RANK}]..)" for rank in _RANKS)))
)
_AWARD = re.compile(
    "荣获|荣膺|喜获|斩获|获评|被评为|评为|评选为|获奖|夺冠|夺魁|冠军|表彰|荣誉称号|称号"
    "|被命名|命名为|授予(?=[^。；，\n]{0,20}称号)|命名(?=[^。；，\n]{0,20}称号)|名列前茅"
    "|排名第?[一二三四五六七八九十0-9前]|名列第?[一二三四五六七八九十0-9前]"
    "|位列第?[一二三四五六七八九十0-9前]|位居第?[一二三四五六七八九十0-9前]|排名(?!不分|次)"
    "|金奖|银奖|铜奖|特等奖|一等奖|二等奖|三等奖"
)
_DENIED = re.compile(
    r"(?:不|不作|不做|不设|不涉及|不进行|不搞|未|无|没有|禁止|不得|评比达标)(?:评比、?|比较|打分|评分)?$"
)
_NAMING = re.compile(r"文件|图纸|文档|变量|字段|照片|样品|按.{0,12}$|以.{0,12}$")

_METRIC = re.compile(
    r"(?:率|度|合格|达标|准确|及格)[^，。；！？\n|]{0,10}?(?:100\s?[%％]|１００[%％]|百分之百|百分百)"
    r"|[“]?零[”]?(?:有责)?(?:差错|投诉|缺陷|事故|故障|违章|违规|退货|返工|伤害|失误|延误|漏检|不良|报废|隐患|中断|伤亡|超期|泄漏|误差|污染|感染)"
    r"|(?<![0-9.,])0\s?(?:起|件|次|例|项|宗)(?:有责|责任|重大|质量)?(?:差错|投诉|缺陷|事故|故障|违章|退货|返工|不良事件)"
    r"|(?:差错|投诉|缺陷|事故|故障|违章|退货|返工|不良)(?:率|数|件数|次数)?(?:为|是|降为|降到|降至|下降到|保持|实现)(?:零|0(?![.0-9]))"
)
_MAY_BE_CLAIM = re.compile(
    r"100\s?[%％]|１００[%％]|百分之百|百分百|零[”有差投缺事故违退返伤失延漏不报隐中超泄误污感]"
    r"|0\s?[起件次例项宗](?:有责|责任|重大|质量)?[差投缺事故违退返不]"
    "|为[零0]|是[零0]|到[零0]|至[零0]|持[零0]|现[零0]"
)
_BASIS = re.compile(
    r"口径|统计|抽查|抽检|抽样|抽取|样本|÷|累计|共计|合计|按[^，。；]{1,16}(?:计算|计)|问卷|回访|台账|登记"
    r"|[0-9０-９一二三四五六七八九十百千万两]{1,12}(?:[.,][0-9]{1,12})?万?余?(?:件|台|次|批|份|户|人|项|例|条|袋|个|环|单|组|套|张|册|片|支|瓶|箱|车|列|公里|吨|起)"
)
_NO_CLAIM = re.compile(
    "目标|要求|必须|应当|应达|承诺|确保|力争|争取|追求|努力|计划|标准为|不低于|理念|口号|方针|如果|前提|指标值|实现“零|容忍|零距离"
    "|坚持|保证|做到|向着|迈向|挑战"
)
_SENTENCE = re.compile(r"[^。！？；\n]+")


@on(_MAY_BE_ABSOLUTE.finditer)
def find_absolute(text: str) -> Iterator[Finding]:
    """绝对化用语 (广告法第九条第三项); 质量第一, 最佳实践, 第一时间 are everyday words."""
    return (Finding(*m.span(), "wording.absolute", m[0]) for m in _ABSOLUTE.finditer(text))


@on(_AWARD.finditer)
def find_awards(text: str) -> Iterator[Finding]:
    """表彰用语: the activity selects and publishes; it neither awards nor ranks."""
    for found in _AWARD.finditer(text):
        before = text[max(0, found.start() - 14) : found.start()]
        if _DENIED.search(before) or ("命名为" in found[0] and _NAMING.search(before)):
            continue
        yield Finding(*found.span(), "wording.award", found[0])


def claims_finder(explained: tuple[str, ...]) -> Detector:
    """100 % 和零, without 口径 in the sentence; `explained` are the KPIs that have one."""

    @on(_MAY_BE_CLAIM.finditer)
    def find_claims(text: str) -> Iterator[Finding]:
        for sentence in _SENTENCE.finditer(text):
            said = sentence[0]
            found = _METRIC.search(said)
            if not found or any(name in said for name in explained):
                continue
            rest = said[: found.start()] + " " + said[found.end() :]
            if not _BASIS.search(rest) and not _NO_CLAIM.search(said):
                start = sentence.start() + found.start()
                yield Finding(start, start + len(found[0]), "wording.full-claim", found[0])

    return find_claims
