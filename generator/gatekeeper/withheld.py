"""不得公开的文字：sentences of every case that the ledgers do not let out.

What a public source says too (the name of an organisation, a stock phrase) gives nothing away and
is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.gatekeeper.decode import bare, texts_of
from generator.gatekeeper.ledger import Ledger, hash_folder
from generator.gatekeeper.needles import SHORTEST

LONGEST = 24
"""characters of a sentence that are looked for"""
PIECES = 400
"""sentences of one case"""
_ID = re.compile(r"^\s*(?:编号|id)\s*:\s*['\"]?(SHQ-\d{4}-\d{4})", re.M)
_FRONT_KEY = re.compile(r"^\s*-?\s*[\w（）()/]{1,20}\s*:\s", re.M)
_HEADING = re.compile(r"^#{1,6} .*$", re.M)
_BREAK = re.compile(r"[。，；：！？、,;!?|\n“”\"'（）()\[\]{}]+")


@dataclass(frozen=True, slots=True)
class Withheld:
    """不得公开的文字 and where each comes from: the folder, never the words."""

    texts: tuple[str, ...]
    sources: tuple[str, ...]


def find_withheld(root: Path, ledger: Ledger) -> Withheld:
    """Texts of cases that must not come out, as of the ledger."""
    public: list[Path] = []
    secret: list[Path] = []
    for folder in sorted(path for path in root.glob("cases/*/*") if (path / "case.md").is_file()):
        (public if _is_public(folder, ledger) else secret).append(folder)
    known = "\n".join(bare(text) for text in _public_texts(root, public))
    found: dict[str, str] = {}
    for folder in secret:
        for piece in _pieces(folder):
            if piece not in known:
                found.setdefault(piece, folder.relative_to(root).as_posix())
    return Withheld(tuple(found), tuple(found.values()))


def _is_public(folder: Path, ledger: Ledger) -> bool:
    found = _ID.search(_read(folder / "case.md"))
    return bool(found) and ledger.approved.get(found[1] if found else "") == hash_folder(folder)


def _pieces(folder: Path) -> Iterator[str]:
    text = _HEADING.sub("\n", _FRONT_KEY.sub("\n", _read(folder / "case.md")))
    sentences = [bare(part)[:LONGEST] for part in _BREAK.split(text)]
    names = [bare(path.stem) for path in sorted(folder.iterdir()) if path.name != "case.md"]
    pieces = [piece for piece in [*sentences, *names] if len(piece) >= SHORTEST]
    yield from pieces[:PIECES]


def _public_texts(root: Path, folders: list[Path]) -> Iterator[str]:
    """Everything that is public anyway: cases, lists, notices, settings, frame."""
    for folder in folders:
        yield _read(folder / "case.md")
    for pattern in ("cases/*/results.yaml", "cases/*/notices/*.md", "theme/**/*.html"):
        yield from (_read(path) for path in sorted(root.glob(pattern)))
    for path in sorted((root / "site_config").rglob("*")):
        if path.suffix in (".yaml", ".md"):
            yield _read(path)


def _read(path: Path) -> str:
    return next(texts_of(path.read_bytes()), "")
