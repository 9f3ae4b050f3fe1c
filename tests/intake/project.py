"""一个小项目：registers and vocabularies for a few teams, and the commands run on it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main
from generator.intake.emit import Value, render_yaml
from generator.model import Vocabulary
from tests.intake.papers import ORGANISATION, VOCABULARIES, term, vocabulary

EVERY = {
    **VOCABULARIES,
    "key-industry": vocabulary("key-industry", "重点产业", term("ic", "集成电路")),
}
REGISTER = f"""# 单位名录：这一行是人写的。
单位:
  # 不要改代号
  - 代号: famen
    名称: {ORGANISATION}
    简称: 示例阀门
"""


def make_project(root: Path) -> Path:
    """Settings, registers and an empty `cases/`."""
    folder = root / "site_config" / "vocabulary"
    folder.mkdir(parents=True)
    (root / "cases").mkdir()
    for slug, terms in EVERY.items():
        (folder / f"{slug}.yaml").write_text(render_yaml(_in_yaml(terms)), encoding="utf-8")
    (root / "site_config" / "organisations.yaml").write_text(REGISTER, encoding="utf-8")
    return root


def _in_yaml(terms: Vocabulary) -> dict[str, Value]:
    return {
        "名称": terms.name,
        "词条": [
            {
                "代号": entry.slug,
                "叫法": [
                    {
                        "名称": label.text,
                        **({"起": str(label.since)} if label.since else {}),
                        **({"止": str(label.until)} if label.until else {}),
                    }
                    for label in entry.labels
                ],
                **({"别名": list(entry.aliases)} if entry.aliases else {}),
            }
            for entry in terms.terms
        ],
    }


def run(root: Path, *words: object) -> Result:
    """`anli` in a project."""
    return CliRunner().invoke(main, ["--root", str(root), *map(str, words)])


def tree(root: Path) -> dict[str, bytes]:
    """Every file of the project but those of the cache."""
    paths = (path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths)}
