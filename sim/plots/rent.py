"""06-rent: what becomes of rent? One panel per type of space that has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sim.plots.frames import Frames
from sim.plots.parts import ByQuarter, areas, draw_fan, end_labels, valued, years
from sim.plots.sheet import caption, panel_axes, sheet, tall
from sim.plots.statistics import Fan, fan
from sim.plots.style import DEMAND, IDLE, Panels, house
from sim.plots.words import head, number, percent
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class RentPanel:
    """One type of space by quarter."""

    label: Words
    rent: Fan
    start: float
    """Mean rent in the first month drawn."""
    change: float
    """Median change from the first month to the last, as a share."""


@dataclass(frozen=True)
class RentData(ByQuarter[RentPanel, Words]):
    """What 06-rent shows."""

    name: ClassVar[str] = "06-rent"


def data(frames: Frames) -> RentData:
    """The fan of rents by quarter, and how far they come."""
    cube = frames.cube
    panels = {
        space: RentPanel(
            label,
            fan(cube.by_quarter(frames.rents[space])),
            float(frames.rents[space][:, 0].mean()),
            float(np.median(frames.rents[space][:, -1] / frames.rents[space][:, 0] - 1)),
        )
        for space, label in frames.spaces.items()
        if space in frames.rents
    }
    details = [
        ALT["06-rent"].fill(
            panel=p.label,
            start=number(p.start),
            end=number(p.rent.p50[-1]),
            p10=number(p.rent.p10[-1]),
            p90=number(p.rent.p90[-1]),
        )
        for p in panels.values()
    ]
    words = head(frames, RentData.name, finding(panels), details, unit=frames.rent_unit)
    time, shared = (cube.quarters, cube.quarter_middles), frames.scales.get(RentData.name)
    return RentData(words, frames.rent_unit, *time, panels, shared=shared)


def finding(panels: dict[str, RentPanel]) -> Words:
    """The type of space whose rent moves farthest."""
    farthest = max(panels.values(), key=lambda panel: abs(np.log1p(panel.change)))
    word = "rent_up" if farthest.change > 0 else "rent_down"
    if farthest.change == 0:
        return TITLE["rent_flat"]
    return TITLE[word].fill(space=farthest.label, p=percent(abs(farthest.change)))


def draw(rent: RentData, lang: Lang = "both") -> Panels:
    """Fans of rent over the dashed line of where it began; each panel from zero."""
    with house():
        count = len(rent.panels)
        figure, top = sheet(rent.head, lang, tall(count))
        axes = panel_axes(figure, list(rent.panels), top, right=0.72)
        for space, ax in axes.items():
            draw_panel(ax, rent, space, lang)
        return Panels(figure, axes, rent, lang)


def draw_panel(ax: Axes, rent: RentData, space: str, lang: Lang) -> None:
    """One type of space."""
    panel = rent.panels[space]
    ax.axhline(panel.start, color=IDLE, lw=1, ls=(0, (4, 3)))
    draw_fan(ax, rent.x, panel.rent, DEMAND)
    years(ax, *rent.span)
    areas(ax, max(panel.rent.top, panel.start), ends=rent.ends(space))
    caption(ax, panel.label, rent.unit, lang)
    ends = [("rent_start", panel.start, IDLE), ("rent", panel.rent.p50[-1], DEMAND)]
    end_labels(ax, [(y, valued(LABEL[key], number(y), lang), ink) for key, y, ink in ends])
