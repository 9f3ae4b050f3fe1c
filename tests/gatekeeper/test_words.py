"""文字怎么找：codings undone, needles compared, personal data told from numbers, files by place."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.gatekeeper import decode
from generator.gatekeeper.decode import (
    bare,
    is_binary,
    octal,
    runs_of,
    texts_of,
    utf16_of,
    variants,
)
from generator.gatekeeper.kinds import kind_of, reason_against
from generator.gatekeeper.needles import SHORTEST, build_needles
from generator.gatekeeper.personal import find_personal

WORDS = "把焊点烧穿了三次"

# ---- codings ----


def test_the_bare_form_levels_width_case_and_everything_between_letters() -> None:
    assert bare("Ａb_C， １２\u200b－安 ß") == "abc12安ss"


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("a&lt;b&#23433;&#x5b89;", "a<b安安"),
        ("安<b class='x'>全</b>", "安全"),
        ("%E5%AE%89%e5%85%a8!", "安全!"),
        ("%B0%B2", "安"),
        ("=E5=AE=89=\r\n!", "安!"),
        ("=E5=AE=\n=89!", "安!"),
        ("=E5=\r\n=AE=89=E5=85=A8!", "安全!"),
        (r"\u5b89\U00005168", "安全"),
        (r"\u{5b89}!", "安!"),
        (r"\x41\x42!", "AB!"),
        (r"\xe5\xae\x89!", "安!"),
        (r"\5b89 x", "安x"),
        (r"\41 x\5168", "Ax全"),
        (r"\u{110000}!", "!"),
        (r"\u{10ffff}!", "\U0010ffff!"),
        ("安全 全第 第一", "安全第一"),
        ("安全 第一", "安全 第一"),
        ("a 安全 全第 第一", "a 安全第一"),
        ("%E5%AE%89%FF!", "安!"),
        ("%FF!", "!"),
        ("a\u200bb\x01c", "abc"),
    ],
)
def test_what_is_written_another_way_is_read(text: str, decoded: str) -> None:
    assert decoded in variants(text)


@pytest.mark.parametrize("text", ["plain", "100% sure", "a=b", "a < b", "安全"])
def test_a_text_without_a_coding_is_itself_and_no_more(text: str) -> None:
    assert list(variants(text)) == [text]


def test_each_variant_comes_once_and_codings_are_undone_two_deep() -> None:
    once = "&amp;amp;"
    assert list(variants(once)) == [once, "&amp;", "&"]
    assert list(variants("&amp;amp;amp;"))[-1] == "&amp;"


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("make", [base64.b64encode, base64.urlsafe_b64encode])
def test_base64_is_found_wherever_it_begins(shift: int, make: Callable[[bytes], bytes]) -> None:
    run = "A" * shift + make(f"{WORDS}?>~".encode()).decode().rstrip("=")
    assert any(WORDS in text for text in variants(f"x {run} y"))


@pytest.mark.parametrize("shift", range(2))
def test_hex_is_found_wherever_it_begins(shift: int) -> None:
    run = "f" * shift + WORDS.encode().hex()
    assert any(WORDS in text for text in variants(f"x {run} y"))
    assert any(WORDS in text for text in variants(f"x {run.upper()}0 y"))


def test_what_holds_few_letters_is_no_words() -> None:
    assert list(decode._readable("安全第一班".encode())) == []
    assert list(decode._readable("安全第一班组".encode())) == ["安全第一班组"]
    assert list(decode._readable("安全第一班组，，，".encode())) == []
    assert list(decode._readable("安全第一班组长，，，".encode())) == []
    assert list(decode._readable("安全第一班组长们，，，".encode())) == ["安全第一班组长们，，，"]


def test_bytes_are_every_text_that_they_may_be() -> None:
    assert list(texts_of("安全".encode())) == ["安全"]
    assert list(texts_of("\ufeff安全".encode())) == ["安全"]
    assert "安全" in texts_of("安全".encode("gb18030"))
    assert "安全" in texts_of(b"\x81" + "安全".encode("gb18030"))
    for coding in ("utf-16-le", "utf-16-be"):
        assert "安全ab" in texts_of("安全ab".encode(coding))
        assert "安全ab" in texts_of(b"\xff" + "安全ab".encode(coding))
    assert "安全" in texts_of("安全".encode() + b"\xff")
    assert len(list(texts_of(b"a\0"))) == 7
    assert list(texts_of(b"")) == [""] * 7


def test_control_characters_tell_binary_from_text() -> None:
    for code in (*range(9), *range(14, 32), 127):
        assert is_binary(bytes([65, code]))
    assert not is_binary("安全\t\n\v\f\r".encode())


def test_stretches_of_text_are_cut_out_of_binary() -> None:
    text = "安全第一质量为先班组当家"
    data = b"\x00\xff" + text.encode() + b"\xff\x81" + b"short\xff" + b"twelve chars" + b"\xfe"
    assert runs_of(data) == f"{text}\ntwelve chars"
    strewn = b"\x01".join(bytes([byte]) for byte in text.encode())
    assert runs_of(strewn) == text
    assert runs_of("é𠀀".encode() * 6) == "é𠀀" * 6
    assert runs_of(b"eleven char") == ""


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_by_its_mark_or_by_its_zeros(coding: str) -> None:
    mark = "\ufeff".encode(coding)
    assert utf16_of(mark + "安全第一".encode(coding)).lstrip("\ufeff") == "安全第一"
    assert utf16_of(f"<p>{WORDS}</p>".encode(coding)) == f"<p>{WORDS}</p>"
    assert utf16_of(bytes(64)) == ""
    assert utf16_of(b"plain words") == ""
    assert utf16_of(b"\x01\0" * 8 + b"\0\x01" + b"xx") == ""
    assert utf16_of(b"\x01\0" * 9 + b"\0\x01" + b"xx") != ""


def test_octal_escapes_are_bytes() -> None:
    assert octal(rb"(\345\256\211\377\400\8)") == "(安".encode() + b"\xff\\400\\8)"


# ---- needles ----


def test_needles_are_numbered_in_order_and_short_or_doubled_ones_left_out() -> None:
    ten, other = "一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸"
    assert SHORTEST == 10
    needles = build_needles([ten[:-1], ten, f"《{ten}》", other])
    assert needles.find_in_text(f"x{ten}，{other}") == {1, 3}
    assert needles.find_in_text(ten[:-1]) == set()
    for at in range(9):
        assert needles.find_in_text("字" * at + ten + "字" * 3) == {1}


def test_two_needles_that_begin_alike_are_both_found() -> None:
    first, second = "一二三四五六七八九十甲", "一二三四五六七八九十乙"
    needles = build_needles([first, second])
    assert needles.find_in_text(first) == {0}
    assert needles.find_in_text(f"{second}{first}") == {0, 1}
    assert needles.find(f"{second}\0{first}".encode()) == {0, 1}


def test_a_text_in_another_character_set_is_freed_of_its_tags() -> None:
    needle = "一二三四五六七八九十甲"
    data = f"{needle[:5]}<b>{needle[5:]}</b>".encode("gb18030")
    assert build_needles([needle]).find(data) == {0}


def test_in_binary_a_text_is_found_as_it_stands_and_its_coding_within_a_stretch() -> None:
    needle = "一二三四五六七八九十甲"
    needles = build_needles([needle])
    assert needles.find(b"\0\xff" + needle.encode("gb18030")) == {0}
    assert needles.find(b"\0\xff" + needle.encode().hex().encode()) == {0}
    assert needles.find(b"\0\xff" + needle.encode()) == {0}


def test_without_needles_nothing_is_found() -> None:
    needles = build_needles([])
    assert needles.find_in_text(WORDS) == needles.find(b"\0\1") == needles.find(b"") == set()


# ---- personal data ----


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("11010519491231002X", [("身份证号", "110…2X")]),
        ("11010519491231002x", [("身份证号", "110…2x")]),
        ("110105194912310021", []),
        ("a11010519491231002X", []),
        ("11010519491231002Xa", []),
        ("13800138000", [("手机号", "138…00")]),
        ("138-0013-8000", [("手机号", "138…00")]),
        ("138 0013 8000", [("手机号", "138…00")]),
        ("138-0013 8000", []),
        ("+86 13800138000", [("手机号", "+86…00")]),
        ("86-13800138000", [("手机号", "86-…00")]),
        ("12800138000", []),
        ("13800138000.5", []),
        ("0.13800138000", []),
        ("138\u200b0013\u00ad8000", [("手机号", "138…00")]),
        ("１３８００１３８０００", [("手机号", "138…00")]),
        ("6222021234567894", [("银行卡号", "622…94")]),
        ("6222 0212 3456 7894", [("银行卡号", "622…94")]),
        ("6222021234567895", []),
        ("6222-0212-3456-7894", [("银行卡号", "622…94")]),
        ("6212345678901234569", [("银行卡号", "621…69")]),
        ("zhang.san+x@mail.example.cn", [("邮箱", "zha…cn")]),
        ("zhang@localhost", []),
    ],
)
def test_personal_data_is_found_by_its_form_and_its_check_digit(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [(one.kind, one.masked) for one in find_personal(text)] == found


def identity(day: str) -> str:
    """An identity card of that day, with the digit that fits."""
    body = f"110105{day}002"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


@pytest.mark.parametrize("day", ["19491231", "20010101", "19991001", "20101130"])
def test_an_identity_card_bears_a_day(day: str) -> None:
    assert [one.kind for one in find_personal(identity(day))] == ["身份证号"]


@pytest.mark.parametrize("day", ["19491331", "19490031", "19491232", "19491200"])
def test_what_bears_no_day_is_no_identity_card(day: str) -> None:
    assert list(find_personal(identity(day))) == []


def test_every_number_of_a_text_is_found_but_those_that_are_allowed() -> None:
    text = "13800138000、13900139000、a@b.cn、c@d.cn"
    assert len(list(find_personal(text))) == 4
    left = list(find_personal(text, ["电话 13800138000", "c@d.cn"]))
    assert [(one.kind, one.masked) for one in left] == [("手机号", "139…00"), ("邮箱", "a@b…cn")]


# ---- files by place ----


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "网页"),
        ("topics/a-1/index.html", "网页"),
        ("404.html", "站点文件"),
        ("robots.txt", "站点文件"),
        ("sitemap.xml", "站点文件"),
        ("feed.xml", "站点文件"),
        ("feed.json", "站点文件"),
        ("traditional.json", "站点文件"),
        ("datapackage.json", "站点文件"),
        ("years/2022/datapackage.json", "站点文件"),
        ("sha256sums.txt", "站点文件"),
        ("status.json", "站点文件"),
        ("data/schema/cases.schema.json", "站点文件"),
        ("assets/a.css", "样式和脚本"),
        ("assets/b_c/d-e/F.min.js", "样式和脚本"),
        ("assets/f.woff2", "样式和脚本"),
        ("pagefind/pagefind.js", "检索"),
        ("pagefind/pagefind-entry.json", "检索"),
        ("pagefind/pagefind.zh_1.pf_meta", "检索"),
        ("pagefind/wasm.zh.pagefind", "检索"),
        ("pagefind/fragment/zh_0a.pf_fragment", "检索"),
        ("pagefind/index/zh_0a.pf_index", "检索"),
        ("search/names.json", "检索"),
        ("search/a/b-2.json", "检索"),
        ("compare/SHQ-2022-0001.json", "检索"),
        ("data/cases.json", "开放数据"),
        ("years/2022/results-2022.csv", "开放数据"),
        ("years/2022/calendar-2022.ics", "开放数据"),
        ("cases/2022/a-1/share.png", "分享图和海报"),
        ("cases/2022/a-1/poster.pdf", "分享图和海报"),
        ("cases/2022/a/图-1_b.c-0123456789.webp", "图片"),
        ("notices/2022/a/通知（一）.pdf", "附件"),
        ("notices/2022/a/b.csv", "附件"),
        ("A/index.html", ""),
        ("xindex.html", ""),
        ("index.htmlx", ""),
        ("a/robots.txt", ""),
        ("assets/a.exe", ""),
        ("cases/2022/a/b-012345678.png", ""),
        ("cases/2022/a/b-0123456789.gif", ""),
        ("years/2022/results-2023.csv", ""),
        ("compare/SHQ-2022-001.json", ""),
        ("notices/2022/a/b/c.pdf", ""),
        ("notices/2022/a/b.docx", ""),
    ],
)
def test_each_file_has_its_place(path: str, kind: str) -> None:
    assert kind_of(path) == kind


HEADS = {
    ".png": [b"\x89PNG\r\n\x1a\n"],
    ".jpg": [b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xdb"],
    ".webp": [b"RIFF\4\0\0\0WEBP"],
    ".pdf": [b"%PDF-1.7"],
    ".xlsx": [b"PK\x03\x04\x14"],
    ".pf_fragment": [b"\x1f\x8b\x08"],
    ".pf_index": [b"\x1f\x8b\x08"],
    ".pf_meta": [b"\x1f\x8b\x08"],
    ".pagefind": [b"\x1f\x8b\x08", b"\0asm\1"],
}


@pytest.mark.parametrize("suffix", HEADS)
def test_a_file_begins_as_its_ending_says(suffix: str, tmp_path: Path) -> None:
    places = {
        ".png": "assets/a.png",
        ".jpg": "cases/2022/a/b-0123456789.jpg",
        ".webp": "assets/a.webp",
        ".pdf": "notices/2022/a/b.pdf",
        ".xlsx": "years/2022/results-2022.xlsx",
        ".pf_fragment": "pagefind/fragment/zh_0.pf_fragment",
        ".pf_index": "pagefind/index/zh_0.pf_index",
        ".pf_meta": "pagefind/a.pf_meta",
        ".pagefind": "pagefind/a.pagefind",
    }
    file = tmp_path / f"a{suffix}"
    file.touch()
    for head in HEADS[suffix]:
        assert reason_against(file, places[suffix], head) == ""
    assert reason_against(file, places[suffix], b"<html>") == f"内容不是 {suffix}"


@pytest.mark.parametrize(
    ("suffix", "path"),
    [
        (".html", "index.html"),
        (".css", "assets/a.css"),
        (".js", "assets/a.js"),
        (".json", "status.json"),
        (".svg", "assets/a.svg"),
        (".csv", "notices/2022/a/b.csv"),
        (".xml", "feed.xml"),
        (".txt", "robots.txt"),
        (".ics", "years/2022/calendar-2022.ics"),
    ],
)
def test_a_text_is_no_program_and_no_archive(suffix: str, path: str, tmp_path: Path) -> None:
    file = tmp_path / f"a{suffix}"
    file.touch()
    assert reason_against(file, path, b"text") == ""
    for head in (b"MZ", b"\x7fELF", b"PK\x03\x04", b"\x1f\x8b"):
        assert reason_against(file, path, head) == f"内容不是 {suffix}"


def test_what_is_no_plain_file_or_stands_in_no_place_is_refused(tmp_path: Path) -> None:
    file, link, folder = tmp_path / "a.html", tmp_path / "b.html", tmp_path / "c.html"
    file.touch()
    link.symlink_to(file)
    folder.mkdir()
    assert reason_against(file, "index.html", b"") == ""
    assert reason_against(link, "index.html", b"") == "是链接或特殊文件"
    assert reason_against(folder, "index.html", b"") == "是链接或特殊文件"
    assert reason_against(file, "assets/.a.css", b"") == "以点或波浪号开头"
    assert reason_against(file, "~a/index.html", b"") == "以点或波浪号开头"
    assert reason_against(file, "a.html", b"") == "不在约定的位置"
