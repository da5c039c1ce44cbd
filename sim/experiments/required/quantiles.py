"""Quantiles of needs as order statistics, with exact intervals from the binomial law.

For n independent values the number that do not exceed the q-quantile is binomial (n, q), whatever
the law of the values; so [l-th smallest, u-th smallest] covers the quantile with at least
P(l ≤ B ≤ u − 1), also where values tie (Scheffé & Tukey 1945, Annals of Mathematical Statistics
16:187; David & Nagaraja 2003, Order Statistics, 3rd ed., ch. 7.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, log
from typing import Final

import numpy as np

from sim.measures.months import Floats

TAIL: Final = 0.025
"""Probability left out on each side of an interval."""
_DIGITS: Final = 9
"""Shares that are whole on paper are whole here too."""


@dataclass(frozen=True)
class QuantileRanks:
    """Places among n ascending values, counted from 1; None where n values cannot tell.

    `middle` is what one more value keeps within with the probability `share`, whatever the law:
    the ⌈(n + 1)·share⌉-th smallest, since the next of n + 1 exchangeable values is as likely to
    have any of their ranks (Wilks 1941, Annals of Mathematical Statistics 12; David & Nagaraja
    2003, ch. 7.2). The ⌈n·share⌉-th would be short of it by up to 1/(n + 1).
    """

    low: int | None
    middle: int | None
    high: int | None


@dataclass(frozen=True)
class QuantileInterval:
    """A quantile with its 95 % interval; what is not known is infinite."""

    value: float
    low: float
    high: float


def needed(share: float) -> int:
    """Return the fewest independent values that bound the `share`-quantile on both sides.

    The greatest of n exceeds it with probability 1 − qⁿ, the smallest is below it with 1 − (1 −
    q)ⁿ; both must reach 97.5 %. ValueError unless 0 < share < 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"not a share strictly between 0 and 1: {share}")
    return ceil(round(log(TAIL) / log(max(share, 1 - share)), _DIGITS))


def ranks(n: int, share: float) -> QuantileRanks:
    """Return the places of the `share`-quantile of n values, and of its interval."""
    below = _cumulated(n, share)
    fit = np.flatnonzero(below <= TAIL)
    low = int(fit[-1]) + 1 if len(fit) else None
    over = np.flatnonzero(below[:n] >= 1 - TAIL)
    high = int(over[0]) + 1 if len(over) else None
    middle = max(1, ceil(round((n + 1) * share, _DIGITS)))
    return QuantileRanks(low, middle if middle <= n else None, high)


def quantile_of(values: Sequence[float], share: float) -> QuantileInterval:
    """Return the value that the next keeps within with probability `share`, and its interval."""
    place, ordered = ranks(len(values), share), sorted(values)
    return QuantileInterval(
        value=inf if place.middle is None else ordered[place.middle - 1],
        low=-inf if place.low is None else ordered[place.low - 1],
        high=inf if place.high is None else ordered[place.high - 1],
    )


def _cumulated(n: int, share: float) -> Floats:
    """Return P(B ≤ k) for k = 0 … n, B binomial (n, share)."""
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    k = np.arange(n + 1)
    mass = np.exp(logs[n] - logs - logs[::-1] + k * log(share) + (n - k) * log(1 - share))
    return np.asarray(np.cumsum(mass), dtype=np.float64)
