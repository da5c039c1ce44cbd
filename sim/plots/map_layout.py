"""Where parks lie: their outlines in a plane, their marks on a sheet, and the bar of kilometres."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.measures.months import Floats
from sim.plots.frames import Frames
from sim.plots.style import SOFT
from sim.plots.words import number
from sim.scenario.geography.places import Place, Places, Position, Ring
from sim.text.figures import LABEL
from sim.text.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

Point = tuple[float, float]
Line = tuple[Point, ...]
"""A closed line, km east and north of the middle of the map."""
_DEGREE: Final = 6371.0088 * math.pi / 180
"""Kilometres of a degree of latitude, on a sphere as large as the Earth."""
_FINEST: Final = 500
"""Steps across a map that can be told apart: positions nearer to each other are one."""
_TRIANGLE: Final = 3
"""A closed line of no more positions encloses nothing."""
_GRID: Final = 24
"""Points each way among which the place of a number is looked for."""
_BAR: Final = 1.2
"""Inches of the bar of kilometres at most."""
LEAST: Final = 0.1
"""Of the largest circle has the smallest."""


@dataclass(frozen=True)
class Outline:
    """A park on the map, km east and north of its middle."""

    seat: Point
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
class MapLayout:
    """The map of the parks."""

    outlines: dict[str, Outline]
    half: tuple[float, float]
    """Half its width and height, km."""


@dataclass(frozen=True)
class Shape:
    """The mark of a park: its outline and its thirds, at a place from the middle of a cell."""

    outline: Path
    thirds: tuple[Path, ...]
    at: Point
    full: float
    """Inches of the outline's unit where the mark is the largest of its row; 1 for areas."""
    scaled: bool
    """Whether the mark is as large as the space is."""

    def placed(self, path: Path, middle: Point, size: float) -> Path:
        """The outline or a third of it around a middle; size: of a mark to scale, its share."""
        from matplotlib.path import Path

        scale = self.full * (size if self.scaled else 1.0)
        return Path(points(path) * scale + np.add(self.at, middle), path.codes)


def on_map(frames: Frames) -> tuple[Frames, list[Words]]:
    """The same with those parks alone that the map has, and the names of others with space.

    All of them where there is no map. ValueError where the map has no park.
    """
    found, places = frames.parks, frames.places
    if found is None or places is None:
        return frames, []
    kept = found.of(park for park in found.parks if park in places.parks)
    if not kept.parks:
        raise ValueError("no park with space is on the map")
    others = found.of(park for park in found.parks if park not in places.parks)
    # The median future has some of a type in a year, as for a mark.
    middle = np.quantile(others.capacity, 0.5, axis=0, method="inverted_cdf")
    most = np.max(middle, axis=(0, 1))
    labels = enumerate(others.parks.values())
    absent = [label for place, label in labels if most[place] > 0]
    return replace(frames, parks=kept), absent


def system(places: Places) -> Words:
    """Of the coordinates of a map, and whether they were converted."""
    return LABEL["crs_gcj02" if places.crs == "GCJ-02" else "crs_wgs84"]


def outlined(places: dict[str, Place]) -> MapLayout:
    """Lay places into a plane.

    East and west are shortened as in the middle of the map: within a city, that is true to a
    thousandth. Positions that cannot be told apart on paper are left out.
    """
    every = [position for one in places.values() for position in one.positions()]
    if not every:
        return MapLayout({}, (0.0, 0.0))
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*every, strict=True))
    middle = (west + east) / 2, (south + north) / 2
    narrow = math.cos(math.radians(middle[1]))

    def flat(position: Position) -> Point:
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
    return MapLayout(outlines, half)


