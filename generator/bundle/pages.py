"""网页改写：links that name files, not folders, and scripts that a browser runs from a disk."""

from __future__ import annotations

import posixpath
import re
from html import escape, unescape

_LINK = re.compile(r'(<(?:a|form|link)\b[^>]*?\s(?:href|action)=")([^"]*)(")')
_SCRIPT = re.compile(r'<script type="module" src="([^"]*)"></script>')
_ALIEN = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.I)
_NOT_HERE = re.compile(
    r'<link rel="(?:canonical|alternate|modulepreload)"[^>]*>\n?|<meta property="og:url"[^>]*>\n?'
    r'|<p class="note feeds">.*?</p>\n?'
)
"""what speaks of the address on the web; feeds are not in the bundle"""

LINKED = "offline/site.js"
ACTIONS = "offline/links.js"


def rewrite_page(html: str, path: str) -> str:
    """One page, `path` as in the site, for opening from a disk."""
    root = posixpath.relpath(".", posixpath.dirname(path) or ".")
    html = _NOT_HERE.sub("", html)
    html = _LINK.sub(lambda m: m[1] + escape(name_file(unescape(m[2]))) + m[3], html)
    html = _SCRIPT.sub(lambda m: _script(m[1], path, root), html)
    return html.replace("</body>", f'<script defer src="{root}/{ACTIONS}"></script>\n</body>', 1)


def name_file(link: str) -> str:
    """A link to a folder becomes one to the page in it; others stay."""
    if _ALIEN.match(link) or not link:
        return link
    target, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", link, re.S).groups()  # type: ignore[union-attr]
    return (target + "index.html" if target.endswith("/") else target) + mark + rest


def _script(source: str, path: str, root: str) -> str:
    entry = posixpath.normpath(posixpath.join(posixpath.dirname(path), source))
    return f'<script defer src="{root}/{LINKED}" data-entry="{entry}"></script>'
