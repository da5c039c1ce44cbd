"""13-parks: which park has too much of which space, or too little, and when? A row a type."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, NamedTuple

import numpy as np

from sim.measures.months import Floats
from sim.measures.statistics import Three, three
from sim.measures.tables.series import ratio
from sim.measures.verdict.outlook import too_idle
from sim.plots.frames import Frames, ParkYears
from sim.plots.sheet import LEFT, PANEL, RIGHT, fit, head_tall, on_sheet, place, sheet, width, write
from sim.plots.style import (
    IDLE,
    IDLE_DARK,
    INK,
    RULE,
    SHORTAGE,
    SOFT,
    SUPPLY_LIGHT,
    Panels,
    house,
)
from sim.plots.words import AreaUnit, area_unit, head, number, percent
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.words import Lang, Words, joined, listed, semicolons

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.plots.style import Head

State = Literal["short", "within", "idle", "emptiest", "unbound"]
FACES: Final[dict[State, str]] = {
    "short": SHORTAGE,
    "within": SUPPLY_LIGHT,
    "idle": IDLE,
    "emptiest": IDLE_DARK,
    "unbound": "white",
}
GREYS: Final = ("idle", "emptiest")
_STEP: Final = 3
"""Years from one that is shown to the next; the first and the last always are."""
_MOST: Final = 4
"""Years that have room; where there are more, the step is longer."""
_HEAD, _FULL, _LINE = 1.45, 0.5, 0.17
"""Inches: the names at the left, the side of the largest square at most, a line of small text."""
_LEGEND, _FOOT, _GAP = 0.5, 0.42, 0.12
"""Inches: colours and years above the rows, what is below them, between rows and columns."""
KEYS: Final = 3
"""Names of parks side by side below the rows."""


class Slot(NamedTuple):
    """The place of a park within the rectangle of a type and year, counted from the top left."""

    column: int
    row: int


@dataclass(frozen=True)
class Tile:
    """One type of space in one park in one year."""

    capacity: float
    """m², median."""
    state: State
    short: bool
    """Whether `trouble` is what waits: if it is short, or neither and more may wait."""
    trouble: Three
    """P10, P50, P90 of what waits, or of what is vacant beyond the bound, m²."""


@dataclass(frozen=True)
class ParksRow:
    """A type of space: its tiles by year and park; a park without space then has none."""

    label: Words
    largest: float
    """m² of a square of full side."""
    highest: dict[str, float]
    """Greatest side of each park's square over the years, as `side` has it."""
    tiles: dict[int, dict[str, Tile]]

    def side(self, year: int, park: str) -> float:
        """Of a square whose area is to scale, as a share of that of the largest; 0 without one."""
        tile = self.tiles[year].get(park)
        return math.sqrt(tile.capacity / self.largest) if tile else 0.0


@dataclass(frozen=True)
class ParksData:
    """What 13-parks shows."""

    head: Head
    said: list[Words]
    """What the alternative text says of each row."""
    unit: AreaUnit
    parks: dict[str, Words]
    """The largest first."""
    slots: dict[str, Slot]
    rows: dict[str, ParksRow]
    states: list[State]
    """Those that there are."""
    shortage: float
    name: ClassVar[str] = "13-parks"

    @property
    def years(self) -> list[int]:
        """The columns."""
        return list(next(iter(self.rows.values())).tiles)


