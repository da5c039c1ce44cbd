"""When something happens at a hazard that is constant by steps: by time change, one draw.

With E of the unit-rate exponential law it happens where the cumulated hazard reaches E.
"""

from __future__ import annotations

from math import floor

from sim.scenario.values.dates import MONTH

_YEAR = 12 * MONTH


def cumulated(rate: float, factor: float, ticks: int) -> float:
    """Return what a yearly hazard of `rate` × `factor` adds up to over some ticks."""
    return rate * factor * (ticks / _YEAR)


def struck(since: int, left: float, rate: float, factor: float) -> int:
    """Return the tick at which a yearly hazard has used up what is left of a draw; at least one."""
    return since + max(1, floor(left / (rate * factor) * _YEAR + 0.5))
