"""When shortage and glut begin, how deep they go, and what stands idle at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.measures.bounds import vacancies
from sim.measures.checks import Check
from sim.measures.intervals import FAILS, HOLDS, Probability, probability, quantile
from sim.measures.months import Bools, Floats, Ints, first_recorded, lengths, names
from sim.measures.stacked import Stacked, total
from sim.scenario.plan import Plan
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
class Place:
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
    return Onset(happens, *(months[quantile(dates, percent)] for percent in (10, 50, 90)))


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
) -> list[Place]:
    """Signals of every space type in the whole city, then of every pool."""
    scopes: list[tuple[int, int | None]] = [(s, None) for s in range(len(plan.spaces))]
    scopes += [(s, p) for s in range(len(plan.spaces)) for p in range(len(plan.parks))]
    return [
        _place(run, plan, spec, space, park, glut_bound(checks, space, park), clusters)
        for space, park in scopes
    ]


def _place(
    run: Stacked,
    plan: Plan,
    spec: Spec,
    space: int,
    park: int | None,
    bound: float | None,
    clusters: Ints,
) -> Place:
    parks = range(len(plan.parks)) if park is None else [park]
    pools = [plan.pool(space, p) for p in parks]
    recorded = slice(first_recorded(plan), None)
    months, spell = names(plan)[recorded], spec.signals.months
    waiting = total(run.waiting_area, pools)[:, recorded]
    capacity = total(run.capacity, pools)[:, recorded]
    vacant = vacancies(run, plan, pools)[:, recorded]
    short = waiting > spec.signals.waiting.value * capacity
    glutted = None if bound is None else first_runs(vacant > bound, spell)
    peak = sorted((waiting / lengths(plan)[recorded]).max(axis=1, initial=0.0).tolist())
    idle, built = end_levels(run, pools)
    share = sorted((idle[built > 0] / built[built > 0]).tolist())
    return Place(
        space=plan.spaces[space],
        park=None if park is None else plan.parks[park],
        months=(months[0], months[-1]),
        shortage=onset(first_runs(short, spell), months, clusters),
        glut=None if glutted is None else onset(glutted, months, clusters),
        peak_waiting=(quantile(peak, 50), quantile(peak, 90)),
        idle_end=_three(sorted(idle.tolist())),
        vacancy_end=_three(share) if share else None,
        bands=_bands(vacant),
    )


def end_levels(run: Stacked, pools: Sequence[int]) -> tuple[Floats, Floats]:
    """Free area and capacity at the end of the clock, m², [replication]."""
    built = run.capacity_end[:, list(pools)].sum(axis=1).astype(np.float64)
    leased = run.leased_levels[list(pools), :, -1].sum(axis=0).astype(np.float64)
    return built - leased, built


def _three(ordered: Sequence[float]) -> tuple[float, float, float]:
    return quantile(ordered, 10), quantile(ordered, 50), quantile(ordered, 90)


def _bands(vacant: Floats) -> tuple[float, float, float, float]:
    tested = vacant[~np.isnan(vacant)]
    counts = np.bincount(np.searchsorted(BANDS, tested, side="left"), minlength=len(BANDS) + 1)
    shares = (counts / max(1, len(tested))).tolist()
    return shares[0], shares[1], shares[2], shares[3]
