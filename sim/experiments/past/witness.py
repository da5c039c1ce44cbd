"""What each replication has to say to each observation, counted where it is played."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.experiments.past.bind import Bound
from sim.measures.counting import Counter
from sim.measures.counts import FLOW
from sim.measures.gauges import Gauges
from sim.measures.history import history
from sim.measures.levels import POOL
from sim.measures.months import Floats
from sim.measures.tally import Tally
from sim.model.log import Log
from sim.scenario.plan import Plan

if TYPE_CHECKING:
    from sim.kernel.workspace import Workspace

_CAPACITY, _LEASED = POOL.index("capacity"), POOL.index("leased")


class Witness:
    """Collects the simulated counterpart of every observation, [replication, observation]."""

    wants_log = False

    def __init__(self, observations: Sequence[Bound], gauges: Gauges) -> None:
        self._observations = observations
        self._counter = Counter(gauges)
        self._rows: list[list[float]] = []

    def add_log(self, log: Log) -> None:
        """Take a replication as its log."""
        self._counter.add_log(log)
        self._add(history(log).flows)

    def add_work(self, work: Workspace) -> None:
        """Take the replication played last in a workspace of the compiled engine."""
        self._counter.add_work(work)
        self._add(work.arrays["flows"].reshape(_shape(work.packed.plan)))

    def _add(self, flows: NDArray[np.int32]) -> None:
        tally = self._counter.latest
        self._rows.append([counterpart(seen, tally, flows) for seen in self._observations])

    def result(self) -> Floats:
        """Return what came of the job."""
        return np.array(self._rows, dtype=np.float64)


def counterpart(seen: Bound, tally: Tally, flows: NDArray[np.int32]) -> float:
    """Return what a replication has in the place of an observation; NaN where no space stands.

    flows: by month, [month, stage, track, flow of FLOW].
    """
    if not seen.share:
        counted = flows[seen.months, seen.stage, :, seen.flow][:, seen.tracks]
        return float(counted.sum()) / seen.years
    levels = tally.pools[:, seen.months][:, :, seen.pools]
    capacity, leased = int(levels[_CAPACITY].sum()), int(levels[_LEASED].sum())
    if capacity == 0:
        return float("nan")
    part = leased if seen.let else capacity - leased
    return part / capacity


def _shape(plan: Plan) -> tuple[int, int, int, int]:
    return plan.months, len(plan.stages), len(plan.tracks), len(FLOW)
