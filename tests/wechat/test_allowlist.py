"""允许清单：each kind of deviation is seen, with its code; what is allowed passes."""

from __future__ import annotations

import pytest

from generator.wechat.allowlist import deviations
from generator.wechat.render import render_article
from generator.wechat.tokens import THEMES, Theme
from tests.wechat.sample import FULL, resolve


def codes(inner: str) -> list[str]:
    """Codes of what is wrong inside a root."""
    return [one.code for one in deviations(f"<section>{inner}</section>")]


def styled(style: str, tag: str = "p") -> list[str]:
    """Codes of a style on an element with a word in it."""
    return codes(f'<{tag} style="{style}">字</{tag}>')


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_an_article_of_every_block_has_no_deviation(theme: Theme, short: bool) -> None:
    assert deviations(render_article(FULL, theme, resolve, short=short)) == []


@pytest.mark.parametrize(
    "tag", ["div", "ul", "h1", "blockquote", "pre", "code", "svg", "font", "b", "u", "i", "figure"]
)
def test_a_tag_outside_the_list(tag: str) -> None:
    assert codes(f"<{tag}>字</{tag}>") == ["WX201"]


def test_comments_scripts_and_rules() -> None:
    assert codes("<!-- 内部 --><script>x</script><hr>") == ["WX201"] * 3


def test_a_declaration_is_a_comment_and_hides_nothing() -> None:
    assert codes("<!doctype x><?php x?><![if x]><![endif]>") == ["WX201"] * 4
    assert codes("<![CDATA[><script>x</script>]]>") == ["WX201"] * 2


@pytest.mark.parametrize(
    "attribute", ['id="a"', 'class="b"', 'onclick="x()"', 'data-x="1"', 'align="center"', 'leaf=""']
)
def test_an_attribute_outside_the_list(attribute: str) -> None:
    assert codes(f"<p {attribute}>字</p>") == ["WX202"]


def test_attributes_with_values_that_mean_nothing() -> None:
    table = '<table><tbody><tr><td colspan="0">字</td></tr></tbody></table>'
    assert codes(table) == ["WX202"]
    assert codes('<span leaf="x">字</span>') == ["WX202"]
    assert codes('<img src="a.png" alt="图" data-w="9" data-ratio="x">') == ["WX202"]


@pytest.mark.parametrize(
    "style", ["position:relative", "float:left", "transform:none", "opacity:1", "min-width:9px"]
)
def test_a_property_outside_the_list(style: str) -> None:
    assert styled(style) == ["WX203"]


@pytest.mark.parametrize(
    "style",
    [
        *(
            "margin:1rem",
            "margin:-4px",
            "padding:calc(1px)",
            "margin:1vw",
            "margin:1px 2px 3px 4px 5px",
        ),
        *(
            "color:red",
            "color:#FFF",
            "color:#FFFFFF",
            "color:rgba(0,0,0,0.5)",
            "color:rgb(256,0,0)",
        ),
        *("font-size:40px", "font-size:1em", "width:200px", "height:20px", "display:flex"),
        *(
            "border:1px solid red",
            "border:1px solid solid",
            "text-align:middle",
            "font-weight:bolder",
        ),
        *("background-color:url(a.png)", "line-height:150%", "white-space:pre", "margin", "color:"),
    ],
)
def test_a_value_outside_the_grammar(style: str) -> None:
    assert styled(style) == ["WX204"]


@pytest.mark.parametrize(
    "style",
    [
        *("margin:0 auto 4px 1.5em", "padding:0 5%", "color:rgb(51, 51, 51)", "color:#333333"),
        *("border:0", "border-left:4px solid #c7000b", "border-top:1px dashed #595959"),
        *("font-size:12px", "font-size:32px", "font-weight:600", "line-height:1.4;font-size:14px"),
        *("line-height:26px;font-size:16px", "text-indent:-1.5em", "width:50%", "width:auto"),
        *("display:inline-block", "overflow-x:auto", "letter-spacing:0.5px", "text-align:justify"),
    ],
)
def test_what_the_grammar_allows(style: str) -> None:
    assert styled(style) == []


def test_pixels_for_the_width_of_a_small_picture_only() -> None:
    image = '<img src="a.png" alt="图" data-w="440" style="width:{}">'
    assert codes(image.format("148px")) == []
    assert codes(image.format("301px")) == ["WX204"]


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ("color:#333333 !important", "WX205"),
        ("font-family:SimSun", "WX206"),
        ("text-align:start", "WX207"),
        ("text-align:end", "WX207"),
        ("line-height:1.2", "WX211"),
        ("line-height:18px;font-size:16px", "WX211"),
        ("font-size:10px", "WX212"),
        ("display:none", "WX212"),
        ("background-image:linear-gradient(#ffffff,#333333)", "WX403"),
    ],
)
def test_faults_with_a_code_of_their_own(style: str, code: str) -> None:
    assert styled(style) == [code]


@pytest.mark.parametrize(
    "inner",
    [
        "<p><section>字</section></p>",
        "<strong><p>字</p></strong>",
        "<table><tbody><td>字</td></tbody></table>",
        "<tr><td>字</td></tr>",
        "<table>字<tbody><tr><td>字</td></tr></tbody></table>",
        '<section style="margin:0"></section>',
        "<p>字",
        "字</p>",
        "<section>" * 8 + "字" + "</section>" * 8,
        '<a href="https://mp.weixin.qq.com/s/a"><a href="https://mp.weixin.qq.com/s/b">字</a></a>',
    ],
)
def test_wrong_nesting(inner: str) -> None:
    assert "WX208" in codes(inner)


def test_a_block_in_a_leaf() -> None:
    assert codes('<span leaf=""><p>字</p></span>') == ["WX209"]


@pytest.mark.parametrize(
    "fragment", ["", "字", "<p>字</p>", "<section>甲</section><section>乙</section>"]
)
def test_there_is_one_root(fragment: str) -> None:
    assert "WX208" in [one.code for one in deviations(fragment)]


def test_a_byte_order_mark() -> None:
    assert deviations("\ufeff<section>字</section>")[0].detail == "开头有字节序标记"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "http://mp.weixin.qq.com/s",
        "#a",
        "https://mp.weixin.qq.com.evil.org/",
    ],
)
def test_a_link_to_elsewhere(address: str) -> None:
    assert codes(f'<a href="{address}">字</a>') == ["WX301"]


def test_pictures_without_address_width_or_words() -> None:
    assert codes("<img>") == ["WX303", "WX307", "WX306"]


def test_a_deviation_says_where_it_is_and_quotes() -> None:
    found = deviations("<section><p>好</p><p>甲乙<u>丙丁</u></p></section>")
    assert [(one.block, one.quote, one.detail) for one in found] == [(2, "丙丁", "<u>")]
