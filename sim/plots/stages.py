"""03-stages: which type of space is in use, being fitted out or waited for, and by how many?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from sim.measures.months import Floats
from sim.plots.frames import Frames
from sim.plots.parts import ByQuarter, areas, draw_fan, end_labels, valued, years
from sim.plots.sheet import PanelCell, caption, cells, place, sheet, tall
from sim.plots.statistics import Fan, fan
from sim.plots.style import IDLE, INK, SHORTAGE, SUPPLY, SUPPLY_LIGHT, Panels, house
from sim.plots.words import AreaUnit, head, number, percent, unit_of
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.words import Lang, Words, quarter, year

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LAYERS = (("in_use", SUPPLY), ("fit_out", SUPPLY_LIGHT), ("waiting_area", SHORTAGE))


@dataclass(frozen=True)
class StagesPanel:
    """One type of space by quarter: mean areas in the figure's unit, and companies waiting."""

    label: Words
    areas: dict[str, Floats]
    capacity: Floats
    companies: Fan


@dataclass(frozen=True)
class StagesData(ByQuarter[StagesPanel, AreaUnit]):
    """What 03-stages shows."""

    name: ClassVar[str] = "03-stages"


def data(frames: Frames) -> StagesData:
    """Mean area in use, in fit-out and waited for, and the fan of companies waiting."""
    cube = frames.cube
    means = {
        name: cube.by_quarter(cube.values[name]).mean(axis=0)
        for name in ("in_use", "fit_out", "waiting_area", "capacity")
    }
    companies = cube.by_quarter(cube.values["waiting"])
    most = max(float(values.max()) for values in means.values())
    unit = unit_of(frames, StagesData.name, most)
    panels = {
        space: StagesPanel(
            label,
            {name: means[name][:, i] / unit.m2 for name, _ in LAYERS},
            means["capacity"][:, i] / unit.m2,
            fan(companies[:, :, i]),
        )
        for i, (space, label) in enumerate(frames.spaces.items())
    }
    details = [
        ALT["03-stages"].fill(
            panel=p.label,
            quarter=quarter(cube.quarters[-1]),
            in_use=unit.text(p.areas["in_use"][-1]),
            fit_out=unit.text(p.areas["fit_out"][-1]),
            waiting=unit.text(p.areas["waiting_area"][-1]),
        )
        for p in panels.values()
    ]
    title = finding(panels, cube.quarters, companies.mean(axis=0), unit)
    words = head(frames, StagesData.name, title, details, unit=unit.name)
    shared = frames.scales.get(StagesData.name)
    return StagesData(words, unit, cube.quarters, cube.quarter_middles, panels, shared=shared)


def finding(
    panels: dict[str, StagesPanel], quarters: list[str], companies: Floats, unit: AreaUnit
) -> Words:
    """The type and year with most area waiting for its size; `companies[quarter, space]` means."""
    years_of = np.array([int(q[:4]) for q in quarters])
    best: tuple[float, Words] = (0.0, TITLE["stages_none"])
    for i, panel in enumerate(panels.values()):
        for y in np.unique(years_of):
            inside = years_of == y
            waiting = float(panel.areas["waiting_area"][inside].mean())
            capacity = float(panel.capacity[inside].mean())
            ratio = waiting / capacity if capacity > 0 else 0.0
            if ratio > best[0]:
                best = (
                    ratio,
                    TITLE["stages"].fill(
                        space=panel.label,
                        year=year(str(y)),
                        companies=number(float(companies[inside, i].mean())),
                        area=unit.text(waiting),
                        p=percent(ratio),
                    ),
                )
    return best[1]


def draw(stages: StagesData, lang: Lang = "both") -> Panels:
    """Stacked mean areas under the line of all space to let; companies waiting beneath."""
    with house():
        count = len(stages.panels)
        figure, top = sheet(stages.head, lang, tall(count))
        axes = {}
        places = cells(figure, count, top, right=0.95)
        for space, cell in zip(stages.panels, places, strict=True):
            lower, between = 0.5, 0.28
            ax = place(figure, cell.x, cell.y, cell.width, cell.height - lower - between)
            draw_areas(ax, stages, space, lang)
            below = PanelCell(cell.x, cell.y + cell.height - lower, cell.width, lower)
            axes[space], axes[_companies(space)] = ax, place(figure, *below)
            draw_companies(axes[_companies(space)], stages, space, lang)
        return Panels(figure, axes, stages, lang)


def _companies(space: str) -> str:
    """The axes of companies that wait."""
    return f"{space}.companies"


def draw_areas(ax: Axes, stages: StagesData, space: str, lang: Lang) -> None:
    """In use, in fit-out and waiting, one on the other."""
    panel = stages.panels[space]
    base, labels = np.zeros_like(panel.capacity), []
    for name, colour in LAYERS:
        top = base + panel.areas[name]
        ax.fill_between(stages.x, base, top, color=colour, lw=0)
        middle, value = (base[-1] + top[-1]) / 2, number(panel.areas[name][-1])
        labels.append((float(middle), valued(LABEL[name], value, lang), colour))
        base = top
    ax.plot(stages.x, panel.capacity, color=INK[SUPPLY], lw=2)
    areas(ax, float(max(base.max(), panel.capacity.max())), ends=stages.ends(space))
    caption(ax, panel.label, stages.unit.name, lang)
    years(ax, *stages.span, labels=False)
    end_labels(ax, labels)


def draw_companies(ax: Axes, stages: StagesData, space: str, lang: Lang) -> None:
    """The number of companies waiting."""
    panel = stages.panels[space]
    draw_fan(ax, stages.x, panel.companies, SHORTAGE, paths=False)
    if not panel.companies.p90.any():
        style: dict[str, Any] = {"ha": "center", "va": "center", "transform": ax.transAxes}
        ax.text(0.5, 0.5, LABEL["no_companies"].line(lang), color=INK[IDLE], **style)
    ends = stages.ends(_companies(space))
    areas(ax, max(1.0, float(panel.companies.p90.max())), ticks=2, ends=ends)
    years(ax, *stages.span)
    ax.set_title(LABEL["companies"].line(lang), loc="left", pad=3, fontsize="medium")
