"""Which outputs of two results moved, and whether by more than their own error.

A difference of two shares has the interval of Zou & Donner (2008), Stat. Med. 27, from those of
the shares: with d = b - a it goes from d - sqrt((b - low_b)² + (high_a - a)²) to
d + sqrt((high_b - b)² + (a - low_a)²). It takes the two for independent; where both played the same
futures and go the same way in them, it is too wide. A difference of two means is paired where both
kept every future and played the same; where one played more, it is of the futures that both have.
Else it is that of two independent means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot, isfinite, sqrt
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from sim.api.parquet import read_table
from sim.experiments.compare.paired import clustered_error
from sim.experiments.diff.inputs import same_futures
from sim.experiments.diff.saved import SavedChance, SavedRun
from sim.experiments.diff.words import AREAS, DIFF
from sim.measures.months import Floats, Ints
from sim.text.economy import LINES
from sim.text.verdict import SIDES
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["share", "m2", "money", "jobs"]
Way = Literal["intervals", "paired", "independent", "spread", "none"]
"""From what the error of a difference is known: both intervals of the verdict, the futures both
kept (pair by pair or not), the spread of futures in both tables, or nothing."""
Call = Literal["beyond", "within", "same", "unknown"]

MEASURES: Final = ("free", "waiting_area", "leased")
"""Areas that are compared, of each type, as means of the last year that both have."""
_NORMAL: Final = 1.959964
_P10_P90, _P5_P95 = 2.563103, 3.289707
"""Standard deviations of a normal law between two of its quantiles."""
_NEVER: Final = 9999
"""A year after all others."""
_LEAST: Final = 5
"""Clusters without which there is no error to speak of."""


@dataclass(frozen=True)
class OutputMoved:
    """One output in both results."""

    kind: str
    """`probability`, `standard`, or a measure of `MEASURES` or of the economy."""
    name: Words
    unit: Unit
    old: float
    new: float
    old_ends: tuple[float, float] | None
    """The 95 % interval of the verdict, for shares."""
    new_ends: tuple[float, float] | None
    low: float | None
    """95 % interval of the difference; None where its error is not known."""
    high: float | None
    way: Way

    @property
    def difference(self) -> float:
        """New less old."""
        return self.new - self.old

    @property
    def call(self) -> Call:
        """Whether it moved, by more than its own error."""
        if self.new == self.old:
            return "same"
        if self.low is None or self.high is None:
            return "unknown"
        return "within" if self.low <= 0 <= self.high else "beyond"

    @property
    def times(self) -> float:
        """The difference in half widths of its interval, without sign; 0 where that is unknown."""
        if self.low is None or self.high is None or self.new == self.old:
            return 0.0
        half = (self.high - self.low) / 2
        return abs(self.difference) / half if half > 0 else float("inf")


@dataclass(frozen=True)
class WordMoved:
    """A word of the verdict that changed."""

    name: Words
    old: str
    new: str
    old_share: float | None
    new_share: float | None
    is_beyond: bool
    """Whether the probability behind it moved by more than its own error."""


@dataclass(frozen=True)
class OneSided:
    """An output that only one of the two has."""

    name: Words
    is_new: bool


def moved_outputs(old: SavedRun, new: SavedRun) -> list[OutputMoved]:
    """Return all outputs that both have, the furthest beyond its own error first."""
    rows = [*_chances(old, new), *_areas(old, new), *_economy(old, new)]
    return sorted(rows, key=lambda row: (-row.times, row.call == "same"))


def moved_words(old: SavedRun, new: SavedRun) -> list[WordMoved]:
    """Return the words that changed: of the city, types and pools, and of standards."""
    return [
        WordMoved(name, a.word, b.word, a.share, b.share, _is_beyond(a, b))
        for _, name, a, b in _both(old, new)
        if a.word != b.word
    ]


def one_sided(old: SavedRun, new: SavedRun) -> list[OneSided]:
    """Return what is judged in one of the two alone."""
    before, after = _judged(old), _judged(new)
    gone = [OneSided(before[key][0], False) for key in before if key not in after]
    return gone + [OneSided(after[key][0], True) for key in after if key not in before]


def _judged(run: SavedRun) -> dict[tuple[object, ...], tuple[Words, SavedChance]]:
    """Everything judged, by what it is: the sides of places, and standards."""
    told: dict[tuple[object, ...], tuple[Words, SavedChance]] = {}
    for place, side, chance in run.sides():
        of, what = run.of(place), SIDES[side]
        name = Words(f"{of.zh}·{what.zh}", f"{of.en}: {what.en}")
        told["probability", place, side] = name, chance
    for id_, chance in run.standards():
        told["standard", id_] = run.label("standard", id_), chance
    return told


def _both(old: SavedRun, new: SavedRun) -> Iterator[tuple[str, Words, SavedChance, SavedChance]]:
    before, after = _judged(old), _judged(new)
    for key, (name, becomes) in after.items():
        if key in before:
            yield str(key[0]), name, before[key][1], becomes


def _chances(old: SavedRun, new: SavedRun) -> Iterator[OutputMoved]:
    for kind, name, a, b in _both(old, new):
        if a.share is None or b.share is None:
            continue
        known = (a.low, a.high), (b.low, b.high)
        ends = share_ends((a.share, *known[0]), (b.share, *known[1]))
        yield OutputMoved(kind, name, "share", a.share, b.share, *known, *ends, "intervals")


def share_ends(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float]:
    """The 95 % interval of b - a from two shares, each (share, low, high)."""
    d = b[0] - a[0]
    low = d - hypot(b[0] - b[1], a[2] - a[0])
    high = d + hypot(b[2] - b[0], a[0] - a[1])
    return low, high


def _is_beyond(a: SavedChance, b: SavedChance) -> bool:
    if a.share is None or b.share is None:
        return True  # tested in one of the two alone
    low, high = share_ends((a.share, a.low, a.high), (b.share, b.low, b.high))
    return low > 0 or high < 0


def _areas(old: SavedRun, new: SavedRun) -> Iterator[OutputMoved]:
    before, after = (_yearly(run) for run in (old, new))
    if before is None or after is None:
        return
    shared = before.index.intersection(after.index)
    years = shared.get_level_values("year")
    year = max((int(one) for one in years if one <= _last(old, new)), default=None)
    if year is None:
        return
    kept = [_kept(run) or {} for run in (old, new)]
    same = same_futures(old, new)
    for key in shared[years == year]:
        space, measure = str(key[1]), str(key[2])
        a, b = before.loc[key], after.loc[key]
        values = float(a["mean"]), float(b["mean"])
        place = year, space, measure
        ends: tuple[float, float] | None = None
        way: Way = "none"
        if place in kept[0] and place in kept[1]:
            pair = kept[0][place], kept[1][place]
            if same and not np.array_equal(pair[0].numbers, pair[1].numbers):
                pair = _common(*pair)
                if len(pair[0].numbers):
                    values = float(pair[0].values.mean()), float(pair[1].values.mean())
            ends, way = _kept_ends(*pair, same)
        elif measure != "waiting_area":  # most futures have none: its spread tells no error
            ends, way = _about(values, a, b, ("p10", "p90"), _P10_P90, (old, new))
        name = _of_year(new.label("space", space), AREAS[measure], year)
        yield _mean(measure, name, "m2", values, ends, way)


def _last(old: SavedRun, new: SavedRun) -> int:
    """The last year whose months are the same in both records."""
    records = [run.record for run in (old, new)]
    if records[0] is None or records[1] is None or records[0][1] == records[1][1]:
        return _NEVER
    return min(int(end[:4]) - (end[5:] != "12") for _, end in filter(None, records))


def _yearly(run: SavedRun) -> pd.DataFrame | None:
    """Means and quantiles of the areas compared, [year, space, measure], of the whole city."""
    table = run.table("measures", ("year", "space", "park", "measure"), ("mean", "p10", "p90"))
    if table is None:
        return None
    city = table[(table["park"] == "all") & table["measure"].isin(MEASURES)]
    return city.set_index(["year", "space", "measure"])


def _economy(old: SavedRun, new: SavedRun) -> Iterator[OutputMoved]:
    if old.currency != new.currency:
        return
    before, after = (_full_years(run) for run in (old, new))
    if before is None or after is None:
        return
    shared = before.index.intersection(after.index)
    if not len(shared):
        return
    year = int(shared.get_level_values("year").max())
    for key in shared[shared.get_level_values("year") == year]:
        measure = str(key[1])
        a, b = before.loc[key], after.loc[key]
        values = float(a["mean"]), float(b["mean"])
        name = _of_year(DIFF["economy"], LINES.get(measure, Words(measure, measure)), year)
        ends, way = _about(values, a, b, ("p5", "p95"), _P5_P95, (old, new))
        unit: Unit = "jobs" if measure == "jobs" else "money"
        yield _mean(measure, name, unit, values, ends, way)


def _full_years(run: SavedRun) -> pd.DataFrame | None:
    table = run.table("economy", ("year", "measure"), ("months", "mean", "p5", "p95"))
    if table is None:
        return None
    return table[table["months"] == 12].set_index(["year", "measure"])


def _of_year(of: Words, what: Words, year: int) -> Words:
    return Words(f"{of.zh}·{what.zh}·{year}", f"{of.en}: {what.en}, {year}")


def _mean(
    kind: str,
    name: Words,
    unit: Unit,
    values: tuple[float, float],
    ends: tuple[float, float] | None,
    way: Way,
) -> OutputMoved:
    low, high = ends if ends else (None, None)
    return OutputMoved(kind, name, unit, *values, None, None, low, high, way)


def _spread(
    row: pd.Series[float], keys: tuple[str, str], deviations: float, run: SavedRun
) -> float | None:
    """The standard error of a mean from the spread of futures, as if they were normal.

    Two futures that share a world count as one. None where the mean is not within the quantiles:
    few futures have most of it then, and the spread does not tell how well it is known.
    """
    low, high = (float(row[key]) for key in keys)
    clusters = run.replications if run.grounded else run.replications // 2
    if not low < float(row["mean"]) < high or clusters < _LEAST:
        return None
    return (high - low) / deviations / sqrt(clusters)


def _about(
    values: tuple[float, float],
    a: pd.Series[float],
    b: pd.Series[float],
    keys: tuple[str, str],
    deviations: float,
    runs: tuple[SavedRun, SavedRun],
) -> tuple[tuple[float, float] | None, Way]:
    """The interval of a difference of means from the spread of each."""
    one, other = (_spread(r, keys, deviations, run) for r, run in zip((a, b), runs, strict=True))
    if one is None or other is None:
        return None, "none"
    middle, half = values[1] - values[0], _NORMAL * hypot(one, other)
    return (middle - half, middle + half), "spread"


@dataclass(frozen=True)
class _Futures:
    """What a run kept of every future, all of one year, type and measure."""

    numbers: Ints
    values: Floats
    worlds: int
    """Replications that share a world: none does that is continued from the past."""


_Kept = Mapping[tuple[int, str, str], _Futures]
"""By year, type of space and measure."""


def _kept(run: SavedRun) -> _Kept | None:
    """The means of each year in each future; None where they are not kept, or not to be read."""
    if not (run.folder / "series.parquet").is_file():
        return None
    worlds = 1 if run.grounded else 2
    kept: dict[tuple[int, str, str], _Futures] = {}
    try:
        series = read_table(run.folder, "series")
        month = ["replication", "space", "month"]
        city = series.groupby(month, observed=True)[[*MEASURES]].sum().reset_index()
        city["year"] = city["month"].astype(str).str[:4].astype(int)
        yearly = city.groupby(["year", "space", "replication"], observed=True)[[*MEASURES]].mean()
        for (year, space), rows in yearly.reset_index().groupby(["year", "space"], observed=True):
            numbers = rows["replication"].to_numpy(np.int64)
            for measure in MEASURES:
                values = rows[measure].to_numpy(np.float64)
                kept[int(str(year)), str(space), measure] = _Futures(numbers, values, worlds)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return kept


def _common(a: _Futures, b: _Futures) -> tuple[_Futures, _Futures]:
    """The futures that both have; the first of each are the same, however many follow."""
    numbers, left, right = np.intersect1d(a.numbers, b.numbers, return_indices=True)
    return (
        _Futures(numbers, a.values[left], a.worlds),
        _Futures(numbers, b.values[right], b.worlds),
    )


def _kept_ends(a: _Futures, b: _Futures, same: bool) -> tuple[tuple[float, float] | None, Way]:
    """The interval of a difference of means over futures: paired where they are the same."""
    if same:
        pairs = b.values - a.values
        known = _error(pairs, a.numbers // a.worlds)
        if known is None:
            return None, "none"
        middle, half = float(pairs.mean()), student_by_series(known[1]) * known[0]
        return (middle - half, middle + half), "paired"
    one, other = (_error(side.values, side.numbers // side.worlds) for side in (a, b))
    if one is None or other is None:
        return None, "none"
    half = student_by_series(min(one[1], other[1])) * hypot(one[0], other[0])
    middle = float(b.values.mean() - a.values.mean())
    return (middle - half, middle + half), "independent"


def _error(values: Floats, clusters: Ints) -> tuple[float, int] | None:
    if len(np.unique(clusters)) < _LEAST or not np.isfinite(values).all():
        return None
    error, freedom, _ = clustered_error(values, clusters)
    return (error, freedom) if isfinite(error) else None


def student_by_series(freedom: int) -> float:
    """The 97.5 % point of Student's law, to three digits from 4 degrees of freedom on.

    Abramowitz & Stegun (1964) 26.7.5; SciPy is no part of what a run needs.
    """
    z, n = _NORMAL, float(freedom)
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * n**4)
    )
