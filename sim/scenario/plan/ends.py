"""What becomes of floor that is let: how much has ended by when, and how long it was in use.

Of a stay X = fit-out + duration, the share that has ended by x is F(x), and ∫₀ˣ F = E[(x − X)⁺].
The fit-out stands at its mean: it varies by months where the duration varies by years.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, fsum, isinf, log, log1p, sqrt
from typing import NamedTuple

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


class Course(NamedTuple):
    """A stay over some steps of months."""

    ended: Floats
    """F, the share of stays that have ended: its mean over each step."""
    used: Floats
    """(1 − F) × months in use until then: its mean over each step."""
    left: Floats
    """Of stays met midway at the start, the share still there at the ends of the steps."""


@lru_cache(maxsize=1024)
def course(fit_out: Distribution, duration: Distribution, step: int, steps: int) -> Course:
    """Return the course of a stay; nothing has ever ended of one for ever."""
    times = np.arange(steps + 1) * float(step)
    in_use = np.maximum(times - fit_out.mean, 0.0)
    if isinf(duration.mean):
        return Course(np.zeros(steps), np.diff(in_use * in_use / 2) / step, np.ones(steps + 1))
    stay = mean_stay(fit_out, duration)
    if duration.mean == 0.0:
        ended, used = np.maximum(times - stay, 0.0), np.zeros(steps + 1)
    else:
        ended, used = _sums(duration, in_use)
    return Course(np.diff(ended) / step, np.diff(used) / step, 1.0 - (times - ended) / stay)


def _sums(duration: Distribution, times: Floats) -> tuple[Floats, Floats]:
    """Return ∫F and ∫(1 − F)·x up to some times, E[(x − X)⁺] and E[min(X, x)²] ÷ 2."""
    mean = duration.mean
    points, weights, moments, squares = _unit(_of_mean_one(duration))
    x = times / mean
    place = np.searchsorted(points, x, side="right")
    ended = x * weights[place] - moments[place]
    used = (squares[place] + x * x * (1.0 - weights[place])) / 2
    return mean * ended, mean * mean * used


def mean_stay(fit_out: Distribution, duration: Distribution) -> float:
    """Return the mean of fit-out + duration in months: at least a tick, as stays are."""
    return max(fit_out.mean + duration.mean, 1.0 / MONTH)


def _of_mean_one(dist: Distribution) -> Distribution:
    unit = dist.scaled(1.0 / dist.mean)
    return Distribution(unit.kind, tuple(round(p, _DIGITS) for p in unit.params))


@lru_cache(maxsize=256)
def _unit(dist: Distribution) -> tuple[Floats, Floats, Floats, Floats]:
    """Return a law of mean 1: points, and sums up to them of weights, weight × point, × point²."""
    weighed = sorted(_weighed(dist))
    points = np.array([point for point, _ in weighed])
    weights = np.array([weight for _, weight in weighed]) / fsum(w for _, w in weighed)

    def sums(of: Floats) -> Floats:
        return np.concatenate([[0.0], np.cumsum(of)])

    return points, sums(weights), sums(weights * points), sums(weights * points * points)


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
