"""联系方式：mail addresses, vehicle plates and home addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters, digits

from generator.firewall.findings import HAN, Finding, mask, on, without_overlaps
from generator.firewall.folding import Folded, fold, what_hides, written

EMAIL, PLATE, ADDRESS = "personal.email", "personal.plate", "personal.address"

_AT = re.compile(r"@|[(\[{<]\s?(?:at|AT|@)\s?[)\]}>]| (?:at|AT) |#|艾特")
_DOT = r"\s{0,2}(?:\.|。|[(\[{]\s?dot\s?[)\]}]| dot |点)\s{0,2}"
_DOMAIN = re.compile(rf"\s{{0,3}}([A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{1,4}})")
_DOT_MARK = re.compile(_DOT)
_NO_TLD = {"png", "jpg", "jpeg", "webp", "svg", "gif", "pdf", "css", "js", "md"}
_PROVIDERS = {
    *("qq", "163", "126", "139", "189", "sina", "gmail", "outlook", "hotmail", "foxmail"),
    *("yeah", "aliyun", "icloud", "sohu", "example"),
}
"""known for mail: with these even # and 艾特 stand for @"""
_LOCAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-")

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_SIGN = "[A-HJ-NP-Za-hj-np-z0-9]"
_PLATE_HEAD = (
    rf"{_PROVINCE}[\s·.•・\-]{{0,2}}[A-HJ-NP-Za-hj-np-z][\s·.•・\-]{{0,2}}"
    rf"((?:{_SIGN}[ \-·]?){{4}}(?:{_SIGN}|[挂学警港澳领试]))( ?{_SIGN})?"
)
_PLATE = re.compile(_PLATE_HEAD + "(?![A-Za-z0-9])")
_PLATE_SPELLED = re.compile(_PLATE_HEAD)
"""沪A一二三四五一辆: where the number ends cannot be told from what follows"""
_NO_PLATE = re.compile("[创更革最全焕刷翻出重推](?=新$)|车[0-9]{2}.$")
"""新 before a letter is more often the end of a word than 新疆; 车11沪A01234 is a gas cylinder"""

_HOME = re.compile(
    r"(?:家庭住址|家庭地址|居住地址|住址|家住|现住)[为是:：\s]{0,3}"
    rf"([{HAN}A-Za-z0-9\-—、（）()]{{2,40}}?(?:号|室|弄|村|栋|幢|苑)[{HAN}A-Za-z0-9\-]{{0,12}})"
)
_FLAT = re.compile(r"(?:路|街|巷)[0-9]{1,5}弄[0-9]{1,4}号(?:[0-9]{1,2}楼)?[0-9]{3,4}室?")

_LATIN = f"[{written(ascii_letters + digits + '-')}]"
_NUMBER = f"[{written(digits)}]{{1,5}}"
_AT_END = rf"[{written('tT')}](?<=[\s{written('([{<')}]..)(?=[\s{written(')]}>')}])"
_MAY_BE_MAIL_OR_HOME = re.compile(
    rf"@|＠|#\s{{0,3}}{_LATIN}|＃\s{{0,3}}{_LATIN}|艾特|a{_AT_END}|A{_AT_END}|ａ{_AT_END}|Ａ{_AT_END}"
    rf"|住址|家庭地址|居住地址|家住|现住|路{_NUMBER}弄|街{_NUMBER}弄|巷{_NUMBER}弄"
)
_MAY_BE_PLATE = re.compile(rf"{_PROVINCE}[\s{written('·.•・-')}]{{0,2}}{_LATIN}")


@on(_MAY_BE_MAIL_OR_HOME.finditer, _MAY_BE_PLATE.finditer, what_hides)
def find_contacts(text: str) -> Iterator[Finding]:
    """邮箱、车牌、住址 in a text."""
    folded = fold(text)
    found = [*_emails(folded), *_plates(folded), *_addresses(folded)]
    if spelled := folded.spelled():
        found += _plates(spelled, _PLATE_SPELLED)
    return iter(without_overlaps(found))


def _emails(folded: Folded) -> Iterator[Finding]:
    for at in _AT.finditer(folded.text):
        domain = _DOMAIN.match(folded.text, at.end())
        start = _local_part(folded.text, at.start())
        if domain and start is not None and _is_mail(at[0], _DOT_MARK.split(domain[1])):
            span = folded.span(start, domain.end())
            yield Finding(*span, EMAIL, mask(folded.text[start : domain.end()]))


def _local_part(text: str, end: int) -> int | None:
    """Where the part before @ begins; None when there is none."""
    last = end
    while last > 0 and end - last < 3 and text[last - 1] in " \t\n":
        last -= 1
    start = last
    while start > 0 and last - start < 64 and text[start - 1] in _LOCAL:
        start -= 1
    while start < last and text[start] in ".-":
        start += 1
    return start if start < last else None


def _is_mail(at: str, labels: list[str]) -> bool:
    last = re.match("[A-Za-z]*", labels[-1])
    tld = last[0].lower() if last else ""
    known = labels[0].lower() in _PROVIDERS
    if at == "@":
        return 2 <= len(tld) <= 12 and tld not in _NO_TLD
    plain = at.strip() in ("at", "AT", "#", "艾特")
    return len(tld) >= 2 and (known or not plain)


def _plates(folded: Folded, pattern: re.Pattern[str] = _PLATE) -> Iterator[Finding]:
    for found in pattern.finditer(folded.text):
        if _NO_PLATE.search(folded.text[max(0, found.start() - 3) : found.start() + 1]):
            continue
        short = pattern is _PLATE_SPELLED and _is_plate(found[1])
        if _is_plate(found[1] + (found[2] or "")) or short:
            yield Finding(*folded.span(*found.span()), PLATE, mask(found[0]))


def _is_plate(number: str) -> bool:
    """GA 36：five signs, at least three of them digits, or six for new energy."""
    signs = re.sub(r"[ \-·]", "", number).upper()
    digits = sum(char.isdigit() for char in signs)
    if len(signs) == 6:
        return digits >= 4 and (signs[0] in "ABCDEFGHJK" or signs[-1] in "ABCDEFGHJK")
    return digits >= 3


def _addresses(folded: Folded) -> Iterator[Finding]:
    for pattern in (_HOME, _FLAT):
        for found in pattern.finditer(folded.text):
            span = found.span(1) if pattern is _HOME else found.span()
            yield Finding(*folded.span(*span), ADDRESS, mask(folded.text[slice(*span)]))
