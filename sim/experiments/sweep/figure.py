"""12-sweep: where do the standards hold?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from sim.experiments.sweep.answer import SweepAnswer, chance
from sim.experiments.sweep.words import SWEEP
from sim.plots.frames import Origin
from sim.plots.parts import end_labels
from sim.plots.sheet import caption, cells, fit, place, sheet, tall
from sim.plots.style import DEMAND, IDLE, INK, RULE, SHORTAGE, SMALL, SUPPLY, Head, Panels, house
from sim.plots.words import heading, percent
from sim.text.words import Lang, Words

BINS, LEAST = 8, 4
"""Of a sampled number: groups of points on a line at most, and points in each at least."""
DARK = 0.3
"""How far from one half a share has a shade that asks for white text."""
SIDES = (("shortage_holds", "shortage_label", SUPPLY), ("idle_holds", "idle_label", IDLE))


@dataclass(frozen=True)
class ChanceLine:
    """The chance that one side's standards hold, along the values of a number; shares."""

    p: list[float]
    low: list[float]
    high: list[float]


@dataclass(frozen=True)
class Along:
    """One number: the points are taken together by its value, or by where a drawn one lies."""

    name: Words
    values: list[str]
    lines: dict[str, ChanceLine]


@dataclass(frozen=True)
class Grid:
    """One side over the values of two numbers; shares [value of the second, of the first]."""

    name: Words
    axes: tuple[Words, Words]
    values: tuple[list[str], list[str]]
    p: list[list[float]]
    unclear: list[list[bool]]
    """Where the interval spans the confidence asked for."""


@dataclass(frozen=True)
class Sweep:
    """What 12-sweep shows: two numbers in a grid as a map, else one panel a number."""

    name: ClassVar[str] = "12-sweep"
    head: Head
    panels: Mapping[str, Along | Grid]


def data(answer: SweepAnswer, origin: Origin) -> Sweep:
    """Chances along each number, over all points of the same value."""
    along = {path: _along(answer, path) for path in answer.names}
    chances = [c.share for row in answer.rows if (c := chance([row], "shortage_holds"))]
    tested = [share for share in chances if share is not None]
    title = SWEEP["figure_title"].fill(
        worst=percent(min(tested, default=0)),
        best=percent(max(tested, default=0)),
        points=str(len(answer.rows)),
    )
    grid = answer.design == "grid" and len(along) == 2
    subtitle = SWEEP["map_subtitle" if grid else "figure_subtitle"].fill(
        n=str(answer.replications), seed=str(origin.seed)
    )
    details = [
        SWEEP["detail"].fill(name=number.name, **_ends(number.lines["shortage_holds"].p))
        for number in along.values()
    ]
    return Sweep(heading(origin, title, subtitle, details), _grids(answer) if grid else along)


def _ends(chances: Sequence[float]) -> dict[str, str]:
    """The least and the largest chance in words; a dash where no standard was tested."""
    tested = [chance for chance in chances if not isnan(chance)]
    if not tested:
        return dict.fromkeys(("low", "high"), "-")
    return {"low": percent(min(tested)), "high": percent(max(tested))}


