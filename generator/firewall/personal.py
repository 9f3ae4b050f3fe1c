"""个人号码：mobile and landline phones, ID numbers and bank cards, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.firewall.findings import Finding, mask, on, without_overlaps
from generator.firewall.folding import SPELLED, Folded, fold, what_hides, written
from generator.firewall.numbers import (
    Run,
    is_code,
    is_soft,
    is_weak,
    long_runs,
    near_phone_word,
    runs,
)

MOBILE, ID_NUMBER = "personal.mobile", "personal.id-number"
CARD, LANDLINE = "personal.bank-card", "personal.landline"

_MOBILE = re.compile(r"(?=(1[3-9][0-9]{9}))")
_MOBILE_SIZES = {
    *((11,), (3, 4, 4), (3, 3, 5), (3, 5, 3), (4, 4, 3), (4, 3, 4), (3, 8), (7, 4), (5, 6), (6, 5)),
    *((3, 4, 2, 2), (3, 2, 2, 4), (3, 2, 2, 2, 2), (3, 3, 3, 2), (3, 2, 3, 3), (1, 3, 3, 4)),
    *((1, 10), (2, 9), (4, 7), (3, 6, 2), (1,) * 11),
}
_COUNTRY = ("86", "086", "0086", "0")
_GLUED_COUNTRY = re.compile(r"(?:0086|86|0)(?=1[3-9][0-9]{9}$)")
_ID = re.compile(
    r"(?=([1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}))"
)
_OLD_ID = re.compile(r"(?=([1-8][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}))")
_PROVINCES = {
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66),
    *(71, 81, 82, 83),
}  # fmt: skip
_ID_WORD = re.compile(r"身份证|证件号|公民身份|ID\s?[Cc]ard")
_COMPANY_WORD = re.compile(r"信用代码|机构代码|法人代码|登记证号|税号")
_CARD = re.compile(
    r"(?=((?:62[0-9]{14,17}|955[89][0-9]{12,15}|4[0-9]{15}|5[1-5][0-9]{14}"
    r"|35(?:2[89]|[3-8][0-9])[0-9]{12}|3[47][0-9]{13})))"
)
_LANDLINE = re.compile(r"(?=(0(?:10|2[0-9])[2-9][0-9]{7}|0[3-9][0-9]{2}[2-9][0-9]{6,7}))")
_LOCAL = re.compile(
    r"(?:电话|座机|传真|家电|[Tt][Ee][Ll])[号码为是:.\s]{0,4}([2-9]\d{3}[- ]?\d{4})(?!\d)", re.A
)
_LETTER_PHONE = re.compile(r"[1lI][ ]?[3-9](?:[- ]?[0-9OoIl]){9}")
_ID_TAIL = re.compile(r"[\s*_`~\\.\-]{0,4}[Xx×ⅩХΧхχ](?![A-Za-z])")

_CALLED = "|".join(
    ("电话", "座机", "传真", "家电", *(f"{t}[{written('eE')}][{written('lL')}]" for t in "tTｔＴ"))
)
_MAY_BE_LOCAL = re.compile(
    rf"(?:{_CALLED})[号码为是\s{written(':.')}]{{0,4}}[{written('23456789')}]"
)


@on(long_runs, _MAY_BE_LOCAL.finditer, what_hides)
def find_numbers(text: str) -> Iterator[Finding]:
    """手机号、身份证号、银行卡号、座机号 in a text, each place once."""
    folded = fold(text)
    found = [*_in_runs(folded, spelled=False)]
    if spelled := folded.spelled():
        found += _in_runs(spelled, spelled=True, written=folded.text)
    found += _by_letters(folded)
    found += _local_landlines(folded)
    order = (ID_NUMBER, CARD, MOBILE, LANDLINE)
    found.sort(key=lambda finding: (order.index(finding.id), finding.start))
    return iter(without_overlaps(found))


def _in_runs(folded: Folded, *, spelled: bool, written: str = "") -> Iterator[Finding]:
    for run in runs(folded):
        if spelled and not any(ord(written[k]) in SPELLED for k in run.starts):
            continue
        for id, start, end, tail in _candidates(run, spelled=spelled):
            if spelled and not _is_spelled(run, start, end, written):
                continue
            first, last = folded.span(run.starts[start], run.starts[end - 1] + 1 + tail)
            yield Finding(first, last, id, mask(run.digits[start:end]))


def _is_spelled(run: Run, start: int, end: int, written: str) -> bool:
    """Enough spelled digits, or only inside: in 张三13800138000 the 三 is a name."""
    spelled = [ord(written[k]) in SPELLED for k in run.starts[start:end]]
    inside = any(spelled) and not spelled[0] and not spelled[-1]
    whole = run.begins_group(start) and run.begins_group(end)
    return inside or sum(spelled) >= (2 if whole else 3)


def _candidates(run: Run, *, spelled: bool) -> Iterator[tuple[str, int, int, int]]:
    """Id, first digit, end, and how many characters (of an X) follow.

    Whole groups only; what is spelled may be stuck to a word: 张三一三八…, and counts inside too.
    """
    loose = spelled and len(run.digits) <= 24
    for finder in (_id_numbers, _cards, _mobiles, _landlines):
        for id, start, end, tail in finder(run, loose):
            if loose or (run.begins_group(start) and (tail or run.begins_group(end))):
                yield id, start, end, tail


def _id_numbers(run: Run, loose: bool) -> Iterator[tuple[str, int, int, int]]:
    if len(run.digits) < 15:
        return
    for found in _ID.finditer(run.digits):
        start, end = found.start(), found.start() + 17
        if not loose and not run.begins_group(start):
            continue
        said = bool(_ID_WORD.search(run.before(start)))
        if not _is_person(found[1], found[1][6:14]) or _COMPANY_WORD.search(run.before(start)):
            continue
        if end < len(run.digits) and (said or _check_digit(found[1]) == run.digits[end]):
            yield ID_NUMBER, start, end + 1, 0
        elif (tail := _ID_TAIL.match(run.after(end))) and (said or _check_digit(found[1]) == "X"):
            yield ID_NUMBER, start, end, tail.end()
    for found in _OLD_ID.finditer(run.digits):
        if _ID_WORD.search(run.before(found.start())) and _is_person(
            found[1], "19" + found[1][6:12]
        ):
            yield ID_NUMBER, found.start(), found.start() + 15, 0


def _is_person(digits: str, born: str) -> bool:
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    return int(digits[:2]) in _PROVINCES


def _check_digit(first17: str) -> str:
    """GB 11643-1999 (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * 2 ** (17 - k) for k, digit in enumerate(first17))
    return "10X98765432"[total % 11]


