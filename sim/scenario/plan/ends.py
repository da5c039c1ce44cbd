"""How many stays have ended by when: the integral of a law's distribution function.

Of a stay X = fit-out + duration, the share that has ended by x is F(x), and ∫₀ˣ F = E[(x − X)⁺].
The fit-out stands at its mean: it varies by months where the duration varies by years.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from math import exp, fsum, isinf, log, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from sim.scenario.plan.laplace import density
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution

Floats = NDArray[np.float64]
_FINE = 64
"""Points a unit of a standard variable (for gamma: of its spread on the logarithm)."""
_CELLS = 2048
"""Cells of a law on a bounded range."""
_DIGITS = 12
"""To which a law of mean 1 is rounded, so that those of all worlds are one and the same."""


@lru_cache(maxsize=1024)
def ended_share(fit_out: Distribution, duration: Distribution, step: int, steps: int) -> Floats:
    """Return the share of stays that have ended, the mean of F over each of some steps of months.

    Nothing has ever ended of a stay for ever.
    """
    mean = duration.mean
    if isinf(mean):
        return np.zeros(steps)
    times = range(0, (steps + 1) * step, step)
    if mean == 0.0:
        stay = mean_stay(fit_out, duration)
        return np.diff([max(0.0, x - stay) for x in times]) / step
    points, weights, moments = _unit(_of_mean_one(duration))
    until = []
    for x in times:
        scaled = (x - fit_out.mean) / mean
        place = bisect_right(points, scaled)
        until.append(mean * (scaled * weights[place] - moments[place]) if place else 0.0)
    return np.diff(until) / step


def mean_stay(fit_out: Distribution, duration: Distribution) -> float:
    """Return the mean of fit-out + duration in months: at least a tick, as stays are."""
    return max(fit_out.mean + duration.mean, 1.0 / MONTH)


def _of_mean_one(dist: Distribution) -> Distribution:
    unit = dist.scaled(1.0 / dist.mean)
    return Distribution(unit.kind, tuple(round(p, _DIGITS) for p in unit.params))


@lru_cache(maxsize=256)
def _unit(dist: Distribution) -> tuple[list[float], list[float], list[float]]:
    """Return a law of mean 1 as points, sums of their weights and sums of weight × point."""
    weighed = sorted(_weighed(dist))
    whole = fsum(weight for _, weight in weighed)
    points = [point for point, _ in weighed]
    weights = [weight / whole for _, weight in weighed]
    moments = [weight * point for point, weight in zip(points, weights, strict=True)]
    return points, list(accumulate(weights, initial=0.0)), list(accumulate(moments, initial=0.0))


def _weighed(dist: Distribution) -> list[tuple[float, float]]:
    """Return points of a law with weights, up to a common factor."""
    p = dist.params
    match dist.kind:
        case "constant":
            return [(p[0], 1.0)]
        case "discrete":
            return list(zip(p[::2], p[1::2], strict=True))
        case "lognormal":
            normal = (i / _FINE for i in range(-9 * _FINE, 9 * _FINE + 1))
            return [(exp(p[0] + p[1] * z), exp(-z * z / 2)) for z in normal]
        case "exponential" | "weibull":
            scale, shape = p if dist.kind == "weibull" else (p[0], 1.0)
            gumbel = (i / _FINE for i in range(-40 * _FINE, 4 * _FINE + 1))
            return [(scale * exp(y / shape), exp(y - exp(y))) for y in gumbel]
        case "gamma":
            shape, scale = p
            step = 1.0 / (_FINE * max(1.0, sqrt(shape)))
            below, above = 40.0 / shape + 9.0 / sqrt(shape), log1p(40.0 / shape) + 9.0 / sqrt(shape)
            away = (i * step for i in range(-int(below / step), int(above / step) + 1))
            top = log(shape)  # of the density of ln(X/scale), which is that of k·y − e^y
            return [(scale * exp(top + d), exp(shape * (d - exp(d) + 1.0))) for d in away]
        case _:
            a, b, of = p[0], p[-1], density(dist)
            cells = ((i + 0.5) / _CELLS for i in range(_CELLS))
            eased = ((a + (b - a) * s * s * (3 - 2 * s), s * (1 - s)) for s in cells)
            return [(x, of(x) * width) for x, width in eased]
