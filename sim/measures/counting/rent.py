"""The rent of a replication, by month: worked out again from the space that was leased."""

from __future__ import annotations

from math import exp

import numpy as np

from sim.draws.rent import moved
from sim.measures.months import Floats, Ints
from sim.scenario.plan.plan import Plan, RentPlan


def rented(plan: Plan) -> list[int]:
    """Space types that have a rent."""
    return [space for space, rent in enumerate(plan.rents) if rent is not None]


def rents(capacity_end: Ints, leased_end: Ints, plan: Plan) -> Floats:
    """Return the rent in force in each month, [month, space type of `rented`].

    Money per lettable m² and month. A month's rent is set at its start, by the levels at the end of
    the month before: `capacity_end` and `leased_end`, m², [month, pool].
    """
    spaces = rented(plan)
    by_month = np.empty((plan.months, len(spaces)))
    for column, space in enumerate(spaces):
        rent = plan.rents[space]
        assert rent is not None
        own = slice(space * len(plan.parks), (space + 1) * len(plan.parks))
        ends = (capacity_end[:, own].sum(axis=1), leased_end[:, own].sum(axis=1))
        by_month[:, column] = _course(rent, 0.0, *ends)
    return by_month


def rents_of_parks(capacity_end: Ints, leased_end: Ints, plan: Plan) -> Floats:
    """Return the rent of each park in each month, [month, pool], where leases compare rents.

    As from `rents`; NaN of all other types of space. No pools where leases compare none.
    """
    if not any(rent and rent.parks for rent in plan.rents):
        return np.empty((plan.months, 0))
    by_month = np.full((plan.months, len(plan.capacity)), np.nan)
    for space in rented(plan):
        rent = plan.rents[space]
        assert rent is not None
        for park, start in enumerate(rent.parks):
            pool = plan.pool(space, park)
            ends = capacity_end[:, pool], leased_end[:, pool]
            by_month[:, pool] = _course(rent, start, *ends)
    return by_month


def over_old(plan: Plan) -> Floats:
    """Return what new buildings ask in multiples of what old ones do, [space type].

    1 where they are not told apart.
    """
    logs = [rent.new if rent is not None else None for rent in plan.rents]
    return np.array([1.0 if new is None else exp(new) for new in logs])


def _course(rent: RentPlan, start: float, capacity: Ints, leased: Ints) -> list[float]:
    """Return a rent by month that begins at `level` × e^start, from levels at month ends."""
    x, course = 0.0, list[float]()
    law = (rent.natural_vacancy, rent.adjustment, rent.reversion)
    for stands, let in zip(capacity.tolist(), leased.tolist(), strict=True):
        course.append(rent.level * exp(start + x))
        x = moved(x, stands, let, *law)
    return course
