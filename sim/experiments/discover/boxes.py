"""Boxes in the space of inputs, and what they hold: coverage, density, significance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sim.experiments.answer import needed
from sim.measures.months import Bools, Floats
from sim.measures.statistics import clustered_wilson, design_effect


@dataclass(frozen=True)
class Sample:
    """Worlds that were played: inputs [world, input], failures [world, replication of it]."""

    x: Floats
    fails: Bools

    @property
    def y(self) -> Floats:
        """Share of each world's replications that fail, [world]."""
        shares: Floats = self.fails.mean(axis=1)
        return shares

    @property
    def cases(self) -> int:
        """Replications that fail."""
        return int(self.fails.sum())

    def part(self, worlds: slice | Bools) -> Sample:
        """Return some of the worlds."""
        return Sample(self.x[worlds], self.fails[worlds])


@dataclass(frozen=True)
class Box:
    """Limits by index of input: (low, high), -inf or inf where a side is free; both included."""

    limits: Mapping[int, tuple[float, float]]

    def inside(self, x: Floats) -> Bools:
        """Return which worlds lie in the box."""
        inside = np.ones(len(x), np.bool_)
        for index, (low, high) in self.limits.items():
            inside &= (low <= x[:, index]) & (x[:, index] <= high)
        return inside

    @property
    def sides(self) -> list[tuple[int, int]]:
        """Limited sides: (input, 0 for its low end and 1 for its high one), in order."""
        return [
            (index, side)
            for index, ends in sorted(self.limits.items())
            for side in (0, 1)
            if np.isfinite(ends[side])
        ]

    def freed(self, index: int, side: int) -> Box:
        """Return the box with one side of an input free."""
        low, high = self.limits[index]
        ends = (-np.inf, high) if side == 0 else (low, np.inf)
        others = self.without(index).limits
        return Box({**others, index: ends} if np.isfinite(ends).any() else others)

    def without(self, index: int) -> Box:
        """Return the box with both sides of an input free."""
        return Box({other: ends for other, ends in self.limits.items() if other != index})

    def narrowed(self, index: int, low: float = -np.inf, high: float = np.inf) -> Box:
        """Return the part of the box between `low` and `high` of an input."""
        old_low, old_high = self.limits.get(index, (-np.inf, np.inf))
        return replace(
            self, limits={**self.limits, index: (max(low, old_low), min(high, old_high))}
        )


FREE = Box({})
"""The box that holds everything."""


@dataclass(frozen=True)
class Quality:
    """What a box holds of a sample of replications."""

    coverage: float
    """Share of all failures that lie in the box."""
    density: float | None
    """Share of the replications in the box that fail; None if there is none."""
    mass: float
    """Share of all replications that lie in the box."""
    low: float
    """95 % interval of the density; the replications of a world are a cluster."""
    high: float
    worlds: int
    """Worlds in the box."""


def quality(box: Box, sample: Sample) -> Quality:
    """Return what a box holds; coverage and density as in Bryant & Lempert (2010)."""
    inside = sample.part(box.inside(sample.x))
    worlds = len(inside.x)
    low, high = 0.0, 1.0
    if worlds:
        low, high, _ = clustered_wilson(*_flat(inside))
    return Quality(
        coverage=inside.cases / sample.cases if sample.cases else 0.0,
        density=float(inside.fails.mean()) if worlds else None,
        mass=worlds / len(sample.x),
        low=low,
        high=high,
        worlds=worlds,
    )


def quasi_p(box: Box, wider: Box, sample: Sample) -> float:
    """Return how likely a box this dense is by luck alone, were it no denser than a wider one.

    P(Binomial(n, p) ≥ k), where k of the n replications in the box fail and p is the density of
    the wider box: Bryant & Lempert (2010), Technol. Forecast. Soc. Change 77:34-49. As
    replications of a world are alike, n and k are divided by the design effect; for such n the
    binomial tail is the incomplete beta function I_p(k, n − k + 1).
    """
    inside = sample.part(box.inside(sample.x))
    if not inside.cases:
        return 1.0
    effect = design_effect(*_flat(inside))
    n, k = inside.fails.size / effect, inside.cases / effect
    betainc = needed("scipy.special").betainc
    return float(betainc(k, n - k + 1, sample.part(wider.inside(sample.x)).fails.mean()))


def _flat(sample: Sample) -> tuple[Bools, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Return failures [replication] and their worlds."""
    worlds, each = sample.fails.shape
    return sample.fails.ravel(), np.repeat(np.arange(worlds), each)
