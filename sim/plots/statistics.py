"""What is drawn of many futures: bands, sample paths, shares with intervals, spells of months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.measures.months import Bools, Floats
from sim.measures.statistics import clustered_wilson

PATHS = 20
"""Sample paths on every fan: always the first replications, the same in every figure."""


@dataclass(frozen=True)
class Fan:
    """Pointwise quantiles over the futures and a few whole paths; every array along time."""

    p10: Floats
    p25: Floats
    p50: Floats
    p75: Floats
    p90: Floats
    paths: Floats
    """[path, time]"""

    @property
    def top(self) -> float:
        """The highest value drawn."""
        return float(max(self.p90.max(), self.paths.max()))

    def below_zero(self) -> Fan:
        """The same fan hanging from zero."""
        return Fan(-self.p10, -self.p25, -self.p50, -self.p75, -self.p90, -self.paths)

    def below_one(self) -> Fan:
        """The same fan of shares hanging from one."""
        one = self.below_zero()
        return Fan(1 + one.p10, 1 + one.p25, 1 + one.p50, 1 + one.p75, 1 + one.p90, 1 + one.paths)


def fan(values: Floats) -> Fan:
    """Quantiles of `values[replication, time]` at every time."""
    p10, p25, p50, p75, p90 = np.quantile(values, (0.1, 0.25, 0.5, 0.75, 0.9), axis=0)
    return Fan(p10, p25, p50, p75, p90, values[:PATHS])


def spells(flags: Bools, length: int) -> Bools:
    """Mark every month that lies in a run of at least `length` true months (last axis = time)."""
    months = flags.shape[-1]
    if months < length:
        return np.zeros_like(flags)
    starts = np.ones((*flags.shape[:-1], months - length + 1), dtype=bool)
    for shift in range(length):
        starts &= flags[..., shift : months - length + 1 + shift]
    marked = np.zeros_like(flags)
    for shift in range(length):
        marked[..., shift : months - length + 1 + shift] |= starts
    return marked


@dataclass(frozen=True)
class FutureShare:
    """A share of futures with its 95 % interval."""

    p: Floats
    low: Floats
    high: Floats


def share(flags: Bools, each: int = 2) -> FutureShare:
    """How often something happens over `flags[replication, …]`, at most one more axis.

    The interval is that of the verdict: `each` replications in a row are one cluster.
    """
    clusters = np.arange(len(flags)) // each
    columns = flags.reshape(len(flags), -1).T
    ends = np.array([clustered_wilson(column, clusters)[:2] for column in columns])
    shape = flags.shape[1:]
    return FutureShare(flags.mean(axis=0), ends[:, 0].reshape(shape), ends[:, 1].reshape(shape))


@dataclass(frozen=True)
class Incidence:
    """Cumulated shares of requests by time since the request; arrays [replication, step]."""

    granted: Floats
    left: Floats


def incidence(granted: Floats, left: Floats, censored: Floats) -> Incidence:
    """Aalen–Johansen estimate from counts[replication, step] of what ended each wait.

    Kaplan–Meier's rule with two ways of ending: whoever still waits when the run ends counts as
    waiting until then and as unknown afterwards, not as served and not as lost.
    """
    ended = granted + left
    gone = np.cumsum(ended + censored, axis=1)
    at_risk = gone[:, -1:] - gone + ended + censored

    def rate(counts: Floats) -> Floats:
        return np.divide(counts, at_risk, out=np.zeros_like(at_risk), where=at_risk > 0)

    waiting = np.cumprod(1 - rate(ended), axis=1)
    before = np.concatenate([np.ones((len(waiting), 1)), waiting[:, :-1]], axis=1)
    return Incidence(
        np.cumsum(before * rate(granted), axis=1), np.cumsum(before * rate(left), axis=1)
    )
