"""How much of each space type there will be, how much is asked for, and what lies idle or short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.counting.checks import Check
from sim.measures.counting.stacked import Stacked, total
from sim.measures.months import Floats, first_recorded, lengths, names
from sim.measures.statistics import Three, quantile, three
from sim.measures.verdict.signals import end_levels, glut_bound
from sim.measures.verdict.standards import vacancies
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec


@dataclass(frozen=True)
class Outlook:
    """One space type in the whole city; areas in m² lettable, shares of capacity."""

    space: str
    supply: Three
    """All there is at the end of the clock."""
    demand: Three
    """Leased at the end, and waiting in the last month."""
    vacancy_start: float | None
    """Vacant in the first month of the record; this, the next two: medians, None without space."""
    vacancy_end: float | None
    vacancy_most: float | None
    """In the month in which most is vacant."""
    emptiest: str | None
    """The year of that month."""
    excess: Three | None
    """Vacant at the end beyond the upper bound of vacancy; None where no standard gives one."""
    short: Three
    """Waiting area, mean of the year in which most waits."""
    tightest: str | None
    """That year, by the mean over replications; None where nobody waits."""


def outlooks(run: Stacked, plan: Plan, spec: Spec, checks: Sequence[Check]) -> list[Outlook]:
    """Look at every space type, in the scenario's order."""
    return [_outlook(run, plan, name, checks) for name in spec.spaces]


def _outlook(run: Stacked, plan: Plan, name: str, checks: Sequence[Check]) -> Outlook:
    space = plan.spaces.index(name)
    pools = [plan.pool(space, park) for park in range(len(plan.parks))]
    years = _years(plan)
    free, built = end_levels(run, pools)
    last = total(run.waiting_area, pools)[:, -1] / lengths(plan)[-1]
    waiting = _by_year(total(run.waiting_area, pools) / lengths(plan), years)
    vacant = vacancies(run, plan, pools)
    first = min(first_recorded(plan), plan.months - 1)
    medians = [_median(month) for month in vacant[:, first:].T]
    most = max((value for value in medians if value is not None), default=None)
    bound = glut_bound(checks, space, None)
    tight = int(np.argmax(waiting.mean(axis=0)))
    return Outlook(
        space=name,
        supply=three(built),
        demand=three(built - free + last),
        vacancy_start=medians[0],
        vacancy_end=medians[-1],
        vacancy_most=most,
        emptiest=None if most is None else names(plan)[first + medians.index(most)][:4],
        excess=None if bound is None else three(np.maximum(free - bound * built, 0.0)),
        short=three(waiting[:, tight]),
        tightest=sorted(years)[tight] if waiting[:, tight].any() else None,
    )


def _years(plan: Plan) -> dict[str, list[int]]:
    """The recorded months of each year, as columns."""
    months = names(plan)
    first = min(first_recorded(plan), len(months) - 1)
    years: dict[str, list[int]] = {}
    for month in range(first, len(months)):
        years.setdefault(months[month][:4], []).append(month)
    return years


def _by_year(values: Floats, years: dict[str, list[int]]) -> Floats:
    """Means of months by year, [replication, year]; NaN where a month has none."""
    return np.stack([values[:, years[year]].mean(axis=1) for year in sorted(years)], axis=1)


def _median(values: Floats) -> float | None:
    known = sorted(values[~np.isnan(values)].tolist())
    return quantile(known, 50) if known else None
