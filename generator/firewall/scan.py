"""发布前检查：every text and picture that may become public, past every detector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.catalogue import problem
from generator.clock import today
from generator.content import Content
from generator.firewall import garbled, names, punctuation, secrecy, tobacco, wording
from generator.firewall.contacts import EMAIL, find_contacts
from generator.firewall.findings import Detector, Finding
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


def check_firewall(content: Content) -> Iterator[Problem]:
    """发布前检查：what must not go out, less what somebody let through by name and reason."""
    waivers = [waiver for year in content.years for waiver in year.waivers]
    return apply_waivers(_problems(content), waivers, lambda file: _source(content, file))


def _source(content: Content, file: str) -> Source:
    lines = content.lines.get(file)
    if lines is not None:
        return "\n".join(lines)
    data = (content.root / file).read_bytes()
    return data.decode(errors="replace") if file.endswith((".csv", ".txt", ".md")) else data


def _problems(content: Content) -> Iterator[Problem]:
    office = _office(content.site)
    consents = _consents(content)
    for passage in passages(content):
        for detect in _detectors(passage):
            for finding in detect(passage.text):
                if finding.id in (LANDLINE, EMAIL) and office.is_own(finding, passage.text):
                    continue
                if finding.id == names.NAMED:
                    yield from _named(finding, passage, consents)
                else:
                    yield _problem(finding, passage)
    for file, finding in hidden_in_pictures(content):
        yield problem(finding.id, Place(file), text=finding.text)


def _problem(finding: Finding, passage: Passage) -> Problem:
    place = passage.place(finding.start, finding.end)
    return problem(finding.id, place, text=finding.text, meant=finding.meant)


def _detectors(passage: Passage) -> Iterator[Detector]:
    yield from EVERYWHERE
    if passage.look is not Look.PAGE:
        yield from IN_CONTENT
    if passage.look is Look.PROSE:
        yield from IN_PROSE
    if passage.field == "picture.credit":
        yield names.find_bare_name
    if passage.case:
        yield from _for_case(passage.case)
    if passage.look is Look.PROSE and not passage.field:
        yield wording.claims_finder(_explained(passage.case))


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


def _named(
    finding: Finding, passage: Passage, consents: Mapping[tuple[str, str], PersonConsent]
) -> Iterator[Problem]:
    consent = consents.get((passage.case.id, finding.text)) if passage.case else None
    if consent is None:
        yield _problem(finding, passage)
    elif consent.until and consent.until < today():
        place = passage.place(finding.start, finding.end)
        yield problem("person.consent", place, text=finding.text, until=consent.until)
