"""What may happen at any time of a stage: its company closes, or gives back a part of its lease."""

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
    """Return when a company closes in a stage that starts now, or its `end` if it does not."""
    return _struck_at(company, stage, Purpose.CLOSES, stage.closes, end)


def gives_back_at(company: Company, stage: StagePlan, end: int) -> int:
    """Return when it gives back a part of its lease, or the `end` of the stage if it does not."""
    return _struck_at(company, stage, Purpose.GIVES_BACK, stage.gives_back, end)


def _struck_at(company: Company, stage: StagePlan, purpose: Purpose, rate: float, end: int) -> int:
    """Invert a hazard of so much a year: from now, as for who is met midway it ages not."""
    if rate == 0.0:
        return end
    city = company.city
    left = race(1.0, uniform(company.draw_key(stage, purpose)))
    at, last = city.tick, min(end, city.plan.end)
    while at < last:
        answer = city.answer(stage, at)
        factor = answer.closes if purpose is Purpose.CLOSES else answer.gives_back
        until = min((at // MONTH + 1) * MONTH, last)
        passed = cumulated(rate, factor, until - at)
        if passed > left:
            return min(end, struck(at, left, rate, factor))
        left -= passed
        at = until
    return end