def _along(answer: SweepAnswer, path: str) -> Along:
    rows = [row for row in answer.rows if row.indicators]
    if answer.sampled:
        rows.sort(key=lambda row: row.setting.numbers[path])
        cuts = np.array_split(np.arange(len(rows)), min(BINS, max(1, len(rows) // LEAST)))
        parts = [[rows[i] for i in cut] for cut in cuts]
        values = [part[len(part) // 2].setting.shown[path] for part in parts]
    else:
        values = list(dict.fromkeys(row.setting.shown[path] for row in rows))
        parts = [[row for row in rows if row.setting.shown[path] == value] for value in values]
    lines = {}
    for side, _, _ in SIDES:
        chances = [holds for part in parts if (holds := chance(part, side))]
        p = [np.nan if holds.share is None else holds.share for holds in chances]
        low, high = [holds.low for holds in chances], [holds.high for holds in chances]
        lines[side] = ChanceLine(p, low, high)
    return Along(answer.names[path], values, lines)


def _grids(answer: SweepAnswer) -> dict[str, Grid]:
    (across, first), (up, second) = answer.names.items()
    shown = [row.setting.shown for row in answer.rows]
    xs, ys = (list(dict.fromkeys(values[path] for values in shown)) for path in (across, up))
    grids = {}
    for side, label, _ in SIDES:
        chances = {
            (values[across], values[up]): chance([row], side)
            for values, row in zip(shown, answer.rows, strict=True)
        }
        cells = [[chances[x, y] for x in xs] for y in ys]
        p = [[np.nan if c is None or c.share is None else c.share for c in row] for row in cells]
        unclear = [[bool(c and c.low <= answer.confidence <= c.high) for c in row] for row in cells]
        grids[side] = Grid(SWEEP[label], (first, second), (xs, ys), p, unclear)
    return grids


def draw(sweep: Sweep, lang: Lang = "both") -> Panels:
    """Both sides of the verdict: a map each, or as lines in one panel a number."""
    with house():
        count = len(sweep.panels)
        figure, top = sheet(sweep.head, lang, tall(count))
        axes = {}
        places = cells(figure, count, top, 0.9)
        for (name, panel), cell in zip(sweep.panels.items(), places, strict=True):
            if isinstance(panel, Grid):
                cell = cell._replace(x=cell.x + 0.5, width=cell.width, height=cell.height - 0.35)
                ax = axes[name] = place(figure, *cell)
                _map(ax, panel, lang)
            else:
                ax = axes[name] = place(figure, *cell)
                _panel(ax, panel, lang)
        return Panels(figure, axes, sweep, lang)


def _map(ax: Axes, grid: Grid, lang: Lang) -> None:
    """Shares as shades with their numbers; hatched where the verdict cannot tell."""
    colours = LinearSegmentedColormap.from_list("holds", [SHORTAGE, "#FFFFFF", SUPPLY])
    ax.imshow(np.array(grid.p), cmap=colours, vmin=0, vmax=1, aspect="auto", origin="lower")
    for y, row in enumerate(grid.p):
        for x, share in enumerate(row):
            if grid.unclear[y][x]:
                box = (x - 0.5, y - 0.5)
                ax.add_patch(Rectangle(box, 1, 1, fill=False, hatch="//", ec=RULE, lw=0, alpha=0.6))
            text = "-" if np.isnan(share) else percent(share)
            dark = not np.isnan(share) and abs(share - 0.5) > DARK
            behind = {"fc": colours(share), "ec": "none", "pad": 1.5}
            ink = "white" if dark else "black"
            ax.text(x, y, text, ha="center", va="center", color=ink, bbox=behind)
    ax.set_xticks(range(len(grid.values[0])), grid.values[0])
    ax.set_yticks(range(len(grid.values[1])), grid.values[1])
    room = ax.get_window_extent()
    fit(room.width / ax.figure.dpi, ax.set_xlabel(grid.axes[0].block(lang), fontsize=SMALL))
    fit(room.height / ax.figure.dpi, ax.set_ylabel(grid.axes[1].block(lang), fontsize=SMALL))
    ax.grid(visible=False)
    caption(ax, grid.name, SWEEP["share_unit"], lang)


def _panel(ax: Axes, along: Along, lang: Lang) -> None:
    x = np.arange(len(along.values))
    labels = []
    for side, label, colour in SIDES:
        line = along.lines[side]
        p, low, high = (np.array(v) * 100 for v in (line.p, line.low, line.high))
        ax.fill_between(x, low, high, color=colour, alpha=0.2, lw=0)
        ax.plot(x, p, color=colour, lw=2, marker="o", ms=4)
        labels.append((float(p[-1]), SWEEP[label].block(lang), colour))
    ax.set_ylim(0, 102)
    ax.set_xlim(-0.3, len(x) - 0.7)
    ax.set_xticks(x, along.values, fontsize=SMALL, color=INK[DEMAND])
    end_labels(ax, labels)
    caption(ax, along.name, SWEEP["share_unit"], lang)
