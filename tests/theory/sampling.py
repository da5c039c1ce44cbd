"""Agreement up to the sampling error, and nothing else.

Every comparison is turned into z, the standard normal score of the chance of a difference this
large when the theory holds. Seeds are fixed, so a test passes or fails for ever; with fresh luck
one comparison in 16,000 would exceed the limit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

LIMIT = 4.0


def near(what: str, samples: ArrayLike, expected: float) -> None:
    """Assert that independent samples have the mean `expected` (Student's t).

    A mean over many times or companies of one replication is one sample, since these depend on
    each other; so are squares of deviations, when a variance is tested.
    """
    values = np.asarray(samples, dtype=float)
    error = values.std(ddof=1) / np.sqrt(len(values))
    t = (values.mean() - expected) / error
    score = float(stats.norm.isf(stats.t.sf(t, len(values) - 1)))
    _judge(f"{what}: {values.mean():.5g} ± {error:.2g}, theory {expected:.5g}", score)


def near_ratio(what: str, over: ArrayLike, under: ArrayLike, expected: float) -> None:
    """Assert that the mean of `over` is `expected` times that of `under`, paired by replication."""
    tops, bottoms = np.asarray(over, dtype=float), np.asarray(under, dtype=float)
    scale = bottoms.mean()
    near(what, expected + (tops - expected * bottoms) / scale, expected)


def near_counts(what: str, observed: ArrayLike, expected: ArrayLike, given_total: bool) -> None:
    """Assert that counts follow their expectations (Pearson's chi-square, at least 10 each).

    With `given_total` the expectations are shares of the total, otherwise means of independent
    Poisson counts.
    """
    found, wanted = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    if given_total:
        wanted = wanted * found.sum() / wanted.sum()
    assert wanted.min() >= 10, "too few expected for a chi-square"
    square = float(((found - wanted) ** 2 / wanted).sum())
    freedom = found.size - int(given_total)
    score = float(stats.norm.isf(stats.chi2.sf(square, freedom)))
    _judge(f"{what}: chi-square {square:.1f} on {freedom}", score)


def _judge(finding: str, score: float) -> None:
    print(f"{finding}, z = {score:+.2f}")
    assert abs(score) <= LIMIT, f"{finding}, z = {score:+.2f}"


def column(tables: Sequence[ArrayLike]) -> np.ndarray:
    """Stack what each replication gave, [replication, ...]."""
    return np.stack([np.asarray(table) for table in tables])