def slots(names: list[str]) -> dict[str, Slot]:
    """Places in about twice as many columns as rows, row by row."""
    across = min(len(names), math.ceil(math.sqrt(2 * len(names))))
    return {name: Slot(i % across, i // across) for i, name in enumerate(names)}


def chosen(years: list[int]) -> list[int]:
    """The first and the last year and every third between, fewer where there is no room."""
    step = max(_STEP, math.ceil((len(years) - 1) / (_MOST - 1)))
    return sorted({*years[:-1:step], years[-1]})


def data(frames: Frames) -> ParksData:
    """Medians of every park with space, by type and year; ValueError where there is one park."""
    return data_of(frames, chosen(years_of(frames)))


def years_of(frames: Frames) -> list[int]:
    """All years of a run; ValueError where there is one park."""
    if frames.parks is None:
        raise ValueError("there is one park")
    return frames.parks.years


def data_of(frames: Frames, years: list[int]) -> ParksData:
    """What 13-parks shows of some years, told of the last of them."""
    found = frames.parks
    if found is None:
        raise ValueError("there is one park")
    tiles = {
        space: {year: tiles_of(found, year, index, frames.shortage) for year in years}
        for index, space in enumerate(frames.spaces)
    }
    every = (some for by_year in tiles.values() for some in by_year.values())
    order = largest_first((park, one.capacity) for some in every for park, one in some.items())
    rows = {
        space: _row(frames.spaces[space], by_year, order)
        for space, by_year in tiles.items()
        if any(by_year.values())
    }
    if not rows:
        raise ValueError("no park has space")
    unit = area_unit(max(row.largest for row in rows.values()), frames.origin.areas)
    said = [_said(row, found, years[-1], unit) for row in rows.values()]
    title = finding(rows, found, years[-1], unit)
    words = with_years(head(frames, ParksData.name, title, said, unit=unit.name), found, years)
    named = {park: found.parks[park] for park in order}
    there = {t.state for row in rows.values() for some in row.tiles.values() for t in some.values()}
    states = [state for state in FACES if state in there]
    return ParksData(words, said, unit, named, slots(order), rows, states, frames.shortage)


def with_years(about: Head, found: ParkYears, years: Iterable[int]) -> Head:
    """The words around a figure, with the years of which a part counts in a line of their own."""
    said = partly(found, years)
    if not said:
        return about
    return replace(about, subtitle=joined([about.subtitle, semicolons(said)], "\n", "\n"))


def partly(found: ParkYears, years: Iterable[int]) -> list[Words]:
    """Say which months of a year count, of those that are judged in part."""
    return [
        LABEL["partly"].fill(year=str(year), first=first, last=last)
        for year, (first, last) in found.partly.items()
        if year in set(years)
    ]


def largest_first(areas: Iterable[tuple[str, float]]) -> list[str]:
    """Return parks in the order of all areas of each; those without any are left out."""
    size: dict[str, float] = {}
    for park, area in areas:
        size[park] = size.get(park, 0.0) + area
    return sorted((park for park in size if size[park] > 0), key=lambda park: (-size[park], park))


def _row(label: Words, tiles: dict[int, dict[str, Tile]], order: list[str]) -> ParksRow:
    """A row with its parks in order, and the scale of all its years."""
    largest = max(one.capacity for some in tiles.values() for one in some.values())
    most = {
        park: max(some[park].capacity if park in some else 0.0 for some in tiles.values())
        for park in order
    }
    return ParksRow(
        label,
        largest,
        {park: math.sqrt(area / largest) for park, area in most.items()},
        {
            year: {park: some[park] for park in order if park in some}
            for year, some in tiles.items()
        },
    )


def tiles_of(found: ParkYears, year: int, space: int, shortage: float) -> dict[str, Tile]:
    """What the parks have of a type in a year, those that have any in the median future."""
    tiles = {}
    for index, park in enumerate(found.parks):
        at = (slice(None), found.years.index(year), space, index)
        built, leased, waiting = found.capacity[at], found.leased[at], found.waiting[at]
        capacity = three(built)[1]
        if capacity > 0:
            bound = float(found.bounds[space, index])
            vacancy, unmet = (_middle(ratio(part, built)) for part in (built - leased, waiting))
            state = _state(unmet, vacancy, bound, shortage)
            lacking, idle = three(waiting), three(too_idle(built, leased, bound)[1])
            short = state == "short" or (state not in GREYS and lacking[2] > idle[2])
            tiles[park] = Tile(capacity, state, short, lacking if short else idle)
    return tiles


def _middle(shares: Floats) -> float:
    """The median of the futures in which there is space, by the quantile of the verdict."""
    return float(three(shares[~np.isnan(shares)])[1])


def _state(waiting: float, vacancy: float, bound: float, shortage: float) -> State:
    """Shortage first: who waits there is not helped by what stands vacant there."""
    if waiting > shortage:
        return "short"
    if math.isnan(bound):
        return "unbound"
    return "within" if vacancy <= bound else "idle" if vacancy <= 2 * bound else "emptiest"


def finding(rows: dict[str, ParksRow], found: ParkYears, year: int, unit: AreaUnit) -> Words:
    """In how many places something is wrong in the last year, and where most of it is."""
    last = [
        (row.label, park, tile) for row in rows.values() for park, tile in row.tiles[year].items()
    ]
    failing = [one for one in last if wrong(one[2])]
    counts = {"year": str(year), "all": str(len(last))}
    if not failing:
        return TITLE["parks_none"].fill(**counts)
    space, park, most = max(failing, key=lambda one: one[2].trouble[1])
    short = sum(tile.state == "short" for _, _, tile in failing)
    low, middle, high = (area / unit.m2 for area in most.trouble)
    return TITLE["parks"].fill(
        **counts,
        idle=str(len(failing) - short),
        short=str(short),
        most=TITLE["parks_most_short" if most.state == "short" else "parks_most_idle"].fill(
            space=space,
            park=found.parks[park],
            area=unit.text(middle),
            p10=number(low),
            p90=number(high),
        ),
    )


def wrong(tile: Tile) -> bool:
    """Whether a park is short of a type, or has too much vacant."""
    return tile.state == "short" or tile.state in GREYS


def _said(row: ParksRow, found: ParkYears, year: int, unit: AreaUnit) -> Words:
    def names(*states: State) -> Words:
        some = [
            found.parks[park].map(partial(_beside, tile.trouble[1] / unit.m2))
            for park, tile in row.tiles[year].items()
            if tile.state in states
        ]
        return listed(some) if some else ALT["nowhere"]

    return ALT["13-parks"].fill(
        panel=row.label,
        year=str(year),
        idle=names("idle", "emptiest"),
        short=names("short"),
        unit=unit.name,
    )


def _beside(area: float, name: str) -> str:
    return f"{name} {number(area)}"


def draw(shown: ParksData, lang: Lang = "both") -> Panels:
    """Rows of squares by year, each park in its slot; colours and parks are named once."""
    tall = {space: _tall(shown, row) for space, row in on_sheet(shown.rows).items()}
    keys = math.ceil(len(shown.parks) / KEYS) * _LINE
    legend = _LEGEND + _LINE * (lang == "both")
    above = head_tall(shown.head, lang) + legend
    with house():
        figure, top = sheet(shown.head, lang, above + sum(tall.values()) + keys + _FOOT, False)
        draw_colours(figure, shown, top + 0.16, lang)
        top += legend
        axes: dict[str, Axes] = {}
        for space, high in tall.items():
            ax = place(figure, LEFT, top, RIGHT - LEFT, high)
            ax.set(xlim=(0, RIGHT - LEFT), ylim=(high, 0))
            ax.set_axis_off()
            draw_row(ax, shown, shown.rows[space], lang, dated=not axes)
            axes[space] = ax
            top += high
        draw_names(figure, shown, top + 0.12, lang)
        return Panels(figure, axes, shown, lang)


def slot_wide(shown: ParksData) -> float:
    """Inches of a slot."""
    wide = (RIGHT - LEFT - _HEAD) / len(shown.years) - _GAP
    return wide / (1 + max(slot.column for slot in shown.slots.values()))


def full_side(shown: ParksData) -> float:
    """Inches of the side of the largest square of each row: it fits into its slot."""
    return min(_FULL, slot_wide(shown) - 0.04)


def floors(shown: ParksData, row: ParksRow) -> list[float]:
    """Where squares stand, inches from the top of the row, by row of slots; the same every year."""
    y, found = 0.0, []
    for line in range(1 + max(slot.row for slot in shown.slots.values())):
        parks = [park for park, slot in shown.slots.items() if slot.row == line]
        highest = max(row.highest[park] for park in parks)
        y += max(highest * full_side(shown), _LINE) + _LINE + 0.03
        found.append(y - _LINE)
    return found


def _tall(shown: ParksData, row: ParksRow) -> float:
    names = 0.53 + full_side(shown)
    return max(floors(shown, row)[-1] + _LINE, names) + _GAP


def corner(shown: ParksData, row: ParksRow, year: int, park: str) -> tuple[float, float]:
    """Left and lower end of a square, inches from the top left of its row."""
    column, line = shown.slots[park]
    wide = (RIGHT - LEFT - _HEAD) / len(shown.years)
    middle = _HEAD + shown.years.index(year) * wide + (column + 0.5) * slot_wide(shown)
    return middle - row.side(year, park) * full_side(shown) / 2, floors(shown, row)[line]


def draw_row(ax: Axes, shown: ParksData, row: ParksRow, lang: Lang, dated: bool) -> None:
    """One type of space on axes in inches from their top left; `dated` puts the years above."""
    wide, full = (RIGHT - LEFT - _HEAD) / len(shown.years), full_side(shown)
    lines = row.label.lines(lang)
    names = [ax.text(0, 0.15 + 0.19 * i, text, fontsize=PANEL) for i, text in enumerate(lines)]
    fit(_HEAD - 0.1, *names)
    below = 0.05 + 0.19 * len(names)
    _square(ax, 0, below + full, full, "none")
    area = "\n".join(shown.unit.text(row.largest / shown.unit.m2).lines(lang))
    style: dict[str, Any] = {"va": "center", "color": SOFT, "linespacing": 1.4}
    ax.text(full + 0.06, below + full / 2, area, **style)
    for i, year in enumerate(shown.years):
        left = _HEAD + i * wide
        if dated:
            ax.text(left, -0.06, str(year), fontsize=PANEL)
        ax.plot([left - 0.06] * 2, [0, ax.get_ylim()[0] - _GAP], color=RULE, lw=0.6)
        for index, park in enumerate(shown.parks):
            if park in row.tiles[year]:
                at, side = corner(shown, row, year, park), row.side(year, park) * full
                tile = row.tiles[year][park]
                _square(ax, *at, side, FACES[tile.state])
                _key(ax, tile, at, side, str(index + 1))
                if year == shown.years[-1]:
                    middle = at[0] + side / 2
                    _range(ax, tile, (middle, at[1]), slot_wide(shown), shown.unit)


def _key(ax: Axes, tile: Tile, at: tuple[float, float], side: float, key: str) -> None:
    """The number of the park within its square, beside a small one."""
    style: dict[str, Any] = {"va": "center_baseline"}
    if side > 0.1 * len(key) + 0.06:
        colour = "white" if tile.state in GREYS else "black"
        ax.text(at[0] + side / 2, at[1] - side / 2, key, ha="center", color=colour, **style)
    else:
        ax.text(at[0] + side + 0.02, at[1] - 0.05, key, color=SOFT, **style)


def _square(ax: Axes, left: float, floor: float, side: float, face: str) -> None:
    from matplotlib.patches import Rectangle

    lined = face in ("none", "white")
    style: dict[str, Any] = {"edgecolor": SOFT, "lw": 0.6} if lined else {"lw": 0}
    ax.add_patch(Rectangle((left, floor - side), side, side, facecolor=face, **style))


def _range(ax: Axes, tile: Tile, at: tuple[float, float], slot: float, unit: AreaUnit) -> None:
    """P10 and P90 below a square, if they are no wider than its slot; the data has both."""
    shown = [_rounded(tile.trouble[i] / unit.m2) for i in (0, 2)]
    if shown[-1] != "0":
        colour = INK[SHORTAGE if tile.short else IDLE]
        written = ax.text(at[0], at[1] + 0.13, "–".join(shown), ha="center", color=colour)
        if width(written) > slot + 0.02:
            written.remove()


def _rounded(area: float) -> str:
    """An area as it stands beside a square, without its unit."""
    return number(round(area, 1 if area < 10 else None))


def draw_colours(figure: Figure, shown: ParksData, y: float, lang: Lang) -> None:
    """The colours that there are, side by side, with what they say."""
    from matplotlib.patches import Rectangle

    shares = {"shortage": percent(shown.shortage)}
    texts = [
        write(
            figure,
            LEFT,
            y - 0.11,
            "\n".join(said.lines(lang)),
            va="top",
            linespacing=1.35,
        )
        for said in (LABEL[f"parks_{state}"].fill(**shares) for state in shown.states)
    ]
    mark, gap = 0.2, 0.25
    fit((RIGHT - LEFT) / len(texts) - mark - gap / 2, *texts)
    x = LEFT
    for state, text in zip(shown.states, texts, strict=True):
        tall = figure.get_figheight()
        wide = figure.get_figwidth()
        at = (x / wide, 1 - (y + 0.02) / tall)
        style: dict[str, Any] = {"facecolor": FACES[state], "edgecolor": SOFT, "lw": 0.6}
        figure.add_artist(Rectangle(at, 0.13 / wide, 0.13 / tall, **style))
        text.set_x((x + mark) / wide)
        x += mark + width(text) + gap


def draw_names(figure: Figure, shown: ParksData, y: float, lang: Lang) -> None:
    """Numbers of the parks with their names, in columns."""
    wide = (RIGHT - LEFT) / KEYS
    for i, label in enumerate(shown.parks.values()):
        at = (LEFT + (i % KEYS) * wide, y + (i // KEYS) * _LINE)
        fit(wide - 0.1, write(figure, *at, f"{i + 1}  {label.line(lang)}", color=SOFT))
