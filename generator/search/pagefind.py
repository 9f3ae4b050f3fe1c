"""Pagefind：what of it the readers' browsers run. The program writes it beside any index it makes."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pagefind_bin

from generator.search.coding import items, text, unsigned

PAGE = '<!doctype html><html lang="zh"><head><title>-</title></head><body><main data-pagefind-body>一</main></body></html>'
"""one page with one word: of nothing it makes nothing"""
PACKAGE = "pagefind-bin"
FILES = ("pagefind.js", "wasm.unknown.pagefind")
ENTRY = "pagefind-entry.json"
LANGUAGE = "zh"
TIMEOUT = 60
"""seconds; it takes a tenth of one"""


class SearchIndexError(OSError):
    """索引没有做成；the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Engine:
    """引擎：Pagefind for the browser."""

    files: Mapping[str, bytes]
    entry: Mapping[str, object]
    """the first file that it asks for, less the indexes that there are"""


def engine_version() -> str:
    """版本 of Pagefind, which decides about the engine."""
    return version(PACKAGE)


def read_engine() -> Engine:
    """引擎, out of the program. Raises SearchIndexError."""
    with tempfile.TemporaryDirectory(prefix="anli-search-") as name:
        folder = Path(name)
        (folder / "site").mkdir()
        (folder / "site" / "index.html").write_text(PAGE, encoding="utf-8")
        _run(folder)
        made = folder / "made"
        try:
            entry = json.loads((made / ENTRY).read_text(encoding="utf-8"))
            files = {file: (made / file).read_bytes() for file in FILES}
            pages = sum(index["page_count"] for index in entry.pop("languages").values())
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SearchIndexError("pagefind 没有写出该写的文件") from error
    if pages != 1:
        raise SearchIndexError(f"pagefind 应收 1 页，实际收了 {pages} 页")
    return Engine(files, entry)


def _run(folder: Path) -> None:
    """No shell; neither a settings file nor PAGEFIND_ variables of the machine may interfere."""
    try:
        program = str(pagefind_bin.get_executable())
    except FileNotFoundError as error:
        raise SearchIndexError("找不到 pagefind 程序，请重新安装 pagefind-bin") from error
    arguments = [program, "--site", "site", "--output-path", "made", "--silent"]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, fixed arguments
            arguments, cwd=folder, env=clean, capture_output=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SearchIndexError(f"pagefind 运行超过 {TIMEOUT} 秒，已停止") from error
    except OSError as error:
        raise SearchIndexError(f"pagefind 不能运行（{error.strerror}）") from error
    if done.returncode:
        lines = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        raise SearchIndexError(f"pagefind 出错（{lines[-1] if lines else done.returncode}）")


def build_meta(
    version: str, pages: Iterable[tuple[str, int]], files: Iterable[tuple[str, str, str]]
) -> bytes:
    """目录：id and length of each case by its number; first word, last word and id of each file."""
    listed = items(items((text(id), unsigned(length))) for id, length in pages)
    chunks = items(items(map(text, file)) for file in files)
    nothing = items(())
    return items((text(version), listed, chunks, nothing, nothing, items((text("title"),))))
