"""门卫：files that must not be read are refused from outside, each with a way out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from generator.intake import guard
from generator.intake.document import read_document
from generator.intake.results import read_results
from generator.problems import Problem, has_errors
from tests.intake.packages import part, repack
from tests.intake.papers import VOCABULARIES, YEAR, write_workbook

HYPERLINK = (
    '<Relationship Id="r9" Type="http://x/relationships/hyperlink" '
    'Target="https://example.org" TargetMode="External"/></Relationships>'
)
OUTSIDE = (
    '<Relationship Id="r9" Type="http://x/relationships/externalLinkPath" '
    'Target="file:///C:/other.xlsx" TargetMode="External"/></Relationships>'
)
LOL = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A sound list."""
    return write_workbook(tmp_path / "名单.xlsx", [("单位", "班组"), ("甲", "乙")])


def _found(path: Path) -> list[str]:
    results, problems = read_results(path, YEAR, VOCABULARIES)
    assert results is None
    assert has_errors(problems)
    return [problem.id for problem in problems]


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 broken", b"\0" * 2000])
def test_a_broken_file_is_a_problem_not_a_crash(tmp_path: Path, data: bytes) -> None:
    for name in ("名单.xlsx", "案例.docx"):
        path = tmp_path / name
        path.write_bytes(data)
        read = read_results(path, YEAR, VOCABULARIES) if "xlsx" in name else read_document(path)
        assert read[0] is None
        assert [problem.id for problem in read[1]] == ["intake.unreadable"]


def test_a_file_cut_short_is_a_problem(workbook: Path) -> None:
    workbook.write_bytes(workbook.read_bytes()[:-300])
    assert _found(workbook) == ["intake.unreadable"]


def test_a_part_that_is_no_markup_is_a_problem(workbook: Path) -> None:
    repack(workbook, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"})
    assert _found(workbook) == ["intake.unreadable"]


def test_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert _found(path) == ["intake.password"]


@pytest.mark.parametrize("suffix", ["doc", "wps", "pdf", "rtf"])
def test_old_formats_get_a_way_out(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"案例.{suffix}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument")
    _, problems = read_document(path)
    assert [problem.id for problem in problems] == ["intake.old-format"]
    assert ".docx" in problems[0].hint


def test_macros_are_refused_by_name_by_part_and_by_type(workbook: Path, tmp_path: Path) -> None:
    named = tmp_path / "名单.xlsm"
    named.write_bytes(workbook.read_bytes())
    assert _found(named) == ["intake.macros"]
    types = part(workbook, "[Content_Types].xml")
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    typed = types.replace("</Types>", f'<Default Extension="x" ContentType="{kind}"/></Types>')
    assert _found(repack(workbook, {"[Content_Types].xml": typed.encode()})) == ["intake.macros"]
    repack(workbook, {"[Content_Types].xml": types.encode(), "xl/vbaProject.bin": b"x"})
    assert _found(workbook) == ["intake.macros"]


def test_links_that_fetch_are_refused_and_hyperlinks_are_not(workbook: Path) -> None:
    name = "xl/_rels/workbook.xml.rels"
    rels = part(workbook, name)
    repack(workbook, {name: rels.replace("</Relationships>", HYPERLINK).encode()})
    assert guard.check_file(workbook, "xl/workbook.xml") == []
    repack(workbook, {name: rels.replace("</Relationships>", OUTSIDE).encode()})
    assert _found(workbook) == ["intake.external"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_declarations_of_entities_are_refused_in_any_encoding(
    workbook: Path, encoding: str
) -> None:
    head = LOL.replace('"1.0"', f'"1.0" encoding="{encoding}"')
    repack(workbook, {"xl/workbook.xml": (head + "<workbook/>").encode(encoding)})
    assert _found(workbook) == ["intake.entities"]


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil", "a\\..\\b", "C:evil"])
def test_parts_with_paths_are_refused(workbook: Path, name: str) -> None:
    with zipfile.ZipFile(workbook, "a") as package:
        package.writestr(name, b"x")
    assert _found(workbook) == ["intake.slip"]


def test_a_bomb_is_refused_before_it_is_unpacked(workbook: Path) -> None:
    repack(workbook, {"xl/worksheets/sheet2.xml": b"<a>" + b" " * 30_000_000})
    assert _found(workbook) == ["intake.bomb"]


def test_a_file_too_large_is_refused(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_FILE", 100)
    assert _found(workbook) == ["intake.too-large"]


def test_word_and_excel_are_not_mistaken_for_each_other(workbook: Path, tmp_path: Path) -> None:
    paper = tmp_path / "材料.docx"
    docx.Document().save(str(paper))
    path = paper.rename(tmp_path / "名单2.xlsx")
    assert _found(path) == ["intake.other-kind"]
    problems: list[Problem] = read_document(workbook)[1]
    assert [problem.id for problem in problems] == ["intake.other-kind"]
