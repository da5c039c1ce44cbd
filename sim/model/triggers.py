"""What the vacancy at month ends decides: works one after the other, and lots that wait."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.draws.triggers import bound_holds, decides
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import returned
from sim.scenario.plan.works import PausePlan, TriggerPlan

if TYPE_CHECKING:
    from sim.model.city import City


class Count:
    """Month ends on end at which a bound on vacancy held."""

    def __init__(self, city: City, rule: TriggerPlan | PausePlan) -> None:
        self.city = city
        self.rule = rule
        self.months: int = 0

    def read(self) -> None:
        """Read the state at a month end and count."""
        self.months = self.months + 1 if self._holds() else 0

    def _holds(self) -> bool:
        """Tell whether the bound holds by what stands now, or is to come."""
        pools = [self.city.market.pools[i] for i in self.rule.pools]
        capacity = sum(pool.capacity for pool in pools)
        leased = sum(pool.leased for pool in pools)
        if self.rule.pipeline:
            coming, promised = self._coming()
            capacity, leased = capacity + coming, leased + promised
        return bound_holds(capacity, leased, self.rule.under, self.rule.share)

    def _coming(self) -> tuple[int, int]:
        """Return the area that is to open, and what of it is promised.

        What was decided before this tick, is under construction and will open, or comes back for
        what a renewal has taken.
        """
        here, market, works = frozenset(self.rule.pools), self.city.market, self.city.works
        sites = [site for site in market.sites if site.pool in here]
        area = sum(site.area for site in sites)
        for decided, lot in works.planned.values():
            if decided < self.city.tick:
                area += sum(cell for pool, cell in lot.cells if pool in here)
        for taking in works.takings:
            if taking.plan.target in here:
                area += returned(taking.taken, taking.plan.ratio)
        return area, sum(site.promised for site in sites)


class Watch(Count):
    """A trigger at work, with what it may still decide."""

    def __init__(self, city: City, plan: TriggerPlan) -> None:
        super().__init__(city, plan)
        self.plan = plan
        self.undecided: deque[Callable[[int], None]] = deque()
        """Each decides works at a tick, in order."""

    def month_end(self) -> None:
        """Read the state, count, and decide the next works if it is time."""
        plan, tick = self.plan, self.city.tick
        self.read()
        if self.undecided and decides(self.months, plan.months, tick, plan.earliest, plan.latest):
            self.undecided.popleft()(tick)
            self.months = 0


class Pause(Count):
    """A rule that lets lots wait, with those that do."""

    def __init__(self, city: City, plan: PausePlan) -> None:
        super().__init__(city, plan)
        self.plan = plan
        self.waiting: dict[str, Callable[[], None]] = {}
        """What starts each lot that waits, by its id."""

    def month_end(self) -> None:
        """Read the state and count; let all, or one, start now if the bound does not hold."""
        self.read()
        if self.months == 0:
            lots = sorted(self.waiting, key=lambda lot: (len(lot), lot))
            for lot in lots[:1] if self.plan.one_by_one else lots:
                start = self.waiting.pop(lot)
                self.city.works.due(self.city.tick, EventKind.CAPACITY, lot, 0, start)
