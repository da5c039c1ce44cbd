"""14-geography: what 13-parks shows, where the parks lie, on the map that the scenario names."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from sim.plots import parks
from sim.plots.frames import Frames
from sim.plots.parks import FACES, GREYS, ParksData, ParksRow, Tile, draw_colours, draw_names, wrong
from sim.plots.sheet import LEFT, PANEL, RIGHT, fit, head_tall, on_sheet, place, sheet, write
from sim.plots.style import RULE, SOFT, Panels, house
from sim.plots.words import head, number
from sim.scenario.geography.places import Place, Places, Position, Ring
from sim.text.figures import LABEL, TITLE
from sim.text.safe import line
from sim.text.words import Lang, Words, commas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Line = tuple[tuple[float, float], ...]
"""A closed line, km east and north of the middle of the map."""
_DEGREE: Final = 6371.0088 * math.pi / 180
"""Kilometres of a degree of latitude, on a sphere as large as the Earth."""
_HEAD, _LOW, _HIGH, _GAP = 1.45, 1.0, 2.2, 0.16
"""Inches: the names at the left; the least and the greatest height of a map; between maps."""
_CIRCLE: Final = 0.2
"""Inches of the radius of the largest circle of a row."""
_LEGEND, _FOOT, _LINE = 0.5, 0.42, 0.17
"""Inches: colours and years above the rows, what is below them, a line of small text."""
_FINEST: Final = 500
"""Steps across a map that can be told apart: positions nearer to each other are one."""
_TRIANGLE: Final = 3
"""A closed line of no more positions encloses nothing."""
_GRID: Final = 24
"""Points each way among which the place of a number is looked for."""
_BAR: Final = 1.2
"""Inches of the bar of kilometres at most."""


@dataclass(frozen=True)
class Outline:
    """A park on the map, km east and north of its middle."""

    seat: tuple[float, float]
    """The point, or where within its areas most is around it: there its number stands."""
    room: float
    """From there to the nearest edge, km; 0 for a point."""
    polygons: tuple[tuple[Line, ...], ...]
    """Outer line, then holes; none for a point."""

    @property
    def east(self) -> float:
        """Its easternmost position, km."""
        lines = [line for polygon in self.polygons for line in polygon]
        return max((x for line in lines for x, _ in line), default=self.seat[0])


@dataclass(frozen=True)
class GeographyData(ParksData):
    """What 14-geography shows: `parks` are those that have a place."""

    outlines: dict[str, Outline]
    half: tuple[float, float]
    """Half the width and height of the map, km."""
    absent: list[Words]
    """Parks that the map does not have."""
    name: ClassVar[str] = "14-geography"


def data(frames: Frames) -> GeographyData:
    """Medians as in 13-parks, and where the parks lie; ValueError without a map or parks on it."""
    told, places = parks.data(frames), frames.places
    if places is None:
        raise ValueError("the scenario names no map")
    outlines, half = outlined(
        {park: places.parks[park] for park in told.parks if park in places.parks}
    )
    if not outlines:
        raise ValueError("no park with space is on the map")
    file, crs = line(places.file), system(places)
    title, name, unit = finding(told, outlines), GeographyData.name, told.unit.name
    return GeographyData(
        head=head(frames, name, title, told.said, unit=unit, file=file, crs=crs),
        said=told.said,
        unit=told.unit,
        parks={park: label for park, label in told.parks.items() if park in outlines},
        slots=told.slots,
        rows=told.rows,
        states=told.states,
        shortage=told.shortage,
        outlines=outlines,
        half=half,
        absent=[label for park, label in told.parks.items() if park not in outlines],
    )


def finding(told: ParksData, there: Collection[str]) -> Words:
    """In which park on the map most types fail in the last year; as 13-parks where none does."""
    year = told.years[-1]
    tiles = {
        park: [row.tiles[year][park] for row in told.rows.values() if park in row.tiles[year]]
        for park in told.parks
        if park in there
    }
    failing = {park: [tile for tile in some if wrong(tile)] for park, some in tiles.items()}
    most = max(failing, key=lambda park: len(failing[park]))
    if not failing[most]:
        return told.head.title
    short = sum(tile.state == "short" for tile in failing[most])
    return TITLE["geography"].fill(
        year=str(year),
        park=told.parks[most],
        all=str(len(tiles[most])),
        idle=str(len(failing[most]) - short),
        short=str(short),
    )


def system(places: Places) -> Words:
    """Of the coordinates of a map, and whether they were converted."""
    return LABEL["crs_gcj02" if places.crs == "GCJ-02" else "crs_wgs84"]


def outlined(places: dict[str, Place]) -> tuple[dict[str, Outline], tuple[float, float]]:
    """Lay places into a plane, and return half its width and height, km.

    East and west are shortened as in the middle of the map: within a city, that is true to a
    thousandth. Positions that cannot be told apart on paper are left out.
    """
    every = [position for one in places.values() for position in one.positions()]
    if not every:
        return {}, (0.0, 0.0)
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*every, strict=True))
    middle = (west + east) / 2, (south + north) / 2
    narrow = math.cos(math.radians(middle[1]))

    def flat(position: Position) -> tuple[float, float]:
        x, y = (position[i] - middle[i] for i in (0, 1))
        return x * narrow * _DEGREE, y * _DEGREE

    half = max(abs(flat((west, south))[0]), 0.5), max(abs(flat((west, south))[1]), 0.5)
    finest = 2 * max(half) / _FINEST

    def thinned(ring: Ring) -> Line:
        found = [flat(ring[0])]
        for position in ring[1:-1]:
            if math.dist(flat(position), found[-1]) >= finest:
                found.append(flat(position))
        return (*found, found[0])

    outlines = {}
    for park, one in places.items():
        lines = (
            tuple(line for line in map(thinned, polygon) if len(line) > _TRIANGLE)
            for polygon in one.polygons
        )
        polygons = tuple(filter(None, lines))
        point = one.point if polygons or one.point else next(iter(one.positions()))
        seat, room = (flat(point), 0.0) if point else _seat(polygons)
        outlines[park] = Outline(seat, room, polygons)
    return outlines, half


def _seat(polygons: Sequence[Sequence[Line]]) -> tuple[Position, float]:
    """The point of a grid over areas that lies within them farthest from their edges, and how far.

    Within is where a ray to the east crosses edges an odd number of times.
    """
    edges = np.array(
        [(*a, *b) for polygon in polygons for line in polygon for a, b in pairwise(line)]
    )
    if not len(edges):
        return (0.0, 0.0), 0.0
    (x0, y0), (x1, y1) = edges[:, :2].min(axis=0), edges[:, :2].max(axis=0)
    steps = (np.arange(_GRID) + 0.5) / _GRID
    xs, ys = np.meshgrid(x0 + (x1 - x0) * steps, y0 + (y1 - y0) * steps)
    points = np.stack([xs.ravel(), ys.ravel()], axis=1)[:, None]
    start, along = edges[None, :, :2], edges[None, :, 2:] - edges[None, :, :2]
    away = points - start
    share = np.clip((away * along).sum(axis=2) / np.maximum((along**2).sum(axis=2), 1e-30), 0, 1)
    near = np.sqrt(((away - share[..., None] * along) ** 2).sum(axis=2)).min(axis=1)
    below = edges[None, :, 1] <= points[..., 1]
    crossed = below != (edges[None, :, 3] <= points[..., 1])
    rise = np.where(along[..., 1] == 0, 1.0, along[..., 1])
    right = start[..., 0] + away[..., 1] / rise * along[..., 0] > points[..., 0]
    near[(crossed & right).sum(axis=1) % 2 == 0] = 0.0
    best = int(near.argmax())
    return (float(points[best, 0, 0]), float(points[best, 0, 1])), float(near[best])


def draw(shown: GeographyData, lang: Lang = "both") -> Panels:
    """Rows of maps by year; colours and parks are named once."""
    tall, rows = map_tall(shown) + _GAP, on_sheet(shown.rows)
    keys = math.ceil(len(shown.parks) / parks.KEYS) * _LINE + _LINE * bool(shown.absent)
    legend = _LEGEND + _LINE * (lang == "both")
    above = head_tall(shown.head, lang) + legend
    with house():
        figure, top = sheet(shown.head, lang, above + tall * len(rows) + keys + _FOOT, False)
        draw_colours(figure, shown, top + 0.16, lang)
        top += legend
        axes: dict[str, Axes] = {}
        for space, row in rows.items():
            ax = place(figure, LEFT, top, RIGHT - LEFT, tall)
            ax.set(xlim=(0, RIGHT - LEFT), ylim=(tall, 0))
            ax.set_axis_off()
            draw_row(ax, shown, row, lang, first=not axes)
            axes[space] = ax
            top += tall
        draw_names(figure, shown, top + 0.12, lang)
        if shown.absent:
            said = LABEL["absent"].fill(parks=commas(shown.absent)).line(lang)
            y = top + 0.12 + keys - _LINE
            fit(RIGHT - LEFT, write(figure, LEFT, y, said, color=SOFT))
        return Panels(figure, axes, shown, lang)


def map_wide(shown: GeographyData) -> float:
    """Inches of a map."""
    return (RIGHT - LEFT - _HEAD) / len(shown.years) - _GAP


def map_tall(shown: GeographyData) -> float:
    """Inches of a map: as high as it is wide on the ground, within bounds."""
    wide = map_wide(shown) - 2 * _CIRCLE
    return min(max(wide * shown.half[1] / shown.half[0] + 2 * _CIRCLE, _LOW), _HIGH)


def inches(shown: GeographyData) -> float:
    """Inches of a kilometre; circles at the edge stay within the map."""
    wide, tall = map_wide(shown) - 2 * _CIRCLE, map_tall(shown) - 2 * _CIRCLE
    return min(wide / (2 * shown.half[0]), tall / (2 * shown.half[1]))


def draw_row(ax: Axes, shown: GeographyData, row: ParksRow, lang: Lang, first: bool) -> None:
    """One type of space on axes in inches; the first row has the years and the scale."""
    lines = row.label.lines(lang)
    names = [ax.text(0, 0.15 + 0.19 * i, text, fontsize=PANEL) for i, text in enumerate(lines)]
    fit(_HEAD - 0.1, *names)
    if any(not one.polygons for one in shown.outlines.values()):
        _largest(ax, shown, row, 0.15 + 0.19 * len(names), lang)
    if first:
        bar(ax, inches(shown), map_tall(shown) - 0.05)
    for i, year in enumerate(shown.years):
        left = _HEAD + i * (map_wide(shown) + _GAP)
        ax.plot([left - _GAP / 2] * 2, [0, map_tall(shown)], color=RULE, lw=0.6)
        if first:
            ax.text(left, -0.06, str(year), fontsize=PANEL)
        middle = left + map_wide(shown) / 2, map_tall(shown) / 2
        _map(ax, shown, row, row.tiles[year], middle)


def _largest(ax: Axes, shown: GeographyData, row: ParksRow, y: float, lang: Lang) -> None:
    """The circle of the largest capacity of a row, and how much that is."""
    _circle(ax, (_CIRCLE, y + _CIRCLE), _CIRCLE, "none")
    area = "\n".join(shown.unit.text(row.largest / shown.unit.m2).lines(lang))
    style: dict[str, Any] = {"va": "center", "color": SOFT, "linespacing": 1.4}
    fit(_HEAD - 2 * _CIRCLE - 0.12, ax.text(2 * _CIRCLE + 0.06, y + _CIRCLE, area, **style))


def bar(ax: Axes, scale: float, y: float, inches: float = _BAR) -> None:
    """A round number of kilometres, drawn to scale: so many inches each, and at most in all."""
    most = inches / scale
    ten = 10.0 ** math.floor(math.log10(most))
    long = max(step * ten for step in (1, 2, 5) if step * ten <= most)
    ax.plot([0.02, 0.02 + long * scale], [y, y], color=SOFT, lw=1.5, solid_capstyle="butt")
    ax.text(0.02, y - 0.05, f"{number(long)} km", color=SOFT)


def _map(
    ax: Axes, shown: GeographyData, row: ParksRow, tiles: dict[str, Tile], middle: Position
) -> None:
    scale = inches(shown)

    def at(point: Position) -> tuple[float, float]:
        return middle[0] + point[0] * scale, middle[1] - point[1] * scale

    order = sorted(shown.parks, key=lambda park: -tiles[park].capacity if park in tiles else 1.0)
    areas = [park for park in order if shown.outlines[park].polygons]
    for park in areas:
        face = FACES[tiles[park].state] if park in tiles else "white"
        lines = [[at(p) for p in line] for one in shown.outlines[park].polygons for line in one]
        _area(ax, lines, face)
    for park in order:
        if park not in areas:
            size = math.sqrt(tiles[park].capacity / row.largest) if park in tiles else 0.0
            face = FACES[tiles[park].state] if park in tiles else "white"
            _circle(ax, at(shown.outlines[park].seat), max(size * _CIRCLE, 0.02), face)
    for index, park in enumerate(shown.parks):
        if park in tiles:
            outline, seat = shown.outlines[park], at(shown.outlines[park].seat)
            round_ = _CIRCLE * math.sqrt(tiles[park].capacity / row.largest)
            room = outline.room * scale if outline.polygons else round_
            edge = at((outline.east, 0.0))[0] if outline.polygons else seat[0] + round_
            _key(ax, str(index + 1), seat, room, edge, tiles[park])


def _key(ax: Axes, key: str, at: Position, room: float, edge: float, tile: Tile) -> None:
    """The number of a park on it, or to the right of a small one."""
    style: dict[str, Any] = {"va": "center_baseline"}
    if room > 0.04 * len(key) + 0.03:
        colour = "white" if tile.state in GREYS else "black"
        ax.text(*at, key, ha="center", color=colour, **style)
    else:
        ax.text(edge + 0.03, at[1], key, color=SOFT, **style)


def _circle(ax: Axes, at: Position, radius: float, face: str) -> None:
    from matplotlib.patches import Circle

    ax.add_patch(Circle(at, radius, facecolor=face, edgecolor=SOFT, lw=0.5))


def _area(ax: Axes, lines: Sequence[Sequence[Position]], face: str) -> None:
    """Areas with their holes, which run the other way round, as one patch."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if lines:
        path = Path.make_compound_path(*(Path(line, closed=True) for line in lines))
        ax.add_patch(PathPatch(path, facecolor=face, edgecolor=SOFT, lw=0.4))
