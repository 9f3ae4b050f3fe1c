"""看成品：every file of the tree, every part of every file, in one walk."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.gatekeeper.counts import check_counts
from generator.gatekeeper.decode import texts_of
from generator.gatekeeper.kinds import reason_against
from generator.gatekeeper.ledger import Ledger
from generator.gatekeeper.links import check_links, check_standing, check_styles
from generator.gatekeeper.markup import Markup, read_markup
from generator.gatekeeper.messages import problem
from generator.gatekeeper.needles import Needles, build_needles
from generator.gatekeeper.personal import Personal, find_personal
from generator.gatekeeper.secrets import Secret, find_secrets
from generator.gatekeeper.unpack import UnpackError, parts_of
from generator.gatekeeper.withheld import Withheld
from generator.problems import Problem

SUMS = "sha256sums.txt"
UNLISTED = {SUMS, "status.json"}
METADATA = {
    "EXIF": "拍摄信息",
    "eXIf": "拍摄信息",
    "APP1": "拍摄信息",
    "XMP": "编辑信息",
    "注释": "注释",
    "Xt 块": "文字说明",
    "末尾之后": "多余的内容",
}
PICTURES = (".png", ".jpg", ".webp")
READ = (
    *(".json", ".csv", ".txt", ".ics", ".xml", ".xlsx", ".pdf", ".svg"),
    *(".js", ".css", ".pf_fragment"),
)
"""files with words in them, besides pages: personal data is looked for here"""
NOTHING = Withheld((), ())
_UID = re.compile(r"^UID:.*$", re.M)
"""names of dates in a calendar: they look like mail addresses (RFC 7986)"""


@dataclass(frozen=True, slots=True)
class Inspection:
    """守门的结论."""

    problems: tuple[Problem, ...]
    files: int
    parts: int


@dataclass(slots=True)
class _Walk:
    """What one walk through the tree gathers."""

    site: Path
    ledger: Ledger
    needles: Needles
    sources: tuple[str, ...]
    """of each needle"""
    files: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, Markup] = field(default_factory=dict)
    parts: int = 0

    def see(self, path: str) -> None:
        """One file, its name too."""
        file = self.site / path
        self._search(path, "文件名", path.encode("utf-8", "surrogateescape"))
        if file.is_symlink() or not file.is_file():
            self._report("gatekeeper.unknown-file", path, reason="是链接或特殊文件")
            return
        data = file.read_bytes()
        if reason := reason_against(file, path, data[:16]):
            self._report("gatekeeper.unknown-file", path, reason=reason)
        try:
            for where, part in parts_of(data):
                self.parts += 1
                self._search(path, where, part)
                self._check_part(path, where, part)
                self._report_all("gatekeeper.secret", path, where, find_secrets(part))
        except UnpackError as error:
            self._report("gatekeeper.unreadable", path, reason=error)
        if file.suffix in (".html", ".svg"):
            self._see_markup(path, data)
        if file.suffix == ".css":
            text = data.decode("utf-8", "replace")
            self.problems += check_styles(path, text, self.files, self.ledger.base_url)

    def _search(self, path: str, where: str, part: bytes) -> None:
        found = self.needles.find(part)
        for source in sorted({self.sources[number] for number in found}):
            count = sum(self.sources[number] == source for number in found)
            self._report("gatekeeper.withheld", path, where=where, source=source, count=count)

    def _check_part(self, path: str, where: str, part: bytes) -> None:
        if path.endswith(PICTURES):
            if what := next((text for mark, text in METADATA.items() if mark in where), ""):
                self._report("gatekeeper.metadata", path, what=what)
        elif path.endswith(READ) and not path.endswith(SUMS):
            self._find_personal(path, where, next(texts_of(part), ""))

    def _see_markup(self, path: str, data: bytes) -> None:
        page = read_markup(data.decode("utf-8", "replace"), self.ledger.base_url)
        if path.endswith(".html"):
            self.pages[path] = page
            self._find_personal(path, "网页", "\n".join(page.seen))
        for what in dict.fromkeys(page.active):
            self._report("gatekeeper.active", path, what=what)

    def _find_personal(self, path: str, where: str, text: str) -> None:
        shown = _UID.sub("", text) if path.endswith(".ics") else text
        found = find_personal(shown, self.ledger.contacts)
        self._report_all("gatekeeper.personal", path, where, found)

    def _report_all(
        self, id: str, path: str, where: str, found: Iterable[Personal | Secret]
    ) -> None:
        for one in dict.fromkeys(found):
            self._report(id, path, where=where, kind=one.kind, masked=one.masked)

    def _report(self, id: str, path: str, **args: object) -> None:
        self.problems.append(problem(id, path, **args))


def inspect(site: Path, ledger: Ledger, withheld: Withheld = NOTHING) -> Inspection:
    """A finished tree against the ledger and against what must not be in it."""
    paths = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if not _is_folder(p))
    needles = build_needles(withheld.texts)
    walk = _Walk(site, ledger, needles, withheld.sources, frozenset(paths))
    for path in paths:
        walk.see(path)
    walk.problems += check_links(walk.pages, walk.files, ledger.base_url)
    walk.problems += check_standing(walk.pages, ledger.base_url)
    walk.problems += check_counts(site, walk.files, ledger)
    walk.problems += _check_manifest(site, walk.files)
    return Inspection(tuple(walk.problems), len(paths), walk.parts)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _check_manifest(site: Path, files: Collection[str]) -> Iterator[Problem]:
    """The list of hashes, if there is one, worked out once more."""
    if SUMS not in files:
        return
    lines = (site / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    said = {line[66:]: line[:64] for line in lines}
    found = {
        path: hashlib.sha256((site / path).read_bytes()).hexdigest()
        for path in set(files) - UNLISTED
    }
    for path in sorted(said.keys() | found.keys()):
        if said.get(path) != found.get(path):
            yield problem("gatekeeper.manifest", path)
