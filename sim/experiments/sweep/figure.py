"""12-sweep: where do the standards hold?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm
from matplotlib.patches import Rectangle

from sim.experiments.sweep.answer import SweepAnswer, chance
from sim.experiments.sweep.words import SWEEP
from sim.plots.frames import Origin
from sim.plots.parts import areas, end_labels
from sim.plots.sheet import caption, cells, fit, place, sheet, tall
from sim.plots.style import DEMAND, IDLE, INK, RULE, SHORTAGE, SMALL, SUPPLY, Head, Panels, house
from sim.plots.words import area_unit, heading, number, percent
from sim.text.words import Lang, Words, joined, semicolons

BINS, LEAST = 8, 4
"""Of a sampled number: groups of points on a line at most, and points in each at least."""
DARK = 0.3
"""How far from the middle of its colours a shade asks for white text."""
AREA = "idle_mean"
"""What is shown where the standards of a side hold alike at all points."""
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
    areas: list[float]
    """Mean idle area, m²."""


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
class AreaGrid:
    """A mean area over the values of two numbers, [value of the second, of the first]."""

    name: Words
    unit: Words
    axes: tuple[Words, Words]
    values: tuple[list[str], list[str]]
    areas: list[list[float]]


@dataclass(frozen=True)
class AreaLine:
    """A mean area along the values of a number."""

    name: Words
    unit: Words
    values: list[str]
    areas: list[float]


@dataclass(frozen=True)
class Sweep:
    """What 12-sweep shows: two numbers in a grid as a map, else one panel a number."""

    name: ClassVar[str] = "12-sweep"
    head: Head
    panels: Mapping[str, Along | Grid | AreaLine | AreaGrid]
    confidence: float


def data(answer: SweepAnswer, origin: Origin) -> Sweep:
    """Chances along each number, over all points of the same value."""
    along = {path: _along(answer, path) for path in answer.names}
    found = [*(_found(answer, side, label) for side, label, _ in SIDES), _found_area(answer)]
    title = SWEEP["figure_title"].fill(
        found=semicolons([one for one in found if one]), points=str(len(answer.rows))
    )
    title = title.map(lambda said: said[:1].upper() + said[1:])
    grid = answer.design == "grid" and len(along) == 2
    subtitle = SWEEP["map_subtitle" if grid else "figure_subtitle"].fill(
        n=str(answer.replications),
        seed=str(origin.seed),
        confidence=percent(answer.confidence),
    )
    details = [
        SWEEP["detail"].fill(name=number.name, **_ends(number.lines["shortage_holds"].p))
        for number in along.values()
    ]
    panels = _grids(answer) if grid else _area_lines(answer, along) or along
    return Sweep(heading(origin, title, subtitle, details), panels, answer.confidence)


def _shares(answer: SweepAnswer, side: str) -> list[float]:
    """The chances that a side's standards hold, of the points at which they are tested."""
    chances = [c.share for row in answer.rows if (c := chance([row], side))]
    return [share for share in chances if share is not None]


def _still(answer: SweepAnswer, side: str) -> bool:
    """Whether a side's standards hold alike at all points, as percentages say it."""
    return len({percent(share) for share in _shares(answer, side)}) <= 1


def _found(answer: SweepAnswer, side: str, label: str) -> Words | None:
    """How far the chance of a side moves; nothing where it is not tested."""
    if not (tested := _shares(answer, side)):
        return None
    return SWEEP["stays" if _still(answer, side) else "moves"].fill(
        side=SWEEP[label], worst=percent(min(tested)), best=percent(max(tested))
    )


def _found_area(answer: SweepAnswer) -> Words | None:
    """How far the mean idle area moves, where it is shown."""
    areas = [area for row in answer.rows if (area := row.mean(AREA)) is not None]
    if not areas or not any(_still(answer, side) for side, _, _ in SIDES):
        return None
    unit = area_unit(max(areas), answer.areas)
    low, high = (unit.text(end / unit.m2) for end in (min(areas), max(areas)))
    return SWEEP["area_moves"].fill(worst=low, best=high)


def _area_lines(answer: SweepAnswer, along: Mapping[str, Along]) -> dict[str, AreaLine]:
    """The mean idle area along each number, where both sides hold alike at all points."""
    if not all(_still(answer, side) for side, _, _ in SIDES):
        return {}
    unit = area_unit(max(row.mean(AREA) or 0.0 for row in answer.rows), answer.areas)
    return {
        f"{AREA}.{path}": AreaLine(
            joined([one.name, SWEEP["area_label"]], "：", ": "),
            unit.name,
            one.values,
            [area / unit.m2 for area in one.areas],
        )
        for path, one in along.items()
    }


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
    areas = [float(np.mean([row.mean(AREA) or 0.0 for row in part])) for part in parts]
    return Along(answer.names[path], values, lines, areas)


def _grids(answer: SweepAnswer) -> dict[str, Grid | AreaGrid]:
    """A map of each side that moves, and of the mean idle area where one does not."""
    (across, first), (up, second) = answer.names.items()
    shown = [row.setting.shown for row in answer.rows]
    xs, ys = (list(dict.fromkeys(values[path] for values in shown)) for path in (across, up))
    grids: dict[str, Grid | AreaGrid] = {}
    for side, label, _ in SIDES:
        if _still(answer, side):
            continue
        chances = {
            (values[across], values[up]): chance([row], side)
            for values, row in zip(shown, answer.rows, strict=True)
        }
        cells = [[chances[x, y] for x in xs] for y in ys]
        p = [[np.nan if c is None or c.share is None else c.share for c in row] for row in cells]
        unclear = [[bool(c and c.low <= answer.confidence <= c.high) for c in row] for row in cells]
        grids[side] = Grid(SWEEP[label], (first, second), (xs, ys), p, unclear)
    if len(grids) < len(SIDES):
        of = {
            (values[across], values[up]): row.mean(AREA)
            for values, row in zip(shown, answer.rows, strict=True)
        }
        unit = area_unit(max(area or 0.0 for area in of.values()), answer.areas)
        areas = [[(of[x, y] or 0.0) / unit.m2 for x in xs] for y in ys]
        grids[AREA] = AreaGrid(SWEEP["area_label"], unit.name, (first, second), (xs, ys), areas)
    return grids


