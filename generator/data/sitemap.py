"""给搜索引擎的文件：sitemap.xml and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from generator.data.dates import Dates
from generator.urls import absolute


def build_sitemap(base_url: str, urls: Iterable[str], dates: Mapping[str, Dates]) -> str:
    """站点地图 of the public pages, in the order of the site, dated where the content is."""
    entries = "".join(_entry(absolute(base_url, url), dates.get(url)) for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )


def _entry(address: str, dates: Dates | None) -> str:
    changed = f"<lastmod>{dates.updated.isoformat()}</lastmod>" if dates else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"


def build_robots(base_url: str) -> str:
    """robots.txt：the archive may be indexed; the search files are of no use outside."""
    return f"User-agent: *\nDisallow: /pagefind/\nSitemap: {absolute(base_url, 'sitemap.xml')}\n"
