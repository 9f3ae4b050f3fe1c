"""来源：files read strictly, every value with its place.

YAML is read from libyaml's events, never through a constructor: nothing becomes a number, a date
or a boolean by accident, and anchors, aliases, tags and merge keys are found before they act.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

import yaml

from generator.catalogue import problem
from generator.problems import Place, Problem

MAX_TEXT, MAX_BYTES, MAX_SETTINGS = 256_000, 8_000_000, 64_000_000
"""largest file that is read, in bytes: of text by people, of the other sources (ten thousand approvals
of a year are 5 MB), and of settings, which grow with the archive: a hundred thousand addresses are 12 MB"""
MAX_DEPTH = 8
"""deepest nesting of a YAML file"""


class Scalar(NamedTuple):
    """标量：a text, never anything else."""

    text: str
    place: Place
    plain: bool = True
    """written without quotes"""


class Sequence(NamedTuple):
    """列表."""

    items: tuple[Node, ...]
    place: Place


class Mapping(NamedTuple):
    """键值."""

    pairs: tuple[tuple[Scalar, Node], ...]
    place: Place


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class SourceText:
    """源文件 as text with LF line ends and without BOM."""

    file: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class Document:
    """带文头的 Markdown：front matter and body."""

    front: Node | None
    body: str
    body_line: int
    """line on which the body begins"""
    text: str
    """all of it"""


def read_text(root: Path, file: str) -> tuple[SourceText, list[Problem]]:
    """Read a source; with problems the text may be empty. Never raises for bad content."""
    path = f"{root}/{file}"
    whole = Place(file)
    if not is_regular(path):
        name = file.rpartition("/")[2]
        return SourceText(file, ""), [problem("file.not-regular", whole, name=name)]
    with open(path, "rb") as source:  # noqa: PTH123 - a Path costs as much as the reading
        size, limit = os.fstat(source.fileno()).st_size, _limit_of(file)
        if size > limit:
            said = {"size": size // 1000, "limit": limit // 1000}
            return SourceText(file, ""), [problem("file.too-large", whole, **said)]
        return parse_bytes(file, source.read())


def is_regular(path: str) -> bool:
    """Whether there is a file, no link to one, nor anything else."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False


def _limit_of(file: str) -> int:
    if file.endswith(".md"):
        return MAX_TEXT
    return MAX_SETTINGS if file.startswith("site_config/") else MAX_BYTES


def parse_bytes(file: str, data: bytes) -> tuple[SourceText, list[Problem]]:
    """字节 → 文本：UTF-8, with or without BOM; anything else is named, not guessed."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place_of_byte(file, data, error.start)
        return SourceText(file, ""), [problem("file.encoding", place, guess=_encoding_guess(data))]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(file, text), list(_invisible_characters(file, text))


def _place_of_byte(file: str, data: bytes, start: int) -> Place:
    before = data[:start].decode("utf-8", "replace")
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _encoding_guess(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16（记事本里叫“Unicode”）"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "无法辨认的编码，文件可能已损坏"
    return "GBK／GB18030（旧版记事本的“ANSI”）"


_UNSEEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_NOT_YAML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""what libyaml refuses or takes for a line end; all of it is reported as invisible already"""


def _invisible_characters(file: str, text: str) -> Iterator[Problem]:
    if not _INVISIBLE.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for found in _INVISIBLE.finditer(line):
            yield _invisible_problem(Place(file, number, found.start() + 1), found.group())


def _invisible_problem(place: Place, char: str) -> Problem:
    name = unicodedata.name(char, "控制字符")
    return problem("file.invisible-character", place, code=f"{ord(char):04X}", name=name)


_SYNTAX = (
    ("cannot start any token", "这里有 YAML 不认识的符号（常见：Tab、@、`、没有加引号的 % ）"),
    ("could not find expected ':'", "这一行缺少冒号，或者上一行的引号、括号没有写完"),
    ("mapping values are not allowed", "一行里多了一个“: ”，或缩进不对"),
    ("did not find expected key", "缩进与上面不齐，或引号、括号没有写完、后面还有字"),
    ("did not find expected '-' indicator", "列表项没有对齐，每一项都要以同样缩进的“- ”开头"),
    ("found unexpected end of stream", "引号或括号没有写完"),
    ("found undefined tag handle", "“!”开头的写法不支持，文字里有“!”请加引号"),
    ("did not find expected alphabetic", "“&”“*”开头的写法不支持，文字以它们开头的请加引号"),
    ("did not find expected whitespace", "“!”“&”“*”开头的写法不支持，文字以它们开头的请加引号"),
    ("did not find expected ',' or", "方括号或花括号里少了逗号或右括号"),
    ("unexpected document indicator", "文件里多出一行“---”"),
    ("found unknown escape character", "双引号里的反斜杠写法不对，请改用单引号"),
    ("did not find expected comment", "“|”“>”开头的写法要换行，文字以它们开头的请加引号"),
    ("mapping keys are not allowed", "“?”开头的写法不支持，文字以它开头的请加引号"),
    ("block sequence entries are not allowed", "“- ”不能写在这里，请换行并缩进"),
)


