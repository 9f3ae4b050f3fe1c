"""索引：runs Pagefind over the shadow pages and keeps of its output what our search reads."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import pagefind_bin

from generator.search.documents import SearchDocument, render_shadow_page
from generator.urls import file_of

FOLDER = "pagefind"
LANGUAGE = "zh"
TIMEOUT = 900
"""seconds; 5,000 cases took about 60"""
KEPT = ("pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind", "fragment", "index")
META = ".pf_meta"
SIGNATURE = b"pagefind_dcd"


class SearchIndexError(OSError):
    """索引没有做成；the text says why, in Chinese."""


def build_index(
    documents: Sequence[SearchDocument], out_dir: Path, workdir: Path
) -> tuple[str, ...]:
    """检索文档 → `out_dir`/pagefind; returns the fragment id of each document, in order.

    `workdir` is an empty folder for the shadow pages and stays the caller's to remove.
    """
    if not documents:
        return ()
    output = out_dir / FOLDER
    _write_shadow_pages(documents, workdir / "shadow")
    _run(workdir, output)
    _keep_only_ours(output)
    _verify(output, len(documents))
    return _fragment_ids(documents, output / "fragment")


def _write_shadow_pages(documents: Sequence[SearchDocument], folder: Path) -> None:
    for document in documents:
        path = folder / file_of(document.url)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_shadow_page(document), encoding="utf-8", newline="\n")


def _run(workdir: Path, output: Path) -> None:
    """No shell; neither a settings file nor PAGEFIND_ variables of the machine may interfere."""
    try:
        program = str(pagefind_bin.get_executable())
    except FileNotFoundError as error:
        raise SearchIndexError("找不到 pagefind 程序，请重新安装 pagefind-bin") from error
    arguments = [program, "--site", "shadow", "--output-path", str(output.resolve()), "--silent"]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, fixed arguments
            arguments, cwd=workdir, env=clean, capture_output=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SearchIndexError(f"pagefind 运行超过 {TIMEOUT} 秒，已停止") from error
    except OSError as error:
        raise SearchIndexError(f"pagefind 不能运行（{error.strerror}）") from error
    if done.returncode:
        lines = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        raise SearchIndexError(f"pagefind 出错（{lines[-1] if lines else done.returncode}）")


def _keep_only_ours(output: Path) -> None:
    """The stock interfaces and the worker are 0.4 MB that no page of ours asks for."""
    for path in output.iterdir():
        if path.name in KEPT or path.suffix == META:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _verify(output: Path, expected: int) -> None:
    entry = json.loads((output / "pagefind-entry.json").read_text(encoding="utf-8"))
    counts = {language: item["page_count"] for language, item in entry["languages"].items()}
    if counts != {LANGUAGE: expected}:
        raise SearchIndexError(f"应有 {expected} 个案例进入索引，实际是 {counts}")


def _fragment_ids(documents: Sequence[SearchDocument], folder: Path) -> tuple[str, ...]:
    by_url = {_read_url(path): path.stem for path in sorted(folder.iterdir())}
    missing = [document.url for document in documents if document.url not in by_url]
    if missing:
        raise SearchIndexError(f"索引里没有 {missing[0]}")
    return tuple(by_url[document.url] for document in documents)


def _read_url(path: Path) -> str:
    content = gzip.decompress(path.read_bytes())
    if not content.startswith(SIGNATURE):
        raise SearchIndexError(f"读不懂索引文件 {path.name}")
    return unquote(json.loads(content[len(SIGNATURE) :])["url"]).removeprefix("/")
