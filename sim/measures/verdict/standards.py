"""What each standard gave: monthly measures within bounds, shares of requests, all together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.checks import Check, window
from sim.measures.counting.stacked import Stacked, total
from sim.measures.months import Bools, Floats, lengths, within
from sim.measures.statistics import FAILS, HOLDS, UNTESTED
from sim.measures.tables.series import YEAR, ratio, yearly_absorption
from sim.scenario.plan.plan import Plan
from sim.scenario.schema.standards import LostStandard, Over, VacancyStandard, WaitStandard


def vacancies(run: Stacked, _: Plan, pools: Sequence[int]) -> Floats:
    """Vacant share of capacity, month means, [replication, month]; NaN where capacity is 0."""
    capacity = total(run.capacity, pools)
    free = capacity - total(run.leased, pools)
    return ratio(free.astype(np.float64), capacity.astype(np.float64))


def supply_months(run: Stacked, plan: Plan, pools: Sequence[int]) -> Floats:
    """Months in which the year's net absorption would fill what is vacant, [replication, month].

    Infinite where area is vacant and none is absorbed; NaN in the first 11 months and where
    capacity is 0.
    """
    capacity = total(run.capacity, pools)
    free = (capacity - total(run.leased, pools)) / lengths(plan)
    absorbed = yearly_absorption(total(run.leased_levels, pools))
    months = np.where(free > 0, np.inf, 0.0)
    np.divide(free * YEAR, absorbed, out=months, where=absorbed > 0)
    return np.where((capacity > 0) & ~np.isnan(absorbed), months, np.nan)


def judged(
    values: Floats, bound: float, *, upper: bool, over: Over, share: float
) -> tuple[Floats, Bools]:
    """Return the value that counts and whether it keeps within the bound, [replication].

    values: [replication, month], NaN where not tested. The value is the mean over the tested
    months, the worst month, or the share of months within the bound; NaN if no month was tested.
    """
    tested = ~np.isnan(values)
    any_tested = tested.any(axis=1)
    good = (values <= bound) if upper else (values >= bound)
    if over == "share":
        kept = ratio((good & tested).sum(axis=1).astype(float), tested.sum(axis=1).astype(float))
        return kept, kept >= share
    if over == "every_month":
        worst = -np.inf if upper else np.inf
        filled = np.where(tested, values, worst)
        value = filled.max(axis=1, initial=worst) if upper else filled.min(axis=1, initial=worst)
    else:
        count = tested.sum(axis=1).astype(float)
        value = ratio(np.where(tested, values, 0.0).sum(axis=1), count)
    value = np.where(any_tested, value, np.nan)
    return value, (value <= bound) if upper else (value >= bound)


@dataclass(frozen=True)
class Checked:
    """What a check gave; arrays [replication]."""

    check: Check
    value: Floats
    """Measured value; NaN where not tested, inf where nothing was absorbed."""
    status: NDArray[np.int8]
    """HOLDS, FAILS or UNTESTED."""
    aside: dict[str, Floats] = field(default_factory=dict)
    """What stands apart from the value, m² (see the glossary)."""


def evaluate(check: Check, run: Stacked, plan: Plan) -> Checked:
    """Measure a check in every replication."""
    standard = check.standard
    if isinstance(standard, WaitStandard):
        counts = run.checks[:, check.row]
        return _shares(check, counts, lambda share: share >= check.bound)
    if isinstance(standard, LostStandard):
        counts = run.checks[:, check.row]
        result = _shares(check, counts, lambda share: share <= check.bound)
        for index, name in enumerate(("unresolved_area", "expansion_lost_area"), start=2):
            result.aside[name] = counts[:, index].astype(np.float64)
        return result
    months = within(plan, *window(standard, plan))
    measure = vacancies if isinstance(standard, VacancyStandard) else supply_months
    values = measure(run, plan, check.pools(plan))[:, months]
    share = 1.0 if standard.share is None else standard.share.value
    upper = check.side == "idle"
    value, holds = judged(values, check.bound, upper=upper, over=standard.over, share=share)
    return Checked(check, value, _status(value, holds))


def combined(statuses: Sequence[NDArray[np.int8]], replications: int) -> NDArray[np.int8]:
    """Whether all that were tested in a replication hold there; untested where none was.

    The rule for standards taken together, wherever they are: of a space type, a park, a side, the
    city.
    """
    if not statuses:
        return np.full(replications, UNTESTED, dtype=np.int8)
    table = np.stack(statuses)
    tested = np.where((table == HOLDS).any(axis=0), HOLDS, UNTESTED)
    return np.where((table == FAILS).any(axis=0), FAILS, tested).astype(np.int8)


def _shares(check: Check, counts: NDArray[np.int64], holds: Callable[[Floats], Bools]) -> Checked:
    table = counts.astype(np.float64)
    value = ratio(table[:, 0], table[:, 1])
    return Checked(check, value, _status(value, holds(value)))


def _status(value: Floats, holds: Bools) -> NDArray[np.int8]:
    return np.where(np.isnan(value), UNTESTED, np.where(holds, HOLDS, FAILS)).astype(np.int8)
