"""Who wins a race of times −ln(u)/weight, mostly without a logarithm.

Rough times mostly tell; where two come too close, the exact ones decide, so that the winner is
always the one that exact times give.
"""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from numba.extending import register_jitable
from numpy import float64

from sim.draws.keys import child, uniform
from sim.draws.laws import race
from sim.kernel.arrays import LANES
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
def winner(city: Any, key: int, words: int, first_word: int, weights: int, runners: int) -> int:
    """Return the runner with the least exact time, the first of equals, or -1 if there is none.

    Their uniforms are keyed by the numbers of an array from `first_word` on; `weights` is where in
    `city.weights` the first one's weight stands. A weight of 0 does not run.
    """
    paces, uniforms, times = city.paces, city.uniforms, city.times
    for place in range((runners + LANES - 1) // LANES * LANES):  # a line at once: nothing jumps
        u = uniform(child(key, load(words, first_word + place, np.uint64)))
        pace = load(paces, weights + place, float64)
        store(uniforms, place, u)
        store(times, place, (rough(u) - ERROR) * pace if pace > 0.0 else inf)
    first, earliest, following = NOBODY, inf, inf
    for place in range(runners):  # chosen without a jump, for none could be foreseen
        early = load(times, place, float64)
        first = place if early < earliest else first
        following = min(following, max(earliest, early))
        earliest = min(earliest, early)
    if first < 0:
        return NOBODY
    if earliest + 2.0 * ERROR * load(paces, weights + first, float64) < following:
        return int64(first)
    return _exact_winner(city, weights, runners)


@register_jitable
def _exact_winner(city: Any, weights: int, runners: int) -> int:
    """Return the runner with the least time, of whom some run."""
    chosen, best = NOBODY, inf
    for place in range(runners):
        weight = load(city.weights, weights + place, float64)
        if weight > 0.0:
            time = race(weight, load(city.uniforms, place, float64))
            if time < best:
                chosen, best = place, time
    return int64(chosen)
