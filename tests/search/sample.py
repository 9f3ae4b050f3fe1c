"""样例档案：six invented cases of two years, small enough to know by heart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from generator.gate import Archive, PublicYear
from generator.model import (
    Case,
    Direction,
    Entry,
    Kpi,
    Label,
    Notice,
    Organisation,
    OrganisationName,
    Section,
    Site,
    Term,
    Vocabulary,
    YearResult,
)

ORGANISATIONS = (
    Organisation("jingji", "上海样例精密机械有限公司", short_name="样例精机"),
    Organisation(
        "gongjiao",
        "上海样例公共交通有限公司",
        former_names=(OrganisationName("上海样例汽车运输公司", until="2019"),),
    ),
    Organisation("yiyuan", "上海样例医院", aliases=("样例人民医院",)),
    Organisation("fangzhi", "上海样例纺织厂"),
)


def _vocabulary(slug: str, *terms: tuple[str, str]) -> Vocabulary:
    return Vocabulary(slug, slug, tuple(Term(key, (Label(text),)) for key, text in terms))


VOCABULARIES = {
    vocabulary.slug: vocabulary
    for vocabulary in (
        _vocabulary(
            "domain",
            ("manufacturing", "制造类"),
            ("market-service", "市场服务类"),
            ("nonprofit-service", "非营利性服务类"),
        ),
        _vocabulary("industry", ("c", "制造业"), ("g", "交通运输业"), ("q", "卫生")),
        _vocabulary("district", ("jiading", "嘉定区"), ("hongkou", "虹口区")),
        _vocabulary("tier", ("typical", "典型经验")),
        _vocabulary("category", ("general", "一般")),
        _vocabulary("method", ("pdca", "PDCA循环"), ("5s", "5S管理")),
        _vocabulary("recommender", ("assoc", "行业协会")),
        _vocabulary("concept"),
        _vocabulary("key-industry"),
    )
}

KPI = Kpi(
    name="一次交验合格率",
    unit="%",
    before=Decimal("96.2"),
    after=Decimal("99.1"),
    before_text="96.2",
    after_text="99.1",
    period_before="2021年",
    period_after="2022年",
    direction=Direction.UP,
)


def _case(number: int, year: int, who: tuple[str, str], title: str, **more: object) -> Case:
    known: dict[str, object] = {
        "domain": "manufacturing",
        "industry": "c",
        "district": "jiading",
        "tier": "typical",
        "recommender": "assoc",
        "summary": f"{title}的做法。",
        "rights_holder": "单位",
        "licence": "许可",
    }
    return Case(
        id=f"SHQ-{year}-{number:04}",
        year=year,
        slug=f"case-{number}",
        title=title,
        organisation=who[0],
        team=who[1],
        **{**known, **more},  # type: ignore[arg-type]
    )


def _text(*sections: tuple[str, str, str]) -> tuple[Section, ...]:
    return tuple(Section(slug, title, text, 1) for slug, title, text in sections)


BUS = {"domain": "market-service", "industry": "g", "district": "hongkou"}

CASES = (
    _case(
        1,
        2024,
        ("jingji", "主轴装配班"),
        "把五微米装进心里",
        kpis=(KPI,),
        methods=("pdca",),
        sections=_text(
            ("team-profile", "班组概况", "班组负责C919零件的主轴装配，用铜棒轻敲导轨。"),
            ("results", "建设成效", "合格率达到95.5%，噪声由5.5MW机组引起。\n满意度提高。"),
        ),
    ),
    _case(
        2,
        2024,
        ("gongjiao", "晨光12路班组"),
        "一站一停一问候",
        sections=_text(
            ("learning", "有效学习", "每月演练，质量管理人人有责；<b>不</b>是口号。"),
            (
                "lessons",
                "可借鉴之处",
                "当天就改，新来的人看一眼就懂的当天就改，新来的人看一眼就懂的。",
            ),
        ),
        **BUS,
    ),
    _case(
        3,
        2024,
        ("yiyuan", "静脉用药调配组"),
        "让每一袋药都准",
        domain="nonprofit-service",
        industry="q",
        district="hongkou",
        methods=("5s", "pdca"),
        sections=_text(("", "我们的笨办法", "双人核对，差错率0.5‰。PDCA循环每周一次。")),
    ),
    _case(
        4,
        2023,
        ("jingji", "磨工班"),
        "磨出来的信得过",
        methods=("5s",),
        sections=_text(("improvement", "改进创新", "砂轮修整改为在线，质量信得过。焊接不归本班。")),
    ),
    _case(
        5,
        2023,
        ("gongjiao", "场站班"),
        "夜里的灯",
        sections=_text(("integrity", "质量承诺与诚信守诺", "夜班巡检，焊接护栏，铜线不裸露。")),
        **BUS,
    ),
    _case(
        6,
        2023,
        ("jingji", "热处理班"),
        "看得见的温度：热处理班的做法",
        short_title="看得见的温度",
        sections=_text(
            (
                "lessons",
                "可借鉴之处",
                "炉温曲线上墙，ISO 9001 和 GB/T19001 一并对照，新来的人看一眼就懂，当天就改。",
            )
        ),
    ),
)


def _entry(case: Case) -> Entry:
    return Entry(
        case.organisation, case.team, case.domain, case.tier, case.recommender, case.district
    )


LISTED_ONLY = Entry("fangzhi", "细纱甲班", "manufacturing", "typical", "assoc", "jiading")


def _year(year: int, *others: Entry) -> PublicYear:
    cases = tuple(case for case in CASES if case.year == year)
    day = date(year, 9, 6)
    notice = Notice(year, "results", f"{year} 年公告", "results", "协会", day)
    entries = (*(_entry(case) for case in cases), *others)
    results = YearResult(year, "活动", day, "results", len(entries), entries)
    return PublicYear(results, (notice,), cases)


def build_archive_value(cases: bool = True) -> Archive:
    """样例档案; without cases, a year that has only its list."""
    years = (_year(2024, LISTED_ONLY), _year(2023)) if cases else ()
    return Archive(
        site=Site("案例", "样例", "协会", "https://example.org/"),
        vocabularies=VOCABULARIES,
        organisations={item.slug: item for item in ORGANISATIONS},
        years=years,
    )
