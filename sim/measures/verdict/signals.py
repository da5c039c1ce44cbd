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
    with_type: int | None = None
    """Of a pool: replications in which its type as a whole has it too; None of a type."""


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


def onset(first: Ints, months: Sequence[str], clusters: Ints, whole: Ints | None = None) -> Onset:
    """Summarise first months (indices into `months`, −1 for never) over replications.

    whole: those of the space type, for one of its pools.
    """
    happens = probability(np.where(first >= 0, HOLDS, FAILS), clusters)
    both = None if whole is None else int(np.sum((first >= 0) & (whole >= 0)))
    dates = sorted(first[first >= 0].tolist())
    if not dates:
        return Onset(happens, None, None, None, both)
    p10, p50, p90 = (months[quantile(dates, percent)] for percent in (10, 50, 90))
    return Onset(happens, p10, p50, p90, both)


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
    spaces, parks = range(len(plan.spaces)), range(len(plan.parks))
    types = [_begins(run, plan, spec, space, None, checks) for space in spaces]
    signals = [_place(run, plan, space, None, types[space], None, clusters) for space in spaces]
    for space in spaces:
        for park in parks:
            begins = _begins(run, plan, spec, space, park, checks)
            signals.append(_place(run, plan, space, park, begins, types[space], clusters))
    return signals


class _Begins(NamedTuple):
    """First months of shortage and of glut, [replication], −1 for never; None without a bound."""

    short: Ints
    glut: Ints | None


def _pools(plan: Plan, space: int, park: int | None) -> list[int]:
    return [plan.pool(space, p) for p in (range(len(plan.parks)) if park is None else [park])]


def _begins(
    run: Stacked, plan: Plan, spec: Spec, space: int, park: int | None, checks: Sequence[Check]
) -> _Begins:
    pools, recorded = _pools(plan, space, park), slice(first_recorded(plan), None)
    waiting = total(run.waiting_area, pools)[:, recorded]
    capacity = total(run.capacity, pools)[:, recorded]
    short = first_runs(waiting > spec.signals.waiting.value * capacity, spec.signals.months)
    bound = glut_bound(checks, space, park)
    if bound is None:
        return _Begins(short, None)
    vacant = vacancies(run, plan, pools)[:, recorded]
    return _Begins(short, first_runs(vacant > bound, spec.signals.months))


def _place(
    run: Stacked,
    plan: Plan,
    space: int,
    park: int | None,
    begins: _Begins,
    whole: _Begins | None,
    clusters: Ints,
) -> PlaceSignals:
    pools, recorded = _pools(plan, space, park), slice(first_recorded(plan), None)
    months = names(plan)[recorded]
    waiting = total(run.waiting_area, pools)[:, recorded]
    vacant = vacancies(run, plan, pools)[:, recorded]
    glut = begins.glut
    peak = sorted((waiting / lengths(plan)[recorded]).max(axis=1, initial=0.0).tolist())
    idle, built = end_levels(run, pools)
    share = idle[built > 0] / built[built > 0]
    return PlaceSignals(
        space=plan.spaces[space],
        park=None if park is None else plan.parks[park],
        months=(months[0], months[-1]),
        shortage=onset(begins.short, months, clusters, whole and whole.short),
        glut=None if glut is None else onset(glut, months, clusters, whole and whole.glut),
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
