"""守门的每一条：each change of a clean tree or ledger brings just its own problem."""

from __future__ import annotations

import gzip
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.gatekeeper import find_withheld, inspect, read_ledger
from generator.gatekeeper.kinds import kind_of
from generator.gatekeeper.messages import MESSAGES
from generator.gatekeeper.personal import find_personal
from generator.gatekeeper.unpack import UnpackError, parts_of
from generator.publishing.manifest import SUMS, read_tree
from tests.gatekeeper.surfaces import PIXEL, jpeg, pdf, png, webp, zipped
from tests.publishing.world import BASE, DAY, address_of, id_of, make_project, make_tree

CASE = f"{address_of(1)}index.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", (1, 2))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_tree(tmp_path / "site", (1, 2))


def look(root: Path, site: Path) -> set[str]:
    ledger = read_ledger(root, DAY)
    return {p.id for p in inspect(site, ledger, find_withheld(root, ledger)).problems}


def write(path: str, data: str | bytes) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)

    return change


def body(text: str, path: str = CASE) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        file = site / path
        file.write_text(file.read_text("utf-8").replace("</body>", f"{text}</body>"), "utf-8")

    return change


def cases(change: Callable[[list[dict[str, str]]], object]) -> Callable[[Path], None]:
    def apply(site: Path) -> None:
        file = site / "data" / "cases.json"
        data = json.loads(file.read_text("utf-8"))
        change(data["cases"])
        file.write_text(json.dumps(data), "utf-8")

    return apply


def link_out(site: Path) -> None:
    (site / "assets" / "leak.css").symlink_to("/etc/hostname")


def fragment(url: str, count: int) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        entry = json.dumps({"languages": {"zh": {"page_count": count}}})
        write("pagefind/pagefind-entry.json", entry)(site)
        for number in range(9 if count == 9 else 2):
            data = gzip.compress(b"pagefind_dcd" + json.dumps({"url": url}).encode())
            write(f"pagefind/fragment/zh_{number}.pf_fragment", data)(site)

    return change


def pictured(data: bytes, suffix: str = "jpg") -> Callable[[Path], None]:
    """A picture that a page shows."""

    def change(site: Path) -> None:
        write(f"{address_of(1)}a-0123456789.{suffix}", data)(site)
        body(f'<img src="a-0123456789.{suffix}" alt="">')(site)

    return change


def link_to_page(site: Path) -> None:
    (site / "assets" / "a.css").symlink_to(site / "index.html")


def many_pages(site: Path) -> None:
    for number in range(3, 10):
        write(f"{address_of(number)}index.html", "<p>x</p>")(site)


def broken_fragment(site: Path) -> None:
    fragment(f"/{address_of(1)}", 2)(site)
    write("pagefind/fragment/zh_0.pf_fragment", b"\x1f\x8bbroken")(site)


CHANGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a draft's name": ("unknown-file", write("cases/2022/ban-1/case.md", "x")),
    "a hidden file": ("unknown-file", write("assets/.htaccess", "x")),
    "an office file": ("unknown-file", write("notices/2022/n/a.docx", b"PK")),
    "a program called script": ("unknown-file", write("assets/a.js", b"MZ\x90")),
    "a page called picture": ("unknown-file", write("assets/a.png", "<html>")),
    "a link to outside": ("unknown-file", link_out),
    "a picture of nobody": ("orphan", write(f"{address_of(1)}a-0123456789.png", PIXEL)),
    "a page of nobody": ("orphan", write("draft/index.html", "<p>x</p>")),
    "a script within": ("active", body("<script>alert(1)</script>")),
    "a broken JSON-LD": ("active", body('<script type="application/ld+json">{</script>')),
    "a handler": ("active", body('<p onclick="x()">x</p>')),
    "a style": ("active", body('<p style="position:fixed">x</p>')),
    "a style sheet within": ("active", body("<style>p{}</style>")),
    "a frame": ("active", body('<iframe src="./"></iframe>')),
    "a refresh": ("active", body('<meta http-equiv="refresh" content="0;url=./">')),
    "a javascript address": ("active", body('<a href=" java\tscript:alert(1)">x</a>')),
    "a data address": ("active", body('<a href="data:text/html,x">x</a>')),
    "a foreign picture": ("active", body('<img src="//evil.example/x.png">')),
    "a foreign set of pictures": ("active", body('<img srcset="https://e.example/a.png 2x">')),
    "a foreign script": ("active", body('<script src="https://evil.example/x.js"></script>')),
    "a foreign font": ("active", write("assets/x.css", "a{src:url(https://e.example/f)}")),
    "a foreign picture behind one of our own": (
        "active",
        body('<img src="//evil.example/x.png" src="">'),
    ),
    "an address given twice": ("active", body('<a href="javascript:x()" href="./">x</a>')),
    "a script after an empty comment": ("active", body("<!--><script>x()</script>-->")),
    "a script after a comment with another end": (
        "active",
        body("<!-- --!><script>x()</script>-->"),
    ),
    "a handler in what is no CDATA": ("active", body("<![CDATA[><img src onerror=x()>]]>")),
    "a handler in an attribute of a title": (
        "active",
        body('<title><a title="</title><img src onerror=x()>"></title>'),
    ),
    "a handler in an attribute without scripts": (
        "active",
        body('<noscript><p title="</NOSCRIPT><img src onerror=x()>"></noscript>'),
    ),
    "words within a script of ours": (
        "active",
        body('<script src="../../../assets/anli.js">x()</script>'),
    ),
    "another base": ("active", body(f'<base href="{BASE}x/">')),
    "an animated address": (
        "active",
        write("assets/x.svg", '<svg><animate attributeName="href" values="javascript:x()"/></svg>'),
    ),
    "an address that cannot be read": ("active", body('<a href="http://[">x</a>')),
    "an address that leads nowhere": ("active", body('<a href="//[">x</a>')),
    "an address of a style that is none": ("link", write("assets/x.css", "a{src:url(//[)}")),
    "a script in SVG": ("active", write("assets/x.svg", "<svg><script>x</script></svg>")),
    "a dead link": ("link", body('<a href="../nowhere/">x</a>')),
    "a dead picture": ("link", body('<img src="a.png">')),
    "a dead picture of a style": ("link", write("assets/x.css", "a{background:url('a.png')}")),
    "a dead anchor": ("anchor", body('<a href="../../../#nowhere">x</a>')),
    "a mobile number": ("personal", body("<p>13800138000</p>")),
    "a mobile number in full width": ("personal", body("<p>１３８ ００１３ ８０００</p>")),
    "a mobile number with gaps": ("personal", body("<p>138&#8203;0013&#8203;8000</p>")),
    "an identity card": ("personal", body('<i title="11010519491231002X"></i>')),
    "a bank card": ("personal", write("search/names.json", '["6222 0212 3456 7894"]')),
    "a mail address": ("personal", write("years/2022/results-2022.csv", "zhang@mail.example.cn")),
    **{
        f"a picture with {name}": ("metadata", pictured(data))
        for name, data in {
            "a remark": jpeg(0xFE)(b"Canon"),
            "camera data": jpeg(0xE1)(b"Exif"),
            "a text": PIXEL + b"more",
        }.items()
    },
    "camera data in a PNG": ("metadata", pictured(png(b"eXIf", lambda d: d)(b"MM"), "png")),
    **{
        f"a {name} chunk in a PNG": ("metadata", pictured(png(name.encode(), make)(b""), "png"))
        for name, make in {
            "tEXt": lambda _: b"Author\0Zhang",
            "zTXt": lambda _: b"Author\0\0" + zlib.compress(b"Zhang"),
            "iTXt": lambda _: b"XML:com.adobe.xmp\0\0\0\0\0<x/>",
        }.items()
    },
    "edits in a WebP": ("metadata", pictured(webp(b"XMP ")(b"edit"), "webp")),
    "a link to a page": ("unknown-file", link_to_page),
    "a mobile number in a calendar": (
        "personal",
        write("years/2022/calendar-2022.ics", "UID:a@b.cn\r\nSUMMARY:13800138000 c@d.cn\r\n"),
    ),
    **{
        f"a mobile number in {path}": ("personal", write(path, data))
        for path, data in {
            "robots.txt": b"# 13800138000",
            "data/more.json": b'"13800138000"',
            "notices/2022/n/a.pdf": pdf(lambda _: b"(13800138000)")(b""),
            "years/2022/results-2022.xlsx": zipped()(b"<t>13800138000</t>"),
        }.items()
    },
    "a mobile number twice": ("personal", write("feed.xml", "13800138000 13800138000")),
    "a mobile number in a drawing": ("personal", write("assets/x.svg", "<svg>13800138000</svg>")),
    "two things that run": ("active", body("<style></style><style></style><p onclick=x>")),
    "a page that is not in the list": (
        "manifest",
        lambda site: write(SUMS, read_tree(site).text.split("\n", 1)[1])(site),
    ),
    "a list that is no list": ("unreadable", write("data/cases.json", '{"cases": 1}')),
    "a list without numbers": ("unreadable", write("data/cases.json", '{"cases": [{}]}')),
    "a broken fragment": ("unreadable", broken_fragment),
    "an index without fragments": (
        "count",
        write("pagefind/pagefind-entry.json", '{"languages": {}}'),
    ),
    "a short index": ("count", fragment(f"/{address_of(1)}", 1)),
    "a key": ("secret", body("<p>AppSecret：0123456789abcdef0123456789abcdef</p>")),
    "a case too many": ("case", cases(lambda all: all.append({"id": id_of(9), "url": "x"}))),
    "a case too few": ("missing", cases(lambda all: all.pop())),
    "a page too many": ("count", write(f"{address_of(9)}index.html", "<p>x</p>")),
    "many pages too many": ("count", many_pages),
    "what only begins like a page": (
        "unknown-file",
        write(f"{address_of(9)}index.html.txt", "x"),
    ),
    "a short list": ("count", write("data/years.json", '{"years":[{"year":2022,"total":0}]}')),
    "a year too many": ("count", write("data/years.json", '{"years":[{"year":2029,"total":1}]}')),
    "many fragments of nothing": ("link", fragment("/cases/2022/gone/", 9)),
    "an index too long": ("count", fragment(f"/{address_of(1)}", 3)),
    "a fragment of nothing": ("link", fragment("/cases/2022/gone/", 2)),
    "a sitemap of nothing": (
        "link",
        write("sitemap.xml", "<loc>https://share.example.org/anli/x/</loc>"),
    ),
    "a sitemap without cases": ("count", write("sitemap.xml", "<urlset></urlset>")),
    "another address of its own": ("canonical", body(f'<link rel="canonical" href="{BASE}x/">')),
    "a form for elsewhere": ("active", body('<form action="https://e.example/"></form>')),
    "a foreign style": ("active", write("assets/x.css", '@import "https://e.example/x.css";')),
    **{
        f"a mobile number in {where}": ("personal", body(text))
        for where, text in {
            "a remark": "<!-- 138 0013 8000 -->",
            "an attribute": '<p data-a="13800138000"></p>',
            "an address": '<a href="tel:138-0013-8000">x</a>',
            "letters that nobody sees": "<p>138\u31640013\ufe0f8000</p>",
        }.items()
    },
    "a mail address to write to": ("personal", body('<a href="mailto:a%40b.example.cn">x</a>')),
    "a mobile number in a script": ("personal", write("assets/a.js", "x = 13800138000")),
    "a mobile number in the index": (
        "personal",
        write(
            "pagefind/fragment/zh_0.pf_fragment",
            gzip.compress(b'pagefind_dcd{"url":"/","content":"13800138000"}'),
        ),
    ),
    "a list of hashes that lies": ("manifest", write(SUMS, f"{'0' * 64}  index.html\n")),
    "an unreadable list": ("unreadable", write("data/years.json", "{")),
    "a broken picture": ("unreadable", write("assets/a.png", PIXEL[:20] + b"x")),
}


