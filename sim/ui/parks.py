"""What a run says of one park: each type of space there, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sim.experiments.diff.saved import SavedRun
from sim.text.screen import whole
from sim.text.ui import UI
from sim.text.words import Words
from sim.ui.saved import AnswerTold, onset

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
    onsets: tuple[Words, ...]
    """In how many futures it first runs short there, or too much is vacant, and when."""
    years: tuple[ParkYear, ...]


def parks_of(said: AnswerTold | None) -> dict[str, Words]:
    """Return the parks that a run names, with what they are called; none where it says nothing."""
    if said is None:
        return {}
    run = said.run
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
    sights = {
        str(one["space"]): tuple(_onsets(one))
        for one in run.verdict.get("outlooks", ())
        if one.get("park") == park
    }
    found = [
        _space(run, space, sights.get(space, ()), here[here["space"] == space]) for space in told
    ]
    return [one for one in found if one.years]


def _onsets(sight: Mapping[str, Any]) -> Iterator[Words]:
    """What `verdict.json` says of when a pool is first short, and first too empty."""
    for key in ("first_short", "first_idle"):
        share, when = onset(sight.get(key))
        if share is not None:
            said = UI[f"park_{key}"].fill(share=whole(share))
            yield UI["park_from"].fill(said=said, when=when) if when else said


def _space(run: SavedRun, space: str, onsets: tuple[Words, ...], rows: pd.DataFrame) -> ParkSpace:
    by_year: dict[int, dict[str, tuple[float, float, float]]] = {}
    for year, measure, low, middle, high in rows[["year", "measure", *_SPREAD]].to_numpy().tolist():
        by_year.setdefault(int(year), {})[str(measure)] = (low, middle, high)
    ever = any(known[name][2] > 0 for known in by_year.values() for name in known.keys() & _STANDS)
    years = [_year(run, year, known) for year, known in by_year.items()] if ever else []
    return ParkSpace(space, run.label("space", space), onsets, tuple(years))


_STANDS: Final = {"capacity", "construction"}
"""What there is of a type where there is any."""


def _year(run: SavedRun, year: int, known: dict[str, tuple[float, float, float]]) -> ParkYear:
    def area(name: str, spread: bool = False) -> str:
        if name not in known:
            return "-"
        low, middle, high = map(run.areas.text, known[name])
        return f"{middle} ({low}–{high})" if spread and low != high else middle

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