def draw(sweep: Sweep, lang: Lang = "both") -> Panels:
    """Both sides of the verdict: a map each, or as lines in one panel a number."""
    with house():
        count = len(sweep.panels)
        figure, top = sheet(sweep.head, lang, tall(count))
        axes = {}
        places = cells(figure, count, top, 0.9)
        for (name, panel), cell in zip(sweep.panels.items(), places, strict=True):
            if isinstance(panel, Grid | AreaGrid):
                cell = cell._replace(x=cell.x + 0.5, width=cell.width, height=cell.height - 0.35)
                ax = axes[name] = place(figure, *cell)
                if isinstance(panel, Grid):
                    _map(ax, panel, sweep.confidence, lang)
                else:
                    _area_map(ax, panel, lang)
            else:
                ax = axes[name] = place(figure, *cell)
                if isinstance(panel, Along):
                    _panel(ax, panel, sweep.confidence, lang)
                else:
                    _area_panel(ax, panel, lang)
        return Panels(figure, axes, sweep, lang)


def _map(ax: Axes, grid: Grid, confidence: float, lang: Lang) -> None:
    """Shares as shades, white at the confidence asked for; hatched where one cannot tell."""
    colours = LinearSegmentedColormap.from_list("holds", [SHORTAGE, "#FFFFFF", SUPPLY])
    turn = TwoSlopeNorm(min(max(confidence, 0.01), 0.99), 0, 1)
    ax.imshow(np.array(grid.p), cmap=colours, norm=turn, aspect="auto", origin="lower")
    for y, row in enumerate(grid.p):
        for x, share in enumerate(row):
            if grid.unclear[y][x]:
                box = (x - 0.5, y - 0.5)
                ax.add_patch(Rectangle(box, 1, 1, fill=False, hatch="//", ec=RULE, lw=0, alpha=0.6))
            text = "-" if np.isnan(share) else percent(share)
            shade = float(turn(share))
            dark = not np.isnan(share) and abs(shade - 0.5) > DARK
            behind = {"fc": colours(shade), "ec": "none", "pad": 1.5}
            ink = "white" if dark else "black"
            ax.text(x, y, text, ha="center", va="center", color=ink, bbox=behind)
    _name_axes(ax, grid, lang)
    caption(ax, grid.name, SWEEP["share_unit"], lang)


def _area_map(ax: Axes, grid: AreaGrid, lang: Lang) -> None:
    """Areas as shades of grey with their numbers."""
    colours = LinearSegmentedColormap.from_list("idle", ["#FFFFFF", IDLE])
    top = max(max(row) for row in grid.areas) or 1.0
    ax.imshow(np.array(grid.areas), cmap=colours, vmin=0, vmax=top, aspect="auto", origin="lower")
    for y, row in enumerate(grid.areas):
        for x, area in enumerate(row):
            ax.text(x, y, number(area), ha="center", va="center")
    _name_axes(ax, grid, lang)
    caption(ax, grid.name, grid.unit, lang)


def _name_axes(ax: Axes, grid: Grid | AreaGrid, lang: Lang) -> None:
    """The values and the names of both numbers."""
    ax.set_xticks(range(len(grid.values[0])), grid.values[0])
    ax.set_yticks(range(len(grid.values[1])), grid.values[1])
    room = ax.get_window_extent()
    fit(room.width / ax.figure.dpi, ax.set_xlabel(grid.axes[0].block(lang), fontsize=SMALL))
    fit(room.height / ax.figure.dpi, ax.set_ylabel(grid.axes[1].block(lang), fontsize=SMALL))
    ax.grid(visible=False)


def _area_panel(ax: Axes, line: AreaLine, lang: Lang) -> None:
    x = np.arange(len(line.values))
    ax.plot(x, line.areas, color=IDLE, lw=2, marker="o", ms=4)
    areas(ax, max(line.areas))
    ax.set_xlim(-0.3, len(x) - 0.7)
    ax.set_xticks(x, line.values, color=INK[DEMAND])
    caption(ax, line.name, line.unit, lang)
    end_labels(ax, [(line.areas[-1], number(line.areas[-1]), IDLE)])


def _panel(ax: Axes, along: Along, confidence: float, lang: Lang) -> None:
    x = np.arange(len(along.values))
    labels = []
    for side, label, colour in SIDES:
        line = along.lines[side]
        p, low, high = (np.array(v) * 100 for v in (line.p, line.low, line.high))
        ax.fill_between(x, low, high, color=colour, alpha=0.2, lw=0)
        ax.plot(x, p, color=colour, lw=2, marker="o", ms=4)
        labels.append((float(p[-1]), SWEEP[label].block(lang), colour))
    ax.axhline(100 * confidence, color=DEMAND, lw=1, ls=(0, (4, 3)))
    ax.set_ylim(0, 102)
    ax.set_xlim(-0.3, len(x) - 0.7)
    ax.set_xticks(x, along.values, fontsize=SMALL, color=INK[DEMAND])
    end_labels(ax, labels)
    caption(ax, along.name, SWEEP["share_unit"], lang)
