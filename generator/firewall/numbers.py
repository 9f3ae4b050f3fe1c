"""号码：runs of digits with what stands between them, and the company they keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.firewall.folding import SPELLED, Folded, written

_SOFT = "\n*_`~\\"
_HARD = " \t\r.-‐‑‒–—―−·•・‧∙()+"
_WEAK = ",、/"
_JOINTS = _SOFT + _HARD + _WEAK
_RUN = re.compile(rf"[0-9](?:[{re.escape(_JOINTS)}]{{0,4}}[0-9])*")
_SOFT_ONLY = re.compile(rf"[{re.escape(_SOFT)} ]*")
_WEAK_ANY = re.compile(rf"[{_WEAK}]")
LEAST = 11
"""digits of the shortest numbers of persons, mobile and landline with its area"""
_DIGIT = written("0123456789OoIl", SPELLED)
"""spelled, and letters that look like digits, too"""
_LONG = re.compile(rf"[{_DIGIT}](?:[{written(_JOINTS)}]{{0,4}}+[{_DIGIT}]){{{LEAST - 1}}}")
long_runs = _LONG.finditer
"""迹象 of a run, however its digits are written, unless something is hidden in it"""

PHONE_LETTERS = {"tel", "phone", "mobile", "mob", "mp", "cell", "wechat", "wx", "vx", "qq", "call"}
_PHONE_WORD = re.compile(
    r"电话|手机|联系|致电|拨打|微信|来电|座机|传真|短信|tel|phone|mobile|wechat", re.I
)
_CODE_WORD = re.compile(
    r"(?:单号|订单|工单|编号|编码|批号|批次|合同|流水|序列|序号|条码|条形码|运单|快递|图号|件号|料号"
    r"|物料|型号|资产|设备|证书|许可证|备案|专利|申请|公开|公告|货号|单据|凭证|发票|代码|工号|票号"
    r"|箱号|炉号|追溯码|二维码|标签|报告|样品|\bNo|\bNO|№|\bSN|S/N|\bID)"
    r"(?:号|码|编号|号码|流水号)?[为是:#.\s(（“\"]{0,3}$"
)
_LETTERS_BEFORE = re.compile(r"([A-Za-z]{1,20})[-_/=]?$")
_LETTERS_AFTER = re.compile(r"[A-Za-z]{1,8}")
_AMOUNT = re.compile(
    r"\s?(?:元(?!旦|月|宵|素)|万(?!一|分)|亿|吨|千瓦|立方|平方|公里|%|‰|[kMG]W|m[²³m]|kg|[kMG]?Pa|[kMG]?Hz)"
)


@dataclass(frozen=True, slots=True)
class Run:
    """数字串：digits in a row, whatever separates them."""

    folded: Folded
    digits: str
    starts: tuple[int, ...]
    """offset of each digit in the folded text"""

    def separator(self, index: int) -> str:
        """What stands before a digit of the run, after the digit before it."""
        return self.folded.text[self.starts[index - 1] + 1 : self.starts[index]]

    def begins_group(self, index: int) -> bool:
        """Whether a digit begins the run or follows a separator; the end counts too."""
        return index in (0, len(self.digits)) or bool(self.separator(index))

    def sizes(self, start: int, end: int) -> tuple[int, ...]:
        """Lengths of the groups of digits between two indexes."""
        cuts = [k for k in range(start + 1, end) if self.separator(k)]
        return tuple(b - a for a, b in zip([start, *cuts], [*cuts, end], strict=True))

    def separators(self, start: int, end: int) -> list[str]:
        """What separates the groups between two indexes."""
        return [mark for k in range(start + 1, end) if (mark := self.separator(k))]

    def group_before(self, index: int) -> str:
        """The group of digits that ends before an index, at most its last 19 digits."""
        start = index
        while start and index - start < 19 and (start == index or not self.separator(start)):
            start -= 1
        return self.digits[start:index]

    def before(self, index: int, width: int = 24) -> str:
        """The text before a digit."""
        at = self.starts[index]
        return self.folded.text[max(0, at - width) : at]

    def after(self, index: int, width: int = 12) -> str:
        """The text after the digit before an index."""
        at = self.starts[index - 1] + 1
        return self.folded.text[at : at + width]


def runs(folded: Folded, least: int = LEAST) -> Iterator[Run]:
    """All runs of at least so many digits."""
    for found in _RUN.finditer(folded.text):
        if found.end() - found.start() < least:
            continue
        first = found.start()
        starts = tuple(k for k, char in enumerate(found[0], first) if "0" <= char <= "9")
        if len(starts) >= least:
            yield Run(folded, "".join(folded.text[k] for k in starts), starts)


def is_soft(separators: list[str]) -> bool:
    """Only line breaks and Markdown marks, which no reader sees as a separation."""
    return all(_SOFT_ONLY.fullmatch(mark) and mark.strip(" ") for mark in separators)


def is_weak(separators: list[str]) -> bool:
    """Commas and strokes, as lists of figures have them."""
    return any(_WEAK_ANY.search(mark) for mark in separators)


def near_phone_word(run: Run, start: int, end: int) -> bool:
    """Whether 电话, 手机 … stands just before or after."""
    return bool(_PHONE_WORD.search(run.before(start)) or _PHONE_WORD.search(run.after(end, 8)))


def is_code(run: Run, start: int, end: int) -> bool:
    """Whether the company says: order number, patent, part, amount — no number of a person."""
    if (letters := _LETTERS_BEFORE.search(run.before(start))) and (
        letters[1].lower() not in PHONE_LETTERS
    ):
        return True
    after = run.after(end)
    if (letters := _LETTERS_AFTER.match(after)) and letters[0].lower() not in PHONE_LETTERS:
        return True
    said = _CODE_WORD.search(run.before(start)) and not _PHONE_WORD.search(run.before(start, 8))
    return bool(said or _AMOUNT.match(after))
