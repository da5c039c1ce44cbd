"""What the verdict reads of all replications, side by side in one array a measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.measures.levels import POOL
from sim.measures.months import Ints
from sim.measures.series import leased_levels
from sim.measures.tally import Tally


class Stacked(NamedTuple):
    """Stacked once, since many questions are asked of many places."""

    capacity: NDArray[np.int64]
    """Month integrals, m²·ticks, [replication, month, pool]; so are the next two."""
    leased: NDArray[np.int64]
    waiting_area: NDArray[np.int64]
    leased_levels: NDArray[np.int64]
    """At the opening and at month ends, m², [replication, 1 + month, pool]."""
    capacity_end: Ints
    """At the end of the clock, m², [replication, pool]."""
    checks: NDArray[np.int64]
    """Counts of the standards on requests, [replication, check, 4]."""

    @property
    def replications(self) -> int:
        """How many there are."""
        return len(self.capacity)


def stacked(tallies: Sequence[Tally]) -> Stacked:
    """Stack the tallies of a run."""

    def integrals(measure: str) -> NDArray[np.int64]:
        index = POOL.index(measure)
        return np.stack([tally.pools[index] for tally in tallies])

    return Stacked(
        capacity=integrals("capacity"),
        leased=integrals("leased"),
        waiting_area=integrals("waiting_area"),
        leased_levels=leased_levels(tallies),
        capacity_end=np.stack([tally.capacity_end[-1] for tally in tallies]),
        checks=np.stack([tally.checks for tally in tallies]),
    )


def total(values: NDArray[np.int64], pools: Sequence[int]) -> NDArray[np.int64]:
    """Sum of whole numbers [replication, month, pool] over some pools, [replication, month]."""
    summed: NDArray[np.int64] = values[:, :, list(pools)].sum(axis=2)
    return summed
