"""地址：whatever was public once answers 200, 301 or 410 for ever, and never a bare 404."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.publishing.manifest import Manifest

INDEX = "index.html"
_FINGERPRINT = re.compile(r"-[0-9a-f]{10}\.(?:jpg|png|webp)$")
LATE = re.compile(r"-[0-9a-f]{10}\.(?:jpg|png|webp)$|^pagefind/.*\.pf_(?:fragment|index|meta)$")
"""files that the shipped servers give late readers from the release before, as their names tell"""
_MACHINERY = ("assets/", "pagefind/", "search/", "compare/", "404.html", "traditional.json")
_PATH = re.compile(r"(?:[A-Za-z0-9._-]+/)*[A-Za-z0-9._-]*")


class AddressError(ValueError):
    """转向写得不对; the text says which, in Chinese."""


@dataclass(frozen=True, slots=True)
class Answers:
    """应答 of the addresses that have no page any more; absolute paths."""

    gone: tuple[str, ...]
    """410, each exactly"""
    below: tuple[str, ...]
    """410 with all that lies below: withdrawn cases; each ends with a slash"""
    moved: Mapping[str, str]
    """301: old → new, always one step"""


def addresses_of(manifest: Manifest) -> frozenset[str]:
    """Addresses that people may have written down: pages and downloads, site-relative.

    Pictures with a fingerprint in their name and the machinery of pages are not among them.
    """
    return frozenset(
        path.removesuffix(INDEX)
        for path in manifest.files
        if not path.startswith(_MACHINERY) and not _FINGERPRINT.search(path)
    )


def parse_addresses(text: str) -> frozenset[str]:
    """The note of a target, one address on each line; there may be blanks in an address."""
    return frozenset(text.split("\n")) - {""}


def build_answers(
    base_url: str,
    ever: Iterable[str],
    now: Collection[str],
    withdrawn: Collection[str],
    redirects: Mapping[str, str],
) -> Answers:
    """What the server says at addresses of old. `redirects` are flattened and checked here.

    Raises AddressError for a redirect that leaves the site, ends nowhere, or hides a page.
    """
    root = urlsplit(base_url).path.removesuffix("/") + "/"
    moved = dict(_flatten(redirects, now, withdrawn))
    gone = sorted(
        a for a in ever if a not in now and a not in moved and not _is_below(a, withdrawn)
    )
    return Answers(
        gone=tuple(root + address for address in gone),
        below=tuple(root + address for address in sorted(withdrawn)),
        moved={root + old: root + new for old, new in sorted(moved.items())},
    )


def _flatten(
    redirects: Mapping[str, str], now: Collection[str], withdrawn: Collection[str]
) -> Iterator[tuple[str, str]]:
    for old in redirects:
        seen, new = {old}, redirects[old]
        while new in redirects:
            if new in seen:
                raise AddressError(f"转向绕成了圈：{old}")
            seen.add(new)
            new = redirects[new]
        for path in (old, new):
            if re.match(r"/(?!/)", path):
                raise AddressError(f"转向的地址开头不要斜线：{path}")
            if not _PATH.fullmatch(path) or ".." in path:
                raise AddressError(f"转向只能写本站之内的相对地址：{path}")
        if old in now or _is_below(old, withdrawn):
            raise AddressError(f"{old} 还有网页或已撤下，不能再转走")
        if new not in now:
            raise AddressError(f"{old} 转向的 {new} 没有网页")
        yield old, new


def _is_below(address: str, folders: Collection[str]) -> bool:
    return any(address.startswith(folder) for folder in folders)


def render_nginx(answers: Answers) -> dict[str, str]:
    """Files that the shipped nginx configuration includes into its maps."""
    gone = [f'"{_quoted(path)}" 1;' for path in _written(answers.gone)]
    gone += [f'"~^{re.escape(path.removesuffix("/"))}(/|$)" 1;' for path in answers.below]
    moved = [f'"{_quoted(old)}" "{_quoted(new)}";' for old, new in _moves(answers)]
    return {"gone.map": _lines(gone), "moved.map": _lines(moved)}


def render_caddy(answers: Answers) -> dict[str, str]:
    """The file that the shipped Caddyfile imports."""
    paths = [*_written(answers.gone)]
    for path in answers.below:
        paths += [path.removesuffix("/"), path + "*"]
    lines = [f'redir "{_quoted(old)}" "{_quoted(new)}" 301' for old, new in _moves(answers)]
    lines += [f'error "{_quoted(path)}" 410' for path in paths]
    return {"addresses.caddy": _lines(lines)}


def render_answers(answers: Answers) -> dict[str, str]:
    """Every file that a server reads, by name."""
    return {**render_nginx(answers), **render_caddy(answers)}


def _moves(answers: Answers) -> Iterator[tuple[str, str]]:
    for old, new in answers.moved.items():
        yield from ((written, new) for written in _written([old]))


def _written(addresses: Iterable[str]) -> Iterator[str]:
    """An address, and the other ways in which the page answered when it was there."""
    for address in addresses:
        yield address
        if address.endswith("/") and address != "/":
            yield address.removesuffix("/")
            yield address + INDEX


def _lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in ["# 由 anli publish 生成", *dict.fromkeys(lines)])


def _quoted(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"').replace("$", "")
