"""不得公开的文字：sentences of every case, list and notice that is not let out, or not yet.

What a public source says too (the name of an organisation, a stock phrase) gives nothing away and
is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.gatekeeper.decode import bare, texts_of
from generator.gatekeeper.ledger import Ledger, hash_folder, is_due
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
    announced = {path: _is_out(path, ledger) for path in _announcements(root)}
    out = [path for path, is_out in announced.items() if is_out]
    known = "\n".join(bare(text) for text in _public_texts(root, public, out))
    early = (path for path, is_out in announced.items() if not is_out)
    sources = [*((folder, _words(folder)) for folder in secret), *((p, _read(p)) for p in early)]
    found: dict[str, str] = {}
    for path, text in sources:
        for piece in _pieces(text):
            if piece not in known:
                found.setdefault(piece, path.relative_to(root).as_posix())
    return Withheld(tuple(found), tuple(found.values()))


def _is_public(folder: Path, ledger: Ledger) -> bool:
    found = _ID.search(_read(folder / "case.md"))
    return bool(found) and ledger.approved.get(found[1] if found else "") == hash_folder(folder)


def _announcements(root: Path) -> Iterator[Path]:
    """名单 and 通知 of every year."""
    for pattern in ("cases/*/results.yaml", "cases/*/notices/*.md"):
        yield from sorted(root.glob(pattern))


def _is_out(path: Path, ledger: Ledger) -> bool:
    """Whether a list stands in the ledger of what is announced, or the day of a notice has come."""
    if path.name == "results.yaml":
        return path.parent.name in map(str, ledger.entries)
    return is_due(_read(path), ledger.day)


def _words(folder: Path) -> str:
    """What a case says, and what its files are called."""
    names = [path.stem for path in sorted(folder.iterdir()) if path.name != "case.md"]
    return "\n".join([_read(folder / "case.md"), *names])


def _pieces(source: str) -> Iterator[str]:
    text = _HEADING.sub("\n", _FRONT_KEY.sub("\n", source))
    sentences = [bare(part)[:LONGEST] for part in _BREAK.split(text)]
    yield from [piece for piece in sentences if len(piece) >= SHORTEST][:PIECES]


def _public_texts(root: Path, folders: list[Path], announced: list[Path]) -> Iterator[str]:
    """Everything that is public anyway: cases, lists, notices, settings, frame."""
    for folder in folders:
        yield _read(folder / "case.md")
    for path in (*announced, *sorted(root.glob("theme/**/*.html"))):
        yield _read(path)
    for path in sorted((root / "site_config").rglob("*")):
        if path.suffix in (".yaml", ".md"):
            yield _read(path)


def _read(path: Path) -> str:
    return next(texts_of(path.read_bytes()), "")
