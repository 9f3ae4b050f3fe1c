"""图片：only the pixels get out."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from generator import images
from generator.cache import Cache
from generator.images import NARROW, UnusablePictureError, build_gallery, render_picture
from tests.support import SITES
from tests.test_gate import ARCHIVE, CONTENT

PHOTO = SITES / "full" / "cases" / "2022" / "zhuangpei-yiban" / "photo.jpg"


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def test_a_photo_loses_camera_and_place_and_stands_upright() -> None:
    source = Image.open(PHOTO)
    assert source.getexif().get_ifd(0x8825), "the sample must have a place to lose"
    made = render_picture(PHOTO.read_bytes())
    picture = Image.open(io.BytesIO(made.data))
    assert source.size == (60, 40)
    assert (made.width, made.height) == picture.size == (40, 60)
    assert dict(picture.getexif()) == {}
    assert set(picture.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    assert b"SHILI-CAMERA" in PHOTO.read_bytes()
    assert b"SHILI-CAMERA" not in made.data


def test_comments_profiles_and_trailing_bytes_stay_behind() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "CANARY-1")
    png = saved(Image.new("RGB", (4, 4)), "PNG", pnginfo=words, icc_profile=b"CANARY-2" * 20)
    jpeg = saved(Image.new("RGB", (4, 4)), "JPEG", comment=b"CANARY-3", icc_profile=b"CANARY-4" * 9)
    exif = Image.Exif()
    exif[0x010E] = "CANARY-5"
    webp = saved(Image.new("RGB", (4, 4)), "WEBP", exif=exif, xmp=b"CANARY-6")
    for data in (png, jpeg, webp):
        assert b"CANARY" in data or b"iCCP" in data
        made = render_picture(data + b"CANARY-7").data
        assert b"CANARY" not in made
        assert b"iCCP" not in made


@pytest.mark.parametrize(
    ("image", "format", "suffix"),
    [
        (Image.new("RGB", (4, 4)), "JPEG", ".jpg"),
        (Image.new("L", (4, 4)), "JPEG", ".jpg"),
        (Image.new("CMYK", (4, 4)), "JPEG", ".jpg"),
        (Image.new("RGB", (4, 4)), "PNG", ".png"),
        (Image.new("RGBA", (4, 4)), "PNG", ".png"),
        (Image.new("P", (4, 4)), "PNG", ".png"),
        (Image.new("1", (4, 4)), "PNG", ".png"),
        (Image.new("I;16", (4, 4)), "PNG", ".png"),
        (Image.new("RGB", (4, 4)), "WEBP", ".png"),
    ],
)
def test_photos_stay_photos_and_drawings_stay_sharp(
    image: Image.Image, format: str, suffix: str
) -> None:
    assert render_picture(saved(image, format)).suffix == suffix


def test_transparency_is_kept() -> None:
    made = render_picture(saved(Image.new("RGBA", (4, 4), (255, 0, 0, 7)), "PNG"))
    assert Image.open(io.BytesIO(made.data)).getpixel((0, 0)) == (255, 0, 0, 7)


def test_a_wide_picture_is_made_smaller_and_a_small_one_left() -> None:
    wide = render_picture(saved(Image.new("RGB", (3200, 100)), "PNG"))
    assert (wide.width, wide.height) == (1600, 50)
    assert render_picture(saved(Image.new("RGB", (1600, 9)), "PNG")).width == 1600
    assert render_picture(saved(Image.new("RGB", (20000, 1)), "PNG")).height == 1


def noise(width: int, height: int) -> Image.Image:
    """What no encoder can make small, the same in every run."""
    return Image.effect_mandelbrot((width, height), (-2.0, -1.5, 1.0, 1.5), 80).convert("RGB")


def test_a_photo_comes_as_webp_too_a_narrow_one_for_phones() -> None:
    made = render_picture(saved(noise(1600, 1200), "JPEG"))
    assert [width for width, _ in made.webp] == [800, 1600]
    for width, data in made.webp:
        assert Image.open(io.BytesIO(data)).size == (width, width * 3 // 4)
        assert len(data) < len(made.data)


def test_a_drawing_stays_pixel_for_pixel_the_same_as_webp() -> None:
    made = render_picture(saved(noise(700, 500), "PNG"))
    [(width, data)] = made.webp
    assert width == 700
    original = Image.open(io.BytesIO(made.data)).convert("RGB")
    assert Image.open(io.BytesIO(data)).convert("RGB").tobytes() == original.tobytes()


def test_a_plain_drawing_is_not_made_narrow_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    webp = images._webp

    def noted(image: Image.Image, photo: bool) -> bytes:
        made.append(image.width)
        return webp(image, photo)

    monkeypatch.setattr(images, "_webp", noted)
    drawing = Image.new("RGB", (1200, 600), "white")
    drawing.paste("navy", (100, 100, 700, 500))
    assert [width for width, _ in render_picture(saved(drawing, "PNG")).webp] == [1200]
    assert made == [1200]
    small = drawing.resize((NARROW, 400), Image.Resampling.LANCZOS)
    assert len(webp(small, False)) > len(webp(drawing, False))


def test_few_colours_without_order_come_narrow_too() -> None:
    colours, dice = 200, random.Random(5)
    pixels = [dice.randrange(colours) for _ in range(1600 * 90)]
    dotted = Image.frombytes("L", (1600, 90), bytes(pixels))
    made = render_picture(saved(dotted, "PNG"))
    assert 800 in [width for width, _ in made.webp]


@pytest.mark.parametrize("colours", [1, 2, 16, 17, 256, 257])
@pytest.mark.parametrize("size", [(1, 1), (40, 30)])
def test_a_drawing_of_few_colours_is_kept_by_their_numbers(
    colours: int, size: tuple[int, int]
) -> None:
    shades = random.Random(colours).sample(range(256**3), colours)
    pixels = [shades[number % colours] for number in range(size[0] * size[1])]
    source = b"".join(pixel.to_bytes(3, "big") for pixel in pixels)
    made = render_picture(saved(Image.frombytes("RGB", size, source), "PNG"))
    picture = Image.open(io.BytesIO(made.data))
    assert picture.mode == ("P" if len(set(pixels)) <= 256 else "RGB")
    assert picture.convert("RGB").tobytes() == source


def test_what_a_palette_holds_besides_the_colours_shown_stays_behind() -> None:
    source = Image.new("P", (4, 4), 1)
    source.putpalette(b"abc" + b"\1\2\3" + b"CANARY")
    made = render_picture(saved(source, "PNG")).data
    assert Image.open(io.BytesIO(made)).getpalette() == [1, 2, 3]
    assert b"CANARY" not in made


def test_a_picture_that_webp_makes_no_lighter_has_none() -> None:
    grain = random.Random(7).randbytes(64 * 64 * 3)
    assert render_picture(saved(Image.frombytes("RGB", (64, 64), grain), "PNG")).webp == ()


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = PHOTO.read_bytes()
    assert render_picture(data) == render_picture(data)


def test_a_long_screenshot_has_no_webp_for_no_webp_is_that_tall() -> None:
    for tall in (saved(Image.new("RGB", (80, 16_384), "red"), kind) for kind in ("PNG", "JPEG")):
        made = render_picture(tall)
        assert (made.height, made.webp) == (16_384, ())
    assert render_picture(saved(Image.new("RGB", (80, 16_383), "red"), "JPEG")).webp


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%PDF-1.4",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        saved(Image.new("RGB", (40, 40)), "BMP"),
        saved(Image.new("RGB", (40, 40)), "TIFF"),
        saved(Image.new("RGB", (400, 400), "red"), "JPEG")[:400],
    ],
)
def test_what_is_no_sound_picture_is_refused_in_chinese(data: bytes) -> None:
    with pytest.raises(UnusablePictureError, match=r"[\u4e00-\u9fff]"):
        render_picture(data)


def test_a_picture_of_too_many_pixels_or_bytes_is_refused_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(UnusablePictureError, match="像素"):
        render_picture(saved(Image.new("1", (6000, 5000)), "PNG"))
    monkeypatch.setattr(images, "MAX_BYTES", 10)
    with pytest.raises(UnusablePictureError, match="MB"):
        render_picture(PHOTO.read_bytes())


def test_the_gallery_holds_the_public_pictures_only_and_names_them_by_content() -> None:
    gallery = build_gallery(ARCHIVE.cases, CONTENT.root, Cache())
    assert set(gallery.figures) == {
        ("SHQ-2022-0001", name) for name in ("fig-1.png", "photo.jpg", "sketch.webp")
    }
    shown = [figure.src for figure in gallery.figures.values()]
    lighter = [src for figure in gallery.figures.values() for src, _ in figure.webp]
    assert sorted(gallery.files) == sorted(shown + lighter)
    for path in gallery.files:
        assert path.startswith("cases/2022/zhuangpei-yiban/")
    figure = gallery.figures[("SHQ-2022-0001", "photo.jpg")]
    assert figure.src in gallery.files
    assert (figure.width, figure.height) == (40, 60)


def test_the_cache_saves_the_work_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = build_gallery(ARCHIVE.cases, CONTENT.root, Cache())
    first = build_gallery(ARCHIVE.cases, CONTENT.root, Cache(tmp_path))

    def refuse(data: bytes) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(images, "render_picture", refuse)
    second = build_gallery(ARCHIVE.cases, CONTENT.root, Cache(tmp_path))
    assert fresh == first == second
