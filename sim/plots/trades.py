"""08-trades: who rents the space? One panel per type of space that other trades rent, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sim.measures.months import Floats
from sim.plots.frames import Frames, Renting
from sim.plots.parts import ByQuarter, areas, end_labels, valued, years
from sim.plots.sheet import caption, fit, panel_axes, sheet, tall, two_lines
from sim.plots.statistics import Fan, fan
from sim.plots.style import DEMAND, INK, SUPPLY, TRADES, Panels, house
from sim.plots.words import AreaUnit, head, number, percent, unit_of
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.words import Lang, Words, listed, quarter

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BESIDE, _AWAY = 0.95, 0.07
"""Inches for the names of trades beside a panel, and from there to them."""


@dataclass(frozen=True)
class TradesPanel:
    """One type of space by quarter, in the figure's unit."""

    label: Words
    layers: dict[str, Floats]
    """Mean area let by each trade that is there, from the lowest up: own first, then by size."""
    capacity: Floats
    let: Fan
    """What all trades lease together."""

    @property
    def others(self) -> Floats:
        """Share of what is let, on average, that other trades hold; 0 where nothing is."""
        own, *others = self.layers.values()
        held = np.sum(others, axis=0)
        share: Floats = np.divide(held, own + held, out=np.zeros_like(own), where=own + held > 0)
        return share


@dataclass(frozen=True)
class TradesData(ByQuarter[TradesPanel, AreaUnit]):
    """What 08-trades shows."""

    trades: dict[str, Words]
    """Names of the layers."""
    name: ClassVar[str] = "08-trades"


def data(frames: Frames) -> TradesData:
    """Mean area let by trade and the fan of their sum, of types of which others rent a part."""
    cube, trades = frames.cube, _shown(frames.trades)
    means = {one.id: cube.by_quarter(one.leased).mean(axis=0) for one in trades}
    capacity = cube.by_quarter(cube.values["capacity"]).mean(axis=0)
    let = cube.by_quarter(cube.values["leased"])
    rented = np.max([means[one.id] for one in trades[1:]], axis=(0, 1)) > 0
    kept = [i for i, some in enumerate(rented) if some]
    most = max(float(values[:, kept].max()) for values in (capacity, let.max(axis=0)))
    unit = unit_of(frames, TradesData.name, most)
    labels = list(frames.spaces.items())
    panels = {
        labels[i][0]: TradesPanel(
            labels[i][1],
            {
                name: values[:, i] / unit.m2
                for name, values in means.items()
                if name == trades[0].id or values[:, i].any()
            },
            capacity[:, i] / unit.m2,
            fan(let[:, :, i] / unit.m2),
        )
        for i in kept
    }
    names = {one.id: one.label for one in trades}
    details = [
        ALT["08-trades"].fill(
            panel=panel.label,
            quarter=quarter(cube.quarters[-1]),
            parts=listed(
                [
                    ALT["trade"].fill(trade=names[name], area=unit.text(values[-1]))
                    for name, values in panel.layers.items()
                ]
            ),
            p10=number(panel.let.p10[-1]),
            p90=number(panel.let.p90[-1]),
        )
        for panel in panels.values()
    ]
    title = finding(panels, cube.quarters)
    words = head(frames, TradesData.name, title, details, unit=unit.name)
    time, shared = (cube.quarters, cube.quarter_middles), frames.scales.get(TradesData.name)
    return TradesData(words, unit, *time, panels, names, shared=shared)


def _shown(trades: tuple[Renting, ...]) -> tuple[Renting, ...]:
    """The city's own, then the largest others; more than have a colour are one together."""
    own, *others = trades
    others.sort(key=lambda one: -float(one.leased.mean()))
    if len(others) > len(TRADES):
        apart = len(TRADES) - 1
        rest = np.sum([one.leased for one in others[apart:]], axis=0)
        others[apart:] = [Renting("…", LABEL["other_trades"], rest)]
    return own, *others


def finding(panels: dict[str, TradesPanel], quarters: list[str]) -> Words:
    """The type of space of which other trades hold the largest part at the end."""
    most = max(panels.values(), key=lambda panel: float(panel.others[-1]))
    first, last = (float(share) for share in most.others[[0, -1]])
    return TITLE["trades"].fill(
        space=most.label,
        p=percent(last),
        quarter=quarter(quarters[-1]),
        before=percent(first),
        start=quarter(quarters[0]),
    )


def draw(trades: TradesData, lang: Lang = "both") -> Panels:
    """Stacked mean areas by trade under the line of all space to let, with the band of the sum."""
    with house():
        count = len(trades.panels)
        figure, top = sheet(trades.head, lang, tall(count))
        axes = panel_axes(figure, list(trades.panels), top, right=_BESIDE)
        for space, ax in axes.items():
            draw_panel(ax, trades, space, lang)
        return Panels(figure, axes, trades, lang)


def draw_panel(ax: Axes, trades: TradesData, space: str, lang: Lang) -> None:
    """One type of space."""
    panel = trades.panels[space]
    colours = dict(zip(trades.trades, (SUPPLY, *TRADES), strict=False))
    supply = float(panel.capacity[-1])
    base, labels = np.zeros_like(panel.capacity), []
    labels.append((supply, valued(LABEL["supply"], number(supply), lang), SUPPLY))
    for name, values in panel.layers.items():
        top = base + values
        ax.fill_between(trades.x, base, top, color=colours[name], lw=0)
        middle, value = (base[-1] + top[-1]) / 2, number(values[-1])
        label = [*two_lines(trades.trades[name].lines(lang), _BESIDE - _AWAY), value]
        labels.append((float(middle), "\n".join(label), colours[name]))
        base = top
    for edge in (panel.let.p10, panel.let.p90):
        ax.plot(trades.x, edge, color=DEMAND, lw=0.8, ls=(0, (2, 2)))
    ax.plot(trades.x, panel.capacity, color=INK[SUPPLY], lw=2)
    years(ax, *trades.span)
    highest = float(max(base.max(), panel.capacity.max(), panel.let.p90.max()))
    areas(ax, highest, ends=trades.ends(space))
    caption(ax, panel.label, trades.unit.name, lang)
    fit(_BESIDE - _AWAY, *end_labels(ax, labels))
