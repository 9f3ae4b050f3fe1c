"""每一条消息，带着它的位置."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from generator.catalogue import MESSAGES
from generator.firewall.waivers import WAIVABLE
from generator.problems import LEVEL_LABEL, Level
from tests.firewall.support import APPROVALS, CASE, WAIVERS, say, scan, spots
from tests.support import ROOT, change

IN_BODY = [
    ("电话13800138000。", "personal.mobile 117:3-14"),
    ("证件11010519491231002X。", "personal.id-number 117:3-21"),
    ("卡6222020000000000000。", "personal.bank-card 117:2-21"),
    ("打021-61234567。", "personal.landline 117:2-14"),
    ("写zhang@mail.example.com。", "personal.email 117:2-24"),
    ("开皖A12345。", "personal.plate 117:2-9"),
    ("家住示例路12弄3号502室。", "personal.address 117:3-15"),
    ("班长张伟民带头。", "person.named 117:3-6"),
    ("标注机密★10年。", "secrecy.marking 117:3-9"),
    ("承担型号任务。", "secrecy.military 117:3-7"),
    ("印制利群。", "tobacco.brand 117:3-5"),
    ("做到全国第一。", "wording.absolute 117:3-7"),
    ("受到表彰。", "wording.award 117:3-5"),
    ("实现零投诉。", "wording.full-claim 117:3-6"),
    ("先量准,再改进。", "punctuation.half-width 117:4-5"),
    ('先"量准"。', "punctuation.straight-quote 117:2-6"),
    ("先“量准。", "punctuation.unpaired 117:2-3"),
    ("先量准...", "punctuation.ellipsis 117:4-7"),
    ("先量准，，再改进。", "punctuation.doubled 117:4-6"),
    ("锟斤拷。", "text.garbled 117:1-4"),
    ("字\ue123。", "text.private-use 117:2-3"),
    ("好經驗。", "text.traditional 117:2-4"),
]
ERRORS = ("personal", "secrecy.marking", "secrecy.military", "tobacco", "picture.gps")


@pytest.mark.parametrize(("text", "expected"), IN_BODY)
def test_a_finding_in_the_body_has_its_place(full: Path, text: str, expected: str) -> None:
    problems = say(full, text)
    assert spots(problems) == [expected]
    assert problems[0].place.file == CASE


def test_personal_data_and_secrets_are_errors_wording_is_not() -> None:
    for id in WAIVABLE:
        strict = id.startswith(ERRORS) or id in ("text.garbled", "text.private-use")
        assert (MESSAGES[id].level is Level.ERROR) == strict, id


def test_a_case_of_ships_is_read_more_strictly(full: Path) -> None:
    change(full, CASE, "C34 通用设备制造业", "C37 铁路、船舶、航空航天和其他运输设备制造业")
    assert spots(say(full, "参加海试。")) == ["secrecy.industry 117:3-5"]


CONSENT = """肖像授权: 已授权
    个人同意:
      - {{姓名: 张伟民, 日期: 2022-08-25, 范围: [{scope}], 到期: {until}}}
