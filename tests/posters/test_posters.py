"""海报与分享图：as far as the organisation agreed, readable by a phone, the same every time."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from generator import posters
from generator.cache import Cache
from generator.drawing.fonts import Fonts
from generator.gate import Archive
from generator.model import Case, Clearance
from generator.pages import build_index
from generator.pages.case import address_of
from generator.posters import Prints, build_prints
from generator.posters.picture import draw_picture
from generator.posters.poster import HEIGHT, WIDTH, draw_poster
from generator.posters.words import Words, build_words
from tests.pages import sample
from tests.pages.sample import FIRST, FOURTH, SECOND, THIRD

ALL = ("website", "wechat", "poster")


def archive(**scopes: tuple[str, ...]) -> Archive:
    ids = {"first": FIRST.id, "second": SECOND.id, "third": THIRD.id, "fourth": FOURTH.id}
    clearances = {ids[name]: Clearance(scope=scope) for name, scope in scopes.items()}
    return replace(sample.archive(), clearances=clearances)


def words_of(case: Case) -> Words:
    return build_words(case, sample.index())


def poster_image(pdf: bytes) -> Image.Image:
    """The one picture of the page, decoded as a reader does it."""
    found = re.search(rb"/Width (\d+) /Height (\d+).*?<([0-9a-f]+)>.*?stream\n", pdf, re.S)
    assert found is not None
    width, height = int(found[1]), int(found[2])
    rows = zlib.decompressobj().decompress(pdf[pdf.index(b"stream\n", found.start(3)) + 7 :])
    assert len(rows) == height * (width + 1), "one filter byte a row"
    png = io.BytesIO()
    image = Image.new("P", (width, height))
    image.putpalette(bytes.fromhex(found[3].decode()))
    image.save(png, "PNG")
    filters = {rows[row * (width + 1)] for row in range(height)}
    assert filters == {0}, "the test reads unfiltered rows only"
    image.frombytes(
        b"".join(rows[r * (width + 1) + 1 : (r + 1) * (width + 1)] for r in range(height))
    )
    return image.convert("L")


def test_only_what_the_organisation_agreed_to_is_drawn(fonts: Fonts) -> None:
    made = build_prints(
        archive(first=ALL, second=("website", "wechat"), third=("website",)), Cache()
    )
    assert set(made.files) == {
        "cases/2022/case-1/share.png",
        "cases/2022/case-1/poster.pdf",
        "cases/2022/case-2/share.png",
    }
    assert made.handouts[FIRST.id].poster == "cases/2022/case-1/poster.pdf"
    assert made.handouts[SECOND.id].poster == ""
    assert THIRD.id not in made.handouts
    assert made.problems == ()


def test_without_the_font_nothing_is_drawn_and_the_build_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(posters, "find_fonts", lambda: None)
    made = build_prints(archive(first=ALL), Cache())
    assert (made.files, [problem.id for problem in made.problems]) == ({}, ["poster.font"])
    assert build_prints(archive(first=("website",)), Cache()) == Prints()


def test_a_character_that_the_font_lacks_is_named_and_not_drawn_as_a_box(fonts: Fonts) -> None:
    one = sample.archive()
    case = replace(FIRST, summary="加油😀")
    year = replace(one.years[1], cases=(SECOND, case))
    cleared = {case.id: Clearance(scope=ALL), SECOND.id: Clearance(scope=("wechat",))}
    made = build_prints(replace(one, years=(one.years[0], year), clearances=cleared), Cache())
    assert set(made.files) == {"cases/2022/case-2/share.png"}
    [problem] = made.problems
    assert problem.id == "poster.glyph"
    assert "😀" in problem.message


def test_the_second_build_draws_nothing(
    fonts: Fonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build_prints(archive(first=ALL), Cache(tmp_path))
    monkeypatch.setattr(posters, "draw_picture", None)
    monkeypatch.setattr(posters, "draw_poster", None)
    assert build_prints(archive(first=ALL), Cache(tmp_path)) == first


def test_the_share_picture_is_made_for_a_phone_and_its_code_leads_to_the_case(
    fonts: Fonts,
) -> None:
    data = draw_picture(words_of(FIRST), fonts)
    picture = Image.open(io.BytesIO(data))
    assert picture.size == (1080, 1440)
    assert set(picture.info) <= {"dpi"}
    assert len(data) < 150_000
    for size in ((1080, 1440), (540, 720)):
        [found] = zxingcpp.read_barcodes(picture.convert("L").resize(size))
        assert found.text == address_of(FIRST, sample.SITE)


def test_the_poster_is_one_a3_page_and_its_code_leads_to_the_case(fonts: Fonts) -> None:
    pdf = draw_poster(words_of(FIRST), fonts)
    assert pdf.startswith(b"%PDF-1.7")
    assert pdf.count(b"/Type /Page ") == 1
    assert b"/MediaBox [0 0 841.89 1190.55]" in pdf
    assert len(pdf) < 500_000
    image = poster_image(pdf)
    assert image.size == (WIDTH, HEIGHT)
    [found] = zxingcpp.read_barcodes(image)
    assert found.text == address_of(FIRST, sample.SITE)


def test_every_object_of_the_poster_stands_where_its_table_says(fonts: Fonts) -> None:
    pdf = draw_poster(words_of(FIRST), fonts)
    places = re.findall(rb"^(\d{10}) 00000 n ", pdf, re.M)
    assert len(places) == 6
    for number, place in enumerate(places, 1):
        assert pdf[int(place) :].startswith(f"{number} 0 obj\n".encode())
    assert pdf[int(pdf.split(b"startxref\n")[1].split()[0]) :].startswith(b"xref\n")


def test_pictures_and_posters_hold_no_date_and_are_the_same_every_time(fonts: Fonts) -> None:
    words = words_of(FIRST)
    assert draw_picture(words, fonts) == draw_picture(words, fonts)
    pdf = draw_poster(words, fonts)
    assert pdf == draw_poster(words, fonts)
    assert b"Date" not in pdf


HARD: dict[str, dict[str, Any]] = {
    "long": {"title": "长" * 60, "team": "班" * 60, "summary": "话" * 120},
    "english": {"title": "Wafer Test " * 6, "team": "A" * 80, "summary": "word " * 60},
    "rare": {"title": "𬭚䶮㛃班组", "team": "①号线㎡班", "summary": "㛃"},
    "empty": {"kpis": (), "sections": (), "summary": ""},
    "figures": {
        "kpis": tuple(
            sample.kpi(
                "123456789.123456", "0.000001", "台次/百台·月均", f"很长的名称{n}" * 7, "口径" * 80
            )
            for n in range(40)
        )
    },
    "alone": {"kpis": (replace(sample.kpi("0", "70000", "人次"), before=None, before_text=""),)},
    "lessons": {
        "sections": (
            sample.section(
                "lessons", "可借鉴之处", "1. " + "做法" * 19 + "。前提是" + "有" * 300 + "。\n" * 5
            ),
        )
    },
}


@pytest.mark.parametrize("more", HARD.values(), ids=HARD)
def test_whatever_the_case_is_like_nothing_runs_over_the_edge(
    fonts: Fonts, more: dict[str, Any]
) -> None:
    words = words_of(replace(FIRST, **more))
    assert "None" not in words.text
    picture = Image.open(io.BytesIO(draw_picture(words, fonts))).convert("RGB")
    assert_clear(picture, 40)
    [found] = zxingcpp.read_barcodes(picture.convert("L"))
    assert found.text == words.address
    image = poster_image(draw_poster(words, fonts)).convert("RGB")
    assert_clear(image, 100)
    assert len(zxingcpp.read_barcodes(image.convert("L"))) == 1


def assert_clear(image: Image.Image, margin: int) -> None:
    """Nothing but paper along the left, right and lower edge, below the band of the domain."""
    width, height = image.size
    paper = image.getpixel((width // 2, height - 2))
    left = image.crop((0, margin, margin, height))
    right = image.crop((width - margin, margin, width, height))
    below = image.crop((0, height - margin, width, height))
    for edge in (left, right, below):
        assert edge.getcolors(2) == [(edge.width * edge.height, paper)]


def test_the_words_are_those_of_the_page() -> None:
    text = "1. 手感定量化。前提是量具校准。\n2. 防错优先。\n3. 三。\n4. 四。"
    lessons = (sample.section("lessons", "可借鉴之处", text),)
    words = words_of(replace(FIRST, sections=lessons))
    assert words.result == "2022 年典型经验"
    assert words.organisation == "上海示例精密机械厂"
    assert words.practices == (("手感定量化", "量具校准。"), ("防错优先", ""), ("三", ""))
    assert [(f.before, f.after, f.unit, f.change) for f in words.figures] == [
        ("96.2%", "99.1", "%", "+2.9 个百分点")
    ]
    assert words.sample.startswith("示例数据")


def test_sample_data_are_called_so_and_real_ones_are_not() -> None:
    real = build_words(FIRST, build_index(sample.archive(sample_data=False)))
    assert real.sample == ""
