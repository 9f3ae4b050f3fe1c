"""数据：the figures of a case as cards and as a table, the change always computed."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model import Kpi
from generator.pages.kpis import KpiView, build_kpi, lead_kpi, with_unit
from generator.wechat.blocks import Cell, DataCard, Figure, Run, Table

MOST_CARDS = 3
"""figures on a card; a fourth is for readers who look at tables"""


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
    """2022年1—5月；2021年全年 96.2%，+2.9 个百分点."""
    if not view.before:
        return view.period_after
    before = f"{view.period_before} {with_unit(view.before, view.unit)}"
    return f"{view.period_after}；{before}，{view.change}"


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
    before = with_unit(view.before, view.unit) if view.before else "—"
    after = with_unit(view.after, view.unit)
    return tuple(_cell(text) for text in (view.name, before, after, view.change or "—"))


def _cell(text: str, *, head: bool = False) -> Cell:
    return Cell((Run(text),), head=head)