def parse_yaml(source: SourceText, text: str | None = None) -> tuple[Node | None, list[Problem]]:
    """YAML 文本 → 节点。`text` stands for a part of the source, padded to keep line numbers.

    Nothing written is a mapping without keys. None comes with a problem, always.
    """
    body = _NOT_YAML.sub(" ", source.text if text is None else text)
    if "\t" in body and (tab := _TAB.search(body)):
        line = body.count("\n", 0, tab.end()) + 1
        column = tab.end() - tab.start()
        return None, [problem("yaml.tab", Place(source.file, line, column))]
    builder = _Builder(source.file, body)
    try:
        builder.read(yaml.CSafeLoader(body))
    except yaml.MarkedYAMLError as error:
        found = [p for p in builder.problems if p.id != "yaml.folded"]  # what broke ran on
        return None, [*found, _syntax_problem(source.file, body, error)]
    empty = Mapping((), Place(source.file, 1, 1))
    return builder.root or empty, builder.problems


_TAB = re.compile(r"^ *\t", re.M)


def _syntax_problem(file: str, body: str, error: yaml.MarkedYAMLError) -> Problem:
    lines = body.rstrip().split("\n")
    line, column = _spot(error, lines)
    for number in range(line, max(line - 3, -1), -1):
        if colon := full_width_colon(lines[number]):
            return problem("yaml.full-width-colon", Place(file, number + 1, colon), key="")
    if quote := _open_quote(lines[: line + 1]):
        return problem("yaml.syntax", Place(file, *quote), reason="这里的引号没有写完")
    said = str(error.problem or "")
    reason = next(
        (chinese for english, chinese in _SYNTAX if english in said), "写法不合 YAML 规则"
    )
    return problem("yaml.syntax", Place(file, line + 1, column + 1), reason=reason)


_QUOTED_VALUE = re.compile(r"[^\"'#]*?(?:: +|- +)([\"'])")


def _open_quote(lines: list[str]) -> tuple[int, int] | None:
    """Line and column of the last value whose quote is not closed on its line.

    libyaml reads on to the next quote, lines below, and complains there.
    """
    for number, text in reversed(list(enumerate(lines, 1))):
        found = _QUOTED_VALUE.match(text)
        if found and text.count(found[1], found.end()) == 0:
            return number, found.end()
    return None


def _spot(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, int]:
    """Line and column from 0. What runs on to the end of the file is shown where it began."""
    mark, began = error.problem_mark, error.context_mark
    if began and (mark is None or mark.line >= len(lines) or "end of stream" in str(error.problem)):
        mark = began
    if mark is None:
        return 0, 0
    line = min(mark.line, len(lines) - 1)
    return line, min(mark.column, len(lines[line]))


_KEY_WITH_FULL_WIDTH_COLON = re.compile(r"^\s*(?:- +)?[^\s:：#\"'\[{|>-][^:：\"']{0,20}：")


def full_width_colon(line: str) -> int:
    """Column of a full-width colon that was meant to end a key; 0 when there is none."""
    found = _KEY_WITH_FULL_WIDTH_COLON.match(line)
    return found.end() if found and ": " not in line[: found.end()] else 0


_REMARK = re.compile(r"[^\S\n]#")
_BLOCK = ("|", ">")
"""styles of scalars that are meant to stand on several lines"""
_new = tuple.__new__
"""for texts and their places, by the thousand: a third of the time that the classes take"""


_OFTEN = 40
"""characters; a text no longer than that may be written again and again, and is then kept once"""


