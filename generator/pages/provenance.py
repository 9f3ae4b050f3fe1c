"""这个案例是怎么来的：the way of a case onto this site, as far as everybody may know it.

Days and bodies are shown; scores, experts, inner numbers and the persons who signed are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.fields import CONSENT
from generator.model import Case
from generator.pages.index import Index
from generator.pages.parts import Link, day_text, doc_text, term_link
from generator.urls import notice_url


@dataclass(frozen=True, slots=True)
class OriginStep:
    """来历的一步."""

    title: str
    day: str
    """empty where the record holds none"""
    text: str
    link: Link | None = None


def build_origin(case: Case, index: Index) -> tuple[OriginStep, ...]:
    """案例 → 来历, in the order of the procedure; a step without record is left out."""
    return tuple(_steps(case, index))


def _steps(case: Case, index: Index) -> Iterator[OriginStep]:
    organisation = index.organisation_name(case)
    recommender = index.label("recommender", case.recommender, case.year)
    yield OriginStep("自愿申报", "", f"{organisation}申报，文字、数据和图片由申报单位提供。")
    link = term_link("recommender", case.recommender, recommender)
    yield OriginStep("推荐", "", "推荐单位：", link)
    yield from _reviews(case, index)
    year = index.years[case.year]
    notice = year.announcement
    number = doc_text(notice.doc_number)
    text = f"{notice.issuer}发布{number}：" if number else f"{notice.issuer}发布："
    day = day_text(year.results.announced_on)
    yield OriginStep("公布", day, text, Link(notice.title, notice_url(notice)))
    if first := index.archive.clearance(case).first_published:
        yield OriginStep("上线", day_text(first), "首次在本站公开，网址从此不变。")


def _reviews(case: Case, index: Index) -> Iterator[OriginStep]:
    clearance = index.archive.clearance(case)
    tier = index.label("tier", case.tier, case.year)
    steps = (
        ("资料形式审查", clearance.formal, "材料齐全，符合申报要求。"),
        ("专家评审", clearance.expert, "由专家评审。"),
        ("指导单位审定", clearance.guidance, f"审定为{tier}。"),
        ("保密审查", clearance.secrecy, "公开前逐篇审查。"),
        ("单位书面同意", clearance.consent, _scope_text(clearance.scope)),
    )
    return (OriginStep(title, day_text(day), text) for title, day, text in steps if day)


def _scope_text(scope: tuple[str, ...]) -> str:
    """同意公开的范围 in the words of the form."""
    choices = CONSENT.field("scope").choices
    names = "、".join(label for label, value in choices if value in scope)
    return f"申报单位同意公开，范围：{names}。"
