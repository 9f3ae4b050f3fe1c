"""种子：the files of the repository, from which the campaign sets out."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from tests.gatekeeper.surfaces import PIXEL
from tests.support import ROOT, SITES

PAPERWORK = ROOT / "tests" / "intake" / "paperwork"


def _read(folder: Path, pattern: str) -> tuple[bytes, ...]:
    found = tuple(path.read_bytes() for path in sorted(folder.glob(pattern)))
    assert found, f"no {pattern}"
    return found


@cache
def cases() -> tuple[bytes, ...]:
    """案例文件."""
    return (*_read(SITES, "*/cases/*/*/case.md"), *_read(ROOT / "cases", "2022/*/case.md")[:3])


@cache
def bodies() -> tuple[bytes, ...]:
    """正文 without the front matter."""
    return tuple(case.partition(b"\n---\n")[2] for case in cases())


@cache
def settings(name: str) -> tuple[bytes, ...]:
    """One kind of ledger or setting of every small project."""
    return _read(SITES, f"*/{name}")


@cache
def books() -> tuple[bytes, ...]:
    """工作簿 of an office."""
    return _read(PAPERWORK, "2022/*.xlsx")


@cache
def old_book() -> bytes:
    """A workbook of Excel 97."""
    return (ROOT / "tests" / "intake" / "data" / "list.xls").read_bytes()


@cache
def papers() -> tuple[bytes, ...]:
    """Word 文件, with a dot for each picture: pictures have tests of their own and take long."""
    found = (*_read(PAPERWORK, "2022/案例/0[1-3]*.docx"), *_read(PAPERWORK, "2022/通知.docx"))
    return tuple(map(_with_dots, found))


def _with_dots(package: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, PIXEL if "/media/" in name else old.read(name))
    return target.getvalue()