class _Builder:
    """Takes libyaml's events and makes nodes, noting what the house style forbids.

    Events are Any: the stubs give libyaml's marks as optional, which they never are.
    """

    def __init__(self, file: str, body: str) -> None:
        self.file = file
        self.lines = body.split("\n") if "#" in body and _REMARK.search(body) else []
        """only for remarks behind values, which few files have"""
        self.problems: list[Problem] = []
        self._nodes: list[Node] = []
        """within the innermost of what is open"""
        self._open: list[tuple[Any, list[Node]]] = []
        """what began, and what came before it beside it"""
        self._documents = 0

    @property
    def root(self) -> Node | None:
        """The first document, once all is read."""
        return self._nodes[0] if self._nodes else None

    def read(self, parser: Any) -> None:
        """All events, until there are no more."""
        # not kept: it holds this builder, which would then be held by itself, and never let go
        actions: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.DocumentStartEvent: self._document,
            yaml.AliasEvent: self._alias,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceEndEvent: self._end,
            yaml.MappingEndEvent: self._end,
        }
        take, scalar = parser.get_event, self._scalar
        while event := take():
            if type(event) is yaml.ScalarEvent:
                self._nodes.append(scalar(event))
            elif action := actions.get(type(event)):
                action(event)

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        line = start.line
        end_column = end.column + 1 if end.line == line else 0
        return _new(Place, (self.file, line + 1, start.column + 1, end_column))

    def _report(self, id: str, place: Place, **args: object) -> None:
        self.problems.append(problem(id, place, **args))

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents == 2:
            self._report("yaml.many-documents", self._place(event))

    def _alias(self, event: Any) -> None:
        self._report("yaml.anchor", self._place(event))
        self._nodes.append(Scalar("", self._place(event)))

    def _forbidden(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self._report("yaml.anchor", place)
        if event.tag is not None:
            self._report("yaml.tag", place, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _scalar(self, event: Any) -> Scalar:
        """One of thousands: nothing is looked at twice here, or without need."""
        start, end, text, style = event.start_mark, event.end_mark, event.value, event.style
        line = start.line
        end_column = end.column + 1 if end.line == line else 0
        place = _new(Place, (self.file, line + 1, start.column + 1, end_column))
        if event.anchor is not None or event.tag is not None:
            self._forbidden(event, place)
        if style == '"' and (found := _INVISIBLE.search(text.replace("\n", " "))):
            self.problems.append(_invisible_problem(place, found.group()))
        if not end_column and style not in _BLOCK:
            self._report("yaml.folded", place)
        if self.lines and not style:
            self._look_for_remark(event)
        if len(text) <= _OFTEN:
            text = intern(text)
        return _new(Scalar, (text, place, not style))

    def _look_for_remark(self, event: Any) -> None:
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        if re.match(r"\s+#", rest):
            column = mark.column + len(rest) - len(rest.lstrip()) + 1
            where = Place(self.file, mark.line + 1, column)
            self._report("yaml.comment-after-value", where, value=event.value)

    def _start(self, event: Any) -> None:
        self._forbidden(event, self._place(event))
        if len(self._open) == MAX_DEPTH:
            self._report("yaml.too-deep", self._place(event), limit=MAX_DEPTH)
        self._open.append((event, self._nodes))
        self._nodes = []

    def _end(self, event: Any) -> None:
        items = self._nodes
        start, self._nodes = self._open.pop()
        mark = start.start_mark
        place = Place(self.file, mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.SequenceEndEvent):
            self._nodes.append(Sequence(tuple(items), place))
        else:
            self._nodes.append(Mapping(self._pairs(items[::2], items[1::2]), place))

    def _pairs(self, keys: list[Node], values: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        """Keys with their values; one after the other only where something is wrong with the keys."""
        known = {key.text: key for key in keys if isinstance(key, Scalar)}
        if len(known) == len(keys) and "<<" not in known:
            return tuple(zip(known.values(), values, strict=True))
        return tuple(self._sound_pairs(keys, values))

    def _sound_pairs(self, keys: list[Node], values: list[Node]) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Scalar] = {}
        for key, value in zip(keys, values, strict=True):
            if not isinstance(key, Scalar):
                self._report("yaml.odd-key", key.place)
            elif key.text == "<<":
                self._report("yaml.merge-key", key.place)
            elif key.text in seen:
                first = seen[key.text].place.line
                self._report("yaml.duplicate-key", key.place, key=key.text, first=first)
            else:
                seen[key.text] = key
                yield key, value


def parse_document(source: SourceText) -> tuple[Document, list[Problem]]:
    """Markdown 文件 → 文头 and body; the front matter stands between two lines of `---`."""
    lines = source.lines
    if not lines or lines[0].rstrip() != "---":
        place = Place(source.file, 1, 1)
        return Document(None, source.text, 1, source.text), [problem("front-matter.missing", place)]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        place = Place(source.file, 1, 1)
        return Document(None, "", 1, source.text), [problem("front-matter.unclosed", place)]
    front, problems = parse_yaml(source, "\n" + "\n".join(lines[1:end]) + "\n")
    return Document(front, "\n".join(lines[end + 1 :]), end + 2, source.text), problems
