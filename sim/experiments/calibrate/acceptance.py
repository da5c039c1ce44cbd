"""Which futures are kept: each with the probability of what was seen, given the future.

The error of an observation is normal with variance V_observed + V_model, cut off at three standard
errors, so that a future at distances z from the observations has what was seen with a probability
in proportion to K = exp(−½ Σ z²), or none. Kept with a probability in proportion to
K × prior ÷ proposal, futures are draws from the model given what was seen: approximate Bayesian
computation is exact where its kernel is the error (Wilkinson 2013, Statistical Applications in
Genetics and Molecular Biology 12). Where too few would come in, errors are taken h times as large,
by the smallest tolerance h that lets enough in. The bound of the weights is that of the futures
played (Caffo, Booth & Davis 2002, Biometrika 89), with a hundredth of their sum above it (truncated
as by Ionides 2008, Journal of Computational and Graphical Statistics 17).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.experiments.past.distance import THRESHOLD
from sim.measures.months import Bools, Floats

TRUNCATED: Final = 0.01
"""Part of the sum of all weights that lies above their bound."""
MOST_TOLERANCE: Final = 3.0
"""Errors are never taken more than so many times as large."""
_STEP: Final = 1.02
"""Ratio of two tolerances that are tried."""


@dataclass(frozen=True)
class Acceptance:
    """Which of some futures are kept."""

    kept: Bools
    """[future]"""
    tolerance: float
    """How many times as large errors were taken; 1: as they are stated."""
    effective: float
    """Effective number of the weights, (Σ w)² ÷ Σ w² (Kong, Liu & Wong 1994, JASA 89).

    Of all futures played, before any is kept: it may be above the number kept, which count alike.
    """


def weights(squares: Floats, ratios: Floats, tolerance: float = 1.0) -> Floats:
    """Return the weight of each future, K × prior ÷ proposal, the largest being 1.

    squares: Σ z² over the fitted observations, infinite where one cannot be compared;
    ratios: prior ÷ proposal.
    """
    logs = np.log(ratios) - squares / (2 * tolerance**2)
    if not np.isfinite(logs).any():
        return np.zeros(len(logs))
    found: Floats = np.exp(logs - logs.max())
    return found


def effective(weights: Floats) -> float:
    """Return the effective number of some weights."""
    total = float((weights**2).sum())
    return float(weights.sum()) ** 2 / total if total else 0.0


def bound(weights: Floats) -> float:
    """Return the weight above which lies the hundredth part TRUNCATED of the sum of all weights."""
    falling = np.sort(weights)[::-1]
    counts = np.arange(1, len(falling) + 1)
    above = np.cumsum(falling) - counts * falling  # of the sum, if each weight were the bound
    last = int(np.flatnonzero(above <= TRUNCATED * falling.sum())[-1])
    count = last + 1
    # Between this weight and the next the part above falls evenly with the bound.
    return float((falling[:count].sum() - TRUNCATED * falling.sum()) / count)


def accepted(distances: Floats, ratios: Floats, marks: Floats, wanted: int) -> Acceptance:
    """Return which futures are kept: at least `wanted`, unless MOST_TOLERANCE lets in fewer.

    distances: [future, fitted observation]; marks: a uniform number of each future's own.
    """
    squares, farthest = (distances**2).sum(axis=1), np.abs(distances).max(axis=1)
    tolerance = 1.0
    while True:
        near = farthest <= THRESHOLD * tolerance
        of_each = weights(np.where(near, squares, np.inf), ratios, tolerance)
        kept = np.zeros(len(marks), np.bool_)
        if of_each.any():
            kept = marks * bound(of_each) < of_each
        if kept.sum() >= wanted or tolerance >= MOST_TOLERANCE:
            return Acceptance(kept, tolerance, effective(of_each))
        tolerance = min(MOST_TOLERANCE, tolerance * _STEP)
