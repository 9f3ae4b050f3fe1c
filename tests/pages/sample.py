"""样例档案：two years, six teams, four cases, made by hand so that a test can say what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from generator.gate import Archive, PublicYear
from generator.model import (
    Attachment,
    Case,
    Contact,
    Count,
    Direction,
    DocNumber,
    Entry,
    Figure,
    Kpi,
    Label,
    Notice,
    Organisation,
    OrganisationName,
    Picture,
    Section,
    Site,
    Step,
    Term,
    Vocabulary,
    YearResult,
)
from generator.pages import build_index
from generator.pages.index import Index


def term(slug: str, *labels: str | Label) -> Term:
    return Term(slug, tuple(x if isinstance(x, Label) else Label(x) for x in labels))


def vocabulary(slug: str, name: str, *terms: Term) -> Vocabulary:
    return Vocabulary(slug, name, terms)


VOCABULARIES = {
    v.slug: v
    for v in (
        vocabulary(
            "domain",
            "领域",
            term("manufacturing", "制造类"),
            term("market-service", "市场服务类"),
            term("construction", Label("建造类", until=2023), Label("建设工程类", since=2024)),
        ),
        vocabulary("industry", "行业", term("c-manufacturing", "制造业"), term("e", "建筑业")),
        vocabulary("district", "区", term("jiading", "嘉定区"), term("qingpu", "青浦区")),
        vocabulary("tier", "等级", term("experience", "经验"), term("typical", "典型经验")),
        vocabulary("category", "类别", term("general", "常规"), term("tech", "技术创新型")),
        vocabulary("method", "方法", term("fmea", "FMEA"), term("5s", "5S"), term("spc", "SPC")),
        vocabulary("concept", "理念", term("integrity", "诚信守诺")),
        vocabulary("key-industry", "重点产业", term("automotive", "汽车")),
        vocabulary("recommender", "推荐单位", term("group", "示例集团")),
    )
}

ORGANISATIONS = {
    o.slug: o
    for o in (
        Organisation(
            "jingmi",
            "上海示例精密机械有限公司",
            (OrganisationName("上海示例精密机械厂", until="2023-05"),),
            district="jiading",
        ),
        Organisation("jianshe", "上海示例建设工程有限公司", district="qingpu"),
        Organisation("fuwu", "上海示例服务有限公司"),
    )
}


def kpi(before: str, after: str, unit: str = "%", name: str = "合格率", basis: str = "") -> Kpi:
    first, last = Decimal(before), Decimal(after)
    direction = Direction.UP if last > first else Direction.DOWN
    return Kpi(name, unit, first, last, before, after, "2021年", "2022年", direction, basis)


def section(slug: str, title: str, markdown: str = "正文。") -> Section:
    return Section(slug, title, markdown, 1)


def case(number: int, year: int = 2022, **more: Any) -> Case:
    values: dict[str, Any] = {
        "id": f"SHQ-{year}-{number:04d}",
        "year": year,
        "slug": f"case-{number}",
        "title": f"示例案例{number}",
        "organisation": "jingmi",
        "team": f"示例{number}班",
        "domain": "manufacturing",
        "industry": "c-manufacturing",
        "district": "jiading",
        "tier": "typical",
        "recommender": "group",
        "summary": "示例摘要。",
        "rights_holder": "上海示例精密机械有限公司",
        "licence": "注明来源后可用于学习",
        "kpis": (kpi("96.2", "99.1"),),
        "sections": (section("team-profile", "班组概况"), section("lessons", "可借鉴之处")),
    }
    return Case(**(values | more))


def entry(of: Case | None = None, **more: Any) -> Entry:
    values: dict[str, Any] = {
        "organisation": "jingmi",
        "team": "示例热处理班",
        "domain": "manufacturing",
        "tier": "experience",
        "recommender": "group",
        "district": "jiading",
        "industry": "c-manufacturing",
    }
    if of:
        values |= {name: getattr(of, name) for name in values} | {"category": of.category}
        values["organisation_name"] = of.organisation_name
    return Entry(**(values | more))


def notice(year: int, **more: Any) -> Notice:
    number = DocNumber(f"沪示协〔{year}〕9号", year, f"沪示协[{year}]9号")
    made = Notice(
        year=year,
        slug="results",
        title=f"关于发布{year}年典型经验的通知（示例）",
        kind="results",
        issuer="上海示例质量协会",
        issued_on=date(year, 12, 20),
        doc_number=number,
        attachments=(Attachment("list.pdf", "名单"),),
        markdown="正文。",
    )
    return replace(made, **more)


def public_year(
    year: int, cases: tuple[Case, ...], entries: tuple[Entry, ...], **more: Any
) -> PublicYear:
    results = YearResult(
        year, "示例活动", date(year, 12, 20), "results", len(entries), entries, **more
    )
    return PublicYear(results, (notice(year),), cases)


SITE = Site(
    name="示例案例",
    tagline="看同行怎样把一件事做稳。",
    publisher="上海示例质量协会",
    base_url="https://share.example.org/anli/",
    sample_data=True,
    contact=Contact(phone="021-00000000"),
)

FIRST = case(
    1,
    title="用失效清单把装配做稳",
    organisation_name="上海示例精密机械厂",
    team="“匠芯”装配班组",
    methods=("fmea", "spc"),
    category="tech",
    team_size=12,
    pictures=(Picture("a.png", "班组例会"), Picture("b.png", "排列图", "改进前")),
    sections=(
        section("team-profile", "班组概况", "12 人。\n\n![](a.png)"),
        section("lessons", "可借鉴之处"),
    ),
    video="https://video.example.org/1",
)
SECOND = case(2, organisation="jianshe", domain="construction", industry="e", district="qingpu")
THIRD = case(1, 2024, slug="third", methods=("fmea",), domain="market-service", kpis=())
FOURTH = case(
    2, 2024, slug="fourth", organisation="jianshe", domain="construction", methods=("spc", "fmea")
)

ENTRIES_2022 = (
    entry(SECOND),
    entry(
        FIRST,
        nominated_national=True,
        national_result="全国典型经验",
        national_source="https://n.cn/1",
    ),
    entry(team="示例热处理班", remark="内部备注"),
    entry(organisation="fuwu", team="①号线班", domain="market-service", district="", industry=""),
)
CALENDAR = (Step("活动报名", "4月"), Step("发布通知", "4月11日", date(2022, 4, 11)))


def archive(**site: Any) -> Archive:
    """The archive: 2024 without official counts, 2022 with them."""
    counts = (Count("experience", 4), Count("typical", 2))
    newer = public_year(2024, (THIRD, FOURTH), (entry(THIRD), entry(FOURTH), entry()))
    older = public_year(
        2022,
        (SECOND, FIRST),
        ENTRIES_2022,
        tier_counts=counts,
        nominated=1,
        calendar=CALENDAR,
    )
    notices = (*newer.notices, *older.notices)
    years = (newer, older)
    return Archive(replace(SITE, **site), VOCABULARIES, ORGANISATIONS, years, notices)


def index() -> Index:
    return build_index(archive())


class PlainProse:
    """正文 as one escaped paragraph, with the figures that the text names."""

    def section(self, markdown: str, figures: Mapping[str, Figure], label: str) -> Markup:
        shown = [f for name, f in figures.items() if name in markdown]
        images = Markup("").join(
            Markup('<img src="{}" alt="{}" width="{}" height="{}">').format(
                f.src, f.alt, f.width, f.height
            )
            for f in shown
        )
        return Markup("<p>{}</p>").format(escape(markdown)) + images

    def anchor(self, title: str) -> str:
        return title


class PlainPictures:
    """图片 where they would stand in the site."""

    def figure(self, case: Case, picture: Picture) -> Figure:
        src = f"cases/{case.year}/{case.slug}/{picture.file}"
        return Figure(src, 1200, 800, picture.alt, picture.caption, picture.credit)
