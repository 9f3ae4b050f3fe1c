"""反例：lines that must stay silent — a list written by hand, and more made by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.firewall.positives import SEED, digits

FILE = Path(__file__).with_name("traps.txt")


def written() -> list[str]:
    """The list by hand."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _day(rng: random.Random) -> date:
    return date(2015, 1, 1) + timedelta(days=rng.randrange(4000))


def _standard(rng: random.Random) -> str:
    body = rng.choice(
        ("GB/T", "GB", "JB/T", "T/CAQ", "T/SAQ", "DB31/T", "ISO", "HJ", "JGJ", "DL/T")
    )
    part = rng.choice(("", "", f".{rng.randint(1, 12)}"))
    return f"按 {body} {rng.randint(1, 50999)}{part}-{rng.randint(1985, 2025)} 执行"


def _patent(rng: random.Random) -> str:
    year = rng.randint(2005, 2024)
    form = rng.choice(
        ("ZL{y}{k}0{d}.{c}", "ZL {y} {k} 0{d}.{c}", "专利号：ZL{y}{k}0{d}.{c}", "CN1{d}A")
    )
    return "获得专利" + form.format(
        y=year, k=rng.randint(1, 3), d=digits(rng, 6), c=rng.choice("0123456789X")
    )


def _company(rng: random.Random) -> str:
    letters = "".join(rng.choices("0123456789ABCDEFGHJKLMNPQRTUWXY", k=9))
    return f"统一社会信用代码{rng.choice(('：', ' ', '为'))}91310{digits(rng, 3)}{letters}{rng.choice('0123456789X')}"


def _order(rng: random.Random) -> str:
    word = rng.choice(
        ("订单号", "批号", "工单号", "合同编号", "流水号", "序列号", "物料编码", "运单号", "条码")
    )
    number = rng.choice((digits(rng, rng.randint(6, 20)), f"{_day(rng):%Y%m%d}{digits(rng, 6)}"))
    return f"{word}{rng.choice(('：', ' ', '', ' 为 '))}{number}"


def _part(rng: random.Random) -> str:
    head = "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZ", k=rng.randint(1, 4)))
    return f"更换备件 {head}{rng.choice(('', '-'))}{digits(rng, rng.randint(3, 12))} 一只"


def _measure(rng: random.Random) -> str:
    unit = rng.choice(("mm", "kW", "℃", "MPa", "m³", "N·m", "ppm", "kWh", "吨", "万元"))
    return f"实测 {rng.uniform(0, 10 ** rng.randint(0, 6)):.{rng.randint(0, 4)}f} {unit}，偏差 ±{rng.random():.3f} {unit}"


def _series(rng: random.Random) -> str:
    joint = rng.choice(("、", "，", " ", " / "))
    return "各月产量：" + joint.join(
        str(rng.randint(100, 19999)) for _ in range(rng.randint(4, 12))
    )


def _table(rng: random.Random) -> str:
    cells = [f"{rng.uniform(0, 200):.{rng.randint(0, 2)}f}" for _ in range(rng.randint(3, 8))]
    return "| 合计 | " + " | ".join(cells) + " |"


def _date(rng: random.Random) -> str:
    day = _day(rng)
    form = rng.choice(("%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y%m%d", "%Y/%m/%d"))
    clock = f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}"
    return (
        f"{day.strftime(form)} {clock} 完成点检，下次 {(day + timedelta(days=30)).strftime(form)}"
    )


def _rate(rng: random.Random) -> str:
    name = rng.choice(("一次交验合格率", "准时率", "首次解决率", "返工率", "直通率"))
    before, after = sorted(rng.sample(range(500, 999), 2))
    return f"{name}由{before / 10}%提高到{after / 10}%，提高{(after - before) / 10:.1f}个百分点"


def _amount(rng: random.Random) -> str:
    number = rng.randint(10**3, 10**10)
    return (
        f"全年节约 {rng.choice((f'{number:,}', str(number), f'{number:,}'.replace(',', ' ')))} 元"
    )


def _document(rng: random.Random) -> str:
    return f"{rng.choice(('沪质协', '示例协', '国市监质发', '沪府办'))}〔{rng.randint(2005, 2025)}〕{rng.randint(1, 300)}号"


def _size(rng: random.Random) -> str:
    return "外形 " + "×".join(str(rng.randint(10, 19999)) for _ in range(3)) + " mm"


def _long(rng: random.Random) -> str:
    """Codes from a machine, with nothing said about them."""
    return f"记录 {rng.choice(('20', '69', '86', '00', '7', '98'))}{digits(rng, rng.randint(10, 17))} 已归档"


MAKERS: tuple[Callable[[random.Random], str], ...] = (
    *(_standard, _patent, _company, _order, _part, _measure, _series, _table, _date, _rate),
    *(_amount, _document, _size, _long),
)


def made(count: int = 5000, seed: int = SEED) -> Iterator[str]:
    """Lines made by a seed."""
    rng = random.Random(seed)
    for number in range(count):
        yield MAKERS[number % len(MAKERS)](rng)
