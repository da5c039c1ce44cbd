"""Rank correlation, and what chance alone makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from statistics import NormalDist

import numpy as np

from sim.measures.months import Floats

_CERTAIN = 0.95


def threshold(tests: int, worlds: int) -> float:
    """The rank correlation that chance alone passes in one of so many tests with 5 %.

    Under independence ρ·√(n − 1) is close to standard normal (Kendall & Gibbons 1990, Rank
    Correlation Methods, ch. 4); Bonferroni for the number of tests.
    """
    z = NormalDist().inv_cdf(1 - (1 - _CERTAIN) / (2 * tests))
    return z / sqrt(worlds - 1)


def beyond_chance(drawn: Mapping[str, Floats], outcome: Floats) -> list[tuple[str, float]]:
    """Return (path, ρ) of the numbers that an outcome follows beyond chance, the closest first.

    drawn: values of the numbers by path, [world]; outcome: [world], NaN where nothing was tested.
    """
    tested = np.isfinite(outcome)
    worlds = int(np.sum(tested))
    if worlds < 2:
        return []
    bound = threshold(len(drawn), worlds)
    rho = [(path, rank_correlation(one[tested], outcome[tested])) for path, one in drawn.items()]
    return sorted((pair for pair in rho if abs(pair[1]) > bound), key=lambda pair: -abs(pair[1]))


def rank_correlation(a: Floats, b: Floats) -> float:
    """Spearman's ρ, mean ranks for ties; 0 where one of them does not vary."""
    x, y = _ranks(a), _ranks(b)
    if not x.std() or not y.std():
        return 0.0
    return float(np.corrcoef(x, y)[0, 1])


def _ranks(values: Floats) -> Floats:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middle = ends - (counts - 1) / 2
    return np.asarray(middle[place], dtype=np.float64)
