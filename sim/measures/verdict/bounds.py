"""Monthly vacancy and months of supply, and whether they keep within a bound."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.measures.months import Bools, Floats, lengths
from sim.measures.tables.series import YEAR, ratio, yearly_absorption
from sim.measures.verdict.stacked import Stacked, total
from sim.scenario.plan.plan import Plan
from sim.scenario.schema.standards import Over


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
    some = tested.any(axis=1)
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
    value = np.where(some, value, np.nan)
    return value, (value <= bound) if upper else (value >= bound)
