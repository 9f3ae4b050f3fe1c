"""迹象：a detector that looks only where there are signs finds what it would find anyway."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.firewall import (
    contacts,
    garbled,
    names,
    personal,
    punctuation,
    secrecy,
    tobacco,
    wording,
)
from generator.firewall.findings import Detector, Texts
from generator.firewall.scan import EVERYWHERE, IN_CONTENT, IN_PROSE
from tests.firewall import traps
from tests.firewall.positives import BEFORE, WIDE, positives
from tests.firewall.test_messages import IN_BODY
from tests.firewall.test_personal import FOUND as PERSONAL
from tests.firewall.test_speed import PIECES
from tests.firewall.test_words import FOUND as WORDS
from tests.firewall.test_words import SILENT

DETECTORS = (
    *(*EVERYWHERE, *IN_CONTENT, *IN_PROSE, wording.claims_finder(())),
    *(secrecy.find_industry_words, tobacco.find_trade_brands, names.find_bare_name),
    *(names._labelled, names._after_roles, names._before_roles),
)


LOOKED_FOR = (
    *(contacts._HOME, contacts._FLAT, contacts._PLATE, contacts._PLATE_SPELLED),
    *(garbled._GARBLED, garbled._PRIVATE, garbled._TRADITIONAL),
    *(names._AFTER_ROLE, names._BEFORE_ROLE, names._AFTER_LABEL),
    *(personal._LOCAL, personal._LETTER_PHONE),
    *(punctuation._QUOTED, punctuation._DOTS, punctuation._DOUBLED, punctuation._PARENS),
    *(secrecy._MARKING, secrecy._MILITARY, secrecy._INDUSTRY, tobacco._BRAND, tobacco._IN_TRADE),
    *(wording._ABSOLUTE, wording._AWARD, wording._METRIC),
)
"""patterns of what is found, in the end, with every alternative"""
EXAMPLES = (
    *(text for _, text, _ in WORDS),
    *(text for _, text in SILENT),
    *(text for text, _ in IN_BODY),
    *(line for line, _, _ in PERSONAL),
    *(positive.line for positive in positives(400)),
    *traps.written(),
    *("说'不行'", "甲A...B乙"),
)
SHORT = (
    *PIECES,
    *BEFORE,
    *"0123456789０９一①٣oOlI（）()。，、：:;?!.'\"“”‘’《》 \n\u3000\xa0&;#@＠＃％%",
)
AT, PLACES = ("at", "AT", "ａｔ", "艾特", "@", "#"), ("(", "[", " ", "｛", "\u3000", ")", " qq.com")


def spliced(rng: random.Random) -> str:
    """Pieces of all of them, cut anywhere and joined."""
    parts = []
    for _ in range(rng.randint(1, 7)):
        pool = rng.choice((EXAMPLES, SHORT, AT, PLACES))
        part = rng.choice(pool)
        if rng.random() < 0.3:
            part = part[rng.randint(0, len(part)) :]
        parts.append(part)
    return "".join(parts)


def disguised(text: str, rng: random.Random) -> str:
    """Some characters wide, and now and then one that nobody sees."""
    wide = "".join(char.translate(WIDE) if rng.random() < 0.5 else char for char in text)
    at = rng.randint(0, len(wide))
    return wide[:at] + rng.choice(("", "", "\u200b")) + wide[at:]


RANDOM = st.randoms(use_true_random=False)
SPLICED = st.builds(spliced, RANDOM)
MATCHING = st.sampled_from(LOOKED_FOR).flatmap(st.from_regex)
TEXTS = st.one_of(
    SPLICED,
    MATCHING,
    st.builds("".join, st.tuples(SPLICED, MATCHING, SPLICED)),
    st.builds(disguised, st.one_of(MATCHING, SPLICED), RANDOM),
    st.text(max_size=40),
)


def name_of(detector: Detector) -> str:
    return detector.find.__name__


@pytest.mark.parametrize("detector", DETECTORS, ids=name_of)
def test_what_is_found_in_the_examples_shows_signs(detector: Detector) -> None:
    for text in (*EXAMPLES, *SHORT):
        assert [*detector(text)] == [*detector.find(text)], text


@pytest.mark.parametrize("detector", DETECTORS, ids=name_of)
def test_no_sign_is_superfluous(detector: Detector) -> None:
    for sign in detector.signs if len(detector.signs) > 1 else ():
        poorer = Detector(detector.find, tuple(s for s in detector.signs if s is not sign))
        assert any([*poorer.find(text)] and not [*poorer(text)] for text in EXAMPLES), sign


@given(TEXTS)
def test_what_is_found_in_any_text_shows_signs(text: str) -> None:
    for detector in DETECTORS:
        assert [*detector(text)] == [*detector.find(text)], name_of(detector)


@given(st.lists(TEXTS, max_size=6))
def test_texts_asked_together_show_what_they_show_one_by_one(texts: list[str]) -> None:
    together = Texts(texts)
    for detector in DETECTORS:
        found = {number for number, text in enumerate(texts) if [*detector.find(text)]}
        assert found <= {*together.to_look_at(detector)}, name_of(detector)


def test_most_detectors_do_not_look_at_plain_prose() -> None:
    prose = "班组每月先核对图纸，再检查设备；有疑问的，当天写进本子，下一班接着处理。\n" * 20
    looking = [
        name_of(d) for d in (*EVERYWHERE, *IN_CONTENT, *IN_PROSE) if [*Texts([prose]).to_look_at(d)]
    ]
    assert looking == []


MARKED = st.text(st.sampled_from([*"“”‘’（）《》〔〕【】「」『』甲。\n"]), max_size=40)


@given(st.one_of(MARKED, TEXTS))
def test_a_text_is_all_paired_when_no_mark_stands_by_itself(text: str) -> None:
    alone = [found[0] for found in punctuation._MAY_BE_UNPAIRED.finditer(text) if found[1]]
    assert [found[0] for found in punctuation._unpaired_marks(text)] == alone
    assert bool(punctuation._ALL_PAIRED.fullmatch(text)) == (not alone)