def _cards(run: Run, loose: bool) -> Iterator[tuple[str, int, int, int]]:
    if len(run.digits) < 15:
        return
    for found in _CARD.finditer(run.digits):
        start = found.start()
        for length in range(15, 20) if loose or run.begins_group(start) else ():
            end = start + length
            if end <= len(run.digits) and _is_card(run, start, end):
                yield CARD, start, end, 0


def _is_card(run: Run, start: int, end: int) -> bool:
    digits = run.digits[start:end]
    if not _CARD.match(digits) or not _luhn(digits):
        return False
    if (length := len(digits)) < 16 and digits[:2] not in ("34", "37"):
        return False
    if digits[0] in "345" and digits[:2] not in ("34", "37") and length != 16:
        return False
    sizes, marks = run.sizes(start, end), run.separators(start, end)
    if is_weak(marks) and "卡" not in run.before(start):
        return False
    if marks and start and run.separator(start) == marks[0] and len(run.group_before(start)) == 4:
        return False  # a piece of a row of figures
    fours = set(sizes[:-1]) <= {4} and sizes[-1] <= 4
    grouped = len(sizes) == 1 or fours or sizes[0] == 6 or set(sizes) == {1}
    return (grouped or is_soft(marks)) and not is_code(run, start, end)


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (1 + k % 2) for k, d in enumerate(reversed(digits)))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def _mobiles(run: Run, loose: bool) -> Iterator[tuple[str, int, int, int]]:
    if len(run.digits) < 11:
        return
    for found in _MOBILE.finditer(run.digits):
        start, end = found.start(), found.start() + 11
        if not loose and not run.begins_group(end):
            continue
        group = run.group_before(end) if run.sizes(start, end) == (11,) else ""
        glued = _GLUED_COUNTRY.match(group)
        first = end - len(group) if glued else start
        if _is_mobile(run, start, end) and not is_code(run, first, end):
            yield MOBILE, first, end, 0


