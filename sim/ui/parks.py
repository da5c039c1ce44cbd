"""What a run says of one park: each type of space there, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sim.experiments.diff.saved import SavedRun
from sim.text.screen import whole
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

_KEYS: Final = ("year", "space", "park", "measure")
_SPREAD: Final = ("p10", "p50", "p90")


@dataclass(frozen=True)
class ParkYear:
    """A type of space in a park in a year: medians over futures, areas in large units."""

    year: int
    have: str
    leased: str
    vacant: str
    """Percent; `-` where nothing stands."""
    free: str
    """With P10 and P90."""
    waiting: str
    """With P10 and P90."""
    building: str


@dataclass(frozen=True)
class ParkSpace:
    """A type of space in a park."""

    space: str
    name: Words
    years: tuple[ParkYear, ...]


def parks_of(run: SavedRun) -> dict[str, Words]:
    """Return the parks that a run names, with what they are called."""
    ids = [key.partition("/")[2] for key in run.verdict["labels"] if key.startswith("park/")]
    return {id_: run.label("park", id_) for id_ in ids}


def in_park(run: SavedRun, park: str) -> list[ParkSpace]:
    """Return each type that there ever is or is to be in a park; none where no such table is kept.

    RefusedError for a table that cannot be read.
    """
    table = run.table("measures", _KEYS, _SPREAD)
    if table is None:
        return []
    here = table[table["park"] == park]
    told = [str(one["space"]) for one in run.verdict["spaces"]]
    found = [_space(run, space, here[here["space"] == space]) for space in told]
    return [one for one in found if one.years]


def _space(run: SavedRun, space: str, rows: pd.DataFrame) -> ParkSpace:
    by_year: dict[int, dict[str, tuple[float, float, float]]] = {}
    for year, measure, low, middle, high in rows[["year", "measure", *_SPREAD]].to_numpy().tolist():
        by_year.setdefault(int(year), {})[str(measure)] = (low, middle, high)
    ever = any(known[name][2] > 0 for known in by_year.values() for name in known.keys() & _STANDS)
    years = [_year(run, year, known) for year, known in by_year.items()] if ever else []
    return ParkSpace(space, run.label("space", space), tuple(years))


_STANDS: Final = {"capacity", "construction"}
"""What there is of a type where there is any."""


def _year(run: SavedRun, year: int, known: dict[str, tuple[float, float, float]]) -> ParkYear:
    def area(name: str, spread: bool = False) -> str:
        if name not in known:
            return "-"
        low, middle, high = map(run.areas.text, known[name])
        return f"{middle} ({low}–{high})" if spread else middle

    vacant = known.get("vacancy")
    return ParkYear(
        year,
        area("capacity"),
        area("leased"),
        whole(vacant[1]) if vacant else "-",
        area("free", spread=True),
        area("waiting_area", spread=True),
        area("construction"),
    )
