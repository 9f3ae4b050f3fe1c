"""坏文件：each is named by the command with its reason, and nothing at all is written."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.intake.packages import part, repack
from tests.intake.papers import ORGANISATION, TEAM, write_results
from tests.intake.project import run, tree
from tests.intake.test_import_cases import small_paper

Spoil = Callable[[Path], object]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
LINK = (
    '<Relationship Id="r99" Type="http://x/relationships/{kind}" '
    'Target="https://example.org/x" TargetMode="External"/></Relationships>'
)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-500])


def _lock(path: Path) -> None:
    path.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)


def _macro(path: Path) -> None:
    folder = "word" if path.suffix == ".docx" else "xl"
    repack(path, {f"{folder}/vbaProject.bin": b"x"})


def _link(path: Path) -> None:
    inside = "word/_rels/document" if path.suffix == ".docx" else "xl/_rels/workbook"
    kind = "image" if path.suffix == ".docx" else "externalLinkPath"
    name = f"{inside}.xml.rels"
    relations = part(path, name).replace("</Relationships>", LINK.format(kind=kind))
    repack(path, {name: relations.encode()})


def _entities(path: Path) -> None:
    repack(path, {"customXml/item1.xml": ENTITIES})


def _slip(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("../../../slipped.txt", b"x")


def _bomb(path: Path) -> None:
    repack(path, {"customXml/item1.bin": b"\0" * 30_000_000})


def _long(path: Path) -> None:
    words = random.Random(1).randbytes(5_000_000).hex()
    repack(path, {"customXml/item1.xml": f"<x>{words}</x>".encode()})


def _swell(path: Path) -> None:
    noise = random.Random(1).randbytes(51 * 2**20)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as package:
        package.writestr("media/noise.bin", noise)


ANY_FILE: dict[str, tuple[Spoil, str]] = {
    "cut short": (_cut, "intake.unreadable"),
    "not a package": (lambda path: path.write_bytes(b"no zip"), "intake.unreadable"),
    "empty": (lambda path: path.write_bytes(b""), "intake.unreadable"),
    "with a password": (_lock, "intake.password"),
    "with macros": (_macro, "intake.macros"),
    "linked to the outside": (_link, "intake.external"),
    "with entities": (_entities, "intake.entities"),
    "with a path that slips out": (_slip, "intake.slip"),
    "a bomb": (_bomb, "intake.bomb"),
    "of endless markup": (_long, "intake.too-long"),
    "of more than 50 MB": (_swell, "intake.too-large"),
}


def _refused(project: Path, id: str, kind: str, *paths: Path) -> None:
    """The command ends with 1, names the last file, and leaves every file as it was."""
    outside = {path: path.read_bytes() for path in paths[0].parent.rglob("*") if path.is_file()}
    before = tree(project)
    result = run(project, "import", kind, *paths, "--year", 2022)
    assert result.exit_code == 1, result.output
    assert f"{paths[-1].name}" in result.stderr
    assert f" 错误 {id}\n" in result.stderr
    assert "什么都没有写入" in result.stderr
    assert tree(project) == before
    assert {p: p.read_bytes() for p in paths[0].parent.rglob("*") if p.is_file()} == outside


@pytest.mark.parametrize("spoilt", ANY_FILE)
def test_a_bad_write_up_keeps_the_good_one_out_as_well(
    listed: Path, tmp_path: Path, spoilt: str
) -> None:
    spoil, id = ANY_FILE[spoilt]
    good = small_paper(tmp_path / "好.docx", ORGANISATION, TEAM)
    bad = small_paper(tmp_path / "坏.docx", ORGANISATION, "机修班")
    spoil(bad)
    _refused(listed, id, "cases", good, bad)


@pytest.mark.parametrize("spoilt", ANY_FILE)
def test_a_bad_list_leaves_the_year_as_it_is(listed: Path, tmp_path: Path, spoilt: str) -> None:
    spoil, id = ANY_FILE[spoilt]
    path = write_results(tmp_path / "坏.xlsx")
    spoil(path)
    _refused(listed, id, "results", path)


def _with_sheet(change: Callable[[Any, Any], object]) -> Spoil:
    def spoil(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        change(book, book.worksheets[0])
        book.save(path)

    return spoil


def _hide_sheet(book: Any, sheet: Any) -> None:
    draft = book.copy_worksheet(sheet)
    draft.sheet_state = "hidden"


LISTS: dict[str, tuple[Spoil, str]] = {
    "with a hidden sheet": (_with_sheet(_hide_sheet), "intake.hidden-sheet"),
    "with a hidden row": (
        _with_sheet(lambda _, sheet: setattr(sheet.row_dimensions[6], "hidden", True)),
        "intake.hidden-row",
    ),
    "with a hidden column": (
        _with_sheet(lambda _, sheet: setattr(sheet.column_dimensions["J"], "hidden", True)),
        "intake.hidden-column",
    ),
    "with a formula never calculated": (
        _with_sheet(lambda _, sheet: sheet.cell(6, 10, "=CONCAT(A1,A2)")),
        "intake.formula",
    ),
    "with a broken formula": (
        _with_sheet(lambda _, sheet: sheet.cell(6, 10, "#REF!")),
        "intake.cell-error",
    ),
}


@pytest.mark.parametrize("spoilt", LISTS)
def test_what_a_list_hides_or_has_not_calculated_is_named(
    listed: Path, tmp_path: Path, spoilt: str
) -> None:
    spoil, id = LISTS[spoilt]
    path = write_results(tmp_path / "坏.xlsx")
    spoil(path)
    _refused(listed, id, "results", path)


def _mark(xml: str) -> Spoil:
    def spoil(path: Path) -> None:
        paper: Any = docx.Document(str(path))
        paper.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
        paper.save(str(path))

    return spoil


def _comment(path: Path) -> None:
    paper: Any = docx.Document(str(path))
    paper.add_comment(paper.paragraphs[0].runs, "领导说不行", author="某")
    paper.save(str(path))


def _mark_header(path: Path) -> None:
    paper: Any = docx.Document(str(path))
    header = paper.sections[0].header
    header.paragraphs[0]._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>加的</w:t></w:r></w:ins>')
    )
    paper.save(str(path))


WRITE_UPS: dict[str, tuple[Spoil, str]] = {
    "with an insertion": (
        _mark('<w:ins w:id="1" w:author="某"><w:r><w:t>加的</w:t></w:r></w:ins>'),
        "intake.tracked",
    ),
    "with a deletion": (
        _mark('<w:del w:id="1"><w:r><w:delText>删的</w:delText></w:r></w:del>'),
        "intake.tracked",
    ),
    "with an insertion in its running head": (_mark_header, "intake.tracked"),
    "with hidden words": (
        _mark("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏的</w:t></w:r>"),
        "intake.hidden-text",
    ),
    "with a comment": (_comment, "intake.comments"),
    "of the last century": (lambda path: path.write_bytes(OLE + b"\0" * 600), "intake.old-format"),
    "that is a list": (write_results, "intake.other-kind"),
}


@pytest.mark.parametrize("spoilt", WRITE_UPS)
def test_what_is_for_the_office_alone_is_never_imported(
    listed: Path, tmp_path: Path, spoilt: str
) -> None:
    spoil, id = WRITE_UPS[spoilt]
    path = small_paper(tmp_path / "坏.docx", ORGANISATION, TEAM)
    spoil(path)
    _refused(listed, id, "cases", path)


def test_two_write_ups_of_one_team_are_refused(listed: Path, tmp_path: Path) -> None:
    one = small_paper(tmp_path / "一.docx", ORGANISATION, "机修班")
    two = small_paper(tmp_path / "二.docx", f" {ORGANISATION}", "机 修 班", 备考="改过的")
    _refused(listed, "intake.same-case", "cases", one, two)


def test_the_same_file_under_two_names_is_refused(listed: Path, tmp_path: Path) -> None:
    one = small_paper(tmp_path / "一.docx", ORGANISATION, "机修班")
    copy = tmp_path / "副本.docx"
    copy.write_bytes(one.read_bytes())
    _refused(listed, "intake.same-file", "cases", one, copy)


def test_styles_that_go_in_a_circle_end(listed: Path, tmp_path: Path) -> None:
    path = small_paper(tmp_path / "圈.docx", ORGANISATION, TEAM)
    styles = part(path, "word/styles.xml")
    assert '<w:basedOn w:val="Normal"/>' in styles
    circle = styles.replace('<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:basedOn w:val="Heading1"/>')  # fmt: skip
    repack(path, {"word/styles.xml": circle.encode()})
    assert run(listed, "import", "cases", path, "--year", 2022).exit_code == 0
