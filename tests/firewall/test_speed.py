"""快慢：linear in the length of the text, whatever stands there."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time

import pytest

from generator import firewall
from generator.firewall.scan import EVERYWHERE, IN_CONTENT, IN_PROSE
from generator.firewall.wording import claims_finder

DETECTORS = (*EVERYWHERE, *IN_CONTENT, *IN_PROSE, claims_finder(()))
PATTERNS = [
    pytest.param(value, id=f"{module.name}.{name}")
    for module in pkgutil.iter_modules(firewall.__path__)
    for name, value in vars(importlib.import_module(f"generator.firewall.{module.name}")).items()
    if isinstance(value, re.Pattern)
]
PIECES = (
    *(
        "1",
        "13",
        "1 ",
        "1-",
        "138 0013 8000 ",
        "6222 ",
        "021-",
        "一",
        "一三八",
        "①",
        "\n",
        " \n",
        " ",
        "\t",
    ),
    *(
        "a",
        "a.",
        "a@",
        "@a.",
        "a at ",
        "沪A",
        "沪A1",
        "住址",
        "路1弄",
        "家住号",
        "&#49;",
        "&amp",
        "\u200b",
    ),
    *(
        "“",
        "”",
        "“”",
        "（",
        "(",
        "()",
        "(啊",
        '"',
        "'",
        "`",
        "](",
        "...",
        "。",
        "、“",
        "，",
        ",",
        "中,",
    ),
    *(
        "班长",
        "班长张",
        "张伟班长",
        "摄影：",
        "摄影：张伟、",
        "密级",
        "机密★",
        "内部资料，",
        "某型",
        "中华",
        "“中华",
        "中华（软",
    ),
    *(
        "全国",
        "全国第一",
        "授予",
        "排名第",
        "率",
        "率100",
        "零",
        "0起",
        "荣誉称号",
        "http:",
        "?",
        "…",
        "\ufffd",
        "Ã",
        "ä¸",
        "銆",
    ),
)
LENGTH = 20_000


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_runs_away(pattern: re.Pattern[str]) -> None:
    for piece in PIECES:
        text: str = piece * (LENGTH // len(piece)) + "\x00"
        if isinstance(pattern.pattern, bytes):
            continue
        start = time.process_time()
        sum(1 for _ in pattern.finditer(text))
        assert time.process_time() - start < 5, piece


@pytest.mark.parametrize("piece", PIECES)
def test_no_detector_runs_away(piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    start = time.process_time()
    for detect in DETECTORS:
        sum(1 for _ in detect(text))
    assert time.process_time() - start < 10
