"""无害：what another HTML parser sees of our HTML: allowed tags, attributes and addresses only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set

import lxml.html

from generator.prose import ATTRIBUTES, TAGS, is_safe_link

Elements = Iterator[tuple[str, Mapping[str, str | None]]]
_CONTROLS = re.compile("[\0-\b\v\f\x0e-\x1f]")
OWN: Mapping[str, Set[str]] = {
    "section": {"class", "tabindex", "aria-label"},
    "figure": set(),
    "figcaption": set(),
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "picture": set(),
    "source": {"type", "srcset", "sizes"},
    "a": {"href", "rel", "class"},
}
"""what `render_section` adds to what the sanitiser lets through"""


def by_libxml2(html: str) -> Elements:
    """Elements as libxml2 sees them; it cannot hold what reading a source refuses anyhow."""
    html = _CONTROLS.sub("", html)
    for element in lxml.html.fragment_fromstring(html, create_parent="main").iterdescendants():
        yield str(element.tag), dict(element.attrib)


def by_lexbor(html: str) -> Elements:
    """Elements as a browser's tree construction sees them; `make fuzz` installs the parser."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - not among the locked packages

    for node in LexborHTMLParser(f"<body><main>{html}").css("body *"):
        yield str(node.tag), node.attributes


def readers() -> tuple[Callable[[str], Elements], ...]:
    """Every parser that is there."""
    try:
        import selectolax.lexbor  # noqa: F401, PLC0415
    except ImportError:
        return (by_libxml2,)
    return by_libxml2, by_lexbor


READERS = readers()


def assert_harmless(html: str, pictures: Set[str]) -> None:
    """Nothing but what we allow, whoever reads it."""
    for read in READERS:
        for tag, attributes in read(html):
            if tag == "main":
                continue
            assert tag in TAGS | OWN.keys(), (tag, html)
            assert set(attributes) <= ATTRIBUTES.get(tag, set()) | OWN.get(tag, set()), html
            if tag == "img":
                assert attributes["src"] in pictures, html
            if "href" in attributes and attributes.get("class") != "zoom":
                assert is_safe_link(attributes["href"] or ""), html
