"""Paired differences under common random numbers: estimate, interval, and who is called.

Replications 2k and 2k+1 share a world (the drawn values of all ranged numbers), so that pairs come
in clusters of two, and accepted futures one by one: the sampling error is that of the cluster sums
(Cochran 1977, Sampling Techniques, ch. 9A), with clusters − 1 degrees of freedom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cbrt, sqrt
from typing import Final

import numpy as np

from sim.experiments.answer import needed
from sim.measures.months import Floats, Ints

ALPHA: Final = 0.05
"""Chance of calling any difference wrongly, over all that are called together."""


@dataclass(frozen=True)
class Estimate:
    """A mean of paired differences and how well it is known.

    The interval is the wider, at either end, of Student's and of one whose t is made symmetric by
    the cubic transformation of Hall (1992), J. Royal Stat. Soc. B 54: with T = centre ÷ spread of
    the k clusters and their skewness g, √k·(T + g·T²/3 + g²·T³/27 + g/6k). Where few pairs differ,
    all one way and by much, Student's is too short on the long side; where few differ, some either
    way, the skewness seen is chance and Hall's is too short. Without skewness they are the same.
    """

    value: float
    """The mean difference itself."""
    centre: float
    """About which the interval lies."""
    error: float
    """Standard error about it."""
    freedom: int
    """Clusters − 1."""
    pairs: int
    skew: float = 0.0
    """Skewness of the clusters."""

    @property
    def p(self) -> float:
        """Two-sided p-value of no difference: the larger of the two."""
        if self.error == 0:
            return 1.0 if self.centre == 0 else 0.0
        k, g = self.freedom + 1, self.skew
        t = self.centre / (self.error * sqrt(k))
        hall = t + g * t**2 / 3 + g**2 * t**3 / 27 + g / (6 * k)
        if t * hall < 0:
            return 1.0  # at any level 0 is above one interval or below the other, not both
        least = sqrt(k) * min(abs(t), abs(hall))
        return float(2 * needed("scipy.special").stdtr(self.freedom, -least))

    def interval(self, alpha: float = ALPHA) -> tuple[float, float]:
        """Return the ends of the interval of confidence 1 − alpha."""
        t = float(needed("scipy.special").stdtrit(self.freedom, 1 - alpha / 2))
        return self._end(t), self._end(-t)

    def _end(self, t: float) -> float:
        """The mean at which t, or the transformed t, would be this, whichever lies further out."""
        k, g = self.freedom + 1, self.skew
        plain = t / sqrt(k)
        hall = plain
        if abs(g) > _SYMMETRIC:
            hall = 3 / g * (cbrt(1 + g * (plain - g / (6 * k))) - 1)
        x = max(plain, hall) if t > 0 else min(plain, hall)
        return self.centre - self.error * sqrt(k) * x


_SYMMETRIC: Final = 1e-6
"""Skewness below which the transformation changes nothing that can be seen."""


def clustered_sums(values: Floats, clusters: Ints) -> Floats:
    """Return the sums over each cluster of values less their mean, [cluster]."""
    _, cluster = np.unique(clusters, return_inverse=True)
    return np.asarray(np.bincount(cluster, weights=values - values.mean()), dtype=np.float64)


def clustered_error(values: Floats, clusters: Ints) -> tuple[float, int, float]:
    """Return (standard error of the mean, clusters − 1, skewness) of values in clusters.

    With z the sum over a cluster of (value − mean): sqrt(K/(K − 1)·Σz²)/n. For clusters of one
    size it is the paired t of the cluster means.
    """
    sums = clustered_sums(values, clusters)
    k = len(sums)
    square = float(np.mean(sums**2))
    skew = float(np.mean(sums**3)) / square**1.5 if square > 0 else 0.0
    return sqrt(k / (k - 1) * k * square) / len(values), k - 1, skew


def mean_difference(values: Floats, clusters: Ints) -> Estimate:
    """Estimate a mean of paired differences by the paired t on clusters."""
    error, freedom, skew = clustered_error(values, clusters)
    mean = float(values.mean())
    return Estimate(mean, mean, error, freedom, len(values), skew)


def share_difference(values: Floats, clusters: Ints) -> Estimate:
    """Estimate a difference of two shares from paired differences of −1, 0 and 1.

    Adjusted Wald of Bonett & Price (2012), J. Educ. Behav. Stat. 37: one case is added to each
    kind of discordant pair, so that no interval has width 0 when no pair differs; n is divided by
    the design effect of the clusters (Kott & Carr 1997), held between 1 and their greatest
    possible effect, which is taken where no pair differs.
    """
    n, mean = len(values), float(values.mean())
    _, sizes = np.unique(clusters, return_counts=True)
    most = float(np.sum(sizes.astype(np.int64) ** 2)) / n
    error, freedom, _ = clustered_error(values, clusters)
    plain = float(np.var(values)) / n
    effective = n / (min(most, max(1.0, error * error / plain)) if plain > 0 else most)
    up, down = (
        (float(np.mean(values == sign)) * effective + 1) / (effective + 2) for sign in (1, -1)
    )
    centre = up - down
    error = sqrt((up + down - centre * centre) / (effective + 2))
    return Estimate(mean, centre, error, freedom, n)


def holm(p: Sequence[float], alpha: float = ALPHA) -> list[tuple[bool, float]]:
    """Return whether each null hypothesis is rejected, and the level its interval is shown at.

    Holm (1979), Scand. J. Statistics 6: the j-th smallest of m p-values is held against
    alpha/(m − j + 1), until one is not rejected. An interval has the level its hypothesis was held
    against (Serlin 1993, J. Experimental Education 61), so that it excludes 0 exactly where the
    hypothesis is rejected; each covers with at least 1 − alpha.
    """
    order = sorted(range(len(p)), key=lambda i: p[i])
    rejected = [(False, alpha)] * len(p)
    level, rejects = alpha, True
    for j, index in enumerate(order):
        if rejects:
            level = alpha / (len(p) - j)
            rejects = p[index] < level
        rejected[index] = (rejects, level)
    return rejected


def correlation(a: Floats, b: Floats) -> float | None:
    """Correlation over pairs; None where one of them does not vary."""
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(np.corrcoef(a, b)[0, 1])
