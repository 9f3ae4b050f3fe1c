"""图片消息文件夹：one case as a 小绿书 post, in the form that `anli wechat push` takes."""

from __future__ import annotations

import json
from pathlib import Path

from generator.cache import Cache
from generator.drawing.fonts import Fonts
from generator.model import Case, Picture
from generator.pages.index import Index
from generator.posters.words import Words, build_words
from generator.wechat.blocks import Article, Kind
from generator.wechat.checks import Finding
from generator.wechat.checks.headline import check_headline
from generator.wechat.compose.single import PHOTOGRAPHS
from generator.wechat.folders import NEWSPIC, REPORT
from generator.wechat.newspic import Photo, build_newspic, draw_pack
from generator.wechat.payload import render_payload
from generator.wechat.pictures import RefusedPictureError, convert
from generator.wechat.report import READY

WORDS = "post.txt"
"""标题 and 配文, for who puts the post together by hand"""


def make_pack(
    case: Case, index: Index, root: Path, fonts: Fonts, cache: Cache
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """案例 → files by name, and what is to be said of them. Raises NewspicError."""
    words = build_words(case, index)
    photos, refused = _photos(case, root, cache)
    pages = draw_pack(words, photos, fonts, cache)
    findings = (*refused, *check_headline(_headline(words), alone=True, push=True))
    names = [f"{number:02}{_suffix(page)}" for number, page in enumerate(pages, 1)]
    body = build_newspic(words.title, _text(words), names)
    slug = slug_of(case)
    report = {
        "state": READY,
        "campaign": NEWSPIC,
        "draft": slug,
        "cases": [case.id],
        "articles": [{"slug": slug, "cases": [case.id], "title": words.title}],
        "findings": [found.as_json() for found in findings],
    }
    files = dict(zip(names, pages, strict=True))
    files["draft.json"] = render_payload({"articles": [body]}).encode()
    files[WORDS] = f"{words.title}\n\n{_text(words)}\n".encode()
    files[REPORT] = (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode()
    return files, findings


def slug_of(case: Case) -> str:
    """Name of the folder of a case."""
    return f"{case.year}-{case.slug}"


def _photos(case: Case, root: Path, cache: Cache) -> tuple[list[Photo], list[Finding]]:
    """现场图 with their captions; what cannot be used is named."""
    photos, findings = [], []
    for picture in case.pictures:
        try:
            data = (root / case.folder / picture.file).read_bytes()
            made = convert(data, picture.file, cache)
        except RefusedPictureError as error:
            findings.append(error.finding)
            continue
        findings += made.findings
        photos.append(Photo(made.data, (picture.caption or picture.alt) + _credit(picture)))
    return photos, findings


def _credit(picture: Picture) -> str:
    """Who took it; of a drawing, where it comes from."""
    word = "摄影" if picture.kind in PHOTOGRAPHS else "图源"
    return f"（{word}：{picture.credit}）" if picture.credit else ""


def _suffix(page: bytes) -> str:
    return ".jpg" if page.startswith(b"\xff\xd8") else ".png"


def _headline(words: Words) -> Article:
    """For the check of the title; the address stands in the text."""
    return Article("", Kind.SINGLE, words.title, words.summary[:1], "", "", ())


def _text(words: Words) -> str:
    """配文: plain text, the whole of the summary."""
    return (
        f"{words.summary}\n\n{words.organisation} {words.team}\n"
        f"{words.result} · {words.domain}\n完整案例：{words.address}"
    )
