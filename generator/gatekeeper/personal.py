"""个人信息：a second finder, simple and sure: ID cards, mobile numbers, bank cards, mail addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.gatekeeper.decode import BLANKS

_HIDDEN = re.compile(rf"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff{BLANKS}]")
_CARD = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9]\d([- ]?)\d{4}\1\d{4}(?![0-9A-Za-z.])")
_BANK = re.compile(
    r"(?<![0-9A-Za-z.])6[0-9]{3}([- ]?)\d{4}\1\d{4}\1\d{4}(?:\1?\d{3})?(?![0-9A-Za-z.])"
)
_MAIL = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,12}"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643-1999"""


@dataclass(frozen=True, slots=True)
class Personal:
    """一处个人信息, with most of it covered."""

    kind: str
    masked: str


def find_personal(text: str, allowed: Collection[str] = ()) -> Iterator[Personal]:
    """个人信息 in a text, except the values that are `allowed`, such as the publisher's address."""
    plain = unicodedata.normalize("NFKC", _HIDDEN.sub("", text))
    for kind, pattern in (
        ("身份证号", _CARD),
        ("手机号", _MOBILE),
        ("银行卡号", _BANK),
        ("邮箱", _MAIL),
    ):
        for found in pattern.finditer(plain):
            value = found[0]
            digits = re.sub(r"\D", "", value)
            if kind == "身份证号" and not _is_card(value):
                continue
            if kind == "银行卡号" and not _is_luhn(digits):
                continue
            if not any(value in known for known in allowed):
                yield Personal(kind, value[:3] + "…" + value[-2:])


def _is_card(text: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    month, day = int(text[10:12]), int(text[12:14])
    return "10X98765432"[total % 11] == text[-1].upper() and 1 <= month <= 12 and 1 <= day <= 31


def _is_luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
