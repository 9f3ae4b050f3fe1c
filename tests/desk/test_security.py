"""门禁：no other site, no other machine and no stale page may talk to the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.desk.app import LARGEST_UPLOAD, create_app
from generator.desk.context import EXTENSION
from generator.desk.phone import PhoneLink, create_phone_app
from generator.desk.uploads import FOLDER, create_batch, read_batch
from tests.desk.conftest import ORIGIN, PORT, Clerk, tree

FORM = {"by": "周某"}
TARGET = "/cases/SHQ-2022-0005/approve"
LINK = PhoneLink("192.168.7.9", PORT, "q" * 22)


@pytest.mark.parametrize("host", ["127.0.0.1:8123", "localhost:8123"])
def test_the_desk_answers_to_its_own_names(clerk: Clerk, host: str) -> None:
    assert clerk.get("/", Host=host).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:80", "192.168.1.5:8123", "localhost.evil.example:8123"],
)  # fmt: skip
def test_any_other_name_is_refused_against_rebinding(clerk: Clerk, host: str) -> None:
    for path in ("/", "/check", "/preview/", "/static/desk.css"):
        answer = clerk.get(path, Host=host)
        assert answer.status_code == 400
        assert "案例" not in answer.get_data(as_text=True).replace("案例工作台", "")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8123"},
        {"Origin": "", "Referer": "http://evil.example/http://127.0.0.1:8123/"},
        {"Origin": "", "Referer": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_changes_nothing(clerk: Clerk, headers: dict[str, str]) -> None:
    before = tree(clerk.root)
    assert clerk.post(TARGET, dict(FORM), **headers).status_code == 403
    assert tree(clerk.root) == before


def test_a_referer_of_ours_is_enough_where_the_browser_sends_no_origin(clerk: Clerk) -> None:
    answer = clerk.post(TARGET, dict(FORM), Origin="", Referer=f"{ORIGIN}/cases/SHQ-2022-0005")
    assert answer.status_code == 200


@pytest.mark.parametrize("secret", ["", "x", "猜"])
def test_a_form_without_the_secret_changes_nothing(clerk: Clerk, secret: str) -> None:
    before = tree(clerk.root)
    assert clerk.post(TARGET, {**FORM, "csrf": secret}).status_code == 403
    assert tree(clerk.root) == before


def test_every_form_carries_the_secret_and_only_posts_change_things(clerk: Clerk) -> None:
    secret = clerk.app.extensions[EXTENSION].secret
    for path in ("/", "/cases/SHQ-2022-0005", "/cases/SHQ-2022-0001/withdraw", "/phone"):
        page = clerk.page(path)
        assert page.count('method="post"') == page.count(f'name="csrf" value="{secret}"')
    for rule in clerk.app.url_map.iter_rules():
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS", "POST"}
    client = clerk.app.test_client()
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert client.open("/", base_url=ORIGIN, method=method).status_code == 403


def test_the_secret_differs_from_run_to_run(clerk: Clerk) -> None:
    other = create_app(clerk.root, PORT)
    assert other.extensions[EXTENSION].secret != clerk.app.extensions[EXTENSION].secret


@pytest.mark.parametrize("path", ["/", "/check", "/nirgends", "/static/desk.css"])
def test_every_answer_forbids_storing_framing_and_foreign_content(clerk: Clerk, path: str) -> None:
    headers = clerk.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy


def test_pages_have_nothing_inline(clerk: Clerk) -> None:
    for path in ("/", "/check", "/cases/SHQ-2022-0005", "/cases/SHQ-2022-0001/withdraw", "/phone"):
        page = clerk.page(path)
        assert " style=" not in page and "<style" not in page and " onclick" not in page
        assert "<script" not in page.replace('<script type="module" src="', "")


def test_more_than_the_limit_is_not_taken_in(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clerk.app.config["MAX_CONTENT_LENGTH"] == LARGEST_UPLOAD == 60 * 1024 * 1024
    monkeypatch.setitem(clerk.app.config, "MAX_CONTENT_LENGTH", 1000)
    paper = clerk.root / "gross.xlsx"
    paper.write_bytes(b"0" * 2000)
    files = {"year": "2025", "files": (paper.open("rb"), "gross.xlsx")}
    answer = clerk.post("/papers", dict(files))
    assert answer.status_code == 413
    assert "太大" in answer.get_data(as_text=True)
    assert not (clerk.root / FOLDER).exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../site_config/site.yaml", "site.yaml"),
        ("..\\..\\x.docx", "x.docx"),
        ("/etc/passwd", "passwd"),
        ("C:\\x.xlsx", "x.xlsx"),
        ("C:x.xlsx", "C_x.xlsx"),
        ("a\0b\u202excod.docx", "a_b_xcod.docx"),
        (".", "没有名字"),
        ("..", "没有名字"),
        (".htaccess", "htaccess"),
        ("papers.json", "papers.json"),
        ("con.docx", "_con.docx"),
        ("COM1.tar.docx", "_COM1.tar.docx"),
        ("名单. ", "名单"),
        ("“2024年”名单（定稿）.XLSX", "“2024年”名单（定稿）.XLSX"),
        ("长" * 300 + ".docx", "长" * 60 + ".docx"),
        ("x." + "y" * 300, "x.yyyyyyyyy"),
    ],
)
def test_names_of_files_are_never_paths(tmp_path: Path, name: str, kept: str) -> None:
    batch = create_batch(tmp_path, 2025, [(name, b"x")])
    files = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {batch.folder / "files" / kept, batch.folder / "papers.json"}
    assert read_batch(tmp_path, batch.id) == batch


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    batch = create_batch(tmp_path, 2025, [("a.txt", b"1"), ("A.txt", b"2"), ("a.txt", b"3")])
    assert [paper.name for paper in batch.papers] == ["a.txt", "A（2）.txt", "a（3）.txt"]
    assert [batch.path(paper).read_bytes() for paper in batch.papers] == [b"1", b"2", b"3"]


@pytest.mark.parametrize("id", ["..", "../..", "x", "0" * 31, "0" * 33, "A" * 32, ""])
def test_ids_of_batches_are_never_paths(tmp_path: Path, id: str) -> None:
    create_batch(tmp_path, 2025, [("a.docx", b"x")])
    assert read_batch(tmp_path, id) is None


def test_a_name_with_markup_is_shown_as_text(clerk: Clerk) -> None:
    paper = clerk.root / "<b>x<script>alert(1)<script>.docx"
    paper.write_bytes(b"kein Word")
    page = clerk.page(clerk.drop([paper], 2025))
    assert "<script>alert" not in page and "_script_alert(1)" in page


@pytest.mark.parametrize(
    "path",
    ["../../site_config/site.yaml", "..%2f..%2fsite_config%2fsite.yaml", "%2e%2e/preview.key"],
)
def test_the_preview_serves_nothing_beside_itself(clerk: Clerk, path: str) -> None:
    (clerk.root / FOLDER / "preview").mkdir(parents=True)
    (clerk.root / FOLDER / "preview.key").write_text("geheim")
    assert clerk.get(f"/preview/{path}").status_code == 404


def test_a_phone_sees_the_preview_and_nothing_else(clerk: Clerk) -> None:
    early = create_phone_app(clerk.root, LINK).test_client().get(LINK.url)
    assert early.status_code == 404 and "还没有生成" in early.get_data(as_text=True)
    folder = clerk.root / FOLDER / "preview"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<html><head></head><body>稿</body></html>", "utf-8")
    client = create_phone_app(clerk.root, LINK).test_client()
    base = f"http://{LINK.host}:{PORT}"
    answer = client.get(f"/preview/{LINK.token}/", base_url=base)
    assert answer.status_code == 200 and "草稿" in answer.get_data(as_text=True)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(f"/preview/{LINK.token}/-/draft.css", base_url=base).status_code == 200
    for path in (
        "/",
        "/check",
        "/preview/",
        f"/preview/{'r' * 22}/",
        "/preview/ü/",
        "/static/desk.css",
    ):
        assert client.get(path, base_url=base).status_code == 404
    for other in (ORIGIN, "http://evil.example:8123"):
        assert client.get(f"/preview/{LINK.token}/", base_url=other).status_code == 404
    assert client.post(f"/preview/{LINK.token}/", base_url=base).status_code in (404, 405)


def test_without_lan_there_is_no_code(clerk: Clerk) -> None:
    assert clerk.get("/phone.svg").status_code == 404
    assert "没有对手机开放" in clerk.page("/phone")


def test_with_lan_the_page_shows_the_code(clerk: Clerk) -> None:
    app = create_app(clerk.root, PORT, LINK)
    other = Clerk(clerk.root, app)
    assert LINK.url in other.page("/phone")
    picture = other.get("/phone.svg")
    assert picture.mimetype == "image/svg+xml" and b"style=" not in picture.data
