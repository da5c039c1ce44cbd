"""Who wins a race of times −ln(u)/weight, mostly without a logarithm.

Rough times mostly tell; where two come too close, the exact ones decide, so that the winner is
always the one that exact times give.
"""

from __future__ import annotations

from math import inf
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

Front = tuple[int, float, float, float]
"""Who leads a race, the earliest and the latest that its time may be, and the earliest that the
time of anybody else may be."""
EMPTY: Front = (NOBODY, inf, inf, inf)
"""Before anybody runs."""


@register_jitable
def rough(u: float) -> float:
    """Return about −ln(u): the exponent exactly, ln(1 + f) by a polynomial, off by at most 1e-5."""
    word = bits(u)
    exponent = (word >> _FRACTION_BITS) - _BIAS
    f = real((word & _FRACTION) | _ONE) - 1.0
    p = 0.2852726811 + f * (-0.1315818251 + f * 0.0304490045)
    return -(exponent * _LN2 + 9.975e-06 + f * (0.9992354838 + f * (-0.4902307234 + f * p)))


@register_jitable
def enter(city: Any, place: int, pace: float, u: float, front: Front) -> Front:
    """Let a runner of number `place` in, whose time is −ln(u) · pace."""
    first, earliest, latest, following = front
    store(city.uniforms, place, u)
    about = rough(u)
    early, late = (about - ERROR) * pace, (about + ERROR) * pace
    leads = early < earliest  # chosen by it without a jump, for none could be foreseen
    return (
        place if leads else first,
        min(earliest, early),
        late if leads else latest,
        min(following, max(earliest, early)),
    )


@register_jitable
def winner(city: Any, runners: int, weights: int, stride: int, front: Front) -> int:
    """Return the runner with the least exact time, the first of equals, or -1 if there is none.

    `weights` is where in `city.weights` the first runner's weight stands, `stride` how far the next
    one is; a weight of 0 does not run.
    """
    first, _, latest, following = front
    if latest < following:
        return first
    chosen, best = NOBODY, 0.0
    for place in range(runners):
        weight = load(city.weights, weights + place * stride, float64)
        if weight > 0.0:
            time = race(weight, load(city.uniforms, place, float64))
            if chosen < 0 or time < best:
                chosen, best = place, time
    return int64(chosen)
