"""What each replication has to say to the observations, counted where it is played."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.past.match_observations import Bound
from sim.measures.counting.counter import Counter
from sim.measures.counting.counts import FLOW
from sim.measures.counting.history import history
from sim.measures.counting.levels import POOL
from sim.measures.counting.measure_spec import MeasureSpec
from sim.measures.counting.tally import Tally
from sim.measures.months import Floats, years
from sim.measures.tables.series import ratio
from sim.model.log import Log
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    from sim.kernel.workspace import Workspace

_CAPACITY, _LEASED = POOL.index("capacity"), POOL.index("leased")


class Testimony(NamedTuple):
    """What some replications have to say."""

    values: Floats
    """The counterpart of every observation, [replication, observation]."""
    courses: Floats
    """The same month by month, once for what several are about, [replication, target, month]."""


class Witness:
    """Collects what replications have to say to the observations."""

    wants_log = False

    def __init__(self, observations: Sequence[Bound], measure_spec: MeasureSpec) -> None:
        self._observations = observations
        self._targets = targets(observations)
        self._counter = Counter(measure_spec)
        self._rows: list[list[float]] = []
        self._courses: list[list[Floats]] = []

    def add_log(self, log: Log) -> None:
        """Take a replication as its log."""
        self._counter.add_log(log)
        self._add(history(log).flows, log.plan)

    def add_work(self, work: Workspace) -> None:
        """Take the replication played last in a workspace of the compiled engine."""
        self._counter.add_work(work)
        plan = work.packed.plan
        self._add(work.arrays["flows"].reshape(_shape(plan)), plan)

    def _add(self, flows: NDArray[np.int32], plan: Plan) -> None:
        tally = self._counter.latest
        self._rows.append([counterpart(seen, tally, flows) for seen in self._observations])
        self._courses.append([course(seen, tally, flows, plan) for seen in self._targets])

    def result(self) -> Testimony:
        """Return what came of the job."""
        return Testimony(np.array(self._rows, dtype=np.float64), np.array(self._courses))


def targets(observations: Sequence[Bound]) -> list[Bound]:
    """Return the first observation of each thing that observations are about, in their order."""
    found: dict[object, Bound] = {}
    for seen in observations:
        found.setdefault(seen.about, seen)
    return list(found.values())


def course(seen: Bound, tally: Tally, flows: NDArray[np.int32], plan: Plan) -> Floats:
    """Return what an observation is about in each month: a share, or the rate of its year."""
    if not seen.share:
        counted = flows[:, seen.stage, :, seen.flow][:, seen.tracks].sum(axis=1)
        _, first, months = np.unique(years(plan), return_index=True, return_counts=True)
        return np.repeat(np.add.reduceat(counted, first) * 12 / months, months)
    levels = tally.pools[:, :, seen.pools].sum(axis=2).astype(np.float64)
    capacity, leased = levels[_CAPACITY], levels[_LEASED]
    return ratio(leased if seen.let else capacity - leased, capacity)


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
