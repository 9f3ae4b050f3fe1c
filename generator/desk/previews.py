"""草稿预览：the site as it would look if every complete write-up were approved. Never in site/.

The gate stays the only maker of an `Archive`: it is shown copies of the approvals in which what
is still missing is filled in, in memory, for this preview alone. What is not announced, not in
the list, or withdrawn stays out as it does in public.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator import pipeline
from generator.clock import today
from generator.content import Content, YearFolder
from generator.desk.uploads import FOLDER
from generator.furnishing import furnish
from generator.gate import admit, reasons_to_hold
from generator.model import Approval, Case, Consent, DocNumber, Review
from generator.output import Writer
from generator.plugin import render_chrome
from generator.problems import Problem
from generator.switching import staging, switch

SITE = f"{FOLDER}/preview"
KEY = f"{FOLDER}/preview.key"
SOURCES = ("cases", "site_config", "theme")
WORDS = "草稿：仅供内部核对，不是公开内容"


def ensure_preview(root: Path) -> list[Problem]:
    """Build the preview unless it is there and nothing has changed; errors forbid it.

    For one caller at a time.
    """
    if is_fresh(root):
        return []
    key = fingerprint(root)
    loaded = pipeline.load(root)
    site = loaded.content.site
    if loaded.blocked or site is None:
        return loaded.problems
    archive, _ = admit(as_approved(loaded.sound, today()), site, today())
    with staging(root / SITE) as folder:
        chrome = render_chrome(root, site, folder)
        furnish(archive, chrome, root, Writer(folder), posters=False)
        switch(folder, root / SITE)
    (root / KEY).write_text(key, encoding="ascii")
    return []


def is_fresh(root: Path) -> bool:
    """Whether the preview shows what the sources say now."""
    path = root / KEY
    return (
        (root / SITE).is_dir()
        and path.is_file()
        and path.read_text(encoding="ascii") == fingerprint(root)
    )


def fingerprint(root: Path) -> str:
    """What a preview depends on: names, sizes and times of the sources, and the day."""
    total = hashlib.sha256(today().isoformat().encode())
    files = [path for name in SOURCES for path in sorted((root / name).rglob("*"))]
    for path in [*files, root / "mkdocs.yml"]:
        state = path.stat()
        total.update(f"{path.relative_to(root)}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return total.hexdigest()


def as_approved(content: Content, day: date) -> Content:
    """内容 with its drafts approved on paper: for looking at, not for publishing."""
    return replace(content, years=tuple(_year_as_approved(year, day) for year in content.years))


def _year_as_approved(folder: YearFolder, day: date) -> YearFolder:
    drafts = {case.id: case for case in folder.cases if is_draft(case, folder)}
    kept = tuple(a for a in folder.approvals if a.case not in drafts)
    signed = tuple(_signed(case, day) for case in drafts.values())
    return replace(folder, approvals=(*kept, *signed))


def is_draft(case: Case, folder: YearFolder) -> bool:
    """Whether only its approval keeps a case from the public."""
    held = next(reasons_to_hold(case, folder), None)
    return held is not None and held.id.startswith("approval.")


def _signed(case: Case, day: date) -> Approval:
    review = Review(day=day, doc_number=DocNumber(WORDS, day.year, WORDS), by=WORDS)
    return Approval(
        case=case.id,
        formal=review,
        expert=review,
        guidance=review,
        secrecy=review,
        consent=Consent(given=True, day=day, scope=("website",)),
        content_hash=case.content_hash,
        approved_by=WORDS,
        approved_on=day,
    )


def watermark(page: bytes, style: str, way_back: str = "") -> bytes:
    """网页 with 草稿 written all over it; `style` is the address of draft.css."""
    back = f'<a href="{way_back}">回到工作台</a>' if way_back else ""
    strip = (
        f'<aside class="anli-draft" aria-label="草稿"><p>{WORDS}</p>{back}</aside>'
        '<div class="anli-draft-mark" aria-hidden="true"></div>'
    )
    link = f'<link rel="stylesheet" href="{style}">'
    page = page.replace(b"</head>", link.encode() + b"</head>", 1)
    # after the skip link, which has to stay the first thing that the keyboard meets
    for mark in (b"<header", b"</body>"):
        if mark in page:
            return page.replace(mark, strip.encode() + mark, 1)
    return strip.encode() + page