"""


@pytest.mark.parametrize(
    ("scope", "until", "expected"),
    [
        ("官网", "2098-12-31", []),
        ("公众号", "2098-12-31", ["person.named 117:3-6"]),
        ("官网", "2023-12-31", ["person.consent 117:3-6"]),
    ],
)
def test_a_consent_on_record_lets_a_name_stand(
    full: Path, scope: str, until: str, expected: list[str]
) -> None:
    text = (full / APPROVALS).read_text(encoding="utf-8")
    record = CONSENT.format(scope=scope, until=until)
    (full / APPROVALS).write_text(
        text.replace("肖像授权: 已授权\n", record, 1), encoding="utf-8", newline="\n"
    )
    assert spots(say(full, "班长张伟民带头。")) == expected


def picture(**tags: object) -> bytes:
    exif = Image.Exif()
    if "gps" in tags:
        exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 12.0, 0.0)})
    if "artist" in tags:
        exif[0x013B] = tags["artist"]
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_what_a_picture_hides_is_named(full: Path) -> None:
    name = "cases/2022/zhuangpei-yiban/photo.jpg"
    (full / WAIVERS).unlink()
    (full / name).write_bytes(picture(gps=True, artist="Somebody"))
    problems = scan(full)
    assert spots(problems) == ["picture.gps 0:0-0", "picture.exif 0:0-0"]
    assert {p.place.file for p in problems} == {name}
    assert "作者" in problems[1].message
    (full / name).write_bytes(picture())
    assert scan(full) == []


def test_the_number_of_the_office_may_stand_anywhere(full: Path) -> None:
    assert say(full, "咨询电话021-00000000，邮箱Share@example.org。") == []


def test_remarks_approvals_and_waivers_are_not_looked_at(full: Path) -> None:
    for file, old, new in (
        ("cases/2022/results.yaml", "备注: ", "备注: 班长13800138000 "),
        (APPROVALS, "人: 李某", "人: 李四13800138000"),
        (WAIVERS, "理由: '", "理由: '13800138000"),
    ):
        path = full / file
        text = path.read_text(encoding="utf-8")
        assert old in text, file
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    assert scan(full) == []


FIELDS = [
    ("成立时间: 2009年3月", "成立时间: 13800138000", "personal.mobile 21:7-18"),
    ("成立时间: 2009年3月", 'founded: "13800138000"', "personal.mobile 21:11-22"),
    ("班组把每一次", "13800138000 班组把每一次", "personal.mobile 23:3-14"),
    ("    图注: 合格率对比", "    图注: 合格率,对比", "punctuation.half-width 45:12-13"),
    (
        "    来源: 上海示例机械有限公司\n    图类型: 柱",
        "    来源: 张伟民\n    图类型: 柱",
        "person.named 46:9-12",
    ),
    (
        "video.example.org/2022",
        "video.example.org/?m=zhang@mail.example.com/2022",
        "personal.email 55:34-56",
    ),
    ("## 班组文化", "## 班组文化13800138000", "personal.mobile 67:8-19"),
    ("内容: 2022 年版", "内容: 'it''s 13800138000，2022 年版", "personal.mobile 60:16-27"),
]


@pytest.mark.parametrize(("old", "new", "expected"), FIELDS)
def test_a_finding_in_a_field_has_its_place(full: Path, old: str, new: str, expected: str) -> None:
    if "it''s" in new:
        change(full, CASE, "更正为“99.1%”。", "更正为“99.1%”。'")
    change(full, CASE, old, new)
    assert spots(scan(full)) == [expected]


def test_a_number_over_two_lines_begins_on_the_first(full: Path) -> None:
    assert spots(say(full, "电话1380013\n8000，谢谢。")) == ["personal.mobile 117:3-0"]


def test_an_escaped_number_is_found_at_its_field(full: Path) -> None:
    change(full, CASE, "成立时间: 2009年3月", r'成立时间: "\u00313800138000"')
    assert [(p.id, p.place.line) for p in scan(full)] == [("personal.mobile", 21)]


def test_notices_lists_and_tables_are_looked_at_too(full: Path) -> None:
    notices = sorted((full / "cases/2022/notices").glob("*.md"))
    with notices[0].open("a", encoding="utf-8") as file:
        file.write("\n联系人电话13800138000。\n")
    tables = sorted((full / "cases/2022/notices").glob("*.csv"))
    with tables[0].open("a", encoding="utf-8") as file:
        file.write("9,夜班,13900139000\n")
    pages = full / "site_config/pages"
    pages.mkdir()
    (pages / "about.md").write_text("# 关于\n\n13700137000\n", encoding="utf-8")
    found = {p.place.file for p in scan(full) if p.id == "personal.mobile"}
    assert found == {
        notices[0].relative_to(full).as_posix(),
        tables[0].relative_to(full).as_posix(),
        "site_config/pages/about.md",
    }


def test_the_page_for_staff_lists_every_check_with_its_level() -> None:
    page = (ROOT / "docs/checks-before-publication.md").read_text(encoding="utf-8")
    for id in WAIVABLE:
        assert f"| `{id}` | {LEVEL_LABEL[MESSAGES[id].level]} |" in page, id
    assert page.count("\n| `") == len(WAIVABLE)
