"""From which values futures are played: the ranges at first, then more where the past was met.

Adaptive importance sampling with all waves as one mixture (Cappé, Guillin, Marin & Robert 2004,
Journal of Computational and Graphical Statistics 13; Cornuet, Marin, Mira & Robert 2012,
Scandinavian Journal of Statistics 39). A wave draws each number by itself. The first wave draws
from the ranges, so that no future is likelier than the number of waves times under them than under
the mixture (a defensive mixture: Hesterberg 1995, Technometrics 37).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final

import numpy as np

from sim.experiments.calibrate.acceptance import MOST_TOLERANCE, effective, weights
from sim.measures.months import Floats

BINS: Final = 10
"""Parts of a number's range, equally likely a priori, in each of which it is drawn evenly."""
_FLOOR: Final = 0.3
"""Part of a wave's draws of a number that stays as its range has it."""
_ENOUGH: Final = 100
"""Effective number of weights from which a wave is focused."""
_ERROR: Final = 0.05
"""Probability that any number is focused about which the past says nothing."""
_STEP: Final = 1.1


@dataclass(frozen=True)
class Proposal:
    """How a wave draws the levels of the numbers: their places in (0, 1) in the prior's law."""

    densities: Floats
    """By number and bin, against the prior; the mean over the bins is 1."""

    @classmethod
    def prior(cls, numbers: int) -> Proposal:
        """Return the ranges themselves."""
        return cls(np.ones((numbers, BINS)))

    def draws(self, levels: Floats) -> Floats:
        """Return levels under this proposal from evenly drawn ones, [number, future]."""
        edges = np.arange(BINS + 1) / BINS
        rows = []
        for densities, even in zip(self.densities, levels, strict=True):
            upto = np.concatenate([[0.0], np.cumsum(densities) / BINS])
            rows.append(np.interp(even, upto / upto[-1], edges))
        return np.array(rows)

    def density(self, levels: Floats) -> Floats:
        """Return how much likelier than under the prior levels are, [future]."""
        bins = np.minimum((levels * BINS).astype(np.int64), BINS - 1)
        each = np.take_along_axis(self.densities, bins, axis=1)
        found: Floats = each.prod(axis=0)
        return found


def ratios(levels: Floats, waves: Sequence[tuple[Proposal, int]]) -> Floats:
    """Return prior ÷ proposal of each future, the proposal being the mixture of all waves.

    levels: of the futures of all waves, [number, future]; waves: each proposal with its futures.
    """
    total = sum(count for _, count in waves)
    each = [count / total * wave.density(levels) for wave, count in waves]
    found: Floats = 1 / np.sum(each, axis=0)
    return found


def focused(levels: Floats, squares: Floats, prior_ratios: Floats) -> Proposal:
    """Return the next wave's proposal: the marginals of the weighted futures played so far.

    Errors are taken as many times as large as gives the weights the effective number _ENOUGH.
    A number is focused if its weighted distribution is farther from the prior's than chance
    explains (Kolmogorov's limit law, Bonferroni over the numbers).
    """
    tolerance = 1.0
    of_each = weights(squares, prior_ratios)
    while effective(of_each) < _ENOUGH and tolerance < MOST_TOLERANCE**2:
        tolerance *= _STEP
        of_each = weights(squares, prior_ratios, tolerance)
    if not of_each.any():
        return Proposal.prior(len(levels))
    shares = of_each / of_each.sum()
    far = sqrt(-log(_ERROR / len(levels) / 2) / 2 / effective(of_each))
    rows = [_marginal(row, shares, far) for row in levels]
    return Proposal(np.array(rows))


def _marginal(levels: Floats, shares: Floats, far: float) -> Floats:
    """Return the densities of one number by bin, smoothed; ones if it is not focused."""
    order = np.argsort(levels)
    gap = np.abs(np.cumsum(shares[order]) - levels[order]).max()
    if gap <= far:
        return np.ones(BINS)
    counts, _ = np.histogram(levels, bins=BINS, range=(0, 1), weights=shares)
    padded = np.concatenate([counts[:1], counts, counts[-1:]])
    smooth = padded[:-2] / 4 + padded[1:-1] / 2 + padded[2:] / 4
    found: Floats = _FLOOR + (1 - _FLOOR) * smooth / smooth.mean()
    return found
