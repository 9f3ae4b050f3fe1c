"""个人信息：found in every disguise, silent on what only looks like it."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.firewall.contacts import find_contacts
from generator.firewall.findings import Finding
from generator.firewall.personal import find_numbers
from generator.firewall.scan import EVERYWHERE, IN_CONTENT, IN_PROSE
from tests.firewall import traps
from tests.firewall.positives import DISGUISES, EMAIL_DISGUISES, positives

PLAIN = {"glued", "full-width", "spaces", "hyphens", "dots", "zero-width"}
CHECKSUMMED = {"personal.id-number", "personal.bank-card"}


def personal(text: str) -> list[Finding]:
    return [*find_numbers(text), *find_contacts(text)]


def test_five_thousand_positives_in_twelve_disguises_are_found() -> None:
    made = list(positives())
    missed = [p for p in made if p.kind not in {finding.id for finding in personal(p.line)}]
    assert len(made) >= 5000
    assert len({p.disguise for p in made}) == len(DISGUISES) == 12
    must = [p for p in missed if p.kind in CHECKSUMMED or p.disguise in PLAIN]
    assert must == []
    for kind, count in Counter(p.kind for p in made).items():
        assert sum(p.kind == kind for p in missed) <= count / 100, kind


def test_the_positives_are_the_same_every_time() -> None:
    assert list(positives(50)) == list(positives(50))
    assert set(EMAIL_DISGUISES) <= set(DISGUISES)


@pytest.mark.parametrize("lines", [traps.written(), list(traps.made())], ids=["written", "made"])
def test_at_most_one_false_alarm_in_a_thousand_lines(lines: list[str]) -> None:
    assert len(lines) >= 400
    alarmed = [
        (line, finding.id, line[finding.start : finding.end])
        for line in lines
        for detect in (*EVERYWHERE, *IN_CONTENT, *IN_PROSE)
        for finding in detect(line)
    ]
    assert len({line for line, *_ in alarmed}) <= len(lines) / 1000, alarmed


FOUND = [
    ("电话，13800138000，", "personal.mobile", "13800138000"),
    ("联系张三13800138000一直有效", "personal.mobile", "13800138000"),
    ("统一13800138000", "personal.mobile", "13800138000"),
    ("１３８００１３８０００", "personal.mobile", "１３８００１３８０００"),
    ("138\u200b0013\u200b8000", "personal.mobile", "138\u200b0013\u200b8000"),
    ("张三一三八零零一三八零零零", "personal.mobile", "一三八零零一三八零零零"),
    ("手机:+86 138-0013-8000", "personal.mobile", "138-0013-8000"),
    ("8613800138000", "personal.mobile", "8613800138000"),
    ("Tel13800138000", "personal.mobile", "13800138000"),
    ("微信号：13800138000", "personal.mobile", "13800138000"),
    ("l38OO138OOO", "personal.mobile", "l38OO138OOO"),
    ("138 0013 8000 139 0013 9000", "personal.mobile", "138 0013 8000"),
    ("身份证11010119900307771X", "personal.id-number", "11010119900307771X"),
    ("11010519491231002X", "personal.id-number", "11010519491231002X"),
    ("身份证号：110101900307771", "personal.id-number", "110101900307771"),
    ("卡号6222020000000000000", "personal.bank-card", "6222020000000000000"),
    ("（021）61234567", "personal.landline", "021）61234567"),
    ("电话02161234567", "personal.landline", "02161234567"),
    ("座机：6123 4567", "personal.landline", "6123 4567"),
    ("0571-82345678", "personal.landline", "0571-82345678"),
    ("写信给zhang.san@mail.example.com吧", "personal.email", "zhang.san@mail.example.com"),
    ("zhang＃qq.com", "personal.email", "zhang＃qq.com"),
    ("皖A·12345的货车", "personal.plate", "皖A·12345"),
    ("沪AD12345", "personal.plate", "沪AD12345"),
    ("沪A一二三四五一辆", "personal.plate", "沪A一二三四五一"),
    ("家住示例路12弄3号502室", "personal.address", "示例路12弄3号502室"),
]


@pytest.mark.parametrize(("line", "id", "text"), FOUND)
def test_a_finding_covers_exactly_what_is_personal(line: str, id: str, text: str) -> None:
    findings = [f for f in personal(line) if f.id == id]
    assert findings and line[findings[0].start : findings[0].end] == text


def test_two_numbers_are_two_findings() -> None:
    line = "夜班13800138000，白班13900139000/13700137000"
    assert [line[f.start : f.end] for f in find_numbers(line)] == [
        "13800138000",
        "13900139000",
        "13700137000",
    ]


def test_a_message_does_not_repeat_the_number() -> None:
    (finding,) = find_numbers("13800138000")
    assert finding.text == "138****000"


def test_a_wrong_check_digit_is_no_id_number_unless_it_is_called_one() -> None:
    assert not [*find_numbers("编码 110105194912310021 入库")]
    assert [f.id for f in find_numbers("身份证 110105194912310021")] == ["personal.id-number"]
