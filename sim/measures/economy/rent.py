"""The rent of each replication, by month: worked out again from the space that was leased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.counting.rent import rented
from sim.measures.months import Floats
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.values.quantities import rent_unit
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.measures.counting.tally import Tally


@dataclass(frozen=True)
class RentTold:
    """What becomes of the rent of a space type, per lettable area."""

    space: str
    unit: Words
    """Of its rents."""
    start: float
    """Mean over replications of the rent at the start, which may have a range."""
    end: tuple[float, float, float]
    """P10, P50 and P90 of the last month's rent."""
    change: float
    """Median of the change from the start to the last month, as a share."""


def rent_courses(tallies: Sequence[Tally], plan: Plan) -> Floats:
    """Return rents, [replication, month, space]; NaN where a type has none."""
    courses = np.full((len(tallies), plan.months, len(plan.spaces)), np.nan)
    courses[..., rented(plan)] = np.stack([tally.rents for tally in tallies])
    return courses


def rents_told(
    tallies: Sequence[Tally], plan: Plan, spec: Spec, *, new: bool = False
) -> tuple[RentTold, ...]:
    """Tell what becomes of rents, space types in the scenario's order.

    `new`: of new buildings, where these are told apart.
    """
    size, unit = unit_of_rents(spec)
    courses, outcomes = rent_courses(tallies, plan) * size, []
    if new:
        courses *= np.stack([tally.over_old for tally in tallies])[:, None]
    for space in spec.spaces:
        if space in spec.rent and (not new or plan.tiers(plan.spaces.index(space))):
            months = courses[..., plan.spaces.index(space)]
            start, end = months[:, 0], months[:, -1]
            p10, p50, p90 = (float(value) for value in np.quantile(end, (0.1, 0.5, 0.9)))
            change = float(np.median(end / start - 1))
            outcomes.append(RentTold(space, unit, float(start.mean()), (p10, p50, p90), change))
    return tuple(outcomes)


def unit_of_rents(spec: Spec) -> tuple[float, Words]:
    """Return what 1 per m² and month is in the scenario's unit of rents, and that unit's name."""
    size, zh, en = rent_unit(spec.units)
    return size, Words(spec.currency.zh + zh, f"{spec.currency.en}{en}")
