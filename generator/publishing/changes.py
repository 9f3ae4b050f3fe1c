"""将要改变什么：old and new manifest side by side, before anything is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from generator.publishing.manifest import Manifest

MOST_FILES, MOST_SHARE = 50, 0.05
"""deletions beyond this ask for a second yes"""


@dataclass(frozen=True, slots=True)
class Changes:
    """改动：paths, sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    before: int
    """files of the old site"""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def summary(self) -> str:
        """+52 −0 ~3"""
        return f"+{len(self.added)} −{len(self.removed)} ~{len(self.changed)}"


def compare(old: Manifest, new: Manifest) -> Changes:
    """旧清单、新清单 → 改动."""
    before, after = old.files, new.files
    return Changes(
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(p for p in before.keys() & after.keys() if before[p] != after[p])),
        before=len(before),
    )


def find_losses(
    changes: Changes, before: Mapping[str, int], after: Mapping[str, int]
) -> tuple[str, ...]:
    """要再确认的：many deletions, and years of `before` with fewer entries or cases in `after`."""
    removed = len(changes.removed)
    losses = []
    if removed > MOST_FILES or (changes.before and removed / changes.before > MOST_SHARE):
        losses.append(f"要删除 {removed} 个文件（线上共 {changes.before} 个）")
    for name, count in sorted(before.items()):
        if after.get(name, 0) < count:
            losses.append(f"{name}由 {count} 减到 {after.get(name, 0)}")
    return tuple(losses)


def as_json(changes: Changes, losses: tuple[str, ...]) -> dict[str, object]:
    """For programs."""
    return {
        "summary": changes.summary,
        "added": list(changes.added),
        "removed": list(changes.removed),
        "changed": list(changes.changed),
        "needs_yes": list(losses),
    }


def render_text(changes: Changes, most: int = 20) -> str:
    """For a terminal: each kind by name, at most so many lines."""
    lines = []
    for sign, paths in _kinds(changes):
        lines += [f"  {sign} {path}" for path in paths[:most]]
        if len(paths) > most:
            lines.append(f"  {sign} ……共 {len(paths)} 个")
    return "\n".join(lines)


def render_page(changes: Changes, losses: tuple[str, ...], target: str) -> str:
    """For people who are to agree: one page that needs no other file."""
    warning = "".join(f"<li>{escape(loss)}</li>" for loss in losses)
    parts = "".join(
        f"<h2>{title}（{len(paths)}）</h2><ul>"
        + "".join(f"<li><code>{escape(path)}</code></li>" for path in paths)
        + "</ul>"
        for title, paths in zip(("新增", "删除", "修改"), _lists(changes), strict=True)
        if paths
    )
    asks = f'<section class="ask"><h2>需要再确认</h2><ul>{warning}</ul></section>' if losses else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<title>发布前：将要改变什么</title><style>"
        "body{font:16px/1.7 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
        "color:#222;background:#fff}code{word-break:break-all}ul{padding-left:1.2rem}"
        ".ask{border-left:4px solid #b3261e;padding:.1rem 1rem;background:#fdf1f0}"
        "</style></head><body>"
        f"<h1>将要改变什么：{escape(changes.summary)}</h1><p>目标：{escape(target)}。"
        f"{'' if changes else '没有改动。'}</p>{asks}{parts}</body></html>\n"
    )


def _lists(changes: Changes) -> tuple[tuple[str, ...], ...]:
    return changes.added, changes.removed, changes.changed


def _kinds(changes: Changes) -> zip[tuple[str, tuple[str, ...]]]:
    return zip("+−~", _lists(changes), strict=True)
