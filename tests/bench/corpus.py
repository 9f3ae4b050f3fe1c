"""造案例：any number of invented cases in the prose of the shop floor, as values of the model.

The same number and seed give the same cases, and a longer run begins with those of a shorter one,
because every case draws from its own source of chance. The words stand in vocabulary.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from pypinyin import lazy_pinyin

from generator.gate import Archive, PublicYear
from generator.model import (
    Case,
    Direction,
    Entry,
    Kpi,
    Notice,
    Organisation,
    Section,
    YearResult,
)
from generator.sections import KNOWN

YEARS = range(2005, 2022)
CASES_OF_ONE_ORGANISATION = 3
SENTENCES = {"improvement": 15, "learning": 8, "lessons": 5, "next-steps": 2}
"""sentences of a section; the others have six"""
HEADINGS = {kind.slug: kind.title for kind in KNOWN}
DISTRICTS = ("huangpu", "xuhui", "putuo", "yangpu", "minhang", "baoshan", "jiading", "pudong")
METHODS = ("pdca", "5s", "sop", "tpm", "poka-yoke", "fmea", "spc", "qc-circle", "pareto")
TEAM_NUMBERS = "一二三四五六七八九"
RECOMMENDER = "saq-member"
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Corpus:
    """语料：generated cases with the organisations that they name."""

    cases: tuple[Case, ...]
    organisations: Mapping[str, Organisation]


@cache
def read_vocabulary() -> dict[str, Any]:
    """造句的词 and the sentences that they go into."""
    text = Path(__file__).with_name("vocabulary.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(text)
    return words


def corpus(n: int, seed: int = 0) -> Corpus:
    """`n` cases of some n / 3 organisations, spread over seventeen years before the real ones."""
    organisations: dict[str, Organisation] = {}
    cases, taken = [], set[str]()
    for number in range(n):
        group = number // CASES_OF_ONE_ORGANISATION
        if number % CASES_OF_ONE_ORGANISATION == 0:
            trade, organisation = _organisation(group, seed, taken)
            organisations[organisation.slug] = organisation
            taken |= {organisation.name, organisation.short_name, *organisation.aliases}
        cases.append(_Writer(Random(f"{seed}/{number}"), trade).case(number, organisation))
    return Corpus(tuple(cases), organisations)


def add_to(archive: Archive, more: Corpus) -> Archive:
    """The archive with the generated years behind its own."""
    by_year: dict[int, list[Case]] = {}
    for case in more.cases:
        by_year.setdefault(case.year, []).append(case)
    years = (_public_year(year, by_year[year]) for year in sorted(by_year, reverse=True))
    return Archive(
        site=archive.site,
        vocabularies=archive.vocabularies,
        organisations={**archive.organisations, **more.organisations},
        years=(*archive.years, *years),
    )


def _public_year(year: int, cases: list[Case]) -> PublicYear:
    day = date(year, 9, 6)
    entries = tuple(
        Entry(c.organisation, c.team, c.domain, c.tier, c.recommender, c.district) for c in cases
    )
    results = YearResult(year, "建设活动", day, "results", len(entries), entries)
    notice = Notice(year, "results", f"{year} 年公告", "results", "协会", day)
    return PublicYear(results, (notice,), tuple(cases))


def _organisation(
    group: int, seed: int, taken: Container[str]
) -> tuple[dict[str, Any], Organisation]:
    """The trade and the organisation of the cases of one group, by names that nobody has yet."""
    words, chance = read_vocabulary(), Random(f"{seed}/organisation/{group}")
    trade: dict[str, Any] = chance.choice(words["trades"])
    short_name, alias = _names(chance, trade, words["char"])
    while short_name in taken or alias in taken:
        short_name, alias = _names(chance, trade, words["char"])
    name = f"上海{short_name}"
    body = Organisation(
        slug=f"generated-{group}",
        name=name if trade["domain"] == "nonprofit-service" else f"{name}有限公司",
        short_name=short_name,
        aliases=(alias,),
        district=chance.choice(DISTRICTS),
    )
    return trade, body


def _names(chance: Random, trade: dict[str, Any], characters: Sequence[str]) -> tuple[str, str]:
    first, second = chance.sample(characters, 2)
    firm = chance.choice(trade["firm"])
    return f"{first}{second}{firm}", f"{first}{second}{firm[0]}"


class _Writer:
    """Fills the slots of sentences with the words of one trade."""

    def __init__(self, chance: Random, trade: Mapping[str, Any]) -> None:
        self.chance = chance
        self.words = {**read_vocabulary(), **trade}

    def case(self, number: int, organisation: Organisation) -> Case:
        year = YEARS[number % len(YEARS)]
        title = self.write(self.chance.choice(self.words["titles"]))
        team = self.team(number)
        trade = self.words
        return Case(
            id=f"SHQ-{year}-{number // len(YEARS) + 1:04}",
            year=year,
            slug=f"{'-'.join(lazy_pinyin(_HAN.findall(team)))}-{number}",
            title=f"{title}——{team}质量信得过建设经验",
            short_title=title,
            organisation=organisation.slug,
            team=team,
            domain=trade["domain"],
            industry=trade["industry"],
            district=organisation.district,
            tier="typical",
            category=self.chance.choice(("general", "general", "tech-innovation")),
            recommender=RECOMMENDER,
            methods=tuple(self.chance.sample(METHODS, 3)),
            summary=self.write(
                "{part}常有{fault}，班组用{method}把{step}理顺，{rate}由{p}%到{p}%。"
            ),
            rights_holder=organisation.name,
            licence="示例",
            kpis=tuple(self.kpis()),
            sections=tuple(self.sections()),
        )

    def team(self, number: int) -> str:
        """A trade's team, numbered or with a name of its own, never twice in one organisation."""
        place = TEAM_NUMBERS[number % CASES_OF_ONE_ORGANISATION * 3 + self.chance.randrange(3)]
        trade = self.chance.choice(self.words["team"])
        return (
            f"{trade}{place}班"
            if self.chance.random() < 0.7
            else self.write(f"“{{c}}{{c}}”{trade}{place}组")
        )

    def kpis(self) -> Iterator[Kpi]:
        before, after = sorted((self.share(), self.share()))
        if before == after:
            before, after = min(before, "99.8"), "99.9"
        yield Kpi(
            self.pick("rate"), "%", Decimal(before), Decimal(after), before, after,
            "上年", "本年", Direction.UP,
        )  # fmt: skip
        many, few = self.chance.randint(40, 90), self.chance.randint(2, 39)
        yield Kpi(
            self.pick("loss"), "—", Decimal(many), Decimal(few), str(many), str(few),
            "上年", "本年", Direction.DOWN,
        )  # fmt: skip

    def sections(self) -> Iterator[Section]:
        for slug, sentences in self.words["sentences"].items():
            wanted = [s for s in sentences for _ in range(2)]
            chosen = self.chance.sample(wanted, SENTENCES.get(slug, 6))
            written = [self.write(sentence) for sentence in chosen]
            half = len(written) // 2
            text = "".join(written[:half]) + "\n\n" + "".join(written[half:])
            yield Section(slug, HEADINGS[slug], text.strip(), 1)

    def write(self, sentence: str) -> str:
        """句式 → a sentence; every slot is drawn anew."""
        return _SLOT.sub(lambda slot: self.fill(slot[1]), sentence)

    def fill(self, slot: str) -> str:
        numbers: dict[str, Callable[[], str]] = {
            "d": lambda: str(self.chance.randint(2, 9)),
            "n": lambda: str(self.chance.randint(10, 99)),
            "N": lambda: str(self.chance.randint(100, 9800)),
            "x": lambda: f"{self.chance.randint(0, 9)}.{self.chance.randint(1, 99):02}",
            "y": lambda: str(self.chance.randint(1996, 2021)),
            "p": self.share,
            "c": lambda: self.chance.choice(self.words["char"]),
            "saying": lambda: self.pick("sayings"),
        }
        return numbers[slot]() if slot in numbers else self.pick(slot)

    def share(self) -> str:
        return f"{self.chance.randint(60, 99)}.{self.chance.randint(0, 9)}"

    def pick(self, kind: str) -> str:
        """A word of a kind; the first ones are the usual ones."""
        words = self.words[kind]
        return str(words[int(len(words) * self.chance.random() ** 1.5)])
