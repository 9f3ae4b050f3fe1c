"""正例：personal numbers in twelve disguises, made by a seed; every number is invented.

Checksums are valid so that the detectors cannot tell them from real ones; the persons do not exist.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

SEED = 20220906
WIDE = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
CHINESE_ROUND = str.maketrans("0123456789", "〇一二三四五六七八九")
FINANCIAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
BEFORE = (
    *(
        "",
        "联系",
        "电话：",
        "班组张某",
        "如有问题请找",
        "值班表（夜班）",
        "张三",
        "统一",
        "2022年6月起改为",
        "① ",
    ),
    *("微信同号", "备注 ", "投诉请拨", "登记在册：", "**重要**：", "- ", "| 张某 | "),
)
AFTER = (
    "",
    "，谢谢",
    "联系",
    "。",
    "（张）",
    " |",
    "一直有效",
    "；急事可打",
    "\n",
    "元旦后启用",
    "户外",
)


@dataclass(frozen=True, slots=True)
class Positive:
    """正例：a line that must be found, as which kind and in which disguise."""

    kind: str
    disguise: str
    line: str


def mobile(rng: random.Random) -> str:
    """手机号."""
    return f"1{rng.choice('3456789')}" + digits(rng, 9)


def digits(rng: random.Random, count: int) -> str:
    """Any digits."""
    return "".join(rng.choices("0123456789", k=count))


def id_number(rng: random.Random) -> str:
    """身份证号 with a valid check digit; the area 310199 does not exist."""
    born = f"{rng.randint(1950, 2005)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    first = f"{rng.choice((310199, 320599, 110199))}{born}{digits(rng, 3)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(first, weights, strict=True))
    return first + "10X98765432"[total % 11]


def bank_card(rng: random.Random) -> str:
    """银行卡号 with a valid Luhn digit."""
    prefix, length = rng.choice(
        (("622200", 19), ("621700", 19), ("625500", 16), ("45", 16), ("53", 16))
    )
    first = prefix + digits(rng, length - 1 - len(prefix))
    odd = sum(int(d) for d in first[-2::-2])
    even = sum(sum(divmod(2 * int(d), 10)) for d in first[::-2])
    return first + str(-(odd + even) % 10)


def grouped(number: str, joint: str) -> str:
    """In the groups that people use for a number of this length."""
    sizes = {11: (3, 4, 4), 16: (4, 4, 4, 4), 18: (6, 8, 4), 19: (4, 4, 4, 4, 3)}[len(number)]
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return joint.join(parts)


def hide(number: str, rng: random.Random) -> str:
    """A zero-width character somewhere inside, or between all."""
    if rng.random() < 0.3:
        return rng.choice(HIDDEN).join(number)
    at = rng.randint(1, len(number) - 1)
    return number[:at] + rng.choice(HIDDEN) + number[at:]


def mix(number: str, rng: random.Random) -> str:
    """Several scripts in one number."""
    tables: tuple[Mapping[int, str | int], ...] = (CHINESE, CHINESE_ROUND, WIDE, BOLD, {})
    return "".join(char.translate(rng.choice(tables)) for char in number[:-1]) + number[-1]


Disguise = Callable[[str, random.Random], str]
DISGUISES: dict[str, Disguise] = {
    "glued": lambda n, r: n,
    "full-width": lambda n, r: n.translate(WIDE),
    "spaces": lambda n, r: grouped(n, r.choice((" ", "  ", "\u3000", "\u00a0"))),
    "hyphens": lambda n, r: grouped(n, r.choice(("-", "－", "–", "—", " - "))),
    "dots": lambda n, r: grouped(n, r.choice((".", "·", "．", "•"))),
    "zero-width": hide,
    "line-break": lambda n, r: grouped(n, "\n"),
    "chinese": lambda n, r: n.translate(r.choice((CHINESE, CHINESE_ROUND, FINANCIAL))),
    "circled": lambda n, r: n.translate(CIRCLED),
    "other-script": lambda n, r: n.translate(r.choice((BOLD, ARABIC))),
    "markup": lambda n, r: r.choice(
        (grouped(n, "**"), f"&#{ord(n[0])};{n[1:]}", grouped(n, "`"), "\ufe0f\u20e3".join(n))
    ),
    "mixed": mix,
}
NUMBERS = {
    "personal.mobile": mobile,
    "personal.id-number": id_number,
    "personal.bank-card": bank_card,
}


def email(rng: random.Random) -> str:
    """邮箱 at a domain that is nobody's."""
    name = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(3, 9)))
    return f"{name}{digits(rng, 2)}@{rng.choice(('mail', 'post'))}.example.com"


EMAIL_DISGUISES: dict[str, Disguise] = {
    "glued": lambda n, r: n,
    "full-width": lambda n, r: n.translate(WIDE),
    "spaces": lambda n, r: n.replace("@", " @ "),
    "dots": lambda n, r: n.replace(".", " . "),
    "zero-width": hide,
    "line-break": lambda n, r: n.replace("@", "@\n"),
    "markup": lambda n, r: n.replace("@", "&#64;"),
    "mixed": lambda n, r: n.replace("@", r.choice(("(at)", "[at]", "＠", "（at）"))),
}


def plate(rng: random.Random) -> str:
    """车牌."""
    tail = rng.choice((digits(rng, 5), f"{digits(rng, 3)}AB", f"D{digits(rng, 5)}"))
    return rng.choice("沪苏浙皖京粤") + rng.choice("ABCDEFGHJ") + tail


PLATE_DISGUISES: dict[str, Disguise] = {
    "glued": lambda n, r: n,
    "full-width": lambda n, r: n.translate(WIDE),
    "spaces": lambda n, r: f"{n[:2]} {n[2:]}",
    "hyphens": lambda n, r: f"{n[:2]}-{n[2:]}",
    "dots": lambda n, r: f"{n[:2]}·{n[2:]}",
    "zero-width": hide,
    "chinese": lambda n, r: n.translate(CHINESE),
}


def landline(rng: random.Random) -> str:
    """座机, still without its joint."""
    area = rng.choice(("021", "010", "0571", "0512"))
    return f"{area}|{rng.choice('5678')}{digits(rng, 7)}"


LANDLINE_DISGUISES: dict[str, Disguise] = {
    "hyphens": lambda n, r: n.replace("|", "-"),
    "spaces": lambda n, r: n.replace("|", " "),
    "glued": lambda n, r: f"（{n.replace('|', '）')}",
    "full-width": lambda n, r: n.replace("|", "-").translate(WIDE),
    "zero-width": lambda n, r: hide(n.replace("|", "-"), r),
}


def positives(count: int = 5000, seed: int = SEED) -> Iterator[Positive]:
    """All of them, the same every time; half are the three numbers, the rest follow by turns."""
    rng = random.Random(seed)
    plan: list[tuple[str, Callable[[random.Random], str], dict[str, Disguise]]] = [
        *((kind, make, DISGUISES) for kind, make in NUMBERS.items()),
        *((kind, make, DISGUISES) for kind, make in NUMBERS.items()),
        ("personal.email", email, EMAIL_DISGUISES),
        ("personal.plate", plate, PLATE_DISGUISES),
        ("personal.landline", landline, LANDLINE_DISGUISES),
    ]
    for number in range(count):
        kind, make, disguises = plan[number % len(plan)]
        disguise = list(disguises)[number // len(plan) % len(disguises)]
        text = disguises[disguise](make(rng), rng)
        yield Positive(kind, disguise, rng.choice(BEFORE) + text + rng.choice(AFTER))
