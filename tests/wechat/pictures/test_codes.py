"""二维码：large enough for a phone, opaque, and read back as the address that it stands for."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image

from generator.wechat.gallery import QR_SIDE, draw_code

ADDRESS = "https://share.example.org/cases/2022/zhuangpei-yiban/"


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS + "x" * 300])
def test_a_phone_reads_the_code_at_its_size_and_at_half(address: str) -> None:
    data, side = draw_code(address)
    image = Image.open(io.BytesIO(data))
    assert image.size == (side, side)
    assert side >= QR_SIDE >= 430
    assert "transparency" not in image.info
    grey = image.convert("L")
    assert grey.getextrema() == (0, 255)
    for shown in (grey, grey.resize((side // 2, side // 2))):
        (found,) = zxingcpp.read_barcodes(shown)
        assert found.text == address
