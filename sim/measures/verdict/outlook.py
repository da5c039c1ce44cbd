"""How much of each space type there will be, by year, and how much of it lies idle or is short.

All of it is of the judged months, those that any standard looks at, and of calendar years: a year's
level is its mean over them. The worst year is each future's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.checks import Check, judged_time
from sim.measures.counting.stacked import Stacked, total
from sim.measures.months import Bools, Floats, Ints, lengths, names
from sim.measures.statistics import (
    FAILS,
    HOLDS,
    Probability,
    Three,
    probability,
    quantile,
    three,
)
from sim.measures.tables.series import ratio
from sim.measures.verdict.signals import Onset, begins, glut_bound, onset
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec

if TYPE_CHECKING:
    import pandas as pd

Years = tuple[int, int, int]
"""Quantiles 10, 50 and 90 of a year, or of a number of years."""


@dataclass(frozen=True)
class Extent:
    """How much of an area there is, m² lettable, means of a year."""

    end: Three
    """In the last judged year."""
    worst: Three
    """In the year of each future in which it is greatest."""
    year: Years | None
    """That year, among futures that have any; the first of several; None where none has."""
    ever: Probability
    """How often a future has any."""


@dataclass(frozen=True)
class Beyond(Extent):
    """What is vacant beyond the upper bound of vacancy, and when it is back within it."""

    back: Years | None
    """Years from the worst to the first later one within the bound, among futures that have one."""
    never: Probability
    """How often there is no later year within it, among all futures."""


@dataclass(frozen=True)
class Outlook:
    """One space type in the whole city, or one pool; areas in m² lettable, shares of capacity.

    A pool has its own list and bound: pools together can be short, or idle, of more than the type.
    """

    space: str
    park: str | None
    supply: Three
    """All there is in the last year."""
    demand: Three
    """Leased, and waiting, in the last year."""
    vacancy_end: float | None
    """Vacant in the last year, median; None without space."""
    short: Extent
    """Area that waits."""
    idle: Beyond | None
    """None where no standard bounds vacancy."""
    first_short: Onset
    """When it first runs short in judged months; if at once, in the first of them."""
    first_idle: Onset | None
    """When it is first in glut; None without a bound."""


def outlooks(
    run: Stacked, plan: Plan, spec: Spec, checks: Sequence[Check], clusters: Ints
) -> list[Outlook]:
    """Look at every space type, in the scenario's order, then at every pool, type by type."""
    places: list[tuple[str, str | None]] = [(space, None) for space in spec.spaces]
    places += [(space, park) for space in spec.spaces for park in plan.parks]
    return [_outlook(run, plan, spec, place, checks, clusters) for place in places]


def _outlook(
    run: Stacked,
    plan: Plan,
    spec: Spec,
    place: tuple[str, str | None],
    checks: Sequence[Check],
    clusters: Ints,
) -> Outlook:
    space = plan.spaces.index(place[0])
    park = None if place[1] is None else plan.parks.index(place[1])
    pools = plan.pools(space, park)
    months = judged_time(spec, plan)
    labels, firsts = np.unique([int(name[:4]) for name in names(plan)[months]], return_index=True)
    spans = np.add.reduceat(lengths(plan)[months], firsts)

    def yearly(values: NDArray[np.int64]) -> Floats:
        parts = np.add.reduceat(total(values, pools)[:, months], firsts, axis=1)
        means: Floats = parts / spans
        return means

    built, leased, waiting = map(yearly, (run.capacity, run.leased, run.waiting_area))
    bound = glut_bound(checks, space, park)
    begun = begins(run, plan, spec, space, park, checks, months)
    dates = names(plan)[months]
    return Outlook(
        space=place[0],
        park=place[1],
        supply=three(built[:, -1]),
        demand=three(leased[:, -1] + waiting[:, -1]),
        vacancy_end=_median(ratio(built[:, -1] - leased[:, -1], built[:, -1])),
        short=extent(waiting, labels, clusters),
        idle=None if bound is None else beyond(built, leased, bound, labels, clusters),
        first_short=onset(begun.short, dates, clusters),
        first_idle=None if begun.glut is None else onset(begun.glut, dates, clusters),
    )


def extent(area: Floats, years: Ints, clusters: Ints) -> Extent:
    """Tell how much there is of an area, [replication, year]."""
    ever = area.max(axis=1) > 0
    return Extent(
        end=three(area[:, -1]),
        worst=three(area.max(axis=1)),
        year=_years(years[area.argmax(axis=1)][ever]),
        ever=_share(ever, clusters),
    )


def beyond(built: Floats, leased: Floats, bound: float, years: Ints, clusters: Ints) -> Beyond:
    """Tell what is vacant beyond a bound; both areas: [replication, year]."""
    above, area = too_idle(built, leased, bound)
    ever, worst = above.any(axis=1), area.argmax(axis=1)
    later = ~above & (np.arange(len(years)) > worst[:, None])
    back = ever & later.any(axis=1)
    passed = years[later.argmax(axis=1)] - years[worst]
    return Beyond(
        **vars(extent(area, years, clusters)),
        back=_years(passed[back]),
        never=_share(ever & ~back, clusters),
    )


def too_idle(built: Floats, leased: Floats, bound: float | Floats) -> tuple[Bools, Floats]:
    """Whether more is vacant than an upper bound of vacancy allows, and what is beyond it, in m².

    `bound` is a share, or one for each value; where it is NaN, or nothing is built, nothing is.
    """
    above = ratio(built - leased, built) > bound  # nothing built is nothing too much
    return above, np.where(above, built - leased - bound * built, 0.0)


def outlook_frame(places: Iterable[Outlook]) -> pd.DataFrame:
    """Space × park × measure: P10, P50 and P90 over futures; park `all` is the city.

    `share` is that of the futures that the quantiles are of, or in which it never is.
    """
    import pandas as pd

    rows = [(one.space, one.park or "all", *row) for one in places for row in _rows(one)]
    names = ["space", "park", "measure", "p10", "p50", "p90", "share"]
    return pd.DataFrame(rows, columns=names).round(6)


_Row = tuple[str, float | None, float | None, float | None, float | None]


def _rows(place: Outlook) -> Iterator[_Row]:
    yield "supply_end", *place.supply, 1.0
    yield "demand_end", *place.demand, 1.0
    yield from _extent("short", place.short)
    if place.idle is not None:
        idle = place.idle
        yield from _extent("beyond", idle)
        back = (idle.ever.holds - idle.never.holds) / (idle.ever.holds + idle.ever.fails)
        yield "back_after", *(idle.back or (None, None, None)), back
        yield "never_back", None, None, None, idle.never.share


def _extent(name: str, extent: Extent) -> Iterator[_Row]:
    yield f"{name}_end", *extent.end, 1.0
    yield f"{name}_worst", *extent.worst, 1.0
    yield f"{name}_year", *(extent.year or (None, None, None)), extent.ever.share


def _years(values: Ints) -> Years | None:
    ordered = sorted(values.tolist())
    if not ordered:
        return None
    return quantile(ordered, 10), quantile(ordered, 50), quantile(ordered, 90)


def _share(flags: Bools, clusters: Ints) -> Probability:
    return probability(np.where(flags, HOLDS, FAILS), clusters)


def _median(values: Floats) -> float | None:
    known = sorted(values[~np.isnan(values)].tolist())
    return quantile(known, 50) if known else None
