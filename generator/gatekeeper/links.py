"""链接：every reference of a page has a file, every anchor an id, every file a page that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

from generator.gatekeeper.kinds import kind_of
from generator.gatekeeper.markup import Markup
from generator.gatekeeper.messages import problem
from generator.problems import Problem

FREE = {"站点文件", "样式和脚本", "检索"}
"""kinds that scripts and machines ask for, without a link in a page"""
_CSS = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"])([^'")]+)""")


def check_links(pages: Mapping[str, Markup], files: Set[str], base: str) -> Iterator[Problem]:
    """Dead links and anchors; files that no page names."""
    named: set[str] = set()
    for path, page in pages.items():
        for target in dict.fromkeys(page.links):
            found, fragment = resolve(path, target, base)
            if found is None:
                continue
            if found not in files:
                yield problem("gatekeeper.link", path, target=target)
                continue
            named.add(found)
            if fragment and found in pages and fragment not in pages[found].ids:
                yield problem("gatekeeper.anchor", path, target=target)
    for path in sorted(files - named):
        if kind_of(path) not in FREE and path != "index.html":
            yield problem("gatekeeper.orphan", path)


def check_standing(pages: Mapping[str, Markup], base: str) -> Iterator[Problem]:
    """Pages that give another address as their own."""
    for path, page in pages.items():
        if page.canonical and page.canonical != base + path.removesuffix("index.html"):
            yield problem("gatekeeper.canonical", path, target=page.canonical)


def resolve(path: str, target: str, base: str) -> tuple[str | None, str]:
    """A reference of a page → site-relative file and fragment; None when it leads elsewhere.

    The file is empty for an address that is none.
    """
    here, root = urljoin(base, path.removesuffix("index.html")), urlsplit(base)
    try:
        whole = urlsplit(urljoin(here, target.strip()))
    except ValueError:  # such as “//[”
        return "", ""
    if whole.scheme not in ("http", "https") or whole.netloc != root.netloc:
        return None, ""
    if not whole.path.startswith(root.path) and whole.path + "/" != root.path:
        return None, ""
    inner = unquote(whole.path[len(root.path) :])
    file = inner + "index.html" if not inner or inner.endswith("/") else normpath(inner)
    return file, unquote(whole.fragment)


def check_styles(path: str, text: str, files: Set[str], base: str) -> Iterator[Problem]:
    """References within a style sheet."""
    for found in _CSS.finditer(text):
        target = found[1]
        if target.startswith(("data:", "#")):
            continue
        file, _ = resolve(path, target, base)
        if file is None:
            yield problem("gatekeeper.active", path, what="样式取自别的网站")
        elif file not in files:
            yield problem("gatekeeper.link", path, target=target)
