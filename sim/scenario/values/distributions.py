"""Distributions a scenario may name: mean, variance, support and scaling.

Sampling lives in `sim.draws`; here is only what a reader, a check or a plan has to know.
Formulas: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, 2nd ed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

LawKind = Literal[
    "constant",
    "uniform",
    "triangular",
    "pert",
    "exponential",
    "lognormal",
    "gamma",
    "weibull",
    "discrete",
    "forever",
]
_COUNT = {
    "constant": 1,
    "uniform": 2,
    "triangular": 3,
    "pert": 3,
    "exponential": 1,
    "lognormal": 2,
    "gamma": 2,
    "weibull": 2,
    "forever": 0,
}

_TAIL = 53 * math.log(2)
"""−ln of the smallest uniform number, 2⁻⁵³."""
_NORMAL = 8.3
"""Above the standard normal quantile of 1 − 2⁻⁵³."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution over non-negative values, in the canonical unit of what it measures.

    Parameters by kind: constant (x), uniform (a, b), triangular and pert (a, mode, b),
    exponential (mean), lognormal (mu, sigma), gamma (shape, scale), weibull (scale, shape),
    discrete (x1, p1, x2, p2, ...), forever (). Raises ValueError for impossible parameters.
    """

    kind: LawKind
    params: tuple[float, ...] = ()
    mean: float = field(init=False, repr=False, compare=False)
    """Infinite for `forever`."""

    def __post_init__(self) -> None:
        count = len(self.params)
        right = count >= 2 and count % 2 == 0 if self.kind == "discrete" else None
        if not (_COUNT[self.kind] == count if right is None else right):
            raise ValueError(f"{self.kind} has the wrong number of parameters: {self.params}")
        if not (all(map(math.isfinite, self.params)) and self._possible()):
            raise ValueError(f"impossible parameters: {self.kind} {self.params}")
        object.__setattr__(self, "mean", self._mean())

    def _possible(self) -> bool:
        p = self.params
        match self.kind:
            case "constant":
                return p[0] >= 0
            case "uniform" | "triangular" | "pert":
                return p[0] >= 0 and p[0] < p[-1] and all(a <= b for a, b in pairwise(p))
            case "lognormal":
                return p[1] > 0
            case "discrete":
                values, shares = p[::2], p[1::2]
                return min(values) >= 0 and min(shares) >= 0 and abs(math.fsum(shares) - 1) <= 1e-9
            case _:
                return all(x > 0 for x in p)

    def _mean(self) -> float:
        p = self.params
        match self.kind:
            case "forever":
                return math.inf
            case "uniform":
                return (p[0] + p[1]) / 2
            case "triangular":
                return math.fsum(p) / 3
            case "pert":
                return (p[0] + 4 * p[1] + p[2]) / 6
            case "lognormal":
                return math.exp(p[0] + p[1] ** 2 / 2)
            case "gamma":
                return p[0] * p[1]
            case "weibull":
                return p[0] * math.gamma(1 + 1 / p[1])
            case "discrete":
                return math.fsum(x * share for x, share in zip(p[::2], p[1::2], strict=True))
            case _:
                return p[0]

    @property
    def variance(self) -> float:
        """Variance; 0 for a constant, infinite for `forever`."""
        p = self.params
        match self.kind:
            case "constant":
                return 0.0
            case "forever":
                return math.inf
            case "uniform":
                return (p[1] - p[0]) ** 2 / 12
            case "triangular":
                a, m, b = p
                return ((b - a) ** 2 - (m - a) * (b - m)) / 18
            case "pert":
                a, m, b = p
                return (b - a + 4 * (m - a)) * (b - a + 4 * (b - m)) / 252
            case "lognormal":
                return math.expm1(p[1] ** 2) * math.exp(2 * p[0] + p[1] ** 2)
            case "gamma":
                return p[0] * p[1] ** 2
            case "weibull":
                return p[0] ** 2 * (math.gamma(1 + 2 / p[1]) - math.gamma(1 + 1 / p[1]) ** 2)
            case "discrete":
                pairs = zip(p[::2], p[1::2], strict=True)
                mean = self.mean
                return math.fsum(share * (x - mean) ** 2 for x, share in pairs)
            case _:
                return p[0] ** 2

    @property
    def support(self) -> tuple[float, float]:
        """Smallest and largest value that can occur."""
        p = self.params
        match self.kind:
            case "constant":
                return p[0], p[0]
            case "forever":
                return math.inf, math.inf
            case "uniform" | "triangular" | "pert":
                return p[0], p[-1]
            case "discrete":
                possible = [x for x, share in zip(p[::2], p[1::2], strict=True) if share > 0]
                return min(possible), max(possible)
            case _:
                return 0.0, math.inf

    @property
    def largest(self) -> float:
        """No draw is above this: the quantile of the largest uniform number, 1 − 2⁻⁵³, or more.

        For gamma a bound: P(X > scale·(k + √(2kt) + t)) ≤ e^(−t), Boucheron, Lugosi and Massart,
        Concentration Inequalities, 2.4.
        """
        p = self.params
        match self.kind:
            case "exponential":
                return p[0] * _TAIL
            case "lognormal":
                return math.exp(p[0] + p[1] * _NORMAL)
            case "gamma":
                return p[1] * (p[0] + math.sqrt(2 * p[0] * _TAIL) + _TAIL)
            case "weibull":
                return float(p[0] * _TAIL ** (1 / p[1]))
            case _:
                return self.support[1]

    def scaled(self, factor: float) -> Distribution:
        """The distribution of `factor` times the value; `factor` is finite and at least 0."""
        if not (math.isfinite(factor) and factor >= 0):
            raise ValueError(f"cannot scale by {factor}")
        p = self.params
        if self.kind == "forever" or factor == 1:
            return self
        if factor == 0:
            return Distribution("constant", (0.0,))
        match self.kind:
            case "lognormal":
                changed: tuple[float, ...] = (p[0] + math.log(factor), p[1])
            case "gamma":
                changed = (p[0], p[1] * factor)
            case "weibull":
                changed = (p[0] * factor, p[1])
            case "discrete":
                changed = tuple(x if i % 2 else x * factor for i, x in enumerate(p))
            case _:
                changed = tuple(x * factor for x in p)
        return Distribution(self.kind, changed)
