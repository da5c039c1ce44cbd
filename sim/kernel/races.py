"""Who wins a race of times −ln(u)/weight, with few logarithms.

A rough logarithm rules out all but one or two; between those the exact times decide, so that the
winner is always the one that exact times give.
"""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable
from numpy import float64

from sim.draws.laws import race
from sim.kernel.codes import NOBODY
from sim.kernel.memory import bits, int64, load, real, store

ERROR = 2e-5
"""More than `rough` is off by; a test looks for the worst."""
_FRACTION_BITS = 52
_BIAS = 1023
_FRACTION = (1 << _FRACTION_BITS) - 1
_ONE = _BIAS << _FRACTION_BITS
_LN2 = 0.6931471805599453


@register_jitable
def rough(u: float) -> float:
    """Return about −ln(u): the exponent exactly, ln(1 + f) by a polynomial, off by at most 1e-5."""
    word = bits(u)
    exponent = (word >> _FRACTION_BITS) - _BIAS
    f = real((word & _FRACTION) | _ONE) - 1.0
    p = 0.2852726811 + f * (-0.1315818251 + f * 0.0304490045)
    return -(exponent * _LN2 + 9.975e-06 + f * (0.9992354838 + f * (-0.4902307234 + f * p)))


@register_jitable
def enter(city: Any, place: int, weight: float, u: float, bound: float) -> float:
    """Note a runner of number `place`; return the time by which somebody surely has arrived."""
    about = rough(u)
    store(city.times, place, (about - ERROR) / weight)
    store(city.uniforms, place, u)
    return min(bound, (about + ERROR) / weight)


@register_jitable
def winner(city: Any, runners: int, weights: int, stride: int, bound: float) -> int:
    """Return the runner with the least exact time, the first of equals, or -1 if there is none.

    `weights` is where in `city.weights` the first runner's weight stands, `stride` how far the next
    one is; a weight of 0 does not run.
    """
    chosen, best = NOBODY, 0.0
    for place in range(runners):
        weight = load(city.weights, weights + place * stride, float64)
        if weight > 0.0 and load(city.times, place, float64) <= bound:
            time = race(weight, load(city.uniforms, place, float64))
            if chosen < 0 or time < best:
                chosen, best = place, time
    return int64(chosen)
