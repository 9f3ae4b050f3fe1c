"""发布前检查：every text and picture that may become public, past every detector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter

from generator.catalogue import problem as problem_of
from generator.clock import today
from generator.content import Content
from generator.firewall import garbled, names, punctuation, secrecy, tobacco, wording
from generator.firewall.contacts import EMAIL, find_contacts
from generator.firewall.findings import Detector, Finding, Texts
from generator.firewall.metadata import hidden_in_pictures
from generator.firewall.passages import Look, Passage, passages
from generator.firewall.personal import LANDLINE, find_numbers
from generator.firewall.waivers import Source, apply_waivers
from generator.model import Case, PersonConsent, Site
from generator.problems import Place, Problem

EVERYWHERE: tuple[Detector, ...] = (find_numbers, find_contacts, garbled.find_garbled)
IN_CONTENT: tuple[Detector, ...] = (
    names.find_names,
    secrecy.find_markings,
    tobacco.find_brands,
)
"""for everything of a case or a notice, table files included"""
IN_PROSE: tuple[Detector, ...] = (
    wording.find_absolute,
    wording.find_awards,
    punctuation.find_punctuation,
    garbled.find_traditional,
)
"""for every text that people read as sentences"""

EVERY = frozenset(Look)
CONTENT = EVERY - {Look.PAGE}
SENTENCES = CONTENT - {Look.DATA}


@dataclass(frozen=True, slots=True)
class Named:
    """点名：a person named in a case, and the problem that it is without a consent."""

    case: str
    """编号; empty outside of cases"""
    person: str
    problem: Problem


def check_firewall(content: Content) -> Iterator[Problem]:
    """发布前检查：what must not go out, less what somebody let through by name and reason."""
    found, named = scan(content)
    yield from apply_waivers_of(content, [*found, *consented(content, named)])


def apply_waivers_of(content: Content, problems: Iterable[Problem]) -> Iterator[Problem]:
    """放行 of every year applied to what the firewall found."""
    waivers = [waiver for year in content.years for waiver in year.waivers]
    return apply_waivers(problems, waivers, lambda file: _source(content, file))


def _source(content: Content, file: str) -> Source:
    lines = content.lines.get(file)
    if lines is not None:
        return "\n".join(lines)
    data = (content.root / file).read_bytes()
    return data.decode(errors="replace") if file.endswith((".csv", ".txt", ".md")) else data


def scan(content: Content) -> tuple[tuple[Problem, ...], tuple[Named, ...]]:
    """What is found in every text and picture, and the persons named there. No waiver, no calendar."""
    office = _office(content.site)
    found: list[Problem] = []
    named: list[Named] = []
    for case, several in groupby(passages(content), key=attrgetter("case")):
        for passage, finding in _findings(case, [*several], office):
            place = passage.place(finding.start, finding.end, content.lines)
            problem = problem_of(finding.id, place, text=finding.text, meant=finding.meant)
            if finding.id == names.NAMED:
                named.append(Named(case.id if case else "", finding.text, problem))
            else:
                found.append(problem)
    for file, finding in hidden_in_pictures(content):
        found.append(problem_of(finding.id, Place(file), text=finding.text))
    return tuple(found), tuple(named)


def _findings(
    case: Case | None, several: Sequence[Passage], office: Office
) -> Iterator[tuple[Passage, Finding]]:
    """In the texts of one case, or beside all cases, in the order of texts and of detectors."""
    texts = Texts([passage.text for passage in several])
    to_do = [
        (number, turn, detector)
        for turn, (detector, looks) in enumerate(_detectors(case))
        for number in texts.to_look_at(detector)
        if several[number].look in looks
    ]
    for number, _, detector in sorted(to_do, key=itemgetter(0, 1)):
        passage = several[number]
        for finding in detector.find(passage.text):
            if not (finding.id in (LANDLINE, EMAIL) and office.is_own(finding, passage.text)):
                yield passage, finding


def _detectors(case: Case | None) -> Iterator[tuple[Detector, frozenset[Look]]]:
    """What looks at the texts of a case, or at those beside the cases, and at which of them."""
    yield from ((detector, EVERY) for detector in EVERYWHERE)
    yield from ((detector, CONTENT) for detector in IN_CONTENT)
    yield from ((detector, SENTENCES) for detector in IN_PROSE)
    yield names.find_bare_name, frozenset([Look.CREDIT])
    yield from ((detector, EVERY) for detector in (_for_case(case) if case else ()))
    yield wording.claims_finder(_explained(case)), frozenset([Look.BODY])


def _explained(case: Case | None) -> tuple[str, ...]:
    return tuple(kpi.name for kpi in case.kpis if kpi.basis) if case else ()


def _for_case(case: Case) -> Iterator[Detector]:
    if secrecy.is_sensitive(case):
        yield secrecy.find_industry_words
    if tobacco.is_tobacco(case):
        yield tobacco.find_trade_brands


@dataclass(frozen=True, slots=True)
class Office:
    """公务联系方式 of the settings, which may stand anywhere."""

    phone: str
    """digits only"""
    email: str

    def is_own(self, finding: Finding, text: str) -> bool:
        """Whether a finding is the office's own number or address."""
        written = text[finding.start : finding.end]
        if finding.id == EMAIL:
            return written.lower() == self.email
        digits = "".join(char for char in written if char.isdigit())
        return len(digits) >= 7 and self.phone.endswith(digits)


def _office(site: Site | None) -> Office:
    phone = site.contact.phone if site else ""
    email = site.contact.email if site else ""
    return Office("".join(char for char in phone if char.isdigit()), email.lower())


def _consents(content: Content) -> Mapping[tuple[str, str], PersonConsent]:
    """个人同意 by case id and name, only those that reach to the website."""
    return {
        (approval.case, person.name): person
        for year in content.years
        for approval in year.approvals
        for person in approval.persons
        if "website" in person.scope
    }


def consented(content: Content, named: Iterable[Named]) -> Iterator[Problem]:
    """点名 → what is wrong with it today: no consent on record, or one that has run out."""
    consents = _consents(content)
    for one in named:
        consent = consents.get((one.case, one.person)) if one.case else None
        if consent is None:
            yield one.problem
        elif consent.until and consent.until < today():
            yield problem_of(
                "person.consent", one.problem.place, text=one.person, until=consent.until
            )
