"""造来稿：a list of many rows and write-ups with photographs, the same for the same seed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import docx
import openpyxl
from docx.shared import Cm
from PIL import Image, ImageDraw, ImageFilter

YEAR = 2022
RECOMMENDER = "上海示例机械行业协会"
PHOTO, CHART = (4000, 3000), (1600, 900)
"""pixels of a telephone's photograph and of a chart out of Excel"""
_SECTIONS = (
    "班组概况", "顾客识别与需求", "质量承诺与诚信守诺", "有效学习", "改进创新", "建设成效", "可借鉴之处",
)  # fmt: skip
_LETTERS = "班组质量检验顾客需求承诺学习改进创新成效标准作业现场设备记录数据培训目标方法问题原因对策效果合格返工时间"
_HEAD = ("序号", "单位", "班组名称", "推荐单位", "类别", "等级", "所在区", "行业", "推荐全国", "备注")  # fmt: skip
_KPIS = (
    ("指标", "单位", "改进前", "改进后", "统计期", "口径"),
    ("一次合格率", "%", "96.2", "99.1", "2021年全年／2022年1—5月", "合格台数÷总台数"),
)


def organisation_of(number: int) -> str:
    """单位 of the n-th entry; each has two teams."""
    return f"上海示例第{number // 2}机械有限公司"


def write_list(path: Path, rows: int) -> Path:
    """结果名单 of so many entries, in five sections."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "名单"
    sheet.append(_HEAD)
    for number in range(rows):
        if number % (rows // 2) == 0:
            name = ("一、制造类", "二、市场服务类")[number // (rows // 2)]
            sheet.append([f"{name}（{rows // 2}个）"])
        tier = "典型经验" if number < rows // 10 else "经验"
        who = (number + 1, organisation_of(number), f"第{number}班", RECOMMENDER)
        sheet.append((*who, "常规", tier, "嘉定区", "C34 制造业", "", ""))
    book.save(path)
    return path


def write_papers(folder: Path, papers: int, letters: int, pictures: int) -> list[Path]:
    """案例材料 of the first teams of the list. Photographs are drawn once and shared out."""
    photos = [_photo(Random(seed)) for seed in range(12)]
    charts = [_chart(Random(seed)) for seed in range(8)]
    folder.mkdir()
    return [
        _write_paper(folder / f"{number:03}.docx", number, letters, _choose(photos, charts, number, pictures))
        for number in range(papers)
    ]  # fmt: skip


def _choose(photos: list[bytes], charts: list[bytes], number: int, size: int) -> list[bytes]:
    """Three photographs to two charts."""
    chosen = [photos[(number * 3 + k) % len(photos)] for k in range(size - size * 2 // 5)]
    return chosen + [charts[(number + k) % len(charts)] for k in range(size * 2 // 5)]


def _photo(chance: Random) -> bytes:
    """A photograph as far as an encoder is concerned: soft shapes and the grain of a sensor."""
    small = Image.frombytes("RGB", (80, 60), chance.randbytes(80 * 60 * 3))
    image = small.filter(ImageFilter.GaussianBlur(2)).resize(PHOTO, Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", (1000, 750), chance.randbytes(750_000)).resize(PHOTO)
    image = Image.blend(image, Image.merge("RGB", (grain,) * 3), 0.06)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=88)
    return target.getvalue()


def _chart(chance: Random) -> bytes:
    image = Image.new("RGB", CHART, "white")
    draw = ImageDraw.Draw(image)
    for column in range(12):
        height = chance.randrange(100, 800)
        left = 60 + column * 125
        draw.rectangle((left, 860 - height, left + 90, 860), fill=(30, chance.randrange(256), 120))
        draw.ellipse((left, 840 - height, left + 20, 860 - height), fill="black")
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def _write_paper(path: Path, number: int, letters: int, pictures: Sequence[bytes]) -> Path:
    chance = Random(number)
    paper: Any = docx.Document()
    paper.add_paragraph(f"第{number}班的做法", style="Title")
    _add_table(paper, (("申报单位", organisation_of(number)), ("班组名称", f"第{number}班")))
    paper.add_heading("摘要", 1)
    paper.add_paragraph("".join(chance.choices(_LETTERS, k=80)) + "。")
    left = list(pictures)
    for title in _SECTIONS:
        paper.add_heading(title, 1)
        for _ in range(4):
            text = "".join(chance.choices(_LETTERS, k=letters // len(_SECTIONS) // 4 - 1))
            paper.add_paragraph(text + "。")
        if left:
            paper.add_picture(io.BytesIO(left.pop()), width=Cm(14))
            paper.add_paragraph(f"图{len(pictures) - len(left)} 现场", style="Caption")
    paper.add_paragraph("表1 主要指标改进前后对比", style="Caption")
    _add_table(paper, _KPIS)
    paper.save(str(path))
    return path


def _add_table(paper: Any, rows: Sequence[Sequence[str]]) -> None:
    table = paper.add_table(len(rows), len(rows[0]))
    for cell, text in zip(table._cells, [text for row in rows for text in row], strict=True):
        cell.text = text


def swell(path: Path, target: Path, parts: dict[str, bytes], *, stored: bool = True) -> Path:
    """A Word file with some of its parts replaced or added, as a hostile one may be."""
    kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", kind) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return target
