"""台账的另一双眼睛：as the project's own reader reads it, and nothing passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.gatekeeper import Ledger, LedgerError, find_withheld, read_ledger
from generator.gatekeeper.ledger import hash_folder
from generator.hashing import hash_case
from tests.publishing.world import BASE, BODY, DAY, address_of, id_of, make_project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path, (1, 2))


def write(root: Path, file: str, text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    (root / "site_config" / f"{file}.yaml").write_bytes(data)


@pytest.mark.parametrize("day", ["2026-01-05", "2026-1-5", "2026年1月5日", "2026.1.5", "2026/1/5"])
def test_a_day_may_be_written_as_anywhere_else(root: Path, day: str) -> None:
    write(
        root, "withdrawn", f"撤下: [{{编号: {id_of(2)}, 地址: {address_of(2)}, 生效日期: {day}}}]"
    )
    write(root, "announced", f"名单: [{{年度: 2022, 公布日期: {day}, 条目: 1}}]")
    ledger = read_ledger(root, DAY)
    assert ledger.withdrawn == {id_of(2): address_of(2)}
    assert ledger.entries == {2022: 1}
    assert set(ledger.approved) == {id_of(1)}


def test_the_day_after_is_not_yet(root: Path) -> None:
    item = f"{{编号: {id_of(2)}, 地址: {address_of(2)}, 生效日期: 2026.1.6}}"
    write(root, "withdrawn", f"撤下: [{item}]")
    assert read_ledger(root, DAY).withdrawn == {}


GONE = f"编号: {id_of(2)}, 地址: {address_of(2)}, 生效日期: 2025-01-01"
UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "in another character set": ("撤下: []".encode("gb18030"), "读不懂"),
    "with a bracket left open": ("撤下: [", "读不懂"),
    "nested without end": ("撤下: " + "[" * 20_000, "读不懂"),
    "with an alias": (f"撤下: [&a {{{GONE}}}, *a]", "“\\*”开头"),
    "with a list twice": (f"撤下: [{{{GONE}}}]\n撤下: []\n", "写了两次"),
    "with a list in two languages": (f"撤下: []\nwithdrawals: [{{{GONE}}}]\n", "写了两次"),
    "with a number twice": (f"撤下: [{{{GONE}, 编号: {id_of(1)}}}]", "写了两次"),
    "under a name that only looks right": (f"撤下\u200b: [{{{GONE}}}]", "要写成"),
    "that is a text": ("撤下", "不是"),
    "that lists a text": ("撤下: [甲]", "有一条不是"),
    "that is no list": (f"撤下: {{{GONE}}}", "要写成"),
    "without a number": (f"撤下: [{{地址: {address_of(2)}, 生效日期: 2025-01-01}}]", "没有“编号”"),
    "without an address": (f"撤下: [{{编号: {id_of(2)}, 生效日期: 2025-01-01}}]", "没有“地址”"),
    "without a day": (f"撤下: [{{编号: {id_of(2)}, 地址: {address_of(2)}}}]", "没有“生效日期”"),
    "on no day": (f"撤下: [{{{GONE[:-2]}40}}]", "不是日期"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_withdrawal_that_cannot_be_read_is_not_passed_over(root: Path, name: str) -> None:
    text, said = UNREADABLE[name]
    write(root, "withdrawn", text)
    with pytest.raises(LedgerError, match=said):
        read_ledger(root, DAY)


def test_the_length_of_a_list_is_a_number(root: Path) -> None:
    write(root, "announced", "名单: [{年度: 2022, 公布日期: 2022-09-01, 条目: 许多}]")
    with pytest.raises(LedgerError, match="不是数：许多"):
        read_ledger(root, DAY)


def test_an_approval_with_a_second_consent_counts_for_nothing(root: Path) -> None:
    path = root / "cases" / "2022" / "approvals.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("同意: 是,", "同意: 否, 同意: 是,", 1), "utf-8")
    with pytest.raises(LedgerError, match=r"approvals\.yaml 同一个名称写了两次"):
        read_ledger(root, DAY)


def test_an_approval_of_something_else_is_passed_over(root: Path) -> None:
    path = root / "cases" / "2022" / "approvals.yaml"
    path.write_text(path.read_text("utf-8").replace(id_of(2), "SHQ-甲"), "utf-8")
    assert set(read_ledger(root, DAY).approved) == {id_of(1)}


# ---- what may be public ----


def change(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


APPROVALS = "cases/2022/approvals.yaml"
MAPPED = "公开同意: {同意: 是, 范围: [官网]}"


def test_a_ledger_says_what_is_public_and_what_was(root: Path) -> None:
    ledger = read_ledger(make_project(root, (1,), (2,)), DAY)
    assert ledger == Ledger(
        approved={id_of(1): hash_folder(root / address_of(1).rstrip("/"))},
        published={id_of(1): address_of(1), id_of(2): address_of(2)},
        withdrawn={id_of(2): address_of(2)},
        entries={2022: 1},
        base_url=BASE,
        contacts=frozenset({"share@example.org"}),
        day=DAY,
    )


def test_a_project_without_ledgers_lets_nothing_out(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "none", DAY) == Ledger(day=DAY)
    assert Ledger().base_url == "/"


def test_ledgers_may_be_written_in_english(root: Path) -> None:
    digest = read_ledger(root, DAY).approved[id_of(1)]
    write(root, "withdrawn", f"withdrawals: [{{id: {id_of(2)}, address: b/, day: 2026-01-05}}]")
    write(root, "announced", "lists: [{year: 2022, entries: 3, announced_on: 2026-01-05}]")
    write(root, "published", f"addresses: [{{id: {id_of(1)}, address: a/}}]")
    write(root, "site", "base_url: https://e.example/\ncontact: {email: a@e.example, n: [x]}")
    (root / APPROVALS).write_text(
        f"approvals:\n  - case: {id_of(1)}\n    content_hash: {digest}\n    approved_by: 某\n"
        "    approved_on: 2022-09-01\n    consent: {given: true, scope: [website]}\n",
        "utf-8",
    )
    (root / "cases/2022/waivers.yaml").write_text("waivers: [{text: 13800138000}]", "utf-8")
    assert read_ledger(root, DAY) == Ledger(
        approved={id_of(1): digest},
        published={id_of(1): "a/"},
        withdrawn={id_of(2): "b/"},
        entries={2022: 3},
        base_url="https://e.example/",
        contacts=frozenset({"a@e.example", "13800138000"}),
        day=DAY,
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MAPPED, "公开同意: 是"),
        (MAPPED, "公开同意: {同意: 否, 范围: [官网]}"),
        (MAPPED, "公开同意: {同意: 是, 范围: [公众号]}"),
        (MAPPED, "公开同意: {同意: 是, 范围: }"),
        (MAPPED, "公开同意: {同意: 是}"),
        (MAPPED, "公开同意: {范围: [官网]}"),
        ("批准人: 某", "批准人: ' '"),
        ("批准日期: 2022-09-01", "批准日期: [x]"),
        (f"编号: {id_of(1)}", f"编号: {id_of(1)}0"),
        (f"编号: {id_of(1)}", "编号: SHQ-2021-0001"),
        ("内容指纹: ", "内容指纹: 0"),
    ],
)
def test_each_thing_that_an_approval_lacks_keeps_its_case_in(
    root: Path, old: str, new: str
) -> None:
    change(root, APPROVALS, old, new)
    assert set(read_ledger(root, DAY).approved) == {id_of(2)}


def test_a_number_with_digits_of_another_script_is_none(root: Path) -> None:
    change(root, APPROVALS, id_of(1), "SHQ-２０２２-0001")
    assert set(read_ledger(root, DAY).approved) == {id_of(2)}


def test_a_second_approval_of_a_case_undoes_the_first_wherever_it_stands(root: Path) -> None:
    more = root / "cases" / "2023"
    more.mkdir()
    (more / "approvals.yaml").write_text(f"审批: [{{编号: {id_of(1)}}}]", "utf-8")
    assert set(read_ledger(root, DAY).approved) == {id_of(2)}


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("announced", "名单: [{年度: 2022, 公布日期: 2022-09-01}]", "有一条记录没有“条目”"),
        ("announced", "名单: [{公布日期: 2022-09-01, 条目: 1}]", "有一条记录没有“年度”"),
        ("announced", "名单: [{年度: 二二, 公布日期: 2022-09-01, 条目: 1}]", "“年度”不是数：二二"),
        ("announced", "名单: [{年度: 2022, 条目: 1}]", "有一条记录没有“公布日期”"),
        ("announced", "名单: [{年度: 1, 公布日期: 九月, 条目: 1}]", "“公布日期”不是日期：九月"),
        ("published", "公开: [{地址: a/}]", "有一条记录没有“编号”"),
        ("published", "公开: [{编号: a}]", "有一条记录没有“地址”"),
        ("published", "公开: [{编号: ' ', 地址: a/}]", "有一条记录没有“编号”"),
        ("published", "公开: 甲", "published.yaml 要写成“公开:”和一条条记录"),
        ("published", "公开: []\n别的: []", "published.yaml 要写成“公开:”和一条条记录"),
        ("published", "公开: [甲]", "published.yaml 里有一条不是“名称: 值”的写法"),
        ("published", "- 甲", "published.yaml 不是“名称: 值”的写法"),
        ("published", "公开: [", "published.yaml 读不懂（ParserError）"),
        ("published", "公开: [&a x, *a]", "published.yaml 有“*”开头的写法"),
        ("published", "公开: []\n公开: []", "published.yaml 同一个名称写了两次"),
        ("published", "公开: []\naddresses: []", "“公开”写了两次"),
        ("site", "网址: a\nbase_url: b", "“网址”写了两次"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(root: Path, file: str, text: str, said: str) -> None:
    write(root, file, text)
    with pytest.raises(LedgerError) as error:
        read_ledger(root, DAY)
    assert str(error.value) == said


@pytest.mark.parametrize("text", ["", "公开:", "公开: []", "# 空\n", "\ufeff公开: []"])
def test_an_empty_ledger_is_empty(root: Path, text: str) -> None:
    write(root, "published", text)
    assert read_ledger(root, DAY).published == {}


def test_waivers_and_contacts_are_let_out_and_other_settings_are_not(root: Path) -> None:
    write(root, "site", "网址: https://e.example/\n联系方式: 电话")
    (root / "cases/2022/waivers.yaml").write_text("放行: [{文字: a@b.cn}, {文字: c@d.cn}]", "utf-8")
    assert read_ledger(root, DAY).contacts == {"a@b.cn", "c@d.cn"}


# ---- the fingerprint ----


def test_the_fingerprint_is_that_of_the_project_itself(root: Path) -> None:
    folder = root / address_of(1).rstrip("/")
    (folder / "图-1.png").write_bytes(b"\xef\xbb\xbf\r\n")
    assert hash_folder(folder) == hash_case(folder)


def test_names_and_contents_of_files_count_and_leavings_do_not(root: Path, tmp_path: Path) -> None:
    folder = root / address_of(1).rstrip("/")
    before = hash_folder(folder)
    for name in (".a", "~a", "_a", "Thumbs.db", "desktop.ini"):
        (folder / name).write_text("x", "utf-8")
    (folder / "inner").mkdir()
    (folder / "link.md").symlink_to(folder / "case.md")
    assert hash_folder(folder) == before
    text = (folder / "case.md").read_bytes()
    (folder / "case.md").write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert hash_folder(folder) == before
    (folder / "case.md").write_bytes(text.replace(b"\n", b"\r"))
    assert hash_folder(folder) == before
    (folder / "b.png").write_bytes(b"1\r\n")
    one = hash_folder(folder)
    (folder / "b.png").write_bytes(b"1\n")
    two = hash_folder(folder)
    (folder / "b.png").rename(folder / "c.png")
    assert len({before, one, two, hash_folder(folder)}) == 4


# ---- what is withheld ----

SENTENCE = "把焊点烧穿了三次才找到原因所在"


def hold(root: Path, text: str) -> list[str]:
    """What is looked for when case 2 has this text and is not approved."""
    folder = root / address_of(2).rstrip("/")
    (folder / "case.md").write_text(text, "utf-8")
    found = find_withheld(root, read_ledger(root, DAY))
    assert set(found.sources) <= {address_of(2).rstrip("/")}
    assert len(found.sources) == len(found.texts)
    return list(found.texts)


def test_sentences_of_a_case_that_is_held_back_are_looked_for_and_its_headings_are_not(
    root: Path,
) -> None:
    text = (
        f"---\n编号: {id_of(2)}\n单位名称（全称）: 上海某某某某某某某公司\n"
        "  - 成果: 一年节约了许多许多元钱\n---\n## 这是一个很长很长的标题啊\n"
        f"{SENTENCE}。短。{SENTENCE}！另一句也够长的了没有问题，Ａbc defghijk\n"
    )
    assert hold(root, text) == [
        "上海某某某某某某某公司",
        "一年节约了许多许多元钱",
        SENTENCE,
        "另一句也够长的了没有问题",
        "abcdefghijk",
    ]


def test_a_sentence_is_cut_at_twenty_four_and_wants_ten_characters(root: Path) -> None:
    assert hold(root, "字" * 30) == ["字" * 24]
    assert hold(root, "甲乙丙丁戊己庚辛壬癸") == ["甲乙丙丁戊己庚辛壬癸"]
    assert hold(root, "甲乙丙丁戊己庚辛壬") == []


def test_names_of_files_are_looked_for_too_and_no_more_than_four_hundred_pieces(root: Path) -> None:
    folder = root / address_of(2).rstrip("/")
    (folder / "机密的一张图片在这里放着.png").touch()
    assert hold(root, "短") == ["机密的一张图片在这里放着"]
    many = "。".join(f"第{number:04}句话说得够长了" for number in range(500))
    assert len(hold(root, many)) == 400


@pytest.mark.parametrize(
    "place",
    [
        "cases/2022/results.yaml",
        "cases/2022/notices/a.md",
        "theme/pages/a.html",
        "site_config/pages/a.md",
        "site_config/vocabulary/a.yaml",
    ],
)
def test_what_is_public_anyway_gives_nothing_away(root: Path, place: str) -> None:
    assert hold(root, SENTENCE) == [SENTENCE]
    file = root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"发布日期: 2022-09-01\nx: {SENTENCE[:5]} {SENTENCE[5:]}", "utf-8")
    assert hold(root, SENTENCE) == []
    file.rename(file.with_suffix(".txt"))
    assert hold(root, SENTENCE) == [SENTENCE]


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("发布日期: 2026-01-04", False),
        ("发布日期: 2026年1月5日", False),
        ("issued_on: 2026-01-06", True),
        ("发布日期: 就在明天", True),
        ("发布日期:", True),
        ("标题: 没有日期", True),
    ],
)
def test_a_notice_is_held_back_until_its_day(root: Path, day: str, held: bool) -> None:
    notice = root / "cases/2022/notices/n.md"
    notice.parent.mkdir()
    notice.write_text(f"---\n{day}\n---\n{SENTENCE}。\n", "utf-8")
    found = find_withheld(root, read_ledger(root, DAY))
    assert found.texts == ((SENTENCE,) if held else ())
    assert found.sources == (("cases/2022/notices/n.md",) if held else ())


def test_a_list_is_held_back_until_it_is_announced(root: Path) -> None:
    for year in ("2022", "2023", "draft"):
        (root / "cases" / year).mkdir(exist_ok=True)
        text = f"名单:\n  - 班组: {year} 年第一车间装配一班\n"
        (root / "cases" / year / "results.yaml").write_text(text, "utf-8")
    found = find_withheld(root, read_ledger(root, DAY))
    assert found.sources == ("cases/2023/results.yaml", "cases/draft/results.yaml")


def test_words_of_a_public_case_give_nothing_away(root: Path) -> None:
    assert hold(root, BODY.partition("，")[0]) == []


def test_what_is_no_case_is_passed_over(root: Path) -> None:
    (root / "cases" / "2022" / "empty").mkdir()
    (root / "cases" / "2022" / "other.md").write_text(SENTENCE, "utf-8")
    assert find_withheld(root, read_ledger(root, DAY)).texts == ()
