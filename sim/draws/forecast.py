"""When works open that are under way at the start of the clock, as far as their laws tell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from statistics import fmean, quantiles
from typing import Final

from sim.draws.instants import date
from sim.draws.inverse import quantile
from sim.draws.keys import ALL_LOTS, child, entity, uniform, word
from sim.draws.purposes import Kind, Purpose
from sim.draws.under_way import building_time
from sim.scenario.plan.plan import FOREVER, Plan, to_ticks
from sim.scenario.plan.works import LotPlan
from sim.scenario.values.distributions import Distribution

DRAWS: Final = 500
"""Futures looked at: enough for a month, and for a share to two points or so."""

_of = cache(quantile)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A lot of a project that may have been open by its law, and is not; ticks."""

    project: str
    left: float
    """Share of its law that is left: P(not open at the start)."""
    mean: float
    """Of the opening given that it is not open; of those that open at all."""
    p10: float
    p90: float


def under_way(plan: Plan) -> tuple[UnderWay, ...]:
    """Return what is known of the first lot of each project whose law the past has cut.

    A lot that hardly ever opens, as it stops for good, is left out.
    """
    found = []
    for lot in plan.lots:
        timing = lot.timing
        if lot.lot == 0 and timing.dated and min(timing.earliest, timing.opens_earliest) <= 0:
            plain = [opening(lot, number, known=False) for number in range(DRAWS)]
            left = sum(tick > 0 for tick in plain) / DRAWS
            if left == 1.0:
                continue
            ticks = [opening(lot, number, known=True) for number in range(DRAWS)]
            opens = [tick for tick in ticks if tick < FOREVER]
            if len(opens) > 1:
                tenths = quantiles(opens, n=10, method="inclusive")
                project = lot.id.partition("/")[0]
                found.append(UnderWay(project, left, fmean(opens), tenths[0], tenths[-1]))
    return tuple(found)


def opening(lot: LotPlan, replication: int, known: bool) -> int:
    """Return when a lot opens in a replication of seed 0; FOREVER: never.

    `known`: given that it is not open at the start.
    """
    timing, project = lot.timing, entity(0, replication, Kind.WORKS, word(lot.luck))
    key = child(project, 1 + lot.lot)

    def span(law: Distribution, purpose: Purpose, of: int = key) -> int:
        return to_ticks(_of(law)(uniform(child(of, purpose))))

    start = date(timing.earliest, timing.latest, uniform(child(key, Purpose.DATE)))
    start += span(timing.lead, Purpose.LEAD)
    rest = span(timing.slip_common, Purpose.SLIP_COMMON, child(project, ALL_LOTS))
    if uniform(child(key, Purpose.SUSPENSION)) < lot.suspended:
        rest += span(lot.resume, Purpose.RESUME)
    if known:
        purposes = (Purpose.LAG, Purpose.SLIP, Purpose.CONSTRUCTION)
        drawn = (uniform(child(key, purpose)) for purpose in purposes)
        works = building_time(_read, None, timing, start, rest, *drawn)
    else:
        if timing.opens_earliest < FOREVER:
            u = uniform(child(key, Purpose.CONSTRUCTION))
            built = date(timing.opens_earliest, timing.opens_latest, u) - start
        else:
            built = span(timing.construction, Purpose.CONSTRUCTION)
        works = built + rest + span(timing.slip, Purpose.SLIP) + span(timing.lag, Purpose.LAG)
    return start + works if works < FOREVER else FOREVER


def _read(_: None, law: Distribution, u: float) -> float:
    return _of(law)(u)
