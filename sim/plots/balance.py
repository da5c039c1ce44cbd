"""01-balance: when does demand pass supply? One panel per type of space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sim.plots.frames import Frames
from sim.plots.parts import ByQuarter, areas, draw_fan, end_labels, mark, valued, years
from sim.plots.sheet import caption, panel_axes, sheet, tall
from sim.plots.statistics import Fan, FutureShare, fan, share
from sim.plots.style import DEMAND, SHORTAGE, SUPPLY, Panels, house
from sim.plots.words import AreaUnit, head, number, percent, unit_of
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.words import Lang, Words, joined, listed, quarter

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class BalancePanel:
    """One type of space: demand and supply in the figure's unit, by quarter."""

    label: Words
    demand: Fan
    supply: Fan
    over: FutureShare
    """Futures in which the quarter's demand exceeds its supply."""
    vacancy: float
    """Median share of space that is vacant in the last quarter; NaN without space."""

    @property
    def spell(self) -> tuple[int, int] | None:
        """First and last quarter in which demand exceeds supply in most futures.

        None unless the interval of some quarter's share lies wholly above one half.
        """
        if not (self.over.low > 0.5).any():
            return None
        begin, end = np.flatnonzero(self.over.p > 0.5)[[0, -1]]
        return int(begin), int(end)


@dataclass(frozen=True)
class BalanceData(ByQuarter[BalancePanel, AreaUnit]):
    """What 01-balance shows."""

    name: ClassVar[str] = "01-balance"


def data(frames: Frames) -> BalanceData:
    """Demand (leased + waiting) and supply (capacity) by type of space and quarter."""
    cube = frames.cube
    supply = cube.by_quarter(cube.values["capacity"])
    leased = cube.by_quarter(cube.values["leased"])
    demand = leased + cube.by_quarter(cube.values["waiting_area"])
    unit = unit_of(frames, BalanceData.name, max(supply.max(), demand.max()))
    free = np.divide(supply - leased, supply, out=np.full_like(supply, np.nan), where=supply > 0)
    panels = {
        space: BalancePanel(
            label,
            fan(demand[:, :, i] / unit.m2),
            fan(supply[:, :, i] / unit.m2),
            share(demand[:, :, i] > supply[:, :, i], frames.each),
            float(np.median(free[:, -1, i])),
        )
        for i, (space, label) in enumerate(frames.spaces.items())
    }
    title = finding(panels, cube.quarters)
    last = quarter(cube.quarters[-1])
    details = [
        ALT["01-balance"].fill(
            panel=p.label,
            quarter=last,
            demand=unit.text(p.demand.p50[-1]),
            supply=unit.text(p.supply.p50[-1]),
        )
        for p in panels.values()
    ]
    shared = frames.scales.get(BalanceData.name)
    words = head(frames, BalanceData.name, title, details, unit=unit.name)
    return BalanceData(words, unit, cube.quarters, cube.quarter_middles, panels, shared=shared)


def finding(panels: dict[str, BalancePanel], quarters: list[str]) -> Words:
    """Which space is short and from when, or that one cannot tell; then which is emptiest."""
    short = [(p.label, *p.spell) for p in panels.values() if p.spell]
    unclear = [p for p in panels.values() if ((p.over.high > 0.5) & (p.over.p > 0)).any()]
    if short:
        last = len(quarters) - 1
        spells = [
            TITLE["balance_from" if end == last else "balance_spell"].fill(
                space=label, quarter=quarter(quarters[begin]), last=quarter(quarters[end])
            )
            for label, begin, end in short
        ]
        title = TITLE["balance_over"].fill(spells=listed(spells))
    elif unclear:
        worst = max(unclear, key=lambda p: float(p.over.p.max()))
        peak = int(worst.over.p.argmax())
        title = TITLE["balance_unclear"].fill(
            space=worst.label, p=percent(worst.over.p[peak]), quarter=quarter(quarters[peak])
        )
    else:
        title = TITLE["balance_under"]
    known = [p for p in panels.values() if not np.isnan(p.vacancy)]
    if not known:
        return title
    idle = max(known, key=lambda p: p.vacancy)
    tail = TITLE["balance_idle"].fill(
        space=idle.label, quarter=quarter(quarters[-1]), p=percent(idle.vacancy)
    )
    return joined([title, tail])


def draw(balance: BalanceData, lang: Lang = "both") -> Panels:
    """Fans of demand (black) and supply (blue), the gap between the medians in vermillion."""
    with house():
        count = len(balance.panels)
        figure, top = sheet(balance.head, lang, tall(count))
        axes = panel_axes(figure, list(balance.panels), top, right=0.72)
        for space, ax in axes.items():
            draw_panel(ax, balance, space, lang)
        return Panels(figure, axes, balance, lang)


def draw_panel(
    ax: Axes, balance: BalanceData, space: str, lang: Lang, stacked: bool = False
) -> None:
    """One type of space; stacked: values stand below the names of the lines."""
    panel = balance.panels[space]
    x, demand, supply = balance.x, panel.demand, panel.supply
    draw_fan(ax, x, supply, SUPPLY)
    draw_fan(ax, x, demand, DEMAND)
    gap = demand.p50 > supply.p50
    ax.fill_between(
        x, supply.p50, demand.p50, where=gap, interpolate=True, color=SHORTAGE, alpha=0.75, lw=0
    )
    years(ax, *balance.span)
    areas(ax, max(supply.top, demand.top), ends=balance.ends(space))
    caption(ax, panel.label, balance.unit.name, lang)
    if panel.spell:
        begin = panel.spell[0]
        mark(ax, x[begin], quarter(balance.quarters[begin]).block(lang))
    ends = [("demand", demand.p50[-1], DEMAND), ("supply", supply.p50[-1], SUPPLY)]
    end_labels(ax, [(y, valued(LABEL[key], number(y), lang, stacked), ink) for key, y, ink in ends])
