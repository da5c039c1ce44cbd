"""Triggers: works that the vacancy at month ends decides, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.draws.triggers import bound_holds, decides
from sim.scenario.plan.plan import TriggerPlan, returned

if TYPE_CHECKING:
    from sim.model.city import City


class Watch:
    """A trigger at work, with what it may still decide."""

    def __init__(self, city: City, plan: TriggerPlan) -> None:
        self.city, self.plan = city, plan
        self.undecided: deque[Callable[[int], None]] = deque()
        """Each decides works at a tick, in order."""
        self.months = 0
        """Month ends on end at which the bound held."""

    def month_end(self) -> None:
        """Read the state, count, and decide the next works if it is time."""
        plan, tick = self.plan, self.city.tick
        self.months = self.months + 1 if self._holds() else 0
        if self.undecided and decides(self.months, plan.months, tick, plan.earliest, plan.latest):
            self.undecided.popleft()(tick)
            self.months = 0

    def _holds(self) -> bool:
        """Tell whether the bound holds by what stands now, or is to come."""
        pools = [self.city.market.pools[i] for i in self.plan.pools]
        capacity = sum(pool.capacity for pool in pools)
        leased = sum(pool.leased for pool in pools)
        if self.plan.pipeline:
            coming, promised = self._coming()
            capacity, leased = capacity + coming, leased + promised
        return bound_holds(capacity, leased, self.plan.under, self.plan.share)

    def _coming(self) -> tuple[int, int]:
        """Return the area that is to open, and what of it is promised.

        What was decided before this tick, is under construction and will open, or comes back for
        what a renewal has taken.
        """
        here, market, works = frozenset(self.plan.pools), self.city.market, self.city.works
        sites = [site for site in market.sites if site.pool in here]
        area = sum(site.area for site in sites)
        for decided, lot in works.planned.values():
            if decided < self.city.tick:
                area += sum(cell for pool, cell in lot.cells if pool in here)
        for taking in works.takings:
            if taking.plan.target in here:
                area += returned(taking.taken, taking.plan.ratio)
        return area, sum(site.promised for site in sites)
