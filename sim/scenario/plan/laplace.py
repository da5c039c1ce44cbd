"""Laplace transforms of laws: who is still there of cohorts that were smaller before.

If arrivals grew at rate g, cohorts of age a are e^(−g·a) times today's. Of those that began a stay
X, the number still there per unit of today's rate is ∫ e^(−g·a) P(X > a) da = (1 − E[e^(−g·X)])/g
(Feller, An Introduction to Probability Theory II, XIII.2). Exponential, gamma and discrete laws
have closed forms; the others are integrated, to better than 1e-9 relative.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from math import exp, expm1, fsum, log1p, pi, sqrt

from sim.scenario.values.distributions import Distribution

_CELLS = 256
"""Cells of Simpson's rule on a bounded law."""
_FINE = 16
"""Points a unit of the trapezoid rule, which is exact to the last digits for these integrands."""
_DEEP, _HIGH, _WIDE = -40, 4, 9
"""Bounds beyond which a standard Gumbel or normal density is below 1e-17."""


def ended(dist: Distribution, rate: float) -> float:
    """Return E[1 − e^(−rate·X)], for `rate` at least 0: the discounted share that has ended."""
    return 0.0 if rate == 0.0 else _ended(dist, rate)  # to look a law up takes longer than this


@lru_cache(maxsize=4096)
def _ended(dist: Distribution, rate: float) -> float:
    def lost(x: float) -> float:
        return -expm1(-rate * x)

    p = dist.params
    match dist.kind:
        case "forever":
            return 1.0
        case "constant":
            return lost(p[0])
        case "discrete":
            return fsum(share * lost(x) for x, share in zip(p[::2], p[1::2], strict=True))
        case "exponential":
            return rate * p[0] / (1.0 + rate * p[0])
        case "gamma":
            return -expm1(-p[0] * log1p(rate * p[1]))
        case "lognormal":
            steps = range(-_WIDE * _FINE, _WIDE * _FINE + 1)
            whole = (
                lost(exp(p[0] + p[1] * z)) * exp(-z * z / 2) for z in (i / _FINE for i in steps)
            )
            return fsum(whole) / (_FINE * sqrt(2 * pi))
        case "weibull":
            steps = range(_DEEP * _FINE, _HIGH * _FINE + 1)
            whole = (
                lost(p[0] * exp(y / p[1])) * exp(y - exp(y)) for y in (i / _FINE for i in steps)
            )
            return fsum(whole) / _FINE
        case _:
            return _mean(dist, lost)


def lasting(dist: Distribution, rate: float) -> float:
    """Return ∫ e^(−rate·a) P(X > a) da: the mean where the rate is 0; never above 1/rate."""
    return ended(dist, rate) / rate if rate > 0.0 else dist.mean


def _mean(dist: Distribution, of: Callable[[float], float]) -> float:
    """Return E[of(X)] for a law on a bounded range, piece by piece of its density."""
    a, *middle, b = dist.params
    ends = sorted({a, b} | ({middle[0]} if dist.kind == "triangular" else set()))
    weight = density(dist)
    top = sum(_simpson(lambda x: of(x) * weight(x), low, high) for low, high in pairwise(ends))
    return top / sum(_simpson(weight, low, high) for low, high in pairwise(ends))


def density(dist: Distribution) -> Callable[[float], float]:
    """Return the density, up to a factor, of a law on a bounded range."""
    a, *middle, b = dist.params
    if dist.kind == "uniform":
        return lambda x: 1.0
    mode = middle[0]
    if dist.kind == "pert":
        rise, fall = 4.0 * (mode - a) / (b - a), 4.0 * (b - mode) / (b - a)

        def smooth(x: float) -> float:
            left, right = max(0.0, x - a) / (b - a), max(0.0, b - x) / (b - a)
            return float(left**rise * right**fall)

        return smooth
    return lambda x: (x - a) / (mode - a) if x < mode else (b - x) / (b - mode or 1.0)


def _simpson(of: Callable[[float], float], low: float, high: float) -> float:
    """Integrate over [low, high], with nodes that crowd at its ends, where powers may be rough."""

    def eased(s: float) -> float:
        return of(low + (high - low) * s * s * (3.0 - 2.0 * s)) * 6.0 * s * (1.0 - s)

    h = 1.0 / _CELLS
    cells = (eased(i * h) + 4.0 * eased((i + 0.5) * h) + eased((i + 1) * h) for i in range(_CELLS))
    return (high - low) * h / 6.0 * fsum(cells)