def read_expected() -> dict[str, list[str]]:
    """name → all that is said, from expected.txt."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (Path(__file__).parent / "expected.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            found[name].append(line.strip())
        else:
            name = line
            found[name] = []
    return found


EXPECTED = read_expected()


@pytest.mark.parametrize("name", CHANGES)
def test_what_must_not_be_there_is_found(root: Path, site: Path, name: str) -> None:
    id, change = CHANGES[name]
    change(site)
    ledger = read_ledger(root, DAY)
    found = inspect(site, ledger, find_withheld(root, ledger))
    assert f"gatekeeper.{id}" in {problem.id for problem in found.problems}
    said = [f"{problem.place.file}: {problem.message}" for problem in found.problems]
    assert said == EXPECTED[name]


def test_every_message_is_expected_somewhere() -> None:
    expected = {f"gatekeeper.{id}" for id, _ in CHANGES.values()} | {"gatekeeper.withheld"}
    assert expected == set(MESSAGES)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="mailto:share@example.org">share@example.org</a>',
        '<a href="../../../?q=x#">x</a><a href="https://other.example/">x</a>',
        "<p>订单 202209138001380001，共 13,800,138,000 元，0.13800138000</p>",
        '<a href="#here">x</a><p id="here">x</p>',
    ],
)
def test_what_may_be_there_raises_no_alarm(root: Path, site: Path, text: str) -> None:
    body(text)(site)
    assert look(root, site) == set()


def test_the_hash_of_a_list_that_is_right_is_accepted(root: Path, site: Path) -> None:
    (site / SUMS).write_text(read_tree(site).text, "utf-8")
    assert look(root, site) == set()


# ---- what is withheld, by the ledger alone ----


def hold_back(root: Path, site: Path, how: Callable[[Path], None]) -> set[str]:
    """Change a project so that case 2, with words of its own, may not be public; and look."""
    case = root / address_of(2) / "case.md"
    case.write_text(
        f"---\n编号: {id_of(2)}\n---\n## 做法\n把焊点烧穿了三次才找到原因所在\n", "utf-8"
    )
    how(root)
    body("<p>把焊点烧穿了三次，才找到原因所在</p>")(site)
    return look(root, site)


def test_a_case_changed_after_its_approval_is_withheld(root: Path, site: Path) -> None:
    assert "gatekeeper.withheld" in hold_back(root, site, lambda _: None)


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("cases/2022/approvals.yaml", "批准人: 某", "批准人:"),
        ("cases/2022/approvals.yaml", "批准日期: 2022-09-01", "批准日期:"),
        ("cases/2022/approvals.yaml", "同意: 是", "同意: 否"),
        ("cases/2022/approvals.yaml", "[官网]", "[公众号]"),
        ("cases/2022/approvals.yaml", "公开同意:", "公开同意x:"),
        ("cases/2022/approvals.yaml", id_of(2), id_of(1)),
        ("site_config/announced.yaml", "2022-09-01", "2099-09-01"),
        (
            "site_config/withdrawn.yaml",
            " []",
            f"\n  - {{编号: {id_of(2)}, 地址: {address_of(2)}, 生效日期: 2025-01-01}}",
        ),
    ],
)
def test_what_the_ledger_does_not_let_out_may_not_be_in_the_tree(
    root: Path, site: Path, file: str, old: str, new: str
) -> None:
    replace(file, old, new)(root)
    assert look(root, site) & {"gatekeeper.case", "gatekeeper.withheld"}


# ---- finders ----


def test_personal_data_is_masked_and_checked_by_its_digits() -> None:
    found = [(p.kind, p.masked) for p in find_personal("11010519491231002X 110105194912310021")]
    assert found == [("身份证号", "110…2X")]
    assert list(find_personal("a@b.cn", {"写信到 a@b.cn"})) == []


@pytest.mark.parametrize(
    "path", ["index.html", "cases/2022/a/share.png", "years/2022/results-2022.csv"]
)
def test_known_files_are_known(path: str) -> None:
    assert kind_of(path)


@pytest.mark.parametrize(
    "path",
    ["case.md", "cases/2022/a/b.png", "years/2022/results-2023.csv", "x/a.png", "A/index.html"],
)
def test_unknown_files_are_unknown(path: str) -> None:
    assert not kind_of(path)


def test_bombs_and_endless_nesting_are_refused() -> None:
    nested = b"x"
    for _ in range(8):
        nested = gzip.compress(nested)
    with pytest.raises(UnpackError, match="层以上"):
        list(parts_of(nested))
    bomb = gzip.compress(bytes(70 * 1024 * 1024))
    with pytest.raises(UnpackError, match="超过 64 MB"):
        list(parts_of(bomb))
    with pytest.raises(UnpackError, match="超过 64 MB"):
        list(parts_of(zipped()(bytes(70 * 1024 * 1024))))


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_file_that_is_cut_off_is_unreadable_or_read_and_never_a_crash(cut: int) -> None:
    for data in (PIXEL, jpeg(0xE1)(b"x" * 30), zipped()(b"x"), gzip.compress(b"x" * 90)):
        try:
            assert all(isinstance(part, bytes) for _, part in parts_of(data[:-cut]))
        except UnpackError as error:
            assert str(error)


def test_a_compressed_text_chunk_of_a_picture_is_read() -> None:
    text = b"k\0\0" + zlib.compress(b"words")
    chunk = struct.pack(">I", len(text)) + b"zTXt" + text + b"\0\0\0\0"
    assert ("图片的 zTXt 块", b"words") in list(parts_of(PIXEL[:-12] + chunk + PIXEL[-12:]))
