"""14-geography: what 13-parks shows, where the parks lie, on the map that the scenario names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sim.plots import parks
from sim.plots.frames import Frames
from sim.plots.map_layout import (
    LEAST,
    MapLayout,
    Point,
    Shape,
    bar,
    on_map,
    outlined,
    scaled,
    shapes,
    system,
)
from sim.plots.parks import (
    FACES,
    GREYS,
    ParksData,
    ParksRow,
    Tile,
    draw_colours,
    draw_names,
    with_years,
    wrong,
)
from sim.plots.sheet import LEFT, PANEL, RIGHT, fit, head_tall, on_sheet, place, sheet, write
from sim.plots.style import RULE, SOFT, Panels, house
from sim.plots.words import head
from sim.text.figures import LABEL, TITLE
from sim.text.safe import line
from sim.text.words import Lang, Words, commas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEAD, _LOW, _HIGH, _GAP = 1.45, 1.0, 2.2, 0.16
"""Inches: the names at the left; the least and the greatest height of a map; between maps."""
_CIRCLE: Final = 0.2
"""Inches of the radius of the largest circle of a row."""
_LEGEND, _FOOT, _LINE = 0.5, 0.42, 0.17
"""Inches: colours and years above the rows, what is below them, a line of small text."""


@dataclass(frozen=True)
class GeographyData(ParksData):
    """What 14-geography shows: `parks` are those that have a place."""

    layout: MapLayout
    absent: list[Words]
    """Parks that the map does not have."""
    name: ClassVar[str] = "14-geography"


def data(frames: Frames) -> GeographyData:
    """Medians as in 13-parks, and where the parks lie; ValueError without a map or parks on it."""
    places = frames.places
    if places is None:
        raise ValueError("the scenario names no map")
    frames, absent = on_map(frames)
    told = parks.data(frames)
    file, crs = line(places.file), system(places)
    name, unit = GeographyData.name, told.unit.name
    about = head(frames, name, finding(told), told.said, unit=unit, file=file, crs=crs)
    assert frames.parks is not None  # or there were no squares
    return GeographyData(
        head=with_years(about, frames.parks, told.years),
        said=told.said,
        unit=told.unit,
        parks=told.parks,
        slots=told.slots,
        rows=told.rows,
        states=told.states,
        shortage=told.shortage,
        layout=outlined({park: places.parks[park] for park in told.parks}),
        absent=absent,
    )


def finding(told: ParksData) -> Words:
    """In which park most types fail in the last year; as 13-parks where none does."""
    year = told.years[-1]
    tiles = {
        park: [row.tiles[year][park] for row in told.rows.values() if park in row.tiles[year]]
        for park in told.parks
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
    east, north = shown.layout.half
    return min(max(wide * north / east + 2 * _CIRCLE, _LOW), _HIGH)


def inches(shown: GeographyData) -> float:
    """Inches of a kilometre; circles at the edge stay within the map."""
    return scaled(shown.layout, map_wide(shown), map_tall(shown), _CIRCLE)


def draw_row(ax: Axes, shown: GeographyData, row: ParksRow, lang: Lang, first: bool) -> None:
    """One type of space on axes in inches; the first row has the years and the scale."""
    lines = row.label.lines(lang)
    names = [ax.text(0, 0.15 + 0.19 * i, text, fontsize=PANEL) for i, text in enumerate(lines)]
    fit(_HEAD - 0.1, *names)
    if any(not one.polygons for one in shown.layout.outlines.values()):
        _largest(ax, shown, row, 0.15 + 0.19 * len(names), lang)
    if first:
        bar(ax, inches(shown), map_tall(shown) - 0.05)
    there = shapes(shown.layout, map_wide(shown), map_tall(shown), _CIRCLE, shown.parks)
    for i, year in enumerate(shown.years):
        left = _HEAD + i * (map_wide(shown) + _GAP)
        ax.plot([left - _GAP / 2] * 2, [0, map_tall(shown)], color=RULE, lw=0.6)
        if first:
            ax.text(left, -0.06, str(year), fontsize=PANEL)
        middle = left + map_wide(shown) / 2, map_tall(shown) / 2
        _map(ax, shown, there, row, year, middle)


def _largest(ax: Axes, shown: GeographyData, row: ParksRow, y: float, lang: Lang) -> None:
    """The circle of the largest capacity of a row, and how much that is."""
    from matplotlib.patches import Circle

    middle = (_CIRCLE, y + _CIRCLE)
    ax.add_patch(Circle(middle, _CIRCLE, facecolor="none", edgecolor=SOFT, lw=0.5))
    area = "\n".join(shown.unit.text(row.largest / shown.unit.m2).lines(lang))
    style: dict[str, Any] = {"va": "center", "color": SOFT, "linespacing": 1.4}
    fit(_HEAD - 2 * _CIRCLE - 0.12, ax.text(2 * _CIRCLE + 0.06, y + _CIRCLE, area, **style))


def _map(
    ax: Axes,
    shown: GeographyData,
    there: dict[str, Shape],
    row: ParksRow,
    year: int,
    middle: Point,
) -> None:
    """The parks of a type and year: areas first, then circles, the largest below the others."""
    from matplotlib.patches import PathPatch

    tiles, scale = row.tiles[year], inches(shown)
    order = sorted(shown.parks, key=lambda park: (there[park].scaled, -row.side(year, park)))
    for park in order:
        shape, face = there[park], FACES[tiles[park].state] if park in tiles else "white"
        path = shape.placed(shape.outline, middle, max(row.side(year, park), LEAST))
        ax.add_patch(PathPatch(path, facecolor=face, edgecolor=SOFT, lw=0.5))
    for index, park in enumerate(shown.parks):
        if park in tiles:
            one, round_ = shown.layout.outlines[park], _CIRCLE * row.side(year, park)
            seat = middle[0] + one.seat[0] * scale, middle[1] - one.seat[1] * scale
            edge = middle[0] + one.east * scale if one.polygons else seat[0] + round_
            room = one.room * scale if one.polygons else round_
            _key(ax, str(index + 1), seat, room, edge, tiles[park])


def _key(ax: Axes, key: str, at: Point, room: float, edge: float, tile: Tile) -> None:
    """The number of a park on it, or to the right of a small one."""
    style: dict[str, Any] = {"va": "center_baseline"}
    if room > 0.04 * len(key) + 0.03:
        colour = "white" if tile.state in GREYS else "black"
        ax.text(*at, key, ha="center", color=colour, **style)
    else:
        ax.text(edge + 0.03, at[1], key, color=SOFT, **style)
