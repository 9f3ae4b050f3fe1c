"""通知先于结果：a year's call is public while its results are still to come."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator import pipeline

ROOT = Path(__file__).resolve().parents[1]
CALL = """---
标题: 关于开展2025年活动的通知
年度: 2025
类型: 活动通知
文号: 示例协〔2025〕8号
发布单位: 上海示例质量协会
发布日期: 2025-04-10
---

请按时报名。
"""


def test_the_call_of_a_year_is_public_before_its_results(tmp_path: Path) -> None:
    for name in ("cases", "site_config"):
        shutil.copytree(ROOT / name, tmp_path / name)
    folder = tmp_path / "cases/2025/notices"
    folder.mkdir(parents=True)
    (folder / "call.md").write_text(CALL, encoding="utf-8")
    results = CALL.replace("活动通知", "结果公告").replace("8号", "9号")
    (folder / "results.md").write_text(results, encoding="utf-8")
    shutil.copy(ROOT / "cases/2024/results.yaml", tmp_path / "cases/2025/results.yaml")
    path = tmp_path / "cases/2025/results.yaml"
    text = path.read_text("utf-8").replace("年度: 2024", "年度: 2025")
    text = text.replace("公布日期: 2024-09-05", "公布日期: 2099-09-05")
    path.write_text(text, encoding="utf-8")
    archive = pipeline.load(tmp_path).archive
    assert archive is not None
    assert [n.slug for n in archive.notices if n.year == 2025] == ["call"]
    assert 2025 not in {year.year for year in archive.years}