def _seat(polygons: Sequence[Sequence[Line]]) -> tuple[Point, float]:
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
    places = np.stack([xs.ravel(), ys.ravel()], axis=1)[:, None]
    start, along = edges[None, :, :2], edges[None, :, 2:] - edges[None, :, :2]
    away = places - start
    share = np.clip((away * along).sum(axis=2) / np.maximum((along**2).sum(axis=2), 1e-30), 0, 1)
    near = np.sqrt(((away - share[..., None] * along) ** 2).sum(axis=2)).min(axis=1)
    below = edges[None, :, 1] <= places[..., 1]
    crossed = below != (edges[None, :, 3] <= places[..., 1])
    rise = np.where(along[..., 1] == 0, 1.0, along[..., 1])
    right = start[..., 0] + away[..., 1] / rise * along[..., 0] > places[..., 0]
    near[(crossed & right).sum(axis=1) % 2 == 0] = 0.0
    best = int(near.argmax())
    return (float(places[best, 0, 0]), float(places[best, 0, 1])), float(near[best])


def scaled(layout: MapLayout, wide: float, tall: float, radius: float) -> float:
    """Inches of a kilometre where circles of a radius stay within a cell."""
    return min((wide / 2 - radius) / layout.half[0], (tall / 2 - radius) / layout.half[1])


def shapes(
    layout: MapLayout, wide: float, tall: float, radius: float, parks: Collection[str]
) -> dict[str, Shape]:
    """Areas and circles around the middle of a cell; radius: inches of the largest circle."""
    scale = scaled(layout, wide, tall, radius)
    found = {}
    for park in parks:
        outline = layout.outlines[park]
        if outline.polygons:
            polygons = [
                [[(x * scale, -y * scale) for x, y in line] for line in polygon]
                for polygon in outline.polygons
            ]
            found[park] = Shape(*_parted(*polygons), (0.0, 0.0), 1.0, False)
        else:
            at = (outline.seat[0] * scale, -outline.seat[1] * scale)
            found[park] = Shape(*_disc(), at, radius, True)
    return found


def points(path: Path) -> Floats:
    """The points of a path, [point, x y]."""
    return np.asarray(path.vertices, dtype=np.float64)


@cache
def square() -> tuple[Path, tuple[Path, ...]]:
    """A square whose side is 1, and its thirds."""
    return _parted([[(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)]])


@cache
def _disc() -> tuple[Path, tuple[Path, ...]]:
    """A circle whose radius is 1, and its thirds."""
    turns = [2 * math.pi * i / 48 for i in range(49)]
    return _parted([[(math.cos(turn), math.sin(turn)) for turn in turns]])


def _parted(*polygons: Sequence[Sequence[Point]]) -> tuple[Path, tuple[Path, ...]]:
    """Polygons, each an outer line and its holes, as one path, and each third of all of them.

    Each polygon is parted by itself, across: a park of two sites shows all three on either.
    """
    from matplotlib.path import Path
    from matplotlib.transforms import Bbox

    whole, thirds = [], [[], [], []]  # type: ignore[var-annotated]
    for polygon in polygons:
        lines = [Path(line, closed=True) for line in polygon]
        whole += lines
        west, east = (f(x for x, _ in polygon[0]) for f in (min, max))
        for i, third in enumerate(thirds):
            from_, to = (west + (east - west) * k / 3 for k in (i, i + 1))
            box = Bbox([[from_, -1e6], [to, 1e6]])
            third += [part for line in lines if len(points(part := line.clip_to_bbox(box))) > 2]
    return Path.make_compound_path(*whole), tuple(Path.make_compound_path(*t) for t in thirds)


def bar(ax: Axes, scale: float, y: float, inches: float = _BAR) -> None:
    """A round number of kilometres, drawn to scale: so many inches each, and at most in all."""
    most = inches / scale
    ten = 10.0 ** math.floor(math.log10(most))
    long = max(step * ten for step in (1, 2, 5) if step * ten <= most)
    ax.plot([0.02, 0.02 + long * scale], [y, y], color=SOFT, lw=1.5, solid_capstyle="butt")
    ax.text(0.02, y - 0.05, f"{number(long)} km", color=SOFT)
