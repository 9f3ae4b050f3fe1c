"""数据：the figures of a case as cards and as a table, the change always computed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from generator.model import Kpi
from generator.pages.kpis import KpiView, build_kpi, lead_kpi, with_unit
from generator.wechat.blocks import Cell, DataCard, Figure, Picture, Run, Table

MOST_CARDS = 3
"""figures on a card; a fourth is for readers who look at tables"""
MOST_ROWS = 4
"""figures of a chart: more than a phone shows at once nobody compares"""


def in_rank(kpis: Iterable[Kpi]) -> tuple[Kpi, ...]:
    """首要指标 first, the others as the case has them."""
    every = tuple(kpis)
    lead = lead_kpi(every)
    return (lead, *(kpi for kpi in every if kpi is not lead)) if lead else ()


def build_figure(kpi: Kpi) -> Figure:
    """指标 → 数据: the figure reached, and under its name where it came from."""
    view = build_kpi(kpi)
    return Figure(view.after, view.unit, view.name, _basis(view))


def _basis(view: KpiView) -> str:
    """2022年1—5月，+2.9 个百分点, and below it 2021年全年 96.2%."""
    if not view.before:
        return view.period_after
    reached = "，".join(filter(None, (view.period_after, view.change)))
    return f"{reached}\n{view.period_before} {with_unit(view.before, view.unit)}"


def build_card(kpis: Iterable[Kpi]) -> tuple[DataCard, ...]:
    """数据卡; none where the case has no figures."""
    figures = tuple(build_figure(kpi) for kpi in in_rank(kpis)[:MOST_CARDS])
    return (DataCard(figures),) if figures else ()


def build_table(kpis: Iterable[Kpi]) -> tuple[Table, ...]:
    """成效表: 前, 后, 变化; none where nothing can be compared."""
    views = [build_kpi(kpi) for kpi in kpis]
    if not any(view.before for view in views):
        return ()
    head = tuple(_cell(text, head=True) for text in ("指标", "改进前", "改进后", "变化"))
    return (Table((head, *map(_row, views)), "改进前后对照（申报单位统计口径）"),)


def _row(view: KpiView) -> tuple[Cell, ...]:
    """The unit stands with the name, so that the numbers are narrow and stand under each other."""
    apart = view.unit and not view.joined
    name = f"{view.name}（{view.unit}）" if apart else view.name
    before, after = (text + ("" if apart else view.unit) for text in (view.before, view.after))
    return tuple(
        _cell(text) for text in (name, before if view.before else "—", after, view.change or "—")
    )


def build_chart(kpis: Iterable[Kpi]) -> tuple[Picture, ...]:
    """指标图: what changed from before to after; none where nothing did."""
    changed = (kpi for kpi in in_rank(kpis) if kpi.before not in (None, kpi.after))
    views = tuple(map(build_kpi, islice(changed, MOST_ROWS)))
    if not views:
        return ()
    alt = "".join(view.chart.description for view in views)
    return (Picture(f"chart:{alt}", alt, "灰色为改进前，彩色为改进后", chart=views),)


def _cell(text: str, *, head: bool = False) -> Cell:
    return Cell((Run(text),), head=head)
