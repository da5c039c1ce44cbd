"""What the verdict reads of all replications, one array a measure, pools apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.counting.levels import POOL
from sim.measures.counting.tally import Tally
from sim.measures.months import Ints


class Stacked(NamedTuple):
    """Stacked once, since many questions are asked of many places."""

    capacity: NDArray[np.int64]
    """Month integrals, m²·ticks, [pool, replication, month]; so are the next two."""
    leased: NDArray[np.int64]
    waiting_area: NDArray[np.int64]
    leased_levels: NDArray[np.int64]
    """At the opening and at month ends, m², [pool, replication, 1 + month]."""
    capacity_end: Ints
    """At the end of the clock, m², [replication, pool]."""
    checks: NDArray[np.int64]
    """Counts of the standards on requests, [replication, check, 4]."""

    @property
    def replications(self) -> int:
        """How many there are."""
        return len(self.checks)


def stacked(tallies: Sequence[Tally]) -> Stacked:
    """Stack the tallies of a run."""
    measures = [POOL.index(measure) for measure in ("capacity", "leased", "waiting_area")]
    months, pools = tallies[0].leased_end.shape
    integrals = np.empty((len(measures), pools, len(tallies), months), dtype=np.int64)
    levels = np.empty((pools, len(tallies), 1 + months), dtype=np.int64)
    for index, tally in enumerate(tallies):
        integrals[:, :, index] = tally.pools[measures].swapaxes(1, 2)
        levels[:, index, 0], levels[:, index, 1:] = tally.leased_open, tally.leased_end.T
    capacity, leased, waiting_area = integrals
    return Stacked(
        capacity=capacity,
        leased=leased,
        waiting_area=waiting_area,
        leased_levels=levels,
        capacity_end=np.stack([tally.capacity_end[-1] for tally in tallies]),
        checks=np.stack([tally.checks for tally in tallies]),
    )


def total(values: NDArray[np.int64], pools: Sequence[int]) -> NDArray[np.int64]:
    """Sum of whole numbers [pool, replication, month] over some pools, [replication, month]."""
    first, *others = pools
    summed: NDArray[np.int64] = values[first].copy()
    for pool in others:
        summed += values[pool]
    return summed
