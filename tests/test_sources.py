"""读取源文件：text as it was written, or a problem; never something else."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Problem
from generator.sources import (
    MAX_BYTES,
    MAX_TEXT,
    Mapping,
    Node,
    Scalar,
    Sequence,
    SourceText,
    parse_bytes,
    parse_document,
    parse_yaml,
    read_text,
)

TRAPS = json.loads((Path(__file__).parent / "yaml_traps.json").read_text(encoding="utf-8"))
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def parse(text: str) -> tuple[Node | None, list[Problem]]:
    return parse_yaml(SourceText("a.yaml", text))


def plain(node: Node | None) -> Any:
    """Nodes as Python values, texts all the way down."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.pairs}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def ids(problems: list[Problem]) -> list[str]:
    return [problem.id for problem in problems]


@pytest.mark.parametrize("trap", TRAPS, ids=[trap["written"] for trap in TRAPS])
def test_a_scalar_is_read_as_it_stands_or_reported(trap: dict[str, str]) -> None:
    node, problems = parse(f"前: 一\n值: {trap['written']}\n")
    if "problem" in trap:
        assert trap["problem"] in ids(problems)
        assert all(problem.place.line in (2, 3, 4) for problem in problems)
    else:
        assert ids(problems) == []
        assert plain(node) == {"前": "一", "值": trap["read"]}


@given(TEXT.filter(lambda text: not text.isspace()), st.sampled_from(["'", '"']))
def test_any_quoted_text_reads_back_the_same(text: str, quote: str) -> None:
    written = yaml.safe_dump({"值": text}, default_style=quote, allow_unicode=True, width=10**6)
    node, _ = parse(written)
    assert plain(node) == {"值": text}


def assert_read_or_reported(text: str) -> None:
    node, problems = parse(text)
    lines = text.split("\n")
    assert node is not None or problems
    for problem in problems:
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


@given(TEXT)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    assert_read_or_reported(text)


@given(st.text(st.sampled_from("ab:- \n\"'[]{}#&*!|>%@`?,\t：。")))
def test_no_yaml_like_text_makes_the_reader_fail(text: str) -> None:
    assert_read_or_reported(text)


@given(st.binary())
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    source, problems = parse_bytes("a.md", data)
    assert problems or source.text.encode() == data.removeprefix(b"\xef\xbb\xbf").replace(
        b"\r\n", b"\n"
    ).replace(b"\r", b"\n")
    parse_document(source)


def test_every_value_knows_its_line_and_its_columns_in_characters() -> None:
    node, _ = parse("标题: 😀甲\n指标:\n  - 名称: “合格率”\n")
    assert isinstance(node, Mapping)
    title, kpis = node.pairs[0][1], node.pairs[1][1]
    assert (title.place.line, title.place.column, title.place.end_column) == (1, 5, 7)
    assert isinstance(kpis, Sequence)
    name = kpis.items[0]
    assert isinstance(name, Mapping)
    assert (name.pairs[0][1].place.line, name.pairs[0][1].place.column) == (3, 9)


@pytest.mark.parametrize(
    ("text", "id", "line", "column"),
    [
        ("标题: 甲\n单位：乙\n领域: 丙\n", "yaml.full-width-colon", 2, 3),
        ("标题: 甲\n\n单位: [乙, 丙\n", "yaml.syntax", 3, 5),
        ('标题: "甲\n单位: "乙"\n', "yaml.syntax", 1, 5),
        ("标题: '甲\n单位: 乙\n", "yaml.syntax", 1, 5),
        ("标题: 甲\n 单位: 乙\n", "yaml.syntax", 2, 4),
        ("列: \n  - 甲\n - 乙\n", "yaml.syntax", 3, 2),
        ("标题: 甲\n单位\n", "yaml.syntax", 2, 1),
        ("甲: 1\n乙: 2\n甲: 3\n", "yaml.duplicate-key", 3, 1),
        ("甲: 一 # 二\n", "yaml.comment-after-value", 1, 6),
        ("摘要: 第一行\n  第二行\n乙: 1\n", "yaml.folded", 1, 5),
        ("摘要: “第一行\n  乙: 漏了缩进”\n", "yaml.syntax", 2, 4),
        ('摘要: "第一行\n  第二行"\n', "yaml.folded", 1, 5),
        ("甲: 1\n  \t乙: 2\n", "yaml.tab", 2, 3),
        ("? [甲]\n: 乙\n", "yaml.odd-key", 1, 3),
    ],
)
def test_a_mistake_is_shown_where_it_was_made(text: str, id: str, line: int, column: int) -> None:
    _, problems = parse(text)
    assert [(p.id, p.place.line, p.place.column) for p in problems] == [(id, line, column)]


def test_nothing_written_is_a_mapping_without_keys() -> None:
    for text in ("", "\n\n", "# 只有注释\n"):
        node, problems = parse(text)
        assert plain(node) == {}
        assert problems == []


