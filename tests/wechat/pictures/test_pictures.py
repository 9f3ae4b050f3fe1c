"""推文图片：whatever a case brings becomes one that WeChat takes, or is refused by name."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from generator.cache import Cache
from generator.problems import Level
from generator.wechat import limits
from generator.wechat.gif import TruncatedGifError, clean_gif
from generator.wechat.pictures import Converted, RefusedPictureError, convert

NO_CACHE = Cache()


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def converted(data: bytes) -> Converted:
    return convert(data, "图.jpg", NO_CACHE)


def opened(made: Converted) -> Image.Image:
    return Image.open(io.BytesIO(made.data))


def colour(made: Converted) -> tuple[int, ...]:
    found = opened(made).convert("RGB").getpixel((0, 0))
    assert isinstance(found, tuple)
    return found


RED_WIDE_GAMUT = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FRAMES = {"save_all": True, "append_images": [Image.new("L", (20, 20), 250)]}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (saved(Image.new("CMYK", (4, 4), (0, 255, 255, 0)), "TIFF"), (255, 0, 0)),
        (saved(Image.new("I;16", (4, 4), 65_535), "PNG"), (255, 255, 255)),
        (saved(Image.new("I;16", (4, 4), 32_896), "PNG"), (128, 128, 128)),
        (saved(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG"), (255, 255, 255)),
        (saved(Image.new("RGBA", (4, 4), (255, 0, 0, 128)), "PNG"), (255, 127, 127)),
        (saved(Image.new("LA", (4, 4), (0, 0)), "PNG"), (255, 255, 255)),
        (saved(Image.new("1", (4, 4), 1), "PNG"), (255, 255, 255)),
        (saved(Image.new("L", (4, 4), 40), "BMP"), (40, 40, 40)),
        (saved(Image.new("RGB", (4, 4), "red"), "GIF"), (255, 0, 0)),
    ],
    ids=["cmyk", "16-bit white", "16-bit grey", "clear", "half clear", "la", "1", "bmp", "gif"],
)
def test_every_kind_of_pixel_becomes_opaque_srgb(data: bytes, expected: tuple[int, ...]) -> None:
    made = converted(data)
    assert colour(made) == expected
    assert made.suffix == ".png"
    assert "transparency" not in opened(made).info


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L"])
def test_photographs_of_every_mode_become_rgb_jpeg(mode: str) -> None:
    made = converted(saved(noise(1500, 900).convert(mode), "JPEG"))
    assert (opened(made).format, opened(made).mode) == ("JPEG", "RGB")
    assert (made.width, made.height) == opened(made).size == (1080, 648)
    assert len(made.data) < limits.IMAGE_BYTES


def test_colours_follow_the_profile_of_the_picture() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    grey = Image.new("RGB", (4, 4), (200, 60, 60))
    own = converted(saved(grey, "PNG", icc_profile=RED_WIDE_GAMUT))
    assert colour(own) == (200, 60, 60), "sRGB stays as it is"
    odd = converted(saved(grey, "PNG", icc_profile=lab.tobytes()))
    assert colour(odd) == (200, 60, 60), "a profile of another kind of picture is left aside"
    broken = converted(saved(grey, "PNG", icc_profile=b"no profile" * 20))
    assert colour(broken) == (200, 60, 60)


def test_the_camera_and_the_place_stay_behind_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "CANARY-1"
    data = saved(noise(60, 40), "JPEG", exif=exif, comment=b"CANARY-2", icc_profile=RED_WIDE_GAMUT)
    made = converted(data + b"CANARY-3")
    assert (made.width, made.height) == (40, 60)
    assert b"CANARY" not in made.data
    assert b"ICC_PROFILE" not in made.data


def test_what_a_file_is_called_does_not_matter_what_it_is_does() -> None:
    made = convert(saved(Image.new("RGB", (9, 9)), "WEBP"), "photo.jpg", NO_CACHE)
    assert opened(made).format == "PNG"
    assert converted(saved(noise(90, 90), "AVIF")).width == 90


def test_drawings_stay_sharp_and_photographs_are_made_small() -> None:
    drawing = Image.new("RGB", (2000, 1000), "white")
    drawing.paste("red", (100, 100, 300, 300))
    assert opened(converted(saved(drawing, "PNG"))).size == (1080, 540)
    assert converted(saved(drawing, "PNG")).suffix == ".png"
    heavy = converted(saved(noise(1500, 1000), "PNG"))
    assert heavy.suffix == ".jpg"
    assert len(heavy.data) < limits.IMAGE_BYTES


def test_quality_falls_before_width_does() -> None:
    tall = converted(saved(noise(1080, 2400), "JPEG", quality=60))
    assert tall.width < 1080
    assert len(tall.data) < limits.IMAGE_BYTES
    less = converted(saved(noise(1080, 1500), "JPEG", quality=60))
    assert (less.width, less.height) == (1080, 1500)


def test_the_name_is_that_of_the_content() -> None:
    one, other = (converted(saved(Image.new("L", (9, 9), shade), "PNG")) for shade in (1, 2))
    assert one.name != other.name
    assert one.name == converted(saved(Image.new("L", (9, 9), 1), "BMP")).name
    assert len(one.name) == len("12345678.png")


def test_an_animation_stays_without_what_is_not_shown() -> None:
    data = saved(Image.new("L", (20, 20)), "GIF", comment=b"CANARY", loop=0, **FRAMES)
    assert b"CANARY" in data
    made = converted(data)
    assert (made.animated, made.suffix, made.findings) == (True, ".gif", ())
    assert b"CANARY" not in made.data
    moving = opened(made)
    assert (moving.n_frames, moving.info["loop"]) == (2, 0)  # type: ignore[attr-defined]
    frame = moving.convert("L")
    moving.seek(1)
    assert frame.getpixel((0, 0)) != moving.convert("L").getpixel((0, 0))


def test_a_cut_animation_is_refused() -> None:
    data = saved(Image.new("L", (20, 20)), "GIF", **FRAMES)
    for length in range(20, len(data) - 1):
        with pytest.raises(TruncatedGifError):
            clean_gif(data[:length])
    with pytest.raises(RefusedPictureError, match="不完整的动图"):
        converted(data[:-9])


def test_an_animation_too_large_gives_its_first_picture_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MATERIAL_BYTES", 100)
    made = converted(saved(Image.new("L", (20, 20)), "GIF", **FRAMES))
    assert (made.suffix, made.animated) == (".png", False)
    (found,) = made.findings
    assert (found.code, found.level) == ("WX304", Level.WARNING)
    assert "图片 图.jpg" in found.render()


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_other_animations_give_their_first_picture_and_say_so(format: str) -> None:
    made = converted(saved(Image.new("L", (20, 20)), format, **FRAMES))
    assert made.suffix == ".png"
    assert "只用了第一帧" in made.findings[0].message


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        (b"", "WX304", "是空文件"),
        (b"hello", "WX304", "内容不是 JPEG、PNG、WebP、GIF、BMP、TIFF 或 AVIF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "WX304", "SVG 矢量图"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "WX304", "HEIC 照片"),
        (b"%PDF-1.7", "WX304", "PDF 文件"),
        (b"PK\x03\x04" + bytes(40), "WX304", "压缩包或 Office 文件"),
        (b"<!DOCTYPE html><p>404", "WX304", "网页"),
        (saved(noise(300, 300), "JPEG")[:9000], "WX304", "损坏"),
        (saved(noise(99, 99), "PNG")[:9000], "WX304", "损坏"),
        (saved(Image.new("F", (4, 4)), "TIFF"), "WX304", "每个像素 32 位"),
        (saved(Image.new("1", (6000, 5000)), "PNG"), "WX305", "6000×5000 像素过大"),
        (bytes(20_000_001), "WX305", "20 MB"),
        (saved(noise(1080, 9000), "JPEG", quality=50), "WX305", "接口要求少于 1,000,000"),
    ],
    ids=[
        *("empty", "text", "svg", "heic", "pdf", "zip", "html"),
        *("cut jpeg", "cut png", "float", "bomb", "heavy", "tall"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name_and_with_a_way_out(
    data: bytes, code: str, reason: str, tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    for _ in range(2):  # the second time from the cache
        with pytest.raises(RefusedPictureError, match="请") as caught:
            convert(data, "现场 1.jpg", cache)
        found = caught.value.finding
        assert (found.code, found.level) == (code, Level.ERROR)
        assert found.place == "图片 现场 1.jpg "
        assert reason in found.message


def test_what_was_converted_once_comes_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = saved(Image.new("L", (20, 20)), "WEBP", **FRAMES)
    first = convert(data, "a.webp", Cache(tmp_path))
    monkeypatch.setattr("generator.wechat.pictures._convert", None)
    again = convert(data, "b.webp", Cache(tmp_path))
    assert (again.data, again.width, again.suffix) == (first.data, first.width, first.suffix)
    assert "b.webp" in again.findings[0].place, "the name is not part of the entry"
