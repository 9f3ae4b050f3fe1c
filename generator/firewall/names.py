"""人名：full names beside 班长, 师傅, 摄影 …; 张某, 老李 and 小陈 give nobody's name away.

Chinese names cannot be told from words without a dictionary. So only a surname right beside a word
for a person counts, and the words that begin with a surname (高级, 周报, 曾任) are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.firewall.findings import HAN, Finding, on, without_overlaps

NAMED = "person.named"

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶苏魏吕丁沈姚"
    "卢姜崔钟谭陆汪范廖贾夏韦付邹孟熊秦邱江尹薛闫雷侯龙史陶黎贺顾毛郝龚邵钱覃戴莫孔汤康牛樊葛邢齐"
    "易乔伍庞颜倪庄聂鲁岳翟殷詹欧耿焦俞左柳甘祝尤阮柯纪梅童凌毕裴霍涂翁冉骆蓝辛靳蒙鲍喻祁蒲滕屈饶"
    "艾穆缪褚娄窦戚岑宫卜晏柏宗瞿桂佟臧闵苟邬卞姬仇栾隋沙巫寇桑甄丛虞敖巩佘麻苑迟邝高程任金方石段"
)
"""surnames that seldom begin another word; the rest only after a label"""
_RARE = "于成时向全应尚解管连关单边文路车党项师商景华费房米麦阳农司武季游盛曲谷宁温严包章施白安明"
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|皇甫|尉迟|公孙|慕容|令狐|宇文|夏侯|端木"
_WORDS = re.compile(
    r"马[上达力路]|高[度效标质级压空温峰速处于兴技精低层端炉新风频强]|程[序度控]|任[务何职期意]|金[属牌额融工相]"
    r"|方[可案才式法面向便能]|石[油化材英墨灰]|段[长位]|周[一二三四五六日天末期报例会边转]|江[苏西南北浙河边]|康复"
    r"|曾[经任获在被]|许[多可]|何[时种处以]|叶[片轮]|夏[季天]|余[热料量下额]|龙[门头]|雷[达雨]|钱[款江]|付[款出费]"
    r"|孔[板径隙]|毛[坯刺病]|田[间野]|林[业区]|黄[金色板线山]|欧洲|牛[奶]|易[燃损错耗]|董事|范[围例]|顾[客问虑及]"
    r"|谢[谢]|史[上料]|童[年车]|纪[律委检念录]|凌晨|毕[业竟]|齐[全心抓]|左[右手侧]|甘[肃于]|祝[贺愿]|梅[雨]|桂林"
    r"|迟[到交]|宗旨|麻[醉烦]|艾[灸]|蒙[古]|蓝[领图色]|康[养]|黎明|颜[色]|丁[字]|丛[书]|沙[盘箱浆]|宫[颈]|穆[斯]|汤[药]|戴[着上好帽口手安]"
    r"|胡[乱同]|温[度控]|唐[山]|江$|陆[续地上]|尤[其]|鲁[班棒]|伍|屈[服]|焦[点炉化虑]|蒲[公]|饶[有]|车[间辆床队]|党[支总委]|项目|安全|文化|管理|商务|全[体员]|单[位]|关[工爱]|景区|严格|白班|明确|庄[严]|涂[层装料胶]"
)
_ROLES = (
    "班长|组长|队长|工长|段长|机长|车长|站长|所长|厂长|科长|处长|部长|院长|校长|店长|领班|主任|经理|总监"
    "|书记|主席|师傅|工程师|技师|技术员|检验员|质检员|操作工|操作员|调度员|驾驶员|司机|护士长|护士|医生"
    "|医师|药师|教授|专家|评委|院士|劳模|工匠|员工|职工|工人|同志|老师|先生|女士|徒弟|学员|学生|患者|病人"
    "|老人|居民|用户|客户|顾客|乘客|业主|电工|焊工|钳工|车工|铣工|起重工|信号工|负责人|发明人|带头人"
)
_LABELS = (
    "姓名|摄影|摄像|文/图|文/摄|图/文|文|图|摄|撰稿|撰文|作者|通讯员|记者|编辑|责编|审核|校对|供稿|供图"
    "|联系人|发布人|发表人|汇报人|报告人|主讲人|主讲|讲师|绘图|制图|指导老师|推荐人|填表人|经办人"
)
_PLAIN = f"(?:(?:{_DOUBLE})[{HAN}]{{1,2}}|[{_SURNAMES}][{HAN}]{{1,2}})"
_ANY = f"(?:(?:{_DOUBLE})[{HAN}]{{1,2}}|[{_SURNAMES}{_RARE}][{HAN}]{{1,2}})"
_AFTER_ROLE = re.compile(rf"(?:{_ROLES})[“”\"：:、\s]{{0,2}}({_PLAIN})")
_BEFORE_ROLE = re.compile(rf"({_PLAIN})(?:{_ROLES})")
_AFTER_LABEL = re.compile(rf"(?:(?:{_LABELS})\s?[：:／/]|姓名[为是]?)\s{{0,3}}({_ANY})(?![{HAN}])")
_NEXT = re.compile(rf"[、，,/／\s]{{1,3}}({_ANY})(?![{HAN}])")
_BARE = re.compile(rf"(?:摄影|图|文)?\s?({_ANY})")


def _each(words: str, at: int) -> str:
    """The first or last characters of the words, for use inside the brackets of a pattern."""
    return "".join(sorted({word[at] for word in words.split("|")}))


_FIRST = _SURNAMES + _each(_DOUBLE, 0)
_ROLE_ENDS = "|".join(
    f"(?<={'|'.join(role for role in _ROLES.split('|') if len(role) == length)})"
    for length in sorted({len(role) for role in _ROLES.split("|")})
)
_MAY_FOLLOW_ROLE = re.compile(
    rf"[{_each(_ROLES, -1)}](?=[“”\"：:、\s]{{0,2}}(?:[{_SURNAMES}]|{_DOUBLE}))(?:{_ROLE_ENDS})"
)
_MAY_PRECEDE_ROLE = re.compile(rf"[{_FIRST}][{HAN}]{{1,3}}?(?=[{_each(_ROLES, 0)}])(?:{_ROLES})")
_MAY_FOLLOW_LABEL = re.compile(
    rf"[：:／/](?<=[\s{_each(_LABELS, -1)}].)\s{{0,3}}[{_FIRST}{_RARE}][{HAN}]"
)
_MAY_BE_CALLED = re.compile("姓名")

_NEVER_GIVEN = "的了在是和与及把将对等为不也都就而又被从到以于之其说让给要可该请每很再某姓家们"
_ENDS_NAME = _NEVER_GIVEN + (
    "道带介表提认告回主率负担自同常经先后正便则曾还只没有才能会叫用做看听问答讲写算查找想站坐走跑来去"
    "上下出进接换修装拆调测组当任向发坦根利通总已因获随跟比拿打指当抓现既便"
)
_MAY_PRECEDE = "由让请的和与是向对给被跟随在为及、：；，。“（《—是者"


@on(_MAY_FOLLOW_LABEL.finditer, _MAY_BE_CALLED.finditer)
def _labelled(text: str) -> Iterator[Finding]:
    for label in _AFTER_LABEL.finditer(text):
        if (
            label.start()
            and re.match(f"[{HAN}]", text[label.start() - 1])
            and label[0][0] in "文图摄"
        ):
            continue
        found: re.Match[str] | None = label
        while found:
            if _may_be_name(found[1], text[found.start(1) :]):
                yield Finding(*found.span(1), NAMED, found[1])
            found = _NEXT.match(text, found.end())


@on(_MAY_FOLLOW_ROLE.finditer)
def _after_roles(text: str) -> Iterator[Finding]:
    for found in _AFTER_ROLE.finditer(text):
        name = _cut(found[1])
        if "、" not in text[found.start() : found.start(1)] and _may_be_name(
            name, text[found.start(1) :]
        ):
            start = found.start(1)
            yield Finding(start, start + len(name), NAMED, name)


@on(_MAY_PRECEDE_ROLE.finditer)
def _before_roles(text: str) -> Iterator[Finding]:
    for found in _BEFORE_ROLE.finditer(text):
        before = text[found.start() - 1] if found.start() else ""
        free = not re.match(f"[{HAN}]", before) or before in _MAY_PRECEDE
        if free and _may_be_name(found[1], found[1]):
            yield Finding(*found.span(1), NAMED, found[1])


@on(*_labelled.signs, *_after_roles.signs, *_before_roles.signs)
def find_names(text: str) -> Iterator[Finding]:
    """全名 beside a word for a person, or after a label such as 摄影：."""
    found = [*_labelled(text), *_after_roles(text), *_before_roles(text)]
    return iter(without_overlaps(found))


@on()
def find_bare_name(text: str) -> Iterator[Finding]:
    """A field that holds nothing but a name, as the credit of a picture often does."""
    if (found := _BARE.fullmatch(text)) and _may_be_name(found[1], text):
        yield Finding(*found.span(1), NAMED, found[1])


def _cut(name: str) -> str:
    """张伟说 → 张伟: the last character belongs to the sentence."""
    return name[:-1] if len(name) > 2 and name[-1] in _ENDS_NAME else name


_NO_FULL_NAME = re.compile(rf".(?:{_ROLES}|[工总姐哥姨叔爷][^{HAN}]|某|[××*＊])")


def _may_be_name(name: str, rest: str) -> bool:
    """Neither a word that begins like a surname, nor 王师傅, 李工, 张某."""
    if _WORDS.match(rest) or _NO_FULL_NAME.match(rest):
        return False
    return not any(char in _NEVER_GIVEN for char in name[1:])
