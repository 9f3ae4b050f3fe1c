"""核对记录：who has ticked what on the checklist of a draft, beside the editor's text.

A tick holds for the draft as it stood: once its words or its cases change, it has to be given anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator import fields
from generator.builders import nested
from generator.intake.emit import Value, in_words, render_yaml
from generator.model import NOWHERE, Places
from generator.output import replace_text
from generator.reader import Reader

SUFFIX = ".ticks.yaml"
HEAD = "# 核对记录：由 anli wechat desk 写入。草稿改动以后，原来的勾选不再算数。\n"
STEPS = ("初审", "复审", "终审")
RIGHTS = "图片和肖像的授权"
"""head of the item that answers for the pictures"""


@dataclass(frozen=True, slots=True)
class Tick:
    """一处勾选."""

    item: str
    """as it stands on the checklist"""
    name: str
    day: date | None = None
    seen: str = ""
    """指纹 of the draft as it was looked at"""
    at: Places = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Item:
    """核对单的一条 with its tick."""

    text: str
    tick: Tick | None
    fresh: bool
    """ticked, and the draft has not changed since"""


def ticks_file(folder: str, draft: str) -> str:
    """核对记录 of a draft, in the folder of its campaign."""
    return f"{folder}/{draft}{SUFFIX}"


def read_ticks(reader: Reader, folder: str) -> dict[str, tuple[Tick, ...]]:
    """核对记录 of a campaign, by draft."""
    found: dict[str, tuple[Tick, ...]] = {}
    top: Path = reader.root / folder
    for path in sorted(top.glob(f"*{SUFFIX}")) if top.is_dir() else ():
        draft = path.name.removesuffix(SUFFIX)
        if record := reader.yaml(ticks_file(folder, draft), fields.TICKS):
            found[draft] = nested(record, "ticks", Tick)
    return found


def write_ticks(root: Path, folder: str, draft: str, ticks: Sequence[Tick]) -> str:
    """The whole record anew; returns the file, relative to the project."""
    file = ticks_file(folder, draft)
    rows: list[Value] = [
        {
            "item": tick.item,
            "name": tick.name,
            "day": tick.day.isoformat() if tick.day else "",
            "seen": tick.seen,
        }
        for tick in ticks
    ]
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, HEAD + render_yaml(in_words(fields.TICKS, {"ticks": rows})))
    return file


def hold(checklist: Iterable[str], ticks: Iterable[Tick], seen: str) -> tuple[Item, ...]:
    """核对单 held against the ticks given for it."""
    known = {tick.item: tick for tick in ticks}
    return tuple(
        Item(text, tick, tick is not None and tick.seen == seen)
        for text in checklist
        for tick in (known.get(text),)
    )


def set_ticks(items: Iterable[Item], chosen: Iterable[int], by: Tick) -> tuple[Tick, ...]:
    """勾选 after a form was sent: what holds keeps its name, what is new bears that of `by`."""
    wanted = set(chosen)
    kept = []
    for number, item in enumerate(items):
        if number in wanted:
            old = item.tick if item.fresh else None
            kept.append(old or Tick(item.text, by.name, by.day, by.seen))
    return tuple(kept)


def reached(items: Iterable[Item]) -> str:
    """The last of the three reviews that is done, with all before it; empty for none."""
    done = {item.text.partition("：")[0] for item in items if item.fresh}
    last = ""
    for step in STEPS:
        if step not in done:
            break
        last = step
    return last
