"""Whom the opening meets in the middle of a stage, and for how long they stay."""

from __future__ import annotations

from sim.draws.keys import child, uniform
from sim.draws.laws import aged, race
from sim.scenario.plan.plan import to_ticks


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
