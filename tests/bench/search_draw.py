"""抽题：questions out of the text of any archive, each true by brute force."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import opencc
from pypinyin import lazy_pinyin

from generator.model import Organisation
from generator.search.text import HAN
from tests.bench.corpus import read_vocabulary
from tests.bench.search_questions import Library, Question

TRIES = 60
"""for each wanted question"""
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_RUN = re.compile(f"[{HAN}]+")
_FIGURE = re.compile(r"\d+\.\d+%?")
_MIXED = re.compile(f"[A-Z][A-Za-z]+[{HAN}]{{4,7}}|[{HAN}]{{4,7}}[A-Z][A-Za-z]+")

Draw = Callable[[int], Question | None]
"""number of a case → a question about it, or None where this one yields none"""


class Drawer:
    """抽题人：the same library and seed give the same questions."""

    def __init__(self, library: Library, seed: int) -> None:
        self.library = library
        self.chance = Random(seed)
        words = read_vocabulary()
        kinds = ("part", "fault", "tool", "step")
        trades = [word for trade in words["trades"] for kind in kinds for word in trade[kind]]
        self.words: list[str] = sorted(
            {w for w in (*trades, *words["act"], *words["noun"]) if len(w) > 1}
        )
        self.traditional = opencc.OpenCC("s2t")

    def draw(self, of_each: int) -> list[Question]:
        """So many different questions of each kind, fewer where the text has no more."""
        draws: tuple[Draw, ...] = (
            self.title,
            self.title_part,
            self.organisation,
            self.team,
            self.alias,
            self.phrase,
            self.two_words,
            self.exchanged,
            self.in_traditional,
            self.in_pinyin,
            self.in_initials,
            self.number,
            self.mixed,
            self.full_width,
            self.long,
            self.word,
        )
        return [question for draw in draws for question in self.some(draw, of_each)]

    def some(self, draw: Draw, number: int) -> list[Question]:
        """Different questions of one kind."""
        found: dict[str, Question] = {}
        for _ in range(number * TRIES):
            question = draw(self.chance.randrange(len(self.library.ids)))
            if question:
                found.setdefault(question.query, question)
            if len(found) == number:
                break
        return list(found.values())

    def piece(self, text: str, least: int, most: int) -> str:
        """Some characters in a row out of a text, all of a shorter one."""
        length = self.chance.randint(min(least, len(text)), min(most, len(text)))
        start = self.chance.randint(0, len(text) - length)
        return text[start : start + length]

    def run(self, at: int) -> str:
        """A run of at least four Han characters of a case."""
        runs: list[str] = [r for r in _RUN.findall(self.library.texts[at]) if len(r) > 3]
        return self.chance.choice(runs)

    def in_text(self, kind: str, query: str, at: int, most: int = 1) -> Question | None:
        """A question for a case, when at most so many hold the query."""
        holding = self.library.holding(query)
        fits = self.library.ids[at] in holding and len(holding) <= most
        return Question(kind, query, holding) if fits else None

    def in_names(self, kind: str, query: str, part: str = "") -> Question | None:
        """A question for the few cases with a name that holds the query, or the part behind it."""
        named = self.library.named(part or query)
        return Question(kind, query, named) if len(query) > 2 and 0 < len(named) <= 5 else None

    def title(self, at: int) -> Question | None:
        """题名, whole."""
        return self.in_names("title", self.library.archive.cases[at].title)

    def title_part(self, at: int) -> Question | None:
        """题名 in part."""
        runs = _RUN.findall(self.library.archive.cases[at].short_title)
        return self.in_names("title-part", self.piece(max(runs, key=len), 4, 8))

    def organisation(self, at: int) -> Question | None:
        """单位 in part."""
        return self.in_names("organisation", self.piece(self.organisation_of(at).name, 4, 6))

    def organisation_of(self, at: int) -> Organisation:
        """单位 of a case."""
        archive = self.library.archive
        return archive.organisations[archive.cases[at].organisation]

    def team(self, at: int) -> Question | None:
        """班组, whole."""
        return self.in_names("team", self.library.archive.cases[at].team)

    def alias(self, at: int) -> Question | None:
        """单位 by an abbreviation."""
        aliases = self.organisation_of(at).aliases
        return self.in_names("alias", self.chance.choice(aliases)) if aliases else None

    def phrase(self, at: int) -> Question | None:
        """短语 of 4 to 8 characters in a row, cut anywhere."""
        return self.in_text("phrase", self.piece(self.run(at), 4, 8), at)

    def two_words(self, at: int) -> Question | None:
        """两个词 out of different places."""
        parts = [self.piece(self.run(at), 2, 4) for _ in range(2)]
        holding = self.library.holding(*parts)
        fits = len(set(parts)) == 2 and len(holding) <= 3
        return Question("two-words", " ".join(parts), holding) if fits else None

    def exchanged(self, at: int) -> Question | None:
        """颠倒：two words that stand in a row, the second one first."""
        text = self.library.texts[at]
        here = [word for word in self.words if word in text]
        first = self.chance.choice(here)
        after = [word for word in here if first + word in text]
        if not after:
            return None
        second = self.chance.choice(after)
        holding = self.library.holding(first + second)
        fits = len(holding) == 1 and not self.library.holding(second + first)
        return Question("exchanged", second + first, holding) if fits else None

    def in_traditional(self, at: int) -> Question | None:
        """繁體 of a phrase."""
        asked = self.phrase(at)
        typed = self.traditional.convert(asked.query) if asked else ""
        changed = asked and typed != asked.query
        return Question("traditional", typed, asked.expected) if asked and changed else None

    def in_pinyin(self, at: int) -> Question | None:
        """拼音 of a part of a title."""
        asked = self.title_part(at)
        spelt = "".join(lazy_pinyin(asked.query)) if asked else ""
        return self.in_names("pinyin", spelt, asked.query) if asked else None

    def in_initials(self, at: int) -> Question | None:
        """首字母 of five to eight characters of an organisation's name."""
        part = self.piece(self.organisation_of(at).short_name, 5, 8)
        spelt = "".join(syllable[0] for syllable in lazy_pinyin(part))
        return self.in_names("initials", spelt, part) if len(part) > 4 else None

    def matching(self, kind: str, pattern: re.Pattern[str], at: int, most: int) -> Question | None:
        """A question with the words that match a pattern."""
        blocks = self.library.documents[at].blocks
        found = [match for block in blocks for match in pattern.findall(block.text)]
        return self.in_text(kind, self.chance.choice(found), at, most) if found else None

    def number(self, at: int) -> Question | None:
        """数字 with a decimal point."""
        return self.matching("numbers", _FIGURE, at, 5)

    def mixed(self, at: int) -> Question | None:
        """夹杂 of Latin and Han."""
        return self.matching("mixed", _MIXED, at, 3)

    def full_width(self, at: int) -> Question | None:
        """全角 of figures and letters."""
        asked = self.chance.choice((self.number, self.mixed))(at)
        typed = asked.query.translate(FULL_WIDTH) if asked else ""
        return Question("full-width", typed, asked.expected) if asked else None

    def long(self, at: int) -> Question | None:
        """长句, pasted whole."""
        blocks = self.library.documents[at].blocks
        lines = [line for block in blocks for line in block.text.split("\n")]
        sentences = [s for line in lines for s in line.split("。") if 20 < len(s) < 90]
        return self.in_text("long", self.chance.choice(sentences), at) if sentences else None

    def word(self, _at: int) -> Question | None:
        """一个词 that several cases hold."""
        word = self.chance.choice(self.words)
        holding = self.library.holding(word)
        return Question("word", word, holding) if len(holding) > 1 else None
