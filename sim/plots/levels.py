"""31-occupancy, 32-shortage, 33-idle: each of the three in every park, by type of space and year.

What is shown is a share of the space that stands there, so that a colour means the same in a small
park and in a large one; the area of a mark is that space.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final, Literal, NamedTuple

import numpy as np

from sim.measures.months import Floats
from sim.measures.statistics import Three, three
from sim.measures.tables.series import ratio
from sim.measures.verdict.outlook import too_idle
from sim.plots.frames import Frames, ParkYears
from sim.plots.map_layout import MapLayout, on_map, outlined, system
from sim.plots.parks import largest_first, partly, years_of
from sim.plots.style import IDLE, IDLE_DARK, SHORTAGE, SUPPLY, SUPPLY_LIGHT, Head
from sim.plots.words import AreaUnit, area_unit, head, number, percent
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.safe import line
from sim.text.words import Words, commas, semicolons

Measure = Literal["occupancy", "shortage", "idle"]
FIGURES: Final[dict[Measure, str]] = {
    "occupancy": "31-occupancy",
    "shortage": "32-shortage",
    "idle": "33-idle",
}
"""The name of the files by what a figure shows."""
_ANY: Final = math.ulp(0.0)
"""The least that is more than nothing."""


class Scale(NamedTuple):
    """The colours of a measure, from its least on, and the shares at which the next one begins."""

    colours: tuple[str, ...]
    begins: tuple[float, ...]

    def colour(self, share: float) -> str:
        """Of a share."""
        return self.colours[sum(share >= begin for begin in self.begins)]

    @property
    def said(self) -> tuple[str, ...]:
        """What the colours are of, in percent."""
        ends = [f"{100 * begin:.0f}" for begin in self.begins]
        first = "0" if self.begins[0] == _ANY else f"<{ends[0]}"
        return first, *(f"{a}–{b}" for a, b in pairwise(ends)), f"{ends[-1]}+"


SCALES: Final[dict[Measure, Scale]] = {
    "occupancy": Scale(
        ("#E9F2F8", "#C3DCEC", SUPPLY_LIGHT, "#4F9DCB", SUPPLY, "#00456B"),
        (0.5, 0.6, 0.7, 0.8, 0.9),
    ),
    "shortage": Scale(
        ("#FFFFFF", "#FBE3D2", "#F5BE96", "#EA8F52", SHORTAGE, "#833A00"),
        (_ANY, 0.05, 0.1, 0.2, 0.4),
    ),
    "idle": Scale(
        ("#FFFFFF", "#E6E6E6", "#C6C6C6", "#9E9E9E", IDLE, IDLE_DARK),
        (_ANY, 0.1, 0.2, 0.3, 0.5),
    ),
}


@dataclass(frozen=True)
class Mark:
    """One type of space in one park in one year."""

    capacity: float
    """m², median."""
    shares: Three | None
    """P10, P50 and P90 of the measure as a share of capacity; None for idle without a bound."""
    areas: Three
    """The same in m²."""


@dataclass(frozen=True)
class LevelsRow:
    """A type of space: its marks by column and park; a park without space then has none."""

    label: Words
    largest: float
    """m² of a mark of full size."""
    marks: dict[str, dict[str, Mark]]

    def size(self, mark: Mark) -> float:
        """Side or radius of a mark whose area is to scale, as a share of that of the largest."""
        return math.sqrt(mark.capacity / self.largest)


@dataclass(frozen=True)
class Column:
    """What stands over marks below each other."""

    label: Words
    measure: Measure


@dataclass(frozen=True)
class Levels:
    """What 31-occupancy, 32-shortage, 33-idle, or a picture of the film of parks shows."""

    name: str
    head: Head
    unit: AreaUnit
    parks: dict[str, Words]
    """The largest first; where there is a map, those on it."""
    columns: dict[str, Column]
    rows: dict[str, LevelsRow]
    layout: MapLayout | None
    absent: list[Words]
    """Parks that the map does not have."""
    year: str = ""
    """Of a picture of the film; its columns are measures."""

    @property
    def measures(self) -> list[Measure]:
        """Those that are shown, each once."""
        return list(dict.fromkeys(column.measure for column in self.columns.values()))


def data(frames: Frames, measure: Measure) -> Levels:
    """A measure in all years; ValueError where there is one park, or nothing has a bound.

    Of the parks on the map, where the scenario names one.
    """
    frames, absent = on_map(frames)
    found, figure = _found(frames), FIGURES[measure]
    columns = {str(year): Column(Words(str(year), str(year)), measure) for year in found.years}
    marks = {
        space: {str(year): marks_of(found, year, row, measure) for year in found.years}
        for row, space in enumerate(frames.spaces)
    }
    return levels_of(frames, marks, columns, figure, finding(frames, marks, measure), absent)


def _found(frames: Frames) -> ParkYears:
    years_of(frames)  # raises where there is one park
    assert frames.parks is not None
    return frames.parks


def levels_of(
    frames: Frames,
    marks: Mapping[str, dict[str, dict[str, Mark]]],
    columns: dict[str, Column],
    figure: str,
    title: Words,
    absent: list[Words],
) -> Levels:
    """Put marks by type and column together, on the map that the scenario names.

    frames, absent: as from `on_map`. ValueError where no park has space.
    """
    found = _found(frames)
    every = (some for by_column in marks.values() for some in by_column.values())
    order = largest_first((park, one.capacity) for some in every for park, one in some.items())
    kept = {space: by for space, by in marks.items() if any(by.values())}
    if not kept:
        raise ValueError("no park with space is on the map" if absent else "no park has space")
    rows = {
        space: LevelsRow(frames.spaces[space], _largest(by.values()), by)
        for space, by in kept.items()
    }
    unit = area_unit(max(row.largest for row in rows.values()), frames.origin.areas)
    places = frames.places
    layout = outlined({park: places.parks[park] for park in order}) if places else None
    last = list(columns)[-1]
    said = [_said(row, found, columns[last], row.marks[last]) for row in rows.values()]
    return Levels(
        name=figure,
        head=head(frames, figure, title, said, where=where(frames, found.years)),
        unit=unit,
        parks={park: found.parks[park] for park in order},
        columns=columns,
        rows=rows,
        layout=layout,
        absent=absent,
    )


def where(frames: Frames, years: Iterable[int]) -> Words:
    """What the places of the marks mean, how large they are, and of which years a part counts."""
    said = LABEL["places_free"]
    if places := frames.places:
        said = LABEL["places_map"].fill(file=line(places.file), crs=system(places))
    return semicolons([said, *partly(_found(frames), years)])


def _largest(columns: Iterable[dict[str, Mark]]) -> float:
    return max(mark.capacity for some in columns for mark in some.values())


def marks_of(found: ParkYears, year: int, space: int, measure: Measure) -> dict[str, Mark]:
    """A measure of a type in a year in the parks that have any of it in the median future."""
    marks = {}
    for index, park in enumerate(found.parks):
        at = (slice(None), found.years.index(year), space, index)
        built, leased, waiting = found.capacity[at], found.leased[at], found.waiting[at]
        capacity = three(built)[1]
        if capacity > 0:
            bound = float(found.bounds[space, index])
            idle = too_idle(built, leased, bound)[1]
            areas = {"occupancy": leased, "shortage": waiting, "idle": idle}[measure]
            unbound = measure == "idle" and math.isnan(bound)
            marks[park] = Mark(capacity, None if unbound else shares_of(areas, built), three(areas))
    return marks


def shares_of(areas: Floats, built: Floats) -> Three:
    """P10, P50 and P90 of areas as shares of what is built, in futures in which there is any."""
    shares = ratio(areas, built)
    return three(shares[~np.isnan(shares)])


class _Place(NamedTuple):
    space: str
    column: str
    park: str
    mark: Mark


def finding(
    frames: Frames, marks: Mapping[str, Mapping[str, Mapping[str, Mark]]], measure: Measure
) -> Words:
    """Where and when least is let, or most waits or is idle; if nowhere, in one future of ten.

    ValueError where nothing has the measure.
    """
    every = [
        _Place(space, column, park, mark)
        for space, by_column in marks.items()
        for column, some in by_column.items()
        for park, mark in some.items()
        if mark.shares
    ]
    if not every:
        raise ValueError("no park has space" if measure != "idle" else "no vacancy has a bound")
    if measure == "occupancy":
        return _emptiest(frames, marks, every)
    unit = area_unit(max(one.mark.areas[2] for one in every), frames.origin.areas)
    for quantile, key in ((1, "level"), (2, "level_rare")):
        most = max(every, key=lambda one: one.mark.areas[quantile])
        if most.mark.areas[quantile] > 0:
            low, middle, high = (area / unit.m2 for area in most.mark.areas)
            assert most.mark.shares
            return TITLE[f"{key}_{measure}"].fill(
                **_place(frames, most),
                area=unit.text((low, middle, high)[quantile]),
                p10=number(low),
                p90=number(high),
                share=percent(most.mark.shares[quantile]),
            )
    return TITLE[f"level_none_{measure}"]


def _emptiest(
    frames: Frames, marks: Mapping[str, Mapping[str, Mapping[str, Mark]]], every: list[_Place]
) -> Words:
    least = min(every, key=lambda one: (one.mark.shares or (1.0, 1.0, 1.0))[1])
    *_, last = marks[least.space]
    then = marks[least.space][last].get(least.park)
    low, middle, high = map(percent, least.mark.shares or ())
    said = TITLE["level_occupancy"].fill(**_place(frames, least), share=middle, p10=low, p90=high)
    if last == least.column or then is None or then.shares is None:
        return said
    later = TITLE["level_later"].fill(year=last, share=percent(then.shares[1]))
    return commas([said, later])


def _place(frames: Frames, one: _Place) -> dict[str, Words | str]:
    park = _found(frames).parks[one.park]
    return {"space": frames.spaces[one.space], "park": park, "year": one.column}


def _said(row: LevelsRow, found: ParkYears, column: Column, marks: Mapping[str, Mark]) -> Words:
    """Medians of the last column for the alternative text."""
    told = [
        found.parks[park].map(partial("{1} {0}".format, percent(mark.shares[1])))
        for park, mark in marks.items()
        if mark.shares
    ]
    return ALT["levels"].fill(
        panel=row.label,
        column=column.label,
        measure=LABEL[f"level_{column.measure}"],
        parks=commas(told) if told else ALT["nowhere"],
    )
