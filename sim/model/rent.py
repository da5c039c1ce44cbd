"""Rent: it moves with vacancy at month ends, and companies answer it when they ask for space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws.rent import moved, response
from sim.scenario.plan.plan import Plan, RentPlan, StagePlan

if TYPE_CHECKING:
    from sim.model.city import City


class Rents:
    """The rent of each space type, city-wide, as ln(rent ÷ rent at the opening).

    What counts for a stage is the rent of its own space type.
    """

    def __init__(self, city: City, plan: Plan) -> None:
        self.city, self.plan = city, plan
        self.levels = [0.0] * len(plan.spaces)

    def month_end(self) -> None:
        """Move each rent by the vacancy of its space type now."""
        pools, parks = self.city.market.pools, len(self.plan.parks)
        for space, rent in enumerate(self.plan.rents):
            if rent is not None:
                own = pools[space * parks : (space + 1) * parks]
                self.levels[space] = moved(
                    self.levels[space],
                    sum(pool.capacity for pool in own),
                    sum(pool.leased for pool in own),
                    rent.natural_vacancy,
                    rent.adjustment,
                    rent.reversion,
                )

    def area(self, stage: StagePlan) -> float:
        """Return by how much rent multiplies the area asked for a new stage."""
        rent = self._plan(stage)
        return response(self._level(stage), rent.area) if rent else 1.0

    def expansion(self, stage: StagePlan) -> float:
        """Return by how much rent multiplies the area asked in an expansion."""
        rent = self._plan(stage)
        return response(self._level(stage), rent.expansion) if rent else 1.0

    def elsewhere(self, stage: StagePlan) -> float:
        """Return by how much rent multiplies the share of companies that goes elsewhere."""
        rent = self._plan(stage)
        return response(self._level(stage), rent.elsewhere) if rent else 1.0

    def _plan(self, stage: StagePlan) -> RentPlan | None:
        return self.plan.rents[stage.spaces[0]]

    def _level(self, stage: StagePlan) -> float:
        return self.levels[stage.spaces[0]]
