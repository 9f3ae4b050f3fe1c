"""字体：the tests draw with the typeface that a build would find."""

from __future__ import annotations

import pytest

from generator.drawing.fonts import Fonts, find_fonts


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    found = find_fonts()
    if found is None:
        pytest.skip("没有安装思源黑体（Noto Sans CJK SC）")
    return found
