"""Whom the opening meets in the middle of a stage or of a wait, and for how long they stay."""

from __future__ import annotations

from math import inf

from sim.draws.keys import child, uniform
from sim.draws.laws import aged, race
from sim.scenario.plan.plan import FOREVER, to_ticks

LEAST_WAITED = 2
"""Ticks: in a log -1 stands for no tick."""


def number_met(key: int, mean: float) -> int:
    """Return a Poisson number by the draws of `key`: how many unit-rate gaps fit into `mean`."""
    number, passed = 0, race(1.0, uniform(child(key, 0)))
    while passed <= mean:
        number += 1
        passed += race(1.0, uniform(child(key, number)))
    return number


def is_fitting_out(u: float, fit_out: float, stay: float) -> bool:
    """Tell whether a tenant met is fitting out, from the mean numbers of those who do and stay."""
    return u * (fit_out + stay) < fit_out


def ticks_left(whole: float, u: float, grew: float) -> int:
    """Return what is left of a span of `whole` months met midway: an even share, at least a tick.

    Where arrivals grew, at the rate `grew` a month, the young are more: see `laws.aged`.
    """
    left = whole - aged(u, whole, grew) if grew > 0.0 else whole * (1.0 - u)
    return max(1, to_ticks(left))


def ticks_waited(patience: float, u: float) -> int:
    """Return for how long somebody has waited who is met midway: an even share of its patience.

    `patience` is in months. Of one without end nothing tells for how long: as if just come.
    """
    waited = to_ticks(patience * u) if patience < inf else 0
    return min(max(waited, LEAST_WAITED), FOREVER)
