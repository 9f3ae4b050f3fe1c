"""夜间：our reading of the published principles gives what was measured, colour by colour."""

from __future__ import annotations

import pytest

from generator.wechat import tokens
from generator.wechat.checks.night import check_contrast
from generator.wechat.dark import (
    PAGE,
    WHITE,
    at_night,
    contrast,
    ground_at_night,
    perceived,
    spots,
    text_at_night,
)
from generator.wechat.render import render_article
from generator.wechat.styles import Colour, colour_of, declarations
from generator.wechat.tokens import THEMES, Theme
from generator.wechat.tree import read_tree
from tests.wechat.sample import FULL, resolve


def colour(written: str) -> Colour:
    """#rrggbb as channels."""
    found = colour_of(written)
    assert found is not None
    return found


MEASURED = [
    ("#333333", 12.6, "#989898", 6.1),
    ("#595959", 7.0, "#8d8d8d", 5.3),
    ("#5c5c5c", 6.7, "#5c5c5c", 2.6),
    ("#666666", 5.7, "#666666", 3.1),
    ("#707070", 5.0, "#707070", 3.6),
    ("#888888", 3.5, "#888888", 5.0),
    ("#c7000b", 6.1, "#ff1315", 4.5),
    ("#c8102e", 5.9, "#f21338", 4.1),
    ("#b3261e", 6.5, "#cb2b22", 3.3),
    ("#0b5cad", 6.7, "#228af1", 5.0),
]


@pytest.mark.parametrize(("light", "by_day", "dark", "at_dark"), MEASURED)
def test_text_on_the_page(light: str, by_day: float, dark: str, at_dark: float) -> None:
    turned = text_at_night(colour(light), ground_at_night(WHITE))
    assert turned == colour(dark)
    assert contrast(colour(light), WHITE) == pytest.approx(by_day, abs=0.06)
    assert contrast(turned, PAGE) == pytest.approx(at_dark, abs=0.06)


def test_the_page_itself() -> None:
    assert ground_at_night(WHITE) == PAGE == colour("#191919")


def test_white_on_red_stays() -> None:
    ground = ground_at_night(colour("#c7000b"))
    assert ground == colour("#c7000b")
    assert text_at_night(WHITE, ground) == WHITE


def test_a_neutral_card_darkens() -> None:
    ground = ground_at_night(colour("#f7f7f7"))
    assert ground == colour("#212121")
    assert text_at_night(colour("#333333"), ground) == colour("#b3b3b3")
    assert contrast(colour("#b3b3b3"), ground) == pytest.approx(7.7, abs=0.06)


def test_a_tinted_card_stays_a_light_island() -> None:
    ground = ground_at_night(colour("#fff5f5"))
    assert ground == colour("#c3bcbc")
    assert text_at_night(colour("#333333"), ground) == colour("#333333")
    assert contrast(colour("#333333"), ground) == pytest.approx(6.8, abs=0.06)


def test_black_grounds_are_lifted_and_white_text_stays_white() -> None:
    assert ground_at_night((0, 0, 0)) == (22, 22, 22)
    assert text_at_night(WHITE, colour("#c3bcbc")) == WHITE


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_text_of_a_theme_holds_its_contrast_by_day_and_at_night(theme: Theme) -> None:
    fragment = render_article(FULL, theme, resolve)
    assert len(list(spots(fragment))) > 100
    assert list(check_contrast(fragment)) == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_no_rule_of_a_theme_glows_at_night(theme: Theme) -> None:
    night = at_night(render_article(FULL, theme, resolve))
    rules = [
        colour_of(word)
        for node in read_tree(night).root.walk()
        for name, value in declarations(node.attributes.get("style", "")).items()
        if name.startswith("border")
        for word in value.split()
    ]
    found = {rule for rule in rules if rule}
    assert found
    assert max(map(perceived, found)) <= perceived(colour("#989898"))


def test_the_night_of_a_fragment_says_every_colour_anew() -> None:
    night = at_night(
        '<section style="color:#333333"><p style="background-color:#f7f7f7">甲</p></section>'
    )
    assert night == (
        '<section style="color:#989898">'
        '<p style="background-color:#212121;color:#b3b3b3">甲</p></section>'
    )


def test_the_palette_avoids_the_greys_that_vanish() -> None:
    for grey in (tokens.TEXT, tokens.MUTED):
        assert contrast(text_at_night(colour(grey), PAGE), PAGE) >= 4.5
