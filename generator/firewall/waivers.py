"""放行：one finding let through by name, day and reason, as long as its text stays as it was.

A waiver is bound to the check, the file, the very text it covers, and the fingerprint of the whole
line. It silences one finding; the same text a second time is a second finding.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from generator.catalogue import MESSAGES, problem
from generator.model import Waiver
from generator.problems import Place, Problem

LONGEST = 200
"""characters of the covered text that are kept; the fingerprint covers the rest"""
Source = str | bytes
Key = tuple[str, str, str, str]

WAIVABLE = frozenset(
    id
    for id in MESSAGES
    if id.partition(".")[0]
    in ("personal", "person", "secrecy", "tobacco", "wording", "punctuation", "text")
    or id in ("picture.gps", "picture.exif")
)
"""ids of the firewall; no other check can be waived"""


def make_waiver(problem: Problem, source_text: Source, by: str, reason: str, day: date) -> Waiver:
    """问题 → 放行. `source_text` is the file of the problem; bytes for a picture."""
    return Waiver(
        check=problem.id,
        file=problem.place.file,
        text=covered_text(problem.place, source_text),
        fingerprint=fingerprint(problem.place, source_text),
        by=by,
        day=day,
        reason=reason,
    )


def covered_text(place: Place, source: Source) -> str:
    """所涉文字, to the end of the line where it runs on; the file name where all of it counts."""
    if isinstance(source, bytes) or not place.line:
        return place.file.rsplit("/", 1)[-1]
    line = _lines(source)[place.line - 1]
    return line[place.column - 1 : place.end_column - 1 if place.end_column else None][
        :LONGEST
    ].strip()


def fingerprint(place: Place, source: Source) -> str:
    """指纹：SHA-256 of the line, of all lines to the next empty one where the text runs on,
    or of the whole file."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    lines = _lines(source)[max(place.line - 1, 0) :]
    if place.line and not place.end_column:
        lines = lines[: next((n for n, line in enumerate(lines) if not line.strip()), None)]
    elif place.line:
        lines = lines[:1]
    return hashlib.sha256("\n".join(line.strip() for line in lines).encode()).hexdigest()


def _lines(source: str) -> list[str]:
    return source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def render_waiver(waiver: Waiver) -> str:
    """放行 → YAML, one item of the list; every text quoted so that nothing in it acts."""
    pairs = (
        ("检查", waiver.check),
        ("文件", _quoted(waiver.file)),
        ("文字", _quoted(waiver.text)),
        ("指纹", waiver.fingerprint),
        ("人", _quoted(" ".join(waiver.by.split()))),
        ("日期", waiver.day.isoformat() if waiver.day else ""),
        ("理由", _quoted(" ".join(waiver.reason.split()))),
    )
    return "  - " + "\n    ".join(f"{label}: {value}" for label, value in pairs) + "\n"


def _quoted(text: str) -> str:
    if re.fullmatch(r"[a-z0-9_./-]+", text):
        return text
    return "'" + text.replace("'", "''") + "'"


def apply_waivers(
    problems: Iterable[Problem], waivers: Iterable[Waiver], read: Callable[[str], Source]
) -> Iterator[Problem]:
    """What is left of the problems, and what is wrong with the waivers.

    `read` gives the text of a file, or the bytes of a picture.
    """
    held: dict[Key, list[Waiver]] = {}
    for waiver in waivers:
        if waiver.check in WAIVABLE:
            held.setdefault(_key(waiver), []).append(waiver)
        else:
            yield problem("waiver.check", waiver.at.of("check"), id=waiver.check)
    files = {file for _, file, _, _ in held}
    for found in problems:
        key = _key_of(found, read) if found.place.file in files else None
        if key is not None and held.get(key):
            held[key].pop(0)
        else:
            yield found
    for waiver in (waiver for several in held.values() for waiver in several):
        place = waiver.at.of("text")
        yield problem("waiver.unused", place, file=waiver.file, id=waiver.check)


def _key(waiver: Waiver) -> Key:
    return (waiver.check, waiver.file, waiver.text, waiver.fingerprint)


def _key_of(found: Problem, read: Callable[[str], Source]) -> Key:
    source = read(found.place.file)
    place = found.place
    return (found.id, place.file, covered_text(place, source), fingerprint(place, source))
