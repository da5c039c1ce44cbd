"""What each replication has in the place of the observations, counted where it is played."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.job_runner import JobRunner
from sim.experiments.past.match_observations import MatchedObservation
from sim.experiments.past.observations import LoadedPast
from sim.measures.counting.counter import Counter
from sim.measures.counting.counts import FLOW
from sim.measures.counting.history import history
from sim.measures.counting.levels import POOL
from sim.measures.counting.measure_spec import MeasureSpec, measure_spec
from sim.measures.counting.tally import Tally
from sim.measures.months import Floats, years
from sim.measures.tables.series import ratio
from sim.model.log import Log
from sim.runs.identity import canonical, digest
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    from sim.kernel.workspace import Workspace

_CAPACITY, _LEASED = POOL.index("capacity"), POOL.index("leased")
_SIZE = 20
"""Replications of one job: ten worlds."""
_DIGITS = 5
"""Decimals of a course, which is only drawn."""
_KEYS = ("values", "courses")


class Counterparts(NamedTuple):
    """What some replications have in the place of the observations."""

    values: Floats
    """The counterpart of every observation, [replication, observation]."""
    courses: Floats
    """The same month by month, once for what several are about, [replication, target, month]."""


class PastCollector:
    """Collects the counterparts of the observations, replication by replication."""

    def __init__(
        self, observations: Sequence[MatchedObservation], measure_spec: MeasureSpec
    ) -> None:
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
        self._rows.append([counterpart(matched, tally, flows) for matched in self._observations])
        self._courses.append([course(matched, tally, flows, plan) for matched in self._targets])

    def result(self) -> Counterparts:
        """Return what came of the job."""
        return Counterparts(np.array(self._rows, dtype=np.float64), np.array(self._courses))


def targets(observations: Sequence[MatchedObservation]) -> list[MatchedObservation]:
    """Return the first observation of each thing that observations are about, in their order."""
    firsts: dict[object, MatchedObservation] = {}
    for matched in observations:
        firsts.setdefault(matched.about, matched)
    return list(firsts.values())


def course(
    matched: MatchedObservation, tally: Tally, flows: NDArray[np.int32], plan: Plan
) -> Floats:
    """Return what an observation is about in each month: a share, or the rate of its year."""
    if not matched.share:
        counted = flows[:, matched.stage, :, matched.flow][:, matched.tracks].sum(axis=1)
        _, first, months = np.unique(years(plan), return_index=True, return_counts=True)
        return np.repeat(np.add.reduceat(counted, first) * 12 / months, months)
    levels = tally.pools[:, :, matched.pools].sum(axis=2).astype(np.float64)
    capacity, leased = levels[_CAPACITY], levels[_LEASED]
    return ratio(leased if matched.let else capacity - leased, capacity)


def counterpart(matched: MatchedObservation, tally: Tally, flows: NDArray[np.int32]) -> float:
    """Return what a replication has in the place of an observation; NaN where no space stands.

    flows: by month, [month, stage, track, flow of FLOW].
    """
    if not matched.share:
        counted = flows[matched.months, matched.stage, :, matched.flow][:, matched.tracks]
        return float(counted.sum()) / matched.years
    levels = tally.pools[:, matched.months][:, :, matched.pools]
    capacity, leased = int(levels[_CAPACITY].sum()), int(levels[_LEASED].sum())
    if capacity == 0:
        return float("nan")
    part = leased if matched.let else capacity - leased
    return part / capacity


def _shape(plan: Plan) -> tuple[int, int, int, int]:
    return plan.months, len(plan.stages), len(plan.tracks), len(FLOW)


class PlayPast:
    """Plays replications of a scenario and gives the counterparts of the observations."""

    def __init__(
        self,
        loaded: Loaded,
        settings: Settings,
        past: LoadedPast,
        matched: Sequence[MatchedObservation],
    ) -> None:
        self._player, self._matched = Player(loaded.spec, settings), tuple(matched)
        self._made_of = {
            "work": "past",
            "scenario": digest(canonical(loaded.raw)),
            "past": digest(canonical(past.tree.plain())),
            **settings.made_of(),
        }

    def made_of(self, job: range) -> dict[str, Any]:
        """Return what the counterparts depend on."""
        return {**self._made_of, "replications": [job.start, job.stop]}

    def __call__(self, job: range) -> dict[str, Any]:
        """Play replications."""
        player = self._player
        plan = player.plans(0)
        collector = PastCollector(self._matched, measure_spec(player.spec, plan))
        player.play(job, collector)
        values, courses = collector.result()
        return {"values": _plain(values), "courses": _plain(courses.round(_DIGITS))}


def counterparts(work: PlayPast, replications: int, runner: JobRunner) -> Counterparts:
    """Return the counterparts in all replications; RefusedError where some could not be played."""
    starts = range(0, replications, _SIZE)
    jobs = [range(start, min(start + _SIZE, replications)) for start in starts]
    parts = runner.all(work, jobs)
    # NumPy reads null as NaN.
    columns = [np.concatenate([np.array(part[key], np.float64) for part in parts]) for key in _KEYS]
    return Counterparts(*columns)


def _plain(values: Floats) -> Any:
    plain = values.astype(object)
    plain[np.isnan(values)] = None
    return plain.tolist()
