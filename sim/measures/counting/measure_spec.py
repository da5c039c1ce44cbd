"""What is counted in every replication, as whole numbers that any engine can read."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.kernel.layout import record_of
from sim.measures.counting.checks import Check, checks, window
from sim.measures.months import Ints, first_recorded, years
from sim.scenario.plan.plan import Plan, to_ticks
from sim.scenario.schema import Spec
from sim.scenario.schema.standards import LostStandard, WaitStandard
from sim.scenario.values.dates import MONTH

CHECK: Final = ("metric", "space", "pool", "start", "end", "limit")
"""What a check asks for: WAIT or LOST; type asked for; pool of the first choice (−1: any);
ticks [start, end) in which the request was made; longest wait in ticks (0 for LOST)."""
WAIT, LOST = range(2)

STEP, SPAN, USUAL = 0.5, 24.0, 6.0
"""Months between the points of a curve of waits, shown at least, and quoted without a standard."""


COUNTS = record_of(
    whole="all_of_it checks check_count of_check steps step_count years year_count first_month "
    "record_from days jumps touched built_jumps pools ends leased_ends tracks flows losses "
    "checked incidence levels times ground ground_jumps "
    "counted instants mature places place_count year_bounds maturing ramped granted",
)
"""For compiled code: addresses and sizes of what is counted; arrays run over months last.

`all_of_it`: 0 where only what standards look at is counted, by pool and for the checks."""


class MeasureSpec(NamedTuple):
    """What to count; the same in all replications of a scenario."""

    checks: NDArray[np.int64]
    """Standards on requests, [`Check.row`, column of CHECK]."""
    of_check: NDArray[np.int64]
    """1 where a standard looks at the requests of a track, [`Check.row`, track]."""
    steps: NDArray[np.int64]
    """Waits in ticks up to which requests are counted, ascending, [step]."""
    years: NDArray[np.int64]
    """Place of each month's year in `recorded_years`, [month]; −1 before the record begins."""

    @property
    def year_count(self) -> int:
        """How many years have recorded months."""
        return int(self.years.max(initial=-1)) + 1

    @property
    def first_month(self) -> int:
        """Index of the first recorded month."""
        return int((self.years < 0).sum())


def measure_spec(spec: Spec, plan: Plan) -> MeasureSpec:
    """Compile what a scenario asks for; every plan of the scenario gives the same.

    Waits are told apart every half month up to two years, and to three times the longest wait
    that a city-wide standard allows; those limits themselves are steps too.
    """
    on_requests = [check for check in checks(spec, plan) if check.row is not None]
    rows = np.array([_row(check, plan) for check in on_requests], dtype=np.int64)
    limits = [
        check.standard.within.value
        for check in on_requests
        if isinstance(check.standard, WaitStandard)
        and check.park is None
        and check.standard.track is None
    ]
    span = max([SPAN, *(3 * limit for limit in limits)])
    months = [*np.arange(0, span + STEP / 2, STEP), *limits]
    return MeasureSpec(
        checks=rows.reshape(len(on_requests), len(CHECK)),
        of_check=np.array([_tracks(check, plan) for check in on_requests], dtype=np.int64).reshape(
            len(on_requests), len(plan.tracks)
        ),
        steps=np.unique([to_ticks(month) for month in months]).astype(np.int64),
        years=year_places(plan),
    )


def year_places(plan: Plan) -> NDArray[np.int64]:
    """Place of each month's year in `recorded_years`, [month]; −1 before the record begins."""
    first = first_recorded(plan)
    place = np.full(plan.months, -1, dtype=np.int64)
    place[first:] = np.searchsorted(recorded_years(plan), years(plan)[first:])
    return place


def recorded_years(plan: Plan) -> Ints:
    """Calendar years with recorded months; the first and last may be partial."""
    return np.unique(years(plan)[first_recorded(plan) :])


def step_months(measure_spec: MeasureSpec) -> NDArray[np.float64]:
    """The steps of the waits, in months."""
    return measure_spec.steps / MONTH


def _row(check: Check, plan: Plan) -> tuple[int, ...]:
    standard = check.standard
    assert isinstance(standard, WaitStandard | LostStandard)
    pool = -1 if check.park is None else plan.pool(check.space, check.park)
    waits = isinstance(standard, WaitStandard)
    limit = to_ticks(standard.within.value) if isinstance(standard, WaitStandard) else 0
    return (WAIT if waits else LOST, check.space, pool, *window(standard, plan), limit)


def _tracks(check: Check, plan: Plan) -> list[int]:
    """By track: 1 for the one that a standard names, or for all of the trade that it asks for."""
    standard = check.standard
    assert isinstance(standard, WaitStandard | LostStandard)
    if standard.track is not None:
        return [int(track == standard.track) for track in plan.tracks]
    return [int(trade == standard.trade) for trade in plan.trades]
