"""The market: rent moves with vacancy at month ends; companies that ask answer one or the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws.market import answered
from sim.draws.rent import moved, response
from sim.scenario.plan.plan import Plan, RentPlan, StagePlan

if TYPE_CHECKING:
    from sim.model.city import City


class Rents:
    """The rent of each space type, city-wide, as ln(rent ÷ rent at the opening).

    Where leases compare rents, also that of each park, which moves by its own vacancy.
    What counts for a stage is the rent of its own space type; or, where it answers the market in
    its own way, the vacancy of that type.
    """

    def __init__(self, city: City, plan: Plan) -> None:
        self.city = city
        self.plan = plan
        self.levels: list[float] = [0.0] * len(plan.spaces)
        self.in_parks: list[float] = [0.0] * len(plan.capacity)
        """By pool: ln(rent ÷ rent at the opening) there."""

    def month_end(self) -> None:
        """Move each rent by the vacancy of its space type now, in all parks or in one."""
        for space, rent in enumerate(self.plan.rents):
            if rent is None:
                continue
            law = rent.natural_vacancy, rent.adjustment, rent.reversion
            self.levels[space] = moved(self.levels[space], *self._let(space), *law)
            for park in range(len(rent.parks)):
                pool = self.city.market.pools[self.plan.pool(space, park)]
                level = self.in_parks[pool.index]
                self.in_parks[pool.index] = moved(level, pool.capacity, pool.leased, *law)

    def in_park(self, space: int, park: int, new: bool) -> float:
        """Return ln(rent ÷ the type's at the opening) in a park; 0 where no lease compares it.

        `new`: that of its new buildings, where these are told apart.
        """
        rent = self.plan.rents[space]
        if rent is None or not rent.parks:
            return 0.0
        of_park = rent.parks[park] + self.in_parks[self.plan.pool(space, park)]
        return of_park + rent.new if new and rent.new is not None else of_park

    def area(self, stage: StagePlan) -> float:
        """Return by how much the market multiplies the area asked for a new stage."""
        if stage.usual >= 0.0:
            return self._answered(stage, stage.market_area)
        rent = self._plan(stage)
        return response(self._level(stage), rent.area) if rent else 1.0

    def expansion(self, stage: StagePlan) -> float:
        """Return by how much the market multiplies the area asked in an expansion."""
        if stage.usual >= 0.0:
            return self._answered(stage, stage.market_area)
        rent = self._plan(stage)
        return response(self._level(stage), rent.expansion) if rent else 1.0

    def elsewhere(self, stage: StagePlan) -> float:
        """Return by how much the market multiplies the share of companies that goes elsewhere."""
        if stage.usual >= 0.0:
            return self._answered(stage, stage.market_elsewhere)
        rent = self._plan(stage)
        return response(self._level(stage), rent.elsewhere) if rent else 1.0

    def _answered(self, stage: StagePlan, pull: float) -> float:
        return answered(*self._let(stage.spaces[0]), stage.usual, pull)

    def _let(self, space: int) -> tuple[int, int]:
        """Return what stands of a space type and what of it is leased now, m²."""
        parks = len(self.plan.parks)
        own = self.city.market.pools[space * parks : (space + 1) * parks]
        return sum(pool.capacity for pool in own), sum(pool.leased for pool in own)

    def _plan(self, stage: StagePlan) -> RentPlan | None:
        return self.plan.rents[stage.spaces[0]]

    def _level(self, stage: StagePlan) -> float:
        return self.levels[stage.spaces[0]]
