"""Statistics over replications: shares with 95 % intervals, exact quantiles, ranks, survival."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan, sqrt
from statistics import NormalDist
from typing import Final, NamedTuple, TypeVar

import numpy as np

from sim.measures.months import Bools, Floats, Ints

T = TypeVar("T")

Z95: Final = 1.959963984540054
"""97.5 % point of the normal law."""

HOLDS, FAILS, UNTESTED = 1, 0, -1
"""What a standard did in a replication."""


@dataclass(frozen=True)
class Probability:
    """How often something holds among the replications in which it was tested.

    `low` and `high` bound its probability at 95 %; 0 and 1 if none was tested.
    """

    holds: int
    fails: int
    untested: int
    share: float | None
    """holds ÷ (holds + fails); None if none was tested."""
    low: float
    high: float
    margin: float
    """Half the width of the 95 % interval."""
    effective: float
    """Independent tested replications that would tell as much."""

    @property
    def failing(self) -> Probability:
        """How often it fails."""
        return replace(
            self,
            holds=self.fails,
            fails=self.holds,
            share=None if self.share is None else 1.0 - self.share,
            low=1.0 - self.high,
            high=1.0 - self.low,
        )

    @property
    def untested_share(self) -> float:
        """Share of all replications in which it was not tested; said beside the probability."""
        return self.untested / (self.holds + self.fails + self.untested)


def probability(status: Ints, clusters: Ints) -> Probability:
    """Estimate how probable HOLDS is from the status of each replication.

    clusters: [replication], equal for the two that share their range draws. The estimate and its
    interval are of the tested replications alone.
    """
    tested = status != UNTESTED
    n, holds = int(np.sum(tested)), int(np.sum(status == HOLDS))
    if n:
        low, high, effective = clustered_wilson(status[tested] == HOLDS, clusters[tested])
    else:
        low, high, effective = 0.0, 1.0, 0.0
    return Probability(
        holds=holds,
        fails=n - holds,
        untested=len(status) - n,
        share=holds / n if n else None,
        low=low,
        high=high,
        margin=(high - low) / 2,
        effective=effective,
    )


def clustered_wilson(flags: Bools, clusters: Ints) -> tuple[float, float, float]:
    """Return (low, high, effective n): Wilson's interval at the effective number of cases.

    As for proportions from cluster samples: Wilson (1927), JASA 22, with n ÷ design effect in the
    place of n (Kott & Carr 1997, J. Official Statistics 13; Korn & Graubard 1998, Survey
    Methodology 24).
    """
    n = len(flags)
    effective = n / design_effect(flags, clusters)
    low, high = wilson(int(np.sum(flags)) / n, effective)
    return low, high, effective


def wilson(p: float, n: float) -> tuple[float, float]:
    """Return the 95 % interval of Wilson (1927) for a share `p` of `n` independent cases.

    The ends are the probabilities π at which (p − π)² = z²·π(1 − π)/n.
    """
    z2 = Z95 * Z95 / n
    middle = (p + z2 / 2) / (1 + z2)
    half = sqrt(z2 * p * (1 - p) + z2 * z2 / 4) / (1 + z2)
    # Where all hold the upper end is 1; rounded below it, it would be printed as >99.
    return max(0.0, middle - half), 1.0 if p == 1.0 else min(1.0, middle + half)


def design_effect(flags: Bools, clusters: Ints) -> float:
    """Variance of a share from clusters of at most two, over that from independent cases.

    With z the sum over a cluster of (case − share), the variance of the share is about
    K/(K − 1)·Σz²/n² for K clusters (Cochran 1977, Sampling Techniques, ch. 9A, by linearisation);
    independent cases have share·(1 − share)/n. For pairs with intraclass correlation ρ the ratio
    tends to 1 + ρ. Two cases alike in their ranges and independent in their chances have
    0 ≤ ρ ≤ 1, so it is held between 1 and 2 (1 if every cluster is single). Where all cases agree
    ρ is unknown: 2, to be safe.
    """
    n = len(flags)
    _, cluster, sizes = np.unique(clusters, return_inverse=True, return_counts=True)
    most = float(np.sum(sizes.astype(np.int64) ** 2)) / n
    p = int(np.sum(flags)) / n
    k = len(sizes)
    if p in (0.0, 1.0) or k == 1:
        return most
    sums = np.bincount(cluster, weights=flags - p, minlength=k)
    ratio = k / (k - 1) * float(np.sum(sums * sums)) / (n * p * (1 - p))
    return min(most, max(1.0, ratio))


def quantile(ordered: Sequence[T], percent: int) -> T:
    """Smallest of the ascending values that at least `percent` % of them do not exceed.

    The inverse of the empirical distribution: always one of the values. ValueError if empty.
    """
    if not len(ordered):
        raise ValueError("no value")
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


Three = tuple[float, float, float]
"""Quantiles 10, 50 and 90 over replications."""


def three(values: Floats) -> Three:
    """Return the quantiles 10, 50 and 90 of values, [replication]; ValueError if there are none."""
    ordered = sorted(values.tolist())
    return quantile(ordered, 10), quantile(ordered, 50), quantile(ordered, 90)


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
    if worlds < 2 or not drawn:
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


class Times(NamedTuple):
    """Mean and median of a time, in the unit of the durations; NaN if unknown."""

    mean: float
    median: float


def kaplan_meier(ended: Ints, cut: Ints) -> Times:
    """Mean and median of durations from counts [duration], 0 units first.

    ended: cases that took so long; cut: cases that went on for longer than this.

    Kaplan & Meier (1958), Nonparametric estimation from incomplete observations, JASA 53: the
    share still going on is the product of (1 − ends ÷ cases at risk) over the instants of ends.
    The mean is the area under it up to the longest observed time: the plain mean when nothing is
    cut short, else a lower bound. The median is the first time at which at most half go on.
    """
    times = np.flatnonzero(ended + cut)
    if not len(times):
        return Times(nan, nan)
    at_risk = (ended + cut)[times][::-1].cumsum()[::-1]
    going_on = np.cumprod(1 - ended[times] / at_risk)
    steps = np.diff(times, prepend=0)
    mean = float(np.sum(steps * np.concatenate([[1.0], going_on[:-1]])))
    half = np.flatnonzero(going_on <= 0.5)
    return Times(mean, float(times[half[0]]) if len(half) else nan)
