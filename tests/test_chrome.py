"""外框：cut before any content is near it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.chrome import SLOTS, cut_shell, make_marks
from generator.content import read_content
from generator.plugin import render_chrome
from tests.support import ROOT

MARKS = {slot: f"slot-{slot}-feed" for slot in SLOTS}
PAGE = "<title>slot-title-feed</title><a href=slot-base-feed/>slot-body-feed<p>slot-title-feed"


def test_every_slot_is_filled_where_it_stands() -> None:
    shell = cut_shell(PAGE, MARKS)
    stamped = shell.stamp({"title": "甲", "base": "..", "body": Markup("<b>乙</b>")})
    assert stamped == "<title>甲</title><a href=../><b>乙</b><p>甲"


def test_text_is_escaped_and_only_markup_is_not() -> None:
    shell = cut_shell(PAGE, MARKS)
    stamped = shell.stamp({"title": '</title><script>"', "base": "..", "body": "<b>"})
    assert "<script>" not in stamped and "<b>" not in stamped
    assert "&lt;/title&gt;&lt;script&gt;&#34;" in stamped


@given(st.text())
def test_content_cannot_forge_a_slot(text: str) -> None:
    shell = cut_shell(PAGE, MARKS)
    body = Markup(text + "slot-title-feed slot-body-feed")  # noqa: S704 - hostile on purpose
    stamped = shell.stamp({"title": "甲", "base": "..", "body": body})
    assert stamped.count(str(body)) == 1
    assert stamped == f"<title>甲</title><a href=../>{body}<p>甲"


def test_a_theme_without_a_needed_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="body"):
        cut_shell(PAGE.replace("slot-body-feed", ""), MARKS)


def test_marks_differ_from_run_to_run() -> None:
    one, two = make_marks(), make_marks()
    assert set(one) == set(SLOTS)
    assert not set(one.values()) & set(two.values())


def test_the_shipped_pages_hold_none_of_the_parts_that_nobody_uses(tmp_path: Path) -> None:
    site = read_content(ROOT)[0].site
    assert site is not None
    chrome = render_chrome(ROOT, site, tmp_path)
    pages = [path.read_text("utf-8") for path in tmp_path.rglob("*.html")]
    shells = ["".join(shell.parts) for shell in chrome.shells.values()]
    for page in [*pages, *shells]:
        assert not re.search(r"md-(toggle|overlay|dialog|skip)", page)
        assert page.count('class="skip"') == 1
