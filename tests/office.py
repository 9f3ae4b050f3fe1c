"""办公室：three years of invented papers, and a project that has seen none of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support import ROOT, SITES

PAPERS = ROOT / "tests" / "intake" / "paperwork"
"""by year: 结果名单, 案例, 审批记录, 通知"""
_EMPTY = {"organisations": "单位", "published": "公开", "announced": "名单"}


def new_project(root: Path) -> Path:
    """A project that knows words and nothing else; it can be built."""
    settings = root / "site_config"
    for name in ("site_config/vocabulary", "site_config/pages", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copy(SITES / "minimal" / "site_config" / "site.yaml", settings)
    for name, key in _EMPTY.items():
        (settings / f"{name}.yaml").write_text(f"{key}: []\n", encoding="utf-8")
    (root / "cases").mkdir()
    return root
