"""Laplace transforms of laws: who is still there of cohorts that were smaller before.

If arrivals grew at rate g, cohorts of age a are e^(−g·a) times today's. Of those that began a stay
X, the number still there per unit of today's rate is ∫ e^(−g·a) P(X > a) da = (1 − E[e^(−g·X)])/g
(Feller, An Introduction to Probability Theory II, XIII.2). Exponential, gamma and discrete laws
have closed forms; the others are integrated, to better than 1e-9 relative. Where a law is looked at
does not depend on the rate, which differs from world to world, and is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from math import exp, expm1, fsum, log1p, pi, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario.values.distributions import Distribution

_CELLS = 256
"""Cells of Simpson's rule on a bounded law."""
_PLACES = np.arange(2 * _CELLS + 1) / (2 * _CELLS)
"""Where the cells end and have their middle."""
_FINE = 16
"""Points a unit of the trapezoid rule, which is exact to the last digits for these integrands."""
_DEEP, _HIGH, _WIDE = -40, 4, 9
"""Bounds beyond which a standard Gumbel or normal density is below 1e-17."""


def ended(dist: Distribution, rate: float) -> float:
    """Return E[1 − e^(−rate·X)], for `rate` at least 0: the discounted share that has ended."""
    return 0.0 if rate == 0.0 else _ended(dist, rate)  # to look a law up takes longer than this


@lru_cache(maxsize=4096)
def _ended(dist: Distribution, rate: float) -> float:
    p = dist.params
    match dist.kind:
        case "forever":
            return 1.0
        case "constant":
            return -expm1(-rate * p[0])
        case "discrete":
            return fsum(-share * expm1(-rate * x) for x, share in zip(p[::2], p[1::2], strict=True))
        case "exponential":
            return rate * p[0] / (1.0 + rate * p[0])
        case "gamma":
            return -expm1(-p[0] * log1p(rate * p[1]))
        case "lognormal":
            return fsum((_lost(_lognormal(*p), rate)).tolist()) / (_FINE * sqrt(2 * pi))
        case "weibull":
            return fsum((_lost(_weibull(*p), rate)).tolist()) / _FINE
        case _:
            pieces, whole = _bounded(dist)
            return sum(piece.integral(_lost(piece.seen, rate)) for piece in pieces) / whole


def lasting(dist: Distribution, rate: float) -> float:
    """Return ∫ e^(−rate·a) P(X > a) da: the mean where the rate is 0; never above 1/rate."""
    return ended(dist, rate) / rate if rate > 0.0 else dist.mean


class _Seen(NamedTuple):
    """Where a law is looked at, and its density there up to a factor."""

    at: NDArray[np.float64]
    density: NDArray[np.float64]


def _lost(seen: _Seen, rate: float) -> NDArray[np.float64]:
    """Return (1 − e^(−rate·x))·density; NumPy's own exponentials change with the processor."""
    ends: NDArray[np.float64] = -np.array([*map(expm1, (-rate * seen.at).tolist())]) * seen.density
    return ends


@lru_cache(maxsize=512)
def _lognormal(mu: float, sigma: float) -> _Seen:
    steps = [i / _FINE for i in range(-_WIDE * _FINE, _WIDE * _FINE + 1)]
    at = [exp(mu + sigma * z) for z in steps]
    return _Seen(np.array(at), np.array([exp(-z * z / 2) for z in steps]))


@lru_cache(maxsize=512)
def _weibull(scale: float, shape: float) -> _Seen:
    steps = [i / _FINE for i in range(_DEEP * _FINE, _HIGH * _FINE + 1)]
    at = [scale * exp(y / shape) for y in steps]
    return _Seen(np.array(at), np.array([exp(y - exp(y)) for y in steps]))


class _Piece(NamedTuple):
    """A stretch of a bounded law, by Simpson's rule."""

    seen: _Seen
    """At the ends and in the middle of each cell; they crowd at the ends, where powers may be
    rough."""
    width: float

    def integral(self, values: NDArray[np.float64]) -> float:
        """Return the integral of what has some values where the law is looked at."""
        eased = values * 6.0 * _PLACES * (1.0 - _PLACES)
        cells = eased[:-1:2] + 4.0 * eased[1::2] + eased[2::2]
        return self.width / _CELLS / 6.0 * fsum(cells.tolist())


@lru_cache(maxsize=512)
def _bounded(dist: Distribution) -> tuple[tuple[_Piece, ...], float]:
    """Return the pieces of the density of a law on a bounded range, and the integral of it all."""
    a, *middle, b = dist.params
    ends = sorted({a, b} | ({middle[0]} if dist.kind == "triangular" else set()))
    weight, pieces = density(dist), list[_Piece]()
    for low, high in pairwise(ends):
        at = low + (high - low) * _PLACES * _PLACES * (3.0 - 2.0 * _PLACES)
        seen = _Seen(at, np.array([*map(weight, at.tolist())]))
        pieces.append(_Piece(seen, high - low))
    return tuple(pieces), sum(piece.integral(piece.seen.density) for piece in pieces)


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
