"""Quantile tables for laws whose inverse has no closed form: gamma and beta.

A table holds (F, x) at nodes; between them x is linear in F. Each is built once from the
density by Simpson's rule with scalar arithmetic, then shared.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from math import exp, lgamma, log

import numpy as np
from numpy.typing import ArrayLike

_CELLS = 4096
_TINY = 1e-17
_LOWEST = -353.0
"""ln X from which gamma tables begin: below it lies what is nothing beside any mean."""


def places(low: float, high: float, cells: int = _CELLS) -> list[float]:
    """Return the ends and the middles of even cells of [low, high]."""
    h = (high - low) / cells
    return [low + i / 2 * h for i in range(2 * cells + 1)]


class Table:
    """An inverse CDF by linear interpolation."""

    def __init__(self, densities: ArrayLike, low: float, high: float, below: float = 0.0) -> None:
        """Tabulate a law on [low, high] from its densities, up to a constant, at `places` of it.

        What lies `below` it, in the unit of the density, falls into the first cell.
        """
        known = np.asarray(densities)
        self.low = low
        self.step: float = (high - low) / (len(known) // 2)
        cells = (known[:-1:2] + 4.0 * known[1::2] + known[2::2]) * self.step / 6.0
        masses = np.cumsum([below, *cells])  # one after the other: the same bits everywhere
        self.f: list[float] = [0.0, *(masses[1:] / masses[-1]).tolist()]

    def __call__(self, u: float) -> float:
        """Return the quantile of `u` in (0, 1)."""
        i = min(bisect_right(self.f, u), len(self.f) - 1) - 1
        f0, f1 = self.f[i], self.f[i + 1]
        x0, x1 = self.low + i * self.step, self.low + (i + 1) * self.step
        return x0 + (x1 - x0) * (u - f0) / (f1 - f0) if f1 > f0 else x0


@lru_cache(maxsize=512)
def beta(alpha: float, beta_: float) -> Table:
    """Return the quantile table of Beta(alpha, beta), both at least 1, on [0, 1]."""

    def density(x: float) -> float:
        if x <= 0.0:
            return 1.0 if alpha == 1.0 else 0.0
        if x >= 1.0:
            return 1.0 if beta_ == 1.0 else 0.0
        return exp((alpha - 1.0) * log(x) + (beta_ - 1.0) * log(1.0 - x))

    return Table([*map(density, places(0.0, 1.0))], 0.0, 1.0)


@lru_cache(maxsize=512)
def log_gamma(shape: float) -> Table:
    """Return the quantile table of ln X, X ~ Gamma(shape, 1): smooth for every shape.

    Its cells are as wide for every small shape as for a coefficient of variation of 3. The mean is
    right to 0.1 % whatever the shape, the variance to 0.3 %, or 1.1 % where X varies by 0.1 %.
    """
    high = log(shape + 40.0 + 10.0 * shape**0.5)
    peak = log(shape)

    def density(y: float) -> float:
        return exp(shape * (y - peak) - exp(y) + shape)

    low = (log(_TINY) + lgamma(shape + 1.0)) / shape
    below = 0.0
    if low < _LOWEST:
        low, below = _LOWEST, density(_LOWEST) / shape
    return Table([*map(density, places(low, high))], low, high, below)
