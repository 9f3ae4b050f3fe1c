"""集锦：three to eight cases as cards of one article, or each as an article of one draft."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.model import Case
from generator.urls import archive_url, collection_url, year_url
from generator.wechat.blocks import Article, Block, CaseCard, Kind, Lead
from generator.wechat.choosing import Chosen
from generator.wechat.compose.desk import Desk, fitting, golden, head, plain, tail
from generator.wechat.compose.figures import build_figure, in_rank
from generator.wechat.compose.single import compose_single

_SENTENCE = re.compile(r"[^。！？]*[。！？]?")


def compose_digest(chosen: Chosen, desk: Desk) -> Article:
    """集锦 → 推文 with one card for each case, in the order of the campaign."""
    cases, slug = chosen.cases, chosen.draft.slug
    edits = desk.edits_of(slug)
    title = edits.title or fitting(_titles(cases, desk))
    lead = edits.lead or _lead(cases, desk)
    address, what = _collection(chosen, desk)
    blocks: tuple[Block, ...] = (
        *head(desk, edits, f"{len(cases)} 个案例"),
        Lead(plain(lead)),
        *(build_case_card(case, desk) for case in cases),
        *golden(edits),
        *tail(desk, (("来源", desk.index.archive.site.name),), address, what),
    )
    return Article(
        slug=slug,
        kind=Kind.DIGEST,
        title=title,
        digest=edits.digest or lead,
        author=desk.campaign.author,
        source_url=address,
        blocks=blocks,
        cover_title=edits.cover_title or title,
        cover_line=edits.cover_line or desk.campaign.title,
        cases=tuple(case.id for case in cases),
    )


def compose_articles(chosen: Chosen, desk: Desk) -> tuple[Article, ...]:
    """集锦 → one article for each case; in a draft of several a digest has to be empty."""
    slug = chosen.draft.slug
    singles = (compose_single(c, desk, article_slug(slug, c)) for c in chosen.cases)
    return tuple(replace(article, kind=Kind.DIGEST, digest="") for article in singles)


def article_slug(draft: str, case: Case) -> str:
    """代号 of one article of a draft of several."""
    return f"{draft}--{case.slug}"


def build_case_card(case: Case, desk: Desk) -> CaseCard:
    """案例 → 案例卡, with the page on WeChat where the case was published already."""
    figure = next((build_figure(kpi) for kpi in in_rank(case.kpis)), None)
    posts = desk.posts_of(case)
    return CaseCard(
        title=case.short_title or case.title,
        organisation=desk.index.organisation_name(case),
        team=case.team,
        field=desk.domain(case),
        result=one_line(case),
        figure=figure,
        link=posts[0].url if posts else "",
    )


def one_line(case: Case) -> str:
    """一句话: the last whole sentence of the summary, which says the result."""
    sentences = [text.strip() for text in _SENTENCE.findall(case.summary) if text.strip()]
    return sentences[-1] if sentences else ""


def _titles(cases: tuple[Case, ...], desk: Desk) -> tuple[str, ...]:
    years, fields = _years(cases), _fields(cases, desk)
    field = fields[0] if len(fields) == 1 else ""
    return (
        f"{years}{field}典型经验：{len(cases)}个班组的做法和数字",
        f"{years}{len(cases)}个班组的做法和数字",
    )


def _lead(cases: tuple[Case, ...], desk: Desk) -> str:
    """Who, from where: nothing but what the cases say of themselves."""
    teams = "、".join(f"{desk.index.organisation_name(case)}{case.team}" for case in cases[:3])
    rest = f"等{len(cases)}个班组" if len(cases) > 3 else ""
    fields = "、".join(_fields(cases, desk))
    return f"本期选登{_years(cases)}{fields}的典型经验：{teams}{rest}，各讲一条做法、一个数字。"


def _years(cases: tuple[Case, ...]) -> str:
    years = sorted({case.year for case in cases})
    return f"{years[0]}年" if len(years) == 1 else f"{years[0]}—{years[-1]}年"


def _fields(cases: tuple[Case, ...], desk: Desk) -> list[str]:
    return list(dict.fromkeys(desk.domain(case) for case in cases))


def _collection(chosen: Chosen, desk: Desk) -> tuple[str, str]:
    """Address and name of the page that has these cases together."""
    domains = {case.domain for case in chosen.cases}
    years = {case.year for case in chosen.cases}
    if len(domains) == 1:
        url = collection_url("domain", next(iter(domains)))
        return desk.page(url), f"{desk.domain(chosen.cases[0])}全部案例"
    if len(years) == 1:
        year = next(iter(years))
        return desk.page(year_url(year)), f" {year} 年全部案例"
    return desk.page(archive_url()), "全部案例"
