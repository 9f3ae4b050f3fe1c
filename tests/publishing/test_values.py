"""发布的各个值：addresses, changes, facts, records, redirects, each by itself."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.publishing import durable, messages
from generator.publishing.addresses import (
    AddressError,
    Answers,
    addresses_of,
    build_answers,
    parse_addresses,
    render_answers,
)
from generator.publishing.changes import (
    Changes,
    as_json,
    compare,
    find_losses,
    render_page,
    render_text,
)
from generator.publishing.facts import Facts, dump_facts, parse_facts, read_facts, write_facts
from generator.publishing.manifest import EMPTY, Manifest, ManifestError, parse_manifest, read_tree
from generator.publishing.publish import State
from generator.publishing.record import Entry, is_recorded, now, parse_record, render_record
from generator.publishing.redirects import RedirectsError, read_redirects
from generator.publishing.store import StoreError
from generator.publishing.targets import open_target
from tests.publishing.world import BASE, address_of, id_of, make_tree

SUM = "0" * 64


def listed(*paths: str) -> Manifest:
    """A manifest of these paths."""
    return Manifest(dict.fromkeys(paths, SUM))


# ---- addresses ----


def test_pages_and_downloads_have_addresses_and_the_machinery_has_none() -> None:
    manifest = listed(
        "index.html",
        "topics/a/index.html",
        "data/cases.json",
        "cases/2022/a/poster.pdf",
        "cases/2022/a/fig-0123456789.jpg",
        "cases/2022/a/fig-0123456789.png",
        "cases/2022/a/fig-0123456789.webp",
        "notices/2022/a/b-0123456789.pdf",
        "assets/a.css",
        "pagefind/a.js",
        "search/a.json",
        "compare/a.json",
        "404.html",
        "traditional.json",
    )
    assert addresses_of(manifest) == {
        "",
        "topics/a/",
        "data/cases.json",
        "cases/2022/a/poster.pdf",
        "notices/2022/a/b-0123456789.pdf",
    }


def test_an_address_may_hold_blanks() -> None:
    assert parse_addresses("a b/\nc/\n\n") == {"a b/", "c/"}


def test_what_is_gone_answers_410_and_what_moved_301() -> None:
    answers = build_answers(
        "https://example.org/anli/",
        ever=["", "now/", "old/", "older/", "moved/", "cases/2022/b/", "cases/2022/b/poster.pdf"],
        now={"", "now/"},
        withdrawn=["cases/2022/b/"],
        redirects={"moved/": "further/", "further/": "now/"},
    )
    assert answers == Answers(
        gone=("/anli/old/", "/anli/older/"),
        below=("/anli/cases/2022/b/",),
        moved={"/anli/further/": "/anli/now/", "/anli/moved/": "/anli/now/"},
    )
    assert build_answers("https://example.org", ["a/"], set(), (), {}).gone == ("/a/",)


@pytest.mark.parametrize(
    ("redirects", "said"),
    [
        ({"a/": "b/", "b/": "a/"}, "转向绕成了圈：a/"),
        ({"a/": "a/"}, "转向绕成了圈：a/"),
        ({"https://x.example/": "now/"}, "转向只能写本站之内的相对地址：https://x.example/"),
        ({"a/": "//x.example/"}, "转向只能写本站之内的相对地址：//x.example/"),
        ({"a/": "../now/"}, "转向只能写本站之内的相对地址：../now/"),
        ({"a b": "now/"}, "转向只能写本站之内的相对地址：a b"),
        ({"/a/": "now/"}, "转向的地址开头不要斜线：/a/"),
        ({"now/": "later/"}, "now/ 还有网页或已撤下，不能再转走"),
        ({"gone/a/": "now/"}, "gone/a/ 还有网页或已撤下，不能再转走"),
        ({"a/": "nowhere/"}, "a/ 转向的 nowhere/ 没有网页"),
    ],
)
def test_a_redirect_that_cannot_be_is_refused_in_words(
    redirects: dict[str, str], said: str
) -> None:
    with pytest.raises(AddressError) as error:
        build_answers(BASE, [], {"now/", "later/"}, ["gone/"], redirects)
    assert str(error.value) == said


def test_servers_are_told_what_is_gone_and_what_moved() -> None:
    answers = Answers(
        gone=('/a"b$c\\d/',), below=("/cases/2022/b.c/",), moved={"/old/": "/new/", '/".pdf': "/$/"}
    )
    assert render_answers(answers) == {
        "gone.map": "# 由 anli publish 生成\n"
        '"/a\\"bc\\\\d/" 1;\n"/a\\"bc\\\\d" 1;\n"/a\\"bc\\\\d/index.html" 1;\n'
        '"~^/cases/2022/b\\.c(/|$)" 1;\n',
        "moved.map": "# 由 anli publish 生成\n"
        '"/old/" "/new/";\n"/old" "/new/";\n"/old/index.html" "/new/";\n"/\\".pdf" "//";\n',
        "addresses.caddy": "# 由 anli publish 生成\n"
        'redir "/old/" "/new/" 301\nredir "/old" "/new/" 301\n'
        'redir "/old/index.html" "/new/" 301\nredir "/\\".pdf" "//" 301\n'
        'error "/a\\"bc\\\\d/" 410\nerror "/a\\"bc\\\\d" 410\n'
        'error "/a\\"bc\\\\d/index.html" 410\n'
        'error "/cases/2022/b.c" 410\nerror "/cases/2022/b.c/*" 410\n',
    }


# ---- changes ----


def test_changes_are_told_by_kind_and_summed_up() -> None:
    old = Manifest({"a": "1", "b": "1", "c": "1", "d": "1"})
    new = Manifest({"b": "2", "a": "2", "d": "1", "f": "1", "e": "1"})
    changes = compare(old, new)
    assert changes == Changes(("e", "f"), ("c",), ("a", "b"), 4)
    assert changes.summary == "+2 −1 ~2"
    assert [bool(compare(old, m)) for m in (old, listed(*"abcd"), EMPTY, new)] == [
        *(False, True, True, True),
    ]
    assert bool(compare(EMPTY, new)) and not compare(EMPTY, EMPTY)


def test_changes_are_told_in_the_order_of_their_paths() -> None:
    one, two, three = ([f"{kind}{n}" for n in range(20)] for kind in "abc")
    changes = compare(
        Manifest(dict.fromkeys(one + two, "1")), Manifest(dict.fromkeys(three + two, "2"))
    )
    told = (changes.removed, changes.changed, changes.added)
    assert told == tuple(map(tuple, map(sorted, (one, two, three))))


@pytest.mark.parametrize(
    ("removed", "of", "asks"),
    [(0, 0, False), (50, 1000, False), (51, 10_000, True), (5, 100, False), (6, 100, True)],
)
def test_many_deletions_are_a_loss(removed: int, of: int, asks: bool) -> None:
    changes = Changes((), tuple(map(str, range(removed))), (), of)
    expected = (f"要删除 {removed} 个文件（线上共 {of} 个）",) if asks else ()
    assert find_losses(changes, {}, {}) == expected


def test_a_year_that_shrinks_is_a_loss_and_one_that_grows_is_none() -> None:
    nothing = Changes((), (), (), 1)
    before = {"2024 年案例": 3, "2022 年案例": 2, "2022 年名单": 4, "2023 年名单": 1}
    after = {"2024 年案例": 2, "2022 年案例": 2, "2022 年名单": 5, "2025 年名单": 1}
    assert find_losses(nothing, before, after) == (
        "2023 年名单由 1 减到 0",
        "2024 年案例由 3 减到 2",
    )


def test_changes_are_shown_to_programs_terminals_and_people() -> None:
    changes = Changes(("<a>", "b", "c"), ("d",), (), 1)
    assert as_json(changes, ("loss",)) == {
        "summary": "+3 −1 ~0",
        "added": ["<a>", "b", "c"],
        "removed": ["d"],
        "changed": [],
        "needs_yes": ["loss"],
    }
    assert render_text(changes) == "  + <a>\n  + b\n  + c\n  − d"
    assert render_text(changes, 3) == "  + <a>\n  + b\n  + c\n  − d"
    assert render_text(changes, 2) == "  + <a>\n  + b\n  + ……共 3 个\n  − d"
    many = Changes((), (), tuple(f"{n:02}" for n in range(21)), 21)
    assert render_text(many).splitlines()[-2:] == ["  ~ 19", "  ~ ……共 21 个"]


def test_the_page_of_the_changes_needs_no_other_file_and_shows_no_markup_of_others() -> None:
    changes = Changes(("<a>", "b"), (), ("c",), 1)
    page = render_page(changes, ("<loss>", "more"), "<target>")
    assert (
        "<h2>新增（2）</h2><ul><li><code>&lt;a&gt;</code></li><li><code>b</code></li></ul>" in page
    )
    assert "<h2>修改（1）</h2><ul><li><code>c</code></li></ul>" in page
    assert "删除" not in page and "没有改动" not in page and "src=" not in page
    assert "<h1>将要改变什么：+2 −0 ~1</h1><p>目标：&lt;target&gt;。</p>" in page
    assert (
        "<h2>需要再确认</h2><ul><li>&lt;loss&gt;</li><li>more</li></ul></section><h2>新增" in page
    )
    assert page.startswith("<!doctype html>") and page.endswith("</body></html>\n")
    same = render_page(Changes((), (), (), 1), (), "x")
    assert "目标：x。没有改动。</p></body>" in same and "再确认" not in same


# ---- facts ----


def test_a_release_says_what_it_holds(tmp_path: Path) -> None:
    site = make_tree(tmp_path, (1, 2))
    manifest = read_tree(site)
    facts = read_facts(site, manifest)
    assert facts == Facts(
        release=manifest.digest,
        files=9,
        bytes=sum(path.stat().st_size for path in site.rglob("*") if path.is_file()),
        updated="2022-09-01",
        cases={id_of(1): address_of(1), id_of(2): address_of(2)},
        entries={"2022": 1},
    )
    assert facts.counts == {"2022 年名单": 1, "2022 年案例": 2}
    assert parse_facts(dump_facts(facts)) == facts
    assert "\n " in dump_facts(facts) and dump_facts(facts).endswith("}\n")
    write_facts(site, manifest, facts)
    assert json.loads((site / "status.json").read_text("utf-8")) == {
        "release": manifest.digest,
        "updated": "2022-09-01",
        "files": 9,
        "bytes": facts.bytes,
        "cases": 2,
        "entries": {"2022": 1},
    }
    assert (site / "status.json").read_text("utf-8").endswith("}\n")
    assert parse_manifest((site / "sha256sums.txt").read_text("utf-8")) == manifest
    assert read_tree(site) == manifest, "these two do not count"


def test_a_tree_without_data_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("安", "utf-8")
    facts = read_facts(tmp_path, read_tree(tmp_path))
    assert facts == Facts(read_tree(tmp_path).digest, 1, 3, "")


# ---- the list ----


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{SUM}  a\n{SUM} b\n", "sha256sums.txt 第 2 行读不懂"),
        (f"{SUM}  \n", "sha256sums.txt 第 1 行读不懂"),
        (f"{SUM[1:]}  a\n", "sha256sums.txt 第 1 行读不懂"),
        (f"{SUM}0  a\n", "sha256sums.txt 第 1 行读不懂"),
        (f"{SUM}  /a\n", "sha256sums.txt 第 1 行读不懂"),
        (f"{SUM}  a/../b\n", "sha256sums.txt 第 1 行读不懂"),
        (f"{SUM}  b\n{SUM}  a\n", "sha256sums.txt 的次序或换行被改过"),
        (f"{SUM}  a\r\n", "sha256sums.txt 的次序或换行被改过"),
        (f"{SUM}  a\n{SUM}  a\n", "sha256sums.txt 的次序或换行被改过"),
    ],
)
def test_a_list_that_is_none_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ManifestError) as error:
        parse_manifest(text)
    assert str(error.value) == said


def test_a_list_comes_back_as_it_went() -> None:
    manifest = listed("b", "a c", "安/全")
    assert parse_manifest(manifest.text) == manifest
    assert len(manifest.release) == 16 and manifest.digest.startswith(manifest.release)
    assert parse_manifest("") == EMPTY


# ---- the record ----


def test_a_record_comes_back_as_it_went_and_a_line_cut_off_does_not_count() -> None:
    entries = (Entry("t", "publish", "a", "+1", ("x",)), Entry("u", "rollback", "b"))
    text = render_record(entries)
    assert text.count("\n") == 2
    assert parse_record(text) == entries
    assert parse_record("{cut\n" + text + "{cut") == entries


def test_a_release_is_recorded_when_it_is_the_last_and_all_withdrawals_are_there() -> None:
    first, last = Entry("t", "publish", "a", "", ("x",)), Entry("u", "publish", "b", "", ("y",))
    assert is_recorded([first, last], "b", ["x", "y"])
    assert is_recorded([first, last], "b", [])
    assert not is_recorded([first, last], "a", [])
    assert not is_recorded([first, last], "b", ["z"])
    assert not is_recorded([], "b", [])


def test_the_time_is_that_of_shanghai_and_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert now() == "1970-01-01T08:00:00+08:00"
    for value in ("", "x"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
        said = datetime.fromisoformat(now())
        assert abs((datetime.now(UTC) - said).total_seconds()) < 60
        assert now().endswith("+08:00") and "." not in now()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert now().endswith("+08:00")


# ---- redirects ----


def write_redirects(root: Path, text: str) -> None:
    (root / "site_config").mkdir(exist_ok=True)
    (root / "site_config" / "redirects.yaml").write_text(text, "utf-8")


def test_redirects_are_read_as_they_are_written(tmp_path: Path) -> None:
    assert read_redirects(tmp_path) == {}
    write_redirects(tmp_path, "转向:\n  - {从: a/, 到: b/}\n  - {从: c/, 到: b/}\n")
    assert read_redirects(tmp_path) == {"a/": "b/", "c/": "b/"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("转向: [{从: [a/], 到: b/}]", "site_config/redirects.yaml 里的地址不是文字"),
        ("转向: [{从: a/, 到: {b: c}}]", "site_config/redirects.yaml 里的地址不是文字"),
        (
            "转向: [{从: a/}]",
            "site_config/redirects.yaml 要写成“转向:”和一条条 {从: …, 到: …}",
        ),
        (
            "转向: [{从: a/, 到: b/}, {从: a/, 到: c/}]",
            "site_config/redirects.yaml 里同一个旧地址写了两次",
        ),
        ("转向: 甲", "redirects.yaml 要写成“转向:”和一条条记录"),
    ],
)
def test_redirects_that_are_none_are_refused_in_words(tmp_path: Path, text: str, said: str) -> None:
    write_redirects(tmp_path, text)
    with pytest.raises(RedirectsError) as error:
        read_redirects(tmp_path)
    assert str(error.value) == said


# ---- messages, the disk, targets by name ----


def test_every_message_of_a_publication_says_what_and_what_to_do() -> None:
    found = [
        messages.problem(id, "f", reason="r", ids="i", loss="l", release="v")
        for id in messages.MESSAGES
    ]
    assert [(one.message, one.place.file) for one in found] == [
        ("转向写得不对：r。", "f"),
        ("台账比线上的旧：线上已撤下 i，这里却没有撤下记录。", "f"),
        ("l，要再确认一次。", "f"),
        ("版本 v 里有已经撤下的案例 i，不能退回去。", "f"),
    ]
    assert all(one.hint.endswith("。") for one in found)


def test_programs_are_told_the_end_of_a_publication_in_these_words() -> None:
    assert [state.value for state in State] == [
        *("content", "refused", "planned", "same", "published", "taken-back", "unsettled"),
    ]


def test_a_file_and_a_folder_are_synced_where_folders_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "file").touch()
    done: list[str] = []

    def note(path: Path, flags: int) -> int:
        done.append(path.name)
        return os.open(path, flags)

    def fake(name: str) -> SimpleNamespace:
        return SimpleNamespace(
            name=name,
            open=note,
            fsync=os.fsync,
            close=os.close,
            walk=os.walk,
            O_RDONLY=os.O_RDONLY,
        )

    monkeypatch.setattr(durable, "os", fake("posix"))
    durable.sync_tree(tmp_path)
    assert done == ["file", "inner", tmp_path.name]
    done.clear()
    monkeypatch.setattr(durable, "os", fake("nt"))
    durable.sync_tree(tmp_path)
    assert done == ["file"]


@pytest.mark.parametrize(
    ("name", "kind", "called"),
    [
        ("www", "Store", "{here}/www"),
        ("a/b.zip", "Zipped", "{here}/a/b.zip"),
        ("ssh://me@host:22/srv/anli/", "Remote", "ssh://me@host:22/srv/anli/"),
        ("s3://bucket/prefix", "Bucket", "s3://bucket/prefix"),
    ],
)
def test_a_target_is_known_by_its_name(
    name: str, kind: str, called: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    target = open_target(name, tmp_path / "project")
    assert type(target).__name__ == kind
    assert target.name == called.format(here=tmp_path.resolve())


@pytest.mark.parametrize("name", ["cases", "site_config/www", "theme/a.zip"])
def test_a_target_among_the_sources_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="在稿件和设置的文件夹里；请换到项目之外"):
        open_target(str(tmp_path / name), tmp_path)
    with pytest.raises(StoreError, match=r"s3://.* 不能用："):
        open_target("s3://", tmp_path)
