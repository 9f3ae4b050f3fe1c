"""二维码：read back by another program."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from generator.drawing.qr import QrCode, make_qr

ADDRESSES = [
    "https://share.example.org/",
    "https://share.example.org/cases/2022/1-haoxian-xinhao-jianxiu-ban/",
    "https://share.example.org/anli/cases/2099/" + "a-very-long-name-of-a-team-" * 6 + "/",
]


def drawn(code: QrCode) -> Image.Image:
    """The path as a browser strokes it, four pixels a module."""
    image = Image.new("L", (code.size * 4, code.size * 4), 255)
    draw = ImageDraw.Draw(image)
    x = y = 0
    for move_x, move_y, length in re.findall(r"m(-?\d+) (-?\d+)h(\d+)", code.path):
        x, y = x + int(move_x), y + int(move_y)
        draw.rectangle((x * 4, y * 4, (x + int(length)) * 4 - 1, y * 4 + 3), fill=0)
        x += int(length)
    return image


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_code_of_a_page_leads_to_its_address(address: str) -> None:
    [found] = zxingcpp.read_barcodes(drawn(make_qr(address)))
    assert found.text == address


def test_the_quiet_zone_is_four_modules_wide() -> None:
    image = drawn(make_qr(ADDRESSES[0]))
    dark = image.point([255 if value < 128 else 0 for value in range(256)]).getbbox()
    assert dark == (16, 16, image.width - 16, image.height - 16)


LENGTHS = [*range(1, 120, 7), 150, 199, 252, 300]
"""of addresses: from the smallest code to one of version 12"""


@pytest.mark.parametrize("length", LENGTHS)
def test_the_mask_is_the_one_that_the_library_chooses(length: int) -> None:
    for number in range(5):
        address = f"https://share.example.org/{number}/{'a-b-c-' * length}"[: length + 20]
        made = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        image = Image.fromarray(made.to_image(scale=1, add_quiet_zones=False))
        assert b"".join(make_qr(address).rows) == image.tobytes()


def test_a_code_is_square() -> None:
    rows = make_qr(ADDRESSES[0]).rows
    assert {len(row) for row in rows} == {len(rows)}
