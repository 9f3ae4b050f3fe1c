"""小绿书：upright pictures that say all of it, with a code that a phone reads."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from generator.cache import Cache
from generator.drawing.fonts import Fonts
from generator.pages.index import build_index
from generator.posters.words import Figure, Words
from generator.wechat import packs
from generator.wechat.newspic import (
    MOST,
    NewspicError,
    Photo,
    build_newspic,
    draw_pack,
)
from tests.support import ROOT
from tests.wechat.conftest import opened

ADDRESS = "https://share.example.org/cases/2022/zhuangpei-yiban/"
WORDS = Words(
    site="班组质量经验在线分享",
    publisher="上海示例质协",
    result="2022 年典型经验",
    domain="制造类",
    domain_slug="manufacturing",
    title="把返修变成一次做对",
    organisation="上海示例汽车零部件有限公司",
    team="装配一班",
    summary="装配一班把返修的原因逐条写到工位上，一次交验合格率从96.2%提高到99.1%。",
    figures=(Figure("一次交验合格率", "96.2%", "99.1", "%", "+2.9 个百分点", "合格台数÷总台数"),),
    practices=(("先认原因", "有三个月的记录"), ("再改工装", "")),
    address=ADDRESS,
    id="2022-001",
    sample="",
)


def photo(width: int = 800, height: int = 600) -> Photo:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "JPEG")
    return Photo(out.getvalue(), "装配线上的防错工装，2022 年 5 月")


def pack(words: Words, fonts: Fonts, *photos: Photo) -> tuple[bytes, ...]:
    return draw_pack(words, photos, fonts, Cache())


def test_every_picture_is_upright_and_light(fonts: Fonts) -> None:
    pages = pack(WORDS, fonts, photo(), photo(600, 2400))
    assert len(pages) == 7, "cover, figures, summary, two photographs, lessons, code"
    for page in pages:
        assert Image.open(io.BytesIO(page)).size == (1080, 1440)
        assert len(page) < 1_000_000


def test_the_code_on_the_last_picture_leads_to_the_case(fonts: Fonts) -> None:
    image = Image.open(io.BytesIO(pack(WORDS, fonts)[-1])).convert("L")
    for size in (1080, 360):
        (found,) = zxingcpp.read_barcodes(image.resize((size, size * 4 // 3)))
        assert found.text == ADDRESS


def test_a_long_text_goes_on_to_further_pictures(fonts: Fonts) -> None:
    short = len(pack(WORDS, fonts))
    long = replace(WORDS, summary=WORDS.summary * 9)
    assert len(pack(long, fonts)) == short + 2
    many = replace(WORDS, practices=tuple((f"第{n}条经验", "前提很长。" * 20) for n in range(3)))
    assert len(pack(many, fonts)) > short


def test_a_case_without_figures_and_lessons_has_no_empty_picture(fonts: Fonts) -> None:
    bare = replace(WORDS, figures=(), practices=())
    assert len(pack(bare, fonts)) == 3


def test_more_than_twenty_pictures_are_refused_with_the_number(fonts: Fonts) -> None:
    with pytest.raises(NewspicError, match=f"有 25 张，上限 {MOST} 张（多 5 张）"):
        pack(WORDS, fonts, *[photo()] * 20)


def test_a_character_that_no_font_has_is_named(fonts: Fonts) -> None:
    with pytest.raises(NewspicError, match="没有“👩”"):
        pack(WORDS, fonts, replace(photo(), caption="👩"))


def test_the_same_words_give_the_same_bytes(fonts: Fonts) -> None:
    assert pack(WORDS, fonts, photo()) == pack(WORDS, fonts, photo())


def test_the_payload_names_the_pictures_in_order() -> None:
    body = build_newspic(
        "把返修变成一次做对", "一个班组的经验。", ["newspic/01.png", "newspic/02.png"]
    )
    assert body["article_type"] == "newspic"
    assert [one["image_media_id"] for one in body["image_info"]["image_list"]] == [
        "local:newspic/01.png",
        "local:newspic/02.png",
    ]
    for crop in body["cover_info"]["crop_percent_list"]:
        across, down = map(float, crop["ratio"].split("_"))
        width = (float(crop["x2"]) - float(crop["x1"])) * 1080
        height = (float(crop["y2"]) - float(crop["y1"])) * 1440
        assert width / height == pytest.approx(across / down, abs=0.001)


def test_a_drawing_names_its_source_and_no_photographer(
    fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def draw(words: Words, photos: list[Photo], *_: object) -> list[bytes]:
        shown.extend(photo.caption for photo in photos)
        return [b""]

    monkeypatch.setattr(packs, "draw_pack", draw)
    index = build_index(opened(ROOT).archive)
    packs.make_pack(index.by_id["SHQ-2022-0006"], index, ROOT, fonts, Cache())
    assert shown
    assert all("图源：" in caption and "摄影" not in caption for caption in shown)
