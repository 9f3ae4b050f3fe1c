"""草稿文件夹：written whole or not at all, and known again by size and time of its files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.output import Writer, level_modes
from generator.switching import staging, switch

DIST = "dist/wechat"
"""all drafts, below the project: campaign, then draft"""
NEWSPIC = "newspic"
"""图片消息 of single cases, a folder beside that of the drafts"""
REPORT = "report.json"


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Whole or not at all."""
    with staging(folder) as new:
        writer = Writer(new)
        for path, data in files.items():
            writer.write(path, data, "wechat")
        level_modes(new)
        switch(new, folder)


def states_of(folder: Path) -> dict[str, list[int]]:
    """Size and time of every file."""
    found = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            state = path.stat()
            found[path.relative_to(folder).as_posix()] = [state.st_size, state.st_mtime_ns]
    return found


def find_drafts(out: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """草稿 below the folder of all drafts, each with its report."""
    for path in sorted(out.glob(f"*/*/{REPORT}")):
        yield path.parent, json.loads(path.read_text(encoding="utf-8"))


def find_packs(out: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """图片消息 beside the folder of all drafts, each with its report."""
    for path in sorted((out.parent / NEWSPIC).glob(f"*/{REPORT}")):
        yield path.parent, json.loads(path.read_text(encoding="utf-8"))


def remove_strays(out: Path, names: Container[str]) -> list[Path]:
    """Take away the drafts that stand in no campaign any more; returns their folders."""
    strays = [folder for folder, _ in find_drafts(out) if _name(folder) not in names]
    for folder in strays:
        shutil.rmtree(folder)
    return strays


def _name(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"
