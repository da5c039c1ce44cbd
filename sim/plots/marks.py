"""Parks as marks in thirds, P10, P50 and P90 from left to right: squares to scale, or on a map.

The sheet of 31-occupancy, 32-shortage and 33-idle, whose columns are years, and of the film of
parks, whose columns are the three measures and whose marks have their numbers beside them.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sim.measures.statistics import Three
from sim.plots.levels import SCALES, Levels, LevelsRow, Mark, Measure
from sim.plots.map_layout import LEAST, MapLayout, Point, Shape, bar, points, scaled, shapes, square
from sim.plots.sheet import LEFT, PANEL, RIGHT, fit, head_tall, on_sheet, place, sheet, write
from sim.plots.style import IDLE, RULE, SOFT, NoSlideError, Panels, house, medium
from sim.plots.words import AreaUnit
from sim.text.figures import LABEL
from sim.text.words import Lang, commas, semicolons

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

_HEAD, _LEGEND, _FOOT, _LINE, _GAP = 1.45, 0.62, 0.4, 0.17, 0.1
"""Inches: names at the left; colours above the rows; below them; a line of text; between rows."""
_ROW, _NUMBERED, _LOW, _HIGH = 1.1, 1.35, 0.8, 1.4
"""Inches of a row of squares, of one with numbers, of a row of maps at least and at most."""
_NARROW, _NARROW_MAP = 0.5, 1.1
"""Inches of the narrowest column: more years stand on several lines."""
_LEGIBLE: Final = 0.2
"""Inches of the largest square on a slide, if it has more than one row."""
_SWATCH, _SAMPLE = 0.5, 0.24
"""Inches of a colour of a scale, and of the mark that explains thirds."""
_FULL, _AIR, _CIRCLE = 0.5, 0.03, 0.15
"""Inches: the largest square at most, between squares, the largest circle at most."""
_SLOT, _LIST = 0.7, 1.15
"""Inches that the numbers of a square need, and those beside a map."""
_YEAR: Final = 20.0
"""Points of the year of a picture of the film."""
_KEYS, _KEY = 3, 0.18
"""Names of parks side by side; inches of the number of one that says where it is."""


@dataclass(frozen=True)
class _Cells:
    """The cells of a row: where they are, and where the parks lie in each, inches."""

    across: int
    """Cells side by side."""
    lines: int
    """Of cells below each other."""
    wide: float
    tall: float
    numbered: bool
    shapes: dict[str, Shape]

    @property
    def dated(self) -> float:
        """Inches of the years over each line, if there are several."""
        return _LINE * (self.lines > 1)

    @property
    def high(self) -> float:
        """Inches of the row."""
        return self.lines * (self.tall + self.dated)

    @property
    def full(self) -> float:
        """Side of the largest square, or radius of the largest circle; 0 without any."""
        return max((one.full for one in self.shapes.values() if one.scaled), default=0.0)

    def corner(self, column: int) -> Point:
        """Top left of a cell in its row, below its year."""
        line, place = divmod(column, self.across)
        return _HEAD + place * self.wide, line * (self.tall + self.dated) + self.dated


def draw(shown: Levels, lang: Lang = "both") -> Panels:
    """Rows of marks by type of space; the colours and the parks are named once."""
    rows, cells = on_sheet(shown.rows), _cells(shown)
    names = max(_key_tall(shown, cells), math.ceil(len(shown.parks) / _KEYS) * _LINE)
    legend, below = _LEGEND + _LINE * (lang == "both"), names + _LINE * bool(shown.absent) + _FOOT
    with house():
        above = head_tall(shown.head, lang) + legend
        figure, top = sheet(shown.head, lang, above + len(rows) * (cells.high + _GAP) + below)
        if medium().high:
            room = figure.get_figheight() - top - legend - below
            cells = _on_slide(shown, cells, room / len(rows) - _GAP)
        if cells.numbered:
            _headings(figure, shown, cells, top, lang)
        else:
            _legend(figure, shown, top + 0.16, lang)
        top += legend
        axes: dict[str, Axes] = {}
        for space, row in rows.items():
            ax = axes[space] = _axes(figure, LEFT, top, RIGHT - LEFT, cells.high)
            _row(ax, shown, row, cells, lang, dated=len(axes) == 1 or cells.lines > 1)
            top += cells.high + _GAP
        _names(figure, shown, cells, top + 0.1, lang)
        if shown.absent:
            said = LABEL["absent"].fill(parks=commas(shown.absent)).line(lang)
            fit(RIGHT - LEFT, write(figure, LEFT, top + 0.1 + names, said, color=SOFT))
        return Panels(figure, axes, shown, lang)


def _axes(figure: Figure, x: float, y: float, wide: float, tall: float) -> Axes:
    """Axes in inches from their top left."""
    ax = place(figure, x, y, wide, tall)
    ax.set(xlim=(0, wide), ylim=(tall, 0))
    ax.set_axis_off()
    return ax


def _cells(shown: Levels) -> _Cells:
    """As a page has them: as many side by side as have room, alike many on each line."""
    narrow = _NARROW if shown.layout is None else _NARROW_MAP
    lines = math.ceil(len(shown.columns) / int((RIGHT - LEFT - _HEAD) / narrow))
    across = math.ceil(len(shown.columns) / lines)
    wide, numbered = (RIGHT - LEFT - _HEAD) / across, len(shown.measures) > 1
    if shown.layout is None:
        each = math.ceil(len(shown.parks) / int(wide / _SLOT)) * 0.5 if numbered else 0.0
        tall = max(each, _NUMBERED if numbered else _ROW)
    else:
        east, north = shown.layout.half
        most = (2 if numbered else 1) * _HIGH
        map_wide = wide - _GAP - _LIST * numbered - 2 * _CIRCLE
        tall = min(max(map_wide * north / east + 2 * _CIRCLE, _LOW), most)
        tall = max(tall, (len(shown.parks) * _LINE + 0.1) * numbered)
    return _laid(shown, _Cells(across, lines, wide, tall, numbered, {}))


def _on_slide(shown: Levels, cells: _Cells, high: float) -> _Cells:
    """As a slide has them whose rows are so high; NoSlideError if parks could not be told apart."""
    tall = high / cells.lines - cells.dated
    laid = _laid(shown, replace(cells, tall=min(tall, 1.5 * cells.tall)))
    small = laid.full < _LEGIBLE if shown.layout is None else tall < cells.tall * 0.8
    if tall < _LINE or (small and medium().parts < len(shown.rows)):
        raise NoSlideError(f"rows of {high:.1f} inches")
    return laid


def _laid(shown: Levels, cells: _Cells) -> _Cells:
    """The same with the parks in their places."""
    if shown.layout is not None:
        room = cells.wide - _GAP - _LIST * cells.numbered
        there = shapes(shown.layout, room, cells.tall, _radius(room), shown.parks)
        shift = -_LIST / 2 * cells.numbered
        moved = {n: replace(one, at=(one.at[0] + shift, one.at[1])) for n, one in there.items()}
        return replace(cells, shapes=moved)
    wide, below = cells.wide - _GAP, _LINE * cells.numbered
    most = int(wide / _SLOT) if cells.numbered else len(shown.parks)
    across, side = _arranged(len(shown.parks), wide, cells.tall, below, most)
    lines, squares = math.ceil(len(shown.parks) / across), {}
    for i, park in enumerate(shown.parks):
        x = ((i % across + 0.5) / across - 0.5) * wide
        y = ((i // across + 0.5) / lines - 0.5) * cells.tall - below / 2
        squares[park] = Shape(*square(), (x, y), side, True)
    return replace(cells, shapes=squares)


def _radius(wide: float) -> float:
    """Inches of the largest circle of a cell."""
    return min(_CIRCLE, 0.12 * wide)


def _arranged(parks: int, wide: float, tall: float, below: float, most: int) -> tuple[int, float]:
    """In how many columns squares are largest, and their side; `below` is for a line of text."""

    def side(across: int) -> float:
        high = tall / math.ceil(parks / across) - below
        return min(wide / across - _AIR, high - _AIR, _FULL)

    across = max(range(1, max(1, min(parks, most)) + 1), key=lambda n: (round(side(n), 6), -n))
    return across, max(side(across), 0.05)


def _row(ax: Axes, shown: Levels, row: LevelsRow, cells: _Cells, lang: Lang, dated: bool) -> None:
    """One type of space: its name and scale, then its marks by column, whose years are above."""
    lines = row.label.lines(lang)
    names = [ax.text(0, 0.15 + 0.19 * i, text, fontsize=PANEL) for i, text in enumerate(lines)]
    fit(_HEAD - 0.1, *names)
    _scale(ax, shown.unit, row, cells, 0.05 + 0.19 * len(names), lang)
    for i, (name, column) in enumerate(shown.columns.items()):
        left, top = cells.corner(i)
        ax.plot([left, left], [top - cells.dated, top + cells.tall], color=RULE, lw=0.6)
        if dated and not cells.numbered:
            size = PANEL if cells.lines == 1 else None
            ax.text(left + 0.04, top - 0.06, column.label.line(lang), fontsize=size)
        middle = (left + cells.wide / 2, top + cells.tall / 2)
        _marks(ax, row, row.marks[name], column.measure, cells.shapes, middle)
        if cells.numbered:
            _numbers(ax, shown, row, row.marks[name], cells, middle)


def _marks(
    ax: Axes,
    row: LevelsRow,
    marks: dict[str, Mark],
    measure: Measure,
    there: dict[str, Shape],
    middle: Point,
) -> None:
    """The marks of a cell: thirds in their colours, dotted where there is no bound.

    Parks of a map that have none of the type have their outline alone, a pale one.
    """
    from matplotlib.collections import PathCollection

    thirds: list[tuple[Path, str]] = []
    lined: list[tuple[Path, str, str]] = []
    for park, shape in there.items():
        mark = marks.get(park)
        size = max(row.size(mark), LEAST) if mark else LEAST
        whole = shape.placed(shape.outline, middle, size)
        if mark is None:
            lined += [] if shape.scaled else [(whole, RULE, "-")]
        elif mark.shares is None:
            lined.append((whole, SOFT, ":"))
        else:
            lined.append((whole, SOFT, "-"))
            thirds += [
                (shape.placed(third, middle, size), SCALES[measure].colour(share))
                for third, share in zip(shape.thirds, mark.shares, strict=True)
            ]
    if thirds:
        paths, colours = zip(*thirds, strict=True)
        ax.add_collection(PathCollection(paths, facecolors=colours, linewidths=0))
    if lined:
        paths, colours, styles = zip(*lined, strict=True)
        style: dict[str, Any] = {"edgecolors": colours, "linestyles": [*styles], "linewidths": 0.5}
        ax.add_collection(PathCollection(paths, facecolors="none", **style))


def _scale(ax: Axes, unit: AreaUnit, row: LevelsRow, cells: _Cells, y: float, lang: Lang) -> None:
    """The outline of the largest mark of a row, and how much space that is."""
    from matplotlib.patches import PathPatch

    shape = next((one for one in cells.shapes.values() if one.scaled), None)
    if shape is None:
        return
    half = shape.full * float(points(shape.outline)[:, 0].max())
    path = replace(shape, at=(0.0, 0.0)).placed(shape.outline, (half + 0.01, y + half), 1.0)
    ax.add_patch(PathPatch(path, facecolor="none", edgecolor=SOFT, lw=0.6))
    area = "\n".join(unit.text(row.largest / unit.m2).lines(lang))
    style: dict[str, Any] = {"va": "center", "color": SOFT, "linespacing": 1.4}
    tall = max(half, 0.5 * _LINE * len(area.split("\n")))
    fit(_HEAD - 2 * half - 0.16, ax.text(2 * half + 0.08, y + tall, area, **style))


def _numbers(
    ax: Axes,
    shown: Levels,
    row: LevelsRow,
    marks: dict[str, Mark],
    cells: _Cells,
    middle: Point,
) -> None:
    """P10, P50 and P90 in percent: below each square, or in a list beside the map."""
    told = [(i, park, marks[park]) for i, park in enumerate(shown.parks, 1) if park in marks]
    for line, (i, park, mark) in enumerate(told):
        said = percents(mark.shares)
        shape = cells.shapes[park]
        if shown.layout is None:
            x, y = np.add(shape.at, middle)
            half = row.size(mark) * shape.full / 2
            ax.text(x, y + half + 0.14, said, ha="center", color=SOFT)
            ax.text(x - half - 0.04, y + half, str(i), ha="right", color=SOFT)
        else:
            x = middle[0] + (cells.wide - _GAP) / 2 - _LIST + 0.1
            y = middle[1] + (line - (len(told) - 1) / 2) * _LINE + 0.05
            ax.text(x, y, str(i), color=SOFT)
            ax.text(x + 0.2, y, said, color=SOFT)
            _key(ax, shape, str(i), middle, row.size(mark))


def percents(shares: Three | None) -> str:
    """One 0 where there is nothing in any of the three; no number where there is no bound."""
    if shares is None:
        return ""
    return "–".join(f"{100 * share:.0f}" for share in shares) if any(shares) else "0"


def _key(ax: Axes, shape: Shape, key: str, middle: Point, size: float) -> None:
    """The number of a park at the right of its easternmost point."""
    edge = points(shape.placed(shape.outline, middle, size))
    x, y = edge[edge[:, 0].argmax()].tolist()
    ax.text(x + 0.03, y, key, va="center_baseline", color=SOFT)


def _headings(figure: Figure, shown: Levels, cells: _Cells, top: float, lang: Lang) -> None:
    """The year, and the name of each measure with its colours below, over its column."""
    write(figure, LEFT, top + 0.35, shown.year, fontsize=_YEAR)
    lower = _LINE * (lang == "both")
    for i, column in enumerate(shown.columns.values()):
        x = LEFT + _HEAD + i * cells.wide
        lines = enumerate(column.label.lines(lang))
        texts = [write(figure, x, top + 0.1 + _LINE * line, text) for line, text in lines]
        fit(cells.wide - _GAP, *texts)
        _swatches(figure, column.measure, x, top + 0.2 + lower, (cells.wide - _GAP) / 6)


def _swatches(figure: Figure, measure: Measure, x: float, y: float, wide: float) -> None:
    """The colours of a measure side by side, and below each what it is of."""
    scale = SCALES[measure]
    for i, (colour, said) in enumerate(zip(scale.colours, scale.said, strict=True)):
        _patch(figure, (x + i * wide, y, wide - 0.04, 0.13), colour)
        write(figure, x + (i + 0.5) * wide - 0.02, y + 0.28, said, ha="center")


def _patch(
    figure: Figure, box: tuple[float, float, float, float], colour: str, **style: Any
) -> None:
    """A rectangle at inches from the top left."""
    from matplotlib.patches import Rectangle

    across, down = figure.get_figwidth(), figure.get_figheight()
    x, y, wide, tall = box
    style = {"edgecolor": SOFT, "lw": 0.5, **style}
    at = (x / across, 1 - (y + tall) / down)
    figure.add_artist(Rectangle(at, wide / across, tall / down, facecolor=colour, **style))


def _legend(figure: Figure, shown: Levels, y: float, lang: Lang) -> None:
    """The unit, the colours of a measure, and how a mark is read."""
    (measure,) = shown.measures
    for i, text in enumerate(LABEL[f"level_unit_{measure}"].lines(lang)):
        fit(3.0, write(figure, LEFT, y + _LINE * i, text))
    _swatches(figure, measure, LEFT + 3.1, y - 0.1, _SWATCH)
    x = LEFT + 3.1 + 6 * _SWATCH + 0.2
    colours = SCALES[measure].colours
    for i, colour in enumerate((colours[1], colours[3], colours[5])):
        _patch(figure, (x + i * _SAMPLE / 3, y - 0.1, _SAMPLE / 3, _SAMPLE), colour, lw=0)
    _patch(figure, (x, y - 0.1, _SAMPLE, _SAMPLE), "none")
    said = LABEL["thirds"]
    marks = (m for row in shown.rows.values() for some in row.marks.values() for m in some.values())
    if any(mark.shares is None for mark in marks):
        said = semicolons([said, LABEL["level_unbound"]])
    for i, text in enumerate(said.lines(lang)):
        fit(RIGHT - x - _SAMPLE - 0.1, write(figure, x + _SAMPLE + 0.08, y + _LINE * i, text))


def _across(cells: _Cells) -> int:
    """Squares side by side."""
    return len({round(shape.at[0], 6) for shape in cells.shapes.values()})


def _key_tall(shown: Levels, cells: _Cells) -> float:
    """Inches of what says which park is where."""
    if cells.numbered:
        return 0.0
    if shown.layout is not None:
        return 1.15
    return math.ceil(len(shown.parks) / _across(cells)) * _KEY + 0.05


def _names(figure: Figure, shown: Levels, cells: _Cells, y: float, lang: Lang) -> None:
    """Where each park is in its cell, by number, and the parks by their numbers."""
    left = LEFT
    if not cells.numbered:
        left += _HEAD
        wide, tall = _HEAD - 0.15, _key_tall(shown, cells)
        ax = _axes(figure, LEFT, y - 0.1, wide, tall)
        if shown.layout is None:
            across = _across(cells)
            for i in range(len(shown.parks)):
                _slot(ax, (i % across) * (wide / max(across, 6)), i // across * _KEY, str(i + 1))
        else:
            _key_map(ax, shown.layout, shown.parks, wide - 0.2, tall)
    wide = (RIGHT - left) / _KEYS
    for i, label in enumerate(shown.parks.values()):
        at = (left + (i % _KEYS) * wide, y + (i // _KEYS) * _LINE)
        fit(wide - 0.1, write(figure, *at, f"{i + 1}  {label.line(lang)}", color=SOFT))


def _key_map(ax: Axes, layout: MapLayout, parks: Collection[str], wide: float, tall: float) -> None:
    """The map with the numbers of the parks, and its scale."""
    from matplotlib.collections import PathCollection

    room = tall - 0.2
    middle, there = (wide / 2, room / 2), shapes(layout, wide, room, _radius(wide), parks)
    lines = [shape.placed(shape.outline, middle, 0.4) for shape in there.values()]
    ax.add_collection(PathCollection(lines, facecolors="none", edgecolors=IDLE, linewidths=0.5))
    for i, shape in enumerate(there.values(), 1):
        _key(ax, shape, str(i), middle, 0.4)
    bar(ax, scaled(layout, wide, room, _radius(wide)), tall - 0.02, wide / 2)


def _slot(ax: Axes, x: float, y: float, key: str) -> None:
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle((x, y), 0.2, 0.16, facecolor="none", edgecolor=RULE, lw=0.6))
    ax.text(x + 0.1, y + 0.08, key, ha="center", va="center_baseline", color=SOFT)
