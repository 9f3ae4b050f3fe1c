"""限度：long lists in a moment, huge pictures in a small memory."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from generator.intake import pictures
from generator.intake.pictures import PictureFile, redraw
from tests.intake.papers import ASSOCIATION, HEAD, write_workbook
from tests.intake.project import run

_MEASURE = """
import re, sys
from pathlib import Path
from generator.intake.pictures import redraw
print(getattr(redraw(Path(sys.argv[1]).read_bytes(), "x"), "size", "refused"))
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""


def test_a_list_of_a_thousand_rows_takes_less_than_two_seconds(
    project: Path, tmp_path: Path
) -> None:
    rows: list[tuple[object, ...]] = [HEAD, ("一、制造类（1000个）",)]
    for n in range(1000):
        name = f"上海示例第{n // 2}机械有限公司"
        rows.append(
            (n + 1, name, f"第{n}班", ASSOCIATION, "", "经验", "嘉定", "C34 制造业", "", "")
        )
    path = write_workbook(tmp_path / "名单.xlsx", rows)
    start = time.process_time()
    result = run(project, "import", "results", path, "--year", 2022)
    assert result.exit_code == 0
    assert time.process_time() - start < 2


@pytest.mark.skipif(sys.platform != "linux", reason="用 /proc 量内存")
@pytest.mark.parametrize(
    ("format", "options", "size"),
    [
        ("JPEG", {}, "2000×2000"),
        ("JPEG", {"progressive": True, "subsampling": 0}, "refused"),
        ("PNG", {}, "refused"),
    ],
)
def test_a_hundred_megapixels_fit_into_half_a_gigabyte(
    tmp_path: Path, format: str, options: dict[str, int], size: str
) -> None:
    path = tmp_path / "大图"
    Image.new("RGB", (10_000, 10_000), "teal").save(path, format, **options)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, path], capture_output=True, text=True, check=True
    )
    told, peak = done.stdout.split()
    assert told == size
    assert int(peak) < 512


def test_a_photograph_is_made_no_larger_than_it_is_shown() -> None:
    target = io.BytesIO()
    photo = Image.new("RGB", (60, 40), "teal")
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    photo.save(target, "JPEG", exif=exif)
    file = redraw(target.getvalue(), "fig-1")
    assert isinstance(file, PictureFile)
    assert (file.size, file.reduced_from) == ("40×60", "")


def test_large_pictures_are_reduced_and_small_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "WIDEST", 30)
    for format, mode in (("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "P"), ("PNG", "1")):
        target = io.BytesIO()
        Image.new(mode, (60, 40), 1).save(target, format)
        file = redraw(target.getvalue(), "fig-1")
        assert isinstance(file, PictureFile)
        assert (file.size, file.reduced_from) == ("30×20", "60×40")


def test_a_long_screenshot_stays_wide_enough_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "WIDEST", 30)
    for format in ("JPEG", "PNG"):
        target = io.BytesIO()
        Image.new("RGB", (24, 600)).save(target, format)
        file = redraw(target.getvalue(), "fig-1")
        assert isinstance(file, PictureFile)
        assert (file.size, file.reduced_from) == ("6×150", "24×600"), "as much as a square of 30"


def test_a_photograph_of_several_layers_stays_a_photograph() -> None:
    target = io.BytesIO()
    photo = Image.new("RGB", (60, 40), "teal")
    photo.save(target, "MPO", save_all=True, append_images=[photo])
    file = redraw(target.getvalue(), "fig-1")
    assert isinstance(file, PictureFile)
    assert file.name == "fig-1.jpg"


def test_a_jpeg_in_several_scans_is_known_by_its_first_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LARGEST", 1000)
    monkeypatch.setattr(pictures, "WIDEST", 10)
    target = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(target, "JPEG")
    data = target.getvalue()
    assert isinstance(redraw(data, "fig-1"), PictureFile)
    scan = data.index(b"\xff\xda")
    apart = data[: scan + 4] + b"\x01" + data[scan + 5 :]
    assert redraw(apart, "fig-1") == "60×40 像素，太大"


def test_a_format_that_runs_programs_is_not_opened() -> None:
    target = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(target, "EPS")
    assert redraw(target.getvalue(), "fig-1") == "看不懂的图片格式"
