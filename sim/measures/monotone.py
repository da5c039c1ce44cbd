"""Monotone regression of a probability on a number, and where it crosses a level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final, NamedTuple

import numpy as np

from sim.measures.months import Floats, Ints

CRITICAL: Final = 2.26916
"""95 % point of the limit law of the likelihood ratio for the value of a monotone function.

Banerjee & Wellner (2001), Likelihood ratio tests for monotone functions, Annals of Statistics 29.
"""
_POINTS: Final = 400
"""Points of which a curve is made: cases beyond are taken together with their neighbours."""


class Block(NamedTuple):
    """A stretch of the number in which the curve is level."""

    first: float
    """Value of its lowest case."""
    last: float
    """Of its highest."""
    share: float
    """Height of the curve."""


class Crossing(NamedTuple):
    """Where a curve crosses a level, with a 95 % interval.

    −∞: below all values of the number; +∞: above all of them.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """A rising or falling curve over a number."""

    rising: bool
    blocks: tuple[Block, ...]
    """By value of the number."""
    crossings: tuple[Crossing, ...]
    """One a level."""


def pool_adjacent_violators(
    values: Sequence[float], weights: Sequence[float]
) -> Iterator[tuple[Floats, Floats]]:
    """Yield means and weights of the blocks of the rising regression after each value.

    Pool-adjacent-violators: Ayer, Brunk, Ewing, Reid & Silverman (1955), An empirical distribution
    function for sampling with incomplete information, Annals of Mathematical Statistics 26; Barlow,
    Bartholomew, Bremner & Brunk (1972), Statistical inference under order restrictions, ch. 1. What
    is yielded is only good until the next value.
    """
    mean, size, count = np.empty(len(values)), np.empty(len(values)), 0
    for own, weight in zip(values, weights, strict=True):
        height, whole = own, weight
        while count and mean[count - 1] >= height:
            count -= 1
            together = whole + size[count]
            height = (height * whole + mean[count] * size[count]) / together
            whole = together
        mean[count], size[count] = height, whole
        count += 1
        yield mean[:count], size[:count]


def curve(
    number: Floats, shares: Floats, levels: Sequence[float], *, rising: bool, cases: int = 1
) -> Curve:
    """Fit the share of failures, [case], as a monotone function of a number, [case].

    levels: between 0 and 1, both excluded. cases: trials behind each share, which may depend on one
    another; the shares themselves do not. ValueError without a share.

    A crossing is the middle between the last value at which the curve is below the level and the
    first at which it is above. Its interval has all points at which a curve held to the level there
    fits nearly as well: the sums of squares differ by no more than CRITICAL variances of a share at
    that level. This turns round the likelihood ratio test for the value of a monotone function
    (Banerjee & Wellner 2005, Confidence intervals for current status data, Scandinavian Journal of
    Statistics 32); a bootstrap of this regression is not consistent (Sen, Banerjee & Woodroofe
    2010, Annals of Statistics 38).
    """
    if not len(number):
        raise ValueError("no share")
    sign = 1.0 if rising else -1.0
    at, height, weight = _points(sign * number, shares)
    bounds = np.array(levels)
    free, left, means, sizes = _below(height, weight, bounds)
    right = _below(1.0 - height[::-1], weight[::-1], 1.0 - bounds)[1][::-1]
    fit = np.repeat(means, sizes)
    spread = _spread(sign * number, shares, at, fit, cases)
    worse = (left + right - free) / (bounds * (1.0 - bounds) * spread)
    edges = np.concatenate([[-inf], at, [inf]])
    crossings = []
    for level, excess in zip(levels, worse.T, strict=True):
        kept = np.flatnonzero(excess <= CRITICAL)
        ends = float(edges[kept[0]]), float(edges[kept[-1] + 1])
        crossings.append(_turned(Crossing(_crossing(at, fit, level), *ends), sign))
    blocks = []
    for mean, end, size in zip(means.tolist(), np.cumsum(sizes).tolist(), sizes, strict=True):
        first, last = sorted((sign * float(at[end - size]), sign * float(at[end - 1])))
        blocks.append(Block(first, last, mean))
    return Curve(rising, tuple(blocks if rising else blocks[::-1]), tuple(crossings))


def _points(number: Floats, shares: Floats) -> tuple[Floats, Floats, Floats]:
    """Return values in order, the mean share at each and its weight: equal values are one point."""
    order = np.argsort(number, kind="stable")
    value = number[order]
    group = np.arange(len(value)) * min(_POINTS, len(value)) // len(value)
    new = (np.diff(group) > 0) & (np.diff(value) > 0)
    place = np.concatenate([[0], np.cumsum(new)])
    weight = np.bincount(place).astype(np.float64)
    mean = np.bincount(place, shares[order]) / weight
    return np.bincount(place, value) / weight, mean, weight


def _below(height: Floats, weight: Floats, levels: Floats) -> tuple[float, Floats, Floats, Ints]:
    """Return the sum of squares about the rising fit, those of its first points held below levels.

    The latter are [points + 1, level]: fits of the first 0, 1, … points that do not exceed a level,
    which are the free ones cut off at it. Then the heights of the blocks and how many points each
    has.
    """
    squares = np.concatenate([[0.0], np.cumsum(weight * height * height)])
    held = np.zeros((len(height) + 1, len(levels)))
    for end, (mean, size) in enumerate(
        pool_adjacent_violators(height.tolist(), weight.tolist()), start=1
    ):
        cut = np.minimum(mean[:, None], levels)
        held[end] = squares[end] - (size[:, None] * (2 * mean[:, None] * cut - cut * cut)).sum(0)
    ends = np.searchsorted(np.cumsum(weight), np.cumsum(size) - 0.5) + 1
    free = float(squares[-1] - (size * mean * mean).sum())
    return free, held, mean.copy(), np.diff(ends, prepend=0)


def _spread(number: Floats, shares: Floats, at: Floats, fit: Floats, cases: int) -> float:
    """Return the variance of a share by that of one trial: 1 ÷ `cases` where trials have no tie."""
    if cases == 1:
        return 1.0
    expected = np.interp(number, at, fit)
    chance = float(np.sum(expected * (1.0 - expected)))
    left = float(np.sum((shares - expected) ** 2))
    return min(1.0, max(1.0 / cases, left / chance if chance else 0.0))


def _crossing(at: Floats, fit: Floats, level: float) -> float:
    below, above = np.flatnonzero(fit < level), np.flatnonzero(fit > level)
    if not len(above):
        return inf
    return float(at[below[-1]] + at[above[0]]) / 2 if len(below) else -inf


def _turned(crossing: Crossing, sign: float) -> Crossing:
    if sign > 0:
        return crossing
    return Crossing(-crossing.value, -crossing.high, -crossing.low)
