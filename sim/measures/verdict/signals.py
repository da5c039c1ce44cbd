"""When shortage and glut begin, how deep they go, and what stands idle at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from sim.measures.counting.checks import Check
from sim.measures.counting.stacked import Stacked, total
from sim.measures.months import Bools, Floats, Ints, first_recorded, lengths, names
from sim.measures.statistics import FAILS, HOLDS, Probability, probability, quantile, three
from sim.measures.verdict.standards import vacancies
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.standards import VacancyStandard

BANDS: Final = (0.05, 0.10, 0.20)
"""Chinese rule of thumb for vacancy: 5–10 % sound, 10–20 % dangerous, above a severe glut."""


@dataclass(frozen=True)
class Onset:
    """First month of shortage or glut."""

    happens: Probability
    p10: str | None
    """Month, `2028-03`, by which it begins in 10 % of the replications where it does."""
    p50: str | None
    p90: str | None


@dataclass(frozen=True)
class PlaceSignals:
    """Signals of a space type in the city, or of one pool; areas in m².

    A pool is measured by its own list, free area and bounds, not as a part of its type: it can be
    short, or in glut, where the type as a whole is not.
    """

    space: str
    park: str | None
    months: tuple[str, str]
    """First and last month looked at: those of the record, whatever windows standards have."""
    shortage: Onset
    glut: Onset | None
    """None where no vacancy standard gives an upper bound."""
    peak_waiting: tuple[float, float]
    """Greatest month mean of waiting area: quantiles 50 and 90 over replications."""
    idle_end: tuple[float, float, float]
    """Free at the end of the clock: quantiles 10, 50, 90."""
    vacancy_end: tuple[float, float, float] | None
    """Vacant share at the end: quantiles 10, 50, 90; None where there is no capacity."""
    bands: tuple[float, float, float, float]
    """Share of months with vacancy up to 5 %, 10 %, 20 %, and above; sums to 1, or all 0."""


def first_runs(flags: Bools, length: int) -> Ints:
    """First of the first `length` months on end that are flagged, [replication]; −1 for none.

    flags: [replication, month].
    """
    starts = flags.shape[1] - length + 1
    if starts < 1:
        return np.full(len(flags), -1)
    runs = flags[:, :starts].copy()
    for shift in range(1, length):
        runs &= flags[:, shift : starts + shift]
    return np.where(runs.any(axis=1), runs.argmax(axis=1), -1)


def onset(first: Ints, months: Sequence[str], clusters: Ints) -> Onset:
    """Summarise first months (indices into `months`, −1 for never) over replications."""
    happens = probability(np.where(first >= 0, HOLDS, FAILS), clusters)
    dates = sorted(first[first >= 0].tolist())
    if not dates:
        return Onset(happens, None, None, None)
    p10, p50, p90 = (months[quantile(dates, percent)] for percent in (10, 50, 90))
    return Onset(happens, p10, p50, p90)


def glut_bound(checks: Sequence[Check], space: int, park: int | None) -> float | None:
    """Upper bound of vacancy: the park's own, else the city's; the lowest if several."""
    upper = [
        check
        for check in checks
        if check.side == "idle"
        and isinstance(check.standard, VacancyStandard)
        and check.space == space
    ]
    own = [check.bound for check in upper if check.park == park]
    city = [check.bound for check in upper if check.park is None]
    return min(own or city, default=None)


def places(
    run: Stacked, plan: Plan, spec: Spec, checks: Sequence[Check], clusters: Ints
) -> list[PlaceSignals]:
    """Signals of every space type in the whole city, then of every pool."""
    parks: list[int | None] = [None, *range(len(plan.parks))]
    order = [(space, park) for park in parks for space in range(len(plan.spaces))]
    return [_place(run, plan, spec, space, park, checks, clusters) for space, park in order]


class Begins(NamedTuple):
    """First months of shortage and of glut, [replication], −1 for never; None without a bound."""

    short: Ints
    glut: Ints | None


def begins(
    run: Stacked,
    plan: Plan,
    spec: Spec,
    space: int,
    park: int | None,
    checks: Sequence[Check],
    months: slice,
) -> Begins:
    """Find when a place first runs short, and is first in glut, within some months of the clock.

    They are counted from the first of these months; what goes on before begins in it.
    """
    pools = plan.pools(space, park)
    waiting = total(run.waiting_area, pools)[:, months]
    capacity = total(run.capacity, pools)[:, months]
    short = first_runs(waiting > spec.signals.waiting.value * capacity, spec.signals.months)
    bound = glut_bound(checks, space, park)
    if bound is None:
        return Begins(short, None)
    vacant = vacancies(run, plan, pools)[:, months]
    return Begins(short, first_runs(vacant > bound, spec.signals.months))


def _place(
    run: Stacked,
    plan: Plan,
    spec: Spec,
    space: int,
    park: int | None,
    checks: Sequence[Check],
    clusters: Ints,
) -> PlaceSignals:
    pools, recorded = plan.pools(space, park), slice(first_recorded(plan), None)
    begun = begins(run, plan, spec, space, park, checks, recorded)
    months = names(plan)[recorded]
    waiting = total(run.waiting_area, pools)[:, recorded]
    vacant = vacancies(run, plan, pools)[:, recorded]
    peak = sorted((waiting / lengths(plan)[recorded]).max(axis=1, initial=0.0).tolist())
    idle, built = end_levels(run, pools)
    share = idle[built > 0] / built[built > 0]
    return PlaceSignals(
        space=plan.spaces[space],
        park=None if park is None else plan.parks[park],
        months=(months[0], months[-1]),
        shortage=onset(begun.short, months, clusters),
        glut=None if begun.glut is None else onset(begun.glut, months, clusters),
        peak_waiting=(quantile(peak, 50), quantile(peak, 90)),
        idle_end=three(idle),
        vacancy_end=three(share) if len(share) else None,
        bands=_bands(vacant),
    )


def end_levels(run: Stacked, pools: Sequence[int]) -> tuple[Floats, Floats]:
    """Free area and capacity at the end of the clock, m², [replication]."""
    built = run.capacity_end[:, list(pools)].sum(axis=1).astype(np.float64)
    leased = run.leased_levels[list(pools), :, -1].sum(axis=0).astype(np.float64)
    return built - leased, built


def _bands(vacant: Floats) -> tuple[float, float, float, float]:
    tested = vacant[~np.isnan(vacant)]
    counts = np.bincount(np.searchsorted(BANDS, tested, side="left"), minlength=len(BANDS) + 1)
    shares = (counts / max(1, len(tested))).tolist()
    return shares[0], shares[1], shares[2], shares[3]
