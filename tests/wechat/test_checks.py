"""核对：every code is found where it should be, with the number, the limit and the way out."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from generator.problems import Level
from generator.wechat.blocks import (
    Article,
    Block,
    Code,
    Draft,
    Item,
    MissingPicture,
    Paragraph,
    Picture,
    QrCode,
    Run,
    Signature,
)
from generator.wechat.budget import Split
from generator.wechat.checks import (
    BY_HAND,
    MESSAGES,
    Circumstances,
    Finding,
    check_article,
    check_draft,
)
from generator.wechat.checks.headline import count_characters
from generator.wechat.render import render_article
from generator.wechat.tokens import THEMES
from tests.support import ROOT
from tests.wechat.sample import (
    ADDRESS,
    BLOCKS,
    FULL,
    FULL_FILES,
    article,
    files,
    png,
    qr,
    resolve,
    text,
)

RED = THEMES["red"]
PUSH = Circumstances(push=True)
SIGNED = Signature((("来源", "甲公司"), ("责编", "示例一"), ("审核", "示例二")))
FIG = Picture("a/fig-1.png", "画了什么", "谁，在哪里")


def check(
    one: Article,
    about: Circumstances = BY_HAND,
    pictures: dict[str, bytes] | None = None,
    fragment: str = "",
) -> dict[str, Finding]:
    """Findings by code, the first of each."""
    markup = fragment or render_article(one, RED, resolve)
    given = FULL_FILES if pictures is None else pictures
    found = check_article(one, markup, given, replace(about, rights_ticked=True))
    return {finding.code: finding for finding in reversed(found)}


def said(*blocks: Block) -> dict[str, Finding]:
    """Findings of a few blocks that are signed."""
    return check(article(*blocks, SIGNED))


def marked_up(inner: str) -> dict[str, Finding]:
    """Findings of markup that no renderer of ours writes."""
    return check(article(SIGNED), fragment=f"<section>{inner}</section>")


def test_an_article_of_every_block_has_only_the_faults_put_into_it() -> None:
    blocks = (block for block in BLOCKS if not isinstance(block, MissingPicture))
    found = check(article(*blocks))
    assert set(found) == {"WX309"}
    assert all(one.level is Level.WARNING for one in found.values())


# ---- 标题、作者、摘要、篇数、长短 ----


def test_characters_are_counted_with_care() -> None:
    assert count_characters("质量AB") == 4
    assert count_characters("👍") == 2
    assert count_characters("𠮷") == 2


def test_a_title_is_needed() -> None:
    assert check(article(SIGNED, title=" "))["WX101"].level is Level.ERROR


@pytest.mark.parametrize(
    ("length", "about", "level", "limit"),
    [
        (32, PUSH, None, 0),
        (33, BY_HAND, Level.WARNING, 32),
        (33, PUSH, Level.ERROR, 32),
        (64, BY_HAND, Level.WARNING, 32),
        (65, BY_HAND, Level.ERROR, 64),
    ],
)
def test_a_title_too_long(
    length: int, about: Circumstances, level: Level | None, limit: int
) -> None:
    title = "质" * length
    found = check(article(SIGNED, title=title), about).get("WX102")
    if level is None:
        assert found is None
        return
    assert found is not None
    assert (found.level, found.place, found.quote) == (level, "标题", title)
    assert f"标题 {length} 字" in found.message
    assert f"上限 {limit} 字（超 {length - limit} 字）" in found.message


def test_an_author_too_long() -> None:
    assert "WX103" not in check(article(SIGNED, author="质" * 8))
    assert check(article(SIGNED, author="质" * 9))["WX103"].level is Level.WARNING
    assert check(article(SIGNED, author="质" * 17))["WX103"].level is Level.ERROR


def test_a_digest_too_long_missing_or_out_of_place() -> None:
    assert "WX104" not in check(article(SIGNED, digest="质" * 120))
    assert check(article(SIGNED, digest="质" * 121))["WX104"].level is Level.WARNING
    assert check(article(SIGNED, digest="质" * 129))["WX104"].level is Level.ERROR
    assert "WX105" in check(article(SIGNED, digest=""))
    several = Circumstances(alone=False)
    assert "WX106" in check(article(SIGNED), several)
    assert "WX105" not in check(article(SIGNED, digest=""), several)


@pytest.mark.parametrize(
    "address", ["anli.example.org", "ftp://a/", "https://a.example/" + "x" * 1010]
)
def test_an_address_of_the_source_that_will_not_do(address: str) -> None:
    assert "WX107" in check(article(SIGNED, source_url=address))


def test_nine_articles_are_too_many() -> None:
    nine = Draft("a", (FULL,) * 9, "red")
    assert [one.code for one in check_draft(nine)] == ["WX108"]
    assert check_draft(Draft("a", (FULL,) * 8, "red")) == []


def test_a_text_too_long_names_the_numbers_and_where_to_part_it() -> None:
    long = article(*[Paragraph(text("字" * 100))] * 200, SIGNED)
    by_hand = check(long)["WX109"]
    assert by_hand.level is Level.WARNING
    assert "上限 19,999 字符（超 " in by_hand.message
    assert "已用短式" in by_hand.message
    found = check(long, Circumstances(push=True, split=Split("后半", 9, (11_000, 12_000))))
    assert found["WX109"].level is Level.ERROR
    assert found["WX109"].fix.startswith("分成上、下两篇，下篇从“后半”起（上篇 11,000")


# ---- 结构 ----


@pytest.mark.parametrize(
    ("code", "inner"),
    [
        ("WX201", "<div>字</div>"),
        ("WX202", '<p id="a">字</p>'),
        ("WX203", '<p style="position:fixed">字</p>'),
        ("WX204", '<p style="margin:1rem">字</p>'),
        ("WX205", '<p style="color:#333333 !important">字</p>'),
        ("WX206", '<p style="font-family:SimSun">字</p>'),
        ("WX207", '<p style="text-align:start">字</p>'),
        ("WX208", "<p><section>字</section></p>"),
        ("WX209", '<span leaf=""><p>字</p></span>'),
        ("WX211", '<p style="line-height:1">字</p>'),
        ("WX212", '<p style="font-size:6px">字</p>'),
        ("WX212", '<p style="color:#ffffff">白字</p>'),
        ("WX301", '<a href="https://example.org/">字</a>'),
        ("WX307", '<img src="images/fig-1.png" alt="图">'),
    ],
)
def test_markup_that_wechat_would_not_keep(code: str, inner: str) -> None:
    found = marked_up(inner)[code]
    assert found.level is Level.ERROR
    assert found.place == "第 1 块"


def test_words_lost_by_pasting() -> None:
    one = article(Paragraph(text("不见了的话")), SIGNED)
    found = check(one, fragment="<section><p>别的</p></section>")["WX213"]
    assert (found.place, found.quote) == ("第 1 块", "不见了的话")


# ---- 链接与图片 ----


def test_a_picture_that_is_not_the_cases_own_is_missing() -> None:
    found = said(MissingPicture("https://example.org/a.png", "远处的图"))["WX303"]
    assert (found.place, found.quote) == ("第 1 块", "远处的图")
    assert "https://example.org/a.png" in found.message


def test_a_picture_without_a_file_is_missing() -> None:
    assert check(article(FIG, SIGNED), pictures={})["WX303"].quote == "画了什么"


def test_pushed_pictures_come_from_wechat() -> None:
    here = check(article(FIG, SIGNED), PUSH)
    assert here["WX302"].level is Level.ERROR
    markup = render_article(article(FIG, SIGNED), RED, resolve)
    sent = markup.replace("images/fig-1.png", "https://mmbiz.qpic.cn/mmbiz_png/a/0")
    assert "WX302" not in check(article(FIG, SIGNED), PUSH, fragment=sent)


def made(kind: str, mode: str = "RGB", size: tuple[int, int] = (800, 600)) -> bytes:
    """A picture in a format."""
    out = io.BytesIO()
    colour = {"RGB": (9, 9, 9), "RGBA": (9, 9, 9, 90), "CMYK": (9, 9, 9, 9)}[mode]
    Image.new(mode, size, colour).save(out, kind)
    return out.getvalue()


def moving() -> bytes:
    """Two pictures that take turns."""
    out = io.BytesIO()
    first, second = Image.new("L", (800, 600), 0), Image.new("L", (800, 600), 255)
    first.save(out, "GIF", save_all=True, append_images=[second])
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "level"),
    [
        (made("WEBP"), "WX304", Level.ERROR),
        (made("BMP"), "WX304", Level.ERROR),
        (b"%PDF-1.7", "WX304", Level.ERROR),
        (png()[:900], "WX304", Level.ERROR),
        (made("JPEG")[:900], "WX304", Level.ERROR),
        (moving(), "WX304", Level.WARNING),
        (made("PNG") + b"\0" * 1_000_000, "WX305", Level.ERROR),
        (made("PNG", "RGBA"), "WX404", Level.ERROR),
        (png(320, 200), "WX309", Level.WARNING),
    ],
    ids=[
        *("webp", "bmp", "pdf", "half a png", "half a jpeg", "moving", "too large", "clear"),
        "narrow",
    ],
)
def test_a_file_that_will_not_do(data: bytes, code: str, level: Level) -> None:
    found = check(article(FIG, SIGNED), pictures={"images/fig-1.png": data})
    assert found[code].level is level


def test_a_picture_without_words() -> None:
    assert "WX306" in said(replace(FIG, alt=""))
    assert "WX507" in said(replace(FIG, caption=""))


def test_a_code_is_read_module_by_module() -> None:
    one = article(QrCode(ADDRESS, "看案例"), SIGNED)
    assert "WX308" not in check(one)
    for wrong in (qr(ADDRESS + "x"), png(444, 444), b"not a picture"):
        assert "WX308" in check(one, pictures={"images/qr.png": wrong})


def test_more_than_thirty_pictures_are_many() -> None:
    assert "WX310" in said(*[FIG] * 31)
    assert "WX310" not in said(*[FIG] * 30)


def test_a_link_that_leads_nowhere_outside_the_archive_is_named() -> None:
    found = said(Paragraph((Run("别的案例", link="../2021/a.md"),)))["WX311"]
    assert (found.level, found.quote) == (Level.NOTE, "别的案例")


# ---- 夜间 ----


@pytest.mark.parametrize(
    ("code", "style"),
    [
        ("WX401", "color:#888888"),
        ("WX402", "color:#666666"),
        ("WX402", "color:#b3261e"),
        ("WX403", "background-image:linear-gradient(#eeeeee,#cccccc)"),
    ],
)
def test_words_that_cannot_be_read_by_day_or_at_night(code: str, style: str) -> None:
    assert marked_up(f'<p style="{style}">看不清的话</p>')[code].quote == "看不清的话"


def test_large_bold_words_may_have_less_contrast() -> None:
    style = "color:#b3261e;font-size:{}px;font-weight:bold"
    assert "WX402" not in marked_up(f'<p style="{style.format(18)}">字</p>')
    assert "WX402" in marked_up(f'<p style="{style.format(17)}">字</p>')


# ---- 文风 ----


@pytest.mark.parametrize(
    ("code", "words", "quote"),
    [
        ("WX501", "我们的产品是行业第一，没有之一。", "行业第一"),
        ("WX502", "分享后可得纪念品一份。", "分享后可"),
        ("WX503", "联系人手机138 1234 5678。", "手机号"),
        ("WX503", "证件号310101199001011234。", "身份证号"),
        ("WX503", "写信给 wang@example.org。", "电子邮箱"),
        ("WX505", "成功率升了,用时降了。", ","),
        ("WX508", "这是**没写完的粗体。", "**"),
    ],
)
def test_words_to_look_at_again(code: str, words: str, quote: str) -> None:
    found = said(Paragraph(text(words)))[code]
    assert found.level is Level.WARNING
    assert quote in found.message


@pytest.mark.parametrize(
    "words",
    [
        "获评全国质量信得过班组，成果为国家级QC小组成果，由首席质量官讲评，坚持质量第一。",
        "绝对误差最大值为0.2毫米，最大限度减少返工。",
        "办公电话021-12345678，编号SHQ-2022-0004，金额13812345678.5元。",
        "比例3:1，时间8:30，见GB/T 19001,2016版。",
        "2×3 * 4 是算式，A|B 是记号。",
    ],
)
def test_names_terms_and_numbers_are_left_alone(words: str) -> None:
    assert said(Paragraph(text(words))) == {}


def test_code_is_not_read_as_prose() -> None:
    assert said(Code(("a ** b, 汉字,c",))) == {}


def test_a_long_paragraph() -> None:
    assert "WX504" not in said(Paragraph(text("字" * 180)))
    assert "181 字，超过 180 字" in said(Item(text("字" * 181), "•"))["WX504"].message


def test_who_answers_for_it_is_named() -> None:
    assert check(article(Paragraph(text("字"))))["WX506"].message.endswith("来源、责编、审核。")
    half = Signature((("来源", "甲公司"), ("责编", ""), ("审核", "示例")))
    assert check(article(half))["WX506"].message == "落款里没有责编。"


def test_rights_and_machines() -> None:
    one = article(FIG, SIGNED)
    found = check_article(
        one, render_article(one, RED, resolve), files("fig-1"), Circumstances(ai="封面底图")
    )
    assert [finding.code for finding in found] == ["WX509", "WX510"]


# ---- 消息 ----


def test_a_finding_reads_as_one_sentence_after_the_other() -> None:
    found = check(article(SIGNED, title="质" * 41), PUSH)["WX102"]
    assert found.render() == (
        f"[WX102] 标题“{'质' * 41}”：标题 41 字，超过接口上限 32 字（超 9 字）。"
        "建议：给案例写“短标题”，或在本篇的编辑文件里另写标题；系统不会替您截断。"
    )
    assert found.as_json() == {
        "code": "WX102",
        "level": "error",
        "place": "标题",
        "quote": "质" * 41,
        "message": "标题 41 字，超过接口上限 32 字（超 9 字）。",
        "fix": "给案例写“短标题”，或在本篇的编辑文件里另写标题；系统不会替您截断。",
    }


@pytest.mark.parametrize("code", MESSAGES)
def test_every_code_is_expected_somewhere(code: str) -> None:
    folders = (ROOT / "tests" / "wechat", ROOT / "tests" / "browser")
    texts = (path.read_text("utf-8") for folder in folders for path in folder.rglob("*.py"))
    assert any(code in each for each in texts)
