"""The rent of a replication, by month: worked out again from the space that was leased."""

from __future__ import annotations

from math import exp

import numpy as np

from sim.draws.rent import moved
from sim.measures.months import Floats, Ints
from sim.scenario.plan.plan import Plan


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
        rent, x = plan.rents[space], 0.0
        assert rent is not None
        own = slice(space * len(plan.parks), (space + 1) * len(plan.parks))
        stands, let = (ends[:, own].sum(axis=1).tolist() for ends in (capacity_end, leased_end))
        law = (rent.natural_vacancy, rent.adjustment, rent.reversion)
        for month in range(plan.months):
            by_month[month, column] = rent.level * exp(x)
            x = moved(x, stands[month], let[month], *law)
    return by_month
