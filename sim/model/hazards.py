"""What may happen to a company at any time of a stage: that it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws.hazards import cumulated, struck
from sim.draws.keys import uniform
from sim.draws.laws import race
from sim.draws.purposes import Purpose
from sim.scenario.plan.plan import StagePlan
from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    from sim.model.company import Company


def closes_at(company: Company, stage: StagePlan, end: int) -> int:
    """Return when a company closes in a stage that starts now, or its `end` if it does not.

    A stage met midway counts from the start of the clock: its hazard does not age.
    """
    if stage.closes == 0.0:
        return end
    city = company.city
    left = race(1.0, uniform(company.draw_key(stage, Purpose.CLOSES)))
    at, last = city.tick, min(end, city.plan.end)
    while at < last:
        factor = city.answer(stage, at).closes
        until = min((at // MONTH + 1) * MONTH, last)
        passed = cumulated(stage.closes, factor, until - at)
        if passed > left:
            return min(end, struck(at, left, stage.closes, factor))
        left -= passed
        at = until
    return end
