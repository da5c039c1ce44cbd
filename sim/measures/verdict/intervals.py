"""Shares of replications with 95 % intervals, and exact quantiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final, TypeVar

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