def test_a_value_in_block_form_may_hold_anything() -> None:
    node, problems = parse("摘要: |\n  第一行：甲 # 不是注释\n  - 第二行\n")
    assert problems == []
    assert plain(node) == {"摘要": "第一行：甲 # 不是注释\n- 第二行\n"}


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        ("标题: 甲\n".encode("gb18030"), 1, 1, "GBK"),
        ("title: 甲\n".encode("gb18030"), 1, 8, "GBK"),
        (b"\xef\xbb\xbfok\n" + "甲乙".encode() + b"\xff", 2, 3, "无法辨认"),
        (b"\xef\xbb\xbf\xff", 1, 1, "无法辨认"),
        ("标题".encode("utf-16-le", "strict"), 1, 0, ""),
        ("标题: 甲\n".encode("utf-16"), 1, 1, "UTF-16"),
        ("标题: 甲\n".encode("utf-16-be"), 1, 0, ""),
    ],
)
def test_another_encoding_is_named_and_never_guessed(
    data: bytes, line: int, column: int, words: str
) -> None:
    source, problems = parse_bytes("a.md", data)
    if not words:  # UTF-16 without a mark: zero bytes or nonsense, reported either way
        assert problems
        return
    assert source.text == ""
    assert ids(problems) == ["file.encoding"]
    assert (problems[0].place.line, problems[0].place.column) == (line, column)
    assert words in problems[0].message


def test_bom_and_windows_line_ends_read_as_if_they_were_not_there() -> None:
    plain_source, _ = parse_bytes("a.md", "---\n甲: 乙\n---\n\n正文\n".encode())
    for data in (
        "\ufeff---\n甲: 乙\n---\n\n正文\n".encode(),
        "---\r\n甲: 乙\r\n---\r\n\r\n正文\r\n".encode(),
        "\ufeff---\r甲: 乙\r---\r\r正文\r".encode(),
    ):
        source, problems = parse_bytes("a.md", data)
        assert problems == []
        assert source == plain_source


@pytest.mark.parametrize(
    "char",
    ["\u200b", "\u200d", "\u202e", "\u2028", "\ufeff", "\x00", "\x0b", "\x7f", "\x85", "\ufffe"],
)
def test_an_invisible_character_is_named_by_its_number(char: str) -> None:
    source, problems = parse_bytes("a.yaml", f"甲: 乙\n丙: 丁{char}戊\n".encode())
    assert ids(problems) == ["file.invisible-character"]
    assert (problems[0].place.line, problems[0].place.column) == (2, 5)
    assert f"U+{ord(char):04X}" in problems[0].message
    node, more = parse_yaml(source)
    assert node is not None
    assert more == []


def test_a_link_a_folder_and_a_huge_file_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("甲", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "huge.md").write_bytes(b"x" * (MAX_TEXT + 1))
    (tmp_path / "huge.yaml").write_bytes(b"x" * (MAX_BYTES + 1))
    for name, id in (
        ("link.md", "file.not-regular"),
        ("folder.md", "file.not-regular"),
        ("huge.md", "file.too-large"),
        ("huge.yaml", "file.too-large"),
    ):
        source, problems = read_text(tmp_path, name)
        assert (source.text, ids(problems)) == ("", [id])


def test_settings_that_grow_with_the_archive_may_be_longer(tmp_path: Path) -> None:
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config" / "published.yaml").write_text("公开: []\n" + "#" * MAX_BYTES)
    _, problems = read_text(tmp_path, "site_config/published.yaml")
    assert problems == []


def test_front_matter_ends_at_its_first_closing_line() -> None:
    source = SourceText("case.md", "---\n甲: 乙\n---\n正文\n\n---\n\n尾\n")
    document, problems = parse_document(source)
    assert problems == []
    assert plain(document.front) == {"甲": "乙"}
    assert document.body == "正文\n\n---\n\n尾\n"
    assert document.body_line == 4


def test_places_in_front_matter_count_from_the_top_of_the_file() -> None:
    source = SourceText("case.md", "---\n甲: 乙\n丙: 丁\n---\n")
    document, _ = parse_document(source)
    assert isinstance(document.front, Mapping)
    assert [key.place.line for key, _ in document.front.pairs] == [2, 3]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("标题: 甲\n", "front-matter.missing"),
        ("", "front-matter.missing"),
        (" ---\n甲: 乙\n---\n", "front-matter.missing"),
        ("---\n甲: 乙\n", "front-matter.unclosed"),
        ("---\n甲: 乙\n----\n", "front-matter.unclosed"),
    ],
)
def test_front_matter_without_its_lines_is_reported(text: str, id: str) -> None:
    document, problems = parse_document(SourceText("case.md", text))
    assert document.front is None
    assert ids(problems) == [id]


def test_what_was_read_is_let_go_without_the_collector() -> None:
    """A build goes without it: what holds itself would stay to the end, 40 kB for each case."""
    source, _ = parse_bytes("case.md", "---\n标题: 甲\n方法: [乙, {丙: 丁}]\n---\n正文\n".encode())
    gc.collect()
    gc.disable()
    try:
        parse_document(source)
        assert gc.collect() == 0
    finally:
        gc.enable()