def _is_mobile(run: Run, start: int, end: int) -> bool:
    sizes, marks = run.sizes(start, end), run.separators(start, end)
    if is_weak(marks) and not near_phone_word(run, start, end):
        return False
    if sizes not in _MOBILE_SIZES and not (is_soft(marks) and len(sizes) <= 4):
        return False
    return _stands_alone(run, start, end, marks[0].strip() if marks else "-")


def _stands_alone(run: Run, start: int, end: int, joint: str) -> bool:
    """Not a piece of a longer number or of a row of figures joined the same way."""
    if start and run.separator(start):
        group = run.group_before(start)
        if run.separator(start) == "." and group == "0":
            return False
        if run.separator(start).strip() == joint and not _fits_before(group, run.digits[:start]):
            return False
    if end < len(run.digits) and run.separator(end) and run.separator(end).strip() == joint:
        return bool(re.match(r"1[3-9][0-9]{9}", run.digits[end : end + 11]))
    return True


def _fits_before(group: str, digits: str) -> bool:
    """What may stand before a phone: the country code, another phone, a landline."""
    phone = bool(re.search(r"1[3-9][0-9]{9}$", digits[-11:]))
    return group in _COUNTRY or phone or (len(group) in (7, 8) and group[:2] not in ("19", "20"))


def _landlines(run: Run, loose: bool) -> Iterator[tuple[str, int, int, int]]:
    for found in _LANDLINE.finditer(run.digits):
        for length in {len(found[1]), 11}:
            start, end = found.start(), found.start() + length
            whole = run.begins_group(start) and run.begins_group(end)
            if (whole or loose) and _is_landline(run, start, end):
                yield LANDLINE, start, end, 0


def _is_landline(run: Run, start: int, end: int) -> bool:
    area = 3 if run.digits[start + 1] in "12" else 4
    sizes, marks = run.sizes(start, end), run.separators(start, end)
    said = near_phone_word(run, start, end)
    dated = re.match(r"(?:19|20)[0-9]{2}(?:0[0-9]|1[0-2])", run.digits[start + area : end])
    if (is_weak(marks) or len(sizes) == 1 or dated) and not said:
        return False
    if sizes[0] not in (area, end - start) and set(sizes) != {1} and not is_soft(marks):
        return False
    if start and run.separator(start).strip() == "-" and run.group_before(start) not in _COUNTRY:
        return False
    return (len(sizes) <= 4 or set(sizes) == {1}) and not is_code(run, start, end)


def _local_landlines(folded: Folded) -> Iterator[Finding]:
    for found in _LOCAL.finditer(folded.text):
        yield Finding(*folded.span(*found.span(1)), LANDLINE, mask(found[1]))


def _by_letters(folded: Folded) -> Iterator[Finding]:
    """l38OO138OOO：letters that look like digits."""
    text = folded.text
    for found in _LETTER_PHONE.finditer(text):
        digits = sum(char.isdigit() for char in found[0])
        around = (
            text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
        )
        alone = not any(char.isascii() and (char.isalnum() or char in "-_/") for char in around)
        if alone and 5 <= digits < 11 and re.search("[OoIl]", found[0]):
            yield Finding(*folded.span(*found.span()), MOBILE, mask(found[0]))
