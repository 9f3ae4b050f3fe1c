"""读取：one walk through the sources; problems and states are gathered on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import fields
from generator.catalogue import problem
from generator.fields import Table
from generator.hashing import is_leaving
from generator.memo import Memo
from generator.problems import Place, Problem
from generator.schema import Reading, Record, read_record
from generator.sources import Document, SourceText, parse_document, parse_yaml, read_text

_AT_HAND = 16
"""files; what looks at lines goes through a file, and then through the next"""


class Lines(Mapping[str, list[str]]):
    """源文件的行：read when somebody asks for them; only the last few are kept at hand."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, list[str]] = {}

    def __getitem__(self, file: str) -> list[str]:
        if file not in self._known:
            source, _ = read_text(self._root, file)
            if not source.text:
                raise KeyError(file)
            while len(self._known) >= _AT_HAND:
                del self._known[next(iter(self._known))]
            self._known[file] = source.lines
        return self._known[file]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@dataclass(slots=True)
class Reader:
    """One walk through the tree; gathers problems on the way."""

    root: Path
    memo: Memo = field(default_factory=Memo)
    reading: Reading = field(default_factory=Reading)
    lines: Lines = field(init=False)
    states: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = Lines(self.root)

    def text(self, file: str) -> SourceText | None:
        """A source as text, its problems noted; None when it cannot be read at all."""
        source, problems = read_text(self.root, file)
        self.reading.problems += problems
        if problems and not source.text:
            return None
        return source

    def yaml(self, file: str, table: Table) -> Record | None:
        """A YAML file as a record; None without a problem when there is no such file."""
        if not (self.root / file).exists():
            return None
        source = self.text(file)
        if source is None:
            return None
        node, problems = parse_yaml(source)
        if table is fields.APPROVALS:
            problems = [_in_doubt(found) for found in problems]
        self.reading.problems += problems
        return read_record(node, table, self.reading, Place(file, 1, 1)) if node else None

    def document(self, file: str, table: Table) -> tuple[Record, Document] | None:
        """A Markdown file with front matter as a record and its body."""
        source = self.text(file)
        if source is None:
            return None
        document, problems = parse_document(source)
        self.reading.problems += problems
        if document.front is None:
            return None
        record = read_record(document.front, table, self.reading, Place(file, 1, 1))
        return (record, document) if record else None

    def warn_of(self, file: str) -> None:
        """Note a file that is nobody's; leavings of editors and systems are passed over."""
        name = file.rsplit("/", 1)[-1]
        if not is_leaving(name):
            self.reading.report("file.unexpected", Place(file), name=name)


def _in_doubt(found: Problem) -> Problem:
    """“是 # 待确认” is no consent: a remark behind a value of an approval is an error."""
    is_remark = found.id == "yaml.comment-after-value"
    return problem("approval.remark", found.place) if is_remark else found
