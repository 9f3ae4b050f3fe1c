"""撤回：drafts of a case that was withdrawn say so, and can be pasted no more."""

from __future__ import annotations

import json
from collections.abc import Container
from pathlib import Path
from typing import Any

from generator.wechat.folders import REPORT, find_drafts, find_packs, write_folder
from generator.wechat.report import RECALLED


def recall_drafts(out: Path, ids: Container[str]) -> list[Path]:
    """已撤回: of every draft about these cases nothing stays but a note; returns the folders."""
    recalled = []
    for folder, report in (*find_drafts(out), *find_packs(out)):
        gone = [id for id in report["cases"] if id in ids]
        if gone and report["state"] != RECALLED:
            note = {**report, "state": RECALLED, "articles": [], "findings": [], "recalled": gone}
            files = {
                REPORT: json.dumps(note, ensure_ascii=False, indent=1) + "\n",
                "report.md": _note(report, gone),
            }
            write_folder(folder, {name: text.encode() for name, text in files.items()})
            recalled.append(folder)
    return recalled


def _note(report: dict[str, Any], gone: list[str]) -> str:
    title = "、".join(article["title"] for article in report["articles"])
    return (
        f"# 已撤回：{title}\n\n{report['campaign']}/{report['draft']}\n\n"
        f"案例 {'、'.join(gone)} 已撤下，这份草稿不能再用，文件已清空。\n\n"
        "- [ ] 公众号草稿箱里的同名草稿已删除\n"
        "- [ ] 已发的文章已按撤下通知处理\n"
    )
