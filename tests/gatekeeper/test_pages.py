"""网页里有什么：links, ids, what is seen, what runs; and where an address leads."""

from __future__ import annotations

import pytest

from generator.gatekeeper.links import check_links, check_styles, resolve
from generator.gatekeeper.markup import Markup, read_markup
from tests.publishing.world import BASE

ACTIVE: dict[str, tuple[str, list[str]]] = {
    **{
        f"the tag {tag}": (f"<{tag}>", [f"<{tag}>"])
        for tag in (
            *("iframe", "object", "embed", "applet", "frame", "frameset", "portal"),
            *("foreignobject", "base", "animate", "set", "xmp", "plaintext", "noembed", "noframes"),
            "style",
        )
    },
    "a script": ("<script>x</script>", ["内联脚本"]),
    "a script of a type": ('<script type="module">x</script>', ["内联脚本"]),
    "a script of ours with words": ('<script src="a.js">x</script>', ["内联脚本"]),
    "an empty script of ours": ('<script src="a.js"> </script>x', []),
    "words behind a script": ("<script> </script>words", []),
    "words in a tag behind a script": ("<script></script><b>words</b>", []),
    "good data": ('<script type="application/json">{}</script>', []),
    "good linked data": ('<script type="application/ld+json">{}</script>', []),
    "bad data": ('<script type="application/json">{</script>', ["读不懂的 JSON"]),
    "bad linked data": ('<script type="application/ld+json">{</script>', ["读不懂的 JSON"]),
    "a refresh": ('<meta http-equiv="REFRESH" content="0">', ["自动跳转"]),
    "another meta": ('<meta http-equiv="content-language" content="zh">', []),
    **{
        f"the attribute {name}": (f'<p {name}="x">', [f"p 的 {name} 属性"])
        for name in ("onclick", "style", "srcdoc", "formaction", "ping", "background")
    },
    "an attribute twice": ('<a href="./" href="./">x</a>', ["a 里写了两次的属性"]),
    **{
        f"an attribute that closes {tag}": (f'<p title="</{tag.upper()}">', ["p 的属性里的标签"])
        for tag in ("title", "textarea", "noscript", "script", "style")
    },
    "an attribute that closes a title and is escaped": ('<p title="&lt;/title&gt;">', []),
    "an attribute that closes a title in an empty tag": (
        '<br title="</title>"/>',
        ["br 的属性里的标签"],
    ),
    "an attribute with another tag": ('<p title="</p>">', []),
    "a comment": ("<!-- words -->", []),
    "a comment with a tag": ("<!-- <b -->", ["注释里的标签"]),
    "a comment that ends early": ("<!--> -->", ["注释里的标签"]),
    "a comment that seems to end": ("<!-- -- > -->", ["注释里的标签"]),
    "a comment without an end": ("<!-- words", []),
    "a declaration": ("<!doctype html>", []),
    "no CDATA": ("<![CDATA[x]]>", ["看不懂的声明"]),
    "a tag in a title": ("<svg><title><img onerror=x()></title></svg>", ["img 的 onerror 属性"]),
    "a tag in a text area": ("<textarea><img onerror=x()></textarea>", ["img 的 onerror 属性"]),
    "a javascript address": ('<a href=" java\tscript:x()">', ["a 里的 javascript 地址"]),
    "capital letters": ('<a href="JAVASCRIPT:x()">', ["a 里的 javascript 地址"]),
    "a control character": ('<a href="a\tb">', ["a 里的 带控制字符的 地址"]),
    "the last control character": ('<a href="a\x1fb">', ["a 里的 带控制字符的 地址"]),
    "a space": ('<a href="a b">', []),
    "no address": ('<a href="http://[">', ["a 里看不懂的地址"]),
    **{
        f"to {scheme}": (f'<a href="{scheme}:x">', [])
        for scheme in ("http", "https", "mailto", "tel")
    },
    "fetched from elsewhere": ('<img src="https://e.example/a.png">', ["img 取自别的网站"]),
    "fetched from elsewhere without TLS": ('<img src="http://e.example/">', ["img 取自别的网站"]),
    "fetched by whatever scheme": ('<img src="//e.example/a.png">', ["img 取自别的网站"]),
    "fetched by strokes the wrong way": (r'<img src="\\e.example">', ["img 取自别的网站"]),
    "fetched from below our address": (f'<img src="{BASE}a.png">', []),
    "fetched from beside our address": (f'<img src="{BASE[:-1]}x.png">', ["img 取自别的网站"]),
    **{
        f"fetched by {name}": (f'<svg {name}="//e.example/">', ["svg 取自别的网站"])
        for name in ("href", "src", "poster", "action", "data", "xlink:href")
    },
    **{
        f"fetched from a set in {name}": (
            f'<img {name}="a.png 1x, //e.example/ 2x">',
            ["img 取自别的网站"],
        )
        for name in ("srcset", "imagesrcset")
    },
    "an empty set": ('<img srcset="a.png 1x, ">', []),
    **{f"a way out from {tag}": (f'<{tag} href="//e.example/">', []) for tag in ("a", "area")},
    "a form for elsewhere": ('<form action="//e.example/">', ["表单交到别的网站"]),
    "a form for us": (f'<form action="{BASE}archive/">', []),
    "a form for this site": ('<form action="../archive/">', []),
    **{
        f"a link that is {rel}": (f'<link rel="{rel}" href="//e.example/">', [])
        for rel in ("canonical", "alternate", "license", "next", "prev")
    },
    "a style from elsewhere": (
        '<link rel="stylesheet" href="//e.example/">',
        ["link 取自别的网站"],
    ),
    "a picture that says it is canonical": (
        '<img rel="canonical" src="//e.example/">',
        ["img 取自别的网站"],
    ),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_runs_or_fetches_is_found_and_nothing_else(name: str) -> None:
    text, expected = ACTIVE[name]
    assert read_markup(text, BASE).active == expected


def test_a_library_that_sees_only_words_in_a_title_is_not_followed() -> None:
    page = Markup()
    page.set_cdata_mode("title", escapable=True)  # as Python 3.14 does it
    page.feed("<img onerror=x()></title>")
    assert page.active == ["img 的 onerror 属性"]


def test_without_an_address_of_our_own_everything_outside_is_foreign() -> None:
    assert read_markup(f'<img src="{BASE}a.png">').active == ["img 取自别的网站"]


def test_links_and_what_is_fetched_are_told_apart() -> None:
    page = read_markup(
        '<a href="one">x</a><img src="two" srcset="three 1x,four"><form action="five"></form>'
        '<link rel="next" href="six"><link rel="icon" href="seven"><area href="eight">'
    )
    assert page.links == ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    assert page.fetched == ["two", "three", "four", "seven"]


def test_ids_are_targets_and_names_of_anchors_too() -> None:
    page = read_markup('<p id="a" name="b"></p><a id="c" name="d"></a><a href="x">x</a>')
    assert page.ids == {"a", "c", "d"}


def test_everything_that_readers_see_or_hear_is_seen() -> None:
    names = ("alt", "title", "aria-label", "placeholder", "content", "value", "label")
    tags = "".join(f'<p {name}="{name}!">' for name in names)
    page = read_markup(f'{tags}<p class="x" data-x="y%20"><!--note-->text&amp;<br/>more')
    assert page.seen == [*(f"{name}!" for name in names), "x", "y ", "note", "text&", "more"]
    assert read_markup('<path d="M1"><polygon points="1" transform="a" viewBox="0">').seen == []
    data = '<script type="application/ld+json">"words"</script>'
    assert read_markup(data).seen == ["application/ld+json", '"words"']
    assert read_markup("<script>words</script>").seen == []


@pytest.mark.parametrize(
    ("text", "canonical", "noindex"),
    [
        ('<link rel="canonical" href="x">', "x", False),
        ('<link rel="next" href="x">', "", False),
        ('<a rel="canonical" href="x">', "", False),
        ('<link rel="canonical">', "", False),
        ('<meta name="robots" content="noindex,follow">', "", True),
        ('<meta name="robots" content="all">', "", False),
        ('<meta name="robots">', "", False),
        ('<meta name="description" content="noindex">', "", False),
    ],
)
def test_a_page_says_where_it_belongs_and_whether_it_may_be_listed(
    text: str, canonical: str, noindex: bool
) -> None:
    page = read_markup(text)
    assert (page.canonical, page.noindex) == (canonical, noindex)


# ---- where an address leads ----

PAGE = "cases/2022/a/index.html"


@pytest.mark.parametrize(
    ("target", "file", "fragment"),
    [
        ("", PAGE, ""),
        ("#x", PAGE, "x"),
        ("#%E5%AE%89", PAGE, "安"),
        ("?q=1", PAGE, ""),
        (" b.png ", "cases/2022/a/b.png", ""),
        ("../b/", "cases/2022/b/index.html", ""),
        ("../../../", "index.html", ""),
        ("../../..", "index.html", ""),
        ("/anli/data/x.json", "data/x.json", ""),
        ("/anli", "index.html", ""),
        ("/anli/a//b", "a/b", ""),
        ("%E5%AE%89.png", "cases/2022/a/安.png", ""),
        (BASE, "index.html", ""),
        (f"{BASE}topics/x/#y", "topics/x/index.html", "y"),
        ("http://share.example.org/anli/x/", "x/index.html", ""),
        ("//share.example.org/anli/x/", "x/index.html", ""),
        ("/other/", None, ""),
        ("/anlix/", None, ""),
        ("https://elsewhere.example/anli/", None, ""),
        ("mailto:share@example.org", None, ""),
        ("ftp://share.example.org/anli/", None, ""),
        ("//[", "", ""),
    ],
)
def test_an_address_leads_to_one_file_or_elsewhere(
    target: str, file: str | None, fragment: str
) -> None:
    assert resolve(PAGE, target, BASE) == (file, fragment)


def problems(pages: dict[str, str], *files: str) -> list[tuple[str, str]]:
    """What is wrong with links between pages and these further files."""
    read = {path: read_markup(text, BASE) for path, text in pages.items()}
    found = check_links(read, {*pages, *files}, BASE)
    return [(problem.id.removeprefix("gatekeeper."), problem.place.file) for problem in found]


def test_every_link_has_its_file_and_every_file_its_link() -> None:
    page = "topics/a/index.html"
    home = '<a href="topics/a/">x</a>'
    assert problems({"index.html": home, page: ""}) == []
    assert problems({"index.html": "", page: ""}) == [("orphan", page)]
    assert problems({"index.html": home}) == [("link", "index.html")]
    assert problems({"index.html": home * 2}) == [("link", "index.html")]
    assert problems({"index.html": '<a href="//x.example/">x</a>' + home, page: ""}) == []
    dead_first = '<a href="b/">x</a>' + home
    assert problems({"index.html": dead_first, page: ""}) == [("link", "index.html")]


def test_an_anchor_has_an_id_on_the_page_that_it_leads_to() -> None:
    page = "topics/a/index.html"
    home = '<a href="topics/a/#x">x</a>'
    assert problems({"index.html": home, page: '<p id="x"></p>'}) == []
    assert problems({"index.html": home, page: '<p id="y"></p>'}) == [("anchor", "index.html")]
    to_data = '<a href="data/x.json#x">x</a>'
    assert problems({"index.html": to_data}, "data/x.json") == []


@pytest.mark.parametrize("path", ["robots.txt", "assets/a.css", "pagefind/pagefind.js"])
def test_what_machines_ask_for_needs_no_link(path: str) -> None:
    assert problems({"index.html": ""}, path) == []
    assert problems({"index.html": ""}, "data/x.json") == [("orphan", "data/x.json")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{src:url(a.png)}", []),
        ("a{src:url( 'a.png' )}", []),
        ('a{src:url("a.png")}', []),
        ("a{src:url(data:font/woff2;base64,AA)}", []),
        ("a{src:url(#x)} b{src:url(b.png)}", ["gatekeeper.link"]),
        ("a{src:url(//e.example/f)}", ["gatekeeper.active"]),
        ("a{src:url(//[)}", ["gatekeeper.link"]),
        ("a{src:url(b.png)} b{src:url(c.png)}", ["gatekeeper.link"] * 2),
        ("a{color:red}", []),
    ],
)
def test_what_a_style_asks_for_is_there_and_ours(text: str, expected: list[str]) -> None:
    found = check_styles("assets/x.css", text, {"assets/a.png"}, BASE)
    assert [problem.id for problem in found] == expected
