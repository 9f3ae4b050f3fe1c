"""损坏的图片：refused in words or published as clean pixels, in little time and memory, every one."""

from __future__ import annotations

import io
import multiprocessing
import time
import warnings
from dataclasses import dataclass

from PIL import Image

from generator.images import UnusablePictureError, render_picture
from tests.hostile.pictures import damaged, sound
from tests.support import peak_memory

SECONDS, MEGABYTES = 5, 512
CLEAN = {"PNG": {"transparency"}, "JPEG": {"jfif", "jfif_version", "jfif_unit", "jfif_density"}}
CLEAN["JPEG"] |= {"progressive", "progression", "dpi"}
"""what Pillow tells of a file that holds nothing but pixels"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """结果 of one picture."""

    name: str
    published: bool
    said: str
    seconds: float
    memory: float
    """peak of the process so far, in MB"""
    left: str = ""
    """metadata, or bytes behind the picture, that came through"""


def try_picture(item: tuple[str, bytes]) -> Outcome:
    """One picture through the product; whatever it raises besides a refusal is a bug."""
    name, data = item
    begun, published, said, left = time.perf_counter(), False, "", ""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # nothing in English on somebody's screen
        try:
            made = render_picture(data)
            published, left = True, _left_in(made.data) + "".join(_left_in(w) for _, w in made.webp)
        except UnusablePictureError as error:
            said = str(error)
    memory = peak_memory()
    return Outcome(name, published, said, time.perf_counter() - begun, memory, left)


def _left_in(data: bytes) -> str:
    with Image.open(io.BytesIO(data)) as image:
        kept = (
            set(map(str, image.info))
            - CLEAN.get(image.format or "", set())
            - {"loop", "background"}
        )
        kept -= {"timestamp", "duration"} if image.format == "WEBP" else set()
    ends = data.endswith((b"IEND\xaeB`\x82", b"\xff\xd9")) or data.startswith(b"RIFF")
    return " ".join(sorted(kept)) + ("" if ends else " tail")


def outcomes(items: list[tuple[str, bytes]]) -> list[Outcome]:
    """All in a process of their own, which a picture may kill."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.map_async(try_picture, items).get(timeout=SECONDS * len(items))


def test_every_damaged_picture_is_refused_in_words_or_published_clean() -> None:
    everything = list(damaged())
    assert len(everything) >= 1_000
    found = outcomes(everything)
    published = [one for one in found if one.published]
    slowest, most = max(one.seconds for one in found), max(one.memory for one in found)
    print(  # noqa: T201 -- figures for whoever asks with -s
        f"{len(found)} 张，{len(published)} 张公开，最慢 {slowest:.2f} 秒，内存 {most:.0f} MB"
    )
    assert [one for one in found if not one.published and not one.said] == []
    assert [one for one in published if one.left.strip()] == []
    assert slowest < SECONDS
    assert most < MEGABYTES
    assert 0 < len(published) < len(found)


def test_sound_pictures_of_the_three_formats_are_published_and_no_others() -> None:
    found = {one.name: one for one in outcomes(sorted(sound().items()))}
    taken = {name for name, one in found.items() if one.published}
    assert taken == {name for name in found if name.endswith((".png", ".jpg", ".webp"))}
    assert {one.said for one in found.values() if not one.published} == {
        "内容不是 PNG、JPEG 或 WebP"
    }
