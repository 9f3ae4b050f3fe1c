"""导入的快慢：real commands on a long list, many write-ups, and files that want to hurt.

    python -m tests.bench.imports [list] [cases] [hostile]

Each command is run as a whole process in a project of its own. Exit code 1 when a bound is broken.
"""

from __future__ import annotations

import io
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from tests.bench.measure import Run, measure
from tests.bench.office import YEAR, swell, write_list, write_papers
from tests.intake.project import make_project
from tests.support import ROOT

LIST_SECONDS, CASES_SECONDS, MOST_MEMORY = 2.0, 60.0, 512.0
"""of issue “从来稿到发布”: a list of 1,000 rows, 100 write-ups on two cores, MB for anything"""
MB = 2**20
Bench = Callable[[Path], bool]


def main() -> int:
    """Run the benches named on the command line, or all."""
    benches: dict[str, Bench] = {"list": bench_list, "cases": bench_cases, "hostile": bench_hostile}
    names = sys.argv[1:] or list(benches)
    kept = True
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            kept &= benches[name](Path(folder))
    return 0 if kept else 1


def bench_list(folder: Path) -> bool:
    """A thousand rows."""
    project = _project(folder)
    path = write_list(folder / "名单.xlsx", 1000)
    run = _import(project, "results", path)
    return _tell("名单 1000 行", run, seconds=LIST_SECONDS)


def bench_cases(folder: Path) -> bool:
    """A hundred write-ups of 3,000 characters with five pictures each."""
    project = _project(folder)
    _import(project, "results", write_list(folder / "名单.xlsx", 1000))
    papers = write_papers(folder / "来稿", 100, letters=3000, pictures=5)
    size = sum(path.stat().st_size for path in papers) / MB
    run = _import(project, "cases", folder / "来稿")
    return _tell(f"案例 100 份（{size:.0f} MB）", run, seconds=CASES_SECONDS)


def bench_hostile(folder: Path) -> bool:
    """Files at the limits: large, deep, wide, and with pictures of a hundred megapixels."""
    project = _project(folder)
    _import(project, "results", write_list(folder / "名单.xlsx", 1000))
    (plain,) = write_papers(folder / "来稿", 1, letters=3000, pictures=1)
    kept = True
    for name, path in _hostile(plain, folder):
        run = _import(project, "cases", path)
        kept &= _tell(name, run, exit_codes=(0, 1))
        shutil.rmtree(project / "cases" / str(YEAR) / "di-0-ban", ignore_errors=True)
    for name, path in _hostile_lists(folder):
        kept &= _tell(name, _import(project, "results", path, "--dry-run"), exit_codes=(0, 1))
    return kept


def _hostile(plain: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    noise = random.Random(1).randbytes
    for megabytes in (45, 51):
        parts = {"word/media/noise.bin": noise(megabytes * MB)}
        yield f"{megabytes} MB 的 docx", swell(plain, folder / "大.docx", parts)
    for name, mode, options in (
        ("JPEG", "RGB", {}),
        ("JPEG", "RGB", {"progressive": True, "subsampling": 0}),
        ("PNG", "RGBA", {}),
    ):
        picture = io.BytesIO()
        Image.new(mode, (10_000, 10_000), "teal").save(picture, name, **options)
        parts = {f"word/media/image1.{suffix}": picture.getvalue() for suffix in ("jpg", "png")}
        kind = f"{name}，分层" if options else name
        yield f"一亿像素的图（{kind}）", swell(plain, folder / "图.docx", parts)
    for megabytes in (7, 19):
        parts = {"word/document.xml": _paragraphs(megabytes * MB)}
        yield f"{megabytes} MB 的正文", swell(plain, folder / "长.docx", parts)


def _paragraphs(size: int) -> bytes:
    """Markup of as many tiny elements as there is room for."""
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    tail = b"</w:body></w:document>"
    return head + b"<w:p/>" * ((size - len(head) - len(tail)) // 6) + tail


def _hostile_lists(folder: Path) -> Iterator[tuple[str, Path]]:
    path = write_list(folder / "单.xlsx", 1000)
    for megabytes, cell in (
        (7, b"<c><v>1</v></c>"),
        (7, b"<c><f>1</f><v>1</v></c>"),
        (19, b"<c/>"),
    ):
        parts = {"xl/worksheets/sheet1.xml": _cells(megabytes * MB, cell)}
        kind = "公式" if b"<f>" in cell else "数"
        yield f"{megabytes} MB 的工作表（{kind}）", swell(path, folder / "长.xlsx", parts)


def _cells(size: int, cell: bytes) -> bytes:
    """Markup of as many small cells as there is room for, a hundred to a row."""
    head = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    row = b"<row>" + cell * 100 + b"</row>"
    return head + row * (size // len(row)) + b"</sheetData></worksheet>"


def _project(folder: Path) -> Path:
    """A project with the vocabularies of this repository and nothing else."""
    project = make_project(folder / "项目")
    shutil.copytree(ROOT / "site_config" / "vocabulary", project / "site_config" / "vocabulary", dirs_exist_ok=True)  # fmt: skip
    return project


def _import(project: Path, kind: str, path: Path, *options: str) -> Run:
    words = ["import", kind, str(path), "--year", str(YEAR), *options]
    return measure([sys.executable, "-m", "generator", "--root", str(project), *words])


def _tell(
    name: str, run: Run, seconds: float = float("inf"), exit_codes: tuple[int, ...] = (0,)
) -> bool:
    """One line for people; whether all bounds hold."""
    kept = run.exit_code in exit_codes and run.wall < seconds and run.memory < MOST_MEMORY
    sys.stdout.write(
        f"{'通过' if kept else '超限'}　{name}：{run.wall:.2f} 秒，处理器 {run.cpu:.1f} 秒，"
        f"内存 {run.memory:.0f} MB，退出码 {run.exit_code}\n"
    )
    sys.stdout.flush()
    if run.exit_code not in exit_codes:
        sys.stdout.write(run.said[-2000:])
    return kept


if __name__ == "__main__":
    sys.exit(main())
